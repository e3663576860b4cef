//! Graphs as text that two equal graphs share to the last name, and changes drawn from a seed.

use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::schema::{Constraint, Index, LabelDefinition, RelationDefinition};
use factio_graph::time::{Calendar, Date, Period};
use factio_graph::value::Value;
use std::fmt::Write;
use std::sync::Arc;

/// All of a graph that a user can see, in the order in which it is seen.
pub fn picture(graph: &Graph) -> String {
    let mut text = String::new();
    let name = |symbol: Symbol| graph.symbols().text(symbol);
    let names = |symbols: &[Symbol]| {
        symbols
            .iter()
            .map(|&s| name(s).to_string())
            .collect::<Vec<_>>()
    };
    for node in graph.nodes() {
        let labels = names(graph.node_labels(node));
        write!(text, "({} {labels:?}", node.0).unwrap();
        for (key, value) in graph.node_properties(node) {
            write_property(&mut text, &name(key), &value);
        }
        text.push_str(")\n");
    }
    for id in graph.relations() {
        let relation = graph.relation(id).unwrap();
        let kind = name(relation.kind);
        write!(
            text,
            "[{} {kind} {}→{}",
            id.0, relation.start.0, relation.end.0
        )
        .unwrap();
        for (key, value) in graph.relation_properties(id) {
            write_property(&mut text, &name(key), &value);
        }
        text.push_str("]\n");
    }
    writeln!(text, "labels {:?}", names(&graph.labels())).unwrap();
    writeln!(text, "types {:?}", names(&graph.types())).unwrap();
    writeln!(text, "keys {:?}", names(&graph.property_keys())).unwrap();
    text.push_str("schema\n");
    // Without what is not said, so that the text outlives definitions that grow.
    for line in format!("{:#?}", graph.schema()).lines() {
        if !line.ends_with(": false,") && !line.ends_with(": None,") {
            writeln!(text, "{line}").unwrap();
        }
    }
    for index in graph.schema().indexes.values() {
        let values = graph.distinct_values(index.label, index.property);
        writeln!(text, "{} distinct values", values.unwrap_or(0)).unwrap();
    }
    for label in graph.labels() {
        writeln!(text, "{} {:?}", name(label), graph.nodes_with_label(label)).unwrap();
    }
    writeln!(text, "periods {}", graph.period_count()).unwrap();
    text
}

/// Long texts stand there as they are: to escape every letter of them takes most of the time of a long run.
fn write_property(text: &mut String, key: &str, value: &Value) {
    match value {
        Value::String(long) if long.len() > 1_000 => {
            write!(text, " {key}: {} bytes ", long.len()).unwrap();
            text.push_str(long);
        }
        value => write!(text, " {key}: {value:#?}").unwrap(),
    }
}

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    fn symbol(&mut self, graph: &Graph, prefix: &str) -> Symbol {
        let number = self.below(6);
        graph.symbols().intern(&format!("{prefix}{number}"))
    }

    fn node(&mut self, graph: &Graph) -> NodeId {
        NodeId(self.below(u64::from(graph.node_bound())) as u32)
    }

    fn relation(&mut self, graph: &Graph) -> RelationId {
        RelationId(self.below(u64::from(graph.relation_bound())) as u32)
    }

    fn value(&mut self) -> Value {
        let number = self.below(5);
        match self.below(9) {
            0 => Value::Null,
            1 => Value::from(number > 2),
            2 => Value::Integer(self.next() as i64 >> self.below(64)),
            3 => Value::Float(number as f64 / 3.0),
            4 => Value::from(["", "Троцкий", "a", "b", "ab"][number as usize]),
            5 => Value::Date(Date {
                days: self.below(90_000) as i64 - 45_000,
            }),
            6 => {
                let text = ["1924", "1917-10-25/1924~", "..", "1927?", "193X"][number as usize];
                let calendar = match number % 2 == 1 {
                    true => Calendar::Julian,
                    false => Calendar::Gregorian,
                };
                let period = Period::parse_in(text, calendar);
                period.map_or(Value::Null, |period| Value::Period(Arc::new(period)))
            }
            7 => Value::list(vec![Value::Integer(number as i64), Value::from("x")]),
            _ => Value::from("x".repeat(self.below(200) as usize).as_str()),
        }
    }
}

/// Makes one change, or tries to.
pub fn change(graph: &mut Graph, random: &mut Random) {
    let node = random.node(graph);
    let label = random.symbol(graph, "L");
    let key = random.symbol(graph, "k");
    let kind = random.symbol(graph, "T");
    let value = random.value();
    match random.below(24) {
        0..5 => {
            let labels = [label, random.symbol(graph, "L")];
            let count = random.below(3) as usize;
            let properties = [(key, value), (random.symbol(graph, "k"), random.value())];
            let _ =
                graph.create_node_with(&labels[..count], &properties[..random.below(3) as usize]);
        }
        5..10 => {
            let end = random.node(graph);
            let properties = [(key, value)];
            let count = random.below(2) as usize;
            let _ = graph.create_relation_with(kind, node, end, &properties[..count]);
        }
        10..13 => drop(graph.set_node_property(node, key, value)),
        13..16 => {
            let relation = random.relation(graph);
            let _ = graph.set_relation_property(relation, key, value);
        }
        16 => drop(graph.add_label(node, label)),
        17 => drop(graph.remove_label(node, label)),
        18 => {
            for relation in graph.incident(node) {
                let _ = graph.delete_relation(relation);
            }
            let _ = graph.delete_node(node);
        }
        19 => drop(graph.delete_relation(random.relation(graph))),
        20 => drop(graph.define_relation(
            kind,
            RelationDefinition {
                sign: random.below(3) as i8 - 1,
                symmetric: random.below(2) == 0,
                inverse: Some(label),
                functional: true,
                color: Some("red".to_string()),
                ..RelationDefinition::default()
            },
        )),
        21 => drop(graph.define_label(
            label,
            LabelDefinition {
                contesting: true,
                ..LabelDefinition::default()
            },
        )),
        22 => {
            let index = Index {
                on_relation: random.below(2) == 0,
                label,
                property: key,
            };
            let name = format!("i{}", random.below(4));
            match random.below(2) {
                0 => drop(graph.create_index(&name, index)),
                _ => drop(graph.drop_index(&name)),
            }
        }
        _ => {
            let name = format!("c{}", random.below(3));
            let constraint = Constraint {
                label,
                property: key,
            };
            match random.below(2) {
                0 => drop(graph.create_constraint(&name, constraint)),
                _ => drop(graph.drop_constraint(&name)),
            }
        }
    }
}
