//! Values as bytes: a tag and what it needs.

use crate::store::StoreError;
use crate::store::bytes::{Read, Reader, write_number, write_signed, write_text};
use crate::time::{Calendar, Date, DateTime, Duration, LocalDateTime, LocalTime, Period, Time};
use crate::value::Value;
use std::sync::Arc;

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const INTEGER: u8 = 3;
const FLOAT: u8 = 4;
const STRING: u8 = 5;
const LIST: u8 = 6;
const DATE: u8 = 7;
const LOCAL_TIME: u8 = 8;
const TIME: u8 = 9;
const LOCAL_DATE_TIME: u8 = 10;
const DATE_TIME: u8 = 11;
const DURATION: u8 = 12;
const PERIOD: u8 = 13;

const DAY: u64 = 86_400_000_000_000;
/// How deep lists may nest.
const DEEPEST: usize = 128;

/// Appends a value.
///
/// # Errors
/// The value is of a type that no property holds.
pub(super) fn write_value(out: &mut Vec<u8>, value: &Value) -> Result<(), StoreError> {
    match value {
        Value::Null => out.push(NULL),
        Value::Boolean(false) => out.push(FALSE),
        Value::Boolean(true) => out.push(TRUE),
        Value::Integer(number) => {
            out.push(INTEGER);
            write_signed(out, *number);
        }
        Value::Float(number) => {
            out.push(FLOAT);
            out.extend_from_slice(&number.to_bits().to_le_bytes());
        }
        Value::String(text) => {
            out.push(STRING);
            write_text(out, text);
        }
        Value::List(items) => {
            out.push(LIST);
            write_number(out, items.len() as u64);
            for item in items.iter() {
                write_value(out, item)?;
            }
        }
        Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_)
        | Value::Period(_) => write_temporal(out, value),
        Value::Map(_) => return Err(StoreError::Unstorable("map")),
        Value::Node(_) => return Err(StoreError::Unstorable("node")),
        Value::Relation(_) => return Err(StoreError::Unstorable("relation")),
        Value::Path(_) => return Err(StoreError::Unstorable("path")),
    }
    Ok(())
}

fn write_temporal(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Date(date) => {
            out.push(DATE);
            write_signed(out, date.days);
        }
        Value::LocalTime(time) => {
            out.push(LOCAL_TIME);
            write_number(out, time.nanoseconds);
        }
        Value::Time(time) => {
            out.push(TIME);
            write_number(out, time.local.nanoseconds);
            write_signed(out, i64::from(time.offset));
        }
        Value::LocalDateTime(local) => {
            out.push(LOCAL_DATE_TIME);
            write_local(out, *local);
        }
        Value::DateTime(instant) => {
            out.push(DATE_TIME);
            write_local(out, instant.local);
            write_signed(out, i64::from(instant.offset));
            // No zone has an empty name.
            write_text(out, instant.zone.as_deref().unwrap_or(""));
        }
        Value::Duration(length) => {
            out.push(DURATION);
            for part in [length.months, length.days, length.seconds] {
                write_signed(out, part);
            }
            write_signed(out, i64::from(length.nanoseconds));
        }
        Value::Period(period) => {
            out.push(PERIOD);
            write_period(out, period);
        }
        _ => {}
    }
}

fn write_local(out: &mut Vec<u8>, local: LocalDateTime) {
    write_signed(out, local.date.days);
    write_number(out, local.time.nanoseconds);
}

/// A period as it was written: its calendar and text.
pub(super) fn write_period(out: &mut Vec<u8>, period: &Period) {
    out.push(match period.calendar() {
        Calendar::Gregorian => 0,
        Calendar::Julian => 1,
    });
    write_text(out, period.text());
}

pub(super) fn read_value(reader: &mut Reader) -> Read<Value> {
    read_nested(reader, 0)
}

fn read_nested(reader: &mut Reader, depth: usize) -> Read<Value> {
    if depth > DEEPEST {
        return Err("lists nest too deep");
    }
    Ok(match reader.byte()? {
        NULL => Value::Null,
        FALSE => Value::Boolean(false),
        TRUE => Value::Boolean(true),
        INTEGER => Value::Integer(reader.signed()?),
        FLOAT => Value::Float(f64::from_bits(u64::from_le_bytes(reader.fixed()?))),
        STRING => Value::from(reader.text()?),
        LIST => {
            let count = reader.count()?;
            let items: Read<Vec<Value>> =
                (0..count).map(|_| read_nested(reader, depth + 1)).collect();
            Value::list(items?)
        }
        DATE => Value::Date(read_date(reader)?),
        LOCAL_TIME => Value::LocalTime(read_time(reader)?),
        TIME => Value::Time(Time {
            local: read_time(reader)?,
            offset: read_offset(reader)?,
        }),
        LOCAL_DATE_TIME => Value::LocalDateTime(read_local(reader)?),
        DATE_TIME => Value::DateTime(Arc::new(DateTime {
            local: read_local(reader)?,
            offset: read_offset(reader)?,
            zone: Some(reader.text()?)
                .filter(|zone| !zone.is_empty())
                .map(Arc::from),
        })),
        DURATION => Value::Duration(Arc::new(read_duration(reader)?)),
        PERIOD => Value::Period(Arc::new(read_period(reader)?)),
        _ => return Err("a value has no known type"),
    })
}

pub(super) fn read_date(reader: &mut Reader) -> Read<Date> {
    date(reader.signed()?)
}

pub(super) fn date(days: i64) -> Read<Date> {
    Date::from_days(days).map_err(|_| "a date is beyond all years")
}

fn read_time(reader: &mut Reader) -> Read<LocalTime> {
    let nanoseconds = reader.number()?;
    match nanoseconds < DAY {
        true => Ok(LocalTime { nanoseconds }),
        false => Err("a time is beyond its day"),
    }
}

fn read_local(reader: &mut Reader) -> Read<LocalDateTime> {
    Ok(LocalDateTime {
        date: read_date(reader)?,
        time: read_time(reader)?,
    })
}

fn read_offset(reader: &mut Reader) -> Read<i32> {
    const FURTHEST: i64 = 18 * 3_600;
    match reader.signed()? {
        offset if (-FURTHEST..=FURTHEST).contains(&offset) => Ok(offset as i32),
        _ => Err("an offset is beyond 18 hours"),
    }
}

fn read_duration(reader: &mut Reader) -> Read<Duration> {
    let [months, days, seconds] = [reader.signed()?, reader.signed()?, reader.signed()?];
    match reader.signed()? {
        nanoseconds @ 0..=999_999_999 => Ok(Duration {
            months,
            days,
            seconds,
            nanoseconds: nanoseconds as i32,
        }),
        _ => Err("a duration is out of range"),
    }
}

pub(super) fn read_period(reader: &mut Reader) -> Read<Period> {
    let calendar = match reader.byte()? {
        0 => Calendar::Gregorian,
        1 => Calendar::Julian,
        _ => return Err("a period is of no known calendar"),
    };
    Period::parse_in(reader.text()?, calendar).map_err(|_| "a period cannot be read")
}

#[cfg(test)]
mod tests {
    use super::{read_value, write_value};
    use crate::store::bytes::Reader;
    use crate::time::{
        Bounds, Calendar, Date, DateTime, Duration, LocalDateTime, LocalTime, Period, Time,
    };
    use crate::value::Value;
    use std::sync::Arc;

    fn values() -> Vec<Value> {
        let time = LocalTime {
            nanoseconds: 86_399_999_999_999,
        };
        let local = LocalDateTime {
            date: Date { days: -7 },
            time,
        };
        let period =
            |text, calendar| Value::Period(Arc::new(Period::parse_in(text, calendar).unwrap()));
        let bounds = Bounds::new((3, 20), (10, 400)).unwrap();
        vec![
            Value::Null,
            Value::from(true),
            Value::from(false),
            Value::Integer(i64::MIN),
            Value::Float(-0.0),
            Value::from(""),
            Value::from("Троцкий"),
            Value::list(vec![
                Value::Integer(1),
                Value::from("x"),
                Value::list(vec![]),
            ]),
            Value::Date(Date::MIN),
            Value::LocalTime(time),
            Value::Time(Time {
                local: time,
                offset: -64_800,
            }),
            Value::LocalDateTime(local),
            Value::DateTime(Arc::new(DateTime {
                local,
                offset: 7,
                zone: None,
            })),
            Value::DateTime(Arc::new(DateTime {
                local,
                offset: 7_200,
                zone: Some(Arc::from("Europe/Kyiv")),
            })),
            Value::Duration(Arc::new(Duration {
                months: -1,
                days: 2,
                seconds: i64::MAX,
                nanoseconds: 999_999_999,
            })),
            period("1917-10-25/1924~", Calendar::Julian),
            period("1927?/..", Calendar::Gregorian),
            Value::Period(Arc::new(Period::from_bounds(bounds))),
        ]
    }

    #[test]
    fn every_type_of_value_is_read_as_it_was_written() {
        for value in values() {
            let mut out = Vec::new();
            write_value(&mut out, &value).unwrap();
            let mut reader = Reader::new(&out);
            let read = read_value(&mut reader).unwrap();
            assert_eq!(read, value);
            if let (Value::Period(read), Value::Period(value)) = (&read, &value) {
                assert_eq!(read.meaning(), value.meaning(), "{value}");
            }
            assert_eq!(reader.end(), Ok(()));
            for len in 0..out.len() {
                assert!(
                    read_value(&mut Reader::new(&out[..len])).is_err(),
                    "{value:?}"
                );
            }
        }
    }

    #[test]
    fn lists_that_nest_for_ever_are_refused() {
        let bytes = [6, 1].repeat(100_000);
        assert!(read_value(&mut Reader::new(&bytes)).is_err());
    }
}
