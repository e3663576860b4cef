//! The steps of one joint: a relation, a variable-length relation, a group or a selected path.

use crate::error::Result;
use crate::exec::pattern::group::{Chain, Repeat};
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::scope::{Joint, Selection};
use crate::exec::pattern::select::{self, Ends};
use crate::exec::pattern::step::{Between, Bound, BoundList, Extend, Step, Target};
use crate::exec::pattern::varlen::{Search, VarLength};
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use crate::plan::pattern::{GroupVariable, RelationVariable};
use factio_grammar::ast::{PathMode, Quantifier};
use std::rc::Rc;

impl<'p> Builder<'_, 'p> {
    pub(super) fn add_joint(&mut self, joint: usize, backward: bool) -> Result<()> {
        match &self.scope.joints[joint] {
            Joint::Relation(relation, mode) => match relation.length {
                Some(length) => self.add_variable_length(joint, relation, *mode, length, backward),
                None => self.add_relation(relation, backward),
            },
            Joint::Group(group, mode, hidden) => {
                return self.add_group(joint, group, *mode, *hidden, backward);
            }
            Joint::Selection(selection) => return self.add_selection(selection, backward),
        }
        Ok(())
    }

    pub(super) fn add_relation(&mut self, relation: &'p RelationVariable, backward: bool) {
        let rightward = Walk::rightward(relation, self.graph);
        let leftward = Walk::leftward(relation, self.graph);
        let (left, right) = (relation.left, relation.right);
        if self.is_bound(left) && self.is_bound(right) {
            let between = Between::new(left, right, rightward, leftward);
            self.add(Box::new(between), &[relation.slot]);
        } else if backward {
            let extend = Extend::new(right, leftward);
            self.add(Box::new(extend), &[relation.slot, left]);
        } else {
            let extend = Extend::new(left, rightward);
            self.add(Box::new(extend), &[relation.slot, right]);
        }
    }

    pub(super) fn add_variable_length(
        &mut self,
        joint: usize,
        relation: &'p RelationVariable,
        mode: PathMode,
        length: Quantifier,
        backward: bool,
    ) {
        let (from, to, walk) = match backward {
            true => (
                relation.right,
                relation.left,
                Walk::leftward(relation, self.graph),
            ),
            false => (
                relation.left,
                relation.right,
                Walk::rightward(relation, self.graph),
            ),
        };
        let target = self.target(to);
        let step = VarLength {
            from,
            target,
            walk: Rc::new(walk),
            hop: Hop::of(relation, self.scope.shape),
            least: length.min,
            most: length.max.unwrap_or(u64::MAX),
            mode,
            backward,
            avoid: self.to_avoid(joint),
            times: self.scope.times.clone(),
            search: Search::default(),
        };
        match target {
            Target::Bind => self.add(Box::new(step), &[relation.slot, to]),
            Target::Reach(_) => self.add(Box::new(step), &[relation.slot]),
        }
    }

    pub(super) fn add_ends(&mut self, relation: &'p RelationVariable, mode: PathMode) {
        let rightward = Walk::rightward(relation, self.graph);
        let left = self.target(relation.left);
        let right = self.target(relation.right);
        let loops = relation.left == relation.right && left == Target::Bind;
        let step: Box<dyn Step + 'p> = match relation.length {
            None => Box::new(Bound::new(relation.slot, left, right, loops, rightward)),
            Some(length) => Box::new(BoundList {
                relations: relation.slot,
                left,
                right,
                loops,
                rightward,
                hop: Hop::of(relation, self.scope.shape),
                least: length.min,
                most: length.max.unwrap_or(u64::MAX),
                repeats: mode == PathMode::Walk,
                row: 0,
                starts: None,
            }),
        };
        let mut binds = Vec::new();
        for slot in [relation.left, relation.right] {
            if !self.is_bound(slot) && !binds.contains(&slot) {
                binds.push(slot);
            }
        }
        self.add(step, &binds);
    }

    pub(super) fn add_group(
        &mut self,
        joint: usize,
        group: &'p GroupVariable,
        mode: PathMode,
        hidden: Slot,
        backward: bool,
    ) -> Result<()> {
        let (from, to) = match backward {
            true => (group.right, group.left),
            false => (group.left, group.right),
        };
        let target = self.target(to);
        let step = Repeat::new(
            group,
            Chain {
                from,
                target,
                backward,
                mode,
                avoid: self.to_avoid(joint),
            },
            self.scope.times.clone(),
            self.graph,
        )?;
        let mut binds = vec![hidden, group.path];
        binds.extend(group.collected.iter().map(|(_, outer)| *outer));
        if target == Target::Bind {
            binds.push(to);
        }
        self.add(Box::new(step), &binds);
        Ok(())
    }

    pub(super) fn add_selection(
        &mut self,
        selection: &Selection<'p>,
        backward: bool,
    ) -> Result<()> {
        // Time that goes on from left to right is followed best from the left, and paths are sought from their target.
        let both = self.is_bound(selection.left) && self.is_bound(selection.right);
        let in_order = self
            .scope
            .times
            .as_ref()
            .is_some_and(|times| times.is_in_order());
        let backward = backward || (both && in_order);
        let (source, to) = match backward {
            true => (selection.right, selection.left),
            false => (selection.left, selection.right),
        };
        let ends = Ends {
            source,
            target: self.target(to),
            reversed: backward,
        };
        let bound = |slot| self.is_bound(slot);
        let (step, binds) = select::build(self.scope, selection, ends, &bound, self.graph)?;
        self.add(Box::new(step), &binds);
        Ok(())
    }
}
