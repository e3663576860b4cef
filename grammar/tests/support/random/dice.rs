//! Numbers from a seed.

use factio_grammar::Span;

/// Numbers from a seed, by the splitmix64 steps of Steele, Lea and Flood (2014).
pub struct Random(u64);

pub(super) const NOWHERE: Span = Span { start: 0, end: 0 };

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(super) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    pub(super) fn maybe<T>(&mut self, make: impl FnOnce(&mut Random) -> T) -> Option<T> {
        self.one_in(3).then(|| make(self))
    }

    pub(super) fn some<T>(&mut self, least: usize, make: impl Fn(&mut Random) -> T) -> Vec<T> {
        let number = least + self.below(3);
        (0..number).map(|_| make(self)).collect()
    }
}
