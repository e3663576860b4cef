//! Time zones: fixed offsets from UTC, and the named zones of the IANA database, which is bundled.
//!
//! The database is read for the years −9000 to 9000. Beyond, a zone repeats itself every 400 years: the calendar does, and
//! both the oldest and the newest rule of a zone depend on nothing else.

use crate::time::error::within;
use crate::time::local::SECOND;
use crate::time::parse::offset;
use crate::time::{LocalDateTime, TimeError};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Seconds east of UTC, between −18 and +18 hours.
    Fixed(i32),
    /// A name of the IANA database.
    Named(Arc<str>),
}

/// The furthest that an offset may lie from UTC, in seconds.
pub(crate) const FURTHEST: i64 = 18 * 3_600;

/// What clocks of a zone that show a time are ahead of UTC by, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Offsets {
    One(i32),
    /// The clocks were put forward over that time: it was never shown.
    Skipped {
        before: i32,
        after: i32,
    },
    /// The clocks were put back: it was shown twice.
    Twice {
        before: i32,
        after: i32,
    },
}

impl Zone {
    pub const UTC: Zone = Zone::Fixed(0);

    /// The zone at that many seconds east of UTC.
    ///
    /// # Errors
    /// Beyond 18 hours.
    pub fn fixed(seconds: i64) -> Result<Zone, TimeError> {
        within("the offset in seconds", seconds, -FURTHEST, FURTHEST)
            .map(|seconds| Zone::Fixed(seconds as i32))
    }

    /// `Z`, `+01:00`, `+0100`, `-08`, `+00:53:28`, or a name: `Europe/Stockholm`. A space in a name stands for `_`.
    ///
    /// # Errors
    /// When no zone has that name, or the offset is beyond 18 hours.
    pub fn parse(text: &str) -> Result<Zone, TimeError> {
        if text.eq_ignore_ascii_case("Z") || text.starts_with(['+', '-']) {
            return Ok(Zone::Fixed(offset(text)?));
        }
        let found = lookup(&text.replace(' ', "_"))?;
        let name = found.iana_name().unwrap_or(text);
        Ok(Zone::Named(Arc::from(name)))
    }

    /// The offsets that clocks of this zone had when they showed `local`.
    pub(crate) fn offsets(&self, local: LocalDateTime) -> Result<Offsets, TimeError> {
        let name = match self {
            Zone::Fixed(offset) => return Ok(Offsets::One(*offset)),
            Zone::Named(name) => name,
        };
        let found = lookup(name)?
            .to_ambiguous_timestamp(civil_time(local))
            .offset();
        Ok(match found {
            AmbiguousOffset::Unambiguous { offset } => Offsets::One(offset.seconds()),
            AmbiguousOffset::Gap { before, after } => Offsets::Skipped {
                before: before.seconds(),
                after: after.seconds(),
            },
            AmbiguousOffset::Fold { before, after } => Offsets::Twice {
                before: before.seconds(),
                after: after.seconds(),
            },
        })
    }

    /// Seconds east of UTC at that instant, in nanoseconds since 1970-01-01T00:00Z.
    ///
    /// # Errors
    /// When the name is unknown, or the instant is out of range.
    pub fn offset_at(&self, instant: i128) -> Result<i32, TimeError> {
        let name = match self {
            Zone::Fixed(offset) => return Ok(*offset),
            Zone::Named(name) => name,
        };
        let utc = civil_time(LocalDateTime::from_nanoseconds(instant)?);
        let timestamp = Offset::UTC
            .to_timestamp(utc)
            .map_err(|_| TimeError::Overflow("datetime"))?;
        Ok(lookup(name)?.to_offset(timestamp).seconds())
    }
}

/// The name, or the offset as `write_offset` has it.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Zone::Fixed(offset) => write_offset(f, *offset),
            Zone::Named(name) => f.write_str(name),
        }
    }
}

/// `Z`, `+01:00`, or with the seconds that old local times have: `+00:53:28`.
pub(crate) fn write_offset(f: &mut fmt::Formatter<'_>, offset: i32) -> fmt::Result {
    if offset == 0 {
        return f.write_str("Z");
    }
    let sign = if offset < 0 { '-' } else { '+' };
    let seconds = offset.unsigned_abs();
    write!(f, "{sign}{:02}:{:02}", seconds / 3_600, seconds / 60 % 60)?;
    match seconds % 60 {
        0 => Ok(()),
        rest => write!(f, ":{rest:02}"),
    }
}

fn lookup(name: &str) -> Result<TimeZone, TimeError> {
    static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);
    let found = DATABASE.get(name).ok().filter(|zone| !zone.is_unknown());
    found.ok_or_else(|| TimeError::NoSuchZone(name.to_owned()))
}

/// The same month, day and time in a year of the database that the zone treats alike.
fn civil_time(local: LocalDateTime) -> civil::DateTime {
    const CYCLE: i64 = 400;
    const FIRST: i64 = -9_000;
    const LAST: i64 = 9_000;
    let (year, month, day) = local.date.parts();
    let year = match year {
        ..FIRST => FIRST + (year - FIRST).rem_euclid(CYCLE),
        LAST.. => LAST - CYCLE + (year - LAST).rem_euclid(CYCLE),
        _ => year,
    };
    let seconds = i128::from(local.time.nanoseconds) / SECOND;
    civil::date(year as i16, month as i8, day as i8).at(
        (seconds / 3_600) as i8,
        (seconds / 60 % 60) as i8,
        (seconds % 60) as i8,
        local.time.nanosecond() as i32,
    )
}

#[cfg(test)]
mod tests {
    use super::{Offsets, Zone};
    use crate::time::LocalDateTime;

    fn offsets(zone: &str, local: &str) -> Offsets {
        let local = LocalDateTime::parse(local).expect("a date and time");
        let zone = Zone::parse(zone).expect("a zone");
        zone.offsets(local).expect("a known zone")
    }

    #[test]
    fn zones_are_read_by_name_and_by_offset() {
        let cases = [
            ("Z", Ok("Z")),
            ("+00:00", Ok("Z")),
            ("+0100", Ok("+01:00")),
            ("-08", Ok("-08:00")),
            ("+00:53:28", Ok("+00:53:28")),
            ("Europe/Stockholm", Ok("Europe/Stockholm")),
            ("europe/stockholm", Ok("Europe/Stockholm")),
            ("America/Los Angeles", Ok("America/Los_Angeles")),
            ("UTC", Ok("UTC")),
            ("Mars/Base", Err("there is no time zone 'Mars/Base'")),
            ("Etc/Unknown", Err("there is no time zone 'Etc/Unknown'")),
            ("", Err("there is no time zone ''")),
        ];
        for (text, wanted) in cases {
            let found = Zone::parse(text).map(|zone| zone.to_string());
            let found = found.map_err(|error| error.to_string());
            assert_eq!(found.as_deref().map_err(String::as_str), wanted, "{text}");
        }
    }

    #[test]
    fn clocks_are_put_forward_and_back() {
        let (winter, summer) = (3_600, 7_200);
        let forward = Offsets::Skipped {
            before: winter,
            after: summer,
        };
        let back = Offsets::Twice {
            before: summer,
            after: winter,
        };
        assert_eq!(offsets("Europe/Stockholm", "2017-03-26T02:30"), forward);
        assert_eq!(offsets("Europe/Stockholm", "2017-10-29T02:30"), back);
        assert_eq!(
            offsets("Europe/Stockholm", "2017-07-01T02:30"),
            Offsets::One(summer)
        );
    }

    #[test]
    fn far_years_follow_the_oldest_and_the_newest_rule() {
        let (before, summer, winter) = (3_208, 7_200, 3_600);
        let cases = [
            ("-999999999-01-01", before),
            ("-9999-07-01", before),
            ("+9999-07-01", summer),
            ("+12017-07-01", summer),
            ("+12017-12-01", winter),
            ("+999999999-07-01", summer),
            ("+999999999-12-31T23:59:59.999999999", winter),
        ];
        for (local, offset) in cases {
            assert_eq!(
                offsets("Europe/Stockholm", local),
                Offsets::One(offset),
                "{local}"
            );
        }
        // The last Sunday of March in a year that begins like 2017, which was 25 cycles of 400 years earlier.
        let forward = Offsets::Skipped {
            before: winter,
            after: summer,
        };
        assert_eq!(offsets("Europe/Stockholm", "+12017-03-26T02:30"), forward);
    }

    #[test]
    fn an_instant_has_the_offset_that_its_local_time_has() {
        for local in [
            "1970-01-01",
            "+12017-07-01",
            "-12017-07-01",
            "+999999999-12-30",
        ] {
            let zone = Zone::parse("America/New_York").expect("a zone");
            let local = LocalDateTime::parse(local).expect("a date and time");
            let Ok(Offsets::One(offset)) = zone.offsets(local) else {
                panic!("a day without a change");
            };
            let instant = local.nanoseconds() - i128::from(offset) * 1_000_000_000;
            assert_eq!(zone.offset_at(instant), Ok(offset), "{local}");
        }
    }
}
