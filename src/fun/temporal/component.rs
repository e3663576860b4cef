//! Components of temporal values: `d.year`, `t.offset`, `p.daysOfWeek`.

use factio_graph::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone};
use factio_graph::value::Value;

/// The component of a date, time or duration (`d.year`, `t.timezone`, `p.months`); `None` when the value is none of these, null when it has no
/// such component.
pub fn component(value: &Value, name: &str) -> Option<Value> {
    let found = match value {
        Value::Date(date) => of_date(*date, name),
        Value::LocalTime(time) => of_clock(*time, name),
        Value::Time(time) => of_time(*time, name),
        Value::LocalDateTime(at) => of_local(*at, name),
        Value::DateTime(at) => of_datetime(at, name),
        Value::Duration(duration) => of_duration(duration, name),
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

#[cfg(test)]
mod tests {
    use super::component;
    use crate::fun::temporal::testing::{print, value};
    use factio_graph::value::Value;

    /// Checks the components of a value, in pairs of name and what is shown.
    fn check(of: &str, components: &[(&str, &str)]) {
        let subject = value(of);
        for (name, wanted) in components {
            let found = component(&subject, name).map(|found| print(&found));
            assert_eq!(found.as_deref(), Some(*wanted), "{of}.{name}");
        }
    }

    #[test]
    fn a_date_has_its_calendar() {
        check(
            "date:1984-10-11",
            &[
                ("year", "1984"),
                ("quarter", "4"),
                ("month", "10"),
                ("week", "41"),
                ("weekYear", "1984"),
                ("day", "11"),
                ("ordinalDay", "285"),
                ("weekDay", "4"),
                ("dayOfWeek", "4"),
                ("dayOfQuarter", "11"),
                ("hour", "null"),
                ("nonsense", "null"),
            ],
        );
        check(
            "date:1984-01-01",
            &[("weekYear", "1983"), ("week", "52"), ("weekDay", "7")],
        );
    }

    #[test]
    fn a_datetime_has_all_there_is() {
        check(
            "datetime:1984-11-11T12:31:14.645876123[Europe/Stockholm]",
            &[
                ("dayOfQuarter", "42"),
                ("hour", "12"),
                ("minute", "31"),
                ("second", "14"),
                ("millisecond", "645"),
                ("microsecond", "645876"),
                ("nanosecond", "645876123"),
                ("timezone", "Europe/Stockholm"),
                ("offset", "+01:00"),
                ("offsetMinutes", "60"),
                ("offsetSeconds", "3600"),
                ("epochSeconds", "469020674"),
                ("epochMillis", "469020674645"),
            ],
        );
        check(
            "datetime:1969-12-31T23:59:59.5Z",
            &[("epochSeconds", "-1"), ("epochMillis", "-500")],
        );
        check(
            "time:12:00Z",
            &[("timezone", "Z"), ("offset", "Z"), ("epochSeconds", "null")],
        );
        check(
            "localtime:12:00",
            &[("hour", "12"), ("offset", "null"), ("year", "null")],
        );
    }

    #[test]
    fn a_duration_counts_each_of_its_groups() {
        check(
            "duration:P1Y4M10DT1H1M1.111111111S",
            &[
                ("years", "1"),
                ("quarters", "5"),
                ("months", "16"),
                ("weeks", "1"),
                ("days", "10"),
                ("hours", "1"),
                ("minutes", "61"),
                ("seconds", "3661"),
                ("milliseconds", "3661111"),
                ("microseconds", "3661111111"),
                ("nanoseconds", "3661111111111"),
                ("quartersOfYear", "1"),
                ("monthsOfQuarter", "1"),
                ("monthsOfYear", "4"),
                ("daysOfWeek", "3"),
                ("minutesOfHour", "1"),
                ("secondsOfMinute", "1"),
                ("millisecondsOfSecond", "111"),
                ("microsecondsOfSecond", "111111"),
                ("nanosecondsOfSecond", "111111111"),
                ("year", "null"),
            ],
        );
        check(
            "duration:PT-23H-59M-59.9S",
            &[("seconds", "-86400"), ("nanosecondsOfSecond", "100000000")],
        );
    }

    #[test]
    fn other_values_are_not_temporal() {
        for other in [Value::Null, Value::Integer(1), Value::string("year")] {
            assert_eq!(component(&other, "year"), None);
        }
    }
}
