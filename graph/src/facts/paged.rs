//! Rows by id, in pages that are there only where a row is: an id that is high costs no more than one that is low. A page of
//! rows that are all the same is one row.

use crate::facts::ids::Ids;
use std::iter::repeat_n;
use std::ops::Range;
use std::sync::Arc;

/// Rows in a page.
pub(crate) const PAGE: u32 = 1024;

/// A page of rows, by the last digits of their ids.
pub(crate) type Page<T> = [T; PAGE as usize];

/// A row for every id. A copy shares its pages until one of the two writes.
#[derive(Clone, Debug)]
pub(crate) struct Paged<T> {
    pages: Vec<Rows<T>>,
    /// What stands where nothing was put.
    absent: T,
}

#[derive(Clone, Debug)]
enum Rows<T> {
    Same(T),
    Each(Arc<Page<T>>),
}

impl<T: Copy + PartialEq> Paged<T> {
    pub fn new(absent: T) -> Paged<T> {
        Paged {
            pages: Vec::new(),
            absent,
        }
    }

    #[inline]
    pub fn get(&self, id: u32) -> T {
        match self.pages.get((id / PAGE) as usize) {
            Some(Rows::Each(page)) => page[(id % PAGE) as usize],
            Some(Rows::Same(row)) => *row,
            None => self.absent,
        }
    }

    /// The row of an id, to change.
    #[inline]
    pub fn row(&mut self, id: u32) -> &mut T {
        &mut self.page(id / PAGE)[(id % PAGE) as usize]
    }

    #[inline]
    fn page(&mut self, number: u32) -> &mut Page<T> {
        let rows = self.rows(number);
        if let Rows::Same(row) = rows {
            *rows = Rows::Each(Arc::new([*row; PAGE as usize]));
        }
        match rows {
            Rows::Each(page) => Arc::make_mut(page),
            Rows::Same(_) => unreachable!("a row each was just made"),
        }
    }

    #[inline]
    fn rows(&mut self, number: u32) -> &mut Rows<T> {
        let number = number as usize;
        if self.pages.len() <= number {
            self.pages.resize(number + 1, Rows::Same(self.absent));
        }
        &mut self.pages[number]
    }

    /// The rows of the pages that differ from what stands where nothing was put, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, T)> + '_ {
        let pages = (0..).zip(&self.pages);
        let there = pages.filter(|(_, page)| match page {
            Rows::Same(row) => *row != self.absent,
            Rows::Each(_) => true,
        });
        there.flat_map(|(number, page): (u32, _)| {
            let first = number * PAGE;
            let (each, same) = match page {
                Rows::Each(page) => (&page[..], None),
                Rows::Same(row) => (&[][..], Some(*row)),
            };
            let same = same
                .into_iter()
                .flat_map(|row| repeat_n(row, PAGE as usize));
            (first..=first + (PAGE - 1)).zip(each.iter().copied().chain(same))
        })
    }

    /// The rows from an id on, up to the end of the last page that is there.
    pub fn iter_from(&self, first: u32) -> impl Iterator<Item = (u32, T)> + '_ {
        let pages = (first / PAGE) as usize..self.pages.len();
        let ids = pages.flat_map(move |number| {
            let page = number as u32 * PAGE;
            page.max(first)..=page + (PAGE - 1)
        });
        ids.map(move |id| (id, self.get(id)))
    }

    /// Takes out all rows from an id on.
    pub fn cut(&mut self, first: u32) {
        let number = first / PAGE;
        if (number as usize) < self.pages.len() && !first.is_multiple_of(PAGE) {
            let absent = self.absent;
            self.page(number)[(first % PAGE) as usize..].fill(absent);
        }
        self.pages.truncate(first.div_ceil(PAGE) as usize);
    }

    /// Puts in rows of ids that ascend.
    pub fn put_all(&mut self, ids: &Ids, row: impl Fn(usize) -> T) {
        for (number, id) in ids.iter().enumerate() {
            *self.row(id) = row(number);
        }
    }

    /// Puts the same row in for ids that ascend.
    pub fn put_same(&mut self, ids: &Ids, row: T) {
        match ids {
            Ids::Run(run) => self.put_run(run.clone(), row),
            Ids::Each(_) => self.put_all(ids, |_| row),
        }
    }

    fn put_run(&mut self, run: Range<u32>, row: T) {
        let mut next = run.start;
        while next < run.end {
            let number = next / PAGE;
            let first = number * PAGE;
            let last = run.end - first;
            if next == first && last >= PAGE {
                *self.rows(number) = Rows::Same(row);
            } else {
                let places = (next - first) as usize..last.min(PAGE) as usize;
                self.page(number)[places].fill(row);
            }
            match first.checked_add(PAGE) {
                Some(end) => next = end,
                None => return,
            }
        }
    }

    /// Puts a page where there is none.
    pub fn put(&mut self, number: u32, page: Arc<Page<T>>) {
        *self.rows(number) = Rows::Each(page);
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE, Paged};
    use crate::facts::ids::Ids;

    #[test]
    fn rows_are_where_they_were_put_and_nowhere_else() {
        let mut rows = Paged::new(0u32);
        let ids = [0, 5, PAGE - 1, PAGE, 9 * PAGE + 3, u32::MAX - 1];
        for id in ids {
            *rows.row(id) = id + 1;
        }
        let copy = rows.clone();
        *rows.row(5) = 0;
        assert_eq!([rows.get(5), copy.get(5), rows.get(6)], [0, 6, 0]);
        let put: Vec<u32> = copy
            .iter()
            .filter(|row| row.1 > 0)
            .map(|row| row.0)
            .collect();
        assert_eq!(put, ids);
        assert!(copy.iter().all(|(id, row)| copy.get(id) == row));
        assert_eq!(copy.iter().count(), 4 * PAGE as usize);
    }

    #[test]
    fn a_run_of_one_row_is_what_each_of_it_would_be() {
        let top = u32::MAX - 1;
        for run in [
            0..0,
            3..4,
            0..PAGE,
            1..PAGE,
            5..3 * PAGE + 7,
            PAGE..2 * PAGE,
            top - 2 * PAGE..top,
        ] {
            let (mut at_once, mut each) = (Paged::new(9u8), Paged::new(9u8));
            at_once.put_same(&Ids::Run(run.clone()), 1);
            each.put_all(&Ids::Each(run.clone().collect()), |_| 1);
            let differs =
                |rows: &Paged<u8>| rows.iter().filter(|row| row.1 != 9).collect::<Vec<_>>();
            assert_eq!(differs(&at_once), differs(&each), "{run:?}");
            assert_eq!(differs(&each).len(), run.len(), "{run:?}");
            *at_once.row(run.start) = 4;
            assert_eq!(at_once.get(run.start), 4);
            assert_eq!(at_once.get(run.start ^ 1), each.get(run.start ^ 1));
        }
    }
}
