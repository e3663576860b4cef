//! Values as the language writes them.

use crate::time::{Calendar, Period};
use crate::value::{Map, Path, Value};
use std::fmt::{self, Display, Formatter, Write};

/// The literal that stands for the value in a query. Nodes, relations and paths have none: they print by id, as `(#1)`,
/// `[#2]` and `<(#1)-[#2]-(#3)>`.
impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Boolean(value) => write!(f, "{value}"),
            Value::Integer(value) => write!(f, "{value}"),
            Value::Float(value) => write_float(*value, f),
            Value::String(text) => write_quoted(text, f),
            Value::List(items) => write_list(items, f),
            Value::Map(entries) => write_map(entries, f),
            Value::Node(node) => write!(f, "(#{})", node.0),
            Value::Relation(relation) => write!(f, "[#{}]", relation.0),
            Value::Path(path) => write_path(path, f),
            Value::Date(_) => write!(f, "date('{}')", text(self)),
            Value::LocalTime(_) => write!(f, "localtime('{}')", text(self)),
            Value::Time(_) => write!(f, "time('{}')", text(self)),
            Value::LocalDateTime(_) => write!(f, "localdatetime('{}')", text(self)),
            Value::DateTime(_) => write!(f, "datetime('{}')", text(self)),
            Value::Duration(_) => write!(f, "duration('{}')", text(self)),
            Value::Period(period) => write_period(period, f),
        }
    }
}

/// The value as plain text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::LocalTime(time) => time.to_string(),
        Value::Time(time) => time.to_string(),
        Value::LocalDateTime(at) => at.to_string(),
        Value::DateTime(at) => at.to_string(),
        Value::Duration(duration) => duration.to_string(),
        Value::Period(period) => period.text().to_string(),
        other => other.to_string(),
    }
}

/// The shortest text that reads back as the same float, always with a point or an exponent.
fn write_float(value: f64, f: &mut Formatter<'_>) -> fmt::Result {
    if value.is_infinite() {
        f.write_str(if value > 0.0 { "Infinity" } else { "-Infinity" })
    } else {
        write!(f, "{value:?}")
    }
}

/// `'it\'s'`.
fn write_quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('\'')?;
    for character in text.chars() {
        match character {
            '\'' => f.write_str("\\'")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            control if control.is_control() => write!(f, "\\u{:04X}", u32::from(control))?,
            plain => f.write_char(plain)?,
        }
    }
    f.write_char('\'')
}

/// A period as it was written, with its calendar where that is not the Gregorian; four bounds as a map.
fn write_period(period: &Period, f: &mut Formatter<'_>) -> fmt::Result {
    let text = period.text();
    match period.calendar() {
        Calendar::Gregorian if text.contains('\'') => write!(f, "period({text})"),
        Calendar::Gregorian => write!(f, "period('{text}')"),
        other => write!(f, "period('{text}', '{other}')"),
    }
}

fn write_list(items: &[Value], f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('[')?;
    for (index, item) in items.iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        write!(f, "{comma}{item}")?;
    }
    f.write_char(']')
}

fn write_map(entries: &Map, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('{')?;
    for (index, (key, value)) in entries.iter().enumerate() {
        f.write_str(if index > 0 { ", " } else { "" })?;
        write_name(key, f)?;
        write!(f, ": {value}")?;
    }
    f.write_char('}')
}

/// A name, in backticks where it needs them.
fn write_name(name: &str, f: &mut Formatter<'_>) -> fmt::Result {
    let plain = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name
            .chars()
            .all(|part| part.is_alphanumeric() || part == '_');
    match plain {
        true => f.write_str(name),
        false => write!(f, "`{}`", name.replace('`', "``")),
    }
}

fn write_path(path: &Path, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('<')?;
    for (index, node) in path.nodes.iter().enumerate() {
        write!(f, "(#{})", node.0)?;
        if let Some(relation) = path.relations.get(index) {
            write!(f, "-[#{}]-", relation.0)?;
        }
    }
    f.write_char('>')
}

#[cfg(test)]
mod tests {
    use crate::time::{Bounds, Calendar, Period};
    use crate::value::Value;

    #[test]
    fn periods_print_as_they_are_made() {
        let period = |period: Period| Value::Period(period.into()).to_string();
        let julian = Period::parse_in("1917-10-25", Calendar::Julian).unwrap();
        let by_hand = Bounds::new((0, 2), (4, 6)).unwrap();
        assert_eq!(
            period(Period::parse("1923/1925~").unwrap()),
            "period('1923/1925~')"
        );
        assert_eq!(period(julian), "period('1917-10-25', 'julian')");
        assert_eq!(
            period(Period::from_bounds(by_hand)),
            "period({start: ['1970-01-01', '1970-01-03'], end: ['1970-01-05', '1970-01-07']})"
        );
    }

    #[test]
    fn values_print_as_they_are_written_in_a_query() {
        let value = Value::map([
            (
                "a".into(),
                Value::list(vec![1.into(), 1.0.into(), 1e21.into(), Value::Null]),
            ),
            ("odd key".into(), "it's\n\\".into()),
            ("b".into(), true.into()),
        ]);
        assert_eq!(
            value.to_string(),
            r"{a: [1, 1.0, 1e21, null], `odd key`: 'it\'s\n\\', b: true}"
        );
        assert_eq!(Value::Float(f64::NEG_INFINITY).to_string(), "-Infinity");
        assert_eq!(Value::Float(f64::NAN).to_string(), "NaN");
    }
}
