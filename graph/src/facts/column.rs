//! A column: the values of one property key over all nodes, or over all relations, page by page.

use crate::facts::cell::{Cell, Shared};
use crate::facts::page::{PAGE, Page};
use crate::facts::scan::Wanted;
use crate::value::Value;
use std::sync::Arc;

/// The values of one key. A copy of a column shares its pages until one of the two writes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pages: Vec<Option<Arc<Page>>>,
    values: u64,
}

impl Column {
    /// How many elements have a value.
    pub fn len(&self) -> u64 {
        self.values
    }

    pub fn get<'a>(&'a self, element: u32, shared: &'a Shared) -> Cell<'a> {
        match self.page(element) {
            Some(page) => page.get(element % PAGE, shared),
            None => Cell::Missing,
        }
    }

    /// Puts in a value that is not null; returns the one that stood there.
    pub fn set(&mut self, element: u32, value: Value, shared: &mut Shared) -> Option<Value> {
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
