//! Adds the step that follows a joint between two nodes, whatever kind of joint it is.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::pattern::group::{Chain, Repeat};
use crate::exec::pattern::hop::Hop;
use crate::exec::pattern::labels::is_constant;
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::scope::{Joint, Selection};
use crate::exec::pattern::select::{self, Ends};
use crate::exec::pattern::step::{
    Between, Bound, BoundList, Extend, Nearest, Neighbours, Reach, Step, Target,
};
use crate::exec::pattern::varlen::{Search, VarLength};
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use crate::plan::pattern::{GroupVariable, RelationVariable, Rows};
use factio_grammar::ast::{PathMode, Quantifier};
use std::rc::Rc;

impl<'p> Builder<'_, 'p> {
    pub fn target(&self, slot: Slot) -> Target {
        match self.is_bound(slot) {
            true => Target::Reach(slot),
            false => Target::Bind,
        }
    }

    pub fn add_joint(&mut self, joint: usize, backward: bool) -> Result<()> {
        check_end(&self.scope.joints[joint])?;
        match &self.scope.joints[joint] {
            Joint::Relation(relation, mode) => match relation.length {
                Some(length) => self.add_variable_length(joint, relation, *mode, length, backward),
                None => self.add_relation(joint, relation, backward),
            },
            Joint::Group(group, mode, hidden) => {
                return self.add_group(joint, group, *mode, *hidden, backward);
            }
            Joint::Selection(selection) => return self.add_selection(selection, backward),
        }
        Ok(())
    }

    fn add_relation(&mut self, joint: usize, relation: &'p RelationVariable, backward: bool) {
        if self.add_of_pair(joint) {
            return;
        }
        let Some((rightward, leftward)) = self.walks(joint) else {
            return;
        };
        let (left, right) = (relation.left, relation.right);
        let ((from, to), walk) = match backward {
            true => ((right, left), leftward.clone()),
            false => ((left, right), rightward.clone()),
        };
        if self.add_of_chain(joint, (from, to), &walk) {
            return;
        }
        let counted = self.counted[joint];
        let (step, binds): (Box<dyn Step + 'p>, Vec<Slot>) = if self.is_bound(to) {
            let between = Between::new(left, right, rightward, leftward);
            (Box::new(between), vec![relation.slot])
        } else {
            let gate = self.take_gate(relation.slot);
            match counted && !self.is_awaited(relation.slot) {
                true => (Box::new(Neighbours::new(from, walk, gate)), vec![to]),
                false => (
                    Box::new(Extend::new(from, walk, gate)),
                    vec![relation.slot, to],
                ),
            }
        };
        match counted {
            true => self.add_counted(joint, step, &binds),
            false => self.add(step, &binds),
        }
    }

    /// Whether a condition waits for a slot.
    fn is_awaited(&self, slot: Slot) -> bool {
        let mut pending = self.pending.iter();
        pending.any(|pending| pending.needs.contains(&slot))
    }

    /// Whether of a variable-length pattern only the nodes that it leads to matter, and a search of the nearest finds them.
    fn is_reach(
        &self,
        joint: usize,
        relation: &RelationVariable,
        mode: PathMode,
        walk: &Walk<'p>,
    ) -> bool {
        let scope = self.scope;
        let others = 0..scope.joints.len();
        let alone = !others
            .into_iter()
            .any(|other| self.exclude_each_other(joint, other));
        let backwards = match walk.is_one_way() {
            true => true,
            false => scope.is_alike_both_ways(relation, self.graph),
        };
        scope.wanted.rows == Rows::Once
            && !scope.wanted.has(relation.slot)
            && relation.length.is_some_and(|length| length.min <= 1)
            && (mode == PathMode::Trail || mode == PathMode::Walk && walk.is_one_way())
            && walk.is_plain()
            && backwards
            && relation.hop.is_none()
            && relation.types.as_ref().is_none_or(is_constant)
            && alone
    }

    /// Whether anything reads the relations of a variable-length pattern.
    fn is_asked(&self, relation: &RelationVariable) -> bool {
        let mut paths = self.paths.iter();
        self.is_awaited(relation.slot)
            || self.scope.times.is_some()
            || paths.any(|path| path.parts.contains(&relation.slot))
    }

    fn add_variable_length(
        &mut self,
        joint: usize,
        relation: &'p RelationVariable,
        mode: PathMode,
        length: Quantifier,
        backward: bool,
    ) {
        let (from, to, walk) = match backward {
            true => (relation.right, relation.left, self.leftward(relation)),
            false => (relation.left, relation.right, self.rightward(relation)),
        };
        let target = self.target(to);
        let most = length.max.unwrap_or(u64::MAX);
        if self.is_reach(joint, relation, mode, &walk) {
            let binds: &[Slot] = match target {
                Target::Bind => &[to],
                Target::Reach(_) => &[],
            };
            let lengths = (length.min, most);
            if !self.is_asked(relation) {
                let search = Nearest::new(walk, length.min, most);
                return self.add(Box::new(Reach::new(from, target, search)), binds);
            }
            if let Some(search) = self.nearest_together(relation, from, &walk, lengths) {
                return self.add(Box::new(Reach::new(from, target, search)), binds);
            }
        }
        let step = VarLength {
            from,
            target,
            walk: Rc::new(walk),
            hop: Hop::of(relation, self.scope.shape),
            least: length.min,
            most,
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

    pub fn add_ends(&mut self, relation: &'p RelationVariable, mode: PathMode) {
        let rightward = self.scope.rightward(relation, self.graph);
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

    fn add_group(
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
            [&self.scope.clause, &self.scope.times].map(Clone::clone),
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

    fn add_selection(&mut self, selection: &Selection<'p>, backward: bool) -> Result<()> {
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

/// A walk that may repeat relations has to end somewhere.
fn check_end(joint: &Joint<'_>) -> Result<()> {
    let (mode, length) = match joint {
        Joint::Relation(relation, mode) => (*mode, relation.length),
        Joint::Group(group, mode, _) => (*mode, Some(group.quantifier)),
        Joint::Selection(_) => return Ok(()),
    };
    let endless = length.is_some_and(|length| length.max.is_none());
    if mode != PathMode::Walk || !endless {
        return Ok(());
    }
    let message = "a WALK of any length has no end: it may meet the same relations again";
    let error = Error::compile(ErrorKind::SyntaxError, Detail::UnexpectedSyntax, message);
    Err(error
        .at(joint.span())
        .hint("give it a greatest length, or a selector such as ANY SHORTEST, or write TRAIL"))
}
