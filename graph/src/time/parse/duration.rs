//! Reading durations: by designators (`P1Y2M3DT4H`, `P2.5W`), or in the form of a date and time (`P2012-02-02T14:37:21.545`).

use crate::time::amount::Amount;
use crate::time::duration::Part;
use crate::time::error::within;
use crate::time::parse::cursor::Cursor;
use crate::time::{Duration, LocalTime, TimeError};

impl Duration {
    /// Reads a duration. With designators every part may have a sign and a fraction, and a sign may stand before the whole.
    ///
    /// # Errors
    /// When the text is no duration, or it is too long.
    pub fn parse(text: &str) -> Result<Duration, TimeError> {
        let unreadable = || TimeError::unreadable("duration", text);
        let mut cursor = Cursor::new(text);
        let sign = cursor.sign().unwrap_or(1);
        if !cursor.eat('P') {
            return Err(unreadable());
        }
        let duration = match looks_like_date(cursor) {
            true => from_date(cursor, text)?,
            false => {
                let parts = designated(cursor).ok_or_else(unreadable)?;
                Duration::from_parts(amounts(&parts)?)?
            }
        };
        match sign {
            1 => Ok(duration),
            _ => duration.negated(),
        }
    }
}

/// One part as it was written.
struct Written<'t> {
    part: Part,
    negative: bool,
    whole: &'t str,
    fraction: &'t str,
}

fn amounts(parts: &[Written<'_>]) -> Result<Vec<(Part, Amount)>, TimeError> {
    let amount = |written: &Written<'_>| {
        let amount = Amount::from_digits(written.whole, written.fraction)?;
        Ok(match written.negative {
            true => (written.part, amount.negated()),
            false => (written.part, amount),
        })
    };
    parts.iter().map(amount).collect()
}

const DATE_PARTS: &[(char, Part)] = &[
    ('Y', Part::Years),
    ('M', Part::Months),
    ('W', Part::Weeks),
    ('D', Part::Days),
];

const TIME_PARTS: &[(char, Part)] = &[
    ('H', Part::Hours),
    ('M', Part::Minutes),
    ('S', Part::Seconds),
];

/// One part or more, in the order of the designators.
fn designated(mut cursor: Cursor<'_>) -> Option<Vec<Written<'_>>> {
    let mut parts = Vec::new();
    read_parts(&mut cursor, DATE_PARTS, &mut parts)?;
    if cursor.eat('T') {
        let before = parts.len();
        read_parts(&mut cursor, TIME_PARTS, &mut parts)?;
        if parts.len() == before {
            return None;
        }
    }
    (cursor.at_end() && !parts.is_empty()).then_some(parts)
}

fn read_parts<'t>(
    cursor: &mut Cursor<'t>,
    mut designators: &[(char, Part)],
    parts: &mut Vec<Written<'t>>,
) -> Option<()> {
    while !cursor.at_end() && !cursor.rest.starts_with(['T', 't']) {
        let negative = cursor.sign() == Some(-1);
        let whole = cursor.digits();
        let fraction = match cursor.eat('.') || cursor.eat(',') {
            true => Some(cursor.digits()).filter(|digits| !digits.is_empty())?,
            false => "",
        };
        let found = designators
            .iter()
            .position(|(letter, _)| cursor.eat(*letter))?;
        if whole.is_empty() {
            return None;
        }
        parts.push(Written {
            part: designators[found].1,
            negative,
            whole,
            fraction,
        });
        designators = &designators[found + 1..];
    }
    Some(())
}

/// Whether digits come next that no designator follows.
fn looks_like_date(mut cursor: Cursor<'_>) -> bool {
    let digits = cursor.digits();
    digits.len() >= 4 && (cursor.at_end() || cursor.rest.starts_with(['-', 'T', 't']))
}

/// `2012-02-02T14:37:21.545` or `20120202T143721.545`: as many years, months, days, hours, minutes, seconds. `2012-202` has years and days.
fn from_date(cursor: Cursor<'_>, text: &str) -> Result<Duration, TimeError> {
    let unreadable = || TimeError::unreadable("duration", text);
    let (date, time) = match cursor.rest.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (cursor.rest, None),
    };
    let (years, months, days) = read_date(Cursor::new(date)).ok_or_else(unreadable)?;
    let months = within("months", months, 0, 12)?;
    let clock = match time {
        None => LocalTime::MIDNIGHT,
        Some(time) => LocalTime::parse(time).map_err(|error| match error {
            TimeError::Unreadable { .. } => unreadable(),
            other => other,
        })?,
    };
    Duration::new(
        i128::from(years * 12 + months),
        i128::from(days),
        i128::from(clock.nanoseconds),
    )
}

/// Years, months and days.
fn read_date(mut cursor: Cursor<'_>) -> Option<(i64, i64, i64)> {
    let years = cursor.number(4)?;
    let hyphen = cursor.eat('-');
    let (months, days) = match cursor.run() {
        0 if !hyphen => (0, 0),
        3 => (0, cursor.number(3)?),
        _ => {
            let months = cursor.number(2)?;
            match cursor.at_end() {
                true => (months, 0),
                false if hyphen == cursor.eat('-') => (months, cursor.number(2)?),
                false => return None,
            }
        }
    };
    (cursor.at_end() && days <= 366).then_some((years, months, days))
}

#[cfg(test)]
mod tests {
    use crate::time::Duration;

    #[test]
    fn durations_are_read_in_every_form() {
        let cases = [
            ("P14DT16H12M", "P14DT16H12M"),
            ("P5M1.5D", "P5M1DT12H"),
            ("P0.75M", "P22DT19H51M49.5S"),
            ("PT0.75M", "PT45S"),
            ("P2.5W", "P17DT12H"),
            ("P12Y5M14DT16H12M70S", "P12Y5M14DT16H13M10S"),
            ("P12Y5M-14DT16H", "P12Y5M-14DT16H"),
            ("PT-1.999S", "PT-1.999S"),
            ("PT-1M-0.001S", "PT-1M-0.001S"),
            ("PT-0.5S", "PT-0.5S"),
            ("PT1,5S", "PT1.5S"),
            ("PT+1S", "PT1S"),
            ("-P1Y2DT3S", "P-1Y-2DT-3S"),
            ("-P-1D", "P1D"),
            ("+P1D", "P1D"),
            ("p1dt2h", "P1DT2H"),
            ("PT0S", "PT0S"),
            ("P0D", "PT0S"),
            ("P1M", "P1M"),
            ("PT1M", "PT1M"),
            ("PT0.0000000019S", "PT0.000000001S"),
            ("P2012-02-02T14:37:21.545", "P2012Y2M2DT14H37M21.545S"),
            ("P20120202T143721.545", "P2012Y2M2DT14H37M21.545S"),
            ("P0001-00-00T00:00", "P1Y"),
            ("P0000-002T12", "P2DT12H"),
            ("P0003", "P3Y"),
            ("P0003-04", "P3Y4M"),
        ];
        for (text, wanted) in cases {
            let found = Duration::parse(text).map(|duration| duration.to_string());
            assert_eq!(found.as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_not_written_as_a_duration_is_refused() {
        let cases = [
            "",
            "P",
            "PT",
            "P1",
            "1D",
            "P1DT",
            "P1H",
            "PT1D",
            "P1D1Y",
            "P1Y1Y",
            "P.5D",
            "P1.D",
            "P--1D",
            "P1D ",
            "PT1S1M",
            "P2012-0202",
            "P201202-02",
            "P2012-13-01",
            "P2012-02-02T",
            "P2012-02-02T25",
            "P99999999999999999999D",
            "P9999999999999999999Y",
            "PTS",
            "P-D",
            "P1é",
            "é",
        ];
        for text in cases {
            assert!(Duration::parse(text).is_err(), "{text}");
        }
    }
}
