//! Constants as text.

use factio_graph::value::Value;

/// A constant as it could be written in a query; a node by its number, a path by its kind.
pub(super) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => format!("{value:?}"),
        Value::String(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("{key}: {}", literal(value)))
                .collect::<Vec<_>>();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Node(node) => format!("node {}", node.0),
        Value::Relation(relation) => format!("relation {}", relation.0),
        Value::Path(_) => "path".to_owned(),
        other => other.to_string(),
    }
}
