//! Neighbour lists over chosen relations: what is left of a type's lists when a condition was decided for each relation.

use crate::adjacency::build::build;
use crate::adjacency::snapshot::Sides;
use crate::adjacency::{Lists, Side};
use crate::facts::Graph;
use crate::id::RelationId;
use std::sync::Arc;

/// Some relations, and their lists from either side. They hold for the graph as it was when they were chosen.
#[derive(Debug)]
pub struct Picked {
    relations: Vec<RelationId>,
    sides: Sides,
}

impl Picked {
    /// Lists over these relations, which come in ascending order.
    pub fn new(relations: Vec<RelationId>) -> Picked {
        Picked {
            relations,
            sides: Sides::default(),
        }
    }

    /// The lists seen from one side, built when they are first asked for: a few passes over the relations.
    pub fn lists<'s>(&'s self, graph: &Graph, side: Side) -> &'s Arc<Lists> {
        let lists = self.sides.of(side);
        lists.get_or_init(|| Arc::new(build(graph, self.relations.iter().copied(), side)))
    }
}

#[cfg(test)]
mod tests {
    use super::Picked;
    use crate::adjacency::Side;
    use crate::catalog::Catalog;
    use crate::facts::Graph;

    #[test]
    fn only_the_chosen_relations_are_on_the_lists_of_either_side() {
        let mut graph = Graph::new();
        let kind = graph.symbols().intern("T");
        let nodes = [(); 3].map(|()| graph.create_node(&[]).unwrap());
        let mut relate = |a: usize, b: usize| {
            let relation = graph.create_relation(kind, nodes[a], nodes[b]);
            relation.unwrap()
        };
        let all = [(0, 1), (0, 2), (0, 1), (2, 0)].map(|(a, b)| relate(a, b));
        let sifted = Picked::new(vec![all[0], all[2], all[3]]);
        let out = sifted.lists(&graph, Side::Out);
        assert_eq!(out.of(nodes[0].0).relations, [all[0].0, all[2].0]);
        assert_eq!(out.distinct(nodes[0].0), [nodes[1].0]);
        assert_eq!(sifted.lists(&graph, Side::In).nodes(), [0, 1]);
    }
}
