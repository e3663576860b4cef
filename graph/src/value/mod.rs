//! Values: what a property holds and what an expression gives.

mod comparison;
mod equality;
mod key;
mod number;
mod order;
mod print;
#[cfg(test)]
mod tests;

use crate::id::{NodeId, RelationId};
use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Period, Time};
pub use comparison::{compare, less, less_or_equal};
pub use equality::equals;
use indexmap::IndexMap;
pub use key::Key;
pub use number::as_integer;
pub use order::order;
use rustc_hash::FxBuildHasher;
use std::sync::Arc;

/// A map value: keys in the order in which they were written.
pub type Map = IndexMap<Arc<str>, Value, FxBuildHasher>;

/// Any value of the language. Cheap to clone.
///
/// Rust's `==` on values is structural and for tests; the laws of the language are [`equals`] (three-valued), [`compare`]
/// (`<`), [`order`] (ORDER BY) and [`Key`] (DISTINCT and grouping).
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(Arc<str>),
    List(Arc<Vec<Value>>),
    Map(Arc<Map>),
    Node(NodeId),
    Relation(RelationId),
    Path(Arc<Path>),
    Date(Date),
    LocalTime(LocalTime),
    Time(Time),
    LocalDateTime(LocalDateTime),
    DateTime(Arc<DateTime>),
    Duration(Arc<Duration>),
    Period(Arc<Period>),
}

/// A walk through the graph: `nodes.len() == relations.len() + 1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path {
    pub nodes: Vec<NodeId>,
    pub relations: Vec<RelationId>,
}

impl Value {
    pub fn string(text: impl AsRef<str>) -> Value {
        Value::String(Arc::from(text.as_ref()))
    }

    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Arc::new(items))
    }

    pub fn map(entries: impl IntoIterator<Item = (Arc<str>, Value)>) -> Value {
        Value::Map(Arc::new(entries.into_iter().collect()))
    }

    /// The value as plain text: as [`std::fmt::Display`], but strings and temporal values bare.
    pub fn to_text(&self) -> String {
        print::text(self)
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Boolean(value)
    }
}

/// Three-valued logic: unknown is null.
impl From<Option<bool>> for Value {
    fn from(value: Option<bool>) -> Value {
        value.map_or(Value::Null, Value::Boolean)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Integer(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Value {
        Value::Float(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::string(value)
    }
}
