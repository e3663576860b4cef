//! The values of a relation property in the order of neighbour lists: what a condition looks at lies beside the neighbour.

use crate::adjacency::Side;
use crate::adjacency::lists::Lists;
use crate::facts::{ColumnRef, Graph, NumberKind, Numbers};
use crate::id::Symbol;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// Which lists are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of<'a> {
    /// Those over all types together.
    Any,
    Type(Symbol),
    Types(&'a [Symbol]),
}

/// One property's values beside the entries of some lists, as packed numbers of one kind.
#[derive(Debug)]
pub struct Beside {
    kind: NumberKind,
    /// By place of the entry; [`NOTHING`] for an entry whose relation has no value.
    numbers: Vec<i32>,
}

/// Stands for no value.
const NOTHING: i32 = i32::MIN;

/// So many values are read one by one, as a share of the lists, before they are laid beside them.
const SHARE: u64 = 4;

/// How many properties beside lists are kept; the oldest goes first.
const KEPT: usize = 16;

/// What lies beside lists.
#[derive(Debug, Default)]
pub(super) struct Kept(RwLock<Vec<Arc<Laid>>>);

/// A property that is asked for beside some lists, and laid there once so much was asked that this pays.
#[derive(Debug)]
pub struct Laid {
    kinds: Option<Vec<Symbol>>,
    side: Side,
    key: Symbol,
    /// How often the graph's relations and the property's values had been written.
    writes: (u64, u64),
    asked: AtomicU64,
    /// Once it pays; `None` within for values that cannot be laid so.
    beside: OnceLock<Option<Arc<Beside>>>,
}

impl Beside {
    fn new(lists: &Lists, column: ColumnRef<'_>) -> Option<Beside> {
        let mut kind = None;
        let mut number = |&relation: &u32| match column.number(relation) {
            Some((its, number)) if *kind.get_or_insert(its) == its => {
                i32::try_from(number).ok().filter(|it| *it != NOTHING)
            }
            Some(_) => None,
            None => (!column.contains(relation)).then_some(NOTHING),
        };
        let numbers: Option<Vec<i32>> = lists.places().iter().map(&mut number).collect();
        Some(Beside {
            numbers: numbers?,
            kind: kind?,
        })
    }

    /// The numbers of a node's entries, in their order.
    #[inline]
    pub fn of(&self, lists: &Lists, node: u32) -> &[i32] {
        self.numbers.get(lists.range(node)).unwrap_or_default()
    }

    /// The numbers among these that stand for wanted values.
    pub fn wanted(&self, numbers: &Numbers) -> RangeInclusive<i32> {
        let least = i64::from(NOTHING) + 1;
        let (low, high) = (
            (*numbers.range.start()).max(least),
            (*numbers.range.end()).min(i32::MAX.into()),
        );
        match numbers.kind == self.kind && low <= high {
            true => low as i32..=high as i32,
            false => RangeInclusive::new(1, 0),
        }
    }
}

impl Kept {
    /// What is kept of a property beside lists, in a graph whose relations changed so often.
    pub fn get(
        &self,
        graph: &Graph,
        (of, side): (Of<'_>, Side),
        key: Symbol,
        changes: u64,
    ) -> Arc<Laid> {
        let writes = graph.relation_column(key).writes();
        self.laid(of, side, key, (changes, writes))
    }

    /// How many properties are kept.
    pub fn len(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// What the values take that were laid beside lists so far.
    pub fn bytes(&self) -> u64 {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let laid = known.iter().filter_map(|laid| laid.beside.get()?.as_ref());
        laid.map(|beside| (beside.numbers.len() * size_of::<i32>()) as u64)
            .sum()
    }

    fn laid(&self, of: Of<'_>, side: Side, key: Symbol, writes: (u64, u64)) -> Arc<Laid> {
        let meant = |laid: &Arc<Laid>| laid.side == side && laid.key == key && laid.is_of(of);
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(laid) = known.iter().find(|it| meant(it) && it.writes == writes) {
            return Arc::clone(laid);
        }
        drop(known);
        let laid = Arc::new(Laid {
            kinds: of.to_kinds(),
            side,
            key,
            writes,
            asked: AtomicU64::new(0),
            beside: OnceLock::new(),
        });
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.retain(|it| !meant(it));
        if known.len() == KEPT {
            known.remove(0);
        }
        known.push(Arc::clone(&laid));
        laid
    }
}

impl Clone for Kept {
    fn clone(&self) -> Kept {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Kept(RwLock::new(known.clone()))
    }
}

impl Of<'_> {
    /// The types; `None` for all.
    fn to_kinds(self) -> Option<Vec<Symbol>> {
        match self {
            Of::Any => None,
            Of::Type(kind) => Some(vec![kind]),
            Of::Types(kinds) => Some(kinds.to_vec()),
        }
    }
}

impl Laid {
    /// Notes that so many values were read one by one.
    pub fn ask(&self, values: u64) {
        self.asked.fetch_add(values, Ordering::Relaxed);
    }

    /// The values beside the lists that they were asked for, once laying them there pays: a look at every relation of the lists, and 4
    /// bytes each. `None` before, and for values that are not packed as numbers of one kind within 32 bits.
    pub fn beside(&self, graph: &Graph, lists: &Lists) -> Option<&Arc<Beside>> {
        if self.asked.load(Ordering::Relaxed) * SHARE < lists.len() as u64 {
            return None;
        }
        let laid = self.beside.get_or_init(|| {
            let column = graph.relation_column(self.key);
            Beside::new(lists, column).map(Arc::new)
        });
        laid.as_ref()
    }

    fn is_of(&self, of: Of<'_>) -> bool {
        match of {
            Of::Any => self.kinds.is_none(),
            Of::Type(kind) => self.kinds.as_deref() == Some(&[kind]),
            Of::Types(kinds) => self.kinds.as_deref() == Some(kinds),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::adjacency::{Beside, Of, Side};
    use crate::catalog::Catalog;
    use crate::facts::Graph;
    use crate::id::{NodeId, RelationId, Symbol};
    use crate::value::Value;
    use std::ops::Bound;
    use std::sync::Arc;

    /// A hub with relations to each of some nodes, every third without a value.
    fn star(value: impl Fn(u32) -> Value) -> (Graph, Symbol) {
        let mut graph = Graph::new();
        let [kind, key] = ["T", "t"].map(|name| graph.symbols().intern(name));
        for _ in 0..50 {
            graph.create_node(&[]).unwrap();
        }
        for number in 0..200 {
            let end = NodeId(number * 7 % 50);
            let relation = graph.create_relation(kind, NodeId(0), end).unwrap();
            if number % 3 > 0 {
                let value = value(number);
                graph.set_relation_property(relation, key, value).unwrap();
            }
        }
        (graph, key)
    }

    fn beside(graph: &Graph, key: Symbol) -> Option<Arc<Beside>> {
        let adjacency = graph.adjacency();
        let laid = adjacency.laid(Of::Any, Side::Out, key);
        laid.ask(1000);
        laid.beside(graph, adjacency.of_any(Side::Out)).cloned()
    }

    /// The relations of the hub whose value lies below ten, by what lies beside.
    fn below_ten(graph: &Graph, key: Symbol) -> Option<Vec<u32>> {
        let beside = beside(graph, key)?;
        let lists = graph.adjacency().of_any(Side::Out);
        let ten = Value::Integer(10);
        let column = graph.relation_column(key);
        let wanted = column.numbers_between(Bound::Unbounded, Bound::Excluded(&ten))?;
        let wanted = beside.wanted(&wanted);
        let relations = lists.of(0).relations.iter();
        let passing = relations.zip(beside.of(lists, 0));
        let mut found: Vec<u32> = passing
            .filter(|(_, number)| wanted.contains(number))
            .map(|(relation, _)| *relation)
            .collect();
        found.sort_unstable();
        Some(found)
    }

    fn by_looking(graph: &Graph, key: Symbol) -> Vec<u32> {
        let below = |id: &u32| match graph.relation_property(RelationId(*id), key) {
            Value::Integer(number) => number < 10,
            _ => false,
        };
        let alive = graph.relations().map(|relation| relation.0);
        alive.filter(below).collect()
    }

    #[test]
    fn values_lie_beside_their_relations_and_follow_writes() {
        let (mut graph, key) = star(|number| Value::Integer(i64::from(number % 20)));
        assert_eq!(below_ten(&graph, key), Some(by_looking(&graph, key)));
        let changed = RelationId(1);
        graph
            .set_relation_property(changed, key, Value::Integer(90))
            .unwrap();
        assert_eq!(below_ten(&graph, key), Some(by_looking(&graph, key)));
        graph.delete_relation(RelationId(4)).unwrap();
        graph
            .set_relation_property(RelationId(5), key, Value::Null)
            .unwrap();
        let kind = graph.relation(changed).unwrap().kind;
        let late = graph.create_relation(kind, NodeId(0), NodeId(3)).unwrap();
        graph
            .set_relation_property(late, key, Value::Integer(-4))
            .unwrap();
        let found = below_ten(&graph, key).unwrap();
        assert_eq!(found, by_looking(&graph, key));
        assert!(found.contains(&late.0) && !found.contains(&4) && !found.contains(&5));
    }

    #[test]
    fn a_copy_of_the_graph_has_its_own_values() {
        let (graph, key) = star(|_| Value::Integer(1));
        assert!(beside(&graph, key).is_some());
        let mut copies = [graph.clone(), graph];
        for (value, copy) in [(50, 0), (3, 1)] {
            let value = Value::Integer(value);
            copies[copy]
                .set_relation_property(RelationId(1), key, value)
                .unwrap();
        }
        for copy in &copies {
            assert_eq!(below_ten(copy, key), Some(by_looking(copy, key)));
        }
    }

    #[test]
    fn nothing_is_laid_before_it_pays_nor_of_values_that_are_not_packed() {
        let (graph, key) = star(|number| Value::Integer(number.into()));
        let adjacency = graph.adjacency();
        let lists = adjacency.of_any(Side::Out);
        let is_laid_after = |asked| {
            let laid = adjacency.laid(Of::Any, Side::Out, key);
            laid.ask(asked);
            laid.beside(&graph, lists).is_some()
        };
        assert!(!is_laid_after(20));
        assert!(!is_laid_after(20));
        assert!(is_laid_after(20));
        let (mixed, key) = star(|number| match number % 2 {
            0 => Value::Integer(1),
            _ => Value::Float(1.5),
        });
        assert!(beside(&mixed, key).is_none());
        let (wide, key) = star(|number| Value::Integer(i64::from(number) << 40));
        assert!(beside(&wide, key).is_none());
    }
}
