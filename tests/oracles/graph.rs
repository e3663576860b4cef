//! Random small graphs: parallel relations, self-loops, several labels and types, properties of mixed kinds.

use crate::dice::Dice;
use crate::literal;
use factio_graph::value::Value;

pub const LABELS: [&str; 3] = ["A", "B", "C"];
pub const TYPES: [&str; 3] = ["R", "S", "T"];

/// The first and the last day on which an element holds; `None` for always.
pub type Days = Option<(usize, usize)>;

pub type Properties = Vec<(&'static str, Value)>;

/// A graph as the oracles see it; the number of an element is its id in the engine.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub relations: Vec<Relation>,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub labels: Vec<&'static str>,
    pub valid: Days,
    pub properties: Properties,
}

#[derive(Clone, Debug)]
pub struct Relation {
    pub kind: &'static str,
    pub start: usize,
    pub end: usize,
    pub valid: Days,
    pub properties: Properties,
}

/// Up to five nodes and seven relations.
pub fn random(dice: &mut Dice) -> Graph {
    let mut graph = Graph::default();
    while graph.nodes.len() < 5 && dice.chance(75) {
        let number = graph.nodes.len();
        let labels = LABELS.into_iter().filter(|_| dice.chance(45)).collect();
        graph.nodes.push(Node {
            labels,
            valid: days(dice),
            properties: properties(dice, number),
        });
    }
    while !graph.nodes.is_empty() && graph.relations.len() < 7 && dice.chance(80) {
        let number = graph.relations.len();
        let (start, end) = match graph.relations.last() {
            // A relation beside the last one.
            Some(last) if dice.chance(25) => (last.start, last.end),
            _ => {
                let count = graph.nodes.len();
                (dice.below(count), dice.below(count))
            }
        };
        graph.relations.push(Relation {
            kind: dice.pick(&TYPES),
            start,
            end,
            valid: days(dice),
            properties: properties(dice, number),
        });
    }
    graph
}

/// A few days of one month.
fn days(dice: &mut Dice) -> Days {
    dice.chance(20).then(|| {
        let first = 1 + dice.below(6);
        (first, first + dice.below(4))
    })
}

/// `k` is there always, a whole number of its own; `x` and `y` hold anything or nothing.
fn properties(dice: &mut Dice, number: usize) -> Properties {
    let mut properties = vec![("k", Value::Integer(number as i64))];
    for key in ["x", "y"] {
        if dice.chance(65) {
            properties.push((key, value(dice)));
        }
    }
    properties
}

/// A value of any kind that compares.
pub fn value(dice: &mut Dice) -> Value {
    match dice.below(9) {
        0 => Value::Integer(1),
        1 => Value::Integer(0),
        2 => Value::Integer(2),
        3 => Value::Integer(-1),
        4 => Value::Float(1.0),
        5 => Value::Float(0.5),
        6 => Value::string("a"),
        7 => Value::string("b"),
        _ => Value::Boolean(true),
    }
}

impl Graph {
    /// The statement that makes it; empty for the empty graph.
    pub fn statement(&self) -> String {
        let nodes = self.nodes.iter().enumerate().map(|(number, node)| {
            let labels: String = node.labels.iter().map(|it| format!(":{it}")).collect();
            format!("(n{number}{labels} {})", map(&node.properties, node.valid))
        });
        let relations = self.relations.iter().map(|it| {
            let map = map(&it.properties, it.valid);
            format!("(n{})-[:{} {map}]->(n{})", it.start, it.kind, it.end)
        });
        let parts: Vec<String> = nodes.chain(relations).collect();
        match parts.is_empty() {
            true => String::new(),
            false => format!("CREATE {}", parts.join(",\n  ")),
        }
    }
}

fn map(properties: &Properties, valid: Days) -> String {
    let entries = properties
        .iter()
        .map(|(key, value)| format!("{key}: {}", literal::written(value)));
    let valid = valid.map(|days| format!("valid: period('{}')", literal::period(days)));
    let entries: Vec<String> = entries.chain(valid).collect();
    format!("{{{}}}", entries.join(", "))
}
