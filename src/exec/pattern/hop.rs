//! What each hop of a variable-length pattern must fulfil.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::evaluator::{Evaluator, Shape, holds, mirrored, property_of};
use crate::exec::pattern::labels::is_constant;
use crate::exec::pattern::property::property;
use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot};
use crate::plan::pattern::RelationVariable;
use factio_graph::id::{RelationId, Symbol};
use factio_graph::value::Value;
use std::borrow::Cow;

/// The conditions on a hop, in the order written.
#[derive(Debug, Default)]
pub(super) struct Hop<'p> {
    checks: Vec<Check<'p>>,
    /// The row for which operands are known.
    row: Option<usize>,
}

#[derive(Debug)]
enum Check<'p> {
    /// A property of the hop compared with what the row knows.
    Property {
        key: Symbol,
        op: CompareOp,
        operand: Evaluator<'p>,
        known: Value,
    },
    Condition {
        slot: Slot,
        condition: Evaluator<'p>,
    },
}

impl<'p> Hop<'p> {
    /// What each hop of a variable-length pattern must fulfil, computed types included.
    pub fn of(relation: &'p RelationVariable, shape: Shape) -> Hop<'p> {
        let mut hop = Hop::default();
        if let Some((slot, condition)) = &relation.hop {
            hop.add(*slot, Cow::Borrowed(condition), shape);
        }
        let types = relation.types.as_ref().filter(|test| !is_constant(test));
        if let (Some(types), Some(_)) = (types, relation.length) {
            let slot = relation.hop.as_ref().map_or(shape.end(), |(slot, _)| *slot);
            hop.add(slot, Cow::Owned(type_test(slot, types, relation)), shape);
        }
        hop
    }

    pub fn is_empty(&self) -> bool {
        self.checks.is_empty()
    }

    /// Adds a condition on the hop in `slot`.
    pub fn add(&mut self, slot: Slot, condition: Cow<'p, Expr>, shape: Shape) {
        match condition {
            Cow::Borrowed(Expr {
                kind: ExprKind::And(parts),
                ..
            }) => {
                for part in parts {
                    self.add(slot, Cow::Borrowed(part), shape);
                }
            }
            Cow::Borrowed(expr) => {
                let check = property_check(slot, expr, shape);
                self.checks.push(check.unwrap_or_else(|| Check::Condition {
                    slot,
                    condition: Evaluator::new(condition, shape),
                }));
            }
            Cow::Owned(_) => self.checks.push(Check::Condition {
                slot,
                condition: Evaluator::new(condition, shape),
            }),
        }
    }

    /// Forgets what it knows of a row.
    pub fn rewind(&mut self) {
        self.row = None;
    }

    /// Whether a relation may be a hop of a row's match.
    pub fn passes(
        &mut self,
        view: View<'_>,
        row: usize,
        relation: u32,
        context: &Context<'_>,
    ) -> Result<bool> {
        if self.is_empty() {
            return Ok(true);
        }
        if self.row != Some(row) {
            self.learn(view, row, context)?;
        }
        for check in &mut self.checks {
            let passes = match check {
                Check::Property { key, op, known, .. } => {
                    let value = property(context.graph(), Kind::Relation, relation, *key);
                    holds(*op, &value, known)
                }
                Check::Condition { slot, condition } => {
                    let local = Some((*slot, Value::Relation(RelationId(relation))));
                    condition.eval_with(view, row, local, context)? == Value::Boolean(true)
                }
            };
            if !passes {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn learn(&mut self, view: View<'_>, row: usize, context: &Context<'_>) -> Result<()> {
        for check in &mut self.checks {
            if let Check::Property { operand, known, .. } = check {
                *known = operand.eval(view, row, context)?;
            }
        }
        self.row = Some(row);
        Ok(())
    }
}

fn property_check<'p>(hop: Slot, expr: &'p Expr, shape: Shape) -> Option<Check<'p>> {
    let ExprKind::Compare(op, left, right) = &expr.kind else {
        return None;
    };
    let of_hop = |side: &Expr| property_of(side).filter(|(slot, _)| *slot == hop);
    let (key, op, operand) = match (of_hop(left), of_hop(right)) {
        (Some((_, key)), None) => (key, *op, right),
        (None, Some((_, key))) => (key, mirrored(*op), left),
        _ => return None,
    };
    let free = !crate::exec::pattern::mentions::slots(operand, hop + 1).contains(&hop);
    free.then(|| Check::Property {
        key,
        op,
        operand: Evaluator::new(Cow::Borrowed(operand), shape),
        known: Value::Null,
    })
}

/// `relation:types`, for types that are computed.
pub(super) fn type_test(slot: Slot, types: &LabelTest, relation: &RelationVariable) -> Expr {
    let expr = |kind| Expr {
        kind,
        span: relation.span,
    };
    let subject = Box::new(expr(ExprKind::Slot(slot)));
    expr(ExprKind::HasLabels(subject, types.clone()))
}
