//! A random machine: thousands of steps on a graph and on a plain model, the whole compared again and again.

mod compare;
mod model;

use crate::adjacency::Side;
use crate::catalog::Catalog;
use crate::facts::{Graph, NAME, Relation, Savepoint};
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::{Constraint, Index};
use crate::time::{Date, Period};
use crate::value::Value;
use model::{Model, Node, see, set};
use std::sync::Arc;

/// A generator of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        match from.is_empty() {
            true => None,
            false => Some(from[self.roll(from.len())]),
        }
    }
}

/// Graph, model and what to go back to.
struct Machine {
    dice: Dice,
    graph: Graph,
    model: Model,
    savepoints: Vec<(Savepoint, Model, Graph)>,
    labels: Vec<Symbol>,
    types: Vec<Symbol>,
    keys: Vec<Symbol>,
    next_node: u32,
    next_relation: u32,
}

#[test]
fn a_graph_does_what_a_plain_model_does() {
    for seed in 0..6 {
        let mut machine = Machine::new(seed);
        for step in 0..3000 {
            machine.step();
            if step % 50 == 0 {
                machine.compare();
            }
        }
        machine.compare();
    }
}

impl Machine {
    fn new(seed: u64) -> Machine {
        let mut graph = Graph::new();
        let names = |prefix: &str, count: usize| -> Vec<Symbol> {
            let numbers = 0..count;
            numbers
                .map(|number| graph.symbols().intern(&format!("{prefix}{number}")))
                .collect()
        };
        let (labels, types, mut keys) = (names("L", 4), names("T", 5), names("k", 4));
        keys.push(NAME);
        let start = graph.savepoint();
        Machine {
            dice: Dice(seed),
            savepoints: vec![(start, Model::default(), graph.clone())],
            graph,
            model: Model::default(),
            labels,
            types,
            keys,
            next_node: 0,
            next_relation: 0,
        }
    }

    fn step(&mut self) {
        match self.dice.roll(100) {
            0..14 => self.create_node(),
            14..44 => self.create_relation(),
            44..58 => self.set_node_property(),
            58..68 => self.set_relation_property(),
            68..74 => self.add_label(),
            74..78 => self.remove_label(),
            78..86 => self.delete_relation(),
            86..90 => self.delete_node(),
            90..93 => self.change_schema(),
            93..96 => self.mark(),
            96..98 => self.go_back(),
            98 => self.look(),
            _ => self.commit(),
        }
    }

    fn create_node(&mut self) {
        let mut labels = Vec::new();
        for _ in 0..self.dice.roll(4) {
            labels.extend(self.dice.pick(&self.labels));
        }
        let properties = self.any_properties();
        let clash = properties
            .iter()
            .any(|(key, value)| !self.model.holders(*key, value, &labels).is_empty());
        let node = match &properties[..] {
            [] => self.graph.create_node(&labels),
            some => self.graph.create_node_with(&labels, some),
        };
        if clash {
            return assert!(node.is_err());
        }
        let node = node.unwrap();
        assert_eq!(node, NodeId(self.next_node), "ids count up");
        self.next_node += 1;
        let mut made = Node::default();
        for label in labels {
            see(&mut self.model.labels, label);
            see(&mut made.labels, label);
        }
        self.give(&properties, &mut made.properties);
        self.model.nodes.insert(node, made);
    }

    fn create_relation(&mut self) {
        let (Some(start), Some(end), Some(kind)) = (
            self.any_node(),
            self.any_node(),
            self.dice.pick(&self.types),
        ) else {
            return;
        };
        let properties = self.any_properties();
        let id = match &properties[..] {
            [] => self.graph.create_relation(kind, start, end),
            some => self.graph.create_relation_with(kind, start, end, some),
        };
        assert_eq!(id, Ok(RelationId(self.next_relation)), "ids count up");
        see(&mut self.model.types, kind);
        let mut given = Vec::new();
        self.give(&properties, &mut given);
        let relation = Relation { kind, start, end };
        let id = RelationId(self.next_relation);
        self.model.relations.insert(id, (relation, given));
        self.next_relation += 1;
    }

    fn set_node_property(&mut self) {
        let (Some(node), Some(key)) = (self.any_node(), self.dice.pick(&self.keys)) else {
            return;
        };
        let value = self.any_value();
        let taken = self
            .model
            .holders(key, &value, &self.model.nodes[&node].labels);
        let done = self.graph.set_node_property(node, key, value.clone());
        if taken.iter().any(|&holder| holder != node) {
            return assert!(done.is_err(), "{node:?} {key:?} {value:?}");
        }
        if !value.is_null() {
            see(&mut self.model.keys, key);
        }
        let properties = &mut self.model.nodes.get_mut(&node).unwrap().properties;
        assert_eq!(done, Ok(set(properties, key, value)));
    }

    fn set_relation_property(&mut self) {
        let (Some(relation), Some(key)) = (self.any_relation(), self.dice.pick(&self.keys)) else {
            return;
        };
        let value = self.any_value();
        if !value.is_null() {
            see(&mut self.model.keys, key);
        }
        let done = self
            .graph
            .set_relation_property(relation, key, value.clone());
        let properties = &mut self.model.relations.get_mut(&relation).unwrap().1;
        assert_eq!(done, Ok(set(properties, key, value)));
    }

    fn add_label(&mut self) {
        let (Some(node), Some(label)) = (self.any_node(), self.dice.pick(&self.labels)) else {
            return;
        };
        let there = self.model.nodes[&node].labels.contains(&label);
        let properties = self.model.nodes[&node].properties.clone();
        let clash = properties.iter().any(|(key, value)| {
            let holders = self.model.holders(*key, value, &[label]);
            holders.iter().any(|&holder| holder != node)
        });
        let done = self.graph.add_label(node, label);
        if clash && !there {
            return assert!(done.is_err());
        }
        assert_eq!(done, Ok(!there));
        see(&mut self.model.labels, label);
        see(&mut self.model.nodes.get_mut(&node).unwrap().labels, label);
    }

    fn remove_label(&mut self) {
        let (Some(node), Some(label)) = (self.any_node(), self.dice.pick(&self.labels)) else {
            return;
        };
        let labels = &mut self.model.nodes.get_mut(&node).unwrap().labels;
        let there = labels.contains(&label);
        labels.retain(|&other| other != label);
        assert_eq!(self.graph.remove_label(node, label), Ok(there));
    }

    fn delete_relation(&mut self) {
        if let Some(relation) = self.any_relation() {
            let (ends, _) = self.model.relations.remove(&relation).unwrap();
            assert_eq!(self.graph.delete_relation(relation), Ok(true));
            assert_eq!(self.graph.delete_relation(relation), Ok(false));
            assert_eq!(self.graph.relation_or_deleted(relation), Some(ends));
        }
    }

    fn delete_node(&mut self) {
        let Some(node) = self.any_node() else {
            return;
        };
        if self.graph.degree(node) > 0 {
            assert!(self.graph.delete_node(node).is_err());
            if self.dice.roll(4) > 0 {
                return;
            }
            for relation in self.graph.incident(node) {
                self.graph.delete_relation(relation).unwrap();
                self.model.relations.remove(&relation);
            }
        }
        assert_eq!(self.graph.delete_node(node), Ok(true));
        assert!(self.graph.node_deleted(node));
        self.model.nodes.remove(&node);
    }

    fn change_schema(&mut self) {
        let (Some(label), Some(property)) =
            (self.dice.pick(&self.labels), self.dice.pick(&self.keys))
        else {
            return;
        };
        let number = self.dice.roll(3);
        let schema = &mut self.model.schema;
        match self.dice.roll(6) {
            0..2 => {
                let on_relation = self.dice.roll(2) == 0;
                let label = match on_relation {
                    true => self.types[self.dice.roll(self.types.len())],
                    false => label,
                };
                let index = Index {
                    on_relation,
                    label,
                    property,
                };
                let name = format!("i{number}");
                if self.graph.create_index(&name, index).is_ok() {
                    schema.indexes.insert(name, index);
                }
            }
            2 => {
                let name = format!("i{number}");
                let dropped = schema.indexes.shift_remove(&name).is_some();
                assert_eq!(self.graph.drop_index(&name).is_ok(), dropped);
            }
            3..5 => {
                let name = format!("c{number}");
                let constraint = Constraint { label, property };
                if self.graph.create_constraint(&name, constraint).is_ok() {
                    schema.constraints.insert(name, constraint);
                }
            }
            _ => {
                let name = format!("c{number}");
                let dropped = schema.constraints.shift_remove(&name).is_some();
                assert_eq!(self.graph.drop_constraint(&name).is_ok(), dropped);
            }
        }
        assert_eq!(*self.graph.schema(), self.model.schema);
    }

    fn mark(&mut self) {
        let savepoint = self.graph.savepoint();
        let copy = self.graph.clone();
        self.savepoints.push((savepoint, self.model.clone(), copy));
    }

    fn go_back(&mut self) {
        self.replay();
        let to = self.dice.roll(self.savepoints.len());
        self.savepoints.truncate(to + 1);
        let (savepoint, model, _) = &self.savepoints[to];
        self.graph.rollback(*savepoint);
        self.model = model.clone();
        self.compare();
    }

    fn commit(&mut self) {
        self.replay();
        self.graph.commit();
        self.savepoints.clear();
        self.mark();
    }

    /// Asks for lists and handles, so that the next writes have something to keep true.
    fn look(&mut self) {
        let _ = self.graph.handle("one");
        for side in [Side::Out, Side::In] {
            let adjacency = self.graph.adjacency();
            adjacency.of_any(side).distinct_len();
            adjacency.of_types(&self.types[1..3], side).distinct_len();
            adjacency.of_type(self.types[0], side).distinct_len();
        }
    }

    /// The changes since a savepoint, applied to the graph as it was then, give the graph as it is.
    fn replay(&self) {
        for (savepoint, _, copy) in &self.savepoints {
            let mut copy = copy.clone();
            for change in self.graph.changes_since(*savepoint) {
                copy.apply(change.clone())
                    .unwrap_or_else(|error| panic!("{change:?}: {error}"));
            }
            self.compare_facts(&copy);
        }
    }

    fn any_node(&mut self) -> Option<NodeId> {
        let nodes: Vec<NodeId> = self.model.nodes.keys().copied().collect();
        // A few nodes take most of the relations.
        let few = nodes.len().min(6 + self.dice.roll(60));
        self.dice.pick(&nodes[..few])
    }

    fn any_relation(&mut self) -> Option<RelationId> {
        let relations: Vec<RelationId> = self.model.relations.keys().copied().collect();
        self.dice.pick(&relations)
    }

    fn any_properties(&mut self) -> Vec<(Symbol, Value)> {
        let mut properties = Vec::new();
        for _ in 0..self.dice.roll(5) / 2 {
            let key = self.keys[self.dice.roll(self.keys.len())];
            let is_new = properties.iter().all(|(other, _)| *other != key);
            let value = self.any_value();
            if is_new {
                properties.push((key, value));
            }
        }
        properties
    }

    fn give(&mut self, properties: &[(Symbol, Value)], to: &mut model::Properties) {
        for (key, value) in properties {
            if !value.is_null() {
                see(&mut self.model.keys, *key);
            }
            set(to, *key, value.clone());
        }
    }

    fn any_value(&mut self) -> Value {
        match self.dice.roll(4) {
            0 => Value::Null,
            _ => values()[self.dice.roll(values().len())].clone(),
        }
    }
}

fn values() -> [Value; 9] {
    [
        Value::Integer(1),
        Value::Integer(-4),
        Value::Float(2.5),
        Value::from("one"),
        Value::from("two"),
        Value::Boolean(true),
        Value::Date(Date { days: 77 }),
        Value::Period(Arc::new(Period::parse("1924").expect("a year is a period"))),
        Value::list(vec![Value::Integer(1), Value::from("one")]),
    ]
}
