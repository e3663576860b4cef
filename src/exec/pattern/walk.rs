//! Which neighbour lists a relation pattern is followed along, from one of its ends.

use crate::exec::pattern::reading::{Decision, Reading, Sides};
use crate::plan::pattern::RelationVariable;
use factio_grammar::ast::Direction;
use factio_graph::adjacency::{Lists, Neighbours, Runs, Side, Sifted};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{RelationId, Symbol};
use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

/// Up to this many types are followed list by list; more over lists of them all together.
const MANY_TYPES: usize = if cfg!(test) { 1 } else { 4 };

/// How a relation pattern is followed from one of its ends.
#[derive(Clone, Debug)]
pub(super) struct Walk<'p> {
    strands: Vec<Strand>,
    /// Where each relation has to be asked whether it counts.
    asks: Option<Reading<'p>>,
    /// Where only some relations are followed: which.
    chosen: Option<Rc<Chosen>>,
}

/// The relations of each kind that pass some conditions; chosen before the first step.
pub(super) type Chosen = OnceCell<Vec<(Kinds, Sifted)>>;

/// One kind of list to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Strand {
    kinds: Kinds,
    side: Side,
    /// The other side is followed as well, so that a self-loop, which stands on both, is skipped on this one.
    skips_loops: bool,
}

/// Which relations stand on a list, by type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    Any,
    One(Symbol),
    Many(Arc<[Symbol]>),
}

/// The lists of a walk, in the graph at hand.
pub(super) struct OpenWalk<'w, 'g> {
    walk: &'w Walk<'w>,
    graph: &'g Graph,
    lists: Vec<Held<'g>>,
}

enum Held<'g> {
    Borrowed(&'g Lists),
    Shared(Arc<Lists>),
}

/// One strand's entries at a node.
pub(super) struct Entries<'o> {
    pub neighbours: Neighbours<'o>,
    /// Every entry counts as it stands.
    pub plain: bool,
    from: u32,
    strand: &'o Strand,
    asks: Option<Reading<'o>>,
    graph: &'o Graph,
}

impl Deref for Held<'_> {
    type Target = Lists;

    fn deref(&self) -> &Lists {
        match self {
            Held::Borrowed(lists) => lists,
            Held::Shared(lists) => lists,
        }
    }
}

impl<'p> Walk<'p> {
    /// The walk from the left end of a relation pattern to its right end.
    pub fn rightward(relation: &'p RelationVariable, graph: &Graph) -> Walk<'p> {
        Walk::new(relation, relation.direction, graph)
    }

    /// The walk from the right end to the left end.
    pub fn leftward(relation: &'p RelationVariable, graph: &Graph) -> Walk<'p> {
        let direction = match relation.direction {
            Direction::Right => Direction::Left,
            Direction::Left => Direction::Right,
            Direction::Either => Direction::Either,
        };
        Walk::new(relation, direction, graph)
    }

    fn new(relation: &'p RelationVariable, direction: Direction, graph: &Graph) -> Walk<'p> {
        let reading = Reading::new(relation, direction, graph);
        let both = Sides {
            outward: true,
            inward: true,
        };
        match reading.decide(graph) {
            Decision::Any(sides) => Walk {
                strands: strands(Kinds::Any, sides),
                asks: None,
                chosen: None,
            },
            Decision::Kinds(kinds) if kinds.len() > MANY_TYPES => Walk {
                strands: together(&kinds),
                asks: None,
                chosen: None,
            },
            Decision::Kinds(kinds) => Walk {
                strands: kinds
                    .into_iter()
                    .flat_map(|(kind, sides)| strands(Kinds::One(kind), sides))
                    .collect(),
                asks: None,
                chosen: None,
            },
            Decision::Each => Walk {
                strands: strands(Kinds::Any, both),
                asks: Some(reading),
                chosen: None,
            },
        }
    }

    /// The same walk along chosen relations alone.
    pub fn along(self, chosen: Option<Rc<Chosen>>) -> Walk<'p> {
        Walk { chosen, ..self }
    }

    /// Whether every relation on its lists counts.
    pub fn is_plain(&self) -> bool {
        self.asks.is_none()
    }

    /// What its lists hold, each kind once.
    pub fn list_kinds(&self) -> Vec<Kinds> {
        let mut kinds: Vec<Kinds> = Vec::new();
        for strand in &self.strands {
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

    /// The types that may be met; `None` for any.
    pub fn kinds(&self) -> Option<Vec<Symbol>> {
        let mut kinds = Vec::new();
        for strand in &self.strands {
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

    pub fn open<'w, 'g>(&'w self, graph: &'g Graph) -> OpenWalk<'w, 'g> {
        let adjacency = graph.adjacency();
        let chosen = self.chosen.as_ref().and_then(|chosen| chosen.get());
        let sifted = |strand: &Strand| {
            let mut chosen = chosen?.iter();
            let (_, sifted) = chosen.find(|(kinds, _)| *kinds == strand.kinds)?;
            Some(Held::Shared(Arc::clone(sifted.lists(graph, strand.side))))
        };
        let whole = |strand: &Strand| match &strand.kinds {
            Kinds::Any => Held::Borrowed(adjacency.of_any(strand.side)),
            Kinds::One(kind) => Held::Borrowed(adjacency.of_type(*kind, strand.side)),
            Kinds::Many(kinds) => Held::Shared(adjacency.of_types(kinds, strand.side)),
        };
        let strands = self.strands.iter();
        let lists = strands.map(|strand| sifted(strand).unwrap_or_else(|| whole(strand)));
        OpenWalk {
            walk: self,
            graph,
            lists: lists.collect(),
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
    fn holds(&self, kind: Symbol) -> bool {
        match &self.kinds {
            Kinds::Any => true,
            Kinds::One(one) => *one == kind,
            Kinds::Many(kinds) => kinds.contains(&kind),
        }
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
fn accepts(asks: Option<Reading<'_>>, graph: &Graph, side: Side, relation: u32) -> bool {
    let Some(reading) = asks else {
        return true;
    };
    let sides = reading.of_relation(graph, RelationId(relation));
    match side {
        Side::Out => sides.outward,
        Side::In => sides.inward,
    }
}

impl<'w, 'g> OpenWalk<'w, 'g> {
    /// How many strands there are; they are followed in this order.
    pub fn strands(&self) -> usize {
        self.lists.len()
    }

    /// The neighbours of a node along one strand.
    pub fn strand(&self, number: usize, from: u32) -> Entries<'_> {
        let strand = &self.walk.strands[number];
        Entries {
            neighbours: self.lists[number].of(from),
            plain: !strand.skips_loops && self.walk.asks.is_none(),
            from,
            strand,
            asks: self.walk.asks,
            graph: self.graph,
        }
    }

    /// The lists of one strand.
    #[inline]
    pub fn lists(&self, number: usize) -> &Lists {
        &self.lists[number]
    }

    /// Whether the walk leads to no node twice, from one node or from two.
    pub fn leads_once(&self) -> bool {
        match self.lists.as_slice() {
            [only] => only.leads_once(),
            _ => false,
        }
    }

    /// How many nodes have a list, about: one that has several counts as often.
    pub fn starts(&self) -> usize {
        self.lists.iter().map(|lists| lists.node_count()).sum()
    }

    /// The nodes that have a list, ascending.
    pub fn start_nodes(&self) -> Vec<u32> {
        let mut nodes: Vec<u32> = Vec::with_capacity(self.starts());
        for lists in &self.lists {
            nodes.extend_from_slice(lists.nodes());
        }
        if self.lists.len() > 1 {
            nodes.sort_unstable();
            nodes.dedup();
        }
        nodes
    }

    /// How many list entries a node has.
    #[inline]
    pub fn degree(&self, from: u32) -> usize {
        self.lists
            .iter()
            .map(|lists| lists.of(from).neighbours.len())
            .sum()
    }

    /// The distinct neighbours of a node along one strand, the node itself perhaps among them. For walks that are plain.
    #[inline]
    pub fn distinct(&self, number: usize, from: u32) -> Runs<'_> {
        self.lists[number].runs(from)
    }

    /// Whether every relation on its lists counts.
    pub fn is_plain(&self) -> bool {
        self.walk.is_plain()
    }

    /// Whether a self-loop on this strand was met on another one before.
    pub fn skips_loops(&self, number: usize) -> bool {
        self.walk.strands[number].skips_loops
    }

    /// Whether some relation may be followed both ways.
    pub fn is_either(&self) -> bool {
        !self.walk.is_one_way()
    }

    /// Keeps those of some ascending nodes that any list of `from` names.
    pub fn retain_reached(&self, from: u32, nodes: &mut Vec<u32>) {
        if let [lists] = self.lists.as_slice() {
            let mut rest = lists.of(from).neighbours;
            nodes.retain(|node| {
                rest = &rest[gallop(rest, *node)..];
                rest.first() == Some(node)
            });
            return;
        }
        let lists: Vec<&[u32]> = self
            .lists
            .iter()
            .map(|lists| lists.of(from).neighbours)
            .collect();
        nodes.retain(|node| lists.iter().any(|list| list.binary_search(node).is_ok()));
    }
}

/// The position of the first element that is at least `wanted`, in time that grows with the logarithm of that position.
fn gallop(sorted: &[u32], wanted: u32) -> usize {
    let mut bound = 1;
    while bound < sorted.len() && sorted[bound] < wanted {
        bound *= 2;
    }
    let start = bound / 2;
    let end = sorted.len().min(bound + 1);
    start + sorted[start..end].partition_point(|&node| node < wanted)
}

impl Entries<'_> {
    pub fn len(&self) -> usize {
        self.neighbours.neighbours.len()
    }

    /// The neighbour and relation at a position, if the relation passes.
    pub fn get(&self, position: usize) -> Option<(u32, u32)> {
        let neighbour = self.neighbours.neighbours[position];
        let relation = self.neighbours.relations[position];
        let counts = self.plain || self.passes(neighbour, relation);
        counts.then_some((neighbour, relation))
    }

    fn passes(&self, neighbour: u32, relation: u32) -> bool {
        let counted_before = self.strand.skips_loops
            && neighbour == self.from
            && accepts(self.asks, self.graph, Side::Out, relation);
        !counted_before && accepts(self.asks, self.graph, self.strand.side, relation)
    }

    /// The positions at which `to` stands.
    pub fn positions(&self, to: u32) -> std::ops::Range<usize> {
        let neighbours = self.neighbours.neighbours;
        let start = neighbours.partition_point(|&neighbour| neighbour < to);
        let count = neighbours[start..].partition_point(|&neighbour| neighbour == to);
        start..start + count
    }
}
