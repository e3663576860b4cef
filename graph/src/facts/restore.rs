//! Putting back the values of columns: those that share periods at once, the others when somebody first looks.

use crate::facts::column::{Column, Pages};
use crate::facts::deferred::{Deferred, Later};
use crate::facts::dictionary::Dictionary;
use crate::facts::page::{Kind, PAGE, Page};
use crate::facts::properties::Properties;
use crate::id::Symbol;
use crate::time::Period;
use crate::value::Value;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;

/// A column that comes back.
pub(crate) struct Arrival {
    pub key: Symbol,
    /// How many elements have a value.
    pub values: u64,
    /// Whether a period is among the values.
    pub has_periods: bool,
    /// How many strings there are at most.
    pub strings: usize,
    /// In the order of elements; each lies in other pages.
    pub stretches: Vec<Later<Stretch>>,
}

/// Values of one key and the elements that have them, ascending.
#[derive(Debug)]
pub(crate) struct Stretch {
    pub elements: Vec<u32>,
    pub values: Stored,
}

/// Values as a file has them, one an element, none null.
#[derive(Debug)]
pub(crate) enum Stored {
    Each(Vec<Value>),
    Numbers(Kind, Vec<i64>),
    Floats(Vec<f64>),
    Strings(Shares<str>),
    Periods(Shares<Period>),
}

/// Items, and which of them each element has.
#[derive(Debug)]
pub(crate) struct Shares<T: ?Sized> {
    pub items: Vec<Arc<T>>,
    /// Places among the items.
    pub places: Vec<u32>,
}

impl Stored {
    pub fn len(&self) -> usize {
        match self {
            Stored::Each(values) => values.len(),
            Stored::Numbers(_, numbers) => numbers.len(),
            Stored::Floats(numbers) => numbers.len(),
            Stored::Strings(shares) => shares.places.len(),
            Stored::Periods(shares) => shares.places.len(),
        }
    }

    /// How many strings are shared.
    pub fn strings(&self) -> usize {
        match self {
            Stored::Strings(shares) => shares.items.len(),
            _ => 0,
        }
    }

    pub fn has_periods(&self) -> bool {
        match self {
            Stored::Each(values) => values.iter().any(|value| matches!(value, Value::Period(_))),
            Stored::Periods(_) => true,
            Stored::Numbers(..) | Stored::Floats(_) | Stored::Strings(_) => false,
        }
    }
}

/// Stretches that are in memory beside their pages at most.
const AT_ONCE: usize = 16;

/// Puts a column back where there is none.
pub(super) fn restore_column(
    properties: &mut Properties,
    arrival: Arrival,
    periods: &mut Dictionary<Period>,
) {
    let Arrival {
        key,
        values,
        has_periods,
        strings,
        stretches,
    } = arrival;
    if !has_periods {
        let deferred = Deferred::new(stretches, strings);
        return properties.put_column(key, Column::later(deferred, values));
    }
    let column = properties.column_mut(key);
    column.strings_mut().reserve(strings);
    let mut stretches = stretches.into_iter();
    loop {
        let some: Vec<Later<Stretch>> = stretches.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return;
        }
        let read: Vec<Stretch> = some.into_par_iter().map(|read| read()).collect();
        let numbered: Vec<Numbered> = read
            .into_iter()
            .map(|stretch| Numbered::of(stretch, column.strings_mut(), periods))
            .collect();
        let filled: Vec<Filled> = numbered.into_par_iter().map(Numbered::fill).collect();
        filled
            .into_iter()
            .for_each(|filled| filled.put(column, periods));
    }
}

/// Puts values where there is nothing in their pages.
pub(super) fn restore_stretch(
    column: &mut Column,
    stretch: Stretch,
    periods: &mut Dictionary<Period>,
) {
    let numbered = Numbered::of(stretch, column.strings_mut(), periods);
    numbered.fill().put(column, periods);
}

/// Puts values without periods where there is nothing in their pages.
pub(super) fn fill_plain(pages: &mut Pages, stretch: Stretch) {
    let periods = &mut Dictionary::default();
    match Numbered::of(stretch, pages.strings_mut(), periods).fill() {
        Filled::Pages(filled, _) => pages.put(filled),
        Filled::Each(elements, values) => {
            for (element, value) in elements.into_iter().zip(values) {
                pages.set(element, value, periods);
            }
        }
    }
}

/// Values of which what is shared has its numbers.
struct Numbered {
    elements: Vec<u32>,
    values: Loose,
}

enum Loose {
    Each(Vec<Value>),
    Numbers(Kind, Vec<i64>),
    Floats(Vec<f64>),
    /// The numbers of items, and their places.
    Shared(Kind, Vec<u32>, Vec<u32>),
}

/// Pages of a column by number, or values that are put in one by one.
enum Filled {
    Pages(Vec<(u32, Arc<Page>)>, u64),
    Each(Vec<u32>, Vec<Value>),
}

impl Numbered {
    fn of(
        stretch: Stretch,
        strings: &mut Dictionary<str>,
        periods: &mut Dictionary<Period>,
    ) -> Numbered {
        let values = match stretch.values {
            Stored::Each(values) => Loose::Each(values),
            Stored::Numbers(kind, numbers) => Loose::Numbers(kind, numbers),
            Stored::Floats(floats) => Loose::Floats(floats),
            Stored::Strings(Shares { items, places }) => {
                let numbers = strings.acquire_all(&items, &places);
                Loose::Shared(Kind::String, numbers, places)
            }
            Stored::Periods(Shares { items, places }) => {
                let numbers = periods.acquire_all(&items, &places);
                Loose::Shared(Kind::Period, numbers, places)
            }
        };
        Numbered {
            elements: stretch.elements,
            values,
        }
    }

    fn fill(self) -> Filled {
        let (kind, numbers) = match self.values {
            Loose::Each(values) => return Filled::Each(self.elements, values),
            Loose::Floats(floats) => {
                return pages(&self.elements, |slots, here| {
                    Page::of_floats(slots, &floats[here])
                });
            }
            Loose::Numbers(kind, numbers) => (kind, numbers),
            Loose::Shared(kind, numbers, places) => {
                let number = |place: u32| i64::from(numbers[place as usize]);
                (kind, places.into_iter().map(number).collect())
            }
        };
        pages(&self.elements, |slots, here| {
            Page::of_numbers(kind, slots, &numbers[here])
        })
    }
}

impl Filled {
    fn put(self, column: &mut Column, periods: &mut Dictionary<Period>) {
        match self {
            Filled::Pages(pages, values) => column.put_pages(pages, values),
            Filled::Each(elements, values) => {
                for (element, value) in elements.into_iter().zip(values) {
                    column.set(element, value, periods);
                }
            }
        }
    }
}

fn pages(elements: &[u32], page: impl Fn(&[u32], std::ops::Range<usize>) -> Page) -> Filled {
    let mut done = 0;
    let pages = elements.chunk_by(|a, b| a / PAGE == b / PAGE);
    let pages = pages.map(|here| {
        let range = done..done + here.len();
        done = range.end;
        (here[0] / PAGE, Arc::new(page(here, range)))
    });
    Filled::Pages(pages.collect(), elements.len() as u64)
}
