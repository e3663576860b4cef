//! Reading times of day, offsets and zones, alone and after a date.

use crate::time::error::within;
use crate::time::parse::cursor::Cursor;
use crate::time::zone::{FURTHEST, Zone};
use crate::time::{Date, DateTime, LocalDateTime, LocalTime, Time, TimeError};

impl LocalTime {
    /// Reads `21:40:32.142`, `214032.142`, and either cut short from the right down to the hour. A `T` may stand before.
    ///
    /// # Errors
    /// When the text is no time of day, or a part is out of range.
    pub fn parse(text: &str) -> Result<LocalTime, TimeError> {
        let mut cursor = Cursor::new(text);
        cursor.eat('T');
        let written = clock(&mut cursor).filter(|_| cursor.at_end());
        written
            .ok_or_else(|| TimeError::unreadable("local time", text))?
            .time()
    }
}

impl Time {
    /// Reads a time of day with an offset: `21:40:32+01:00`, `2140Z`. Without one it is in UTC.
    ///
    /// # Errors
    /// When the text is no time with an offset, or a part is out of range.
    pub fn parse(text: &str) -> Result<Time, TimeError> {
        let mut cursor = Cursor::new(text);
        cursor.eat('T');
        let written = clock(&mut cursor).ok_or_else(|| TimeError::unreadable("time", text))?;
        let offset = match cursor.at_end() {
            true => 0,
            false => read_offset(cursor)
                .ok_or_else(|| TimeError::unreadable("time", text))?
                .seconds()?,
        };
        let local = written.time()?;
        Ok(Time { local, offset })
    }
}

impl LocalDateTime {
    /// Reads a date and a time of day with `T` between them. Without a time it is midnight.
    ///
    /// # Errors
    /// When the text is no such thing, or a part is out of range.
    pub fn parse(text: &str) -> Result<LocalDateTime, TimeError> {
        let (date, time) = halves(text);
        let unreadable = || TimeError::unreadable("local datetime", text);
        let date = Date::parse(date).map_err(|error| renamed(error, unreadable()))?;
        let time = match time {
            None => return Ok(LocalDateTime::from(date)),
            Some(time) => time,
        };
        let mut cursor = Cursor::new(time);
        let written = clock(&mut cursor).filter(|_| cursor.at_end());
        let time = written.ok_or_else(unreadable)?.time()?;
        Ok(LocalDateTime { date, time })
    }
}

impl DateTime {
    /// Reads a date, `T`, a time of day and a zone: an offset, a name in brackets, or both, which must then agree. Without a zone it is
    /// in UTC, without a time it is midnight.
    ///
    /// # Errors
    /// When the text is no such thing, a part is out of range, or the zone is unknown.
    pub fn parse(text: &str) -> Result<DateTime, TimeError> {
        let unreadable = || TimeError::unreadable("datetime", text);
        let (unzoned, zone) = match text.split_once('[') {
            Some((before, name)) => {
                let name = name.strip_suffix(']').ok_or_else(unreadable)?;
                (before, Some(Zone::parse(name)?))
            }
            None => (text, None),
        };
        let (date, time) = halves(unzoned);
        let date = Date::parse(date).map_err(|error| renamed(error, unreadable()))?;
        let Some(time) = time else {
            return match zone {
                Some(_) => Err(unreadable()),
                None => DateTime::new(LocalDateTime::from(date), &Zone::UTC),
            };
        };
        let mut cursor = Cursor::new(time);
        let time = clock(&mut cursor).ok_or_else(unreadable)?.time()?;
        let local = LocalDateTime { date, time };
        let offset = match cursor.at_end() {
            true => None,
            false => Some(read_offset(cursor).ok_or_else(unreadable)?.seconds()?),
        };
        match (offset, zone) {
            (Some(offset), Some(zone)) => DateTime::with_offset(local, offset, &zone),
            (Some(offset), None) => DateTime::new(local, &Zone::Fixed(offset)),
            (None, zone) => DateTime::new(local, &zone.unwrap_or(Zone::UTC)),
        }
    }
}

/// Reads `Z`, `+01:00`, `+0100`, `-08`, `+00:53:28` as seconds east of UTC.
///
/// # Errors
/// When the text is no offset, or it is beyond 18 hours.
pub(crate) fn offset(text: &str) -> Result<i32, TimeError> {
    read_offset(Cursor::new(text))
        .ok_or_else(|| TimeError::unreadable("offset from UTC", text))?
        .seconds()
}

/// What stands before and after the `T`.
fn halves(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    }
}

/// An unreadable date makes the whole text unreadable.
fn renamed(error: TimeError, whole: TimeError) -> TimeError {
    match error {
        TimeError::Unreadable { .. } => whole,
        other => other,
    }
}

/// A time of day as it was written.
struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
    nanosecond: i64,
}

impl Clock {
    fn time(&self) -> Result<LocalTime, TimeError> {
        LocalTime::new(self.hour, self.minute, self.second, self.nanosecond)
    }
}

fn clock(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let hour = cursor.number(2)?;
    let (minute, second) = sixtieths(cursor)?;
    let nanosecond = match second {
        Some(_) if cursor.eat('.') || cursor.eat(',') => fraction(cursor)?,
        _ => 0,
    };
    Some(Clock {
        hour,
        minute: minute.unwrap_or(0),
        second: second.unwrap_or(0),
        nanosecond,
    })
}

/// Minutes and seconds after an hour: with colons before each, or without.
fn sixtieths(cursor: &mut Cursor<'_>) -> Option<(Option<i64>, Option<i64>)> {
    if cursor.eat(':') {
        let minute = cursor.number(2)?;
        let second = match cursor.eat(':') {
            true => Some(cursor.number(2)?),
            false => None,
        };
        return Some((Some(minute), second));
    }
    match cursor.run() {
        0 => Some((None, None)),
        2 => Some((cursor.number(2), None)),
        4 => Some((cursor.number(2), cursor.number(2))),
        _ => None,
    }
}

/// One to nine digits after the point, as nanoseconds.
fn fraction(cursor: &mut Cursor<'_>) -> Option<i64> {
    let digits = cursor.digits();
    match digits.len() {
        length @ 1..=9 => Some(digits.parse::<i64>().ok()? * 10_i64.pow(9 - length as u32)),
        _ => None,
    }
}

/// An offset as it was written.
struct WrittenOffset {
    sign: i64,
    hours: i64,
    minutes: i64,
    seconds: i64,
}

impl WrittenOffset {
    fn seconds(&self) -> Result<i32, TimeError> {
        let minutes = within("the minutes of an offset", self.minutes, 0, 59)?;
        let seconds = within("the seconds of an offset", self.seconds, 0, 59)?;
        let east = self.sign * ((self.hours * 60 + minutes) * 60 + seconds);
        within("the offset in seconds", east, -FURTHEST, FURTHEST).map(|seconds| seconds as i32)
    }
}

fn read_offset(mut cursor: Cursor<'_>) -> Option<WrittenOffset> {
    let mut written = WrittenOffset {
        sign: 1,
        hours: 0,
        minutes: 0,
        seconds: 0,
    };
    if !cursor.eat('Z') {
        written.sign = cursor.sign()?;
        written.hours = cursor.number(2)?;
        let (minutes, seconds) = sixtieths(&mut cursor)?;
        written.minutes = minutes.unwrap_or(0);
        written.seconds = seconds.unwrap_or(0);
    }
    cursor.at_end().then_some(written)
}

#[cfg(test)]
mod tests {
    use crate::time::{DateTime, LocalDateTime, LocalTime, Time, TimeError};
    use std::fmt::Display;

    /// Checks that each text reads as what is then printed as the second, or fails with that message.
    fn check<T: Display>(read: fn(&str) -> Result<T, TimeError>, cases: &[(&str, &str)]) {
        for (text, wanted) in cases {
            let found = match read(text) {
                Ok(value) => value.to_string(),
                Err(error) => error.to_string(),
            };
            assert_eq!(&found, wanted, "{text}");
        }
    }

    #[test]
    fn local_times_are_read_in_every_form() {
        check(
            LocalTime::parse,
            &[
                ("21:40:32.142", "21:40:32.142"),
                ("214032.142", "21:40:32.142"),
                ("21:40:32,142", "21:40:32.142"),
                ("21:40:32", "21:40:32"),
                ("214032", "21:40:32"),
                ("21:40", "21:40"),
                ("2140", "21:40"),
                ("21", "21:00"),
                ("T21", "21:00"),
                ("00:00:00.000000001", "00:00:00.000000001"),
                ("23:59:59.999999999", "23:59:59.999999999"),
                ("24:00", "hour must lie in 0..23, not 24"),
                ("21:60", "minute must lie in 0..59, not 60"),
                ("21:40:60", "second must lie in 0..59, not 60"),
                ("21:4", "'21:4' cannot be read as a local time"),
                ("2140:32", "'2140:32' cannot be read as a local time"),
                ("21.5", "'21.5' cannot be read as a local time"),
                ("21:40:32.", "'21:40:32.' cannot be read as a local time"),
                ("21:40Z", "'21:40Z' cannot be read as a local time"),
                (
                    "21:40:32.1234567891",
                    "'21:40:32.1234567891' cannot be read as a local time",
                ),
                ("", "'' cannot be read as a local time"),
            ],
        );
    }

    #[test]
    fn times_are_read_with_every_offset() {
        check(
            Time::parse,
            &[
                ("21:40:32.142+0100", "21:40:32.142+01:00"),
                ("214032.142Z", "21:40:32.142Z"),
                ("21:40z", "21:40Z"),
                ("21:40", "21:40Z"),
                ("2140-00:00", "21:40Z"),
                ("2140-02", "21:40-02:00"),
                ("22+18:00", "22:00+18:00"),
                ("22-18:00", "22:00-18:00"),
                ("12:00+00:53:28", "12:00+00:53:28"),
                ("12:00+005328", "12:00+00:53:28"),
                (
                    "22+18:01",
                    "the offset in seconds must lie in -64800..64800, not 64860",
                ),
                (
                    "22+01:60",
                    "the minutes of an offset must lie in 0..59, not 60",
                ),
                ("22+1", "'22+1' cannot be read as a time"),
                ("22+", "'22+' cannot be read as a time"),
                (
                    "22:00[Europe/Paris]",
                    "'22:00[Europe/Paris]' cannot be read as a time",
                ),
            ],
        );
    }

    #[test]
    fn local_datetimes_are_read_in_every_form() {
        check(
            LocalDateTime::parse,
            &[
                ("1817-03-05T21:40:32.142", "1817-03-05T21:40:32.142"),
                ("1817-W10-3T214032.142", "1817-03-05T21:40:32.142"),
                ("1817-064T21:40:32", "1817-03-05T21:40:32"),
                ("1817T214032", "1817-01-01T21:40:32"),
                ("18170305T21:40", "1817-03-05T21:40"),
                ("1817064t21", "1817-03-05T21:00"),
                ("-999999999-01-01", "-999999999-01-01T00:00"),
                ("1817T", "'1817T' cannot be read as a local datetime"),
                ("T21:40", "'T21:40' cannot be read as a local datetime"),
                ("1817-02-29T21:40", "month 2 of the year 1817 has no day 29"),
                (
                    "1817-03-05T21:40Z",
                    "'1817-03-05T21:40Z' cannot be read as a local datetime",
                ),
            ],
        );
    }

    #[test]
    fn datetimes_are_read_with_offsets_and_named_zones() {
        check(
            DateTime::parse,
            &[
                (
                    "2015-07-21T21:40:32.142+0100",
                    "2015-07-21T21:40:32.142+01:00",
                ),
                ("2015-W30T2140-02", "2015-07-20T21:40-02:00"),
                ("2015-07-21T21:40", "2015-07-21T21:40Z"),
                ("2015-07-21", "2015-07-21T00:00Z"),
                (
                    "2015-07-21T21:40[Europe/London]",
                    "2015-07-21T21:40+01:00[Europe/London]",
                ),
                (
                    "2015-07-21T21:40[America/Los Angeles]",
                    "2015-07-21T21:40-07:00[America/Los_Angeles]",
                ),
                (
                    "2015-07-21T21:40+08:45[Australia/Eucla]",
                    "2015-07-21T21:40+08:45[Australia/Eucla]",
                ),
                (
                    "1818-07-21T21:40:32.142[Europe/Stockholm]",
                    "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]",
                ),
                (
                    "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]",
                    "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]",
                ),
                (
                    "2015-07-21T21:40+01:00[Europe/Paris]",
                    "the time zone Europe/Paris has no offset +01:00 at that time",
                ),
                (
                    "2015-07-21T21:40[Europe/Nowhere]",
                    "there is no time zone 'Europe/Nowhere'",
                ),
                (
                    "2015-07-21T21:40[Europe/Paris",
                    "'2015-07-21T21:40[Europe/Paris' cannot be read as a datetime",
                ),
                (
                    "2015-07-21[Europe/Paris]",
                    "'2015-07-21[Europe/Paris]' cannot be read as a datetime",
                ),
                (
                    "2015-07-21T21:40+01:00Z",
                    "'2015-07-21T21:40+01:00Z' cannot be read as a datetime",
                ),
            ],
        );
    }
}
