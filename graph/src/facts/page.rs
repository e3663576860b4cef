//! A page of a column: the values of up to 256 neighbouring elements, of one type as long as they agree.
//!
//! Only what is there takes room: values stand packed, and a mask says whose they are.

use crate::facts::cell::{Cell, Shared, SharedMut};
pub use crate::facts::kind::Kind;
use crate::facts::packed::Packed;
use crate::facts::scan::Wanted;
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

/// Values side by side, without gaps.
#[derive(Clone, Debug)]
enum Cells {
    Packed(Kind, Packed),
    Float(Vec<f64>),
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

    /// A page of packed numbers, one for each of these elements, which ascend.
    pub fn of_numbers(kind: Kind, elements: &[u32], numbers: &[i64]) -> Page {
        Page::of_cells(elements, Cells::Packed(kind, Packed::of(numbers)))
    }

    /// As [`Page::of_numbers`], of floats.
    pub fn of_floats(elements: &[u32], numbers: &[f64]) -> Page {
        Page::of_cells(elements, Cells::Float(numbers.to_vec()))
    }

    fn of_cells(elements: &[u32], cells: Cells) -> Page {
        let mut mask = [0u64; 4];
        for element in elements {
            let slot = element % PAGE;
            mask[(slot / 64) as usize] |= 1 << (slot % 64);
        }
        let mut before = [0; 4];
        for word in 1..4 {
            before[word] = before[word - 1] + mask[word - 1].count_ones() as u8;
        }
        Page {
            mask,
            before,
            cells,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.mask == [0; 4]
    }

    pub fn contains(&self, slot: u32) -> bool {
        self.mask[(slot / 64) as usize] >> (slot % 64) & 1 == 1
    }

    pub fn get<'a>(&'a self, slot: u32, shared: Shared<'a>) -> Cell<'a> {
        match self.contains(slot) {
            true => self.cells.get(self.rank(slot), shared),
            false => Cell::Missing,
        }
    }

    /// The packed number of a value and what it stands for.
    #[inline]
    pub fn number(&self, slot: u32) -> Option<(Kind, i64)> {
        match &self.cells {
            Cells::Packed(kind, numbers) if self.contains(slot) => {
                Some((*kind, numbers.get(self.rank(slot))))
            }
            _ => None,
        }
    }

    /// Adds the packed numbers of some of its elements, and says what they stand for. `None` where one has no value, or the page keeps
    /// them otherwise.
    pub fn numbers(&self, elements: &[u32], into: &mut Vec<i64>) -> Option<Kind> {
        let Cells::Packed(kind, packed) = &self.cells else {
            return None;
        };
        let mut slots = elements.iter().map(|element| element % PAGE);
        match self.mask == [u64::MAX; 4] {
            true => packed.gather(slots.map(|slot| slot as usize), into),
            false if slots.all(|slot| self.contains(slot)) => {
                let slots = elements.iter().map(|element| element % PAGE);
                packed.gather(slots.map(|slot| self.rank(slot)), into);
            }
            false => return None,
        }
        Some(*kind)
    }

    /// Puts a value in; returns the one that stood there.
    pub fn set(&mut self, slot: u32, value: Value, shared: &mut SharedMut<'_>) -> Option<Value> {
        if !self.cells.accepts(&value) {
            self.cells = self.cells.loosened(shared);
        }
        let rank = self.rank(slot);
        if self.contains(slot) {
            return Some(self.cells.replace(rank, value, shared));
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
    pub fn remove(&mut self, slot: u32, shared: &mut SharedMut<'_>) -> Option<Value> {
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

    /// Counts one use less of all that the values share; how many values there were. The page is of no use after that.
    pub fn let_go(&self, shared: &mut SharedMut<'_>) -> usize {
        match &self.cells {
            Cells::Packed(kind, numbers) => {
                numbers
                    .iter()
                    .for_each(|number| kind.let_go(number, shared));
            }
            Cells::Float(_) => {}
            Cells::Mixed(values) => values.iter().for_each(|value| shared.let_go_loose(value)),
        }
        self.slots().count()
    }

    /// Adds the elements that have a wanted value; the page's first element is `first`.
    pub fn select(&self, first: u32, wanted: &Wanted, shared: Shared<'_>, found: &mut Vec<u32>) {
        let slots = self.slots().map(|slot| first + slot);
        match (&self.cells, &wanted.numbers) {
            (Cells::Packed(kind, packed), Some((of, range))) if kind == of => {
                if self.mask == [u64::MAX; 4] {
                    packed.select(range, first, found);
                } else if packed.has_any(range) {
                    let here = slots.zip(packed.iter());
                    let fitting = here.filter(|(_, number)| range.contains(number));
                    found.extend(fitting.map(|(element, _)| element));
                }
            }
            (cells, _) => {
                let fits = |at| (wanted.fits)(&cells.get(at, shared).to_value());
                let here = slots.zip(0..).filter(|&(_, at)| fits(at));
                found.extend(here.map(|(element, _)| element));
            }
        }
    }

    /// Where values stand, ascending.
    fn slots(&self) -> impl Iterator<Item = u32> + '_ {
        let mut word = 0;
        let mut rest = self.mask[0];
        std::iter::from_fn(move || {
            while rest == 0 {
                word += 1;
                rest = *self.mask.get(word)?;
            }
            let slot = word as u32 * 64 + rest.trailing_zeros();
            rest &= rest - 1;
            Some(slot)
        })
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
        match (value, Kind::of(value)) {
            (_, Some(kind)) => Cells::Packed(kind, Packed::new()),
            (Value::Float(_), _) => Cells::Float(Vec::new()),
            _ => Cells::Mixed(Vec::new()),
        }
    }

    fn accepts(&self, value: &Value) -> bool {
        match self {
            Cells::Packed(kind, _) => Kind::of(value) == Some(*kind),
            Cells::Float(_) => matches!(value, Value::Float(_)),
            Cells::Mixed(_) => true,
        }
    }

    #[inline]
    fn get<'a>(&'a self, at: usize, shared: Shared<'a>) -> Cell<'a> {
        match self {
            Cells::Packed(kind, numbers) => kind.cell(numbers.get(at), shared),
            Cells::Float(numbers) => Cell::Float(numbers[at]),
            Cells::Mixed(values) => Cell::of(&values[at], shared),
        }
    }

    /// Puts in a value of an accepted type.
    fn insert(&mut self, at: usize, value: Value, shared: &mut SharedMut<'_>) {
        match (self, &value) {
            (Cells::Packed(_, numbers), value) => numbers.insert(at, shared.take(value)),
            (Cells::Float(numbers), Value::Float(number)) => numbers.insert(at, *number),
            (Cells::Float(_), _) => unreachable!("the page was loosened for another type"),
            (Cells::Mixed(values), _) => {
                shared.take_loose(&value);
                values.insert(at, value);
            }
        }
    }

    /// Puts a value of an accepted type in the place of another.
    fn replace(&mut self, at: usize, value: Value, shared: &mut SharedMut<'_>) -> Value {
        let old = self.get(at, shared.read()).to_value();
        match (self, &value) {
            (Cells::Packed(kind, numbers), value) => {
                let number = shared.take(value);
                kind.let_go(numbers.get(at), shared);
                numbers.replace(at, number);
            }
            (Cells::Float(numbers), Value::Float(number)) => numbers[at] = *number,
            (Cells::Float(_), _) => unreachable!("the page was loosened for another type"),
            (Cells::Mixed(values), _) => {
                shared.take_loose(&value);
                shared.let_go_loose(&old);
                values[at] = value;
            }
        }
        old
    }

    fn remove(&mut self, at: usize, shared: &mut SharedMut<'_>) -> Value {
        let old = self.get(at, shared.read()).to_value();
        match self {
            Cells::Packed(kind, numbers) => {
                kind.let_go(numbers.get(at), shared);
                numbers.remove(at);
            }
            Cells::Float(numbers) => drop(numbers.remove(at)),
            Cells::Mixed(values) => {
                drop(values.remove(at));
                shared.let_go_loose(&old);
            }
        }
        old
    }

    /// The same values with room for any type.
    fn loosened(&self, shared: &mut SharedMut<'_>) -> Cells {
        let len = match self {
            Cells::Packed(_, numbers) => numbers.len(),
            Cells::Float(numbers) => numbers.len(),
            Cells::Mixed(values) => values.len(),
        };
        let values: Vec<Value> = (0..len)
            .map(|at| self.get(at, shared.read()).to_value())
            .collect();
        if let Cells::Packed(kind, numbers) = self {
            values.iter().for_each(|value| shared.take_loose(value));
            numbers
                .iter()
                .for_each(|number| kind.let_go(number, shared));
        }
        Cells::Mixed(values)
    }
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::facts::cell::SharedMut;
    use crate::facts::dictionary::Dictionary;
    use crate::value::Value;

    #[test]
    fn values_come_back_whatever_the_order_of_writing() {
        let (mut strings, mut periods) = (Dictionary::default(), Dictionary::default());
        let mut shared = SharedMut {
            strings: &mut strings,
            periods: &mut periods,
        };
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
            assert_eq!(
                page.get(slot, shared.read()).to_value(),
                expected,
                "slot {slot}"
            );
        }
    }

    #[test]
    fn a_page_takes_values_of_several_types_and_lets_shared_ones_go() {
        let (mut strings, mut periods) = (Dictionary::default(), Dictionary::default());
        let mut shared = SharedMut {
            strings: &mut strings,
            periods: &mut periods,
        };
        let mut page = Page::for_value(&Value::from("a"));
        page.set(3, Value::from("a"), &mut shared);
        page.set(9, Value::Integer(4), &mut shared);
        assert_eq!(page.get(3, shared.read()).to_value(), Value::from("a"));
        assert_eq!(page.get(9, shared.read()).to_value(), Value::Integer(4));
        assert_eq!(shared.strings.in_use(), 0);
        assert_eq!(page.remove(3, &mut shared), Some(Value::from("a")));
        assert_eq!(page.remove(9, &mut shared), Some(Value::Integer(4)));
        assert!(page.is_empty());
    }
    #[test]
    fn strings_are_kept_once_and_let_go_with_their_last_use() {
        let (mut strings, mut periods) = (Dictionary::default(), Dictionary::default());
        let mut shared = SharedMut {
            strings: &mut strings,
            periods: &mut periods,
        };
        let mut page = Page::for_value(&Value::from("a"));
        for slot in 0..3 {
            page.set(slot, Value::from("a"), &mut shared);
        }
        assert_eq!(shared.strings.in_use(), 1);
        page.remove(0, &mut shared);
        page.set(1, Value::from("b"), &mut shared);
        assert_eq!(shared.strings.in_use(), 2);
        page.set(2, Value::from("b"), &mut shared);
        assert_eq!(shared.strings.in_use(), 1);
        page.remove(1, &mut shared);
        page.remove(2, &mut shared);
        assert_eq!(shared.strings.in_use(), 0);
    }
}
