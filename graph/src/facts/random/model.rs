//! The plain model: the same facts without any cleverness.

use crate::facts::Relation;
use crate::id::{NodeId, RelationId, Symbol};
use crate::schema::Schema;
use crate::value::Value;
use std::collections::BTreeMap;

/// What the graph should hold.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub nodes: BTreeMap<NodeId, Node>,
    pub relations: BTreeMap<RelationId, (Relation, Properties)>,
    pub labels: Vec<Symbol>,
    pub types: Vec<Symbol>,
    pub keys: Vec<Symbol>,
    pub schema: Schema,
}

#[derive(Clone, Debug, Default)]
pub struct Node {
    pub labels: Vec<Symbol>,
    pub properties: Properties,
}

pub type Properties = Vec<(Symbol, Value)>;

impl Model {
    pub fn carriers(&self, label: Symbol) -> Vec<NodeId> {
        let nodes = self.nodes.iter();
        nodes
            .filter(|(_, node)| node.labels.contains(&label))
            .map(|(id, _)| *id)
            .collect()
    }

    pub fn of_kinds(&self, kinds: &[Symbol]) -> Vec<RelationId> {
        let relations = self.relations.iter();
        relations
            .filter(|(_, (relation, _))| kinds.contains(&relation.kind))
            .map(|(id, _)| *id)
            .collect()
    }

    pub fn uses(&self, key: Symbol) -> bool {
        let in_nodes = self.nodes.values().map(|node| &node.properties);
        let in_relations = self.relations.values().map(|(_, properties)| properties);
        in_nodes
            .chain(in_relations)
            .any(|properties| properties.iter().any(|(other, _)| *other == key))
    }

    /// The nodes that have the value under a constraint of one of these labels.
    pub fn holders(&self, key: Symbol, value: &Value, labels: &[Symbol]) -> Vec<NodeId> {
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

pub fn see(seen: &mut Vec<Symbol>, symbol: Symbol) {
    if !seen.contains(&symbol) {
        seen.push(symbol);
    }
}

pub fn get(properties: &Properties, key: Symbol) -> Value {
    let found = properties.iter().find(|(other, _)| *other == key);
    found.map_or(Value::Null, |(_, value)| value.clone())
}

pub fn set(properties: &mut Properties, key: Symbol, value: Value) -> Value {
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
