//! The type of a property as a column of a table: the narrowest that says every value exactly, else JSON.
//!
//! | type | text | where |
//! |---|---|---|
//! | `string` | as it is | every value is a string, none empty |
//! | `int`, `float`, `boolean` | `-3`, `1.5`, `true` | every value is one; floats may be `NaN`, `inf`, `-inf` |
//! | `date`, `time`, `localtime`, `datetime`, `localdatetime`, `duration` | ISO 8601 | every value is one |
//! | `period` | as it was written, ` (julian)` behind it in that calendar | every value is a period |
//! | `string[]` | items joined by `;` | every value is a list, not empty, of strings without `;` and without space around them, none empty |
//! | `json` | the JSON of answers | everything else |
//!
//! An empty text is no value.

use crate::export::json;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use factio_graph::value::Value;
use indexmap::IndexMap;

/// The type of each property, in the order of their first use; `of` tells that of one value.
pub fn of_all(
    entries: impl Iterator<Item = (Symbol, Value)>,
    of: impl Fn(&Value) -> Column,
) -> IndexMap<Symbol, Column> {
    let mut columns: IndexMap<Symbol, Column> = IndexMap::new();
    for (key, value) in entries {
        let column = of(&value);
        columns
            .entry(key)
            .and_modify(|known| *known = known.and(column))
            .or_insert(column);
    }
    columns
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// All values are of a type of their own name.
    Plain(&'static str),
    /// Lists of strings.
    Texts,
    Json,
}

impl Column {
    /// The type of one value alone.
    pub fn of(value: &Value) -> Column {
        match value {
            Value::String(text) if !text.is_empty() => Column::Plain("string"),
            Value::Integer(_) => Column::Plain("int"),
            Value::Float(_) => Column::Plain("float"),
            Value::Boolean(_) => Column::Plain("boolean"),
            Value::Date(_) => Column::Plain("date"),
            Value::Time(_) => Column::Plain("time"),
            Value::LocalTime(_) => Column::Plain("localtime"),
            Value::DateTime(_) => Column::Plain("datetime"),
            Value::LocalDateTime(_) => Column::Plain("localdatetime"),
            Value::Duration(_) => Column::Plain("duration"),
            Value::Period(_) => Column::Plain("period"),
            Value::List(items) if !items.is_empty() && items.iter().all(is_item) => Column::Texts,
            _ => Column::Json,
        }
    }

    /// The type of values of this type and of another together.
    pub fn and(self, other: Column) -> Column {
        match self == other {
            true => self,
            false => Column::Json,
        }
    }

    /// The name in a header.
    pub fn name(self) -> &'static str {
        match self {
            Column::Plain(name) => name,
            Column::Texts => "string[]",
            Column::Json => "json",
        }
    }

    /// A value of this type as the text of a cell.
    pub fn cell(self, value: &Value, graph: &Graph) -> String {
        match (self, value) {
            (Column::Json, value) => json::value(value, graph),
            (Column::Plain("float"), Value::Float(number)) if !number.is_finite() => {
                number.to_string()
            }
            (Column::Texts, Value::List(items)) => items
                .iter()
                .map(Value::to_text)
                .collect::<Vec<_>>()
                .join(";"),
            (_, Value::Period(period)) => format!("{period:#}"),
            (_, value) => value.to_text(),
        }
    }
}

fn is_item(value: &Value) -> bool {
    matches!(value, Value::String(text) if !text.is_empty() && !text.contains(';') && text.trim() == &**text)
}
