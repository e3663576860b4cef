//! Claims as sentences: who did what to whom, when, and on whose word.

use crate::report::text;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::RelationId;
use factio_graph::value::{Path, Value};

/// A claim as a sentence: `Leon Trotsky led Red Army, 1918-03/1925-01, fernandez; deutscher_armed`. A node is told by its name.
pub fn claim(value: &Value, graph: &Graph) -> String {
    let name = match value {
        Value::Node(node) => text::title(*node, graph),
        Value::Relation(relation) => sentence(*relation, graph),
        other => return text::literal(other, graph, text::Detail::Short),
    };
    [name, dated(value, graph), sources(value, graph).join("; ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The relations of a path as sentences, in its order; none for any other value.
pub fn hops(value: &Value, graph: &Graph) -> Vec<String> {
    let Value::Path(path) = value else {
        return Vec::new();
    };
    let Path { relations, .. } = &**path;
    relations
        .iter()
        .map(|relation| claim(&Value::Relation(*relation), graph))
        .collect()
}

/// The keys of the sources that a node or relation names.
pub fn sources(value: &Value, graph: &Graph) -> Vec<String> {
    match property(value, "sources", graph) {
        Value::List(items) => items.iter().map(Value::to_text).collect(),
        Value::Null => Vec::new(),
        one => vec![one.to_text()],
    }
}

fn sentence(relation: RelationId, graph: &Graph) -> String {
    let Some(found) = graph.relation_or_deleted(relation) else {
        return String::new();
    };
    format!(
        "{} {} {}",
        text::title(found.start, graph),
        graph.symbols().text(found.kind).replace('_', " "),
        text::title(found.end, graph)
    )
}

fn dated(value: &Value, graph: &Graph) -> String {
    match property(value, "valid", graph) {
        Value::Null => String::new(),
        valid => text::literal(&valid, graph, text::Detail::Short),
    }
}

fn property(value: &Value, key: &str, graph: &Graph) -> Value {
    let Some(key) = graph.symbols().get(key) else {
        return Value::Null;
    };
    match value {
        Value::Node(node) => graph.node_property(*node, key),
        Value::Relation(relation) => graph.relation_property(*relation, key),
        _ => Value::Null,
    }
}
