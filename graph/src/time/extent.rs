//! The days that one EDTF date covers, in either calendar, as written and as widened by `~`.

use crate::time::calendar::{Calendar, Civil, MAX_YEAR};
use edtf_core::{Date, DateField, Precision, Year, YearKind};

/// The first and last day of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// As written.
    pub written: (i64, i64),
    /// Widened by one unit of the date's precision each way where it is approximate.
    pub used: (i64, i64),
    /// Whether some part of it is uncertain (`?`, `%`).
    pub uncertain: bool,
}

/// The extent of a date; `None` when it names no day of the calendar, or a year beyond the years that are counted.
pub(super) fn extent(date: &Date, calendar: Calendar) -> Option<Extent> {
    let first = calendar.day_number(extreme(date, calendar, Side::First)?)?;
    let last = calendar.day_number(extreme(date, calendar, Side::Last)?)?;
    let used = match unit(date) {
        None => (first, last),
        Some(Unit::Day) => (first - 1, last + 1),
        Some(Unit::Months(months)) => (
            calendar.months_later(first, -months)?,
            calendar.months_later(last + 1, months)? - 1,
        ),
    };
    Some(Extent {
        written: (first, last),
        used,
        uncertain: date.is_uncertain(),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

impl Side {
    /// The first value of an ascending iterator that has an answer, or the last.
    fn find<T, U>(
        self,
        mut values: impl DoubleEndedIterator<Item = T>,
        answer: impl FnMut(T) -> Option<U>,
    ) -> Option<U> {
        match self {
            Side::First => values.find_map(answer),
            Side::Last => values.rev().find_map(answer),
        }
    }

    fn opposite(self) -> Side {
        match self {
            Side::First => Side::Last,
            Side::Last => Side::First,
        }
    }
}

/// The first or last day that fits what is written.
fn extreme(date: &Date, calendar: Calendar, side: Side) -> Option<Civil> {
    let in_year = |year| extreme_in_year(date, calendar, year, side);
    match date.year.kind {
        YearKind::Standard { negative, digits } if date.year.significant_digits.is_none() => {
            let magnitudes = filled(digits, 0)..=filled(digits, 9);
            let fits =
                |magnitude: &i64| year_fits(digits, *magnitude) && !(negative && *magnitude == 0);
            match negative {
                false => side.find(magnitudes.filter(fits), in_year),
                true => side
                    .opposite()
                    .find(magnitudes.filter(fits), |magnitude| in_year(-magnitude)),
            }
        }
        _ => {
            let (low, high) = significant_years(&date.year)?;
            in_year(if side == Side::First { low } else { high })
        }
    }
}

fn extreme_in_year(date: &Date, calendar: Calendar, year: i64, side: Side) -> Option<Civil> {
    let (first, last) = match date.month {
        None => (1, 12),
        Some(month) => month.value().and_then(season).unwrap_or((1, 12)),
    };
    let month_fits = |month: u8| match date.month {
        Some(field) if date.precision() != Precision::Season => fits(field, month),
        _ => true,
    };
    side.find((first..=last).filter(|month| month_fits(*month)), |month| {
        let days = 1..=calendar.month_length(year, month);
        let day_fits = |day: &u8| date.day.is_none_or(|field| fits(field, *day));
        side.find(days.filter(day_fits), |day| {
            Some(Civil { year, month, day })
        })
    })
}

/// The months of a season, quarter or other part of the year (ISO 8601-2, 4.8). A winter stays within its year:
/// it is December of it.
pub(super) fn season(code: u8) -> Option<(u8, u8)> {
    Some(match code {
        21 | 25 | 31 => (3, 5),
        22 | 26 | 32 => (6, 8),
        23 | 27 | 29 => (9, 11),
        24 | 28 | 30 => (12, 12),
        33..=36 => ((code - 33) * 3 + 1, (code - 33) * 3 + 3),
        37..=39 => ((code - 37) * 4 + 1, (code - 37) * 4 + 4),
        40 => (1, 6),
        41 => (7, 12),
        _ => return None,
    })
}

fn fits(field: DateField, value: u8) -> bool {
    let [tens, ones] = field.digits;
    tens.is_none_or(|digit| digit == value / 10) && ones.is_none_or(|digit| digit == value % 10)
}

fn year_fits(digits: [Option<u8>; 4], magnitude: i64) -> bool {
    let mut rest = magnitude;
    digits.iter().rev().all(|digit| {
        let mine = rest % 10;
        rest /= 10;
        digit.is_none_or(|digit| i64::from(digit) == mine)
    })
}

/// The year with each unspecified digit replaced.
fn filled(digits: [Option<u8>; 4], fill: u8) -> i64 {
    digits.iter().fold(0, |year, digit| {
        year * 10 + i64::from(digit.unwrap_or(fill))
    })
}

/// The years that share the significant digits of a year that is written out.
fn significant_years(year: &Year) -> Option<(i64, i64)> {
    let value = year.value().filter(|value| value.abs() <= MAX_YEAR)?;
    let swept = insignificant(year);
    let magnitude = value.abs() - value.abs() % swept;
    let highest = magnitude + swept - 1;
    Some(match value < 0 {
        false => (magnitude, highest),
        true => (-highest, -magnitude),
    })
}

/// How many years share the significant digits of a year: 1 where no `S` is written.
fn insignificant(year: &Year) -> i64 {
    let digits = match year.kind {
        YearKind::Standard { .. } => 4,
        _ => year.value().map_or(0, decimal_digits),
    };
    year.significant_digits.map_or(1, |significant| {
        power_of_ten(digits.saturating_sub(significant))
    })
}

fn decimal_digits(value: i64) -> u32 {
    value
        .unsigned_abs()
        .checked_ilog10()
        .map_or(1, |log| log + 1)
}

/// Ten to the power, at most the largest year.
fn power_of_ten(exponent: u32) -> i64 {
    10i64
        .checked_pow(exponent)
        .unwrap_or(MAX_YEAR)
        .min(MAX_YEAR)
}

enum Unit {
    Day,
    Months(i64),
}

/// The unit of the finest part that is approximate. A part of which nothing is known (`XX`) has the unit of the part before it.
fn unit(date: &Date) -> Option<Unit> {
    let known = |field: &DateField| field.digits != [None, None];
    let approximate = |field: &DateField| field.qualifier.approximate;
    if date
        .day
        .as_ref()
        .is_some_and(|day| approximate(day) && known(day))
    {
        return Some(Unit::Day);
    }
    let day_approximate = date.day.as_ref().is_some_and(approximate);
    let month = date.month.as_ref();
    if let Some(month) =
        month.filter(|month| (approximate(month) || day_approximate) && known(month))
    {
        let length = month.value().and_then(season_length).unwrap_or(1);
        return Some(Unit::Months(length));
    }
    date.is_approximate()
        .then(|| Unit::Months(12 * year_unit(&date.year)))
}

fn season_length(code: u8) -> Option<i64> {
    match code {
        21..=36 => Some(3),
        37..=39 => Some(4),
        40 | 41 => Some(6),
        _ => None,
    }
}

/// A year, or the decade, century or more that its unspecified, insignificant or exponential digits leave.
fn year_unit(year: &Year) -> i64 {
    match year.kind {
        YearKind::Standard { digits, .. } if year.significant_digits.is_none() => {
            let unspecified = digits.iter().rev().take_while(|digit| digit.is_none());
            power_of_ten(unspecified.count() as u32)
        }
        YearKind::Exponential { exponent, .. } if year.significant_digits.is_none() => {
            power_of_ten(exponent)
        }
        _ => insignificant(year),
    }
}
