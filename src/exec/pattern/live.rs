//! What is still read of what is bound; and where a match is cut into legs, since rows that differ in nothing read later can go on as one.

use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::merge::Merge;
use crate::exec::pattern::program::{Builder, Leg};
use crate::exec::pattern::view::{Kind, Place};
use crate::plan::expr::Slot;
use crate::plan::pattern::Rows;

impl Builder<'_, '_> {
    /// Begins a new leg if rows may agree in all that is still read.
    pub fn cut(&mut self) {
        if self.scope.wanted.rows == Rows::Each {
            return;
        }
        let mut bound: Vec<(Slot, Place)> = self.bound();
        bound.sort_by_key(|(_, place)| (place.level, place.column));
        let own = |slot: Slot| slot >= self.scope.shape.width;
        let dead = bound.iter().position(|(slot, _)| {
            own(*slot) && !self.single.contains(slot) && !self.is_live(*slot)
        });
        let Some(dead) = dead else {
            return;
        };
        let live = bound.iter().enumerate();
        let live = live.filter(|(_, (slot, _))| self.is_live(*slot));
        let (early, late): (Vec<_>, Vec<_>) =
            live.partition(|(position, (slot, _))| *position < dead || !own(*slot));
        let ids = |place: &Place| matches!(place.kind, Kind::Node | Kind::Relation | Kind::Span);
        let simple = early.iter().chain(&late).all(|(_, (_, place))| ids(place));
        // A relation is found once, and tells its ends.
        let found_once = |(_, (_, place)): &(usize, &(Slot, Place))| place.kind == Kind::Relation;
        if !simple || late.len() > 1 || late.iter().any(found_once) {
            return;
        }
        let slots = |some: Vec<(usize, &(Slot, Place))>| -> Vec<Slot> {
            some.into_iter().map(|(_, (slot, _))| *slot).collect()
        };
        let (prefix, last) = (slots(early), slots(late).pop());
        self.begin_leg(prefix, last);
    }

    /// The slots that are bound, but for relations that are counted.
    fn bound(&self) -> Vec<(Slot, Place)> {
        let joints = self.scope.joints.iter().zip(&self.counted);
        let counted = joints.filter(|(_, counted)| **counted);
        let counted: Vec<Slot> = counted.flat_map(|(joint, _)| joint.relations()).collect();
        let places = self.leg.places.iter().enumerate();
        let bound = places.filter_map(|(slot, place)| Some((slot, (*place)?)));
        bound.filter(|(slot, _)| !counted.contains(slot)).collect()
    }

    fn begin_leg(&mut self, prefix: Vec<Slot>, last: Option<Slot>) {
        let carried: Vec<Slot> = prefix.iter().copied().chain(last).collect();
        let kinds: Vec<Kind> = carried.iter().map(|&slot| self.kind(slot)).collect();
        let mut places = vec![None; self.leg.places.len()];
        for (column, (&slot, &kind)) in carried.iter().zip(&kinds).enumerate() {
            places[slot] = Some(Place {
                level: 0,
                column,
                kind,
            });
        }
        let held = Chunk::new(kinds.iter().copied());
        let rows = self.scope.wanted.rows;
        self.merges.push(Merge::new(rows, prefix, last, held));
        let done = std::mem::replace(&mut self.leg, Leg::new(kinds, places));
        self.legs.push(done);
    }

    /// Whether anything reads a bound slot from here on.
    pub fn is_live(&self, slot: Slot) -> bool {
        let wanted = slot >= self.scope.shape.width && self.scope.wanted.has(slot);
        wanted || self.is_needed(slot)
    }

    /// Whether the match itself reads a bound slot from here on.
    pub fn is_needed(&self, slot: Slot) -> bool {
        let mut pending = self.pending.iter();
        let awaited = pending.any(|pending| pending.needs.contains(&slot));
        let in_path = self.paths.iter().any(|path| path.parts.contains(&slot));
        let spans = self.pairs.iter().filter(|pair| pair.span == slot);
        let mut joints = spans.flat_map(|pair| pair.joints);
        let shared = joints.any(|joint| !self.followed.contains(&joint));
        let shared = shared || self.is_left(slot);
        let hangs = self.optional.iter().any(|it| it.at == slot);
        awaited || in_path || shared || hangs || self.open().any(|joint| self.reads(joint, slot))
    }

    /// The joints that are still to be followed.
    pub fn open(&self) -> impl Iterator<Item = usize> + '_ {
        let joints = 0..self.scope.joints.len();
        joints.filter(|joint| !self.followed.contains(joint))
    }

    /// Whether a joint that is not placed yet reads a bound slot.
    fn reads(&self, joint: usize, slot: Slot) -> bool {
        let it = &self.scope.joints[joint];
        let ends = it.left() == slot || it.right() == slot;
        let avoided = self.placed.iter().any(|&old| {
            let other = &self.scope.joints[old];
            let reads = match self.counted[old] {
                true => other.left() == slot || other.right() == slot,
                false => other.relations().contains(&slot),
            };
            reads && self.exclude_each_other(old, joint)
        });
        ends || avoided || self.needs(joint).contains(&slot)
    }
}
