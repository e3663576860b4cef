//! Numbers for keys that are whole numbers, counted up as they come: in a table where the keys lie close, in a map otherwise.

use rustc_hash::FxHashMap;

/// Stands for a key that did not come.
const NONE: u32 = u32::MAX;

/// The table has room for so many times as many keys as there are; a small one for more of them.
const ROOM: i64 = 4;
const SMALL_ROOM: i64 = 64;
/// How large a small table is.
const SMALL: i64 = if cfg!(test) { 64 } else { 1 << 16 };

/// The numbers of pairs: what a row was numbered so far, and a key.
#[derive(Debug, Default)]
pub(in crate::exec) struct Numbered {
    /// By key, for rows numbered 0 so far; others, and keys beyond the table, are in the map.
    table: Vec<u32>,
    map: FxHashMap<(u32, i64), u32>,
}

impl Numbered {
    /// The number of a pair; a new one takes the next, `count`.
    #[inline]
    pub fn number(&mut self, before: u32, key: i64, count: &mut u32) -> u32 {
        if before == 0
            && let Some(known) = usize::try_from(key)
                .ok()
                .and_then(|key| self.table.get_mut(key))
        {
            if *known == NONE {
                *known = *count;
                *count += 1;
            }
            return *known;
        }
        self.number_outside(before, key, count)
    }

    /// As [`Numbered::number`], of a pair that the table has no room for. It gets room as soon as there are enough keys.
    fn number_outside(&mut self, before: u32, key: i64, count: &mut u32) -> u32 {
        let number = *self.map.entry((before, key)).or_insert_with(|| {
            *count += 1;
            *count - 1
        });
        let keys = i64::from(*count);
        let room = (SMALL_ROOM * keys).min(SMALL).max(ROOM * keys);
        if before == 0 && (0..room).contains(&key) {
            self.widen(key as usize);
        }
        number
    }

    /// Makes room for a key and moves what belongs there into the table.
    fn widen(&mut self, key: usize) {
        let len = (key + 1).next_power_of_two();
        self.table.resize(len, NONE);
        let table = &mut self.table;
        self.map.retain(|&(before, key), number| {
            let place = usize::try_from(key).ok().filter(|_| before == 0);
            match place.and_then(|key| table.get_mut(key)) {
                Some(place) => {
                    *place = *number;
                    false
                }
                None => true,
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Numbered;
    use std::collections::HashMap;

    #[test]
    fn keys_are_numbered_as_a_map_numbers_them_wherever_they_lie() {
        let (mut numbered, mut count) = (Numbered::default(), 0);
        let mut expected: HashMap<(u32, i64), u32> = HashMap::new();
        for step in 0..4000i64 {
            let key = match step % 5 {
                0 => step * step % 97 - 40,
                1 => step % 300,
                2 => i64::MAX - step % 7,
                3 => i64::MIN + step % 3,
                _ => step * 31,
            };
            let before = u32::from(step % 11 == 0);
            let next = expected.len() as u32;
            let number = *expected.entry((before, key)).or_insert(next);
            assert_eq!(numbered.number(before, key, &mut count), number, "{key}");
        }
        assert_eq!(count as usize, expected.len());
        assert!(!numbered.table.is_empty() && !numbered.map.is_empty());
    }
}
