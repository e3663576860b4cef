//! `date.truncate('month', d)` and its kin: the nearest point before at the boundary of a unit, with smaller components set anew.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::build;
use crate::fun::temporal::clock::now;
use crate::fun::temporal::compose::{moment_of, moved};
use crate::fun::temporal::failure::{failure, refused, wrong_type};
use crate::fun::temporal::fields::Fields;
use crate::fun::temporal::target::{Target, instant};
use factio_graph::time::{Instant, LocalTime, TimeError, Unit};
use factio_graph::value::Value;

/// Arguments are the unit, the value (the statement's moment where it is left out), and a map of components to set.
///
/// # Errors
/// When the unit is unknown or does not fit the types, or a component is out of range.
pub(super) fn truncate(
    target: Target,
    context: &Context<'_>,
    arguments: &[Value],
) -> Result<Value> {
    if arguments.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let taker = format!("{}.truncate()", target.name());
    let unit = match arguments.first() {
        Some(Value::String(name)) => Unit::parse(name).map_err(failure)?,
        other => {
            let found = other.unwrap_or(&Value::Null);
            return Err(wrong_type(&taker, "the name of a unit", found));
        }
    };
    let value = match arguments.get(1) {
        Some(value) => value.clone(),
        None => now(target, context, &[])?,
    };
    let parts = instant(&value).ok_or_else(|| wrong_type(&taker, "a temporal value", &value))?;
    let fields = match arguments.get(2) {
        None => Some(Fields::default()),
        Some(Value::Map(map)) => Fields::read(target, map)?,
        Some(other) => return Err(wrong_type(&taker, "a MAP of components", other)),
    };
    let Some(fields) = fields else {
        return Ok(Value::Null);
    };
    let moment = moment_of(&parts, context)?;
    let cut = cut(target, &parts, unit)?;
    target.of(&supplemented(target, cut, &fields, unit)?, moment)
}

/// The parts at the boundary before.
fn cut(target: Target, parts: &Instant, unit: Unit) -> Result<Instant> {
    let unfit = |value| {
        failure(TimeError::NotTruncatable {
            value,
            unit: unit.name(),
        })
    };
    let mut cut = parts.clone();
    if unit <= Unit::Day && target.has_date() {
        let date = parts.date.ok_or_else(|| unfit("time"))?;
        cut.date = Some(date.truncated(unit).map_err(failure)?);
        cut.time = Some(LocalTime::MIDNIGHT);
        return Ok(cut);
    }
    if !target.has_time() {
        return Err(unfit("date"));
    }
    let time = parts.time.ok_or_else(|| unfit("date"))?;
    cut.time = Some(time.truncated(unit).map_err(failure)?);
    Ok(cut)
}

/// The cut value with the components set that the map has. A time zone there replaces that of the value: the clock stays.
fn supplemented(target: Target, cut: Instant, fields: &Fields, unit: Unit) -> Result<Instant> {
    if fields.zone.is_some() && !target.has_zone() {
        return Err(refused(format!(
            "{}() has no time zone to set",
            target.name()
        )));
    }
    let chosen = fields.base()?;
    let mut made = Instant {
        date: chosen.date.or(cut.date),
        time: chosen.time.or(cut.time),
        zone: cut.zone.or(chosen.zone),
        offset: cut.offset.or(chosen.offset),
    };
    if target.has_date() {
        made.date = Some(build::date(fields, made.date)?);
    }
    if target.has_time() {
        made.time = Some(build::time(fields, made.time, Some(unit))?);
    }
    Ok(match &fields.zone {
        Some(zone) => moved(made, zone),
        None => made,
    })
}
