//! Times and sizes as people write them: `500ms`, `2m`, `64KiB`, `2GB`.

use std::time::Duration;

/// A length of time: a number and `ms`, `s` (or nothing), `m` or `min`.
///
/// # Errors
/// There is no number, no such unit, or too much of it.
pub fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = parts(text).ok_or("a time is a number and ms, s or m, such as 10s")?;
    let milliseconds = match unit {
        "ms" => Some(number),
        "" | "s" => number.checked_mul(1_000),
        "m" | "min" => number.checked_mul(60_000),
        unit => return Err(format!("{unit} is no unit of time; ms, s and m are")),
    };
    milliseconds
        .map(Duration::from_millis)
        .ok_or_else(|| "that is too long".to_string())
}

/// A number of bytes: a number and `B` (or nothing), `kB`, `MB`, `GB` (powers of 1000), `KiB`, `MiB`, `GiB` (powers of 1024).
///
/// # Errors
/// There is no number, no such unit, or too much of it.
pub fn bytes(text: &str) -> Result<u64, String> {
    let (number, unit) =
        parts(text).ok_or("a size is a number and kB, MB, GB, KiB, MiB or GiB, such as 500MB")?;
    let factor = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        _ => {
            return Err(format!(
                "{unit} is no unit of size; kB, MB, GB, KiB, MiB and GiB are"
            ));
        }
    };
    number
        .checked_mul(factor)
        .ok_or_else(|| "that is too much".to_string())
}

fn parts(text: &str) -> Option<(u64, &str)> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let number = text[..end].parse().ok()?;
    Some((number, text[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::{bytes, duration};
    use std::time::Duration;

    #[test]
    fn times_and_sizes_are_a_number_and_a_unit() {
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(bytes("64KiB"), Ok(65_536));
        assert_eq!(bytes("2 GB"), Ok(2_000_000_000));
        for wrong in ["", "GB", "1 parsec", "99999999999999999GiB"] {
            assert!(duration(wrong).is_err() && bytes(wrong).is_err(), "{wrong}");
        }
    }
}
