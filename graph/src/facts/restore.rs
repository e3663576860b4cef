//! Putting back the values of many columns: what they share is numbered first, then pages are made on all cores.

use crate::facts::cell::Shared;
use crate::facts::column;
use crate::facts::page::{Kind, PAGE, Page};
use crate::facts::properties::Properties;
use crate::id::Symbol;
use crate::time::Period;
use crate::value::Value;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::Arc;

/// Values of a key and the elements that have them, ascending; parts of one key lie in different pages.
#[derive(Debug)]
pub(crate) struct Column {
    pub key: Symbol,
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
}

/// Puts columns back where there is nothing.
pub(super) fn restore_columns(
    nodes: &mut Properties,
    node_columns: Vec<Column>,
    relations: &mut Properties,
    relation_columns: Vec<Column>,
    shared: &mut Shared,
) {
    let of_nodes = node_columns.len();
    let all: Vec<Column> = node_columns.into_iter().chain(relation_columns).collect();
    reserve(&all, shared);
    let keys: Vec<Symbol> = all.iter().map(|column| column.key).collect();
    let numbered: Vec<Numbered> = all
        .into_iter()
        .map(|column| Numbered::of(column, shared))
        .collect();
    let filled: Vec<Filled> = numbered.into_par_iter().map(Numbered::fill).collect();
    for (place, (key, filled)) in keys.into_iter().zip(filled).enumerate() {
        let properties = match place < of_nodes {
            true => &mut *nodes,
            false => &mut *relations,
        };
        filled.put(properties.column_mut(key), shared);
    }
}

/// Puts a column where there is nothing in its pages.
pub(super) fn restore_column(properties: &mut Properties, column: Column, shared: &mut Shared) {
    let key = column.key;
    let filled = Numbered::of(column, shared).fill();
    filled.put(properties.column_mut(key), shared);
}

/// Makes room for what columns share, so that the dictionaries grow once.
fn reserve(columns: &[Column], shared: &mut Shared) {
    let (mut strings, mut periods) = (0, 0);
    for column in columns {
        match &column.values {
            Stored::Strings(shares) => strings += shares.items.len(),
            Stored::Periods(shares) => periods += shares.items.len(),
            _ => {}
        }
    }
    shared.strings.reserve(strings);
    shared.periods.reserve(periods);
}

/// A column of which what is shared has its numbers.
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
    fn of(column: Column, shared: &mut Shared) -> Numbered {
        let values = match column.values {
            Stored::Each(values) => Loose::Each(values),
            Stored::Numbers(kind, numbers) => Loose::Numbers(kind, numbers),
            Stored::Floats(floats) => Loose::Floats(floats),
            Stored::Strings(Shares { items, places }) => {
                let numbers = shared.strings.acquire_all(&items, &places);
                Loose::Shared(Kind::String, numbers, places)
            }
            Stored::Periods(Shares { items, places }) => {
                let numbers = shared.periods.acquire_all(&items, &places);
                Loose::Shared(Kind::Period, numbers, places)
            }
        };
        Numbered {
            elements: column.elements,
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
    fn put(self, column: &mut column::Column, shared: &mut Shared) {
        match self {
            Filled::Pages(pages, values) => column.put_pages(pages, values),
            Filled::Each(elements, values) => {
                for (element, value) in elements.into_iter().zip(values) {
                    column.set(element, value, shared);
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
