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

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::{shown, value};

    /// Checks calls: the type, the unit, the value, the map, and what is shown.
    fn check(cases: &[(&str, &str, &str, &str, &str)]) {
        for (name, unit, of, map, wanted) in cases {
            let arguments = [value(unit), value(of), value(map)];
            let found = shown(&format!("{name}.truncate"), &arguments);
            assert_eq!(&found, wanted, "{name} {unit} {of} {map}");
        }
    }

    #[test]
    fn what_is_smaller_than_the_unit_is_lowest_or_set_anew() {
        let at = "datetime:1984-10-11T12:31:14.645876123-01:00";
        check(&[
            (
                "date",
                "millennium",
                "date:2017-10-11",
                "{day 2}",
                "2000-01-02",
            ),
            (
                "date",
                "weekYear",
                "date:1984-02-01",
                "{day 5}",
                "1984-01-05",
            ),
            (
                "date",
                "quarter",
                "localdatetime:1984-11-11T12:31",
                "{}",
                "1984-10-01",
            ),
            ("date", "week", at, "{dayOfWeek 2}", "1984-10-09"),
            (
                "localdatetime",
                "day",
                "date:1984-10-11",
                "{nanosecond 2}",
                "1984-10-11T00:00:00.000000002",
            ),
            ("localdatetime", "hour", at, "{}", "1984-10-11T12:00"),
            ("datetime", "month", at, "{}", "1984-10-01T00:00-01:00"),
            (
                "time",
                "minute",
                "time:12:31:14.6-01:00",
                "{}",
                "12:31-01:00",
            ),
            ("time", "day", "localtime:12:31:14.6", "{}", "00:00Z"),
            ("localtime", "second", at, "{}", "12:31:14"),
        ]);
    }

    #[test]
    fn a_fraction_that_was_kept_stays_under_a_smaller_one() {
        let time = "localtime:12:31:14.645876123";
        check(&[
            (
                "localtime",
                "second",
                time,
                "{nanosecond 2}",
                "12:31:14.000000002",
            ),
            (
                "localtime",
                "millisecond",
                time,
                "{nanosecond 2}",
                "12:31:14.645000002",
            ),
            (
                "localtime",
                "millisecond",
                time,
                "{microsecond 2}",
                "12:31:14.645002",
            ),
            (
                "localtime",
                "microsecond",
                time,
                "{nanosecond 2}",
                "12:31:14.645876002",
            ),
        ]);
    }

    #[test]
    fn a_zone_in_the_map_leaves_the_clock_as_it_stands() {
        let at = "datetime:1984-10-11T12:31:14-01:00";
        check(&[
            (
                "datetime",
                "hour",
                at,
                "{timezone Europe/Stockholm}",
                "1984-10-11T12:00+01:00[Europe/Stockholm]",
            ),
            (
                "datetime",
                "century",
                "date:1984-10-11",
                "{timezone +01:00}",
                "1900-01-01T00:00+01:00",
            ),
            ("time", "hour", at, "{timezone +01:00}", "12:00+01:00"),
            (
                "localtime",
                "hour",
                at,
                "{timezone +01:00}",
                "ArgumentError: localtime() has no time zone to set",
            ),
        ]);
    }

    #[test]
    fn an_hour_that_was_shown_twice_is_cut_within_itself() {
        let second = "datetime:2017-10-29T02:30+01:00[Europe/Stockholm]";
        check(&[(
            "datetime",
            "hour",
            second,
            "{}",
            "2017-10-29T02:00+01:00[Europe/Stockholm]",
        )]);
    }

    #[test]
    fn a_time_may_be_selected_into_what_was_cut() {
        check(&[(
            "datetime",
            "week",
            "date:2024-05-15",
            "{dayOfWeek 2 time time:12:00+02:00}",
            "2024-05-14T12:00+02:00",
        )]);
    }

    #[test]
    fn units_that_do_not_fit_the_types_are_refused() {
        check(&[
            (
                "date",
                "hour",
                "date:1984-10-11",
                "{}",
                "ArgumentError: a date cannot be truncated to the hour",
            ),
            (
                "datetime",
                "hour",
                "date:1984-10-11",
                "{}",
                "ArgumentError: a date cannot be truncated to the hour",
            ),
            (
                "datetime",
                "day",
                "localtime:12:00",
                "{}",
                "ArgumentError: a time cannot be truncated to the day",
            ),
            (
                "time",
                "month",
                "localtime:12:00",
                "{}",
                "ArgumentError: a time cannot be truncated to the month",
            ),
            (
                "date",
                "fortnight",
                "date:1984-10-11",
                "{}",
                "ArgumentError: there is no unit of time 'fortnight'",
            ),
            (
                "date",
                "day",
                "5",
                "{}",
                "TypeError: date.truncate() takes a temporal value, and this is INTEGER",
            ),
            (
                "date",
                "5",
                "date:1984-10-11",
                "{}",
                "TypeError: date.truncate() takes the name of a unit, and this is INTEGER",
            ),
        ]);
    }

    #[test]
    fn null_gives_null_and_the_moment_stands_in_for_the_value() {
        check(&[
            ("date", "null", "date:1984-10-11", "{}", "null"),
            ("date", "day", "null", "{}", "null"),
        ]);
        assert_eq!(shown("date.truncate", &[value("decade")]), "2020-01-01");
    }
}
