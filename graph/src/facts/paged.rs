//! Rows by id, in pages that are there only where a row is: an id that is high costs no more than one that is low.

use std::sync::Arc;

/// Rows in a page.
pub(crate) const PAGE: u32 = 1024;

/// A page of rows, by the last digits of their ids.
pub(crate) type Page<T> = [T; PAGE as usize];

/// A row for every id. A copy shares its pages until one of the two writes.
#[derive(Clone, Debug)]
pub(crate) struct Paged<T> {
    pages: Vec<Option<Arc<Page<T>>>>,
    /// What stands where nothing was put.
    absent: T,
}

impl<T: Copy> Paged<T> {
    pub fn new(absent: T) -> Paged<T> {
        Paged {
            pages: Vec::new(),
            absent,
        }
    }

    #[inline]
    pub fn get(&self, id: u32) -> T {
        match self.pages.get((id / PAGE) as usize) {
            Some(Some(page)) => page[(id % PAGE) as usize],
            _ => self.absent,
        }
    }

    /// The row of an id, to change.
    #[inline]
    pub fn row(&mut self, id: u32) -> &mut T {
        &mut self.page(id / PAGE)[(id % PAGE) as usize]
    }

    #[inline]
    fn page(&mut self, number: u32) -> &mut Page<T> {
        let number = number as usize;
        if self.pages.len() <= number {
            self.pages.resize(number + 1, None);
        }
        let page = self.pages[number].get_or_insert_with(|| Arc::new([self.absent; PAGE as usize]));
        Arc::make_mut(page)
    }

    /// The rows of the pages that are there, ascending, those where nothing was put among them.
    pub fn iter(&self) -> impl Iterator<Item = (u32, T)> + '_ {
        let pages = (0..).zip(&self.pages);
        pages.flat_map(|(number, page): (u32, _)| {
            let first = number * PAGE;
            let rows = page.iter().flat_map(|page| page.iter());
            (first..=first + (PAGE - 1)).zip(rows.copied())
        })
    }

    /// Puts in rows of ids that ascend.
    pub fn put_all(&mut self, ids: &[u32], row: impl Fn(usize) -> T) {
        let mut done = 0;
        for here in ids.chunk_by(|a, b| a / PAGE == b / PAGE) {
            let places = self.page(here[0] / PAGE);
            for (id, number) in here.iter().zip(done..) {
                places[(id % PAGE) as usize] = row(number);
            }
            done += here.len();
        }
    }

    /// Puts a page where there is none.
    pub fn put(&mut self, number: u32, page: Arc<Page<T>>) {
        let number = number as usize;
        if self.pages.len() <= number {
            self.pages.resize(number + 1, None);
        }
        self.pages[number] = Some(page);
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE, Paged};

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
}
