//! Values as text: in full, as a query would write them, and in short, as a person would say them.

use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Path, Value};

/// How much of a node or relation is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// `(@stalin:Person)`, `[:led 1926-07/1927-12]`.
    Short,
    /// Labels or type, and every property.
    Full,
}

/// A value as the content of a cell: strings bare, control characters made visible.
pub fn cell(value: &Value, graph: &Graph, detail: Detail) -> String {
    match value {
        Value::String(text) => harmless(text),
        Value::Null => String::from("null"),
        other => harmless(&literal(other, graph, detail)),
    }
}

/// A value as it would be written in a query; nodes and relations as patterns.
pub fn literal(value: &Value, graph: &Graph, detail: Detail) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) if number.is_finite() => format!("{number:?}"),
        Value::Float(number) if number.is_nan() => "NaN".to_string(),
        Value::Float(number) if *number > 0.0 => "Infinity".to_string(),
        Value::Float(_) => "-Infinity".to_string(),
        Value::String(text) => quoted(text),
        Value::List(items) => bracketed(items.iter().map(|item| literal(item, graph, detail))),
        Value::Map(entries) => map(
            entries
                .iter()
                .map(|(name, item)| (name.to_string(), item.clone())),
            graph,
            detail,
        ),
        Value::Node(id) => node(*id, graph, detail),
        Value::Relation(id) => relation(*id, graph, detail),
        Value::Path(walk) => path(walk, graph, detail),
        Value::Date(date) => date.to_string(),
        Value::LocalTime(time) => time.to_string(),
        Value::Time(time) => time.to_string(),
        Value::LocalDateTime(moment) => moment.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::Period(period) => format!("{period:#}"),
    }
}

/// What a person would call the node: its `name`, `title` or `key`, else its first text, else its id.
pub fn title(node: NodeId, graph: &Graph) -> String {
    for key in ["name", "title", "key"] {
        if let Value::String(text) = property(node, key, graph) {
            return text.to_string();
        }
    }
    let text = graph
        .node_properties(node)
        .into_iter()
        .find_map(|(_, value)| match value {
            Value::String(text) => Some(text.to_string()),
            _ => None,
        });
    text.unwrap_or_else(|| format!("#{}", node.0))
}

/// The value of a property by its name; null where nothing has such a property.
pub fn property(node: NodeId, key: &str, graph: &Graph) -> Value {
    graph
        .symbols()
        .get(key)
        .map_or(Value::Null, |key| graph.node_property(node, key))
}

/// The text with control characters made visible, so that data cannot steer a terminal.
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter if is_steering(letter) => {
                out.push_str(&format!("\\u{{{:x}}}", letter as u32));
            }
            letter => out.push(letter),
        }
    }
    out
}

/// Control characters and the marks that turn the direction of writing.
fn is_steering(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("'{}'", harmless(&escaped))
}

fn bracketed(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn map(entries: impl Iterator<Item = (String, Value)>, graph: &Graph, detail: Detail) -> String {
    let entries: Vec<String> = entries
        .map(|(name, item)| format!("{}: {}", name_text(&name), literal(&item, graph, detail)))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

/// A name as a query writes it: in backticks where it must be.
fn name_text(name: &str) -> String {
    let mut letters = name.chars();
    let plain = letters
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_');
    match plain {
        true => name.to_string(),
        false => format!("`{}`", name.replace('`', "``")),
    }
}

fn node(id: NodeId, graph: &Graph, detail: Detail) -> String {
    let labels: String = graph
        .node_labels(id)
        .iter()
        .map(|label| format!(":{}", name_text(&graph.symbols().text(*label))))
        .collect();
    if detail == Detail::Short
        && let Some(handle) = handle(id, graph)
    {
        return format!("({handle}{labels})");
    }
    match properties(graph.node_properties(id), graph, detail) {
        entries if entries.is_empty() => format!("({labels})"),
        entries if labels.is_empty() => format!("({entries})"),
        entries => format!("({labels} {entries})"),
    }
}

fn handle(id: NodeId, graph: &Graph) -> Option<String> {
    match (property(id, "key", graph), property(id, "name", graph)) {
        (Value::String(key), _) if name_text(&key) == *key => Some(format!("@{key}")),
        (Value::String(text), _) | (_, Value::String(text)) => Some(format!(
            "@\"{}\"",
            text.replace('\\', "\\\\").replace('"', "\\\"")
        )),
        _ => None,
    }
}

fn relation(id: RelationId, graph: &Graph, detail: Detail) -> String {
    let kind = graph
        .relation_or_deleted(id)
        .map(|found| name_text(&graph.symbols().text(found.kind)))
        .unwrap_or_default();
    let told = match detail {
        Detail::Full => properties(graph.relation_properties(id), graph, detail),
        Detail::Short => graph
            .symbols()
            .get("valid")
            .map(|valid| graph.relation_property(id, valid))
            .filter(|valid| !valid.is_null())
            .map(|valid| cell(&valid, graph, detail))
            .unwrap_or_default(),
    };
    match told.is_empty() {
        true => format!("[:{kind}]"),
        false => format!("[:{kind} {told}]"),
    }
}

fn path(walk: &Path, graph: &Graph, detail: Detail) -> String {
    let mut out = String::new();
    for (index, id) in walk.nodes.iter().enumerate() {
        if index > 0 {
            let hop = walk.relations[index - 1];
            let forward = graph
                .relation_or_deleted(hop)
                .is_some_and(|found| found.start == walk.nodes[index - 1]);
            let (before, after) = if forward { ("-", "->") } else { ("<-", "-") };
            out.push_str(before);
            out.push_str(&relation(hop, graph, detail));
            out.push_str(after);
        }
        out.push_str(&node(*id, graph, detail));
    }
    out
}

fn properties(entries: Vec<(Symbol, Value)>, graph: &Graph, detail: Detail) -> String {
    if entries.is_empty() {
        return String::new();
    }
    map(
        entries
            .into_iter()
            .map(|(name, item)| (graph.symbols().text(name).to_string(), item)),
        graph,
        detail,
    )
}

#[cfg(test)]
mod tests {
    use super::{harmless, name_text, quoted};

    #[test]
    fn data_cannot_steer_a_terminal() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}"), "a\\u{1b}[31mb\\u{202e}");
        assert_eq!(harmless("one\ntwo"), "one\\ntwo");
    }

    #[test]
    fn names_and_strings_are_written_as_a_query_would() {
        assert_eq!(name_text("led"), "led");
        assert_eq!(name_text("took part"), "`took part`");
        assert_eq!(quoted("Lenin's"), "'Lenin\\'s'");
    }
}
