//! Many elements at once, given by columns: what is the same in many rows is looked at once.

use crate::error::GraphError;
use crate::facts::coded::{BulkColumn, Coded, fill};
use crate::facts::journal::Step;
use crate::facts::write::check_storable;
use crate::facts::{Graph, Relation};
use crate::id::{NodeId, RelationId, Symbol};

impl Graph {
    /// A new node a row, with consecutive ids from the one returned; properties stand in the order of the columns, whose
    /// keys differ. About ten times as quick as one after the other.
    ///
    /// # Errors
    /// All ids were used, a value cannot be stored, or a label is constrained, so that each node has to be looked at by
    /// itself: then there is no new node.
    ///
    /// # Panics
    /// Where a place lies outside its items, or columns differ in length.
    pub fn create_nodes(
        &mut self,
        labels: Coded<'_, Vec<Symbol>>,
        columns: &[BulkColumn<'_>],
    ) -> Result<NodeId, GraphError> {
        let rows = labels.places.len();
        check(columns, rows)?;
        self.check_room(rows)?;
        if let Some(name) = self.constraint_over(labels.items, columns) {
            let message = format!("the constraint {name} is checked node by node");
            return Err(GraphError::Schema(message));
        }
        let first = self.node_bound();
        for row in 0..rows {
            let node = self.add_node(labels.get(row));
            self.journal.note(Step::NodeCreated(node));
        }
        fill(&mut self.node_properties, first, columns, &mut self.periods);
        let indexed = self.see_columns(columns, |graph, key| graph.node_indexes.cover(key));
        for column in indexed {
            for row in 0..rows {
                let node = NodeId(first + row as u32);
                self.index_node(node, column.key, column.values.get(row));
            }
        }
        if self.handles.get().is_some() {
            (first..first + rows as u32).for_each(|node| self.call(NodeId(node), true));
        }
        Ok(NodeId(first))
    }

    /// A new relation a row, as [`Graph::create_nodes`].
    ///
    /// # Errors
    /// All ids were used, a value cannot be stored, or an end does not live: then there is no new relation.
    ///
    /// # Panics
    /// As [`Graph::create_nodes`].
    pub fn create_relations(
        &mut self,
        relations: &[Relation],
        columns: &[BulkColumn<'_>],
    ) -> Result<RelationId, GraphError> {
        check(columns, relations.len())?;
        self.check_room(relations.len())?;
        for relation in relations {
            for end in [relation.start, relation.end] {
                if !self.contains_node(end) {
                    return Err(GraphError::NoSuchNode(end));
                }
            }
        }
        let first = self.relation_bound();
        for &relation in relations {
            if let Some(id) = self.add_relation(relation) {
                self.journal.note(Step::RelationCreated(id));
            }
        }
        for column in columns {
            self.snapshot.change_property(column.key);
        }
        let properties = &mut self.relation_properties;
        fill(properties, first, columns, &mut self.periods);
        let indexed = self.see_columns(columns, |graph, key| graph.relation_indexes.cover(key));
        for column in indexed {
            for row in 0..relations.len() {
                let value = column.values.get(row);
                if !value.is_null() {
                    let relation = RelationId(first + row as u32);
                    self.reindex_relation(relation, column.key, None, Some(value.clone()));
                }
            }
        }
        Ok(RelationId(first))
    }

    fn check_room(&self, rows: usize) -> Result<(), GraphError> {
        match self.topology.has_room(rows) {
            true => Ok(()),
            false => Err(GraphError::Full),
        }
    }

    /// A constraint that some of the rows might break.
    fn constraint_over(&self, labels: &[Vec<Symbol>], columns: &[BulkColumn<'_>]) -> Option<&str> {
        let over = |label, key| {
            let labelled = labels.iter().any(|labels| labels.contains(&label));
            labelled && columns.iter().any(|column| column.key == key)
        };
        let mut constraints = self.schema.constraints.iter();
        let found = constraints.find(|(_, found)| over(found.label, found.property))?;
        Some(found.0)
    }

    /// Takes the keys of columns for used, where there is a value; returns the columns that an index covers.
    fn see_columns<'c>(
        &mut self,
        columns: &[BulkColumn<'c>],
        covered: fn(&Graph, Symbol) -> bool,
    ) -> Vec<BulkColumn<'c>> {
        for column in columns {
            let mut places = column.values.places.iter();
            if places.any(|&place| !column.values.items[place as usize].is_null()) {
                self.see_property_key(column.key);
            }
        }
        let columns = columns.iter().copied();
        columns.filter(|column| covered(self, column.key)).collect()
    }
}

fn check(columns: &[BulkColumn<'_>], rows: usize) -> Result<(), GraphError> {
    for column in columns {
        assert_eq!(column.values.places.len(), rows, "a value a row");
        column.values.items.iter().try_for_each(check_storable)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::facts::{BulkColumn, Coded};
    use crate::facts::{Graph, NAME, Relation};
    use crate::id::{NodeId, RelationId, Symbol};
    use crate::value::Value;

    /// Rows of names and numbers with gaps, of changing types.
    fn items() -> Vec<Value> {
        vec![Value::Null, "a".into(), "b".into(), 7.into(), 1.5.into()]
    }

    fn places(rows: usize, step: usize, of: usize) -> Vec<u32> {
        (0..rows).map(|row| (row * step % of) as u32).collect()
    }

    #[test]
    fn the_same_graph_comes_of_columns_as_of_one_row_after_the_other() {
        for (before, rows, kinds) in [(0, 700, 3), (3, 700, 3), (300, 900, 5), (1, 2, 5)] {
            let (mut by_column, mut by_row) = (Graph::new(), Graph::new());
            let words = ["A", "B", "x", "T"].map(|word| {
                by_row.symbols().intern(word);
                by_column.symbols().intern(word)
            });
            let [a, b, x, kind] = words;
            for graph in [&mut by_column, &mut by_row] {
                for number in 0..before {
                    let name = Value::from(number);
                    graph.create_node_with(&[a], &[(NAME, name)]).unwrap();
                }
            }
            let labels = [vec![a], vec![b, a], vec![]];
            let items = &items()[..kinds];
            let (of_labels, of_names) = (places(rows, 1, 3), places(rows, 2, kinds));
            let of_x = places(rows, 3, 2);
            let numbers = [Value::Null, Value::Integer(9)];
            let columns = [
                BulkColumn {
                    key: NAME,
                    values: Coded {
                        places: &of_names,
                        items,
                    },
                },
                BulkColumn {
                    key: x,
                    values: Coded {
                        places: &of_x,
                        items: &numbers,
                    },
                },
            ];
            let labels = Coded {
                places: &of_labels,
                items: &labels,
            };
            let first = by_column.create_nodes(labels, &columns).unwrap();
            assert_eq!(first, NodeId(before as u32));
            let ends: Vec<Relation> = (0..rows)
                .map(|row| Relation {
                    kind,
                    start: NodeId(row as u32),
                    end: NodeId((row * 7 % rows) as u32),
                })
                .collect();
            by_column.create_relations(&ends, &columns).unwrap();
            let row_of = |row: usize| -> Vec<(Symbol, Value)> {
                let of = |column: &BulkColumn<'_>| (column.key, column.values.get(row).clone());
                columns.iter().map(of).collect()
            };
            for row in 0..rows {
                by_row
                    .create_node_with(labels.get(row), &row_of(row))
                    .unwrap();
            }
            for (row, end) in ends.iter().enumerate() {
                let made = by_row.create_relation_with(kind, end.start, end.end, &row_of(row));
                assert_eq!(made, Ok(RelationId(row as u32)));
            }
            same(&by_column, &by_row);
        }
    }

    fn same(one: &Graph, other: &Graph) {
        assert!(one.nodes().eq(other.nodes()));
        for node in one.nodes() {
            assert_eq!(one.node_labels(node), other.node_labels(node));
            assert_eq!(one.node_properties(node), other.node_properties(node));
        }
        assert!(one.relations().eq(other.relations()));
        for relation in one.relations() {
            assert_eq!(one.relation(relation), other.relation(relation));
            let properties = one.relation_properties(relation);
            assert_eq!(properties, other.relation_properties(relation));
        }
    }

    #[test]
    fn what_was_made_by_columns_is_undone_and_refused_whole() {
        let mut graph = Graph::new();
        let label = graph.symbols().intern("A");
        let begun = graph.savepoint();
        let (labels, items) = ([vec![label]], [Value::from("a"), Value::map([])]);
        let ones = [0; 300];
        let labels = Coded {
            places: &ones,
            items: &labels,
        };
        let column = |items| BulkColumn {
            key: NAME,
            values: Coded {
                places: &ones,
                items,
            },
        };
        graph.create_nodes(labels, &[column(&items[..1])]).unwrap();
        assert_eq!(graph.node_count(), 300);
        graph.rollback(begun);
        assert_eq!(graph.node_count(), 0);
        assert!(graph.create_nodes(labels, &[column(&items)]).is_err());
        let nowhere = Relation {
            kind: label,
            start: NodeId(9999),
            end: NodeId(9999),
        };
        assert!(graph.create_relations(&[nowhere], &[]).is_err());
        assert_eq!((graph.node_count(), graph.relation_count()), (0, 0));
    }
}
