//! Memory that a statement holds, counted against its limit: what grows with the data asks here before it grows.
//!
//! Figures are near enough, not exact: a value that several share is counted in shares.

use crate::context::Context;
use crate::error::{Error, ErrorKind, Phase, Result};
use factio_graph::value::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes that the operators of a statement hold together.
#[derive(Debug, Default)]
pub(crate) struct Meter(AtomicU64);

/// What one holder holds; given back when it is dropped.
#[derive(Debug, Default)]
pub(crate) struct Held {
    bytes: u64,
    meter: Option<Arc<Meter>>,
}

/// What a change of the graph takes, about.
const CHANGE_BYTES: u64 = 64;

impl Held {
    /// Counts so many bytes more.
    ///
    /// # Errors
    /// The statement would hold more than it may.
    pub fn grow(&mut self, bytes: u64, context: &Context<'_>) -> Result<()> {
        check_room(bytes, context)?;
        let meter = self
            .meter
            .get_or_insert_with(|| Arc::clone(&context.memory));
        meter.0.fetch_add(bytes, Ordering::Relaxed);
        self.bytes += bytes;
        Ok(())
    }

    /// Counts that what is held takes so many bytes now.
    ///
    /// # Errors
    /// As for [`Held::grow`].
    pub fn set(&mut self, bytes: u64, context: &Context<'_>) -> Result<()> {
        match bytes.checked_sub(self.bytes) {
            Some(more) => self.grow(more, context),
            None => {
                if let Some(meter) = &self.meter {
                    meter.0.fetch_sub(self.bytes - bytes, Ordering::Relaxed);
                }
                self.bytes = bytes;
                Ok(())
            }
        }
    }

    /// Holds what another held, too.
    pub fn take(&mut self, mut other: Held) {
        self.bytes += std::mem::take(&mut other.bytes);
        if self.meter.is_none() {
            self.meter = other.meter.take();
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(meter) = &self.meter {
            meter.0.fetch_sub(self.bytes, Ordering::Relaxed);
        }
    }
}

/// Fails when so many bytes more would be too much for the statement.
pub(crate) fn check_room(bytes: u64, context: &Context<'_>) -> Result<()> {
    let Some(limit) = context.limits.memory else {
        return Ok(());
    };
    let changes = &context.changes;
    let made = changes.nodes_created + changes.relations_created + changes.properties_set;
    let held = context.memory.0.load(Ordering::Relaxed);
    let all = held
        .saturating_add(made.saturating_mul(CHANGE_BYTES))
        .saturating_add(bytes);
    match all <= limit {
        true => Ok(()),
        false => Err(Error::plain(
            ErrorKind::LimitExceeded,
            Phase::Runtime,
            format!("the statement needs more than {} of memory", size(limit)),
        )),
    }
}

/// What a value takes, with what it alone holds. Of what others hold too, its share is counted, without what lies deeper:
/// looking costs no more than building did.
pub(crate) fn bytes_of(value: &Value) -> u64 {
    const PLAIN: u64 = size_of::<Value>() as u64;
    const COUNTS: u64 = 16;
    const ENTRY: u64 = 48;
    fn share<T: ?Sized>(bytes: u64, of: &Arc<T>) -> u64 {
        (COUNTS + bytes) / Arc::strong_count(of).max(1) as u64
    }
    fn is_own<T>(of: &Arc<T>) -> bool {
        Arc::strong_count(of) == 1
    }
    PLAIN
        + match value {
            Value::String(text) => share(text.len() as u64, text),
            Value::List(items) if is_own(items) => COUNTS + items.iter().map(bytes_of).sum::<u64>(),
            Value::List(items) => share(PLAIN * items.len() as u64, items),
            Value::Map(entries) if is_own(entries) => {
                let values = entries.values().map(bytes_of).sum::<u64>();
                COUNTS + ENTRY * entries.len() as u64 + values
            }
            Value::Map(entries) => share((ENTRY + PLAIN) * entries.len() as u64, entries),
            Value::Path(path) => share(8 * path.nodes.len() as u64 + 48, path),
            Value::Period(period) => share(100, period),
            Value::DateTime(time) => share(64, time),
            Value::Duration(duration) => share(32, duration),
            _ => 0,
        }
}

/// A size as people write it: in the largest unit of which it is a whole number, so a limit is told as it was given.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 6] = [
        (1 << 30, "GiB"),
        (1_000_000_000, "GB"),
        (1 << 20, "MiB"),
        (1_000_000, "MB"),
        (1 << 10, "KiB"),
        (1000, "kB"),
    ];
    let fitting = UNITS.iter().filter(|(unit, _)| bytes >= *unit);
    let whole = fitting
        .clone()
        .find(|(unit, _)| bytes.is_multiple_of(*unit));
    match (whole, fitting.clone().find(|(_, name)| name.contains('i'))) {
        (Some((unit, name)), _) => format!("{} {name}", bytes / unit),
        (None, Some((unit, name))) => format!("{:.1} {name}", bytes as f64 / *unit as f64),
        (None, None) => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::{bytes_of, size};
    use factio_graph::value::Value;

    #[test]
    fn what_many_share_is_counted_in_shares() {
        let text = Value::string("x".repeat(1_000_000));
        let alone = bytes_of(&text);
        let copies = vec![text; 100];
        assert!(alone > 1_000_000);
        assert!(copies.iter().map(bytes_of).sum::<u64>() < alone + 100 * 64);
    }

    #[test]
    fn sizes_are_told_in_units() {
        assert_eq!(size(4 << 30), "4 GiB");
        assert_eq!(size(5 << 20), "5 MiB");
        assert_eq!(size(5_000_000), "5 MB");
        assert_eq!(size(16_000_000), "16 MB");
        assert_eq!(size(3 << 19), "1536 KiB");
        assert_eq!(size((3 << 19) + 1), "1.5 MiB");
        assert_eq!(size(100), "100 bytes");
    }
}
