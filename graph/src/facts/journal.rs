//! The journal: how to undo each change since the last commit.
//!
//! What happens to an element that is younger than the last savepoint needs no note but the one of its creation.

use crate::facts::Created;
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::{Constraint, Index, LabelDefinition, RelationDefinition};
use crate::value::Value;

/// A moment to go back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Savepoint(u64);

#[derive(Clone, Debug, Default)]
pub(crate) struct Journal {
    steps: Vec<Step>,
    /// How many steps were committed before the first of `steps`.
    committed: u64,
    /// Elements from these ids on are younger than the last savepoint.
    young_nodes: u32,
    young_relations: u32,
}

/// So many births in a row are undone at once. Few are quicker one by one, since every column is looked at.
const MANY_BIRTHS: usize = match cfg!(test) {
    true => 3,
    false => 500,
};

/// One change, with what undoing it takes.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    NodeCreated(NodeId),
    RelationCreated(RelationId),
    NodeDeleted(NodeId, Box<[(Symbol, Value)]>),
    RelationDeleted(RelationId, Box<[(Symbol, Value)]>),
    NodeProperty(NodeId, Symbol, Replaced),
    RelationProperty(RelationId, Symbol, Replaced),
    LabelAdded(NodeId, Symbol),
    /// With the place that the label had.
    LabelRemoved(NodeId, Symbol, u32),
    /// The last of the labels was used for the first time.
    LabelSeen,
    TypeSeen,
    KeySeen,
    Schema(Box<SchemaStep>),
}

/// The value that stood there, and the place of its key in the element's order.
pub(crate) type Replaced = Option<Box<(Value, u32)>>;

#[derive(Clone, Debug)]
pub(crate) enum SchemaStep {
    RelationDefined {
        kind: Symbol,
        old: Option<RelationDefinition>,
        new: RelationDefinition,
    },
    LabelDefined {
        label: Symbol,
        old: Option<LabelDefinition>,
        new: LabelDefinition,
    },
    IndexCreated(String, Index),
    /// With the place that it had among the indexes.
    IndexDropped(String, Index, usize),
    ConstraintCreated(String, Constraint),
    ConstraintDropped(String, Constraint, usize),
}

impl Journal {
    pub fn note(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Marks a moment; everything that lives now is old.
    pub fn mark(&mut self, nodes: u32, relations: u32) -> Savepoint {
        (self.young_nodes, self.young_relations) = (nodes, relations);
        Savepoint(self.committed + self.steps.len() as u64)
    }

    /// Takes the newest step, if it is younger than the savepoint.
    pub fn take_since(&mut self, savepoint: Savepoint) -> Option<Step> {
        match self.steps.len() > self.position(savepoint) {
            true => self.steps.pop(),
            false => None,
        }
    }

    /// Takes the newest steps, where they are many births in a row, and all of them younger than the savepoint: from which ids
    /// on they were, and the names that came into use in between, oldest first.
    pub fn take_births_since(&mut self, savepoint: Savepoint) -> Option<(Created, Vec<Step>)> {
        let mut created = Created {
            first_node: u32::MAX,
            first_relation: u32::MAX,
        };
        let mut births = 0;
        for step in self.since(savepoint).iter().rev() {
            match step {
                Step::NodeCreated(node) => created.first_node = node.0,
                Step::RelationCreated(relation) => created.first_relation = relation.0,
                Step::LabelSeen | Step::TypeSeen | Step::KeySeen => {}
                _ => break,
            }
            births += 1;
        }
        if births < MANY_BIRTHS {
            return None;
        }
        let first = self.steps.len() - births;
        let steps = self.steps.drain(first..);
        let names =
            steps.filter(|step| !matches!(step, Step::NodeCreated(_) | Step::RelationCreated(_)));
        Some((created, names.collect()))
    }

    pub fn since(&self, savepoint: Savepoint) -> &[Step] {
        &self.steps[self.position(savepoint).min(self.steps.len())..]
    }

    pub fn commit(&mut self, nodes: u32, relations: u32) {
        self.committed += self.steps.len() as u64;
        self.steps = Vec::new();
        (self.young_nodes, self.young_relations) = (nodes, relations);
    }

    pub fn is_young_node(&self, node: NodeId) -> bool {
        node.0 >= self.young_nodes
    }

    pub fn is_young_relation(&self, relation: RelationId) -> bool {
        relation.0 >= self.young_relations
    }

    fn position(&self, savepoint: Savepoint) -> usize {
        savepoint.0.saturating_sub(self.committed) as usize
    }
}
