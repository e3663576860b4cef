//! The whole graph against the model: facts, names, lists, indexes, handles.

use super::model::get;
use super::{Machine, values};
use crate::adjacency::{Lists, Side};
use crate::catalog::Catalog;
use crate::facts::{Graph, NAME};
use crate::id::{NodeId, RelationId, Symbol};
use crate::value::Value;
use std::collections::BTreeMap;
use std::ops::Bound;

impl Machine {
    pub(super) fn compare(&self) {
        self.compare_facts(&self.graph);
        self.compare_names();
        self.compare_lists();
        self.compare_indexes();
        self.compare_handles();
    }

    pub(super) fn compare_facts(&self, graph: &Graph) {
        assert!(graph.nodes().eq(self.model.nodes.keys().copied()));
        for (&id, node) in &self.model.nodes {
            assert_eq!(graph.node_labels(id), node.labels);
            assert_eq!(graph.node_properties(id), node.properties);
        }
        assert!(graph.relations().eq(self.model.relations.keys().copied()));
        for (&id, (relation, properties)) in &self.model.relations {
            assert_eq!(graph.relation(id), Some(*relation));
            assert_eq!(graph.relation_properties(id), *properties);
        }
        assert_eq!(*graph.schema(), self.model.schema);
    }

    fn compare_names(&self) {
        let (graph, model) = (&self.graph, &self.model);
        assert_eq!(graph.node_count(), model.nodes.len() as u64);
        assert_eq!(graph.relation_count(), model.relations.len() as u64);
        let mut labels = model.labels.clone();
        labels.retain(|&label| !model.carriers(label).is_empty());
        assert_eq!(graph.labels(), labels);
        for &label in &self.labels {
            assert_eq!(graph.nodes_with_label(label), model.carriers(label));
            assert_eq!(graph.label_count(label), model.carriers(label).len() as u64);
        }
        let mut types = model.types.clone();
        types.retain(|&kind| !model.of_kinds(&[kind]).is_empty());
        assert_eq!(graph.types(), types);
        for &kind in &self.types {
            assert_eq!(graph.relations_of_type(kind), model.of_kinds(&[kind]));
        }
        let mut keys = model.keys.clone();
        keys.retain(|&key| model.uses(key));
        assert_eq!(graph.property_keys(), keys);
    }

    fn compare_lists(&self) {
        let adjacency = self.graph.adjacency();
        for side in [Side::Out, Side::In] {
            self.compare_list(adjacency.of_any(side), &self.types, side);
            let two = &self.types[1..3];
            self.compare_list(&adjacency.of_types(two, side), two, side);
            for kind in &self.types {
                let one = std::slice::from_ref(kind);
                self.compare_list(adjacency.of_type(*kind, side), one, side);
            }
        }
    }

    fn compare_list(&self, lists: &Lists, kinds: &[Symbol], side: Side) {
        let mut expected: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for id in self.model.of_kinds(kinds) {
            let ends = self.model.relations[&id].0;
            let (node, neighbour) = match side {
                Side::Out => (ends.start, ends.end),
                Side::In => (ends.end, ends.start),
            };
            let row = expected.entry(node.0).or_default();
            row.push((neighbour.0, id.0));
        }
        expected.values_mut().for_each(|row| row.sort_unstable());
        assert_eq!(lists.len(), expected.values().map(Vec::len).sum::<usize>());
        assert!(lists.nodes().iter().eq(expected.keys()));
        assert_eq!(lists.node_count(), expected.len());
        for node in 0..self.next_node + 1 {
            let row = expected.remove(&node).unwrap_or_default();
            let found = lists.of(node);
            assert!(
                row.iter()
                    .map(|pair| pair.0)
                    .eq(found.neighbours.iter().copied())
            );
            assert!(
                row.iter()
                    .map(|pair| pair.1)
                    .eq(found.relations.iter().copied())
            );
            assert!(row.len() <= lists.max_degree());
            let runs = lists.runs(node);
            let mut distinct: Vec<u32> = row.iter().map(|pair| pair.0).collect();
            distinct.dedup();
            assert_eq!(lists.distinct(node), distinct);
            let unrolled = (0..runs.len()).flat_map(|at| runs.range(at).map(move |_| at));
            assert!(
                unrolled
                    .map(|at| distinct[at])
                    .eq(row.iter().map(|pair| pair.0))
            );
        }
    }

    fn compare_indexes(&self) {
        let schema = &self.model.schema;
        let constraints = schema.constraints.values();
        let of_constraints = constraints.map(|constraint| (constraint.label, constraint.property));
        let indexes = schema.indexes.values().filter(|index| !index.on_relation);
        let of_indexes = indexes.map(|index| (index.label, index.property));
        for (label, key) in of_indexes.chain(of_constraints) {
            for value in values() {
                let carriers = self.model.carriers(label).into_iter();
                let expected: Vec<NodeId> = carriers
                    .filter(|node| get(&self.model.nodes[node].properties, key) == value)
                    .collect();
                let found = self.graph.seek(label, key, &value);
                assert_eq!(found, Some(&expected[..]));
            }
            self.compare_range(label, key);
        }
        for index in schema.indexes.values().filter(|index| index.on_relation) {
            for value in values() {
                let relations = self.model.of_kinds(&[index.label]).into_iter();
                let expected: Vec<RelationId> = relations
                    .filter(|id| get(&self.model.relations[id].1, index.property) == value)
                    .collect();
                let found = self
                    .graph
                    .seek_relations(index.label, index.property, &value);
                assert_eq!(found, Some(&expected[..]));
            }
        }
    }

    fn compare_range(&self, label: Symbol, key: Symbol) {
        let low = Value::Integer(-1);
        let mut expected: Vec<(f64, NodeId)> = Vec::new();
        for node in self.model.carriers(label) {
            match get(&self.model.nodes[&node].properties, key) {
                Value::Integer(number) if number >= -1 => expected.push((number as f64, node)),
                Value::Float(number) if number >= -1.0 => expected.push((number, node)),
                _ => {}
            }
        }
        expected.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let bound = Bound::Included(&low);
        let found = self.graph.seek_range(label, key, bound, Bound::Unbounded);
        let found = found.expect("an index stands");
        assert!(found.iter().eq(expected.iter().map(|(_, node)| node)));
    }

    fn compare_handles(&self) {
        let called = |name: &str| -> Vec<NodeId> {
            let nodes = self.model.nodes.iter();
            let name = Value::from(name);
            nodes
                .filter(|(_, node)| get(&node.properties, NAME) == name)
                .map(|(id, _)| *id)
                .collect()
        };
        for name in ["one", "two"] {
            let found = self.graph.handle(&name.to_uppercase());
            match called(name)[..] {
                [node] => assert_eq!(found, Ok(node)),
                _ => assert!(found.is_err()),
            }
        }
    }
}
