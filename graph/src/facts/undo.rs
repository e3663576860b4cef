//! Going back: every change since a savepoint can be undone.

use crate::facts::Graph;
use crate::facts::journal::{Replaced, Savepoint, Step};
use crate::id::{NodeId, RelationId, Symbol};

impl Graph {
    /// Marks this moment. Savepoints nest: going back to an outer one passes the inner ones.
    pub fn savepoint(&mut self) -> Savepoint {
        let nodes = self.topology.node_bound();
        let relations = self.topology.relation_bound();
        self.journal.mark(nodes, relations)
    }

    /// Undoes every change since `savepoint`, newest first, but nothing that was committed. Ids given out since are not
    /// given out again.
    pub fn rollback(&mut self, savepoint: Savepoint) {
        loop {
            if let Some((created, names)) = self.journal.take_births_since(savepoint) {
                self.cut(created);
                names.into_iter().rev().for_each(|name| self.undo(name));
            }
            match self.journal.take_since(savepoint) {
                Some(step) => self.undo(step),
                None => return,
            }
        }
    }

    /// Forgets how to undo: what was changed so far stands.
    pub fn commit(&mut self) {
        for labels in self.topology.purge() {
            self.label_sets.release(labels);
        }
        let nodes = self.topology.node_bound();
        let relations = self.topology.relation_bound();
        self.journal.commit(nodes, relations);
    }

    fn undo(&mut self, step: Step) {
        match step {
            Step::NodeCreated(node) => self.forget_node(node),
            Step::RelationCreated(relation) => self.forget_relation(relation),
            Step::NodeDeleted(node, properties) => self.revive_node(node, properties),
            Step::RelationDeleted(relation, properties) => {
                self.revive_relation(relation, properties);
            }
            Step::NodeProperty(node, key, replaced) => {
                self.restore_node_property(node, key, replaced);
            }
            Step::RelationProperty(relation, key, replaced) => {
                self.restore_relation_property(relation, key, replaced);
            }
            Step::LabelAdded(node, label) => drop(self.take_label(node, label)),
            Step::LabelRemoved(node, label, place) => {
                self.put_label(node, label, Some(place as usize));
            }
            Step::LabelSeen => drop(self.labels.pop()),
            Step::TypeSeen => {
                self.types.pop();
                self.snapshot.forget_type();
            }
            Step::KeySeen => drop(self.keys.pop()),
            Step::Schema(step) => self.undo_schema(*step),
        }
    }

    fn restore_node_property(&mut self, node: NodeId, key: Symbol, replaced: Replaced) {
        match replaced {
            Some(replaced) => {
                let (value, place) = *replaced;
                self.put_node_property(node, key, value, Some(place as usize));
            }
            None => drop(self.take_node_property(node, key)),
        }
    }

    fn restore_relation_property(&mut self, relation: RelationId, key: Symbol, replaced: Replaced) {
        match replaced {
            Some(replaced) => {
                let (value, place) = *replaced;
                self.put_relation_property(relation, key, value, Some(place as usize));
            }
            None => drop(self.take_relation_property(relation, key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::facts::{Graph, KEY, NAME};
    use crate::id::NodeId;
    use crate::value::Value;

    #[test]
    fn savepoints_nest_and_ids_are_not_given_twice() {
        let mut graph = Graph::new();
        let outer = graph.savepoint();
        let first = graph.create_node(&[]).unwrap();
        graph
            .set_node_property(first, NAME, Value::from("a"))
            .unwrap();
        let inner = graph.savepoint();
        graph
            .set_node_property(first, NAME, Value::from("b"))
            .unwrap();
        graph.create_node(&[]).unwrap();
        graph.rollback(inner);
        assert_eq!(graph.node_property(first, NAME), Value::from("a"));
        assert_eq!(graph.node_count(), 1);
        graph.rollback(outer);
        assert_eq!(graph.node_count(), 0);
        assert_eq!(graph.property_keys(), []);
        assert_eq!(graph.create_node(&[]), Ok(NodeId(2)));
    }

    #[test]
    fn what_was_committed_stays_even_for_an_old_savepoint() {
        let mut graph = Graph::new();
        let old = graph.savepoint();
        graph.create_node(&[]).unwrap();
        graph.commit();
        graph.create_node(&[]).unwrap();
        graph.rollback(old);
        assert!(graph.nodes().eq([NodeId(0)]));
    }

    #[test]
    fn a_removed_property_comes_back_to_its_place() {
        let mut graph = Graph::new();
        let node = graph.create_node(&[]).unwrap();
        for key in [KEY, NAME] {
            graph
                .set_node_property(node, key, Value::from("x"))
                .unwrap();
        }
        let savepoint = graph.savepoint();
        graph.set_node_property(node, KEY, Value::Null).unwrap();
        graph
            .set_node_property(node, KEY, Value::from("y"))
            .unwrap();
        assert_eq!(graph.node_keys(node), [NAME, KEY]);
        graph.rollback(savepoint);
        assert_eq!(graph.node_keys(node), [KEY, NAME]);
        assert_eq!(graph.node_property(node, KEY), Value::from("x"));
    }
}
