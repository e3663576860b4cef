//! The statement's moment as each type has it. Transaction, statement and live clock are one: a clock is read only where a statement starts.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::failure::failure;
use crate::fun::temporal::fields::zone;
use crate::fun::temporal::target::Target;
use factio_graph::time::{DateTime, Instant, Zone};
use factio_graph::value::Value;

/// `date.statement()`, `time.realtime('Europe/Oslo')`, ...: the moment in UTC, or in the zone that is given.
pub(super) fn now(target: Target, context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    match arguments.first() {
        None => at_moment(target, &Zone::UTC, context),
        Some(Value::Null) => Ok(Value::Null),
        Some(named) => at_moment(target, &zone(named)?, context),
    }
}

/// The moment as clocks of that zone show it.
pub(super) fn at_moment(target: Target, zone: &Zone, context: &Context<'_>) -> Result<Value> {
    let moment = context.moment.nanoseconds;
    let at = DateTime::at(moment, zone).map_err(failure)?;
    target.of(&Instant::from(&at), moment)
}
