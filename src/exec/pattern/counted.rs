//! Which relation patterns need not bind their relation, since nobody reads it: how many there are is enough.

use crate::exec::pattern::fold::Twins;
use crate::exec::pattern::labels::is_constant;
use crate::exec::pattern::mentions;
use crate::exec::pattern::order::Move;
use crate::exec::pattern::program::Builder;
use crate::plan::expr::{CompareOp, Expr, ExprKind, Slot};
use crate::plan::pattern::{PathVariable, RelationVariable, Rows};
use std::mem::discriminant;

impl<'p> Builder<'_, 'p> {
    /// For each joint, whether its relation is counted. Two that could find the same relation are counted only if they find just the
    /// same ones, so that it is known how many are left.
    pub fn find_counted(&self, moves: &[Move<'p>]) -> Vec<bool> {
        let joints = 0..self.scope.joints.len();
        if self.scope.wanted.rows == Rows::Each {
            return joints.map(|_| false).collect();
        }
        let mut counted: Vec<bool> = joints
            .clone()
            .map(|it| self.is_unread(it, moves, None) && !self.is_chained(it))
            .collect();
        loop {
            let spoilt = joints.clone().find(|&joint| {
                counted[joint]
                    && joints.clone().any(|other| {
                        self.exclude_each_other(joint, other)
                            && !(counted[other] && self.twin(joint, other).is_some())
                    })
            });
            match spoilt {
                Some(joint) => counted[joint] = false,
                None => break,
            }
        }
        for joint in joints.filter(|&joint| self.ends_chain(joint)) {
            counted[joint] = true;
        }
        counted
    }

    /// Whether two joints might meet the same relation and must not.
    pub fn exclude_each_other(&self, a: usize, b: usize) -> bool {
        a != b && !self.scope.may_share(a, b) && self.could_coincide(a, b)
    }

    /// The counted joints placed before that find the same relations as a counted joint.
    pub fn twins(&self, joint: usize) -> Twins {
        let meets = |&&old: &&usize| self.exclude_each_other(old, joint);
        let old = self.placed.iter().filter(meets);
        let relation = self.scope.joints[joint].as_free_relation();
        Twins {
            ends: old.filter_map(|&old| self.twin(joint, old)).collect(),
            either: relation
                .is_some_and(|relation| self.scope.is_alike_both_ways(relation, self.graph)),
        }
    }

    /// Whether a relation serves nothing but the pattern itself and a path.
    pub fn is_uncalled(&self, joint: usize, moves: &[Move<'p>], path: &PathVariable) -> bool {
        let slots = self.scope.joints[joint].relations();
        let end = self.scope.shape.end();
        let asks = |filter: &&Expr| {
            let asked = mentions::slots(filter, end);
            asked.iter().any(|slot| slots.contains(slot))
        };
        self.is_unread(joint, moves, Some(path))
            && !self.scope.filters.iter().copied().any(|it| asks(&it))
    }

    /// Whether a relation serves nothing but the pattern itself and conditions on it alone, and perhaps one path.
    fn is_unread(&self, joint: usize, moves: &[Move<'p>], but: Option<&PathVariable>) -> bool {
        let Some(relation) = self.scope.joints[joint].as_free_relation() else {
            return false;
        };
        let slot = relation.slot;
        let started_from = moves
            .iter()
            .any(|it| matches!(it, Move::Relations { joint: from, .. } if *from == joint));
        let in_path = |parts: &[Slot]| parts.contains(&slot);
        let is_but = |path: &PathVariable| but.is_some_and(|but| std::ptr::eq(but, path));
        let mut others = self.paths.iter().filter(|path| !is_but(path));
        let mixed = |filter: &&'p Expr| {
            let slots = mentions::slots(filter, self.scope.shape.end());
            let others = slots
                .iter()
                .filter(|other| **other >= self.scope.shape.width);
            slots.contains(&slot) && others.count() > 1
        };
        let needed = (0..self.scope.joints.len())
            .flat_map(|joint| self.needs(joint))
            .any(|needed| needed == slot);
        !started_from
            && !needed
            && !self.scope.wanted.has(slot)
            && relation.types.as_ref().is_none_or(is_constant)
            && self.scope.rightward(relation, self.graph).is_plain()
            && !others.any(|path| in_path(&path.parts))
            && !self.scope.filters.iter().any(mixed)
    }

    /// The ends of `other`, so turned that it finds the same relations between them as `joint` between its left and its right end.
    pub fn twin(&self, joint: usize, other: usize) -> Option<(Slot, Slot)> {
        let one = self.scope.joints[joint].as_free_relation()?;
        let other = self.scope.joints[other].as_free_relation()?;
        if !self.ask_the_same(one, other) {
            return None;
        }
        let walk = self.scope.rightward(one, self.graph);
        // Some relations can be taken back along, and others not: between two nodes it is not known how many are left.
        if walk.is_partly_either() && !walk.is_as(&self.scope.leftward(one, self.graph)) {
            return None;
        }
        if walk.is_as(&self.scope.rightward(other, self.graph)) {
            Some((other.left, other.right))
        } else if walk.is_as(&self.scope.leftward(other, self.graph)) {
            Some((other.right, other.left))
        } else {
            None
        }
    }

    /// Whether the conditions on two relations are the same.
    fn ask_the_same(&self, one: &RelationVariable, other: &RelationVariable) -> bool {
        let end = self.scope.shape.end();
        let on = |slot: Slot| -> Vec<&Expr> {
            let filters = self.scope.filters.iter().copied();
            let of_slot = |filter: &&Expr| mentions::slots(filter, end).contains(&slot);
            filters.filter(of_slot).collect()
        };
        let (ones, others) = (on(one.slot), on(other.slot));
        let same = |a: &&Expr, b: &&Expr| is_same(a, b, (one.slot, other.slot));
        ones.len() == others.len()
            && ones.iter().all(|a| others.iter().any(|b| same(a, b)))
            && others.iter().all(|b| ones.iter().any(|a| same(a, b)))
    }
}

/// Whether two conditions ask the same, the one of the first slot and the other of the second. Only simple ones are compared.
fn is_same(one: &Expr, other: &Expr, slots: (Slot, Slot)) -> bool {
    let all = |a: &[Expr], b: &[Expr]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b, slots))
    };
    match (&one.kind, &other.kind) {
        (ExprKind::Slot(a), ExprKind::Slot(b)) => (*a, *b) == slots || (a == b && *a != slots.0),
        (ExprKind::Constant(a), ExprKind::Constant(b)) => a == b,
        (ExprKind::Parameter(a), ExprKind::Parameter(b)) => a == b,
        (ExprKind::Property(a, key), ExprKind::Property(b, other)) => {
            key == other && is_same(a, b, slots)
        }
        (ExprKind::Compare(op, a, b), ExprKind::Compare(other, c, d)) => {
            discriminant::<CompareOp>(op) == discriminant(other)
                && is_same(a, c, slots)
                && is_same(b, d, slots)
        }
        (ExprKind::And(a), ExprKind::And(b))
        | (ExprKind::Or(a), ExprKind::Or(b))
        | (ExprKind::List(a), ExprKind::List(b)) => all(a, b),
        (ExprKind::Not(a), ExprKind::Not(b)) => is_same(a, b, slots),
        (ExprKind::In(a, b), ExprKind::In(c, d)) => is_same(a, c, slots) && is_same(b, d, slots),
        _ => false,
    }
}
