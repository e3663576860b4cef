//! Conditions move down to where their columns come from, and into the MATCH that gives them.
//!
//! A condition moves past an operator that may drop rows, or hold several for one, only when it cannot fail: it would be
//! asked of rows that it was not written for.

use crate::plan::expr::{Expr, ExprKind, Slot};
use crate::plan::pattern::PatternPlan;
use crate::plan::rewrite::remap::Move;
use crate::plan::rewrite::safe::{is_safe_condition, writes};
use crate::plan::{Op, Plan, visit};

/// Moves the condition of a filter down, and those of a MATCH that are about its input alone.
pub(super) fn push(plan: Plan) -> Plan {
    let width = plan.width;
    match plan.op {
        Op::Filter { input, predicate } => sink_or_stay(*input, predicate),
        Op::Match {
            input,
            mut pattern,
            optional: false,
        } => {
            let input = Box::new(give(*input, &mut pattern));
            let op = Op::Match {
                input,
                pattern,
                optional: false,
            };
            Plan::new(op, width)
        }
        op => Plan::new(op, width),
    }
}

/// The input of a MATCH, with those conditions of the MATCH that are about it and find a better place there.
fn give(mut input: Plan, pattern: &mut PatternPlan) -> Plan {
    let filters = std::mem::take(&mut pattern.filters);
    for filter in filters {
        if !reads_below(&filter, input.width) || !is_safe_condition(&filter, &input) {
            pattern.filters.push(filter);
            continue;
        }
        match sink(input, filter) {
            Ok(sunk) => input = sunk,
            Err((same, filter)) => {
                input = *same;
                pattern.filters.push(filter);
            }
        }
    }
    input
}

/// What could not be moved: the plan and the condition as they were.
type Stays = (Box<Plan>, Expr);

/// The plan with the condition as far down as it goes, or on top of it; an AND part by part.
fn sink_or_stay(plan: Plan, predicate: Expr) -> Plan {
    let span = predicate.span;
    let mut plan = plan;
    let mut stay = Vec::new();
    for part in parts(predicate) {
        plan = match sink(plan, part) {
            Ok(sunk) => sunk,
            Err((same, part)) => {
                stay.push(part);
                *same
            }
        };
    }
    let predicate = match (stay.len(), stay.pop()) {
        (_, None) => return plan,
        (1, Some(only)) => only,
        (_, Some(last)) => {
            stay.push(last);
            Expr {
                kind: ExprKind::And(stay),
                span,
            }
        }
    };
    let (width, input) = (plan.width, Box::new(plan));
    Plan::new(Op::Filter { input, predicate }, width)
}

fn parts(predicate: Expr) -> Vec<Expr> {
    match predicate.kind {
        ExprKind::And(parts) => parts,
        kind => vec![Expr {
            kind,
            span: predicate.span,
        }],
    }
}

/// The plan with the condition somewhere below its top, where that is possible.
fn sink(plan: Plan, predicate: Expr) -> Result<Plan, Stays> {
    if !visit::is_pure(&predicate) {
        return Err((Box::new(plan), predicate));
    }
    let is_safe = is_safe_condition(&predicate, &plan);
    let Plan { op, width, .. } = plan;
    let stay = |op: Op, predicate: Expr| Err((Box::new(Plan::new(op, width)), predicate));
    let op = match op {
        Op::Project { input, columns } if may_move(&predicate, &columns) => {
            let predicate = moved(predicate, &columns, input.width);
            let input = Box::new(sink_or_stay(*input, predicate));
            Op::Project { input, columns }
        }
        Op::Filter {
            input,
            predicate: other,
        } if is_safe => match sink(*input, predicate) {
            Ok(input) => Op::Filter {
                input: Box::new(input),
                predicate: other,
            },
            Err((input, predicate)) => {
                let op = Op::Filter {
                    input,
                    predicate: other,
                };
                return stay(op, predicate);
            }
        },
        Op::Sort { input, keys } => Op::Sort {
            input: Box::new(sink_or_stay(*input, predicate)),
            keys,
        },
        Op::Distinct { input } if is_safe => Op::Distinct {
            input: Box::new(sink_or_stay(*input, predicate)),
        },
        Op::Aggregate {
            input,
            keys,
            aggregates,
        } if is_safe
            && !keys.is_empty()
            && reads_below(&predicate, keys.len())
            && may_move(&predicate, &keys) =>
        {
            let predicate = moved(predicate, &keys, input.width);
            Op::Aggregate {
                input: Box::new(sink_or_stay(*input, predicate)),
                keys,
                aggregates,
            }
        }
        Op::Match {
            input,
            mut pattern,
            optional: false,
        } => {
            pattern.filters.push(predicate);
            let input = Box::new(give(*input, &mut pattern));
            Op::Match {
                input,
                pattern,
                optional: false,
            }
        }
        op if is_safe && passes(&op, &predicate) => beside(op, predicate),
        op => return stay(op, predicate),
    };
    Ok(Plan::new(op, width))
}

/// Whether the condition is about the input alone of an operator that adds columns and changes nothing.
fn passes(op: &Op, predicate: &Expr) -> bool {
    match op {
        Op::Apply { input, inner, .. } => reads_below(predicate, input.width) && !writes(inner),
        Op::Match { input, .. }
        | Op::Unwind { input, .. }
        | Op::Call { input, .. }
        | Op::LoadCsv { input, .. } => reads_below(predicate, input.width),
        _ => false,
    }
}

/// The operator with the condition on its input.
fn beside(mut op: Op, predicate: Expr) -> Op {
    if let Op::Apply { input, .. }
    | Op::Match { input, .. }
    | Op::Unwind { input, .. }
    | Op::Call { input, .. }
    | Op::LoadCsv { input, .. } = &mut op
    {
        let below = std::mem::replace(&mut **input, Plan::argument(0));
        **input = sink_or_stay(below, predicate);
    }
    op
}

fn reads_below(predicate: &Expr, width: usize) -> bool {
    let mut below = true;
    visit::each_slot(predicate, &mut |slot| below = below && slot < width);
    below
}

/// Whether the columns that the condition reads may be computed a second time, in its place.
fn may_move(predicate: &Expr, columns: &[Expr]) -> bool {
    let mut cheap = true;
    visit::each_slot(predicate, &mut |slot| {
        cheap = cheap && columns.get(slot).is_none_or(is_cheap);
    });
    cheap && !visit::has_subquery(predicate)
}

fn is_cheap(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) | ExprKind::Slot(_) => true,
        ExprKind::Property(subject, _) => matches!(subject.kind, ExprKind::Slot(_)),
        _ => false,
    }
}

fn moved(mut predicate: Expr, columns: &[Expr], width: usize) -> Expr {
    let by = Move {
        from: columns.len(),
        to: width,
        column: &|slot: Slot| columns[slot].clone(),
    };
    by.apply(&mut predicate);
    predicate
}
