//! The elements that share something: one in the common case, else an ascending list.

use crate::facts::sorted::SortedIds;

#[derive(Clone, Debug)]
pub(crate) enum Posting<T> {
    One(T),
    Many(Box<SortedIds<T>>),
}

impl<T: Copy + Ord> Posting<T> {
    pub fn as_slice(&self) -> &[T] {
        match self {
            Posting::One(element) => std::slice::from_ref(element),
            Posting::Many(elements) => elements.as_slice(),
        }
    }

    /// Puts in an element that is not there.
    pub fn insert(&mut self, element: T) {
        match self {
            Posting::One(first) => {
                let mut elements = SortedIds::default();
                elements.insert(*first);
                elements.insert(element);
                *self = Posting::Many(Box::new(elements));
            }
            Posting::Many(elements) => elements.insert(element),
        }
    }

    /// Takes out an element that is there; `true` when it was the last.
    pub fn remove(&mut self, element: T) -> bool {
        match self {
            Posting::One(_) => true,
            Posting::Many(elements) => {
                elements.remove(element);
                elements.len() == 0
            }
        }
    }
}
