//! A set of small numbers, one bit each.

use crate::id::NodeId;
use petgraph::visit::VisitMap;

/// A set of numbers, such as ids of nodes or of periods. It grows with the highest number put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// An empty set with room for numbers below `bound`.
    pub fn with_bound(bound: u32) -> Bits {
        Bits {
            words: vec![0; (bound as usize).div_ceil(64)],
        }
    }

    #[inline]
    pub fn contains(&self, number: u32) -> bool {
        let word = self.words.get((number / 64) as usize);
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Whether the number was not there before.
    pub fn insert(&mut self, number: u32) -> bool {
        let at = (number / 64) as usize;
        if self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        let bit = 1 << (number % 64);
        let new = self.words[at] & bit == 0;
        self.words[at] |= bit;
        new
    }

    /// Whether the number was there.
    pub fn remove(&mut self, number: u32) -> bool {
        let Some(word) = self.words.get_mut((number / 64) as usize) else {
            return false;
        };
        let bit = 1 << (number % 64);
        let there = *word & bit != 0;
        *word &= !bit;
        there
    }

    /// Takes all numbers out; the room stays.
    pub fn clear(&mut self) {
        self.words.fill(0);
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let words = (0u32..).zip(&self.words);
        words.flat_map(|(at, &word)| {
            let left = |word: u64| (word != 0).then_some(word);
            let rest = std::iter::successors(left(word), move |rest| left(rest & (rest - 1)));
            rest.map(move |rest| at * 64 + rest.trailing_zeros())
        })
    }
}

impl FromIterator<u32> for Bits {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Bits {
        let mut bits = Bits::default();
        for number in numbers {
            bits.insert(number);
        }
        bits
    }
}

impl VisitMap<NodeId> for Bits {
    fn visit(&mut self, node: NodeId) -> bool {
        self.insert(node.0)
    }

    fn is_visited(&self, node: &NodeId) -> bool {
        self.contains(node.0)
    }

    fn unvisit(&mut self, node: NodeId) -> bool {
        self.remove(node.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn numbers_come_back_ascending() {
        let mut bits: Bits = [200, 3, 64, 63, 3].into_iter().collect();
        assert!(bits.remove(64) && !bits.remove(64));
        assert!(!bits.insert(200));
        assert_eq!(bits.iter().collect::<Vec<_>>(), [3, 63, 200]);
        assert_eq!(bits.len(), 3);
    }
}
