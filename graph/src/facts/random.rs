//! A random machine: thousands of steps on a graph and on a plain model, the whole compared again and again.

use crate::adjacency::{Lists, Side};
use crate::catalog::Catalog;
use crate::facts::{Graph, Relation, Savepoint};
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::{Constraint, Index, Schema};
use crate::time::Date;
use crate::value::Value;
use std::collections::BTreeMap;

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

/// The same facts without any cleverness.
#[derive(Clone, Debug, Default)]
struct Model {
    nodes: BTreeMap<NodeId, Node>,
    relations: BTreeMap<RelationId, (Relation, Properties)>,
    labels: Vec<Symbol>,
    types: Vec<Symbol>,
    keys: Vec<Symbol>,
    schema: Schema,
}

#[derive(Clone, Debug, Default)]
struct Node {
    labels: Vec<Symbol>,
    properties: Properties,
}

type Properties = Vec<(Symbol, Value)>;

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
        keys.push(crate::facts::NAME);
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
        let node = self.graph.create_node(&labels).unwrap();
        assert_eq!(node, NodeId(self.next_node), "ids count up");
        self.next_node += 1;
        let mut made = Node::default();
        for label in labels {
            see(&mut self.model.labels, label);
            see(&mut made.labels, label);
        }
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
        let id = self.graph.create_relation(kind, start, end).unwrap();
        assert_eq!(id, RelationId(self.next_relation), "ids count up");
        self.next_relation += 1;
        see(&mut self.model.types, kind);
        let relation = Relation { kind, start, end };
        self.model.relations.insert(id, (relation, Vec::new()));
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

    fn compare(&self) {
        self.compare_facts(&self.graph);
        self.compare_names();
        self.compare_lists();
        self.compare_indexes();
        self.compare_handles();
    }

    fn compare_facts(&self, graph: &Graph) {
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

    fn compare_handles(&self) {
        let called = |name: &str| -> Vec<NodeId> {
            let nodes = self.model.nodes.iter();
            let name = Value::from(name);
            nodes
                .filter(|(_, node)| get(&node.properties, crate::facts::NAME) == name)
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

    fn any_value(&mut self) -> Value {
        match self.dice.roll(4) {
            0 => Value::Null,
            _ => values()[self.dice.roll(values().len())].clone(),
        }
    }
}

impl Model {
    fn carriers(&self, label: Symbol) -> Vec<NodeId> {
        let nodes = self.nodes.iter();
        nodes
            .filter(|(_, node)| node.labels.contains(&label))
            .map(|(id, _)| *id)
            .collect()
    }

    fn of_kinds(&self, kinds: &[Symbol]) -> Vec<RelationId> {
        let relations = self.relations.iter();
        relations
            .filter(|(_, (relation, _))| kinds.contains(&relation.kind))
            .map(|(id, _)| *id)
            .collect()
    }

    fn uses(&self, key: Symbol) -> bool {
        let in_nodes = self.nodes.values().map(|node| &node.properties);
        let in_relations = self.relations.values().map(|(_, properties)| properties);
        in_nodes
            .chain(in_relations)
            .any(|properties| properties.iter().any(|(other, _)| *other == key))
    }

    /// The nodes that have the value under a constraint of one of these labels.
    fn holders(&self, key: Symbol, value: &Value, labels: &[Symbol]) -> Vec<NodeId> {
        let constraints = self.schema.constraints.values();
        constraints
            .filter(|constraint| constraint.property == key && labels.contains(&constraint.label))
            .flat_map(|constraint| self.carriers(constraint.label))
            .filter(|node| {
                let held = get(&self.nodes[node].properties, key);
                held == *value && !value.is_null()
            })
            .collect()
    }
}

fn values() -> [Value; 7] {
    [
        Value::Integer(1),
        Value::Integer(-4),
        Value::from("one"),
        Value::from("two"),
        Value::Boolean(true),
        Value::Date(Date { days: 77 }),
        Value::list(vec![Value::Integer(1), Value::from("one")]),
    ]
}

fn see(seen: &mut Vec<Symbol>, symbol: Symbol) {
    if !seen.contains(&symbol) {
        seen.push(symbol);
    }
}

fn get(properties: &Properties, key: Symbol) -> Value {
    let found = properties.iter().find(|(other, _)| *other == key);
    found.map_or(Value::Null, |(_, value)| value.clone())
}

fn set(properties: &mut Properties, key: Symbol, value: Value) -> Value {
    let place = properties.iter().position(|(other, _)| *other == key);
    match (place, value) {
        (Some(place), Value::Null) => properties.remove(place).1,
        (Some(place), value) => std::mem::replace(&mut properties[place].1, value),
        (None, Value::Null) => Value::Null,
        (None, value) => {
            properties.push((key, value));
            Value::Null
        }
    }
}
