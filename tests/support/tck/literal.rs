//! Values as the TCK sees them: what tables describe, and what the engine's values are turned into to be compared.

use factio::Session;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Path, Value};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A value. Integers and floats are different, also when they are as great; NaN equals itself.
#[derive(Clone, Debug)]
pub enum Literal {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    /// Also a value of time, which tables write as its text.
    String(String),
    List(Vec<Literal>),
    Map(BTreeMap<String, Literal>),
    Node(Node),
    Relation(Relation),
    Path(Node, Vec<(Direction, Relation, Node)>),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    pub labels: BTreeSet<String>,
    pub properties: BTreeMap<String, Literal>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    pub kind: String,
    pub properties: BTreeMap<String, Literal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    Forward,
    Backward,
}

impl Literal {
    /// What a value of the engine is, in the session's graph.
    pub fn of(value: &Value, session: &Session) -> Literal {
        let graph = session.graph();
        match value {
            Value::Null => Literal::Null,
            Value::Boolean(truth) => Literal::Boolean(*truth),
            Value::Integer(number) => Literal::Integer(*number),
            Value::Float(number) => Literal::Float(*number),
            Value::String(text) => Literal::String(text.to_string()),
            Value::List(values) => Literal::List(
                values
                    .iter()
                    .map(|value| Literal::of(value, session))
                    .collect(),
            ),
            Value::Map(entries) => Literal::Map(
                entries
                    .iter()
                    .map(|(key, value)| (key.to_string(), Literal::of(value, session)))
                    .collect(),
            ),
            Value::Node(node) => Literal::Node(node_of(*node, session)),
            Value::Relation(relation) => Literal::Relation(relation_of(*relation, session)),
            Value::Path(path) => path_of(path, graph, session),
            Value::Date(date) => Literal::String(date.to_string()),
            Value::LocalTime(time) => Literal::String(time.to_string()),
            Value::Time(time) => Literal::String(time.to_string()),
            Value::LocalDateTime(time) => Literal::String(time.to_string()),
            Value::DateTime(time) => Literal::String(time.to_string()),
            Value::Duration(duration) => Literal::String(duration.to_string()),
            Value::Period(period) => Literal::String(period.to_string()),
        }
    }

    /// The same value with all lists in one order, where the order of elements is not asked for.
    pub fn unordered(self) -> Literal {
        match self {
            Literal::List(values) => {
                let mut values: Vec<Literal> = values.into_iter().map(Literal::unordered).collect();
                values.sort();
                Literal::List(values)
            }
            Literal::Map(entries) => Literal::Map(unordered(entries)),
            Literal::Node(node) => Literal::Node(Node {
                properties: unordered(node.properties),
                ..node
            }),
            Literal::Relation(relation) => Literal::Relation(Relation {
                properties: unordered(relation.properties),
                ..relation
            }),
            other => other,
        }
    }

    /// The value of the engine that is written so; for parameters and the tables of procedures.
    pub fn value(&self) -> Result<Value, String> {
        Ok(match self {
            Literal::Null => Value::Null,
            Literal::Boolean(truth) => Value::Boolean(*truth),
            Literal::Integer(number) => Value::Integer(*number),
            Literal::Float(number) => Value::Float(*number),
            Literal::String(text) => Value::string(text),
            Literal::List(values) => Value::list(
                values
                    .iter()
                    .map(Literal::value)
                    .collect::<Result<_, _>>()?,
            ),
            Literal::Map(entries) => Value::map(
                entries
                    .iter()
                    .map(|(key, value)| Ok((key.as_str().into(), value.value()?)))
                    .collect::<Result<Vec<_>, String>>()?,
            ),
            Literal::Node(_) | Literal::Relation(_) | Literal::Path(..) => {
                return Err(format!("{self} cannot be handed in"));
            }
        })
    }

    fn rank(&self) -> u8 {
        match self {
            Literal::Null => 0,
            Literal::Boolean(_) => 1,
            Literal::Integer(_) => 2,
            Literal::Float(_) => 3,
            Literal::String(_) => 4,
            Literal::List(_) => 5,
            Literal::Map(_) => 6,
            Literal::Node(_) => 7,
            Literal::Relation(_) => 8,
            Literal::Path(..) => 9,
        }
    }
}

fn unordered(entries: BTreeMap<String, Literal>) -> BTreeMap<String, Literal> {
    entries
        .into_iter()
        .map(|(key, value)| (key, value.unordered()))
        .collect()
}

pub fn node_of(node: NodeId, session: &Session) -> Node {
    let graph = session.graph();
    let labels = graph.node_labels(node).iter();
    Node {
        labels: labels.map(|label| text(*label, graph)).collect(),
        properties: properties(graph.node_properties(node), session),
    }
}

pub fn relation_of(relation: RelationId, session: &Session) -> Relation {
    let graph = session.graph();
    let record = graph.relation_or_deleted(relation);
    Relation {
        kind: record.map_or(String::new(), |record| text(record.kind, graph)),
        properties: properties(graph.relation_properties(relation), session),
    }
}

fn path_of(path: &Path, graph: &Graph, session: &Session) -> Literal {
    let mut steps = Vec::new();
    for (at, &relation) in path.relations.iter().enumerate() {
        let from = path.nodes[at];
        let forward = graph
            .relation(relation)
            .is_some_and(|record| record.start == from);
        let direction = match forward {
            true => Direction::Forward,
            false => Direction::Backward,
        };
        let node = node_of(path.nodes[at + 1], session);
        steps.push((direction, relation_of(relation, session), node));
    }
    Literal::Path(node_of(path.nodes[0], session), steps)
}

fn properties(properties: Vec<(Symbol, Value)>, session: &Session) -> BTreeMap<String, Literal> {
    properties
        .into_iter()
        .map(|(key, value)| (text(key, session.graph()), Literal::of(&value, session)))
        .collect()
}

fn text(symbol: Symbol, graph: &Graph) -> String {
    graph.symbols().text(symbol).to_string()
}

impl PartialEq for Literal {
    fn eq(&self, other: &Literal) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Literal {}

impl PartialOrd for Literal {
    fn partial_cmp(&self, other: &Literal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Literal {
    fn cmp(&self, other: &Literal) -> Ordering {
        match (self, other) {
            (Literal::Boolean(a), Literal::Boolean(b)) => a.cmp(b),
            (Literal::Integer(a), Literal::Integer(b)) => a.cmp(b),
            (Literal::Float(a), Literal::Float(b)) => {
                let nan = a.is_nan().cmp(&b.is_nan());
                nan.then(a.partial_cmp(b).unwrap_or(Ordering::Equal))
            }
            (Literal::String(a), Literal::String(b)) => a.cmp(b),
            (Literal::List(a), Literal::List(b)) => a.cmp(b),
            (Literal::Map(a), Literal::Map(b)) => a.cmp(b),
            (Literal::Node(a), Literal::Node(b)) => a.cmp(b),
            (Literal::Relation(a), Literal::Relation(b)) => a.cmp(b),
            (Literal::Path(a, more_a), Literal::Path(b, more_b)) => {
                a.cmp(b).then_with(|| more_a.cmp(more_b))
            }
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Null => f.write_str("null"),
            Literal::Boolean(truth) => write!(f, "{truth}"),
            Literal::Integer(number) => write!(f, "{number}"),
            Literal::Float(number) => write!(f, "{number:?}"),
            Literal::String(text) => write!(f, "'{}'", text.replace('\'', "\\'")),
            Literal::List(values) => {
                let values: Vec<String> = values.iter().map(Literal::to_string).collect();
                write!(f, "[{}]", values.join(", "))
            }
            Literal::Map(entries) => write_map(entries, f),
            Literal::Node(node) => write!(f, "{node}"),
            Literal::Relation(relation) => write!(f, "{relation}"),
            Literal::Path(start, steps) => {
                write!(f, "<{start}")?;
                for (direction, relation, node) in steps {
                    match direction {
                        Direction::Forward => write!(f, "-{relation}->{node}")?,
                        Direction::Backward => write!(f, "<-{relation}-{node}")?,
                    }
                }
                f.write_str(">")
            }
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(")?;
        for label in &self.labels {
            write!(f, ":{label}")?;
        }
        if !self.labels.is_empty() && !self.properties.is_empty() {
            f.write_str(" ")?;
        }
        if !self.properties.is_empty() {
            write_map(&self.properties, f)?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[:{}", self.kind)?;
        if !self.properties.is_empty() {
            f.write_str(" ")?;
            write_map(&self.properties, f)?;
        }
        f.write_str("]")
    }
}

fn write_map(entries: &BTreeMap<String, Literal>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    write!(f, "{{{}}}", entries.join(", "))
}
