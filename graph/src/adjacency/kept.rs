//! Sifted lists that are kept for the next query that asks the same, within bounds.

use crate::adjacency::Side;
use crate::adjacency::dated::Spans;
use crate::adjacency::lists::Lists;
use crate::adjacency::sift::{Sieve, Sifted};
use crate::adjacency::size::PAIR;
use crate::id::Symbol;
use std::sync::{Arc, PoisonError, RwLock};

/// The lists, the latest last, and the spans of the sieves that they passed.
#[derive(Debug, Default)]
pub(super) struct Kept(RwLock<Held>);

#[derive(Clone, Debug, Default)]
struct Held {
    entries: Vec<Entry>,
    spans: Vec<(Sieve, Arc<Spans>)>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// `None`: all types.
    kinds: Option<Box<[Symbol]>>,
    side: Side,
    sieve: Sieve,
    sifted: Arc<Sifted>,
}

/// How many are kept.
const MOST: usize = 32;
/// How many relations they hold together at most, as a multiple of what the lists that they are sifted from hold.
const SHARE: usize = 4;
/// Holding so many is always well.
const SMALL: usize = 1 << 16;

impl Kept {
    /// The lists of these types sifted; `lists` gives those to sift.
    pub fn get(
        &self,
        asked: (Option<&[Symbol]>, Side, &Sieve),
        lists: impl FnOnce() -> Arc<Lists>,
    ) -> Arc<Sifted> {
        let (kinds, side, sieve) = asked;
        let same = |entry: &&Entry| {
            entry.side == side && entry.kinds.as_deref() == kinds && entry.sieve == *sieve
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = known.entries.iter().find(same) {
            return Arc::clone(&entry.sifted);
        }
        drop(known);
        let lists = lists();
        let room = SMALL.max(SHARE * lists.len());
        let sifted = Arc::new(Sifted::new(lists, sieve.clone()));
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = known.entries.iter().find(same) {
            return Arc::clone(&entry.sifted);
        }
        known.make_room(room);
        known.entries.push(Entry {
            kinds: kinds.map(Box::from),
            side,
            sieve: sieve.clone(),
            sifted: Arc::clone(&sifted),
        });
        sifted
    }

    /// The spans that belong to a sieve; `make` makes them where they are not known.
    pub fn spans(&self, sieve: &Sieve, make: impl FnOnce() -> Spans) -> Arc<Spans> {
        let find = |held: &Held| {
            let mut spans = held.spans.iter();
            let found = spans.find(|(other, _)| other == sieve);
            found.map(|(_, spans)| Arc::clone(spans))
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = find(&known) {
            return found;
        }
        drop(known);
        let made = Arc::new(make());
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = find(&known) {
            return found;
        }
        known.spans.push((sieve.clone(), Arc::clone(&made)));
        made
    }

    /// What the rows take that were sifted so far.
    pub fn bytes(&self) -> u64 {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let sizes = held.entries.iter().map(|entry| entry.sifted.size() as u64);
        sizes.sum::<u64>() * PAIR
    }

    /// Forgets all.
    pub fn forget(&mut self) {
        self.held().entries.clear();
        self.held().spans.clear();
    }

    /// Forgets those that read a property.
    pub fn forget_property(&mut self, key: Symbol) {
        let held = self.held();
        held.entries.retain(|entry| entry.sieve.key() != key);
        held.spans.retain(|(sieve, _)| sieve.key() != key);
    }

    #[cfg(test)]
    pub fn len(&self) -> usize {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        held.entries.len()
    }

    fn held(&mut self) -> &mut Held {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Lets the oldest go, so that one more may come.
    fn make_room(&mut self, room: usize) {
        let mut held: usize = self.entries.iter().map(|entry| entry.sifted.size()).sum();
        while self.entries.len() >= MOST || (held > room && !self.entries.is_empty()) {
            held -= self.entries.remove(0).sifted.size().min(held);
        }
        let entries = &self.entries;
        let asked = |sieve: &Sieve| entries.iter().any(|entry| entry.sieve == *sieve);
        self.spans.retain(|(sieve, _)| asked(sieve));
    }
}

impl Clone for Kept {
    fn clone(&self) -> Kept {
        let entries = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Kept(RwLock::new(entries.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::adjacency::{Side, Sieve, Sifted};
    use crate::catalog::Catalog;
    use crate::facts::{Graph, VALID};
    use crate::id::{NodeId, RelationId, Symbol};
    use crate::time::{Asked, Bounds, Certainty, Period, Slice};
    use crate::value::Value;
    use std::sync::Arc;

    fn days(first: i64, last: i64) -> Value {
        let bounds = Bounds::exactly(first, last).unwrap();
        Value::Period(Arc::new(Period::from_bounds(bounds)))
    }

    fn during(first: i64, last: i64) -> Sieve {
        Sieve::Held {
            slice: Slice {
                asked: Asked::During,
                window: Bounds::exactly(first, last).unwrap(),
            },
            least: Certainty::Possible,
        }
    }

    /// Three nodes, and relations from the first to the others, each on a day of its own.
    fn events(count: i64) -> (Graph, Symbol) {
        let mut graph = Graph::new();
        let kind = graph.symbols().intern("T");
        let [hub, one, two] = [(); 3].map(|()| graph.create_node(&[]).unwrap());
        for day in 0..count {
            let end = if day % 3 == 0 { one } else { two };
            let relation = graph.create_relation(kind, hub, end).unwrap();
            let valid = days(day % 100, day % 100);
            graph.set_relation_property(relation, VALID, valid).unwrap();
        }
        (graph, kind)
    }

    fn sifted(graph: &Graph, kind: Symbol, sieve: &Sieve) -> Arc<Sifted> {
        let kinds = [kind];
        graph.adjacency().sifted(Some(&kinds), Side::Out, sieve)
    }

    #[test]
    fn a_row_is_the_same_alone_among_all_and_in_the_order_of_time() {
        let (graph, kind) = events(20_000);
        let found = sifted(&graph, kind, &during(10, 19));
        assert!(found.whole(&graph).is_none());
        let row = found.row(0, &graph);
        assert_eq!(row.of().neighbours.len(), 2000);
        assert_eq!(
            (row.runs().neighbours, row.runs().range(1).len()),
            (&[1, 2][..], 1334)
        );
        let (whole, doubted) = found.whole(&graph).unwrap();
        assert!(!doubted);
        assert_eq!(whole.of(0).relations, row.of().relations);
        let dated = found.dated(&graph).row(0, &graph).unwrap();
        let spans = dated.spans().iter().map(|span| span.0);
        // What is left to a relation without a period comes last, and none is here.
        assert!(spans.eq(0..10));
        assert_eq!(dated.run(3).unwrap().relations.len(), 200);
        assert_eq!(dated.len(), 2000);
    }

    #[test]
    fn what_was_sifted_is_kept_until_a_write_makes_it_untrue() {
        let (mut graph, kind) = events(10);
        let sieve = during(3, 4);
        let before = sifted(&graph, kind, &sieve);
        assert!(Arc::ptr_eq(&before, &sifted(&graph, kind, &sieve)));
        assert_eq!(before.row(0, &graph).of().relations, [3, 4]);
        let other = graph.symbols().intern("weight");
        graph
            .set_relation_property(RelationId(0), other, Value::from(1))
            .unwrap();
        assert!(Arc::ptr_eq(&before, &sifted(&graph, kind, &sieve)));
        graph
            .set_relation_property(RelationId(0), VALID, days(4, 9))
            .unwrap();
        let row = |graph: &Graph| {
            sifted(graph, kind, &sieve)
                .row(0, graph)
                .of()
                .relations
                .to_vec()
        };
        assert_eq!(row(&graph), [0, 3, 4]);
        graph.delete_relation(RelationId(3)).unwrap();
        assert_eq!(row(&graph), [0, 4]);
        let born = graph.create_relation(kind, NodeId(0), NodeId(1)).unwrap();
        assert_eq!(row(&graph), [0, born.0, 4]);
    }

    #[test]
    fn few_slices_are_kept() {
        let (graph, kind) = events(10);
        let first = sifted(&graph, kind, &during(0, 0));
        for day in 0..MOST as i64 {
            sifted(&graph, kind, &during(1, day + 1)).dated(&graph);
        }
        assert!(!Arc::ptr_eq(&first, &sifted(&graph, kind, &during(0, 0))));
        let held = graph.snapshot().sifted_entries();
        assert_eq!(held, MOST);
    }
}
