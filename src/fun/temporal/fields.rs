//! The map that a temporal value is made from: what to select from other values, and which components to set.

use crate::error::{Error, Result};
use crate::fun::temporal::failure::{failure, refused, wrong_type};
use crate::fun::temporal::target::{Target, instant};
use factio_graph::time::{DateTime, Instant, Zone};
use factio_graph::value::{Map, Value};

/// A component that is set to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Year,
    Quarter,
    Month,
    Week,
    OrdinalDay,
    DayOfQuarter,
    DayOfWeek,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    EpochSeconds,
    EpochMillis,
}

const NUMBERS: &[(&str, Field)] = &[
    ("year", Field::Year),
    ("quarter", Field::Quarter),
    ("month", Field::Month),
    ("week", Field::Week),
    ("ordinalDay", Field::OrdinalDay),
    ("dayOfQuarter", Field::DayOfQuarter),
    ("dayOfWeek", Field::DayOfWeek),
    ("day", Field::Day),
    ("hour", Field::Hour),
    ("minute", Field::Minute),
    ("second", Field::Second),
    ("millisecond", Field::Millisecond),
    ("microsecond", Field::Microsecond),
    ("nanosecond", Field::Nanosecond),
    ("epochSeconds", Field::EpochSeconds),
    ("epochMillis", Field::EpochMillis),
];

/// What a map says.
#[derive(Debug, Default)]
pub(super) struct Fields {
    numbers: [Option<i64>; NUMBERS.len()],
    /// Selectors: where to take the date, the time, or both from.
    pub(super) date: Option<Instant>,
    pub(super) time: Option<Instant>,
    pub(super) datetime: Option<Instant>,
    pub(super) zone: Option<Zone>,
}

impl Field {
    pub(super) fn name(self) -> &'static str {
        NUMBERS[self as usize].0
    }

    /// Whether values of that type have this component.
    fn is_of(self, target: Target) -> bool {
        match self {
            Field::EpochSeconds | Field::EpochMillis => target == Target::DateTime,
            Field::Hour
            | Field::Minute
            | Field::Second
            | Field::Millisecond
            | Field::Microsecond
            | Field::Nanosecond => target.has_time(),
            _ => target.has_date(),
        }
    }
}

impl Fields {
    /// Reads a map for a function that makes `target`; `None` when a component is null, since then the whole is unknown.
    ///
    /// # Errors
    /// When a key is unknown or not one of that type's, or a value is of the wrong type.
    pub(super) fn read(target: Target, map: &Map) -> Result<Option<Fields>> {
        let mut fields = Fields::default();
        let mut unknown = false;
        for (key, value) in map {
            match value {
                Value::Null => unknown |= fields.takes(target, key)?,
                _ => fields.set(target, key, value)?,
            }
        }
        Ok((!unknown).then_some(fields))
    }

    pub(super) fn get(&self, field: Field) -> Option<i64> {
        self.numbers[field as usize]
    }

    pub(super) fn has(&self, field: Field) -> bool {
        self.get(field).is_some()
    }

    /// The first of these fields that is set.
    pub(super) fn first_of(&self, fields: &[Field]) -> Option<Field> {
        fields.iter().copied().find(|field| self.has(*field))
    }

    /// Whether nothing but a time zone is given.
    pub(super) fn is_zone_alone(&self) -> bool {
        self.zone.is_some() && self.selects_nothing() && self.numbers == [None; NUMBERS.len()]
    }

    fn selects_nothing(&self) -> bool {
        self.date.is_none() && self.time.is_none() && self.datetime.is_none()
    }

    /// What the selectors and the epoch give, to set the other components on.
    ///
    /// # Errors
    /// When they contradict each other, or the epoch is out of range.
    pub(super) fn base(&self) -> Result<Instant> {
        if let Some(epoch) = self.epoch()? {
            return match self.selects_nothing() {
                true => Ok(epoch),
                false => Err(refused("an epoch leaves nothing to select".into())),
            };
        }
        if let Some(datetime) = &self.datetime {
            return match self.date.is_none() && self.time.is_none() {
                true => Ok(datetime.clone()),
                false => Err(refused(
                    "'datetime' selects all: 'date' and 'time' cannot stand beside it".into(),
                )),
            };
        }
        let time = self.time.clone().unwrap_or_default();
        Ok(Instant {
            date: self.date.as_ref().and_then(|from| from.date),
            ..time
        })
    }

    fn epoch(&self) -> Result<Option<Instant>> {
        let nanoseconds = match (self.get(Field::EpochSeconds), self.get(Field::EpochMillis)) {
            (None, None) => return Ok(None),
            (Some(seconds), None) => i128::from(seconds) * 1_000_000_000,
            (None, Some(millis)) => i128::from(millis) * 1_000_000,
            (Some(_), Some(_)) => return Err(refused("only one epoch can be given".into())),
        };
        let at = DateTime::at(nanoseconds, &Zone::UTC).map_err(failure)?;
        Ok(Some(Instant::from(&at)))
    }

    /// Whether the key is one that a map for this type may have; true or an error.
    fn takes(&self, target: Target, key: &str) -> Result<bool> {
        let fits = match key {
            "date" => target.has_date(),
            "time" => target.has_time(),
            "datetime" => target.has_date() && target.has_time(),
            "timezone" => true,
            _ => number(target, key)?.is_of(target),
        };
        match fits {
            true => Ok(true),
            false => Err(refused(format!("{}() has no '{key}'", target.name()))),
        }
    }

    fn set(&mut self, target: Target, key: &str, value: &Value) -> Result<()> {
        self.takes(target, key)?;
        match key {
            "date" => self.date = Some(selected(key, value, |from| from.date.is_some())?),
            "time" => self.time = Some(selected(key, value, |from| from.time.is_some())?),
            "datetime" => self.datetime = Some(selected(key, value, |from| from.date.is_some())?),
            "timezone" => self.zone = Some(zone(value)?),
            _ => match value {
                Value::Integer(integer) => {
                    self.numbers[number(target, key)? as usize] = Some(*integer);
                }
                other => return Err(wrong_type(&format!("'{key}'"), "an INTEGER", other)),
            },
        }
        Ok(())
    }
}

/// The parts of the value that a selector names, if it has what is selected.
fn selected(key: &str, value: &Value, fits: fn(&Instant) -> bool) -> Result<Instant> {
    let wanted = match key {
        "time" => "a value with a time of day",
        _ => "a value with a date",
    };
    instant(value)
        .filter(fits)
        .ok_or_else(|| wrong_type(&format!("'{key}'"), wanted, value))
}

/// The zone that a value names.
pub(super) fn zone(value: &Value) -> Result<Zone> {
    match value {
        Value::String(text) => Zone::parse(text).map_err(failure),
        other => Err(wrong_type("a time zone", "a STRING", other)),
    }
}

fn number(target: Target, key: &str) -> Result<Field> {
    let found = NUMBERS.iter().find(|(name, _)| *name == key);
    match found {
        Some((_, field)) => Ok(*field),
        None => Err(unknown(target, key)),
    }
}

fn unknown(target: Target, key: &str) -> Error {
    let error = refused(format!("{}() has no component '{key}'", target.name()));
    let likeness = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &key.to_lowercase());
    let nearest = NUMBERS
        .iter()
        .map(|(name, field)| (likeness(name), name, field))
        .filter(|(likeness, _, field)| *likeness > 0.8 && field.is_of(target))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((_, name, _)) => error.hint(format!("did you mean '{name}'?")),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use crate::fun::temporal::testing::check;

    #[test]
    fn a_component_that_is_null_makes_the_whole_unknown() {
        check(&[
            ("date", "{year 1984 month null}", "null"),
            ("datetime", "{date null hour 1}", "null"),
            ("localtime", "{hour null}", "null"),
            (
                "date",
                "{year 1984 mont null}",
                "ArgumentError: date() has no component 'mont'",
            ),
        ]);
    }

    #[test]
    fn keys_that_the_type_does_not_have_are_refused() {
        check(&[
            (
                "date",
                "{year 1984 hour 1}",
                "ArgumentError: date() has no 'hour'",
            ),
            (
                "localtime",
                "{hour 1 day 1}",
                "ArgumentError: localtime() has no 'day'",
            ),
            (
                "localdatetime",
                "{epochMillis 1}",
                "ArgumentError: localdatetime() has no 'epochMillis'",
            ),
            (
                "time",
                "{date date:1984-10-11}",
                "ArgumentError: time() has no 'date'",
            ),
            (
                "date",
                "{datetime date:1984-10-11}",
                "ArgumentError: date() has no 'datetime'",
            ),
        ]);
    }

    #[test]
    fn values_of_the_wrong_type_are_type_errors() {
        check(&[
            (
                "date",
                "{year x}",
                "TypeError: 'year' takes an INTEGER, and this is STRING",
            ),
            (
                "date",
                "{year 1.5}",
                "TypeError: 'year' takes an INTEGER, and this is FLOAT",
            ),
            (
                "date",
                "{date time:12:00}",
                "TypeError: 'date' takes a value with a date, and this is TIME",
            ),
            (
                "time",
                "{time date:1984-10-11}",
                "TypeError: 'time' takes a value with a time of day, and this is DATE",
            ),
            (
                "time",
                "{hour 1 timezone 1}",
                "TypeError: a time zone takes a STRING, and this is INTEGER",
            ),
        ]);
    }

    #[test]
    fn selectors_and_epochs_may_not_contradict_each_other() {
        check(&[
            (
                "localdatetime",
                "{date date:2015-01-01 datetime localdatetime:2015-01-01T10}",
                "ArgumentError: 'datetime' selects all: 'date' and 'time' cannot stand beside it",
            ),
            (
                "datetime",
                "{epochMillis 1 date date:2015-01-01}",
                "ArgumentError: an epoch leaves nothing to select",
            ),
            (
                "datetime",
                "{epochMillis 1 epochSeconds 1}",
                "ArgumentError: only one epoch can be given",
            ),
        ]);
    }
}
