//! A column: the values of one property key over all nodes, or over all relations, page by page.
//!
//! A column of a file is read when somebody first looks: until then it is as the file has it.

use crate::facts::cell::{Cell, Shared, SharedMut};
use crate::facts::deferred::Deferred;
use crate::facts::dictionary::Dictionary;
use crate::facts::page::{Kind, PAGE, Page};
use crate::facts::scan::Wanted;
use crate::time::Period;
use crate::value::Value;
use std::sync::Arc;

/// The values of one key. A copy of a column shares its pages until one of the two writes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    here: Pages,
    /// What takes the place of `here` until somebody writes.
    later: Option<Arc<Deferred>>,
    values: u64,
}

/// Pages by number, and the strings in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pages {
    pages: Vec<Option<Arc<Page>>>,
    strings: Dictionary<str>,
    /// How often they were written to.
    writes: u64,
}

impl Column {
    /// A column of so many values that is read when somebody first looks.
    pub fn later(deferred: Deferred, values: u64) -> Column {
        Column {
            here: Pages::default(),
            later: Some(Arc::new(deferred)),
            values,
        }
    }

    /// How many elements have a value.
    pub fn len(&self) -> u64 {
        self.values
    }

    pub fn pages(&self) -> &Pages {
        match &self.later {
            None => &self.here,
            Some(deferred) => deferred.pages(),
        }
    }

    /// Reads what is still to be read for as long as `go_on` says so; whether all is read.
    pub fn read_while(&self, go_on: &mut dyn FnMut() -> bool) -> bool {
        match &self.later {
            None => true,
            Some(deferred) => deferred.read_while(go_on),
        }
    }

    /// Puts in a value that is not null; returns the one that stood there.
    pub fn set(
        &mut self,
        element: u32,
        value: Value,
        periods: &mut Dictionary<Period>,
    ) -> Option<Value> {
        let old = self.pages_mut().set(element, value, periods);
        self.values += u64::from(old.is_none());
        old
    }

    /// Puts in pages with so many values, where there are none.
    pub fn put_pages(&mut self, pages: Vec<(u32, Arc<Page>)>, values: u64) {
        self.pages_mut().put(pages);
        self.values += values;
    }

    /// Takes out a value.
    pub fn remove(&mut self, element: u32, periods: &mut Dictionary<Period>) -> Option<Value> {
        let old = self.pages_mut().remove(element, periods)?;
        self.values -= 1;
        Some(old)
    }

    /// Takes out the values of this element and of all above; whether there were any. A column that nobody wrote to has none
    /// that are young.
    pub fn cut(&mut self, first: u32, periods: &mut Dictionary<Period>) -> bool {
        let there = self.later.is_none() && self.here.pages.len() > (first / PAGE) as usize;
        if there {
            self.values -= self.pages_mut().cut(first, periods);
        }
        there
    }

    pub fn strings_mut(&mut self) -> &mut Dictionary<str> {
        &mut self.pages_mut().strings
    }

    fn pages_mut(&mut self) -> &mut Pages {
        if let Some(deferred) = self.later.take() {
            self.here = Deferred::into_pages(deferred);
        }
        self.here.writes += 1;
        &mut self.here
    }
}

impl Pages {
    /// How often they were written to: what was made of the values is true as long as this stays the same.
    pub fn writes(&self) -> u64 {
        self.writes
    }

    /// The packed number of an element's value and what it stands for; `None` where no value stands, or one that is not packed.
    #[inline]
    pub fn number(&self, element: u32) -> Option<(Kind, i64)> {
        self.page(element)?.number(element % PAGE)
    }

    /// The packed numbers of some elements, and what all of them stand for. `None` where they stand for different things, one is kept
    /// otherwise, or one has no value. Quickest for neighbouring elements, one after the other.
    pub fn numbers(&self, elements: &[u32]) -> Option<(Kind, Vec<i64>)> {
        let mut numbers = Vec::with_capacity(elements.len());
        let mut kind = None;
        let mut rest = elements;
        while let Some(&first) = rest.first() {
            let on_page = rest.iter().take_while(|&it| it / PAGE == first / PAGE);
            let (here, others) = rest.split_at(on_page.count());
            let its = self.page(first)?.numbers(here, &mut numbers)?;
            if *kind.get_or_insert(its) != its {
                return None;
            }
            rest = others;
        }
        Some((kind?, numbers))
    }

    /// Whether an element has a value.
    pub fn contains(&self, element: u32) -> bool {
        let page = self.page(element);
        page.is_some_and(|page| page.contains(element % PAGE))
    }

    #[inline]
    fn page(&self, element: u32) -> Option<&Page> {
        self.pages.get((element / PAGE) as usize)?.as_deref()
    }

    pub fn get<'a>(&'a self, element: u32, periods: &'a Dictionary<Period>) -> Cell<'a> {
        match self.pages.get((element / PAGE) as usize) {
            Some(Some(page)) => page.get(element % PAGE, self.shared(periods)),
            _ => Cell::Missing,
        }
    }

    /// The elements that have a wanted value, ascending.
    pub fn select(&self, wanted: &Wanted, periods: &Dictionary<Period>) -> Vec<u32> {
        let mut found = Vec::new();
        for (number, page) in (0..).zip(&self.pages) {
            if let Some(page) = page {
                page.select(number * PAGE, wanted, self.shared(periods), &mut found);
            }
        }
        found
    }

    pub fn strings(&self) -> &Dictionary<str> {
        &self.strings
    }

    pub fn strings_mut(&mut self) -> &mut Dictionary<str> {
        &mut self.strings
    }

    /// Puts in pages where there are none.
    pub fn put(&mut self, pages: Vec<(u32, Arc<Page>)>) {
        for (number, page) in pages {
            let place = number as usize;
            if self.pages.len() <= place {
                self.pages.resize(place + 1, None);
            }
            self.pages[place] = Some(page);
        }
    }

    /// Puts in a value that is not null; returns the one that stood there.
    pub fn set(
        &mut self,
        element: u32,
        value: Value,
        periods: &mut Dictionary<Period>,
    ) -> Option<Value> {
        let number = (element / PAGE) as usize;
        if self.pages.len() <= number {
            self.pages.resize(number + 1, None);
        }
        let page = self.pages[number].get_or_insert_with(|| Arc::new(Page::for_value(&value)));
        let mut shared = SharedMut {
            strings: &mut self.strings,
            periods,
        };
        Arc::make_mut(page).set(element % PAGE, value, &mut shared)
    }

    fn remove(&mut self, element: u32, periods: &mut Dictionary<Period>) -> Option<Value> {
        let place = self.pages.get_mut((element / PAGE) as usize)?;
        let page = Arc::make_mut(place.as_mut()?);
        let mut shared = SharedMut {
            strings: &mut self.strings,
            periods,
        };
        let old = page.remove(element % PAGE, &mut shared)?;
        if page.is_empty() {
            *place = None;
        }
        Some(old)
    }

    /// Takes out the values of this element and of all above; how many there were.
    fn cut(&mut self, first: u32, periods: &mut Dictionary<Period>) -> u64 {
        let whole = first.div_ceil(PAGE) as usize;
        let mut cut = 0;
        for element in first..(whole as u32).saturating_mul(PAGE) {
            cut += u64::from(self.remove(element, periods).is_some());
        }
        let pages = self.pages.split_off(whole.min(self.pages.len()));
        let mut shared = SharedMut {
            strings: &mut self.strings,
            periods: &mut *periods,
        };
        for page in pages.iter().flatten() {
            cut += page.let_go(&mut shared) as u64;
        }
        cut
    }

    fn shared<'a>(&'a self, periods: &'a Dictionary<Period>) -> Shared<'a> {
        Shared {
            strings: &self.strings,
            periods,
        }
    }
}
