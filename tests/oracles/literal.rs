//! Values as text: as the language writes them, and in a form in which equal answers are equal texts.

use factio_graph::value::Value;

/// A value as a literal of the language.
pub fn written(value: &Value) -> String {
    match value {
        Value::Null => "null".to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::String(text) => format!("'{text}'"),
        Value::Period(period) => format!("period('{period}')"),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[{}]", items.join(", "))
        }
        other => format!("{other:?}"),
    }
}

/// Days of one month as a period.
pub fn period((first, last): (usize, usize)) -> String {
    format!("2001-01-{first:02}/2001-01-{last:02}")
}

/// A value so that what the language leaves open does not show: 1 beside 1.0, and the order of a list.
pub fn settled(value: &Value) -> String {
    match value {
        Value::Float(number) if number.fract() == 0.0 => format!("{}", *number as i64),
        Value::List(items) => {
            let mut items: Vec<String> = items.iter().map(settled).collect();
            items.sort();
            format!("[{}]", items.join(", "))
        }
        Value::Node(node) => format!("node {}", node.0),
        Value::Relation(relation) => format!("relation {}", relation.0),
        Value::Path(path) => {
            let nodes = path.nodes.iter().map(|it| it.0);
            let relations = path.relations.iter().map(|it| it.0);
            format!(
                "path {:?} {:?}",
                nodes.collect::<Vec<_>>(),
                relations.collect::<Vec<_>>()
            )
        }
        other => written(other),
    }
}

/// Rows as sorted lines.
pub fn lines(rows: &[Vec<Value>]) -> Vec<String> {
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.sort();
    lines
}

pub fn line(row: &[Value]) -> String {
    let cells: Vec<String> = row.iter().map(settled).collect();
    cells.join(" | ")
}

/// What a grouping and DISTINCT go by: unlike [`line`] it tells lists of another order apart.
pub fn key(row: &[Value]) -> String {
    let cells: Vec<String> = row
        .iter()
        .map(|cell| match cell {
            Value::List(items) => format!("[{}]", key(items)),
            other => settled(other),
        })
        .collect();
    cells.join(" | ")
}
