//! Turns the moves that count into steps.

use crate::exec::pattern::conditions::Pending;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::step::{Edge, Tally, Way, Weigh};
use crate::exec::pattern::tally::Hub;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use crate::plan::pattern::OptionalRelation;

impl<'p> Builder<'_, 'p> {
    /// Counts what hangs on a bound node.
    pub fn add_weigh(&mut self, node: Slot) {
        let hub = self.hang(node, Vec::new());
        let first = self.leg.stages.len() == 1 && self.legs.is_empty();
        let weigh = match first && self.scope.given.is_empty() {
            true => Weigh::once(node, hub),
            false => Weigh::again(node, hub),
        };
        self.add(Box::new(weigh), &[]);
    }

    /// Counts the nodes to which some joints lead from bound nodes.
    pub fn add_tally(&mut self, to: Slot, joints: &[usize]) {
        let mut edges = Vec::new();
        for &joint in joints {
            if let Some((from, walk)) = self.edge(joint, to) {
                let it = &self.scope.joints[joint];
                edges.push(Edge {
                    way: Way { from, walk },
                    ends: (it.left(), it.right()),
                    twins: self.twins(joint),
                });
            }
            self.placed.push(joint);
            self.followed.push(joint);
        }
        edges.sort_by_key(|edge| self.level(edge.way.from));
        let (mut differ, mut linked, mut unlinked) = (Vec::new(), Vec::new(), Vec::new());
        let mut own = Vec::new();
        for condition in self.conditions_on(to) {
            match condition.filter {
                Filter::Same {
                    left,
                    right,
                    wanted: false,
                } => differ.push(if left == to { right } else { left }),
                Filter::Linked(link) => {
                    let (from, walk) = link.to(to);
                    let ways = match link.wanted {
                        true => &mut linked,
                        false => &mut unlinked,
                    };
                    ways.push(Way { from, walk });
                }
                other => own.push(other),
            }
        }
        let hub = self.hang(to, own);
        let tally = Tally::new(to, edges, (linked, unlinked), differ, hub);
        self.add(Box::new(tally), &[]);
    }

    /// A hub with all that hangs on a node.
    fn hang(&mut self, node: Slot, conditions: Vec<Filter<'p>>) -> Hub<'p> {
        let mut hub = Hub::new(node, conditions);
        let here = |&(_, at, _): &(usize, Slot, Slot)| at == node;
        let (hanging, rest) = std::mem::take(&mut self.branches)
            .into_iter()
            .partition(here);
        self.branches = rest;
        let hanging: Vec<(usize, Slot, Slot)> = hanging;
        for (joint, _, to) in hanging {
            self.placed.push(joint);
            self.followed.push(joint);
            let conditions = self.conditions_on(to).into_iter();
            let next = self.hang(to, conditions.map(|it| it.filter).collect());
            if let Some((_, walk)) = self.edge(joint, to) {
                hub.branch(walk, next);
            }
        }
        self.hang_optional(node, &mut hub);
        hub
    }

    /// Hangs on a hub what need not be there.
    fn hang_optional(&mut self, node: Slot, hub: &mut Hub<'p>) {
        let (hanging, rest) = std::mem::take(&mut self.optional)
            .into_iter()
            .partition(|it| it.at == node);
        self.optional = rest;
        let hanging: Vec<&'p OptionalRelation> = hanging;
        for it in hanging {
            let walk = match it.relation.left == node {
                true => Walk::rightward(&it.relation, self.graph),
                false => Walk::leftward(&it.relation, self.graph),
            };
            let labels = it.to.labels.as_ref();
            let labels = labels.map(|test| Filter::labels(it.to.slot, test));
            hub.optional_branch(walk, Hub::new(it.to.slot, labels.into_iter().collect()));
        }
    }

    /// Takes the conditions that read a node that is not bound.
    fn conditions_on(&mut self, node: Slot) -> Vec<Pending<'p>> {
        let (own, rest) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|it| it.needs.contains(&node));
        self.pending = rest;
        own
    }

    fn level(&self, slot: Slot) -> usize {
        self.leg.places[slot].map_or(0, |place| place.level)
    }
}
