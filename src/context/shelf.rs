//! What the threads that work on one statement need alike, and work out once.

use crate::error::Result;
use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError};

type Thing = Arc<dyn Any + Send + Sync>;

/// The place of a thing that is perhaps not made yet.
type Place = Arc<Mutex<Option<Thing>>>;

/// Things by key: the place in the plan that they belong to.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Vec<(usize, Place)>>);

impl Shelf {
    /// The key of the candidates from which parts are taken. Others are addresses in the plan.
    pub const CANDIDATES: usize = 0;

    /// The thing of a key; whoever comes first makes it, and the others wait. Things of one key are of one type.
    ///
    /// # Errors
    /// Those of `make`; whoever comes next tries again.
    pub fn once<T: Send + Sync + 'static>(
        &self,
        key: usize,
        make: impl FnOnce() -> Result<T>,
    ) -> Result<Arc<T>> {
        let place = self.place(key);
        let mut held = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(thing)) = held.as_ref().map(|it| Arc::clone(it).downcast::<T>()) {
            return Ok(thing);
        }
        let thing = Arc::new(make()?);
        *held = Some(Arc::clone(&thing) as Thing);
        Ok(thing)
    }

    fn place(&self, key: usize) -> Place {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, place)) = places.iter().find(|(other, _)| *other == key) {
            return Arc::clone(place);
        }
        let place = Arc::default();
        places.push((key, Arc::clone(&place)));
        place
    }
}

#[cfg(test)]
mod tests {
    use super::Shelf;
    use crate::error::Error;

    #[test]
    fn a_thing_is_made_once_and_a_failure_is_not_kept() {
        let shelf = Shelf::default();
        let failed = shelf.once::<u32>(1, || Err(Error::not_yet("this", Default::default())));
        assert!(failed.is_err());
        assert_eq!(shelf.once(1, || Ok(7_u32)).as_deref(), Ok(&7));
        assert_eq!(shelf.once(1, || Ok(8_u32)).as_deref(), Ok(&7));
        assert_eq!(shelf.once(2, || Ok(9_u32)).as_deref(), Ok(&9));
    }
}
