//! Whole numbers in as few bytes as the widest of them needs.

use std::ops::RangeInclusive;

#[derive(Clone, Debug)]
pub(crate) enum Packed {
    Byte(Vec<i8>),
    Short(Vec<i16>),
    Word(Vec<i32>),
    Wide(Vec<i64>),
}

impl Packed {
    pub fn new() -> Packed {
        Packed::Byte(Vec::new())
    }

    /// Numbers, as wide as the widest of them needs.
    pub fn of(numbers: &[i64]) -> Packed {
        let least = numbers.iter().copied().min().unwrap_or(0);
        let most = numbers.iter().copied().max().unwrap_or(0);
        let fit = |low: i64, high: i64| low <= least && most <= high;
        let numbers = numbers.iter().copied();
        if fit(i8::MIN.into(), i8::MAX.into()) {
            Packed::Byte(numbers.map(|number| number as i8).collect())
        } else if fit(i16::MIN.into(), i16::MAX.into()) {
            Packed::Short(numbers.map(|number| number as i16).collect())
        } else if fit(i32::MIN.into(), i32::MAX.into()) {
            Packed::Word(numbers.map(|number| number as i32).collect())
        } else {
            Packed::Wide(numbers.collect())
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Packed::Byte(numbers) => numbers.len(),
            Packed::Short(numbers) => numbers.len(),
            Packed::Word(numbers) => numbers.len(),
            Packed::Wide(numbers) => numbers.len(),
        }
    }

    #[inline]
    pub fn get(&self, at: usize) -> i64 {
        match self {
            Packed::Byte(numbers) => i64::from(numbers[at]),
            Packed::Short(numbers) => i64::from(numbers[at]),
            Packed::Word(numbers) => i64::from(numbers[at]),
            Packed::Wide(numbers) => numbers[at],
        }
    }

    pub fn insert(&mut self, at: usize, number: i64) {
        self.widen_for(number);
        match self {
            Packed::Byte(numbers) => numbers.insert(at, number as i8),
            Packed::Short(numbers) => numbers.insert(at, number as i16),
            Packed::Word(numbers) => numbers.insert(at, number as i32),
            Packed::Wide(numbers) => numbers.insert(at, number),
        }
    }

    pub fn replace(&mut self, at: usize, number: i64) {
        self.widen_for(number);
        match self {
            Packed::Byte(numbers) => numbers[at] = number as i8,
            Packed::Short(numbers) => numbers[at] = number as i16,
            Packed::Word(numbers) => numbers[at] = number as i32,
            Packed::Wide(numbers) => numbers[at] = number,
        }
    }

    pub fn remove(&mut self, at: usize) {
        match self {
            Packed::Byte(numbers) => drop(numbers.remove(at)),
            Packed::Short(numbers) => drop(numbers.remove(at)),
            Packed::Word(numbers) => drop(numbers.remove(at)),
            Packed::Wide(numbers) => drop(numbers.remove(at)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Adds the numbers at some places.
    pub fn gather(&self, places: impl Iterator<Item = usize>, into: &mut Vec<i64>) {
        match self {
            Packed::Byte(numbers) => into.extend(places.map(|at| i64::from(numbers[at]))),
            Packed::Short(numbers) => into.extend(places.map(|at| i64::from(numbers[at]))),
            Packed::Word(numbers) => into.extend(places.map(|at| i64::from(numbers[at]))),
            Packed::Wide(numbers) => into.extend(places.map(|at| numbers[at])),
        }
    }

    /// Whether any number lies in the range. All are looked at, side by side: that is quicker than stopping early.
    pub fn has_any(&self, range: &RangeInclusive<i64>) -> bool {
        fn any<T: Copy + PartialOrd>(numbers: &[T], low: T, high: T) -> bool {
            let fits = |found, &number: &T| found | ((number >= low) & (number <= high));
            numbers.iter().fold(false, fits)
        }
        /// The range within a narrower type; `None` when nothing of it can be there.
        fn within(range: &RangeInclusive<i64>, least: i64, most: i64) -> Option<(i64, i64)> {
            let (low, high) = (*range.start().max(&least), *range.end().min(&most));
            (low <= high).then_some((low, high))
        }
        match self {
            Packed::Byte(numbers) => within(range, i8::MIN.into(), i8::MAX.into())
                .is_some_and(|(low, high)| any(numbers, low as i8, high as i8)),
            Packed::Short(numbers) => within(range, i16::MIN.into(), i16::MAX.into())
                .is_some_and(|(low, high)| any(numbers, low as i16, high as i16)),
            Packed::Word(numbers) => within(range, i32::MIN.into(), i32::MAX.into())
                .is_some_and(|(low, high)| any(numbers, low as i32, high as i32)),
            Packed::Wide(numbers) => any(numbers, *range.start(), *range.end()),
        }
    }

    /// Adds the places of the numbers in the range, counted from `first`.
    pub fn select(&self, range: &RangeInclusive<i64>, first: u32, found: &mut Vec<u32>) {
        if !self.has_any(range) {
            return;
        }
        let start = found.len();
        found.resize(start + self.len(), 0);
        let mut end = start;
        for (place, number) in (first..).zip(self.iter()) {
            found[end] = place;
            end += usize::from(range.contains(&number));
        }
        found.truncate(end);
    }

    fn widen_for(&mut self, number: i64) {
        let fits = match self {
            Packed::Byte(_) => i8::try_from(number).is_ok(),
            Packed::Short(_) => i16::try_from(number).is_ok(),
            Packed::Word(_) => i32::try_from(number).is_ok(),
            Packed::Wide(_) => true,
        };
        if !fits {
            *self = self.widened(number);
        }
    }

    /// The same numbers, as wide as one more number needs.
    fn widened(&self, number: i64) -> Packed {
        if i16::try_from(number).is_ok() {
            Packed::Short(self.iter().map(|number| number as i16).collect())
        } else if i32::try_from(number).is_ok() {
            Packed::Word(self.iter().map(|number| number as i32).collect())
        } else {
            Packed::Wide(self.iter().collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Packed;

    #[test]
    fn numbers_come_back_however_wide_they_are() {
        let wanted = [
            0,
            -1,
            127,
            -128,
            128,
            -32_768,
            40_000,
            i64::from(i32::MIN),
            1 << 40,
            i64::MIN,
            i64::MAX,
        ];
        for len in 0..=wanted.len() {
            let mut numbers = Packed::new();
            for &number in &wanted[..len] {
                numbers.insert(0, number);
            }
            assert!(numbers.iter().eq(wanted[..len].iter().rev().copied()));
        }
    }

    #[test]
    fn a_replaced_number_may_be_wider() {
        let mut numbers = Packed::new();
        (0..3).for_each(|number| numbers.insert(number as usize, number));
        numbers.replace(1, 1 << 33);
        numbers.remove(0);
        assert!(numbers.iter().eq([1 << 33, 2]));
    }
}
