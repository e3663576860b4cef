//! Delete: removes what its targets are in all rows, relations first. What a clause deletes twice is gone once.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Batch;
use crate::exec::eval::eval_batch;
use crate::exec::op::change;
use crate::exec::op::eager::{Write, Writing};
use crate::exec::op::evaluate::describe;
use crate::plan::expr::Expr;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::Value;
use indexmap::IndexMap;

pub(super) fn writing(targets: &[Expr], detach: bool) -> Writing<'_> {
    Box::new(Delete { targets, detach })
}

struct Delete<'p> {
    targets: &'p [Expr],
    detach: bool,
}

impl Write for Delete<'_> {
    fn run(&self, rows: Vec<Batch>, context: &mut Context<'_>) -> Result<Vec<Batch>> {
        let mut doomed = Doomed::default();
        for batch in &rows {
            context.check()?;
            doomed.add_all(self.targets, batch, context)?;
        }
        if self.detach {
            doomed.add_incident(context)?;
        }
        doomed.delete(context)?;
        Ok(rows)
    }
}

/// What is to go, each with the target that named it.
#[derive(Default)]
struct Doomed<'p> {
    nodes: IndexMap<NodeId, &'p Expr>,
    relations: IndexMap<RelationId, &'p Expr>,
}

impl<'p> Doomed<'p> {
    fn add_all(&mut self, targets: &'p [Expr], batch: &Batch, context: &Context<'_>) -> Result<()> {
        for target in targets {
            for value in eval_batch(target, batch, context)?.into_values() {
                self.add(&value, target)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, value: &Value, target: &'p Expr) -> Result<()> {
        match value {
            Value::Null => {}
            Value::Node(node) => {
                self.nodes.entry(*node).or_insert(target);
            }
            Value::Relation(relation) => {
                self.relations.entry(*relation).or_insert(target);
            }
            Value::Path(path) => {
                let nodes = path.nodes.iter().map(|node| (*node, target));
                let relations = path.relations.iter().map(|relation| (*relation, target));
                self.nodes.extend(nodes);
                self.relations.extend(relations);
            }
            Value::List(values) => {
                for value in values.iter() {
                    self.add(value, target)?;
                }
            }
            other => return Err(not_deletable(other, target)),
        }
        Ok(())
    }

    /// The relations of the nodes go with them.
    fn add_incident(&mut self, context: &Context<'_>) -> Result<()> {
        for (at, (&node, &target)) in self.nodes.iter().enumerate() {
            check_now_and_then(at, context)?;
            for relation in context.graph().incident(node) {
                self.relations.entry(relation).or_insert(target);
            }
        }
        Ok(())
    }

    fn delete(self, context: &mut Context<'_>) -> Result<()> {
        for (at, (relation, target)) in self.relations.into_iter().enumerate() {
            check_now_and_then(at, context)?;
            change::delete_relation(relation, context).map_err(|error| error.at(target.span))?;
        }
        for (at, (node, target)) in self.nodes.into_iter().enumerate() {
            check_now_and_then(at, context)?;
            change::delete_node(node, context).map_err(|error| {
                let error = error.at(target.span);
                match error.detail {
                    Some(Detail::DeleteConnectedNode) => {
                        error.hint("DETACH DELETE deletes its relations too")
                    }
                    _ => error,
                }
            })?;
        }
        Ok(())
    }
}

/// Every thousandth time, whether the statement was stopped.
fn check_now_and_then(at: usize, context: &Context<'_>) -> Result<()> {
    match at % 1_000 {
        0 => context.check(),
        _ => Ok(()),
    }
}

fn not_deletable(value: &Value, target: &Expr) -> Error {
    Error::runtime(
        ErrorKind::TypeError,
        Detail::InvalidArgumentType,
        format!(
            "DELETE takes nodes, relations, paths and lists of them; this is {}",
            describe(value)
        ),
    )
    .at(target.span)
}
