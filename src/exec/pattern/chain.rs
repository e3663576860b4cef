//! Paths whose relations have to hold together in the slice, or one after the other, followed in the order of time: what is left after
//! each relation goes on to the next, so that ways that hold together no more are given up at once.

use crate::exec::pattern::instants::Instants;
use crate::exec::pattern::lanes::Lanes;
use crate::exec::pattern::order::{Move, Order};
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::step::{ChainEnd, Chained, Link, Most, Target};
use crate::exec::pattern::view::Kind;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use crate::plan::pattern::{PathVariable, Rows};
use std::cell::RefCell;
use std::rc::Rc;

/// Joints of one path that are followed one after the other, each from a node that is bound.
pub(super) struct Chain {
    pub joints: Vec<usize>,
    /// Holds what is left after each of them.
    pub left: Vec<Slot>,
    instants: Rc<RefCell<Instants>>,
    /// The last is counted: nothing reads its relation or the node that it leads to.
    pub counts_last: bool,
    /// Relations serve nothing but the pattern.
    uncalled: bool,
}

impl<'p> Builder<'_, 'p> {
    /// The moves by which paths can be followed so: where lists would be intersected, since whoever stands on them need not hold at the
    /// same time, the first of their joints is followed instead, and the others are closed.
    pub fn unfold(&self, order: Order<'p>) -> Order<'p> {
        let mut followed = Vec::new();
        let (mut moves, mut rows) = (Vec::new(), Vec::new());
        for (it, before) in order.moves.into_iter().zip(order.rows) {
            let first = match &it {
                Move::Intersect { to, joints } => self.first_in_path(*to, joints),
                Move::Close { joint } if followed.contains(joint) => continue,
                _ => None,
            };
            rows.push(before);
            moves.push(match first {
                Some((joint, from)) => {
                    followed.push(joint);
                    Move::Follow { joint, from }
                }
                None => it,
            });
        }
        Order {
            moves,
            rows,
            ..order
        }
    }

    /// The first of some joints in a path that has all of them and has to hold together, and the node from which it leads there.
    fn first_in_path(&self, to: Slot, joints: &[usize]) -> Option<(usize, Slot)> {
        if !self.scope.can_share() {
            return None;
        }
        let part = |joint: &usize| self.scope.joints[*joint].part();
        let plain = |joint: &usize| {
            let relation = self.scope.joints[*joint].as_free_relation();
            relation.is_some_and(|relation| relation.length.is_none())
        };
        let paths = self.scope.shared_paths();
        let path = paths.iter().find(|path| {
            joints
                .iter()
                .all(|joint| plain(joint) && path.parts.contains(&part(joint)))
        })?;
        let place = |joint: &&usize| path.parts.iter().position(|it| *it == part(joint));
        let first = *joints.iter().min_by_key(place)?;
        Some((first, self.other_end(first, to)?))
    }

    /// Finds the paths that are followed so. Those that are followed from end to end nobody has to ask any more.
    pub fn find_chains(&mut self, moves: &[Move<'p>]) {
        if !self.scope.can_share() {
            return;
        }
        for path in self.scope.shared_paths() {
            let paired = !self.paths.iter().any(|other| std::ptr::eq(*other, path));
            if paired {
                continue;
            }
            if let Some(chain) = self.chain(path, moves) {
                if chain.joints.len() == path.parts.len() / 2 {
                    self.release(path);
                }
                self.leg
                    .places
                    .resize(self.leg.places.len() + chain.left.len(), None);
                self.chains.push(chain);
            }
        }
    }

    fn chain(&self, path: &'p PathVariable, moves: &[Move<'p>]) -> Option<Chain> {
        let parts = path.parts.iter().skip(1).step_by(2);
        let joint = |part: &Slot| {
            let mut joints = self.scope.joints.iter();
            joints.position(|joint| joint.part() == *part)
        };
        let own: Vec<usize> = parts.map(joint).collect::<Option<_>>()?;
        let mut joints = Vec::new();
        for it in moves {
            match it {
                Move::Follow { joint, .. } | Move::Close { joint } if own.contains(joint) => {
                    joints.push(*joint);
                }
                Move::Relations { joint, .. } if own.contains(joint) => return None,
                _ => {}
            }
        }
        let repeats = |&a: &usize| own.iter().any(|&b| a != b && self.scope.may_share(a, b));
        let turned = self.scope.is_in_order() && joints != own;
        if joints.len() < 2 || turned || own.iter().any(repeats) {
            return None;
        }
        let walks = joints.iter().map(|&joint| {
            let relation = self.scope.joints[joint].as_free_relation()?;
            relation.length.is_none().then(|| self.rightward(relation))
        });
        let lanes = walks.map(|walk| Lanes::new(&walk?, self.graph));
        let lanes: Vec<Lanes> = lanes.collect::<Option<_>>()?;
        let instants = Rc::new(RefCell::new(self.instants(&lanes)?));
        let first = self.leg.places.len();
        let whole = joints.len() == own.len();
        let uncalled = joints
            .iter()
            .all(|&joint| self.is_uncalled(joint, moves, path));
        let last = *joints.last()?;
        Some(Chain {
            left: (first..first + joints.len()).collect(),
            instants,
            counts_last: whole && uncalled && self.can_count_last(last, moves),
            uncalled,
            joints,
        })
    }

    /// Whether the last joint of a chain need not be bound.
    fn can_count_last(&self, joint: usize, moves: &[Move<'p>]) -> bool {
        let from = moves.iter().find_map(|it| match it {
            Move::Follow { joint: own, from } if *own == joint => Some(*from),
            _ => None,
        });
        let to = from.and_then(|from| self.other_end(joint, from));
        let place = |joint: usize| moves.iter().position(|it| it.joint() == Some(joint));
        let mut others = 0..self.scope.joints.len();
        self.scope.wanted.rows != Rows::Each
            && to.is_some_and(|to| !self.is_read(to, &[joint]))
            && others
                .all(|other| !self.exclude_each_other(joint, other) || place(other) < place(joint))
    }

    /// Those of some joints that are bound as part of a chain.
    pub fn is_chained(&self, joint: usize) -> bool {
        self.chains
            .iter()
            .any(|chain| chain.joints.contains(&joint))
    }

    /// Whether a joint ends a chain and is counted.
    pub fn ends_chain(&self, joint: usize) -> bool {
        let mut chains = self.chains.iter();
        chains.any(|chain| chain.counts_last && chain.joints.last() == Some(&joint))
    }

    /// Follows a joint of a chain. Whether it was one.
    pub fn add_of_chain(
        &mut self,
        joint: usize,
        (from, to): (Slot, Slot),
        walk: &Walk<'p>,
    ) -> bool {
        let Some(chain) = self
            .chains
            .iter()
            .find(|chain| chain.joints.contains(&joint))
        else {
            return false;
        };
        let place = chain.joints.iter().position(|it| *it == joint);
        let (Some(place), Some(lanes)) = (place, Lanes::new(walk, self.graph)) else {
            return false;
        };
        let Some(relation) = self.scope.joints[joint].as_free_relation() else {
            return false;
        };
        let link = Link {
            from,
            before: place.checked_sub(1).map(|before| chain.left[before]),
            lanes,
            instants: Rc::clone(&chain.instants),
            avoid: self.to_avoid(joint),
        };
        if self.ends_chain(joint) {
            let end = ChainEnd {
                link,
                walk: walk.clone(),
                row: 0,
            };
            self.add(Box::new(end), &[]);
            return true;
        }
        let singles = link
            .avoid
            .iter()
            .all(|&slot| self.kind(slot) == Kind::Relation);
        let most = match chain.uncalled && singles && self.scope.wanted.rows == Rows::Once {
            true => Most::Enough,
            false => Most::All,
        };
        let (target, left) = (self.target(to), chain.left[place]);
        let step = Box::new(Chained::new(link, target, most));
        match target {
            Target::Bind => self.add(step, &[relation.slot, to, left]),
            Target::Reach(_) => self.add(step, &[relation.slot, left]),
        }
        true
    }

    /// Whether what a slot holds is left over in a chain that is still followed.
    pub fn is_left(&self, slot: Slot) -> bool {
        self.chains.iter().any(|chain| {
            let place = chain.left.iter().position(|left| *left == slot);
            let next = place.and_then(|place| chain.joints.get(place + 1));
            next.is_some_and(|next| !self.followed.contains(next))
        })
    }
}
