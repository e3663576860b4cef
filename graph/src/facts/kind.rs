//! What the packed numbers of a page stand for.

use crate::facts::cell::{Cell, Shared, SharedMut};
use crate::id::PeriodId;
use crate::time::Date;
use crate::value::Value;

/// What packed numbers stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Boolean,
    Integer,
    /// Days since 1970-01-01.
    Date,
    /// Numbers of the dictionary of strings.
    String,
    /// Numbers of the dictionary of periods.
    Period,
}

impl Kind {
    /// What the value's number stands for, if it has one.
    pub fn of(value: &Value) -> Option<Kind> {
        match value {
            Value::Boolean(_) => Some(Kind::Boolean),
            Value::Integer(_) => Some(Kind::Integer),
            Value::Date(_) => Some(Kind::Date),
            Value::String(_) => Some(Kind::String),
            Value::Period(_) => Some(Kind::Period),
            _ => None,
        }
    }

    #[inline]
    pub(super) fn cell(self, number: i64, shared: Shared<'_>) -> Cell<'_> {
        match self {
            Kind::Boolean => Cell::Boolean(number != 0),
            Kind::Integer => Cell::Integer(number),
            Kind::Date => Cell::Date(Date { days: number }),
            Kind::String => Cell::String(shared.strings.get(number as u32)),
            Kind::Period => {
                let number = number as u32;
                Cell::Period(PeriodId(number), shared.periods.get(number))
            }
        }
    }

    /// Counts one use less of what the number stands for.
    pub(super) fn let_go(self, number: i64, shared: &mut SharedMut<'_>) {
        match self {
            Kind::String => shared.strings.release(number as u32),
            Kind::Period => shared.periods.release(number as u32),
            Kind::Boolean | Kind::Integer | Kind::Date => {}
        }
    }
}
