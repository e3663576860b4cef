//! Which properties a plan reads of the nodes and relations of its patterns.

use crate::plan::expr::{Expr, ExprKind, Slot};
use crate::plan::pattern::PatternPlan;
use crate::plan::visit::{children, exprs, inputs};
use crate::plan::{Op, Plan};
use factio_graph::id::Symbol;
use std::collections::BTreeSet;

/// Property keys, ascending: those of nodes, and those of relations.
///
/// They are a guess: what a slot holds is told by the patterns alone, wherever in the plan it is read. Nothing but time hangs on it.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    pub of_nodes: Vec<Symbol>,
    pub of_relations: Vec<Symbol>,
}

/// What is known of slots.
#[derive(Default)]
struct Slots {
    read: BTreeSet<(Slot, Symbol)>,
    nodes: BTreeSet<Slot>,
    relations: BTreeSet<Slot>,
}

impl Reads {
    pub(super) fn of(plan: &Plan) -> Reads {
        let mut slots = Slots::default();
        slots.see_plan(plan);
        Reads {
            of_nodes: keys(&slots.read, &slots.nodes),
            of_relations: keys(&slots.read, &slots.relations),
        }
    }
}

/// The keys that are read of these slots.
fn keys(read: &BTreeSet<(Slot, Symbol)>, of: &BTreeSet<Slot>) -> Vec<Symbol> {
    let keys = read.iter().filter(|(slot, _)| of.contains(slot));
    let keys: BTreeSet<Symbol> = keys.map(|(_, key)| *key).collect();
    keys.into_iter().collect()
}

impl Slots {
    fn see_plan(&mut self, plan: &Plan) {
        if let Op::Match { pattern, .. } = &plan.op {
            self.see_pattern(pattern);
        }
        exprs(plan, &mut |expr| self.see_expr(expr));
        inputs(plan, &mut |input| self.see_plan(input));
    }

    fn see_pattern(&mut self, pattern: &PatternPlan) {
        self.nodes
            .extend(pattern.nodes.iter().map(|node| node.slot));
        let relations = pattern.relations.iter();
        self.relations
            .extend(relations.map(|relation| relation.slot));
        for group in &pattern.groups {
            self.see_pattern(&group.inner);
        }
    }

    fn see_expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Property(inner, key) => {
                if let ExprKind::Slot(slot) = inner.kind {
                    self.read.insert((slot, key.symbol));
                }
            }
            ExprKind::Subquery(_, plan) => self.see_plan(plan),
            _ => {}
        }
        children(expr, &mut |child| self.see_expr(child));
    }
}
