//! A temporal instant from a map: select, set components, then move to the time zone that is asked for.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::build;
use crate::fun::temporal::clock::at_moment;
use crate::fun::temporal::failure::{failure, refused};
use crate::fun::temporal::fields::{Field, Fields};
use crate::fun::temporal::target::Target;
use factio_graph::time::{DateTime, Instant, LocalDateTime, Zone};
use factio_graph::value::Value;
use std::sync::Arc;

/// The value that the fields describe. A time zone beside a selected value that has one converts that value; otherwise it is where the
/// clock stands. A time zone alone asks for the statement's moment there.
///
/// # Errors
/// When components are missing, contradict each other or are out of range.
pub(super) fn compose(target: Target, fields: &Fields, context: &Context<'_>) -> Result<Value> {
    if fields.is_zone_alone() {
        let zone = fields.zone.as_ref().unwrap_or(&Zone::UTC);
        return at_moment(target, zone, context);
    }
    if fields.zone.is_some() && !target.has_zone() {
        return Err(refused(format!(
            "{}() has no time zone to set",
            target.name()
        )));
    }
    let base = fields.base()?;
    let moment = moment_of(&base, context)?;
    let made = filled(target, fields, base)?;
    match &fields.zone {
        None => target.of(&made, moment),
        Some(zone) if made.zone.is_none() => target.of(&moved(made, zone), moment),
        Some(zone) => converted(target.of(&made, moment)?, zone, moment),
    }
}

/// The base with the components set that the fields name.
fn filled(target: Target, fields: &Fields, base: Instant) -> Result<Instant> {
    let mut made = base;
    if target.has_date() {
        made.date = Some(build::date(fields, made.date)?);
    }
    if target.has_time() {
        if !target.has_date() && made.time.is_none() && !fields.has(Field::Hour) {
            return Err(refused("a time needs an 'hour'".into()));
        }
        made.time = Some(build::time(fields, made.time, None)?);
    }
    Ok(made)
}

/// The same local time in another zone.
pub(super) fn moved(instant: Instant, zone: &Zone) -> Instant {
    Instant {
        zone: Some(zone.clone()),
        offset: None,
        ..instant
    }
}

/// The same instant in another zone.
fn converted(value: Value, zone: &Zone, moment: i128) -> Result<Value> {
    Ok(match value {
        Value::Time(time) => Value::Time(time.at_offset(zone.offset_at(moment).map_err(failure)?)),
        Value::DateTime(at) => {
            let at = DateTime::at(at.instant(), zone).map_err(failure)?;
            Value::DateTime(Arc::new(at))
        }
        other => other,
    })
}

/// When a named zone is asked for the offset of a time of day: at the selected instant, else at the statement's moment.
pub(super) fn moment_of(base: &Instant, context: &Context<'_>) -> Result<i128> {
    match (base.date, base.time, &base.zone) {
        (Some(date), Some(time), Some(zone)) => {
            let local = LocalDateTime { date, time };
            let at = DateTime::preferring(local, zone, base.offset).map_err(failure)?;
            Ok(at.instant())
        }
        _ => Ok(context.moment.nanoseconds),
    }
}
