//! The parts in which rows can be worked out side by side.

use std::ops::Range;

/// So many parts there are, whatever the number of threads: what is summed up part by part comes out the same with any.
pub const PARTS: usize = if cfg!(test) { 5 } else { 32 };

/// One of the parts: a range of the candidates that a match starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub number: usize,
}

impl Part {
    /// The share of a list that belongs to it. The shares of all parts, in their order, are the list.
    pub fn range(self, len: usize) -> Range<usize> {
        let from = |number: usize| (number as u128 * len as u128 / PARTS as u128) as usize;
        from(self.number)..from(self.number + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{PARTS, Part};

    #[test]
    fn the_parts_are_the_whole_in_order() {
        for len in [0, 1, 7, PARTS, PARTS + 1, 1000, usize::MAX] {
            let mut next = 0;
            for number in 0..PARTS {
                let range = Part { number }.range(len);
                assert_eq!(range.start, next);
                next = range.end;
            }
            assert_eq!(next, len);
        }
    }
}
