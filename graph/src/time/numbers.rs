//! Temporal values that look random, for the tests of this folder.

use crate::time::{Date, Duration, LocalDateTime, LocalTime, Zone};

/// Numbers that look random and are the same each time (Knuth's MMIX generator).
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        const FACTOR: u64 = 6_364_136_223_846_793_005;
        const STEP: u64 = 1_442_695_040_888_963_407;
        self.0 = self.0.wrapping_mul(FACTOR).wrapping_add(STEP);
        (self.0 >> 33) % bound
    }

    /// Of any size: as often small as large.
    pub(super) fn any(&mut self) -> i64 {
        let bits = self.below(64) as u32;
        let number = self.below(1 << 31) << 32 | self.below(1 << 31);
        (number << 1) as i64 >> bits
    }

    pub(super) fn local(&mut self) -> LocalDateTime {
        let span = (Date::MAX.days - Date::MIN.days) as u64;
        let days = match self.below(2) {
            0 => self.any().rem_euclid(span as i64 + 1) + Date::MIN.days,
            _ => self.any() % 1_000_000,
        };
        let unit = [1, 1_000, 1_000_000, 60_000_000_000][self.below(4) as usize];
        let nanoseconds = self.any().unsigned_abs() % 86_400_000_000_000 / unit * unit;
        LocalDateTime {
            date: Date { days },
            time: LocalTime { nanoseconds },
        }
    }

    pub(super) fn zone(&mut self) -> Zone {
        let names = [
            "Europe/Stockholm",
            "America/New_York",
            "Asia/Kolkata",
            "UTC",
        ];
        match self.below(2) {
            0 => Zone::Fixed(self.below(129_601) as i32 - 64_800),
            _ => Zone::Named(names[self.below(4) as usize].into()),
        }
    }

    pub(super) fn duration(&mut self) -> Duration {
        Duration {
            months: self.any(),
            days: self.any(),
            seconds: self.any(),
            nanoseconds: self.below(1_000_000_000) as i32,
        }
    }
}
