//! A session: a graph, its parameters and procedures, and the whole trip of a query.

mod cache;
mod certainty;
mod define;
mod explain;
mod index;
mod literal;
mod profile;
mod query;
mod show;
mod sight;
mod stack;
mod storage;
mod syntax;
#[cfg(test)]
mod threads;
mod time;
mod transaction;

use crate::context::{Clock, Limits, Moment, Parameters, Version};
use crate::error::Result;
use crate::outcome::Outcome;
use crate::procedure::Procedures;
use crate::trace;
use factio_grammar::ast::Statement;
use factio_graph::facts::{Graph, Savepoint};
use factio_graph::store::Store;
use factio_graph::value::Value;
use std::sync::Arc;

pub use literal::literal;
pub use sight::{Keeps, Sight};

/// Runs statements on a graph.
///
/// ```
/// use factio::Session;
/// use factio_graph::value::Value;
///
/// let mut session = Session::new();
/// session.run("CREATE (:Person {name: 'Kirov'})-[:led]->(:Body {name: 'Leningrad'})")?;
/// session.param("name", Value::string("Kirov"));
/// let outcome = session.run("MATCH (p {name: $name})-[:led]->(b) RETURN b.name AS body")?;
/// assert_eq!(outcome.columns, ["body"]);
/// assert_eq!(outcome.rows, [[Value::string("Leningrad")]]);
/// # Ok::<(), factio::Error>(())
/// ```
pub struct Session {
    /// Shared with whoever reads the last commit; the first change after that makes a copy.
    graph: Arc<Graph>,
    /// The state that the graph is in.
    version: Version,
    pub parameters: Parameters,
    pub procedures: Procedures,
    pub limits: Limits,
    /// The clock and seed of the next statement; whoever drives the session sets it before each.
    pub moment: Moment,
    /// The clock that `PROFILE` measures by; without one it counts rows alone.
    pub clock: Option<Clock>,
    /// Whether each answer in a slice of history tells of each row whether it is certain. Where something counted that is only
    /// possible, a reading statement runs a second time for that, on what is certain.
    pub counts_certainty: bool,
    /// What statements look at that do not say.
    sight: Sight,
    /// Where the open transaction began.
    transaction: Option<Savepoint>,
    plans: cache::Plans,
    /// Where the first change of the running statement began.
    begun: Option<Savepoint>,
    /// The file that keeps the graph.
    store: Option<Store>,
    /// The bytes of stack that the running statement needs, where any thread's own is too small.
    stack: Option<usize>,
}

impl Default for Session {
    fn default() -> Session {
        Session::new()
    }
}

impl Session {
    /// A session on an empty graph in memory.
    pub fn new() -> Session {
        let mut procedures = Procedures::default();
        for procedure in trace::procedures() {
            procedures.register(procedure);
        }
        Session {
            graph: Arc::default(),
            version: Version::next(),
            parameters: Parameters::default(),
            procedures,
            limits: Limits::default(),
            moment: Moment::default(),
            clock: None,
            counts_certainty: false,
            sight: Sight::default(),
            transaction: None,
            plans: cache::Plans::default(),
            begun: None,
            store: None,
            stack: None,
        }
    }

    /// A session on a graph.
    pub fn on(graph: Graph) -> Session {
        Session::on_shared(Arc::new(graph))
    }

    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Sets the parameter `$name`.
    pub fn param(&mut self, name: &str, value: Value) {
        self.parameters.insert(name.into(), value);
    }

    /// Whether `BEGIN` was said and neither `COMMIT` nor `ROLLBACK` since.
    pub fn in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    /// Runs one statement. After an error the graph is as it was before.
    ///
    /// # Errors
    /// The text is no statement, the statement cannot be planned, or it fails while it runs.
    pub fn run(&mut self, text: &str) -> Result<Outcome> {
        self.stack = stack::needed(text)?;
        stack::with_room(self.stack, || self.run_here(text))
    }

    /// Changes the graph as one statement would: all of it or nothing, and on the disk when this returns.
    ///
    /// # Errors
    /// The change failed, or could not be kept.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Graph) -> Result<T>) -> Result<T> {
        self.settled(|session| change(session.writing()))
    }

    fn run_here(&mut self, text: &str) -> Result<Outcome> {
        self.settled(|session| session.planned_or_read(text))
    }

    /// Does something, and keeps or undoes what it changed.
    fn settled<T>(&mut self, act: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
        if let Some(begun) = self.begun.take() {
            // The statement before this one panicked half-way.
            self.writing().rollback(begun);
            self.begun = None;
        }
        let outcome = act(self);
        let Some(begun) = self.begun.take() else {
            return outcome;
        };
        let settled = match (&outcome, self.transaction) {
            (Ok(_), None) => self.keep(begun),
            (Ok(_), Some(_)) => self.check_keeps(begun),
            (Err(_), _) => Ok(()),
        };
        let outcome = outcome.and_then(|outcome| settled.map(|()| outcome));
        if outcome.is_err() {
            self.writing().rollback(begun);
        }
        self.begun = None;
        outcome
    }

    /// Runs a statement by the plan that was kept of it, or else reads it first.
    fn planned_or_read(&mut self, text: &str) -> Result<Outcome> {
        if let Some(planned) = self.plans.get(text, self.graph.schema_changes()) {
            return self.rows(&planned);
        }
        let statement = factio_grammar::parse(text).map_err(syntax::error)?;
        self.statement(&statement, text)
    }

    /// Runs the statements of a script, which are separated by `;`, and stops at the first error.
    ///
    /// # Errors
    /// The error of the statement that failed. What the statements before it did stays.
    ///
    /// ```
    /// let mut session = factio::Session::new();
    /// let outcomes = session.run_script("CREATE (:A); MATCH (a:A) RETURN a;")?;
    /// assert_eq!(outcomes.len(), 2);
    /// # Ok::<(), factio::Error>(())
    /// ```
    pub fn run_script(&mut self, text: &str) -> Result<Vec<Outcome>> {
        factio_grammar::split(text)
            .into_iter()
            .map(|piece| self.run(&text[piece.range]))
            .collect()
    }

    fn statement(&mut self, statement: &Statement, text: &str) -> Result<Outcome> {
        match statement {
            Statement::Query(query) => self.query(query, text),
            Statement::Define(definition) => self.define(definition),
            Statement::CreateIndex { .. }
            | Statement::DropIndex { .. }
            | Statement::CreateConstraint { .. }
            | Statement::DropConstraint { .. } => self.index(statement),
            Statement::Show(show) => Ok(self.show(*show)),
            Statement::Begin => self.begin(),
            Statement::Commit => self.commit(),
            Statement::Rollback => self.roll_back(),
        }
    }

    /// The graph to change, as a part of the running statement.
    fn writing(&mut self) -> &mut Graph {
        if self.begun.is_none() {
            self.begun = Some(self.graph_mut().savepoint());
        }
        self.graph_mut()
    }

    /// The graph to change; from here on it is in another state.
    fn graph_mut(&mut self) -> &mut Graph {
        self.version = Version::next();
        Arc::make_mut(&mut self.graph)
    }
}

#[cfg(test)]
mod tests {
    use super::Session;

    fn nodes(session: &Session) -> usize {
        session.graph().nodes().count()
    }

    #[test]
    fn a_statement_that_fails_leaves_the_graph_as_it_was() {
        let mut session = Session::new();
        let failing =
            "UNWIND [1, 2, 0] AS x CREATE (:N {x: 10 / x}) WITH x MATCH (n:N) SET n.y = 10 / x";
        assert!(session.run(failing).is_err());
        assert_eq!(nodes(&session), 0);
    }

    #[test]
    fn a_statement_that_fails_in_a_transaction_is_undone_alone() {
        let mut session = Session::new();
        let script = "BEGIN; CREATE (:A); CREATE (b:B) SET b.x = 1 / 0;";
        assert!(session.run_script(script).is_err());
        assert!(session.in_transaction());
        assert_eq!(nodes(&session), 1);
        assert!(session.run("ROLLBACK").is_ok());
        assert_eq!(nodes(&session), 0);
    }

    #[test]
    fn a_script_stops_at_its_first_error_and_keeps_what_was_done() {
        let mut session = Session::new();
        assert!(
            session
                .run_script("CREATE (:A); RETURN; CREATE (:B)")
                .is_err()
        );
        assert_eq!(nodes(&session), 1);
    }

    #[test]
    fn ids_of_undone_nodes_are_not_given_out_again() {
        let mut session = Session::new();
        assert!(session.run("CREATE (n:A) SET n.x = 1 / 0").is_err());
        assert!(session.run("CREATE (:A)").is_ok());
        assert_eq!(
            session
                .graph()
                .nodes()
                .map(|node| node.0)
                .collect::<Vec<_>>(),
            [1]
        );
    }
}
