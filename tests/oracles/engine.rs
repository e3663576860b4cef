//! Asking the engine.

use crate::graph::Graph;
use factio::context::Context;
use factio::exec::{Batch, op};
use factio::plan::rewrite::Rewrite;
use factio::{Error, ErrorKind, Limits, Session};
use factio_grammar::ast::Statement;
use factio_graph::value::Value;

/// More rows than a random case should have; one that has more is left alone.
const MOST_ROWS: u64 = 20_000;

pub type Rows = Vec<Vec<Value>>;

/// What a query gave.
pub enum Answer {
    Rows(Rows),
    Error(Error),
    /// More rows than are looked at.
    TooMany,
}

/// A session on the graph.
pub fn session(graph: &Graph) -> Session {
    let mut session = Session::new();
    session.limits = limits();
    let statement = graph.statement();
    if !statement.is_empty() {
        session.run(&statement).expect("the graph can be made");
    }
    session
}

fn limits() -> Limits {
    Limits {
        rows: Some(MOST_ROWS),
        ..Limits::default()
    }
}

pub fn run(session: &mut Session, text: &str) -> Answer {
    answer(session.run(text).map(|outcome| outcome.rows))
}

/// Runs a query after some of the rewrites only.
pub fn run_with(session: &Session, text: &str, rewrites: &[Rewrite]) -> Answer {
    let statement = factio_grammar::parse(text).expect("it was read before");
    let Statement::Query(query) = &statement else {
        unreachable!("only queries are made")
    };
    let (graph, procedures) = (session.graph(), &session.procedures);
    let planned = match factio::plan::plan_with(text, query, graph, procedures, rewrites) {
        Ok(planned) => planned,
        Err(error) => return Answer::Error(error),
    };
    let limits = limits();
    let mut context = Context::reading(graph, &session.parameters, session.moment, &limits);
    let mut running = op::start(&planned.plan, &Batch::unit());
    let mut rows = Vec::new();
    loop {
        match running.next(&mut context) {
            Ok(Some(batch)) => rows.extend((0..batch.len).map(|row| batch.values(row))),
            Ok(None) => return Answer::Rows(rows),
            Err(error) => return answer(Err(error)),
        }
        if rows.len() as u64 > MOST_ROWS {
            return Answer::TooMany;
        }
    }
}

fn answer(rows: Result<Rows, Error>) -> Answer {
    match rows {
        Ok(rows) => Answer::Rows(rows),
        Err(error) if error.kind == ErrorKind::LimitExceeded => Answer::TooMany,
        Err(error) => Answer::Error(error),
    }
}
