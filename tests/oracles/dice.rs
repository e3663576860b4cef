//! Choices: every random case is made of a row of them, so that a row made shorter and smaller is a smaller case.

/// Makes choices and notes them, or makes noted ones again.
#[derive(Clone, Debug)]
pub struct Dice {
    choices: Vec<u32>,
    at: usize,
    /// `None` where noted choices are made again; after their end every choice is the first.
    state: Option<u64>,
}

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice {
            choices: Vec::new(),
            at: 0,
            state: Some(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        }
    }

    pub fn again(choices: &[u32]) -> Dice {
        Dice {
            choices: choices.to_vec(),
            at: 0,
            state: None,
        }
    }

    pub fn into_choices(self) -> Vec<u32> {
        self.choices
    }

    /// One of the numbers below the bound; 0 is the simplest.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = bound.max(1) as u32;
        let choice = match &mut self.state {
            Some(state) => {
                let choice = (next(state) % u64::from(bound)) as u32;
                self.choices.push(choice);
                choice
            }
            None => self.choices.get(self.at).copied().unwrap_or(0),
        };
        self.at += 1;
        choice.min(bound - 1) as usize
    }

    /// Whether it happens, with a chance in a hundred; that it does not is simpler.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of the items; the first is the simplest.
    pub fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
