//! `duration.between()`, `duration.inMonths()`, `duration.inDays()`, `duration.inSeconds()`: from one instant to another.

use crate::error::Result;
use crate::fun::temporal::failure::{failure, wrong_type};
use crate::fun::temporal::target::instant;
use factio_graph::time::{Duration, Instant, TimeError};
use factio_graph::value::Value;
use std::sync::Arc;

/// What measures from one instant to another.
pub(super) type Measure = fn(&Instant, &Instant) -> std::result::Result<Duration, TimeError>;

/// The duration from the first argument to the second, by that measure; null when either is.
///
/// # Errors
/// When an argument is no temporal instant, or the result out of range.
pub(super) fn measure(taker: &str, by: Measure, arguments: &[Value]) -> Result<Value> {
    let (Some(from), Some(to)) = (arguments.first(), arguments.get(1)) else {
        return Ok(Value::Null);
    };
    if from.is_null() || to.is_null() {
        return Ok(Value::Null);
    }
    let parts = |value: &Value| {
        instant(value).ok_or_else(|| wrong_type(taker, "two temporal instants", value))
    };
    let length = by(&parts(from)?, &parts(to)?).map_err(failure)?;
    Ok(Value::Duration(Arc::new(length)))
}

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::{shown, value};

    #[test]
    fn every_measure_takes_two_instants_of_any_type() {
        let cases = [
            (
                "duration.between",
                "date:1984-10-11",
                "date:2015-06-24",
                "P30Y8M13D",
            ),
            (
                "duration.inMonths",
                "date:1984-10-11",
                "localdatetime:2015-06-24T12",
                "P30Y8M",
            ),
            (
                "duration.inDays",
                "date:1984-10-11",
                "date:2015-06-24",
                "P11213D",
            ),
            (
                "duration.inSeconds",
                "localtime:14:30",
                "time:16:30+01:00",
                "PT2H",
            ),
            ("duration.between", "null", "date:2015-06-24", "null"),
            ("duration.inDays", "date:2015-06-24", "null", "null"),
            (
                "duration.inDays",
                "date:2015-06-24",
                "duration:P1D",
                "TypeError: duration.inDays() takes two temporal instants, and this is DURATION",
            ),
        ];
        for (name, from, to, wanted) in cases {
            let found = shown(name, &[value(from), value(to)]);
            assert_eq!(found, wanted, "{name}({from}, {to})");
        }
    }
}
