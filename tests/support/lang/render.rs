//! Outcomes and errors as the text that stands in `.test` files.

use factio::{Changes, Error, Outcome, Session};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Path, Value};

/// A table, then what changed, then what there is to note.
pub fn outcome(outcome: &Outcome, session: &Session) -> String {
    let mut lines = table(outcome, session.graph());
    lines.extend(changes(&outcome.changes));
    for note in &outcome.notes {
        lines.push(format!("note: {}", note.message));
        lines.extend(note.hints.iter().map(|hint| format!("hint: {hint}")));
    }
    if lines.is_empty() {
        lines.push("nothing".to_string());
    }
    lines.join("\n")
}

/// Type, phase and detail; the message; the line it points at, underlined; the hints.
pub fn error(error: &Error, text: &str) -> String {
    let detail = error.detail.map(|detail| format!(": {detail}"));
    let mut lines = vec![
        format!(
            "{} at {}{}",
            error.kind,
            error.phase,
            detail.unwrap_or_default()
        ),
        error.message.clone(),
    ];
    if let Some(span) = error.span {
        lines.extend(underlined(text, span.range()));
    }
    lines.extend(error.hints.iter().map(|hint| format!("hint: {hint}")));
    lines.join("\n")
}

/// The line on which the range starts, and marks under the range as far as that line goes.
fn underlined(text: &str, range: std::ops::Range<usize>) -> [String; 2] {
    let start = range.start.min(text.len());
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = range.end.clamp(start, to);
    let indent = text[from..start].chars().count();
    let marks = text[start..end].chars().count().max(1);
    [
        format!("  {}", &text[from..to]),
        format!("  {}{}", " ".repeat(indent), "^".repeat(marks)),
    ]
}

fn table(outcome: &Outcome, graph: &Graph) -> Vec<String> {
    if outcome.columns.is_empty() {
        return Vec::new();
    }
    let rows = outcome
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| value(cell, graph)).collect());
    let rows: Vec<Vec<String>> = std::iter::once(outcome.columns.clone())
        .chain(rows)
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..outcome.columns.len())
        .map(|column| width(column).unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| {
                let padding = width - cell.chars().count();
                format!("{cell}{}", " ".repeat(padding))
            })
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    rows.iter().map(line).collect()
}

fn changes(changes: &Changes) -> Option<String> {
    let counts = [
        (changes.nodes_created, "nodes created"),
        (changes.nodes_deleted, "nodes deleted"),
        (changes.relations_created, "relations created"),
        (changes.relations_deleted, "relations deleted"),
        (changes.labels_added, "labels added"),
        (changes.labels_removed, "labels removed"),
        (changes.properties_set, "properties set"),
        (changes.properties_removed, "properties removed"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// A value, so that values of different kinds never look alike.
fn value(value: &Value, graph: &Graph) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::String(text) => quoted(text),
        Value::List(values) => {
            let values: Vec<String> = values
                .iter()
                .map(|value| self::value(value, graph))
                .collect();
            format!("[{}]", values.join(", "))
        }
        Value::Map(entries) => map(
            entries.iter().map(|(key, value)| (key.to_string(), value)),
            graph,
        ),
        Value::Node(id) => node(*id, graph),
        Value::Relation(id) => relation(*id, graph),
        Value::Path(walk) => path(walk, graph),
        Value::Date(date) => format!("date('{date}')"),
        Value::LocalTime(time) => format!("localtime('{time}')"),
        Value::Time(time) => format!("time('{time}')"),
        Value::LocalDateTime(time) => format!("localdatetime('{time}')"),
        Value::DateTime(time) => format!("datetime('{time}')"),
        Value::Duration(duration) => format!("duration('{duration}')"),
        Value::Period(period) => format!("period('{period}')"),
    }
}

fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("'{}'", text.replace('\n', "\\n").replace('|', "\\|"))
}

fn map<'v>(entries: impl Iterator<Item = (String, &'v Value)>, graph: &Graph) -> String {
    let entries: Vec<String> = entries
        .map(|(key, entry)| format!("{key}: {}", value(entry, graph)))
        .collect();
    format!("{{{}}}", entries.join(", "))
}

fn node(node: NodeId, graph: &Graph) -> String {
    let labels = graph.node_labels(node).iter();
    let labels: String = labels
        .map(|label| format!(":{}", text(*label, graph)))
        .collect();
    let properties = properties(&graph.node_properties(node), graph);
    format!("({})", joined(labels, properties))
}

fn relation(relation: RelationId, graph: &Graph) -> String {
    let kind = graph.relation_or_deleted(relation);
    let kind = kind.map_or(String::new(), |record| {
        format!(":{}", text(record.kind, graph))
    });
    let properties = properties(&graph.relation_properties(relation), graph);
    format!("[{}]", joined(kind, properties))
}

fn path(path: &Path, graph: &Graph) -> String {
    let mut text = node(path.nodes[0], graph);
    for (at, &id) in path.relations.iter().enumerate() {
        let forward = graph
            .relation(id)
            .is_some_and(|record| record.start == path.nodes[at]);
        let (before, after) = if forward { ("-", "->") } else { ("<-", "-") };
        let next = node(path.nodes[at + 1], graph);
        text.push_str(&format!("{before}{}{after}{next}", relation(id, graph)));
    }
    text
}

fn properties(properties: &[(Symbol, Value)], graph: &Graph) -> String {
    match properties {
        [] => String::new(),
        some => map(
            some.iter().map(|(key, value)| (text(*key, graph), value)),
            graph,
        ),
    }
}

fn joined(names: String, properties: String) -> String {
    match names.is_empty() || properties.is_empty() {
        true => names + &properties,
        false => format!("{names} {properties}"),
    }
}

fn text(symbol: Symbol, graph: &Graph) -> String {
    graph.symbols().text(symbol).to_string()
}
