//! A column of texts, each different one kept once.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Different texts by number, in the order of their first use.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    bytes: String,
    /// Where each text ends.
    ends: Vec<usize>,
    numbers: HashTable<u32>,
}

/// A text a row.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// By row: the number of its text.
    pub places: Vec<u32>,
    pub texts: Texts,
}

impl Texts {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, number: u32) -> &str {
        slice(&self.bytes, &self.ends, number)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    /// The number of a text, which is added where it is new.
    pub fn number(&mut self, text: &str) -> u32 {
        let Texts {
            bytes,
            ends,
            numbers,
        } = self;
        let hash = hash(text);
        if let Some(&number) = numbers.find(hash, |&number| slice(bytes, ends, number) == text) {
            return number;
        }
        let number = ends.len() as u32;
        bytes.push_str(text);
        ends.push(bytes.len());
        let rehash = |&number: &u32| self::hash(slice(bytes, ends, number));
        numbers.insert_unique(hash, number, rehash);
        number
    }
}

impl Column {
    pub fn push(&mut self, text: &str) {
        self.places.push(self.texts.number(text));
    }

    pub fn get(&self, row: usize) -> &str {
        self.texts.get(self.places[row])
    }

    /// Adds the rows of another column.
    pub fn append(&mut self, other: &Column) {
        let numbers: Vec<u32> = other
            .texts
            .iter()
            .map(|text| self.texts.number(text))
            .collect();
        let places = other.places.iter().map(|&place| numbers[place as usize]);
        self.places.extend(places);
    }

    /// Leaves only these rows, which ascend.
    pub fn keep(&mut self, rows: &[usize]) {
        self.places = rows.iter().map(|&row| self.places[row]).collect();
    }
}

fn slice<'t>(bytes: &'t str, ends: &[usize], number: u32) -> &'t str {
    let number = number as usize;
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &bytes[start..ends[number]]
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::Column;

    #[test]
    fn rows_keep_their_texts_when_columns_are_joined() {
        let mut column = Column::default();
        for text in ["a", "", "b", "a"] {
            column.push(text);
        }
        let mut other = Column::default();
        for text in ["c", "a", "c", ""] {
            other.push(text);
        }
        column.append(&other);
        let rows: Vec<&str> = (0..8).map(|row| column.get(row)).collect();
        assert_eq!(rows, ["a", "", "b", "a", "c", "a", "c", ""]);
        assert_eq!(column.texts.len(), 4);
    }
}
