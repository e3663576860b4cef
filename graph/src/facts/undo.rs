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
        while let Some(step) = self.journal.take_since(savepoint) {
            self.undo(step);
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
