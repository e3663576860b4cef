//! Durations: months, days and seconds side by side, since none of them is a fixed number of the next.

use crate::time::TimeError;
use crate::time::amount::{Amount, Factor};
use crate::time::local::{DAY, SECOND, write_fraction};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A length of time in four parts. Rust's equality is structural, which is also the language's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Duration {
    pub months: i64,
    pub days: i64,
    pub seconds: i64,
    /// 0 to 999,999,999.
    pub nanoseconds: i32,
}

/// A twelfth of the mean Gregorian year of 365.2425 days, in nanoseconds: what a fraction of a month is a fraction of.
const MONTH: i128 = 2_629_746 * SECOND;

const OVERFLOW: TimeError = TimeError::Overflow("duration");

/// The parts that a duration is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Years,
    Quarters,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

impl Duration {
    /// A duration of so many months, days and nanoseconds.
    ///
    /// # Errors
    /// When one of them, or the seconds that the nanoseconds make, does not fit 64 bits.
    pub fn new(months: i128, days: i128, nanoseconds: i128) -> Result<Duration, TimeError> {
        let fitting = |part: i128| i64::try_from(part).map_err(|_| OVERFLOW);
        Ok(Duration {
            months: fitting(months)?,
            days: fitting(days)?,
            seconds: fitting(nanoseconds.div_euclid(SECOND))?,
            nanoseconds: nanoseconds.rem_euclid(SECOND) as i32,
        })
    }

    /// The sum of the parts. Whole amounts stay in months, days or seconds; what is left of a month is given out as days and seconds of
    /// the mean Gregorian year, what is left of a day as seconds of 24 hours, and what is left of a nanosecond is dropped.
    ///
    /// # Errors
    /// When the sum is too long.
    pub fn from_parts(
        parts: impl IntoIterator<Item = (Part, Amount)>,
    ) -> Result<Duration, TimeError> {
        let (mut months, mut days, mut nanoseconds) = Default::default();
        for (part, amount) in parts {
            let (sum, times): (&mut Amount, i128) = match part {
                Part::Years => (&mut months, 12),
                Part::Quarters => (&mut months, 3),
                Part::Months => (&mut months, 1),
                Part::Weeks => (&mut days, 7),
                Part::Days => (&mut days, 1),
                Part::Hours => (&mut nanoseconds, 3_600 * SECOND),
                Part::Minutes => (&mut nanoseconds, 60 * SECOND),
                Part::Seconds => (&mut nanoseconds, SECOND),
                Part::Milliseconds => (&mut nanoseconds, 1_000_000),
                Part::Microseconds => (&mut nanoseconds, 1_000),
                Part::Nanoseconds => (&mut nanoseconds, 1),
            };
            *sum = sum.plus(amount, times);
        }
        let pair = |amount: Amount| (amount.whole, amount.rest);
        gather(pair(months), pair(days), pair(nanoseconds), Amount::OVER)
    }

    /// # Errors
    /// When the sum is too long.
    pub fn plus(&self, other: &Duration) -> Result<Duration, TimeError> {
        Duration::new(
            i128::from(self.months) + i128::from(other.months),
            i128::from(self.days) + i128::from(other.days),
            self.clock_nanoseconds() + other.clock_nanoseconds(),
        )
    }

    /// # Errors
    /// When the difference is too long.
    pub fn minus(&self, other: &Duration) -> Result<Duration, TimeError> {
        Duration::new(
            i128::from(self.months) - i128::from(other.months),
            i128::from(self.days) - i128::from(other.days),
            self.clock_nanoseconds() - other.clock_nanoseconds(),
        )
    }

    /// # Errors
    /// When the result is too long.
    pub fn negated(&self) -> Result<Duration, TimeError> {
        Duration::default().minus(self)
    }

    /// Each part times the factor; fractions go on to the smaller parts as in [`Duration::from_parts`].
    ///
    /// # Errors
    /// When the product is too long.
    pub fn times(&self, factor: Factor) -> Result<Duration, TimeError> {
        let (seconds, rest) = factor.times(self.seconds)?;
        let (nanoseconds, rest_of_nanoseconds) = factor.times(i64::from(self.nanoseconds))?;
        let whole = seconds.checked_mul(SECOND).ok_or(OVERFLOW)? + nanoseconds;
        let rest = rest * SECOND + rest_of_nanoseconds;
        gather(
            factor.times(self.months)?,
            factor.times(self.days)?,
            (whole, rest),
            factor.denominator,
        )
    }

    /// # Errors
    /// When the divisor is zero, or so small that the quotient is too long.
    pub fn divided_by(&self, divisor: Factor) -> Result<Duration, TimeError> {
        self.times(divisor.inverted()?)
    }

    /// The length with months of the mean Gregorian year and days of 24 hours: the order of ORDER BY.
    pub fn average_nanoseconds(&self) -> i128 {
        i128::from(self.months) * MONTH + i128::from(self.days) * DAY + self.clock_nanoseconds()
    }

    /// The seconds and nanoseconds together, in nanoseconds.
    pub fn clock_nanoseconds(&self) -> i128 {
        i128::from(self.seconds) * SECOND + i128::from(self.nanoseconds)
    }
}

/// Months, days and nanoseconds, each `whole + rest / over`, with the fractions given out to the smaller.
fn gather(
    months: (i128, i128),
    days: (i128, i128),
    nanoseconds: (i128, i128),
    over: i128,
) -> Result<Duration, TimeError> {
    let left = months.1 * MONTH + days.1 * DAY;
    let (mut more_days, mut clock) = (left / over / DAY, left / over % DAY);
    let sum = days.0 + more_days;
    if sum > 0 && clock < 0 {
        (more_days, clock) = (more_days - 1, clock + DAY);
    } else if sum < 0 && clock > 0 {
        (more_days, clock) = (more_days + 1, clock - DAY);
    }
    let last = (left % over + nanoseconds.1) / over;
    Duration::new(months.0, days.0 + more_days, nanoseconds.0 + clock + last)
}

/// `P1Y2M3DT4H5M6.7S`, each part with its own sign and only where it is not zero; `PT0S` for nothing.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Duration::default() {
            return f.write_str("PT0S");
        }
        f.write_str("P")?;
        write_part(f, i128::from(self.months / 12), 'Y')?;
        write_part(f, i128::from(self.months % 12), 'M')?;
        write_part(f, i128::from(self.days), 'D')?;
        let clock = self.clock_nanoseconds();
        if clock == 0 {
            return Ok(());
        }
        f.write_str("T")?;
        write_part(f, clock / (3_600 * SECOND), 'H')?;
        write_part(f, clock / (60 * SECOND) % 60, 'M')?;
        write_seconds(f, clock % (60 * SECOND))
    }
}

fn write_part(f: &mut fmt::Formatter<'_>, amount: i128, letter: char) -> fmt::Result {
    match amount {
        0 => Ok(()),
        _ => write!(f, "{amount}{letter}"),
    }
}

fn write_seconds(f: &mut fmt::Formatter<'_>, nanoseconds: i128) -> fmt::Result {
    if nanoseconds == 0 {
        return Ok(());
    }
    if nanoseconds < 0 {
        f.write_str("-")?;
    }
    let nanoseconds = nanoseconds.abs();
    write!(f, "{}", nanoseconds / SECOND)?;
    write_fraction(f, (nanoseconds % SECOND) as u32)?;
    f.write_str("S")
}

#[cfg(test)]
mod tests {
    use super::{Duration, Part};
    use crate::time::{Amount, Factor, TimeError};

    fn duration(text: &str) -> Duration {
        Duration::parse(text).expect("a duration of the test")
    }

    /// Checks each result by how it prints.
    fn check(cases: &[(Result<Duration, TimeError>, &str)]) {
        for (found, wanted) in cases {
            let found = found.as_ref().map(Duration::to_string);
            assert_eq!(found.as_deref(), Ok(*wanted));
        }
    }

    #[test]
    fn fractions_go_on_to_the_smaller_parts() {
        let made = |parts: &[(Part, f64)]| {
            let amounts = parts.iter().map(|(part, amount)| {
                (*part, Amount::from_float(*amount).expect("a small number"))
            });
            Duration::from_parts(amounts)
        };
        check(&[
            (made(&[(Part::Months, 5.0), (Part::Days, 1.5)]), "P5M1DT12H"),
            (made(&[(Part::Months, 0.75)]), "P22DT19H51M49.5S"),
            (made(&[(Part::Months, -0.75)]), "P-22DT-19H-51M-49.5S"),
            (made(&[(Part::Weeks, 2.5)]), "P17DT12H"),
            (
                made(&[(Part::Years, 12.5), (Part::Months, 5.5)]),
                "P12Y11M15DT5H14M33S",
            ),
            (
                made(&[(Part::Months, -0.5), (Part::Days, 20.0)]),
                "P4DT18H45M27S",
            ),
            (
                made(&[(Part::Months, 0.5), (Part::Days, -20.0)]),
                "P-4DT-18H-45M-27S",
            ),
            (made(&[(Part::Days, 0.1)]), "PT2H24M"),
            (
                made(&[(Part::Minutes, 1.5), (Part::Seconds, 1.0)]),
                "PT1M31S",
            ),
            (
                made(&[(Part::Seconds, -2.0), (Part::Milliseconds, 1.0)]),
                "PT-1.999S",
            ),
            (made(&[(Part::Nanoseconds, 0.9)]), "PT0S"),
            (made(&[(Part::Quarters, 5.0)]), "P1Y3M"),
        ]);
        let huge = [(Part::Years, Amount::from(i64::MAX))];
        assert_eq!(
            Duration::from_parts(huge),
            Err(TimeError::Overflow("duration"))
        );
    }

    #[test]
    fn parts_add_up_each_by_itself() {
        let (a, b) = (
            duration("P12Y5M14DT16H13M10.000000001S"),
            duration("P1M-14DT15H49M10S"),
        );
        check(&[
            (a.plus(&b), "P12Y6MT32H2M20.000000001S"),
            (a.minus(&b), "P12Y4M28DT24M0.000000001S"),
            (b.minus(&a), "P-12Y-4M-28DT-24M-0.000000001S"),
            (a.minus(&a), "PT0S"),
            (b.negated(), "P-1M14DT-15H-49M-10S"),
        ]);
        let longest = Duration {
            months: i64::MIN,
            ..Duration::default()
        };
        assert_eq!(longest.negated(), Err(TimeError::Overflow("duration")));
        assert_eq!(longest.plus(&longest), Err(TimeError::Overflow("duration")));
    }

    #[test]
    fn factors_scale_each_part_and_fractions_go_on() {
        let length = duration("P12Y5M14DT16H13M10.000000001S");
        let half = Factor::from_float(0.5).expect("a small number");
        check(&[
            (
                length.times(Factor::from(2)),
                "P24Y10M28DT32H26M20.000000002S",
            ),
            (length.divided_by(Factor::from(2)), "P6Y2M22DT13H21M8S"),
            (length.times(half), "P6Y2M22DT13H21M8S"),
            (length.divided_by(half), "P24Y10M28DT32H26M20.000000002S"),
            (
                length.times(Factor::from(-1)),
                "P-12Y-5M-14DT-16H-13M-10.000000001S",
            ),
            (length.times(Factor::from(0)), "PT0S"),
            (duration("P1M").divided_by(Factor::from(3)), "P10DT3H29M42S"),
            (
                duration("P1M").divided_by(Factor::from(-3)),
                "P-10DT-3H-29M-42S",
            ),
            (
                duration("PT1S").divided_by(Factor::from(3)),
                "PT0.333333333S",
            ),
            (duration("P1D").divided_by(Factor::from(i64::MAX)), "PT0S"),
        ]);
        let none = length.divided_by(Factor::from(0));
        assert_eq!(none, Err(TimeError::DivisionByZero));
        let longest = Duration {
            seconds: i64::MAX,
            ..Duration::default()
        };
        for factor in [
            Factor::from(2),
            Factor::from_float(1e19).expect("a large number"),
        ] {
            assert_eq!(longest.times(factor), Err(TimeError::Overflow("duration")));
        }
    }

    #[test]
    fn the_average_month_is_a_twelfth_of_the_average_year() {
        let ascending = ["P30D", "P1M", "P31D", "P365D", "P1Y", "P366D"];
        for pair in ascending.windows(2) {
            let (shorter, longer) = (duration(pair[0]), duration(pair[1]));
            assert!(
                shorter.average_nanoseconds() < longer.average_nanoseconds(),
                "{pair:?}"
            );
        }
        let extreme = Duration {
            months: i64::MIN,
            days: i64::MIN,
            seconds: i64::MIN,
            nanoseconds: 0,
        };
        assert!(extreme.average_nanoseconds() < 0);
        assert!(
            extreme
                .to_string()
                .starts_with("P-768614336404564650Y-8M-9223372036854775808DT-")
        );
    }
}
