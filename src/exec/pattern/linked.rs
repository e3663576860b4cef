//! `EXISTS { (a)-[:T]->(b) }`, and NOT, between two nodes that the pattern binds: a search in a sorted list, without a row for it.

use crate::context::Context;
use crate::exec::pattern::labels::is_constant;
use crate::exec::pattern::open::OpenWalk;
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::view::{Kind, View};
use crate::exec::pattern::walk::Walk;
use crate::plan::Op;
use crate::plan::expr::{Expr, ExprKind, Slot, SubqueryKind};
use crate::plan::pattern::{PatternPlan, RelationVariable};
use factio_graph::facts::Graph;

/// Whether two nodes are linked by a relation that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Link<'p> {
    pub left: Slot,
    pub right: Slot,
    rightward: Walk<'p>,
    leftward: Walk<'p>,
    /// Whether they have to be, or must not.
    pub wanted: bool,
}

/// The condition as a link, if it is one.
pub(super) fn linked<'p>(filter: &'p Expr, scope: &Scope<'p>, graph: &Graph) -> Option<Link<'p>> {
    let (condition, wanted) = match &filter.kind {
        ExprKind::Not(inner) => (&**inner, false),
        _ => (filter, true),
    };
    let ExprKind::Subquery(SubqueryKind::Exists, plan) = &condition.kind else {
        return None;
    };
    let Op::Match {
        input,
        pattern,
        optional: false,
    } = &plan.op
    else {
        return None;
    };
    let relation = only_relation(pattern)?;
    let is_node = |slot| scope.kind(slot) == Some(Kind::Node);
    let between = is_node(relation.left) && is_node(relation.right);
    let rightward = Walk::rightward(relation, graph);
    let simple = between && matches!(input.op, Op::Argument) && rightward.is_plain();
    simple.then(|| Link {
        left: relation.left,
        right: relation.right,
        rightward,
        leftward: Walk::leftward(relation, graph),
        wanted,
    })
}

/// The relation of a pattern that asks for one relation of one hop between nodes bound before, and for nothing else.
fn only_relation(pattern: &PatternPlan) -> Option<&RelationVariable> {
    let [relation] = pattern.relations.as_slice() else {
        return None;
    };
    let mut nodes = pattern.nodes.iter();
    let bare = nodes.all(|node| node.bound && node.labels.is_none() && node.handle.is_none());
    let constant = relation.types.as_ref().is_none_or(is_constant);
    let alone = pattern.groups.is_empty()
        && pattern.paths.is_empty()
        && pattern.filters.is_empty()
        && pattern.slice.is_none();
    let one_hop = !relation.bound && relation.length.is_none() && relation.hop.is_none();
    (bare && constant && alone && one_hop).then_some(relation)
}

impl<'p> Link<'p> {
    /// The end that is not `node`, and the walk from there to it.
    pub fn to(&self, node: Slot) -> (Slot, Walk<'p>) {
        match self.right == node {
            true => (self.left, self.rightward.clone()),
            false => (self.right, self.leftward.clone()),
        }
    }

    /// Drops the rows that fail, of those listed.
    pub fn keep(&self, view: View<'_>, rows: &mut Vec<u32>, context: &Context<'_>) {
        let (lefts, rights) = (view.ids(self.left), view.ids(self.right));
        let (rightward, leftward) = (self.rightward.open(context), self.leftward.open(context));
        rows.retain(|&row| {
            let (left, right) = (lefts[row as usize], rights[row as usize]);
            let found = match leftward.degree(right) < rightward.degree(left) {
                true => reaches(&leftward, right, left),
                false => reaches(&rightward, left, right),
            };
            found == self.wanted
        });
    }
}

/// Whether a walk leads from one node to another.
pub(super) fn reaches(walk: &OpenWalk<'_, '_>, from: u32, to: u32) -> bool {
    let mut strands = 0..walk.strands();
    strands.any(|strand| {
        let listed = walk.distinct(strand, from);
        let neighbours = listed.neighbours().neighbours;
        neighbours.binary_search(&to).is_ok()
    })
}
