//! Values and names as the language reads them back, exactly: also floats that no number spells, and periods as they were written.

use factio_graph::time::Calendar;
use factio_graph::value::Value;

/// An expression that gives the value again. Nodes, relations and paths have none and become null; no property holds one.
pub fn value(value: &Value) -> String {
    match value {
        Value::Float(number) if number.is_nan() => "(0.0 / 0.0)".to_string(),
        Value::Float(number) if number.is_infinite() => match *number > 0.0 {
            true => "(1.0 / 0.0)".to_string(),
            false => "(-1.0 / 0.0)".to_string(),
        },
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(self::value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, item)| format!("{}: {}", name(key), self::value(item)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Period(period) => match period.calendar() {
            Calendar::Gregorian => format!("period({})", text(period.text())),
            other => format!("period({}, '{other}')", text(period.text())),
        },
        Value::Node(_) | Value::Relation(_) | Value::Path(_) => "null".to_string(),
        other => other.to_string(),
    }
}

/// A quoted string.
pub fn text(text: &str) -> String {
    Value::string(text).to_string()
}

/// A name; in backticks where it is more than a plain word.
pub fn name(name: &str) -> String {
    let plain = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|part| part.is_ascii_alphanumeric() || part == '_');
    match plain {
        true => name.to_string(),
        false => format!("`{}`", name.replace('`', "``")),
    }
}

/// A handle: `@stalin`, `@'Joseph Stalin'`.
pub fn handle(key: &str) -> String {
    match name(key) == key {
        true => format!("@{key}"),
        false => format!("@{}", text(key)),
    }
}

/// A map of properties with a space before it; nothing for none.
pub fn properties<N: AsRef<str>>(entries: &[(N, Value)]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, item)| format!("{}: {}", name(key.as_ref()), value(item)))
        .collect();
    format!(" {{{}}}", entries.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{handle, name, value};
    use crate::Session;
    use factio_graph::value::Value;

    fn read_back(written: &Value) -> Value {
        let text = value(written);
        let outcome = Session::new().run(&format!("RETURN {text} AS x"));
        let outcome = outcome.unwrap_or_else(|error| panic!("{text}: {error}"));
        outcome.rows[0][0].clone()
    }

    #[test]
    fn floats_without_a_literal_are_read_back() {
        for number in [f64::INFINITY, f64::NEG_INFINITY, -0.0, 5e-324, f64::MAX] {
            let found = read_back(&Value::Float(number));
            assert!(matches!(found, Value::Float(found) if found.to_bits() == number.to_bits()));
        }
        assert!(
            matches!(read_back(&Value::Float(f64::NAN)), Value::Float(found) if found.is_nan())
        );
    }

    #[test]
    fn texts_that_mean_something_to_the_language_are_read_back() {
        let hostile = "'\\\"`\n\r\t\u{0}\u{1b}\u{202e}$x{}//\u{1f600}";
        let written = Value::list(vec![hostile.into(), Value::Integer(i64::MIN), true.into()]);
        assert_eq!(read_back(&written), written);
    }

    #[test]
    fn names_and_handles_are_quoted_where_they_must_be() {
        assert_eq!(name("led"), "led");
        assert_eq!(name("a`b"), "`a``b`");
        assert_eq!(name(""), "``");
        assert_eq!(handle("stalin"), "@stalin");
        assert_eq!(handle("it's"), "@'it\\'s'");
    }
}
