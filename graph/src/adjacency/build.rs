//! Building neighbour lists: a radix sort by neighbour and then node, each pass one count and one scatter.

use crate::adjacency::Side;
use crate::adjacency::lists::Lists;
use crate::adjacency::rows::Rows;
use crate::facts::Graph;
use crate::id::RelationId;

/// The relations as three arrays, one place each.
#[derive(Default)]
struct Triples {
    nodes: Vec<u32>,
    neighbours: Vec<u32>,
    relations: Vec<u32>,
}

/// The lists of these relations, which come in ascending order.
pub(super) fn build(
    graph: &Graph,
    relations: impl ExactSizeIterator<Item = RelationId>,
    side: Side,
) -> Lists {
    let bound = graph.node_bound();
    let unsorted = Triples::of(graph, relations, side);
    // Counting has to pay for a counter a node.
    let sorted = match unsorted.nodes.len() >= bound as usize / 16 {
        true => unsorted.by_counting(bound),
        false => unsorted.by_comparing(),
    };
    let Triples {
        nodes,
        neighbours,
        relations,
    } = sorted;
    Lists::new(Rows::from_sorted(&nodes, neighbours, relations))
}

impl Triples {
    fn of(
        graph: &Graph,
        relations: impl ExactSizeIterator<Item = RelationId>,
        side: Side,
    ) -> Triples {
        let mut triples = Triples::with_len(0, relations.len());
        for relation in relations {
            if let Some(ends) = graph.relation(relation) {
                let (node, neighbour) = match side {
                    Side::Out => (ends.start, ends.end),
                    Side::In => (ends.end, ends.start),
                };
                triples.nodes.push(node.0);
                triples.neighbours.push(neighbour.0);
                triples.relations.push(relation.0);
            }
        }
        triples
    }

    fn with_len(len: usize, capacity: usize) -> Triples {
        let zeros = || {
            let mut zeros = Vec::with_capacity(capacity);
            zeros.resize(len, 0);
            zeros
        };
        Triples {
            nodes: zeros(),
            neighbours: zeros(),
            relations: zeros(),
        }
    }

    fn by_counting(self, bound: u32) -> Triples {
        let by_neighbour = places(&self.neighbours, bound);
        let half_sorted = self.scattered(&by_neighbour);
        let by_node = places(&half_sorted.nodes, bound);
        half_sorted.scattered(&by_node)
    }

    fn by_comparing(self) -> Triples {
        let mut order: Vec<u32> = (0..self.nodes.len() as u32).collect();
        order.sort_unstable_by_key(|&at| {
            let at = at as usize;
            (self.nodes[at], self.neighbours[at], self.relations[at])
        });
        let pick = |from: &[u32]| order.iter().map(|&at| from[at as usize]).collect();
        Triples {
            nodes: pick(&self.nodes),
            neighbours: pick(&self.neighbours),
            relations: pick(&self.relations),
        }
    }

    fn scattered(&self, places: &[u32]) -> Triples {
        let len = self.nodes.len();
        let mut scattered = Triples::with_len(len, len);
        for (at, &place) in places.iter().enumerate() {
            let place = place as usize;
            scattered.nodes[place] = self.nodes[at];
            scattered.neighbours[place] = self.neighbours[at];
            scattered.relations[place] = self.relations[at];
        }
        scattered
    }
}

/// Where each item goes when they are ordered by key, equal ones staying in order. Keys lie below `bound`.
fn places(keys: &[u32], bound: u32) -> Vec<u32> {
    let mut next = vec![0u32; bound as usize + 1];
    for &key in keys {
        next[key as usize + 1] += 1;
    }
    for key in 1..next.len() {
        next[key] += next[key - 1];
    }
    keys.iter()
        .map(|&key| {
            let place = &mut next[key as usize];
            *place += 1;
            *place - 1
        })
        .collect()
}
