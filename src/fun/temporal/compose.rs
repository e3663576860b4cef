//! A temporal instant from a map: select, set components, then move to the time zone that is asked for.

use crate::context::Context;
use crate::error::Result;
use crate::fun::temporal::build;
use crate::fun::temporal::clock::at_moment;
use crate::fun::temporal::failure::{failure, refused};
use crate::fun::temporal::fields::{Field, Fields};
use crate::fun::temporal::target::Target;
use factio_graph::time::{DateTime, Instant, LocalDateTime, Unit, Zone};
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
    let moment = moment_of(fields.time.as_ref().unwrap_or(&base), context)?;
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
        // An epoch in milliseconds has already said the milliseconds.
        let kept = fields.has(Field::EpochMillis).then_some(Unit::Millisecond);
        made.time = Some(build::time(fields, made.time, kept)?);
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

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::check;

    #[test]
    fn dates_are_selected_and_set_anew() {
        check(&[
            ("date", "{date date:1984-11-11}", "1984-11-11"),
            ("date", "{date date:1984-11-11 year 28}", "0028-11-11"),
            ("date", "{date date:1984-11-11 week 1}", "1984-01-08"),
            ("date", "{date date:1984-11-11 quarter 3}", "1984-08-11"),
            (
                "date",
                "{date date:1816-12-31 year 1817 week 2}",
                "1817-01-07",
            ),
            (
                "date",
                "{date localdatetime:1984-11-11T12:31 ordinalDay 28}",
                "1984-01-28",
            ),
            (
                "localdatetime",
                "{date date:1984-10-11 hour 10}",
                "1984-10-11T10:00",
            ),
            (
                "localdatetime",
                "{date date:1984-10-11 time time:12:31:14+01:00 second 42}",
                "1984-10-11T12:31:42",
            ),
            (
                "localdatetime",
                "{year 1984 time datetime:1984-10-11T12:00+01:00}",
                "1984-01-01T12:00",
            ),
        ]);
    }

    #[test]
    fn a_zone_beside_a_value_that_has_one_converts_it() {
        check(&[
            ("time", "{time localtime:12:31}", "12:31Z"),
            (
                "time",
                "{time localtime:12:31 timezone +05:00}",
                "12:31+05:00",
            ),
            ("time", "{time time:12:31+01:00}", "12:31+01:00"),
            (
                "time",
                "{time time:12:31+01:00 second 42 timezone +05:00}",
                "16:31:42+05:00",
            ),
            (
                "time",
                "{time datetime:1984-10-11T12:00[Europe/Stockholm]}",
                "12:00+01:00",
            ),
            (
                "time",
                "{time datetime:2024-07-01T12:00[Europe/London] timezone Europe/Stockholm}",
                "13:00+02:00",
            ),
            (
                "datetime",
                "{datetime datetime:1984-10-11T12:00[Europe/Stockholm] day 28 second 42 timezone Pacific/Honolulu}",
                "1984-10-28T01:00:42-10:00[Pacific/Honolulu]",
            ),
            (
                "datetime",
                "{datetime localdatetime:1984-10-11T12:00 timezone Europe/Stockholm}",
                "1984-10-11T12:00+01:00[Europe/Stockholm]",
            ),
            (
                "datetime",
                "{date datetime:1984-10-11T12:00+01:00 hour 10}",
                "1984-10-11T10:00Z",
            ),
            (
                "datetime",
                "{date date:1984-10-11 time time:12:00+01:00 timezone +05:00}",
                "1984-10-11T16:00+05:00",
            ),
        ]);
    }

    #[test]
    fn a_time_that_was_shown_twice_stays_the_one_it_was() {
        let second = "datetime:2017-10-29T02:30+01:00[Europe/Stockholm]";
        let printed = "2017-10-29T02:31+01:00[Europe/Stockholm]";
        check(&[(
            "datetime",
            &format!("{{datetime {second} minute 31}}"),
            printed,
        )]);
    }

    #[test]
    fn a_zone_alone_asks_for_the_moment_there() {
        check(&[
            ("date", "{timezone Asia/Tokyo}", "2023-11-15"),
            ("localtime", "{timezone +01:00}", "23:13:20.123456789"),
            (
                "time",
                "{timezone Europe/Stockholm}",
                "23:13:20.123456789+01:00",
            ),
            (
                "datetime",
                "{timezone America/New_York}",
                "2023-11-14T17:13:20.123456789-05:00[America/New_York]",
            ),
            ("time", "{hour 12 timezone Europe/Stockholm}", "12:00+01:00"),
            (
                "date",
                "{year 1984 timezone CET}",
                "ArgumentError: date() has no time zone to set",
            ),
            (
                "datetime",
                "{year 1984 timezone Mars/Base}",
                "ArgumentError: there is no time zone 'Mars/Base'",
            ),
        ]);
    }

    #[test]
    fn an_epoch_is_counted_in_utc_and_shown_in_the_zone() {
        check(&[
            (
                "datetime",
                "{epochSeconds 1700000000 nanosecond 23}",
                "2023-11-14T22:13:20.000000023Z",
            ),
            (
                "datetime",
                "{epochMillis 237821673987 nanosecond 5}",
                "1977-07-15T13:34:33.987000005Z",
            ),
            (
                "datetime",
                "{epochMillis 237821673987 timezone +02:00}",
                "1977-07-15T15:34:33.987+02:00",
            ),
        ]);
    }
}
