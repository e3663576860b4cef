//! Calls of temporal functions for the tests of this folder: arguments from short texts, results as they print.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::fun::lookup;
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use std::sync::Arc;

/// The moment of every call: 2023-11-14T22:13:20.123456789Z.
const MOMENT: i128 = 1_700_000_000_123_456_789;

/// What the function gives; an error as its kind and message.
pub(super) fn call(name: &str, arguments: &[Value]) -> Result<Value, String> {
    let (graph, parameters, limits) = (Graph::new(), Parameters::new(), Limits::default());
    let moment = Moment {
        nanoseconds: MOMENT,
        ..Moment::default()
    };
    let context = Context::reading(&graph, &parameters, moment, &limits);
    let function = lookup(name).expect("a function of the test");
    (function.call)(&context, arguments).map_err(|error| error.to_string())
}

/// The same, as it prints.
pub(super) fn shown(name: &str, arguments: &[Value]) -> String {
    match call(name, arguments) {
        Ok(value) => print(&value),
        Err(error) => error,
    }
}

/// A value from text: `{year 1984 timezone +01:00}` is a map, `date:1984-10-11` a value by the function's name, then numbers, then strings.
pub(super) fn value(text: &str) -> Value {
    if let Some(entries) = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    {
        return map(entries);
    }
    if text == "null" {
        return Value::Null;
    }
    let names = [
        "date",
        "localtime",
        "time",
        "localdatetime",
        "datetime",
        "duration",
    ];
    match text.split_once(':') {
        Some((name, of)) if names.contains(&name) => {
            call(name, &[Value::string(of)]).expect("a value of the test")
        }
        _ => number(text).unwrap_or_else(|| Value::string(text)),
    }
}

fn map(entries: &str) -> Value {
    let words: Vec<&str> = entries.split_whitespace().collect();
    let entry = |pair: &[&str]| (Arc::from(pair[0]), value(pair[1]));
    Value::map(words.chunks_exact(2).map(entry))
}

fn number(text: &str) -> Option<Value> {
    let integer = text.parse().ok().map(Value::Integer);
    integer.or_else(|| text.parse().ok().map(Value::Float))
}

pub(super) fn print(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Date(date) => date.to_string(),
        Value::LocalTime(time) => time.to_string(),
        Value::Time(time) => time.to_string(),
        Value::LocalDateTime(at) => at.to_string(),
        Value::DateTime(at) => at.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::Integer(integer) => integer.to_string(),
        Value::String(text) => text.to_string(),
        other => format!("{other:?}"),
    }
}

/// Checks calls of one argument: the function, the argument, and what is shown.
pub(super) fn check(cases: &[(&str, &str, &str)]) {
    for (name, argument, wanted) in cases {
        assert_eq!(
            &shown(name, &[value(argument)]),
            wanted,
            "{name}({argument})"
        );
    }
}
