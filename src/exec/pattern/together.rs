//! Paths whose elements have to hold together in the slice, where that can be found out in the order of time: two relations that
//! are counted and not read, or a variable-length pattern of which only the nodes matter that it leads to.

use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::instants::{Instants, Together};
use crate::exec::pattern::lanes::Lanes;
use crate::exec::pattern::order::Move;
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::step::{
    Coincide, Far, First, NearestTogether, Second, SpansKept, Start, TallyDated,
};
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use crate::plan::pattern::{PathVariable, RelationVariable, Rows};
use factio_graph::facts::Graph;
use std::cell::RefCell;
use std::rc::Rc;

/// Two joints of a path that are followed one after the other through the node between them.
pub(super) struct Pair {
    /// In the order in which they are followed.
    pub joints: [usize; 2],
    from: Slot,
    middle: Slot,
    /// The far node of the first from the middle, and that of the second.
    others: [Slot; 2],
    /// Holds the span of the first.
    pub span: Slot,
    coincide: Coincide,
    lanes: Option<[Lanes; 2]>,
    instants: Rc<RefCell<Instants>>,
}

impl<'p> Builder<'_, 'p> {
    /// Finds the paths that steps of their own can follow, and takes them out of those that are asked as a whole.
    pub fn find_pairs(&mut self, moves: &[Move<'p>]) {
        if self.scope.wanted.rows == Rows::Each || !self.scope.can_share() {
            return;
        }
        for path in self.scope.shared_paths() {
            if let Some(pair) = self.pair(path, moves) {
                self.release(path);
                self.pairs.push(pair);
            }
        }
        let places = self.leg.places.len() + self.pairs.len();
        self.leg.places.resize(places, None);
    }

    /// Nobody has to ask any more whether a path's elements hold together.
    pub fn release(&mut self, path: &'p PathVariable) {
        self.paths.retain(|other| !std::ptr::eq(*other, path));
        self.pending.retain(|pending| match &pending.filter {
            Filter::Together { parts, .. } => !parts.iter().map(|part| &part.0).eq(&path.parts),
            _ => true,
        });
    }

    fn pair(&self, path: &'p PathVariable, moves: &[Move<'p>]) -> Option<Pair> {
        let [a, b, middle, c, d] = path.parts[..] else {
            return None;
        };
        let joint = |part: Slot| {
            let mut joints = self.scope.joints.iter();
            joints.position(|joint| joint.part() == part)
        };
        let (one, two) = (joint(b)?, joint(c)?);
        let follows = moves.iter().filter_map(|it| match it {
            Move::Follow { joint, from } if [one, two].contains(joint) => Some((*joint, *from)),
            _ => None,
        });
        let follows: Vec<(usize, Slot)> = follows.collect();
        let [(first, from), (second, then)] = follows[..] else {
            return None;
        };
        let ends = if first == one { [a, d] } else { [d, a] };
        if self.scope.is_in_order() && first != one {
            return None;
        }
        let apart = a != middle && d != middle && a != d;
        let alone = [one, two].iter().all(|&joint| {
            let mut others = 0..self.scope.joints.len();
            self.is_uncalled(joint, moves, path)
                && !others.any(|it| ![one, two].contains(&it) && self.exclude_each_other(joint, it))
        });
        if !apart || !alone || then != middle || ![middle, ends[0]].contains(&from) {
            return None;
        }
        let walks = [first, second].map(|joint| self.walk_from(joint, middle));
        let [Some(back), Some(on)] = walks else {
            return None;
        };
        let coincide = match self.exclude_each_other(first, second) {
            false => Coincide::Never,
            true if self.twin(first, second).is_none() => return None,
            true if back.is_as(&on) => Coincide::All,
            true => Coincide::Loops,
        };
        let onto = self.walk_from(first, from)?;
        let lanes = [Lanes::new(&onto, self.graph)?, Lanes::new(&on, self.graph)?];
        let instants = self.instants(&lanes)?;
        Some(Pair {
            joints: [first, second],
            from,
            middle,
            others: ends,
            span: self.leg.places.len() + self.pairs.len(),
            coincide,
            lanes: Some(lanes),
            instants: Rc::new(RefCell::new(instants)),
        })
    }

    pub fn instants(&self, lanes: &[Lanes]) -> Option<Instants> {
        instants(lanes, self.scope.clause.as_deref()?, self.graph)
    }

    /// The walk along a joint from one of its ends.
    fn walk_from(&self, joint: usize, end: Slot) -> Option<Walk<'p>> {
        let relation = self.scope.joints[joint].as_free_relation()?;
        Some(match relation.left == end {
            true => self.rightward(relation),
            false => self.leftward(relation),
        })
    }

    /// Follows a joint of a pair. Whether it was one.
    pub fn add_of_pair(&mut self, joint: usize) -> bool {
        let of = |pair: &Pair| pair.joints.contains(&joint);
        let Some(number) = self.pairs.iter().position(of) else {
            return false;
        };
        let (others, own) = (self.pairs[number].others, self.pairs[number].joints);
        let [near, far] = others.map(|slot| match self.is_read(slot, &own) {
            true => Far::Bound,
            false => Far::Unread,
        });
        let between = self.is_read(self.pairs[number].middle, &own);
        let pair = &mut self.pairs[number];
        let instants = Rc::clone(&pair.instants);
        if pair.joints[0] == joint {
            let Some([lanes, on]) = pair.lanes.take() else {
                return false;
            };
            let (from, span) = (pair.from, pair.span);
            let spans = match self.scope.wanted.rows {
                Rows::Once => SpansKept::Best,
                Rows::Counted | Rows::Each => SpansKept::All,
            };
            let told = near == Far::Bound || (far == Far::Bound && pair.coincide == Coincide::All);
            let outward = from == pair.middle;
            let start = match outward {
                true => Start::Middle,
                false => Start::End,
            };
            if !told && far == Far::Unread && (outward || !between) {
                let step = TallyDated::new((from, start), [lanes, on], pair.coincide, instants);
                self.add(Box::new(step), &[]);
                return true;
            }
            let (to, bound) = match outward {
                true if told => (others[0], Far::Bound),
                true => (others[0], Far::Unread),
                false => (pair.middle, Far::Bound),
            };
            let second = Second {
                middle: pair.middle,
                other: others[0],
                span,
                lanes: on,
                far,
                spans,
                coincide: pair.coincide,
                instants: Rc::clone(&instants),
                row: 0,
            };
            self.waiting.push((pair.joints[1], second));
            let first = First::new(from, lanes, (bound, spans), instants);
            self.add(Box::new(first), &[to, span]);
            return true;
        }
        let waiting = self.waiting.iter().position(|(other, _)| *other == joint);
        let Some(place) = waiting else {
            // The first counted both.
            return true;
        };
        let (_, second) = self.waiting.remove(place);
        let binds: Vec<Slot> = match second.far {
            Far::Bound => vec![others[1]],
            Far::Unread => Vec::new(),
        };
        self.add(Box::new(second), &binds);
        true
    }

    /// Whether anything but the pair itself reads a node of it.
    pub fn is_read(&self, slot: Slot, own: &[usize]) -> bool {
        let wanted = slot < self.scope.shape.width || self.scope.wanted.has(slot);
        let mut pending = self.pending.iter();
        let mut open = self.open().filter(|joint| !own.contains(joint));
        wanted
            || pending.any(|pending| pending.needs.contains(&slot))
            || self.paths.iter().any(|path| path.parts.contains(&slot))
            || open.any(|joint| {
                let it = &self.scope.joints[joint];
                it.left() == slot || it.right() == slot || self.needs(joint).contains(&slot)
            })
    }

    /// The search for a variable-length pattern of which only the nodes matter that it leads to, and which is a path by itself.
    pub fn nearest_together(
        &mut self,
        relation: &RelationVariable,
        from: Slot,
        walk: &Walk<'p>,
        (least, most): (u64, u64),
    ) -> Option<NearestTogether> {
        let from_right = from != relation.left;
        if !self.scope.can_share() || (from_right && self.scope.is_in_order()) {
            return None;
        }
        let mut paths = self.scope.shared_paths().into_iter();
        let path = paths.find(|path| path.parts.get(1) == Some(&relation.slot))?;
        // The time clause alone waits for the relations.
        let waits = self.pending.iter();
        let waits = waits.filter(|pending| pending.needs.contains(&relation.slot));
        if path.parts.len() != 3 || waits.count() != 1 {
            return None;
        }
        let lanes = Lanes::new(walk, self.graph)?;
        let instants = self.instants(std::slice::from_ref(&lanes))?;
        self.release(path);
        Some(NearestTogether::new(lanes, instants, least, most))
    }
}

/// The lists of walks and what is shared along them, for a search of one path.
pub(super) fn search<const N: usize>(
    walks: [&Walk<'_>; N],
    clause: &Times<'_>,
    graph: &Graph,
) -> Option<([Lanes; N], Instants)> {
    let lanes = walks.map(|walk| Lanes::new(walk, graph));
    let lanes: Vec<Lanes> = lanes.into_iter().collect::<Option<_>>()?;
    let instants = instants(&lanes, clause, graph)?;
    Some((lanes.try_into().ok()?, instants))
}

/// What can be left along some lists.
fn instants(lanes: &[Lanes], clause: &Times<'_>, graph: &Graph) -> Option<Instants> {
    let spans = Lanes::spans(lanes.iter(), graph)?;
    let together = match clause.is_in_order() {
        true => Together::InOrder,
        false => Together::AtOnce,
    };
    Instants::new(spans, clause.fixed()?, together, clause.is_certainly())
}
