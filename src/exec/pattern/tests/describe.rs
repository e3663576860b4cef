//! Expressions of test patterns, and patterns as text.

use crate::plan::expr::{CompareOp, Expr, ExprKind, Key, Slot};
use crate::plan::pattern::PatternPlan;
use factio_grammar::Span;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use std::sync::Arc;

pub fn expr(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}

pub fn slot(slot: Slot) -> Expr {
    expr(ExprKind::Slot(slot))
}

pub fn constant(number: i64) -> Expr {
    expr(ExprKind::Constant(Value::Integer(number)))
}

/// `slot.x`.
pub fn property(of: Slot, graph: &Graph) -> Expr {
    let key = Key {
        text: Arc::from("x"),
        symbol: graph.symbols().intern("x"),
    };
    expr(ExprKind::Property(Box::new(slot(of)), key))
}

pub fn comparison(op: CompareOp, left: Expr, right: Expr) -> Expr {
    expr(ExprKind::Compare(op, Box::new(left), Box::new(right)))
}

/// A pattern as text, for the message of a failure.
pub fn describe(plan: &PatternPlan) -> String {
    let mut text = format!("width {} added {}\n", plan.width, plan.added);
    for node in &plan.nodes {
        text += &format!(
            "  node {} bound {} {:?}\n",
            node.slot, node.bound, node.labels
        );
    }
    for it in &plan.relations {
        text += &format!(
            "  relation {} bound {} ({})-{:?}-({}) {:?} {:?} hop {}\n",
            it.slot,
            it.bound,
            it.left,
            it.direction,
            it.right,
            it.types,
            it.length,
            it.hop.is_some()
        );
    }
    for it in &plan.groups {
        text += &format!(
            "  group {} ({})-({}) {:?} from {} to {} collects {:?}: {}",
            it.path,
            it.left,
            it.right,
            it.quantifier,
            it.start,
            it.end,
            it.collected,
            describe(&it.inner)
        );
    }
    text += &format!("  slice {:?}\n", plan.slice);
    for it in &plan.paths {
        text += &format!(
            "  path {:?} {:?} {:?} {:?}\n",
            it.slot, it.parts, it.mode, it.selector
        );
    }
    for it in &plan.filters {
        text += &format!("  filter {:?}\n", it.kind);
    }
    text
}
