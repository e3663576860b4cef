//! Reading dates, times and durations from text: ISO 8601 as openCypher takes it (CIP2015-08-06, "Parsing temporal values").

mod cursor;
mod date;
mod duration;
mod time;

pub(crate) use time::offset;

#[cfg(test)]
mod tests {
    use crate::time::numbers::Numbers;
    use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone};

    #[test]
    fn what_is_printed_reads_back_as_the_same() {
        let mut numbers = Numbers(1917);
        for _ in 0..20_000 {
            let local = numbers.local();
            assert_eq!(Date::parse(&local.date.to_string()), Ok(local.date));
            assert_eq!(LocalTime::parse(&local.time.to_string()), Ok(local.time));
            assert_eq!(LocalDateTime::parse(&local.to_string()), Ok(local));
            let offset = numbers.below(129_601) as i32 - 64_800;
            let time = Time {
                local: local.time,
                offset,
            };
            assert_eq!(Time::parse(&time.to_string()), Ok(time));
            let at = DateTime::new(local, &numbers.zone()).expect("a zone of the test");
            assert_eq!(DateTime::parse(&at.to_string()), Ok(at.clone()), "{at}");
            let length = numbers.duration();
            assert_eq!(Duration::parse(&length.to_string()), Ok(length), "{length}");
        }
    }

    #[test]
    fn no_text_makes_a_reader_panic() {
        let pieces = [
            "P",
            "T",
            "W",
            "Q",
            "-",
            "+",
            ":",
            ".",
            ",",
            "Z",
            "[",
            "]",
            "é",
            "０",
            "2015",
            "07",
            "1",
            "Y",
            "M",
            "D",
            "H",
            "S",
            "9999999999999999999999",
            "UTC",
            " ",
        ];
        let mut numbers = Numbers(1924);
        for _ in 0..50_000 {
            let text: String = (0..numbers.below(9))
                .map(|_| pieces[numbers.below(pieces.len() as u64) as usize])
                .collect();
            // Only that they return is asked.
            let _ = (
                Date::parse(&text),
                LocalTime::parse(&text),
                Time::parse(&text),
            );
            let _ = (LocalDateTime::parse(&text), DateTime::parse(&text));
            let _ = (Duration::parse(&text), Zone::parse(&text));
        }
    }
}
