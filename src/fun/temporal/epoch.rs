//! `datetime.fromepoch(seconds, nanoseconds)` and `datetime.fromepochmillis(milliseconds)`: instants in UTC counted from 1970.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::failure::{failure, wrong_type};
use factio_graph::time::{DateTime, Zone};
use factio_graph::value::Value;
use std::sync::Arc;

pub(super) fn from_epoch(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    from_units("datetime.fromepoch()", &[1_000_000_000, 1], arguments)
}

pub(super) fn from_epoch_millis(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    from_units("datetime.fromepochmillis()", &[1_000_000], arguments)
}

/// The instant after as many units as the arguments say; the lengths of the units are in nanoseconds.
fn from_units(taker: &str, units: &[i128], arguments: &[Value]) -> Result<Value> {
    let mut sum = 0_i128;
    for (argument, unit) in arguments.iter().zip(units) {
        match argument {
            Value::Null => return Ok(Value::Null),
            Value::Integer(count) => sum += i128::from(*count) * unit,
            other => return Err(wrong_type(taker, "an INTEGER", other)),
        }
    }
    let at = DateTime::at(sum, &Zone::UTC).map_err(failure)?;
    Ok(Value::DateTime(Arc::new(at)))
}
