//! What the order of a match rests on: estimates of nodes and joints, what each joint waits for, where a match can start.

use crate::exec::pattern::estimate::{self, Fanout, NodeEstimate};
use crate::exec::pattern::mentions;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::start::{Offer, Place, Start, offers};
use crate::exec::pattern::view::Kind;
use crate::plan::expr::{LabelTest, Slot};
use crate::plan::pattern::Rows;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use rustc_hash::FxHashMap;

/// What it costs to read a list somewhere, where 1 is to read the next.
const SCATTERED: f64 = 6.0;

/// Joints are numbered as in the scope.
pub(super) struct Knowledge<'s, 'p> {
    pub scope: &'s Scope<'p>,
    pub nodes: FxHashMap<Slot, NodeEstimate>,
    pub fanouts: Vec<Fanout>,
    /// What each joint needs bound before it can be followed.
    pub needs: Vec<Vec<Slot>>,
    pub offers: Vec<Offer<'p>>,
}

impl<'s, 'p> Knowledge<'s, 'p> {
    pub fn new(scope: &'s Scope<'p>, graph: &Graph) -> Knowledge<'s, 'p> {
        let slots = scope.nodes.iter().map(|node| node.slot);
        let ends = scope.joints.iter().flat_map(|it| [it.left(), it.right()]);
        let mut nodes = FxHashMap::default();
        for slot in slots.chain(ends) {
            let estimate = || estimate::node(scope, slot, graph);
            nodes.entry(slot).or_insert_with(estimate);
        }
        let joints = scope.joints.iter();
        let fanouts = joints
            .clone()
            .map(|it| estimate::fanout(scope, it, &nodes, graph));
        let fanouts = fanouts.collect();
        Knowledge {
            scope,
            nodes,
            fanouts,
            needs: joints.map(|joint| needs(scope, joint)).collect(),
            offers: offers(scope, graph)
                .into_iter()
                .filter(|offer| !is_sifted(scope, offer))
                .collect(),
        }
    }

    /// The slots that a joint binds besides its ends.
    pub fn bound_by(&self, joint: usize) -> Vec<Slot> {
        match &self.scope.joints[joint] {
            Joint::Relation(relation, _) => vec![relation.slot],
            Joint::Group(group, _, hidden) => {
                let collected = group.collected.iter().map(|(_, outer)| *outer);
                collected.chain([group.path, *hidden]).collect()
            }
            Joint::Selection(selection) => selection.slots(),
        }
    }

    /// Whether a joint's relations are bound already.
    pub fn is_given(&self, joint: usize) -> bool {
        matches!(&self.scope.joints[joint], Joint::Relation(relation, _) if relation.bound)
    }

    /// Whether nothing but the matches is counted, of a tree whose relations are all of different types: then it is not walked row by row, but
    /// what hangs on each node is worked out once, whichever of them one starts from.
    pub fn is_counted_tree(&self) -> bool {
        let scope = self.scope;
        let mut kinds: Vec<Symbol> = Vec::new();
        let mut apart = scope.joints.iter().all(|joint| {
            let types = joint.as_free_relation().and_then(|it| it.types.as_ref());
            match types {
                Some(LabelTest::Is(kind)) if !kinds.contains(kind) => {
                    kinds.push(*kind);
                    true
                }
                _ => false,
            }
        });
        apart = apart && self.nodes.len() == scope.joints.len() + 1 && scope.joints.len() > 1;
        let mut slots = self
            .nodes
            .keys()
            .copied()
            .chain(scope.joints.iter().map(Joint::part));
        apart
            && scope.wanted.rows == Rows::Counted
            && scope.given.is_empty()
            && scope.filters.is_empty()
            && scope.clause.is_none()
            && scope.paths.is_empty()
            && !slots.any(|slot| scope.wanted.has(slot))
    }

    /// What is saved by starting a counted tree at a node: its lists are read one after the other then, and not here and there.
    pub fn saved_at(&self, node: Slot) -> f64 {
        let ends = |joint: &&Joint<'_>| joint.left() == node || joint.right() == node;
        let lists = self.scope.joints.iter().filter(ends).count() as f64;
        let nodes = self.nodes.get(&node).map_or(0.0, |it| it.labelled);
        nodes * ((lists - 1.0) * SCATTERED - lists)
    }

    /// How many relations lead along a joint to one of its ends, from one node of the other.
    pub fn fanout_to(&self, joint: usize, to: Slot) -> f64 {
        match self.scope.joints[joint].right() == to {
            true => self.fanouts[joint].rightward,
            false => self.fanouts[joint].leftward,
        }
    }
}

/// Whether an offer has a whole column of relations looked through, though what passes could as well be sifted: then the relation
/// need not be bound.
fn is_sifted(scope: &Scope<'_>, offer: &Offer<'_>) -> bool {
    let column = matches!(offer.start, Start::Found(Place::Column { .. }, _));
    let in_path = |parts: &[Slot]| parts.contains(&offer.element);
    scope.wanted.rows != Rows::Each
        && scope.times.is_none()
        && scope.joints.len() > 1
        && column
        && scope.kind(offer.element) == Some(Kind::Relation)
        && !scope.wanted.has(offer.element)
        && !scope.paths.iter().any(|path| in_path(&path.parts))
}

/// What a joint reads of the pattern: in conditions on its hops, in computed types.
pub(super) fn needs(scope: &Scope<'_>, joint: &Joint<'_>) -> Vec<Slot> {
    let end = scope.shape.end();
    let mut found = match joint {
        Joint::Relation(relation, _) => {
            let hop = relation.hop.as_ref();
            let mut found = hop.map_or(Vec::new(), |(_, expr)| mentions::slots(expr, end));
            if let (Some(types), Some(_)) = (&relation.types, relation.length) {
                found.extend(mentions::label_slots(types, end));
            }
            found.extend(relation.bound.then_some(relation.slot));
            found
        }
        Joint::Group(..) => Vec::new(),
        Joint::Selection(selection) => {
            let own = selection.slots();
            let conditions = selection.conditions.iter();
            let read = conditions.flat_map(|filter| mentions::slots(filter, end));
            let mut found: Vec<Slot> = read.filter(|slot| !own.contains(slot)).collect();
            let joints = selection.joints.iter();
            found.extend(joints.flat_map(|joint| needs(scope, joint)));
            found
        }
    };
    found.retain(|slot| scope.kinds.contains_key(slot));
    found
}
