//! A session: a graph, its parameters and procedures, and the whole trip of a query.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use crate::exec::{Batch, op};
use crate::outcome::Outcome;
use crate::plan::{self, Planned};
use crate::procedure::Procedures;
use factio_grammar::SyntaxError;
use factio_grammar::ast::Statement;
use factio_graph::facts::Graph;

/// Runs statements on a graph.
#[derive(Default)]
pub struct Session {
    graph: Graph,
    pub parameters: Parameters,
    pub procedures: Procedures,
    pub limits: Limits,
    /// The clock and seed of the next statement; whoever drives the session sets it before each.
    pub moment: Moment,
}

impl Session {
    /// A session on an empty graph in memory.
    pub fn new() -> Session {
        Session::default()
    }

    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Runs one statement. After an error the graph is as it was before.
    pub fn run(&mut self, text: &str) -> Result<Outcome> {
        let statement = factio_grammar::parse(text).map_err(unread)?;
        let savepoint = self.graph.savepoint();
        let result = match &statement {
            Statement::Query(query) => {
                let planned = plan::plan(text, query, &self.graph, &self.procedures)?;
                self.execute(planned)
            }
            _ => Ok(Outcome::default()),
        };
        match result {
            Ok(outcome) => {
                self.graph.commit();
                Ok(outcome)
            }
            Err(error) => {
                self.graph.rollback(savepoint);
                Err(error)
            }
        }
    }

    /// Runs every statement of a text.
    pub fn run_script(&mut self, text: &str) -> Result<()> {
        for piece in factio_grammar::split(text) {
            self.run(&text[piece.range])?;
        }
        Ok(())
    }

    fn execute(&mut self, planned: Planned) -> Result<Outcome> {
        let mut context =
            Context::writing(&mut self.graph, &self.parameters, self.moment, &self.limits);
        let mut running = op::start(&planned.plan, &Batch::unit());
        let mut rows = Vec::new();
        while let Some(batch) = running.next(&mut context)? {
            rows.extend((0..batch.len).map(|row| batch.values(row)));
        }
        Ok(Outcome {
            columns: planned.columns,
            rows,
            changes: context.changes,
            notes: planned.notes,
        })
    }
}

fn unread(error: SyntaxError) -> Error {
    let mut found = Error::compile(
        ErrorKind::SyntaxError,
        Detail::UnexpectedSyntax,
        error.message,
    )
    .at(error.span);
    found.hints = error.hints;
    found.phase = Phase::CompileTime;
    found
}
