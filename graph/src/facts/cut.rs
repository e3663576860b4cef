//! Undoing many births at once: what is young lies at the end of everything, and is cut off there.

use crate::facts::{Created, Graph};
use crate::id::{NodeId, RelationId};
use std::ops::Range;

impl Graph {
    /// Forgets the elements with these ids and all above, as if they were forgotten one by one, the newest first. Names stay
    /// in use.
    pub(super) fn cut(&mut self, created: Created) {
        let nodes = created.first_node..self.node_bound();
        let relations = created.first_relation..self.relation_bound();
        self.list_relations();
        self.cut_handles(nodes.clone());
        self.cut_node_indexes(nodes.start);
        self.cut_relation_indexes(relations.start);
        self.cut_lists(relations.clone());
        self.snapshot.change_labels();
        for ids in self.labels.values_mut() {
            ids.cut(NodeId(nodes.start));
        }
        for ids in self.types.values_mut() {
            ids.cut(RelationId(relations.start));
        }
        self.node_properties.cut(nodes.start, &mut self.periods);
        let properties = &mut self.relation_properties;
        for key in properties.cut(relations.start, &mut self.periods) {
            self.snapshot.change_property(key);
        }
        let sets = self
            .topology
            .cut(created.first_node, created.first_relation);
        for set in sets {
            self.label_sets.release(set);
        }
    }

    fn cut_handles(&mut self, nodes: Range<u32>) {
        if self.handles.get().is_none() {
            return;
        }
        for node in nodes.rev().map(NodeId) {
            let called = self.called(node);
            if let Some(handles) = self.handles.get_mut() {
                handles.remove(node, &called);
            }
        }
    }

    fn cut_node_indexes(&mut self, first: u32) {
        for (label, key) in self.node_indexes.all() {
            let nodes = young(self.nodes_with_label(label), NodeId(first)).to_vec();
            for node in nodes.into_iter().rev() {
                let value = self.node_property(node, key);
                if let Some(index) = self.node_indexes.get_mut(label, key)
                    && !value.is_null()
                {
                    index.remove(&value, node);
                }
            }
        }
    }

    fn cut_relation_indexes(&mut self, first: u32) {
        for (kind, key) in self.relation_indexes.all() {
            let relations = young(self.relations_of_type(kind), RelationId(first)).to_vec();
            for relation in relations.into_iter().rev() {
                let value = self.relation_property(relation, key);
                if let Some(index) = self.relation_indexes.get_mut(kind, key)
                    && !value.is_null()
                {
                    index.remove(&value, relation);
                }
            }
        }
    }

    /// Takes relations out of the neighbour lists that stand.
    fn cut_lists(&mut self, relations: Range<u32>) {
        if !relations.is_empty() && !self.snapshot.has_lists() {
            return self.snapshot.change();
        }
        for id in relations.rev().map(RelationId) {
            let Some(relation) = self.topology.relation(id) else {
                continue;
            };
            if let Some(position) = self.types.get_index_of(&relation.kind) {
                self.snapshot.remove(position, id, relation);
            }
        }
    }
}

/// The ids of an ascending list that are not below the first of the young.
fn young<T: Ord>(ids: &[T], first: T) -> &[T] {
    &ids[ids.partition_point(|id| *id < first)..]
}

#[cfg(test)]
mod tests {
    use crate::adjacency::Side;
    use crate::catalog::Catalog;
    use crate::facts::{Graph, KEY, NAME};
    use crate::id::{NodeId, RelationId, Symbol};
    use crate::schema::Index;
    use crate::value::Value;

    /// Nodes of two labels and relations of two types, with texts and numbers on both.
    fn grow(graph: &mut Graph, names: &[Symbol], count: i64) {
        let hub = graph.nodes().next();
        for number in 0..count {
            let name = (NAME, Value::from(format!("n{}", number % 900).as_str()));
            let key = (KEY, Value::Integer(number));
            let label = names[number as usize % 2];
            let properties = [name, key];
            let node = graph.create_node_with(&[label], &properties).unwrap();
            let kind = names[2 + number as usize % 2];
            let start = hub.unwrap_or(node);
            let made = graph.create_relation_with(kind, start, node, &properties[..1]);
            made.unwrap();
        }
    }

    fn counts(graph: &Graph) -> Vec<usize> {
        let lists = graph.labels().into_iter();
        let mut counts: Vec<usize> = lists
            .map(|label| graph.nodes_with_label(label).len())
            .collect();
        counts.extend([graph.nodes().count(), graph.relations().count()]);
        counts.extend(
            graph
                .types()
                .iter()
                .map(|&kind| graph.relations_of_type(kind).len()),
        );
        counts.push(graph.adjacency().of_any(Side::Out).len());
        counts.push(graph.property_keys().len());
        counts
    }

    #[test]
    fn thousands_of_new_elements_go_as_if_one_by_one() {
        let mut graph = Graph::new();
        let names = ["A", "B", "T", "U"].map(|name| graph.symbols().intern(name));
        grow(&mut graph, &names, 700);
        let index = Index {
            on_relation: false,
            label: names[0],
            property: NAME,
        };
        graph.create_index("by_name", index).unwrap();
        graph.commit();
        let before = counts(&graph);
        let held = graph
            .seek(names[0], NAME, &Value::from("n4"))
            .unwrap()
            .to_vec();
        let savepoint = graph.savepoint();
        grow(&mut graph, &names, 5_000);
        let fresh = graph.symbols().intern("Fresh");
        let late = graph.create_node(&[fresh]).unwrap();
        graph
            .set_node_property(late, fresh, Value::from("x"))
            .unwrap();
        assert_ne!(counts(&graph), before);
        graph.rollback(savepoint);
        assert_eq!(counts(&graph), before);
        assert_eq!(
            graph.seek(names[0], NAME, &Value::from("n4")).unwrap(),
            held
        );
        assert_eq!((graph.degree(NodeId(0)), graph.degree(NodeId(7))), (2, 2));
        assert_eq!(graph.incident(NodeId(0)), [RelationId(0)]);
        assert!(!graph.contains_node(late) && !graph.contains_relation(RelationId(900)));
        assert_eq!(graph.node_property(NodeId(699), NAME), Value::from("n699"));
        assert_eq!(graph.node_properties(late), []);
        assert_eq!(graph.create_node(&[]), Ok(NodeId(late.0 + 1)));
    }

    #[test]
    fn what_was_done_to_old_elements_in_between_is_undone_too() {
        let mut graph = Graph::new();
        let names = ["A", "B", "T", "U"].map(|name| graph.symbols().intern(name));
        grow(&mut graph, &names, 10);
        graph.commit();
        let savepoint = graph.savepoint();
        grow(&mut graph, &names, 600);
        graph
            .set_node_property(NodeId(3), NAME, Value::from("changed"))
            .unwrap();
        graph.delete_relation(RelationId(4)).unwrap();
        graph.delete_relation(RelationId(400)).unwrap();
        grow(&mut graph, &names, 600);
        graph.rollback(savepoint);
        assert_eq!(graph.node_property(NodeId(3), NAME), Value::from("n3"));
        assert!(graph.relations().eq((0..10).map(RelationId)));
        assert_eq!(graph.adjacency().of_any(Side::Out).len(), 10);
    }
}
