//! A page of a column: the values of up to 256 neighbouring elements, of one type as long as they agree.
//!
//! Only what is there takes room: values stand packed, and a mask says whose they are.

use crate::facts::cell::{Cell, Shared};
use crate::id::PeriodId;
use crate::time::Date;
use crate::value::Value;

/// How many elements a page stands for.
pub(crate) const PAGE: u32 = 256;

#[derive(Clone, Debug)]
pub(crate) struct Page {
    mask: [u64; 4],
    /// How many values stand before each word of the mask.
    before: [u8; 4],
    cells: Cells,
}

/// Packed values. Strings and periods are numbers of the shared dictionaries.
#[derive(Clone, Debug)]
enum Cells {
    Boolean(Vec<bool>),
    Integer(Vec<i64>),
    Float(Vec<f64>),
    Date(Vec<i64>),
    String(Vec<u32>),
    Period(Vec<u32>),
    /// Values of several types, or of a type without packed form. Periods are counted in the dictionary all the same.
    Mixed(Vec<Value>),
}

impl Page {
    /// A page without values, of the type of the first one to come.
    pub fn for_value(value: &Value) -> Page {
        Page {
            mask: [0; 4],
            before: [0; 4],
            cells: Cells::for_value(value),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.mask == [0; 4]
    }

    pub fn contains(&self, slot: u32) -> bool {
        self.mask[(slot / 64) as usize] >> (slot % 64) & 1 == 1
    }

    pub fn get<'a>(&'a self, slot: u32, shared: &'a Shared) -> Cell<'a> {
        match self.contains(slot) {
            true => self.cells.get(self.rank(slot), shared),
            false => Cell::Missing,
        }
    }

    /// Puts a value in; returns the one that stood there.
    pub fn set(&mut self, slot: u32, value: Value, shared: &mut Shared) -> Option<Value> {
        if !self.cells.accepts(&value) {
            self.cells = self.cells.loosened(shared);
        }
        let rank = self.rank(slot);
        if self.contains(slot) {
            let old = self.cells.remove(rank, shared);
            self.cells.insert(rank, value, shared);
            return Some(old);
        }
        let word = (slot / 64) as usize;
        self.mask[word] |= 1 << (slot % 64);
        self.before[word + 1..]
            .iter_mut()
            .for_each(|count| *count += 1);
        self.cells.insert(rank, value, shared);
        None
    }

    /// Takes a value out.
    pub fn remove(&mut self, slot: u32, shared: &mut Shared) -> Option<Value> {
        if !self.contains(slot) {
            return None;
        }
        let old = self.cells.remove(self.rank(slot), shared);
        let word = (slot / 64) as usize;
        self.mask[word] &= !(1 << (slot % 64));
        self.before[word + 1..]
            .iter_mut()
            .for_each(|count| *count -= 1);
        Some(old)
    }

    /// How many values stand before the slot's.
    fn rank(&self, slot: u32) -> usize {
        let word = (slot / 64) as usize;
        let below = self.mask[word] & ((1 << (slot % 64)) - 1);
        self.before[word] as usize + below.count_ones() as usize
    }
}

impl Cells {
    fn for_value(value: &Value) -> Cells {
        match value {
            Value::Boolean(_) => Cells::Boolean(Vec::new()),
            Value::Integer(_) => Cells::Integer(Vec::new()),
            Value::Float(_) => Cells::Float(Vec::new()),
            Value::Date(_) => Cells::Date(Vec::new()),
            Value::String(_) => Cells::String(Vec::new()),
            Value::Period(_) => Cells::Period(Vec::new()),
            _ => Cells::Mixed(Vec::new()),
        }
    }

    fn accepts(&self, value: &Value) -> bool {
        matches!(
            (self, value),
            (Cells::Boolean(_), Value::Boolean(_))
                | (Cells::Integer(_), Value::Integer(_))
                | (Cells::Float(_), Value::Float(_))
                | (Cells::Date(_), Value::Date(_))
                | (Cells::String(_), Value::String(_))
                | (Cells::Period(_), Value::Period(_))
                | (Cells::Mixed(_), _)
        )
    }

    fn len(&self) -> usize {
        match self {
            Cells::Boolean(cells) => cells.len(),
            Cells::Integer(cells) | Cells::Date(cells) => cells.len(),
            Cells::Float(cells) => cells.len(),
            Cells::String(cells) | Cells::Period(cells) => cells.len(),
            Cells::Mixed(cells) => cells.len(),
        }
    }

    fn get<'a>(&'a self, at: usize, shared: &'a Shared) -> Cell<'a> {
        match self {
            Cells::Boolean(cells) => Cell::Boolean(cells[at]),
            Cells::Integer(cells) => Cell::Integer(cells[at]),
            Cells::Float(cells) => Cell::Float(cells[at]),
            Cells::Date(cells) => Cell::Date(Date { days: cells[at] }),
            Cells::String(cells) => Cell::String(shared.strings.get(cells[at])),
            Cells::Period(cells) => {
                Cell::Period(PeriodId(cells[at]), shared.periods.get(cells[at]))
            }
            Cells::Mixed(cells) => Cell::of(&cells[at], shared),
        }
    }

    /// Puts in a value of the right type.
    fn insert(&mut self, at: usize, value: Value, shared: &mut Shared) {
        match (self, value) {
            (Cells::Boolean(cells), Value::Boolean(value)) => cells.insert(at, value),
            (Cells::Integer(cells), Value::Integer(value)) => cells.insert(at, value),
            (Cells::Float(cells), Value::Float(value)) => cells.insert(at, value),
            (Cells::Date(cells), Value::Date(value)) => cells.insert(at, value.days),
            (Cells::String(cells), Value::String(value)) => {
                cells.insert(at, shared.strings.acquire(&value));
            }
            (Cells::Period(cells), Value::Period(value)) => {
                cells.insert(at, shared.periods.acquire(&value));
            }
            (Cells::Mixed(cells), value) => {
                if let Value::Period(period) = &value {
                    shared.periods.acquire(period);
                }
                cells.insert(at, value);
            }
            _ => unreachable!("the page was loosened for a value of another type"),
        }
    }

    fn remove(&mut self, at: usize, shared: &mut Shared) -> Value {
        let old = self.get(at, shared).to_value();
        match self {
            Cells::Boolean(cells) => drop(cells.remove(at)),
            Cells::Integer(cells) | Cells::Date(cells) => drop(cells.remove(at)),
            Cells::Float(cells) => drop(cells.remove(at)),
            Cells::String(cells) => shared.strings.release(cells.remove(at)),
            Cells::Period(cells) => shared.periods.release(cells.remove(at)),
            Cells::Mixed(cells) => {
                drop(cells.remove(at));
                shared.let_go(&old);
            }
        }
        old
    }

    /// The same values with room for any type.
    fn loosened(&self, shared: &mut Shared) -> Cells {
        let values: Vec<Value> = (0..self.len())
            .map(|at| self.get(at, shared).to_value())
            .collect();
        if let Cells::String(numbers) = self {
            numbers
                .iter()
                .for_each(|&number| shared.strings.release(number));
        }
        Cells::Mixed(values)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::facts::cell::Shared;
    use crate::value::Value;

    #[test]
    fn values_come_back_whatever_the_order_of_writing() {
        let mut shared = Shared::default();
        let mut page = Page::for_value(&Value::Integer(0));
        for slot in (0..256).rev().step_by(3).chain((0..256).step_by(2)) {
            page.set(slot, Value::Integer(i64::from(slot) * 10), &mut shared);
        }
        for slot in 0..256 {
            let there = slot % 2 == 0 || (255 - slot) % 3 == 0;
            let expected = match there {
                true => Value::Integer(i64::from(slot) * 10),
                false => Value::Null,
            };
            assert_eq!(page.get(slot, &shared).to_value(), expected, "slot {slot}");
        }
    }

    #[test]
    fn a_page_takes_values_of_several_types_and_lets_shared_ones_go() {
        let mut shared = Shared::default();
        let mut page = Page::for_value(&Value::from("a"));
        page.set(3, Value::from("a"), &mut shared);
        page.set(9, Value::Integer(4), &mut shared);
        assert_eq!(page.get(3, &shared).to_value(), Value::from("a"));
        assert_eq!(page.get(9, &shared).to_value(), Value::Integer(4));
        assert_eq!(shared.strings.in_use(), 0);
        assert_eq!(page.remove(3, &mut shared), Some(Value::from("a")));
        assert_eq!(page.remove(9, &mut shared), Some(Value::Integer(4)));
        assert!(page.is_empty());
    }
}
