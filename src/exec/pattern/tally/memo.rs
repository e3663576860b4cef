//! What was worked out, by node: few as a map, many as a table.

use rustc_hash::FxHashMap;

/// Numbers by node. The highest number but one stands for itself and the highest.
#[derive(Debug)]
pub(in crate::exec::pattern) enum Memo {
    Few(FxHashMap<u32, u64>),
    /// One more than the number; 0 where there is none.
    Many(Vec<u64>),
}

/// A table is made when this share of its places would be used.
const SHARE: usize = 64;

impl Memo {
    pub fn new() -> Memo {
        Memo::Few(FxHashMap::default())
    }

    #[inline]
    pub fn get(&self, node: u32) -> Option<u64> {
        match self {
            Memo::Few(known) => known.get(&node).copied(),
            Memo::Many(known) => known.get(node as usize)?.checked_sub(1),
        }
    }

    /// What a table takes; few numbers are not counted.
    pub fn bytes(&self) -> u64 {
        match self {
            Memo::Few(_) => 0,
            Memo::Many(known) => (known.len() * size_of::<u64>()) as u64,
        }
    }

    /// Remembers a number for a node; ids of nodes lie below `bound`. Whether the numbers became a table.
    pub fn put(&mut self, node: u32, number: u64, bound: u32) -> bool {
        match self {
            Memo::Few(known) => {
                known.insert(node, number.min(u64::MAX - 1));
                if known.len() > bound as usize / SHARE {
                    *self = Memo::Many(table(known, bound));
                    return true;
                }
            }
            Memo::Many(known) => {
                if let Some(place) = known.get_mut(node as usize) {
                    *place = number.saturating_add(1);
                }
            }
        }
        false
    }
}

fn table(known: &FxHashMap<u32, u64>, bound: u32) -> Vec<u64> {
    let mut table = vec![0; bound as usize];
    for (&node, &number) in known {
        if let Some(place) = table.get_mut(node as usize) {
            *place = number + 1;
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn numbers_are_remembered_before_and_after_there_are_many() {
        let mut memo = Memo::new();
        for node in 0..200 {
            assert_eq!(memo.get(node), None);
            memo.put(node, u64::from(node) * 3, 1000);
            assert_eq!(memo.get(node), Some(u64::from(node) * 3));
        }
        assert!(matches!(memo, Memo::Many(_)));
        assert_eq!(memo.get(2), Some(6));
        memo.put(3, u64::MAX, 1000);
        assert_eq!(memo.get(3), Some(u64::MAX - 1));
    }
}
