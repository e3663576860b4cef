//! Values, rows, summaries and errors as JSON: the contract that scripts rely on (README, "For scripts").
//!
//! Integers are exact and have no point; floats always have a point or an exponent; what JSON has no form for is an object
//! whose first key starts with `~`.

use crate::context::{Context, Moment};
use crate::error::Error;
use crate::fun;
use crate::outcome::{Changes, Outcome};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::time::{Calendar, Period};
use factio_graph::value::{Path, Value};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write;

/// One row as a JSON object, its keys in column order.
pub fn row(columns: &[String], row: &[Value], graph: &Graph) -> String {
    let mut out = String::from("{");
    for (index, (column, value)) in columns.iter().zip(row).enumerate() {
        separate(&mut out, index);
        key(&mut out, column);
        write_value(&mut out, value, graph);
    }
    out.push('}');
    out
}

/// A value as JSON.
pub fn value(value: &Value, graph: &Graph) -> String {
    let mut out = String::new();
    write_value(&mut out, value, graph);
    out
}

/// Properties as a JSON object.
pub fn properties(entries: Vec<(Symbol, Value)>, graph: &Graph) -> String {
    let mut out = String::new();
    write_properties(&mut out, entries, graph);
    out
}

/// The summary of a statement that went well, on one line. `milliseconds` is the time it took.
pub fn summary(outcome: &Outcome, milliseconds: f64) -> String {
    let Changes {
        nodes_created,
        nodes_deleted,
        relations_created,
        relations_deleted,
        labels_added,
        labels_removed,
        properties_set,
        properties_removed: _,
    } = outcome.changes;
    json!({
        "rows": outcome.rows.len(),
        "columns": outcome.columns,
        "nodes_created": nodes_created,
        "nodes_deleted": nodes_deleted,
        "relations_created": relations_created,
        "relations_deleted": relations_deleted,
        "labels_added": labels_added,
        "labels_removed": labels_removed,
        "properties_set": properties_set,
        "ms": milliseconds,
    })
    .to_string()
}

/// An error on one line.
pub fn error(error: &Error) -> String {
    json!({
        "error": {
            "type": error.kind.to_string(),
            "phase": error.phase.to_string(),
            "detail": error.detail.map(|detail| detail.to_string()),
            "message": error.message,
            "span": error.span.map(|span| [span.start, span.end]),
            "hints": error.hints,
        }
    })
    .to_string()
}

fn write_value(out: &mut String, value: &Value, graph: &Graph) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Integer(number) => _ = write!(out, "{number}"),
        Value::Float(number) => float(out, *number),
        Value::String(text) => string(out, text),
        Value::List(items) => list(out, items, graph),
        Value::Map(entries) => {
            out.push('{');
            for (index, (name, item)) in entries.iter().enumerate() {
                separate(out, index);
                key(out, name);
                write_value(out, item, graph);
            }
            out.push('}');
        }
        Value::Node(id) => node(out, *id, graph),
        Value::Relation(id) => relation(out, *id, graph),
        Value::Path(walk) => path(out, walk, graph),
        Value::Date(date) => tagged(out, "~date", &date.to_string()),
        Value::LocalTime(time) => tagged(out, "~localtime", &time.to_string()),
        Value::Time(time) => tagged(out, "~time", &time.to_string()),
        Value::LocalDateTime(moment) => tagged(out, "~localdatetime", &moment.to_string()),
        Value::DateTime(moment) => tagged(out, "~datetime", &moment.to_string()),
        Value::Duration(length) => tagged(out, "~duration", &length.to_string()),
        Value::Period(found) => period(out, found),
    }
}

fn float(out: &mut String, number: f64) {
    if number.is_finite() {
        _ = write!(out, "{number:?}");
    } else {
        let name = match number {
            number if number.is_nan() => "NaN",
            number if number > 0.0 => "Infinity",
            _ => "-Infinity",
        };
        tagged(out, "~float", name);
    }
}

fn list(out: &mut String, items: &[Value], graph: &Graph) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        separate(out, index);
        write_value(out, item, graph);
    }
    out.push(']');
}

fn node(out: &mut String, id: NodeId, graph: &Graph) {
    _ = write!(out, "{{\"~node\": {}, \"labels\": [", id.0);
    for (index, label) in graph.node_labels(id).iter().enumerate() {
        separate(out, index);
        string(out, &graph.symbols().text(*label));
    }
    out.push_str("], \"properties\": ");
    write_properties(out, graph.node_properties(id), graph);
    out.push('}');
}

fn relation(out: &mut String, id: RelationId, graph: &Graph) {
    _ = write!(out, "{{\"~relation\": {}", id.0);
    if let Some(found) = graph.relation_or_deleted(id) {
        out.push_str(", \"type\": ");
        string(out, &graph.symbols().text(found.kind));
        _ = write!(
            out,
            ", \"start\": {}, \"end\": {}",
            found.start.0, found.end.0
        );
    }
    out.push_str(", \"properties\": ");
    write_properties(out, graph.relation_properties(id), graph);
    out.push('}');
}

fn path(out: &mut String, walk: &Path, graph: &Graph) {
    out.push_str("{\"~path\": [");
    for (index, id) in walk.nodes.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
            relation(out, walk.relations[index - 1], graph);
            out.push_str(", ");
        }
        node(out, *id, graph);
    }
    out.push_str("]}");
}

fn write_properties(out: &mut String, entries: Vec<(Symbol, Value)>, graph: &Graph) {
    out.push('{');
    for (index, (name, item)) in entries.iter().enumerate() {
        separate(out, index);
        key(out, &graph.symbols().text(*name));
        write_value(out, item, graph);
    }
    out.push('}');
}

/// The text as it was written; its calendar beside it where that is not the Gregorian.
fn period(out: &mut String, period: &Period) {
    out.push('{');
    key(out, "~period");
    string(out, period.text());
    if period.calendar() != Calendar::Gregorian {
        out.push_str(", ");
        key(out, "calendar");
        string(out, &period.calendar().to_string());
    }
    out.push('}');
}

fn tagged(out: &mut String, tag: &str, text: &str) {
    out.push('{');
    key(out, tag);
    string(out, text);
    out.push('}');
}

fn key(out: &mut String, name: &str) {
    string(out, name);
    out.push_str(": ");
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push_str(", ");
    }
}

fn string(out: &mut String, text: &str) {
    out.push_str(&Json::from(text).to_string());
}

/// What cannot be read as a value, in one sentence.
pub type Unreadable = String;

/// A value from its JSON form; nodes, relations and paths cannot be given from outside.
pub fn parse(text: &str) -> Result<Value, Unreadable> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    from_json(&json)
}

/// As [`parse`], from JSON that was read already.
///
/// # Errors
/// As for [`parse`].
pub fn from_json(json: &Json) -> Result<Value, Unreadable> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Boolean(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None if number.is_u64() => {
                return Err(format!("{number} does not fit an integer of 64 bits"));
            }
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::string(text),
        Json::Array(items) => Value::list(items.iter().map(from_json).collect::<Result<_, _>>()?),
        Json::Object(entries) => object(entries)?,
    })
}

fn object(entries: &Map<String, Json>) -> Result<Value, Unreadable> {
    if let Some((tag, inner)) = entries.iter().next()
        && tag.starts_with('~')
    {
        let text = inner
            .as_str()
            .ok_or_else(|| format!("{tag} wants a string"))?;
        return from_tag(tag, text, entries.get("calendar"));
    }
    let entries: Vec<_> = entries
        .iter()
        .map(|(name, item)| Ok((name.as_str().into(), from_json(item)?)))
        .collect::<Result<_, Unreadable>>()?;
    Ok(Value::map(entries))
}

fn from_tag(tag: &str, text: &str, calendar: Option<&Json>) -> Result<Value, Unreadable> {
    let name = match tag {
        "~float" => return special_float(text),
        "~date" | "~time" | "~localtime" | "~datetime" | "~localdatetime" | "~duration"
        | "~period" => &tag[1..],
        _ => return Err(format!("{tag} cannot be given as a value")),
    };
    let mut arguments = vec![Value::string(text)];
    if let Some(calendar) = calendar {
        arguments.push(from_json(calendar)?);
    }
    let (graph, parameters, limits) = Default::default();
    let context = Context::reading(&graph, &parameters, Moment::default(), &limits);
    let function = fun::lookup(name).ok_or_else(|| format!("{tag} cannot be given as a value"))?;
    if arguments.len() > function.parameters.len() {
        return Err(format!("{tag} takes no calendar"));
    }
    (function.call)(&context, &arguments).map_err(|error| error.message)
}

fn special_float(text: &str) -> Result<Value, Unreadable> {
    match text {
        "NaN" => Ok(Value::Float(f64::NAN)),
        "Infinity" => Ok(Value::Float(f64::INFINITY)),
        "-Infinity" => Ok(Value::Float(f64::NEG_INFINITY)),
        _ => Err(format!("~float is NaN, Infinity or -Infinity, not {text}")),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, value};
    use factio_graph::facts::Graph;
    use factio_graph::value::Value;

    fn written(wanted: Value) -> String {
        value(&wanted, &Graph::default())
    }

    #[test]
    fn an_integer_has_no_point_and_a_float_always_shows_that_it_is_one() {
        assert_eq!(
            written(Value::Integer(-9223372036854775808)),
            "-9223372036854775808"
        );
        assert_eq!(written(Value::Float(1.0)), "1.0");
        assert_eq!(written(Value::Float(-0.0)), "-0.0");
        assert_eq!(written(Value::Float(1e300)), "1e300");
    }

    #[test]
    fn floats_that_json_lacks_are_tagged() {
        assert_eq!(written(Value::Float(f64::NAN)), "{\"~float\": \"NaN\"}");
        assert_eq!(
            written(Value::Float(f64::NEG_INFINITY)),
            "{\"~float\": \"-Infinity\"}"
        );
    }

    #[test]
    fn what_was_written_is_read_back() {
        for text in [
            "null",
            "[1, 2.5, \"a\\\"b\\n\"]",
            "{\"a\": {\"b\": []}}",
            "9223372036854775807",
            "{\"~date\": \"1924-01-21\"}",
            "{\"~period\": \"1923/1925~\"}",
            "{\"~period\": \"1917-10-25\", \"calendar\": \"julian\"}",
            "{\"~period\": \"{start: ['2000-01-05', '2000-01-07'], end: ['2000-01-09', '2000-01-11']}\"}",
        ] {
            assert_eq!(written(parse(text).expect("it reads")), text);
        }
    }

    #[test]
    fn a_number_that_does_not_fit_is_refused() {
        assert!(parse("9223372036854775808").is_err());
        assert!(parse("{\"~node\": 1}").is_err());
    }
}
