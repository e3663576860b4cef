//! Dates and times of day from the components of a map, set on what was selected or truncated before, or on nothing.
//!
//! Law: on nothing, a component needs all that are more significant; what is less significant is the lowest possible.

use crate::error::Result;
use crate::fun::temporal::failure::{failure, refused};
use crate::fun::temporal::fields::{Field, Fields};
use factio_graph::time::{Date, LocalTime, TimeError, Unit};

/// The ways to name a day of a year: by which components, the more significant first.
const WAYS: &[&[Field]] = &[
    &[Field::Month, Field::Day],
    &[Field::Week, Field::DayOfWeek],
    &[Field::Quarter, Field::DayOfQuarter],
    &[Field::OrdinalDay],
];

/// The date that the fields name.
///
/// # Errors
/// When components are missing, contradict each other, or name no day.
pub(super) fn date(fields: &Fields, base: Option<Date>) -> Result<Date> {
    let way = way(fields)?;
    match base {
        Some(base) => replaced(fields, base).map_err(failure),
        None if !fields.has(Field::Year) => Err(refused("a date needs a 'year'".into())),
        None => {
            complete(fields, way)?;
            fresh(fields, way)
        }
    }
}

/// The one way in which the fields name a day.
fn way(fields: &Fields) -> Result<&'static [Field]> {
    let mut used = WAYS
        .iter()
        .filter_map(|way| Some((*way, fields.first_of(way)?)));
    match (used.next(), used.next()) {
        (None, _) => Ok(WAYS[0]),
        (Some((way, _)), None) => Ok(way),
        (Some((_, first)), Some((_, second))) => Err(refused(format!(
            "'{}' and '{}' do not go together",
            first.name(),
            second.name()
        ))),
    }
}

/// Fails when a component is missing before one that is given.
fn complete(fields: &Fields, ordered: &[Field]) -> Result<()> {
    let first_missing = ordered.iter().position(|field| !fields.has(*field));
    let Some(missing) = first_missing else {
        return Ok(());
    };
    let needed = ordered[missing].name();
    match fields.first_of(&ordered[missing..]) {
        Some(given) => Err(refused(format!(
            "'{}' needs '{needed}' beside it",
            given.name()
        ))),
        None => Ok(()),
    }
}

fn fresh(fields: &Fields, way: &[Field]) -> Result<Date> {
    let or_first = |field| fields.get(field).unwrap_or(1);
    let year = or_first(Field::Year);
    let date = match way[0] {
        Field::Week => Date::from_week(year, or_first(Field::Week), or_first(Field::DayOfWeek)),
        Field::Quarter => Date::from_quarter(
            year,
            or_first(Field::Quarter),
            or_first(Field::DayOfQuarter),
        ),
        Field::OrdinalDay => Date::from_ordinal(year, or_first(Field::OrdinalDay)),
        _ => Date::new(year, or_first(Field::Month), or_first(Field::Day)),
    };
    date.map_err(failure)
}

/// The base with each given component replaced, the more significant first. Beside a week, the year is the week's.
fn replaced(fields: &Fields, base: Date) -> std::result::Result<Date, TimeError> {
    type Replace = fn(Date, i64) -> std::result::Result<Date, TimeError>;
    let with_year: Replace = match fields.has(Field::Week) {
        true => Date::with_week_year,
        false => Date::with_year,
    };
    let steps: [(Field, Replace); 8] = [
        (Field::Year, with_year),
        (Field::Quarter, Date::with_quarter),
        (Field::Month, Date::with_month),
        (Field::Week, Date::with_week),
        (Field::OrdinalDay, Date::with_ordinal_day),
        (Field::DayOfQuarter, Date::with_day_of_quarter),
        (Field::DayOfWeek, Date::with_day_of_week),
        (Field::Day, Date::with_day),
    ];
    steps
        .into_iter()
        .try_fold(base, |date, (field, replace)| match fields.get(field) {
            Some(number) => replace(date, number),
            None => Ok(date),
        })
}

const CLOCK: &[Field] = &[Field::Hour, Field::Minute, Field::Second];

const FRACTIONS: &[Field] = &[Field::Millisecond, Field::Microsecond, Field::Nanosecond];

/// The time of day that the fields name. The fraction of a second is replaced as a whole, except that what is known of it down to
/// `kept` stays.
///
/// # Errors
/// When components are missing or out of range.
pub(super) fn time(
    fields: &Fields,
    base: Option<LocalTime>,
    kept: Option<Unit>,
) -> Result<LocalTime> {
    if base.is_none() {
        complete(fields, CLOCK)?;
        if let Some(given) = fields.first_of(FRACTIONS)
            && !fields.has(Field::Second)
        {
            return Err(refused(format!(
                "'{}' needs 'second' beside it",
                given.name()
            )));
        }
    }
    let base = base.unwrap_or(LocalTime::MIDNIGHT);
    let or_base = |field, base: u8| fields.get(field).unwrap_or(i64::from(base));
    let second = or_base(Field::Second, base.second());
    LocalTime::new(
        or_base(Field::Hour, base.hour()),
        or_base(Field::Minute, base.minute()),
        second,
        fraction(fields, base, kept).map_err(failure)?,
    )
    .map_err(failure)
}

/// The nanosecond of the second. Beside a greater part, each part counts to 999 of it only.
fn fraction(
    fields: &Fields,
    base: LocalTime,
    kept: Option<Unit>,
) -> std::result::Result<i64, TimeError> {
    if fields.first_of(FRACTIONS).is_none() {
        return Ok(i64::from(base.nanosecond()));
    }
    let whole = i64::from(base.nanosecond());
    let given = |field, unit, length| match fields.get(field) {
        None if kept == Some(unit) => Some(whole / length),
        given => given,
    };
    let milliseconds = given(Field::Millisecond, Unit::Millisecond, 1_000_000);
    let microseconds = given(Field::Microsecond, Unit::Microsecond, 1_000);
    let nanoseconds = fields.get(Field::Nanosecond);
    let in_micro = if milliseconds.is_some() { 999 } else { 999_999 };
    let in_nano = match (milliseconds, microseconds) {
        (_, Some(_)) => 999,
        (Some(_), None) => 999_999,
        (None, None) => 999_999_999,
    };
    let part = |field: Field, number: Option<i64>, high| match number {
        Some(value) if !(0..=high).contains(&value) => Err(TimeError::OutOfRange {
            component: field.name(),
            value,
            low: 0,
            high,
        }),
        number => Ok(number.unwrap_or(0)),
    };
    Ok(part(Field::Millisecond, milliseconds, 999)? * 1_000_000
        + part(Field::Microsecond, microseconds, in_micro)? * 1_000
        + part(Field::Nanosecond, nanoseconds, in_nano)?)
}

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::check;

    #[test]
    fn a_day_is_named_in_four_ways() {
        check(&[
            ("date", "{year 1984}", "1984-01-01"),
            ("date", "{year 1984 month 10}", "1984-10-01"),
            ("date", "{year 1984 month 10 day 11}", "1984-10-11"),
            ("date", "{day 11 month 10 year 1984}", "1984-10-11"),
            ("date", "{year 1816 week 1}", "1816-01-01"),
            ("date", "{year 1817 week 1}", "1816-12-30"),
            ("date", "{year 1818 week 53}", "1818-12-28"),
            ("date", "{year 1817 week 1 dayOfWeek 2}", "1816-12-31"),
            ("date", "{year 1984 ordinalDay 202}", "1984-07-20"),
            (
                "date",
                "{year 1984 quarter 3 dayOfQuarter 45}",
                "1984-08-14",
            ),
            ("date", "{year 1984 quarter 3}", "1984-07-01"),
            ("date", "{year -44 month 3 day 15}", "-0044-03-15"),
        ]);
    }

    #[test]
    fn what_does_not_name_a_day_is_refused() {
        check(&[
            ("date", "{}", "ArgumentError: a date needs a 'year'"),
            ("date", "{month 2}", "ArgumentError: a date needs a 'year'"),
            (
                "date",
                "{year 1984 day 2}",
                "ArgumentError: 'day' needs 'month' beside it",
            ),
            (
                "date",
                "{year 1984 dayOfWeek 2}",
                "ArgumentError: 'dayOfWeek' needs 'week' beside it",
            ),
            (
                "date",
                "{year 1984 dayOfQuarter 2}",
                "ArgumentError: 'dayOfQuarter' needs 'quarter' beside it",
            ),
            (
                "date",
                "{year 1984 month 1 week 2}",
                "ArgumentError: 'month' and 'week' do not go together",
            ),
            (
                "date",
                "{year 1984 quarter 1 day 2}",
                "ArgumentError: 'day' and 'quarter' do not go together",
            ),
            (
                "date",
                "{year 1984 month 2 day 30}",
                "ArgumentError: month 2 of the year 1984 has no day 30",
            ),
            (
                "date",
                "{year 1817 week 53}",
                "ArgumentError: week must lie in 1..52, not 53",
            ),
        ]);
    }

    #[test]
    fn fractions_of_a_second_are_given_in_one_part_or_in_several() {
        check(&[
            ("localtime", "{hour 12}", "12:00"),
            (
                "localtime",
                "{hour 12 minute 31 second 14 nanosecond 645876123}",
                "12:31:14.645876123",
            ),
            (
                "localtime",
                "{hour 12 minute 31 second 14 microsecond 645876}",
                "12:31:14.645876",
            ),
            (
                "localtime",
                "{hour 12 minute 31 second 14 millisecond 645}",
                "12:31:14.645",
            ),
            (
                "localtime",
                "{hour 12 minute 31 second 14 nanosecond 789 millisecond 123 microsecond 456}",
                "12:31:14.123456789",
            ),
            (
                "localtime",
                "{time localtime:12:00:00.123456789 microsecond 5}",
                "12:00:00.000005",
            ),
            (
                "localtime",
                "{hour 1 minute 1 second 1 millisecond 1 microsecond 1000}",
                "ArgumentError: microsecond must lie in 0..999, not 1000",
            ),
            (
                "localtime",
                "{hour 1 minute 1 second 1 microsecond 1 nanosecond 1000}",
                "ArgumentError: nanosecond must lie in 0..999, not 1000",
            ),
        ]);
    }

    #[test]
    fn a_time_needs_what_is_more_significant() {
        check(&[
            ("localtime", "{}", "ArgumentError: a time needs an 'hour'"),
            (
                "time",
                "{minute 1}",
                "ArgumentError: a time needs an 'hour'",
            ),
            ("localdatetime", "{year 2015}", "2015-01-01T00:00"),
            (
                "localdatetime",
                "{year 2015 minute 1}",
                "ArgumentError: 'minute' needs 'hour' beside it",
            ),
            (
                "localtime",
                "{hour 1 second 1}",
                "ArgumentError: 'second' needs 'minute' beside it",
            ),
            (
                "localtime",
                "{hour 1 nanosecond 1}",
                "ArgumentError: 'nanosecond' needs 'second' beside it",
            ),
            (
                "localtime",
                "{hour 24}",
                "ArgumentError: hour must lie in 0..23, not 24",
            ),
        ]);
    }
}
