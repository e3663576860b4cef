//! Changing what the graph is defined to be: definitions, indexes, constraints.

use crate::error::GraphError;
use crate::facts::Graph;
use crate::facts::journal::{SchemaStep, Step};
use crate::id::Symbol;
use crate::schema::{Constraint, Index, LabelDefinition, RelationDefinition};

impl Graph {
    /// Defines a relation type, or defines it anew.
    ///
    /// # Errors
    /// None today.
    pub fn define_relation(
        &mut self,
        kind: Symbol,
        definition: RelationDefinition,
    ) -> Result<(), GraphError> {
        let old = self.schema.relations.insert(kind, definition.clone());
        let new = definition;
        self.note_schema(SchemaStep::RelationDefined { kind, old, new });
        Ok(())
    }

    /// Defines a label, or defines it anew.
    ///
    /// # Errors
    /// None today.
    pub fn define_label(
        &mut self,
        label: Symbol,
        definition: LabelDefinition,
    ) -> Result<(), GraphError> {
        let old = self.schema.labels.insert(label, definition.clone());
        let new = definition;
        self.note_schema(SchemaStep::LabelDefined { label, old, new });
        Ok(())
    }

    /// Builds an index.
    ///
    /// # Errors
    /// One of that name, or over the same property, exists.
    pub fn create_index(&mut self, name: &str, index: Index) -> Result<(), GraphError> {
        self.check_name_free(name)?;
        if let Some((other, _)) = self
            .schema
            .indexes
            .iter()
            .find(|(_, other)| **other == index)
        {
            let message = format!("index {other} stands on the same property");
            return Err(GraphError::Schema(message));
        }
        self.put_index(name, index, self.schema.indexes.len());
        self.note_schema(SchemaStep::IndexCreated(name.to_string(), index));
        Ok(())
    }

    /// Drops an index.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn drop_index(&mut self, name: &str) -> Result<(), GraphError> {
        let Some((index, place)) = self.take_index(name) else {
            let message = format!("there is no index {name}");
            return Err(GraphError::Schema(message));
        };
        self.note_schema(SchemaStep::IndexDropped(name.to_string(), index, place));
        Ok(())
    }

    /// Adds a uniqueness constraint.
    ///
    /// # Errors
    /// One of that name or on the same property exists, or two nodes share a value already.
    pub fn create_constraint(
        &mut self,
        name: &str,
        constraint: Constraint,
    ) -> Result<(), GraphError> {
        self.check_name_free(name)?;
        let mut others = self.schema.constraints.iter();
        if let Some((other, _)) = others.find(|(_, other)| **other == constraint) {
            let message = format!("constraint {other} stands on the same property");
            return Err(GraphError::Schema(message));
        }
        self.write_constraint(name, constraint)?;
        let index = self.node_indexes.get(constraint.label, constraint.property);
        match index.and_then(|index| index.first_duplicate()) {
            Some(node) => {
                self.drop_constraint(name)?;
                Err(GraphError::NotUnique {
                    constraint: name.to_string(),
                    node,
                })
            }
            None => Ok(()),
        }
    }

    /// As [`Graph::create_constraint`], without a look at the nodes.
    pub(super) fn write_constraint(
        &mut self,
        name: &str,
        constraint: Constraint,
    ) -> Result<(), GraphError> {
        self.check_name_free(name)?;
        self.put_constraint(name, constraint, self.schema.constraints.len());
        let step = SchemaStep::ConstraintCreated(name.to_string(), constraint);
        self.note_schema(step);
        Ok(())
    }

    /// Drops a constraint.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn drop_constraint(&mut self, name: &str) -> Result<(), GraphError> {
        let Some((constraint, place)) = self.take_constraint(name) else {
            let message = format!("there is no constraint {name}");
            return Err(GraphError::Schema(message));
        };
        let step = SchemaStep::ConstraintDropped(name.to_string(), constraint, place);
        self.note_schema(step);
        Ok(())
    }

    pub(super) fn undo_schema(&mut self, step: SchemaStep) {
        self.schema_changes += 1;
        match step {
            SchemaStep::RelationDefined { kind, old, .. } => match old {
                Some(old) => drop(self.schema.relations.insert(kind, old)),
                None => drop(self.schema.relations.shift_remove(&kind)),
            },
            SchemaStep::LabelDefined { label, old, .. } => match old {
                Some(old) => drop(self.schema.labels.insert(label, old)),
                None => drop(self.schema.labels.shift_remove(&label)),
            },
            SchemaStep::IndexCreated(name, _) => drop(self.take_index(&name)),
            SchemaStep::IndexDropped(name, index, place) => self.put_index(&name, index, place),
            SchemaStep::ConstraintCreated(name, _) => drop(self.take_constraint(&name)),
            SchemaStep::ConstraintDropped(name, constraint, place) => {
                self.put_constraint(&name, constraint, place);
            }
        }
    }

    fn put_index(&mut self, name: &str, index: Index, place: usize) {
        let indexes = &mut self.schema.indexes;
        indexes.shift_insert(place, name.to_string(), index);
        if index.on_relation {
            if self.relation_indexes.stand(index.label, index.property) {
                self.fill_relation_index(index.label, index.property);
            }
        } else if self.node_indexes.stand(index.label, index.property) {
            self.fill_node_index(index.label, index.property);
        }
    }

    fn take_index(&mut self, name: &str) -> Option<(Index, usize)> {
        let (place, _, index) = self.schema.indexes.shift_remove_full(name)?;
        match index.on_relation {
            true => self.relation_indexes.fall(index.label, index.property),
            false => self.node_indexes.fall(index.label, index.property),
        }
        Some((index, place))
    }

    fn put_constraint(&mut self, name: &str, constraint: Constraint, place: usize) {
        let constraints = &mut self.schema.constraints;
        constraints.shift_insert(place, name.to_string(), constraint);
        let (label, property) = (constraint.label, constraint.property);
        if self.node_indexes.stand(label, property) {
            self.fill_node_index(label, property);
        }
    }

    fn take_constraint(&mut self, name: &str) -> Option<(Constraint, usize)> {
        let (place, _, constraint) = self.schema.constraints.shift_remove_full(name)?;
        self.node_indexes
            .fall(constraint.label, constraint.property);
        Some((constraint, place))
    }

    fn check_name_free(&self, name: &str) -> Result<(), GraphError> {
        if self.schema.indexes.contains_key(name) {
            let message = format!("there is an index {name} already");
            return Err(GraphError::Schema(message));
        }
        if self.schema.constraints.contains_key(name) {
            let message = format!("there is a constraint {name} already");
            return Err(GraphError::Schema(message));
        }
        Ok(())
    }

    fn note_schema(&mut self, step: SchemaStep) {
        self.schema_changes += 1;
        self.journal.note(Step::Schema(Box::new(step)));
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::error::GraphError;
    use crate::facts::Graph;
    use crate::id::{NodeId, Symbol};
    use crate::schema::{Constraint, Index};
    use crate::value::Value;

    /// Two people, both of whom are called Anna.
    fn two() -> (Graph, Symbol, Symbol) {
        let mut graph = Graph::new();
        let [label, property] = ["Person", "called"].map(|name| graph.symbols().intern(name));
        for _ in 0..2 {
            let node = graph.create_node(&[label]).unwrap();
            graph
                .set_node_property(node, property, Value::from("Anna"))
                .unwrap();
        }
        (graph, label, property)
    }

    #[test]
    fn a_constraint_refuses_what_two_nodes_share() {
        let (mut graph, label, property) = two();
        let constraint = Constraint { label, property };
        let refused = GraphError::NotUnique {
            constraint: "c".to_string(),
            node: NodeId(1),
        };
        assert_eq!(graph.create_constraint("c", constraint), Err(refused));
        assert!(!graph.has_index(label, property));
        graph
            .set_node_property(NodeId(1), property, Value::from("Maria"))
            .unwrap();
        graph.create_constraint("c", constraint).unwrap();
        let third = graph.create_node(&[]).unwrap();
        graph
            .set_node_property(third, property, Value::from("Anna"))
            .unwrap();
        let refused = Err(GraphError::NotUnique {
            constraint: "c".to_string(),
            node: NodeId(0),
        });
        assert_eq!(graph.add_label(third, label), refused);
        assert_eq!(graph.node_labels(third), []);
        let write = graph.set_node_property(NodeId(1), property, Value::from("Anna"));
        assert_eq!(write.map(drop), refused.map(drop));
        assert_eq!(
            graph.node_property(NodeId(1), property),
            Value::from("Maria")
        );
        graph
            .set_node_property(NodeId(0), property, Value::from("Anna"))
            .unwrap();
    }

    #[test]
    fn an_index_and_a_constraint_may_share_a_property_and_fall_one_by_one() {
        let (mut graph, label, property) = two();
        graph.delete_node(NodeId(0)).unwrap();
        let index = Index {
            on_relation: false,
            label,
            property,
        };
        graph.create_index("i", index).unwrap();
        graph
            .create_constraint("c", Constraint { label, property })
            .unwrap();
        assert!(graph.create_index("j", index).is_err());
        assert!(graph.create_index("c", index).is_err());
        graph.drop_index("i").unwrap();
        assert!(graph.drop_index("i").is_err());
        let found = graph.seek(label, property, &Value::from("Anna"));
        assert_eq!(found, Some(&[NodeId(1)][..]));
        assert_eq!(graph.distinct_values(label, property), Some(1));
        graph.drop_constraint("c").unwrap();
        assert_eq!(graph.seek(label, property, &Value::from("Anna")), None);
    }
}
