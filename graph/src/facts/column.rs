//! A column: the values of one property key over all nodes, or over all relations, page by page.

use crate::facts::cell::{Cell, Shared};
use crate::facts::page::{Kind, PAGE, Page};
use crate::facts::scan::Wanted;
use crate::value::Value;
use std::sync::Arc;

/// The values of one key. A copy of a column shares its pages until one of the two writes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pages: Vec<Option<Arc<Page>>>,
    values: u64,
    /// How often it was written to.
    writes: u64,
}

impl Column {
    /// How many elements have a value.
    pub fn len(&self) -> u64 {
        self.values
    }

    /// How often it was written to: what was made of its values is true as long as this stays the same.
    pub fn writes(&self) -> u64 {
        self.writes
    }

    /// The packed number of an element's value and what it stands for; `None` where no value stands, or one that is not packed.
    #[inline]
    pub fn number(&self, element: u32) -> Option<(Kind, i64)> {
        self.page(element)?.number(element % PAGE)
    }

    /// Whether an element has a value.
    pub fn contains(&self, element: u32) -> bool {
        let page = self.page(element);
        page.is_some_and(|page| page.contains(element % PAGE))
    }

    pub fn get<'a>(&'a self, element: u32, shared: &'a Shared) -> Cell<'a> {
        match self.page(element) {
            Some(page) => page.get(element % PAGE, shared),
            None => Cell::Missing,
        }
    }

    /// Puts in a value that is not null; returns the one that stood there.
    pub fn set(&mut self, element: u32, value: Value, shared: &mut Shared) -> Option<Value> {
        self.writes += 1;
        let number = (element / PAGE) as usize;
        if self.pages.len() <= number {
            self.pages.resize(number + 1, None);
        }
        let page = self.pages[number].get_or_insert_with(|| Arc::new(Page::for_value(&value)));
        let old = Arc::make_mut(page).set(element % PAGE, value, shared);
        self.values += u64::from(old.is_none());
        old
    }

    /// Puts in pages with so many values, where there are none.
    pub fn put_pages(&mut self, pages: Vec<(u32, Arc<Page>)>, values: u64) {
        self.writes += 1;
        for (number, page) in pages {
            let place = number as usize;
            if self.pages.len() <= place {
                self.pages.resize(place + 1, None);
            }
            self.pages[place] = Some(page);
        }
        self.values += values;
    }

    /// Takes out a value.
    pub fn remove(&mut self, element: u32, shared: &mut Shared) -> Option<Value> {
        let place = self.pages.get_mut((element / PAGE) as usize)?;
        let page = Arc::make_mut(place.as_mut()?);
        let old = page.remove(element % PAGE, shared)?;
        self.writes += 1;
        if page.is_empty() {
            *place = None;
        }
        self.values -= 1;
        Some(old)
    }

    /// The elements that have a wanted value, ascending.
    pub fn select(&self, wanted: &Wanted, shared: &Shared) -> Vec<u32> {
        let mut found = Vec::new();
        for (number, page) in (0..).zip(&self.pages) {
            if let Some(page) = page {
                page.select(number * PAGE, wanted, shared, &mut found);
            }
        }
        found
    }

    fn page(&self, element: u32) -> Option<&Page> {
        self.pages.get((element / PAGE) as usize)?.as_deref()
    }
}
