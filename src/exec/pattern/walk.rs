//! Which neighbour lists a relation pattern is followed along, decided once from its types, its direction and the schema.
//!
//! A type that is defined as symmetric is followed both ways whichever way it was written; an inverse name follows the
//! relations of the other name backwards.

use crate::exec::pattern::labels::{asks_sign, is_constant, relation_passes};
use crate::plan::expr::LabelTest;
use crate::plan::pattern::RelationVariable;
use factio_grammar::ast::Direction;
use factio_graph::adjacency::{Lists, Neighbours, Runs, Side};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{RelationId, Symbol};
use factio_graph::value::Value;

/// Up to this many types are followed list by list; more are followed over the lists of all types, and tested.
const MANY_TYPES: usize = 4;

/// How a relation pattern is followed from one of its ends.
#[derive(Clone, Debug)]
pub(super) struct Walk<'p> {
    strands: Vec<Strand>,
    accept: Accept<'p>,
}

/// One kind of list to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Strand {
    /// `None`: all types together.
    kind: Option<Symbol>,
    side: Side,
    /// The other side is followed as well, so that a self-loop, which stands on both, is skipped on this one.
    skips_loops: bool,
}

/// What else a relation found in a list must fulfil.
#[derive(Clone, Debug)]
enum Accept<'p> {
    All,
    /// By type, by position of its symbol.
    Kinds(Vec<Sides>),
    /// Relations may carry signs of their own, so that each has to be asked.
    Signed(Reading<'p>),
}

/// On which sides a relation may be followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sides {
    /// From its start.
    outward: bool,
    /// From its end.
    inward: bool,
}

/// A relation pattern, seen from one of its ends.
#[derive(Clone, Copy, Debug)]
struct Reading<'p> {
    types: Option<&'p LabelTest>,
    direction: Direction,
    sign_key: Option<Symbol>,
}

/// The lists of a walk, in the graph at hand.
pub(super) struct OpenWalk<'w, 'g> {
    walk: &'w Walk<'w>,
    graph: &'g Graph,
    lists: Vec<&'g Lists>,
}

/// One strand's entries at a node.
pub(super) struct Entries<'w, 'g> {
    pub neighbours: Neighbours<'g>,
    /// Every entry counts as it stands.
    pub plain: bool,
    from: u32,
    strand: Strand,
    walk: &'w Walk<'w>,
    graph: &'g Graph,
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
        let types = relation.types.as_ref().filter(|test| is_constant(test));
        let own_signs = graph
            .symbols()
            .get("sign")
            .filter(|_| types.is_some_and(asks_sign))
            .filter(|key| graph.property_keys().contains(key));
        let reading = Reading {
            types,
            direction,
            sign_key: own_signs,
        };
        match own_signs {
            Some(_) => Walk {
                strands: both_sides(),
                accept: Accept::Signed(reading),
            },
            None => reading.by_type(graph),
        }
    }

    /// The types that may be met; `None` for any.
    pub fn kinds(&self) -> Option<Vec<Symbol>> {
        self.strands.iter().map(|strand| strand.kind).collect()
    }

    /// How many list entries the walk may meet over all nodes together.
    pub fn entries(&self, graph: &Graph) -> u64 {
        let count = |strand: &Strand| match strand.kind {
            Some(kind) => graph.type_count(kind),
            None => graph.relation_count(),
        };
        self.strands.iter().map(count).sum()
    }

    pub fn open<'w, 'g>(&'w self, graph: &'g Graph) -> OpenWalk<'w, 'g> {
        let adjacency = graph.adjacency();
        let lists = self.strands.iter().map(|strand| match strand.kind {
            Some(kind) => adjacency.of_type(kind, strand.side),
            None => adjacency.of_any(strand.side),
        });
        OpenWalk {
            walk: self,
            graph,
            lists: lists.collect(),
        }
    }

    /// Where a relation leads from `from`, if it can be followed from there.
    pub fn across(&self, graph: &Graph, from: u32, relation: u32) -> Option<u32> {
        let ends = graph.relation(RelationId(relation))?;
        let of_kind = |strand: &&Strand| strand.kind.is_none_or(|kind| kind == ends.kind);
        self.strands.iter().filter(of_kind).find_map(|strand| {
            let (near, far) = match strand.side {
                Side::Out => (ends.start.0, ends.end.0),
                Side::In => (ends.end.0, ends.start.0),
            };
            (near == from && self.accepts(graph, strand.side, relation)).then_some(far)
        })
    }

    fn accepts(&self, graph: &Graph, side: Side, relation: u32) -> bool {
        let sides = match &self.accept {
            Accept::All => return true,
            Accept::Kinds(kinds) => graph
                .relation(RelationId(relation))
                .and_then(|ends| kinds.get(ends.kind.0 as usize).copied()),
            Accept::Signed(reading) => reading.of_relation(graph, RelationId(relation)),
        };
        let sides = sides.unwrap_or_default();
        match side {
            Side::Out => sides.outward,
            Side::In => sides.inward,
        }
    }
}

fn both_sides() -> Vec<Strand> {
    let strand = |side, skips_loops| Strand {
        kind: None,
        side,
        skips_loops,
    };
    vec![strand(Side::Out, false), strand(Side::In, true)]
}

impl<'p> Reading<'p> {
    /// The walk, where a relation's type decides.
    fn by_type(self, graph: &Graph) -> Walk<'p> {
        let kinds: Vec<(Symbol, Sides)> = match self.named(graph) {
            Some(named) => named,
            None if self.types.is_none() && !any_symmetric(graph) => return self.untyped(),
            None => graph.types(),
        }
        .into_iter()
        .map(|kind| (kind, self.of_kind(graph, kind, defined_sign(graph, kind))))
        .filter(|(_, sides)| sides.outward || sides.inward)
        .collect();
        if kinds.len() > MANY_TYPES {
            return over_all_types(&kinds);
        }
        let strands = kinds.iter().flat_map(|&(kind, sides)| {
            let strand = |side, skips_loops| Strand {
                kind: Some(kind),
                side,
                skips_loops,
            };
            let out = sides.outward.then(|| strand(Side::Out, false));
            let back = sides.inward.then(|| strand(Side::In, sides.outward));
            [out, back].into_iter().flatten()
        });
        Walk {
            strands: strands.collect(),
            accept: Accept::All,
        }
    }

    fn untyped(self) -> Walk<'p> {
        let strands = both_sides().into_iter().filter(|strand| {
            let other = match strand.side {
                Side::Out => Direction::Left,
                Side::In => Direction::Right,
            };
            self.direction != other
        });
        let mut strands: Vec<Strand> = strands.collect();
        if let [single] = strands.as_mut_slice() {
            single.skips_loops = false;
        }
        Walk {
            strands,
            accept: Accept::All,
        }
    }

    /// The types that a plain list of names (`A`, `A|B`) can lead to; `None` for any other test.
    fn named(self, graph: &Graph) -> Option<Vec<Symbol>> {
        let tests = match self.types? {
            test @ LabelTest::Is(_) => std::slice::from_ref(test),
            LabelTest::Or(tests) => tests,
            _ => return None,
        };
        let name = |test: &LabelTest| match test {
            LabelTest::Is(kind) => Some(*kind),
            _ => None,
        };
        let names: Vec<Symbol> = tests.iter().map(name).collect::<Option<_>>()?;
        let mut kinds = Vec::new();
        for name in names {
            for kind in std::iter::once(name).chain(inverses(graph, name)) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        Some(kinds)
    }

    fn of_relation(self, graph: &Graph, relation: RelationId) -> Option<Sides> {
        let kind = graph.relation(relation)?.kind;
        let own = self
            .sign_key
            .map(|key| graph.relation_property(relation, key));
        let sign = match own {
            Some(Value::Integer(sign)) => sign.signum(),
            Some(Value::Float(sign)) if sign != 0.0 => sign.signum() as i64,
            Some(Value::Float(_)) => 0,
            _ => defined_sign(graph, kind),
        };
        Some(self.of_kind(graph, kind, sign))
    }

    /// On which sides relations of a type and sign are followed.
    fn of_kind(self, graph: &Graph, kind: Symbol, sign: i64) -> Sides {
        let passes = |name| {
            self.types
                .is_none_or(|test| relation_passes(test, name, sign))
        };
        let forward = passes(Some(kind));
        let backward = !passes(None) && inverses(graph, kind).any(|name| passes(Some(name)));
        let symmetric = is_symmetric(graph, kind);
        let along = forward || (symmetric && backward);
        let against = backward || (symmetric && forward);
        match self.direction {
            Direction::Right => Sides {
                outward: along,
                inward: against,
            },
            Direction::Left => Sides {
                outward: against,
                inward: along,
            },
            Direction::Either => Sides {
                outward: along || against,
                inward: along || against,
            },
        }
    }
}

/// The walk over the lists of all types that keeps these.
fn over_all_types<'p>(kinds: &[(Symbol, Sides)]) -> Walk<'p> {
    let mut table = Vec::new();
    for &(kind, sides) in kinds {
        let position = kind.0 as usize;
        if table.len() <= position {
            table.resize(position + 1, Sides::default());
        }
        table[position] = sides;
    }
    let outward = kinds.iter().any(|(_, sides)| sides.outward);
    let inward = kinds.iter().any(|(_, sides)| sides.inward);
    let strands = both_sides().into_iter().filter(|strand| match strand.side {
        Side::Out => outward,
        Side::In => inward,
    });
    Walk {
        strands: strands.collect(),
        accept: Accept::Kinds(table),
    }
}

fn defined_sign(graph: &Graph, kind: Symbol) -> i64 {
    let definition = graph.schema().relations.get(&kind);
    definition.map_or(0, |definition| i64::from(definition.sign))
}

fn is_symmetric(graph: &Graph, kind: Symbol) -> bool {
    let definition = graph.schema().relations.get(&kind);
    definition.is_some_and(|definition| definition.symmetric)
}

fn any_symmetric(graph: &Graph) -> bool {
    let definitions = &graph.schema().relations;
    definitions.values().any(|definition| definition.symmetric)
}

/// The names under which relations of a type are read backwards.
fn inverses(graph: &Graph, kind: Symbol) -> impl Iterator<Item = Symbol> + '_ {
    let definitions = &graph.schema().relations;
    let own = definitions
        .get(&kind)
        .and_then(|definition| definition.inverse);
    let others = definitions
        .iter()
        .filter(move |(_, definition)| definition.inverse == Some(kind))
        .map(|(&name, _)| name);
    own.into_iter().chain(others)
}

impl<'w, 'g> OpenWalk<'w, 'g> {
    /// How many strands there are; they are followed in this order.
    pub fn strands(&self) -> usize {
        self.lists.len()
    }

    /// The neighbours of a node along one strand.
    pub fn strand(&self, number: usize, from: u32) -> Entries<'w, 'g> {
        let strand = self.walk.strands[number];
        Entries {
            neighbours: self.lists[number].of(from),
            plain: !strand.skips_loops && matches!(self.walk.accept, Accept::All),
            from,
            strand,
            walk: self.walk,
            graph: self.graph,
        }
    }

    /// How many list entries a node has.
    pub fn degree(&self, from: u32) -> usize {
        self.lists
            .iter()
            .map(|lists| lists.of(from).neighbours.len())
            .sum()
    }

    /// The distinct neighbours of a node along one strand, where every relation counts; the node itself may be among them.
    pub fn distinct(&self, number: usize, from: u32) -> Option<Runs<'g>> {
        matches!(self.walk.accept, Accept::All).then(|| self.lists[number].runs(from))
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

impl Entries<'_, '_> {
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
            && self.walk.accepts(self.graph, Side::Out, relation);
        !counted_before && self.walk.accepts(self.graph, self.strand.side, relation)
    }

    /// The positions at which `to` stands.
    pub fn positions(&self, to: u32) -> std::ops::Range<usize> {
        let neighbours = self.neighbours.neighbours;
        let start = neighbours.partition_point(|&neighbour| neighbour < to);
        let count = neighbours[start..].partition_point(|&neighbour| neighbour == to);
        start..start + count
    }
}
