//! A fixed sequence of well-spread numbers (SplitMix64, Steele, Lea and Flood 2014): variety without chance.

pub(super) struct Sequence(u64);

impl Sequence {
    pub(super) fn new(start: u64) -> Self {
        Self(start)
    }

    /// The next number below `bound`, which is at least 1.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((u128::from(mixed ^ (mixed >> 31)) * bound as u128) >> 64) as usize
    }
}
