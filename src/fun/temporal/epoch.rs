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

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::{shown, value};

    #[test]
    fn instants_are_counted_from_1970() {
        let cases: [(&str, &[&str], &str); 7] = [
            (
                "datetime.fromepoch",
                &["416779", "999999999"],
                "1970-01-05T19:46:19.999999999Z",
            ),
            (
                "datetime.fromepoch",
                &["-1", "1"],
                "1969-12-31T23:59:59.000000001Z",
            ),
            (
                "datetime.fromepochmillis",
                &["237821673987"],
                "1977-07-15T13:34:33.987Z",
            ),
            (
                "datetime.fromepochmillis",
                &["9223372036854775807"],
                "+292278994-08-17T07:12:55.807Z",
            ),
            ("datetime.fromepochmillis", &["null"], "null"),
            (
                "datetime.fromepoch",
                &["9223372036854775807", "0"],
                "ArithmeticError: the date is beyond what can be held",
            ),
            (
                "datetime.fromepochmillis",
                &["1.5"],
                "TypeError: datetime.fromepochmillis() takes an INTEGER, and this is FLOAT",
            ),
        ];
        for (name, arguments, wanted) in cases {
            let values: Vec<_> = arguments.iter().map(|text| value(text)).collect();
            assert_eq!(shown(name, &values), wanted, "{name} {arguments:?}");
        }
    }
}
