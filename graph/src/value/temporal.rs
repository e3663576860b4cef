//! How temporal values stand to each other: by the instant first, then by what is left to tell them apart.

use crate::time::{DateTime, Duration, LocalTime, Period, Time};
use std::cmp::Ordering;

const NANOSECONDS: i128 = 1_000_000_000;
const SECONDS_A_DAY: i128 = 86_400;
/// A twelfth of the mean Gregorian year of 365.2425 days.
const SECONDS_A_MONTH: i128 = 2_629_746;

/// Times by their instant of the day in UTC, then by offset.
pub(super) fn compare_times(a: &Time, b: &Time) -> Ordering {
    let instant = |time: &Time| utc(0, time.local, time.offset);
    instant(a)
        .cmp(&instant(b))
        .then_with(|| a.offset.cmp(&b.offset))
}

/// Dates with times by their instant, then by offset, then by the name of the zone.
pub(super) fn compare_datetimes(a: &DateTime, b: &DateTime) -> Ordering {
    let instant = |at: &DateTime| utc(at.local.date.days, at.local.time, at.offset);
    instant(a)
        .cmp(&instant(b))
        .then_with(|| a.offset.cmp(&b.offset))
        .then_with(|| a.zone.cmp(&b.zone))
}

/// Durations by their mean length, then by months and days. Only ORDER BY asks: `<` on durations is unknown.
pub(super) fn order_durations(a: &Duration, b: &Duration) -> Ordering {
    let parts = |d: &Duration| (length(d), d.months, d.days);
    parts(a).cmp(&parts(b))
}

/// Periods by their bounds, then by what was written.
pub(super) fn order_periods(a: &Period, b: &Period) -> Ordering {
    a.order(b)
}

/// Nanoseconds since 1970-01-01T00:00Z.
fn utc(days: i64, time: LocalTime, offset: i32) -> i128 {
    let seconds = i128::from(days) * SECONDS_A_DAY - i128::from(offset);
    seconds * NANOSECONDS + i128::from(time.nanoseconds)
}

fn length(duration: &Duration) -> i128 {
    let seconds = i128::from(duration.months) * SECONDS_A_MONTH
        + i128::from(duration.days) * SECONDS_A_DAY
        + i128::from(duration.seconds);
    seconds * NANOSECONDS + i128::from(duration.nanoseconds)
}

#[cfg(test)]
mod tests {
    use super::{compare_times, order_durations};
    use crate::time::{Duration, LocalTime, Time};
    use std::cmp::Ordering;

    fn time(hour: u64, offset: i32) -> Time {
        Time {
            local: LocalTime {
                nanoseconds: hour * 3_600_000_000_000,
            },
            offset,
        }
    }

    #[test]
    fn times_go_by_the_instant_and_not_by_the_clock() {
        assert_eq!(
            compare_times(&time(12, 5 * 3600), &time(10, -8 * 3600)),
            Ordering::Less
        );
        assert_eq!(
            compare_times(&time(10, 3600), &time(9, 0)),
            Ordering::Greater
        );
    }

    #[test]
    fn a_month_is_longer_than_thirty_days_and_shorter_than_thirty_one() {
        let months = |months| Duration {
            months,
            ..Duration::default()
        };
        let days = |days| Duration {
            days,
            ..Duration::default()
        };
        assert_eq!(order_durations(&months(1), &days(30)), Ordering::Greater);
        assert_eq!(order_durations(&months(1), &days(31)), Ordering::Less);
    }
}
