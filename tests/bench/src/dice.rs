//! Numbers that look random and are the same each time: workloads are made with a fixed seed.

/// A linear congruential generator of 64 bits (Knuth's constants), of which the high bits are used.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        let mut dice = Dice(seed);
        dice.share();
        dice
    }

    /// A number from 0 up to, and not including, 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A number below `bound`, each as likely as another.
    pub fn below(&mut self, bound: usize) -> usize {
        ((self.share() * bound as f64) as usize).min(bound.saturating_sub(1))
    }

    /// A number below `bound`; the greater `skew`, the more likely are small ones.
    pub fn skewed(&mut self, bound: usize, skew: f64) -> usize {
        let share = self.share().powf(skew);
        ((share * bound as f64) as usize).min(bound.saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_gives_the_same_numbers_below_the_bound() {
        let numbers = |seed| {
            let mut dice = Dice::new(seed);
            (0..1000).map(move |_| dice.below(7)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2));
        assert!((0..7).all(|number| numbers(1).contains(&number)));
    }

    #[test]
    fn skewed_numbers_are_mostly_small() {
        let mut dice = Dice::new(3);
        let small = (0..1000).filter(|_| dice.skewed(100, 3.0) < 50).count();
        assert!(small > 700, "{small}");
    }
}
