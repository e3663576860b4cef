//! One stored value, borrowed; and the dictionaries that the values of a column share.

use crate::facts::dictionary::Dictionary;
use crate::id::PeriodId;
use crate::time::{Date, Period};
use crate::value::Value;
use std::sync::Arc;

/// A stored value without its copy: what a filter needs to look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value stands here.
    Missing,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(&'a Arc<str>),
    Date(Date),
    Period(PeriodId, &'a Arc<Period>),
    /// A value of any other type.
    Other(&'a Value),
}

/// What the values of a column share, each kept once: its strings, and the periods of the whole graph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shared<'s> {
    pub strings: &'s Dictionary<str>,
    pub periods: &'s Dictionary<Period>,
}

/// As [`Shared`], to write.
#[derive(Debug)]
pub(crate) struct SharedMut<'s> {
    pub strings: &'s mut Dictionary<str>,
    pub periods: &'s mut Dictionary<Period>,
}

impl<'a> Cell<'a> {
    /// The cell of a value that is kept as it is.
    pub(crate) fn of(value: &'a Value, shared: Shared<'_>) -> Cell<'a> {
        match value {
            Value::Null => Cell::Missing,
            Value::Boolean(value) => Cell::Boolean(*value),
            Value::Integer(value) => Cell::Integer(*value),
            Value::Float(value) => Cell::Float(*value),
            Value::String(value) => Cell::String(value),
            Value::Date(value) => Cell::Date(*value),
            Value::Period(value) => match shared.periods.find(value) {
                Some(number) => Cell::Period(PeriodId(number), value),
                None => Cell::Missing,
            },
            other => Cell::Other(other),
        }
    }

    /// The value; null for none.
    pub fn to_value(self) -> Value {
        match self {
            Cell::Missing => Value::Null,
            Cell::Boolean(value) => Value::Boolean(value),
            Cell::Integer(value) => Value::Integer(value),
            Cell::Float(value) => Value::Float(value),
            Cell::String(value) => Value::String(Arc::clone(value)),
            Cell::Date(value) => Value::Date(value),
            Cell::Period(_, value) => Value::Period(Arc::clone(value)),
            Cell::Other(value) => value.clone(),
        }
    }
}

impl SharedMut<'_> {
    pub fn read(&self) -> Shared<'_> {
        Shared {
            strings: self.strings,
            periods: self.periods,
        }
    }

    /// The number that stands for a value of a packed type, counting one more use of what it shares.
    ///
    /// # Panics
    /// Never for a boolean, integer, date, string or period.
    pub fn take(&mut self, value: &Value) -> i64 {
        match value {
            Value::Boolean(value) => i64::from(*value),
            Value::Integer(value) => *value,
            Value::Date(value) => value.days,
            Value::String(text) => i64::from(self.strings.acquire(text)),
            Value::Period(period) => i64::from(self.periods.acquire(period)),
            _ => unreachable!("only values of packed types have a number"),
        }
    }

    /// Counts one more use of what a value shares that is kept as it is.
    pub fn take_loose(&mut self, value: &Value) {
        if let Value::Period(period) = value {
            self.periods.acquire(period);
        }
    }

    /// Counts one use less of what a value shares that is kept as it is.
    pub fn let_go_loose(&mut self, value: &Value) {
        if let Value::Period(period) = value
            && let Some(number) = self.periods.find(period)
        {
            self.periods.release(number);
        }
    }
}
