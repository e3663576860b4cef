//! Components of temporal values: `d.year`, `t.offset`, `p.daysOfWeek`.

use factio_graph::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone};
use factio_graph::value::Value;

/// The component of a temporal value (`d.year`, `t.timezone`, `p.months`); `None` when the value is not temporal, null when it has no
/// such component.
pub fn component(value: &Value, name: &str) -> Option<Value> {
    let found = match value {
        Value::Date(date) => of_date(*date, name),
        Value::LocalTime(time) => of_clock(*time, name),
        Value::Time(time) => of_time(*time, name),
        Value::LocalDateTime(at) => of_local(*at, name),
        Value::DateTime(at) => of_datetime(at, name),
        Value::Duration(duration) => of_duration(duration, name),
        Value::Period(_) => None,
        _ => return None,
    };
    Some(found.unwrap_or(Value::Null))
}

fn of_date(date: Date, name: &str) -> Option<Value> {
    Some(Value::Integer(match name {
        "year" => date.year(),
        "quarter" => date.quarter().into(),
        "month" => date.month().into(),
        "week" => date.week(),
        "weekYear" => date.week_year(),
        "day" => date.day().into(),
        "ordinalDay" => date.ordinal_day(),
        "weekDay" | "dayOfWeek" => date.day_of_week(),
        "dayOfQuarter" | "quarterDay" => date.day_of_quarter(),
        _ => return None,
    }))
}

fn of_clock(time: LocalTime, name: &str) -> Option<Value> {
    Some(Value::Integer(match name {
        "hour" => time.hour().into(),
        "minute" => time.minute().into(),
        "second" => time.second().into(),
        "millisecond" => (time.nanosecond() / 1_000_000).into(),
        "microsecond" => (time.nanosecond() / 1_000).into(),
        "nanosecond" => time.nanosecond().into(),
        _ => return None,
    }))
}

fn of_local(at: LocalDateTime, name: &str) -> Option<Value> {
    of_date(at.date, name).or_else(|| of_clock(at.time, name))
}

fn of_time(time: Time, name: &str) -> Option<Value> {
    of_clock(time.local, name).or_else(|| of_zone(&time.zone(), time.offset, name))
}

fn of_datetime(at: &DateTime, name: &str) -> Option<Value> {
    // Years within ±999,999,999 make less than 2^63 milliseconds.
    let since_epoch = |unit: i128| i64::try_from(at.instant().div_euclid(unit)).ok();
    match name {
        "epochSeconds" => since_epoch(1_000_000_000).map(Value::Integer),
        "epochMillis" => since_epoch(1_000_000).map(Value::Integer),
        _ => of_local(at.local, name).or_else(|| of_zone(&at.zone(), at.offset, name)),
    }
}

fn of_zone(zone: &Zone, offset: i32, name: &str) -> Option<Value> {
    Some(match name {
        "timezone" => Value::string(zone.to_string()),
        "offset" => Value::string(Zone::Fixed(offset).to_string()),
        "offsetMinutes" => Value::Integer(i64::from(offset / 60)),
        "offsetSeconds" => Value::Integer(i64::from(offset)),
        _ => return None,
    })
}

/// Parts counted in whole, and what they leave of the next greater one (`minutesOfHour`). Null where the count does not fit 64 bits.
fn of_duration(duration: &Duration, name: &str) -> Option<Value> {
    let Duration {
        months,
        days,
        seconds,
        nanoseconds,
    } = *duration;
    let nanoseconds = i64::from(nanoseconds);
    let counted = |unit: i128| i64::try_from(duration.clock_nanoseconds().div_euclid(unit)).ok();
    Some(Value::Integer(match name {
        "years" => months / 12,
        "quarters" => months / 3,
        "quartersOfYear" => months / 3 % 4,
        "months" => months,
        "monthsOfYear" => months % 12,
        "monthsOfQuarter" => months % 3,
        "weeks" => days / 7,
        "days" => days,
        "daysOfWeek" => days % 7,
        "hours" => seconds / 3_600,
        "minutes" => seconds / 60,
        "minutesOfHour" => seconds / 60 % 60,
        "seconds" => seconds,
        "secondsOfMinute" => seconds % 60,
        "milliseconds" => counted(1_000_000)?,
        "millisecondsOfSecond" => nanoseconds / 1_000_000,
        "microseconds" => counted(1_000)?,
        "microsecondsOfSecond" => nanoseconds / 1_000,
        "nanoseconds" => counted(1)?,
        "nanosecondsOfSecond" => nanoseconds,
        _ => return None,
    }))
}
