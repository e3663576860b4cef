//! Writes four day bounds as EDTF where EDTF can say them, else by hand.

use crate::time::bounds::{Bounds, FUTURE, PAST};
use crate::time::by_hand;
use crate::time::calendar::{Calendar, Civil};
use crate::time::edtf::{self, Reading};
use crate::time::extent::season;

/// The text of four bounds. What it gives reads back as the same bounds.
pub(super) fn write(bounds: Bounds) -> String {
    let same = |text: &String| {
        edtf::read(text, Calendar::Gregorian)
            == Ok(Reading {
                written: bounds,
                used: bounds,
            })
    };
    single(&bounds)
        .into_iter()
        .chain(intervals(&bounds))
        .find(same)
        .unwrap_or_else(|| by_hand::write(&bounds))
}

/// One date, or a date somewhere in a range: where start and end lie in the same days.
fn single(bounds: &Bounds) -> Vec<String> {
    if bounds.start() != bounds.end() {
        return Vec::new();
    }
    let (first, last) = bounds.start();
    let mut texts: Vec<String> = dates_where(first, |from, to| (from, to) == (first, last))
        .map(|date| doubt(date, bounds))
        .collect();
    let day = |day: i64| match day {
        PAST | FUTURE => Some(String::new()),
        day => day_text(day),
    };
    if let (Some(from), Some(to)) = (day(first), day(last)) {
        texts.push(format!("[{from}..{to}]"));
    }
    texts
}

/// The intervals that may say it. A range that was cut short by the other end may have been any longer one.
fn intervals(bounds: &Bounds) -> Vec<String> {
    let (s_lo, s_hi) = bounds.start();
    let (e_lo, e_hi) = bounds.end();
    let starts: Vec<String> = match s_lo {
        PAST if bounds.starts_open() => vec!["..".into()],
        PAST if s_hi == e_hi => vec![String::new()],
        PAST => day_text(s_hi)
            .map(|day| format!("..{}", doubt(day, bounds)))
            .into_iter()
            .collect(),
        _ => dates_where(s_lo, |from, to| {
            from == s_lo && (to == s_hi || s_hi == e_hi && to > s_hi)
        })
        .map(|date| doubt(date, bounds))
        .collect(),
    };
    let ends: Vec<String> = match e_hi {
        FUTURE if bounds.ends_open() => vec!["..".into()],
        FUTURE if e_lo == s_lo => vec![String::new()],
        FUTURE => day_text(e_lo)
            .map(|day| format!("{}..", doubt(day, bounds)))
            .into_iter()
            .collect(),
        _ => dates_where(e_hi, |from, to| {
            to == e_hi && (from == e_lo || e_lo == s_lo && from < e_lo)
        })
        .map(|date| doubt(date, bounds))
        .collect(),
    };
    starts
        .iter()
        .flat_map(|start| ends.iter().map(move |end| format!("{start}/{end}")))
        .collect()
}

fn doubt(date: String, bounds: &Bounds) -> String {
    match bounds.is_doubtful() {
        true => date + "?",
        false => date,
    }
}

/// A stretch of days that an EDTF date can name.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Month,
    /// A season, quarter or other part of the year, by its code.
    Part(u8),
    Year,
    Decade,
    Century,
    Millennium,
}

/// The dates around a day whose first and last days are as wanted.
fn dates_where(day: i64, wanted: impl Fn(i64, i64) -> bool) -> impl Iterator<Item = String> {
    let civil = match day {
        PAST | FUTURE => None,
        day => Some(Calendar::Gregorian.civil(day)),
    };
    let whole = [
        Unit::Day,
        Unit::Month,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Millennium,
    ];
    let units = whole
        .into_iter()
        .chain((33..=41).chain(21..=23).map(Unit::Part));
    civil.into_iter().flat_map(move |civil| {
        let texts: Vec<String> = units
            .clone()
            .filter(|unit| days_of(*unit, civil).is_some_and(|(first, last)| wanted(first, last)))
            .filter_map(|unit| unit_text(unit, civil))
            .collect();
        texts
    })
}

/// The first and last day of the unit around a day.
fn days_of(unit: Unit, around: Civil) -> Option<(i64, i64)> {
    let Civil { year, month, day } = around;
    let months = |first: u8, last: u8| {
        let from = Civil {
            year,
            month: first,
            day: 1,
        };
        let to = Civil {
            year,
            month: last,
            day: Calendar::Gregorian.month_length(year, last),
        };
        Some((number(from)?, number(to)?))
    };
    let years = |length: i64| {
        let first = year - year.rem_euclid(length);
        let from = Civil {
            year: first,
            month: 1,
            day: 1,
        };
        let to = Civil {
            year: first + length - 1,
            month: 12,
            day: 31,
        };
        Some((number(from)?, number(to)?))
    };
    match unit {
        Unit::Day => number(Civil { year, month, day }).map(|day| (day, day)),
        Unit::Month => months(month, month),
        Unit::Part(code) => season(code).and_then(|(first, last)| months(first, last)),
        Unit::Year => years(1),
        Unit::Decade => years(10),
        Unit::Century => years(100),
        Unit::Millennium => years(1000),
    }
}

fn number(civil: Civil) -> Option<i64> {
    Calendar::Gregorian.day_number(civil)
}

fn unit_text(unit: Unit, around: Civil) -> Option<String> {
    let Civil { year, month, day } = around;
    let four = four_digits(year);
    let positive = || four.clone().filter(|_| year >= 0);
    match unit {
        Unit::Day => four.map(|year| format!("{year}-{month:02}-{day:02}")),
        Unit::Month => four.map(|year| format!("{year}-{month:02}")),
        Unit::Part(code) => four.map(|year| format!("{year}-{code}")),
        Unit::Year => Some(four.unwrap_or_else(|| format!("Y{year}"))),
        Unit::Decade => positive().map(|year| format!("{}X", &year[..3])),
        Unit::Century => positive().map(|year| format!("{}XX", &year[..2])),
        Unit::Millennium => positive().map(|year| format!("{}XXX", &year[..1])),
    }
}

/// A year of four digits; `None` beyond them.
pub(super) fn four_digits(year: i64) -> Option<String> {
    match year {
        0..=9999 => Some(format!("{year:04}")),
        -9999..=-1 => Some(format!("-{:04}", -year)),
        _ => None,
    }
}

fn day_text(day: i64) -> Option<String> {
    unit_text(Unit::Day, Calendar::Gregorian.civil(day))
}
