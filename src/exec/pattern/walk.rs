//! Which neighbour lists a relation pattern is followed along, from one of its ends.

use crate::context::Context;
use crate::exec::pattern::open::{Held, OpenWalk};
use crate::exec::pattern::reading::{Decision, Reading, Sides};
use crate::plan::pattern::RelationVariable;
use factio_grammar::ast::Direction;
use factio_graph::adjacency::{Picked, Side, Sieve, Sifted};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{RelationId, Symbol};
use std::sync::{Arc, OnceLock};

/// Up to this many types are followed list by list; more over lists of them all together.
const MANY_TYPES: usize = if cfg!(test) { 1 } else { 4 };

/// How a relation pattern is followed from one of its ends.
#[derive(Clone, Debug)]
pub(super) struct Walk<'p> {
    pub(super) strands: Arc<[Strand]>,
    /// Where each relation has to be asked whether it counts.
    pub(super) asks: Option<Reading<'p>>,
    /// What the lists are sifted by.
    sieve: Option<Box<Sieve>>,
    /// Where only some relations are followed: which.
    chosen: Option<Arc<Chosen>>,
}

/// The relations of each kind that pass some conditions; chosen before the first step.
pub(super) type Chosen = OnceLock<Arc<Vec<(Kinds, Picked)>>>;

/// One kind of list to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Strand {
    pub kinds: Kinds,
    pub side: Side,
    /// The other side is followed as well, so that a self-loop, which stands on both, is skipped on this one.
    pub skips_loops: bool,
}

/// Which relations stand on a list, by type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    Any,
    One(Symbol),
    Many(Arc<[Symbol]>),
}

impl<'p> Walk<'p> {
    /// The walk from the left end of a relation pattern to its right end.
    pub fn rightward(relation: &'p RelationVariable, graph: &Graph) -> Walk<'p> {
        Walk::new(relation, relation.direction, graph)
    }

    /// The walk from the right end to the left end.
    pub fn leftward(relation: &'p RelationVariable, graph: &Graph) -> Walk<'p> {
        Walk::new(relation, reversed(relation.direction), graph)
    }

    fn new(relation: &'p RelationVariable, direction: Direction, graph: &Graph) -> Walk<'p> {
        let reading = Reading::new(relation, direction, graph);
        let both = Sides {
            outward: true,
            inward: true,
        };
        match reading.decide(graph) {
            Decision::Any(sides) => Walk::of(strands(Kinds::Any, sides).into(), None),
            Decision::Kinds(kinds) if kinds.len() > MANY_TYPES => {
                Walk::of(together(&kinds).into(), None)
            }
            Decision::Kinds(kinds) => {
                let kinds = kinds.into_iter();
                let strands = kinds.flat_map(|(kind, sides)| strands(Kinds::One(kind), sides));
                Walk::of(strands.collect(), None)
            }
            Decision::Each => Walk::of(strands(Kinds::Any, both).into(), Some(reading)),
        }
    }

    /// The walk along some strands, where each relation is asked whether it counts if it `asks`.
    pub fn of(strands: Arc<[Strand]>, asks: Option<Reading<'p>>) -> Walk<'p> {
        Walk {
            strands,
            asks,
            sieve: None,
            chosen: None,
        }
    }

    /// The same walk along chosen relations alone, which have passed its sieve.
    pub fn along(self, chosen: Option<Arc<Chosen>>) -> Walk<'p> {
        let sieve = self.sieve.filter(|_| chosen.is_none());
        Walk {
            chosen,
            sieve,
            ..self
        }
    }

    /// Whether every relation on its lists counts.
    pub fn is_plain(&self) -> bool {
        self.asks.is_none()
    }

    /// What its lists hold, each kind once.
    pub fn list_kinds(&self) -> Vec<Kinds> {
        let mut kinds: Vec<Kinds> = Vec::new();
        for strand in self.strands.iter() {
            if !kinds.contains(&strand.kinds) {
                kinds.push(strand.kinds.clone());
            }
        }
        kinds
    }

    /// Whether another finds the same relations from the same node to the same node.
    pub fn is_as(&self, other: &Walk<'_>) -> bool {
        self.is_plain() && other.is_plain() && self.strands == other.strands
    }

    /// Whether all lists are seen from one side.
    pub fn is_one_way(&self) -> bool {
        self.strands
            .windows(2)
            .all(|two| two[0].side == two[1].side)
    }

    /// Whether some type may be followed both ways.
    pub fn is_partly_either(&self) -> bool {
        self.strands.iter().any(|strand| strand.skips_loops)
    }

    /// The types that may be met; `None` for any.
    pub fn kinds(&self) -> Option<Vec<Symbol>> {
        let mut kinds = Vec::new();
        for strand in self.strands.iter() {
            match &strand.kinds {
                Kinds::Any => return None,
                Kinds::One(kind) => kinds.push(*kind),
                Kinds::Many(many) => kinds.extend_from_slice(many),
            }
        }
        Some(kinds)
    }

    /// How many list entries the walk may meet over all nodes together.
    pub fn entries(&self, graph: &Graph) -> u64 {
        let count = |strand: &Strand| match &strand.kinds {
            Kinds::Any => graph.relation_count(),
            Kinds::One(kind) => graph.type_count(*kind),
            Kinds::Many(kinds) => kinds.iter().map(|&kind| graph.type_count(kind)).sum(),
        };
        self.strands.iter().map(count).sum()
    }

    /// The sets of labels, by number, of the nodes to which it may lead; `None` where they are not kept.
    pub fn label_sets<'g>(&self, graph: &'g Graph) -> Option<impl Iterator<Item = u32> + use<'g>> {
        let sets = self.strands.iter().map(|strand| match strand.kinds {
            Kinds::One(kind) => Some(graph.adjacency().label_sets(kind, strand.side)),
            Kinds::Any | Kinds::Many(_) => None,
        });
        let sets: Vec<&[u32]> = sets.collect::<Option<_>>()?;
        Some(sets.into_iter().flatten().copied())
    }

    /// The same walk along lists that are sifted.
    pub fn through(mut self, sieve: Option<&Sieve>) -> Walk<'p> {
        self.sieve = sieve.cloned().map(Box::new);
        self
    }

    /// The sifted lists, each with whether it skips self-loops; `None` where they are not sifted, or do not tell all.
    pub fn sifted(&self, graph: &Graph) -> Option<Vec<(Arc<Sifted>, bool)>> {
        let sieve = self.sieve.as_ref().filter(|_| self.is_plain())?;
        let strands = self.strands.iter();
        Some(
            strands
                .map(|it| (it.sift(sieve, graph), it.skips_loops))
                .collect(),
        )
    }

    /// Whether its lists are those that the graph keeps of whole types.
    pub fn is_whole(&self) -> bool {
        self.sieve.is_none() && self.chosen.is_none()
    }

    pub fn open<'w, 'g>(&'w self, context: &'g Context<'_>) -> OpenWalk<'w, 'g> {
        let lists = self.strands.iter().map(|strand| match &self.sieve {
            None => self.picked(strand, context.graph()),
            Some(sieve) => strand.sifted(sieve, context),
        });
        OpenWalk {
            walk: self,
            sight: context.sight(),
            graph: context.graph(),
            lists: lists.collect(),
        }
    }

    /// The lists of a strand, over the chosen relations where some are chosen.
    fn picked<'g>(&self, strand: &Strand, graph: &'g Graph) -> Held<'g> {
        let chosen = self.chosen.as_ref().and_then(|chosen| chosen.get());
        let picked = chosen.and_then(|chosen| {
            let mut chosen = chosen.iter();
            chosen.find(|(kinds, _)| *kinds == strand.kinds)
        });
        match picked {
            Some((_, picked)) => Held::Shared(Arc::clone(picked.lists(graph, strand.side))),
            None => strand.lists(graph),
        }
    }

    /// Where a relation leads from `from`, if it can be followed from there.
    pub fn across(&self, graph: &Graph, from: u32, relation: u32) -> Option<u32> {
        let ends = graph.relation(RelationId(relation))?;
        let mut strands = self.strands.iter().filter(|strand| strand.holds(ends.kind));
        strands.find_map(|strand| {
            let (near, far) = match strand.side {
                Side::Out => (ends.start.0, ends.end.0),
                Side::In => (ends.end.0, ends.start.0),
            };
            let counts = near == from && accepts(self.asks, graph, strand.side, relation);
            counts.then_some(far)
        })
    }

    /// The ends between which a relation can be followed: where it starts in the pattern, and where it leads.
    pub fn readings(&self, graph: &Graph, relation: u32) -> impl Iterator<Item = (u32, u32)> {
        let reading = |from| Some((from, self.across(graph, from, relation)?));
        let found = graph.relation(RelationId(relation)).map(|ends| {
            let (start, end) = (ends.start.0, ends.end.0);
            let backward = (start != end).then(|| reading(end)).flatten();
            [reading(start), backward]
        });
        found.into_iter().flatten().flatten()
    }
}

impl Walk<'_> {
    /// From which ends relations of a type are followed. For walks that are plain.
    pub fn sides(&self, kind: Symbol) -> Sides {
        let mut sides = Sides::default();
        for strand in self.strands.iter().filter(|strand| strand.holds(kind)) {
            match strand.side {
                Side::Out => sides.outward = true,
                Side::In => sides.inward = true,
            }
        }
        sides
    }
}

impl Kinds {
    /// The relations of these types, ascending.
    pub fn relations(&self, graph: &Graph) -> Vec<u32> {
        match self {
            Kinds::Any => graph.relations().map(|relation| relation.0).collect(),
            Kinds::One(kind) => ids(graph.relations_of_type(*kind)),
            Kinds::Many(kinds) => {
                let lists = kinds.iter().map(|&kind| graph.relations_of_type(kind));
                let mut relations: Vec<u32> = lists.flat_map(ids).collect();
                relations.sort_unstable();
                relations
            }
        }
    }
}

fn ids(relations: &[RelationId]) -> Vec<u32> {
    relations.iter().map(|relation| relation.0).collect()
}

impl Strand {
    fn lists<'g>(&self, graph: &'g Graph) -> Held<'g> {
        let adjacency = graph.adjacency();
        match &self.kinds {
            Kinds::Any => Held::Borrowed(adjacency.of_any(self.side)),
            Kinds::One(kind) => Held::Borrowed(adjacency.of_type(*kind, self.side)),
            Kinds::Many(kinds) => Held::Shared(adjacency.of_types(kinds, self.side)),
        }
    }

    fn sift(&self, sieve: &Sieve, graph: &Graph) -> Arc<Sifted> {
        let kinds = match &self.kinds {
            Kinds::Any => None,
            Kinds::One(kind) => Some(std::slice::from_ref(kind)),
            Kinds::Many(kinds) => Some(&**kinds),
        };
        graph.adjacency().sifted(kinds, self.side, sieve)
    }

    fn sifted<'g>(&self, sieve: &Sieve, context: &'g Context<'_>) -> Held<'g> {
        let graph = context.graph();
        let sifted = self.sift(sieve, graph);
        match sifted.whole(graph) {
            Some((lists, doubted)) => {
                context.sight().admitted(doubted);
                Held::Whole(Arc::clone(lists), Arc::clone(&sifted))
            }
            None => Held::Sifted(sifted),
        }
    }

    fn holds(&self, kind: Symbol) -> bool {
        match &self.kinds {
            Kinds::Any => true,
            Kinds::One(one) => *one == kind,
            Kinds::Many(kinds) => kinds.contains(&kind),
        }
    }
}

/// The direction in which a pattern points, read right to left.
pub(super) fn reversed(direction: Direction) -> Direction {
    match direction {
        Direction::Right => Direction::Left,
        Direction::Left => Direction::Right,
        Direction::Either => Direction::Either,
    }
}

/// The strands of some types that are all followed on the same sides.
fn strands(kinds: Kinds, sides: Sides) -> Vec<Strand> {
    let strand = |side, skips_loops| Strand {
        kinds: kinds.clone(),
        side,
        skips_loops,
    };
    let out = sides.outward.then(|| strand(Side::Out, false));
    let back = sides.inward.then(|| strand(Side::In, sides.outward));
    out.into_iter().chain(back).collect()
}

/// The strands of many types: those that are followed on the same sides together.
fn together(kinds: &[(Symbol, Sides)]) -> Vec<Strand> {
    let alike = [(true, false), (false, true), (true, true)];
    let sides = alike.map(|(outward, inward)| Sides { outward, inward });
    let of = |sides: Sides| {
        let kinds = kinds.iter().filter(move |(_, its)| *its == sides);
        let kinds: Arc<[Symbol]> = kinds.map(|(kind, _)| *kind).collect();
        match kinds.is_empty() {
            true => Vec::new(),
            false => strands(Kinds::Many(kinds), sides),
        }
    };
    sides.into_iter().flat_map(of).collect()
}

/// Whether a relation counts when it is followed from this side.
pub(super) fn accepts(asks: Option<Reading<'_>>, graph: &Graph, side: Side, relation: u32) -> bool {
    let Some(reading) = asks else {
        return true;
    };
    let sides = reading.of_relation(graph, RelationId(relation));
    match side {
        Side::Out => sides.outward,
        Side::In => sides.inward,
    }
}
