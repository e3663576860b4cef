//! Relation patterns of which the relation is read and neither end: its relations are listed as they lie, and no neighbour lists are
//! gone through for them.

use crate::exec::pattern::order::Move;
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::start::Start;
use crate::exec::pattern::step::Listing;
use crate::plan::expr::Slot;

impl<'p> Builder<'_, 'p> {
    /// Whether two moves, one after the other, bind a node only to follow a relation pattern from it that could as well be listed:
    /// one that is followed one way, in no slice.
    pub fn lists(&mut self, step: &Move<'p>, next: &Move<'p>) -> bool {
        let (Move::Scan { node, start }, &Move::Follow { joint, from }) = (step, next) else {
            return false;
        };
        let everywhere = matches!(start, Start::All | Start::Label(_));
        let Some(relation) = self.scope.joints[joint].as_free_relation() else {
            return false;
        };
        let walk = self.scope.rightward(relation, self.graph);
        everywhere
            && from == *node
            && relation.left != relation.right
            && !self.counted[joint]
            && self.chosen[joint].is_none()
            && self.scope.clause.is_none()
            && walk.is_plain()
            && walk.is_one_way()
            && self.is_unread_at(joint, relation.left)
            && self.is_unread_at(joint, relation.right)
    }

    /// Whether nothing reads an end of a joint but the joint.
    fn is_unread_at(&mut self, joint: usize, end: Slot) -> bool {
        if self.is_bound(end) {
            return false;
        }
        self.followed.push(joint);
        let live = self.is_live(end);
        self.followed.pop();
        !live
    }

    pub fn add_listing(&mut self, joint: usize) {
        let Some(relation) = self.scope.joints[joint].as_free_relation() else {
            return;
        };
        self.followed.push(joint);
        self.keep_apart(joint);
        let kinds = self.scope.rightward(relation, self.graph).list_kinds();
        let gate = self.take_gate(relation.slot);
        let wanted = self.scope.wanted;
        let facet = match self.is_needed(relation.slot) {
            true => None,
            false => wanted.facets.get(&relation.slot).copied(),
        };
        let listing = Listing::new(kinds, gate, wanted.rows, facet);
        self.add(Box::new(listing), &[relation.slot]);
        self.placed.push(joint);
    }
}
