//! A column that is as a file has it until somebody first looks: what nobody asks for costs its bytes and no more.

use crate::facts::column::Pages;
use crate::facts::restore::{Stretch, fill_plain};
use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

/// What is made when it is wanted.
pub(crate) type Later<T> = Box<dyn FnOnce() -> T + Send>;

/// Stretches of a column without periods, and the pages that they become. Copies of a graph share it.
pub(crate) struct Deferred {
    unread: Mutex<Unread>,
    pages: OnceLock<Pages>,
}

/// How far a column was read.
struct Unread {
    stretches: VecDeque<Later<Stretch>>,
    /// What was read, as pages.
    pages: Pages,
}

impl Deferred {
    /// Stretches with so many strings at most.
    pub fn new(stretches: Vec<Later<Stretch>>, strings: usize) -> Deferred {
        let mut pages = Pages::default();
        pages.strings_mut().reserve(strings);
        Deferred {
            unread: Mutex::new(Unread {
                stretches: stretches.into(),
                pages,
            }),
            pages: OnceLock::new(),
        }
    }

    /// The pages, which the first who asks makes while others wait. None of those is asked to help: that could go round.
    pub fn pages(&self) -> &Pages {
        self.pages.get_or_init(|| {
            let mut unread = self.unread();
            unread.read(&mut || true);
            std::mem::take(&mut unread.pages)
        })
    }

    /// Reads on for as long as `go_on` says so after each stretch; whether all is read. What was read stays read.
    pub fn read_while(&self, go_on: &mut dyn FnMut() -> bool) -> bool {
        if self.pages.get().is_none() {
            let mut unread = self.unread();
            unread.read(go_on);
            if !unread.stretches.is_empty() {
                return false;
            }
        }
        self.pages();
        true
    }

    fn unread(&self) -> MutexGuard<'_, Unread> {
        self.unread.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pages, to write to: a copy of them while another graph shares them.
    pub fn into_pages(deferred: Arc<Deferred>) -> Pages {
        deferred.pages();
        match Arc::try_unwrap(deferred) {
            Ok(own) => own.pages.into_inner().unwrap_or_default(),
            Err(shared) => shared.pages().clone(),
        }
    }
}

/// A column of as few stretches is read without help.
const SHORT: usize = 8;
/// Stretches that are decoded ahead.
const AHEAD: usize = 2;

impl Unread {
    /// Reads stretches in their order, a long column's on a thread beside the one that takes them.
    fn read(&mut self, go_on: &mut dyn FnMut() -> bool) {
        let Unread { stretches, pages } = self;
        if stretches.len() <= SHORT {
            while let Some(stretch) = stretches.pop_front() {
                fill_plain(pages, stretch());
                if !go_on() {
                    return;
                }
            }
            return;
        }
        let stopped = AtomicBool::new(false);
        thread::scope(|scope| {
            let (sender, decoded) = sync_channel(AHEAD);
            let stopped = &stopped;
            scope.spawn(move || {
                while !stopped.load(Ordering::Relaxed)
                    && let Some(stretch) = stretches.pop_front()
                {
                    // Nobody takes them any more where the taker panicked.
                    if sender.send(stretch()).is_err() {
                        return;
                    }
                }
            });
            for stretch in decoded {
                fill_plain(pages, stretch);
                if !go_on() {
                    stopped.store(true, Ordering::Relaxed);
                }
            }
        });
    }
}

impl fmt::Debug for Deferred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deferred")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Deferred, Later};
    use crate::facts::cell::Cell;
    use crate::facts::column::Column;
    use crate::facts::dictionary::Dictionary;
    use crate::facts::restore::{Shares, Stored, Stretch};
    use crate::value::Value;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    /// A column of two stretches, which counts how many of them were read.
    fn column(read: &Arc<AtomicU32>) -> Column {
        let stretch = |first: u32| {
            let read = Arc::clone(read);
            let later: Later<Stretch> = Box::new(move || {
                read.fetch_add(1, Ordering::Relaxed);
                Stretch {
                    elements: (first..first + 300).collect(),
                    values: Stored::Strings(Shares {
                        items: vec![Arc::from("a"), Arc::from("b")],
                        places: (0..300).map(|row| row % 2).collect(),
                    }),
                }
            });
            later
        };
        Column::later(Deferred::new(vec![stretch(0), stretch(65_536)], 4), 600)
    }

    #[test]
    fn a_column_is_read_once_and_only_when_somebody_looks() {
        let read = Arc::new(AtomicU32::new(0));
        let first = column(&read);
        let second = first.clone();
        assert_eq!((first.len(), read.load(Ordering::Relaxed)), (600, 0));
        let periods = Dictionary::default();
        for column in [&first, &second] {
            let cell = |element| column.pages().get(element, &periods).to_value();
            assert_eq!(cell(65_537), Value::from("b"));
            assert_eq!(cell(400), Value::Null);
        }
        assert_eq!(read.load(Ordering::Relaxed), 2);
        assert_eq!(first.pages().strings().in_use(), 2);
    }

    #[test]
    fn a_long_column_is_read_in_its_order() {
        let stretch = |number: u32| {
            let later: Later<Stretch> = Box::new(move || Stretch {
                elements: vec![number * 65_536],
                values: Stored::Strings(Shares {
                    items: vec![Arc::from(number.to_string())],
                    places: vec![0],
                }),
            });
            later
        };
        let deferred = Deferred::new((0..50).map(stretch).collect(), 50);
        let periods = Dictionary::default();
        for number in 0..50 {
            let cell = deferred.pages().get(number * 65_536, &periods);
            assert_eq!(cell.to_value(), Value::from(number.to_string().as_str()));
            assert_eq!(
                deferred.pages().strings().find(&number.to_string()),
                Some(number)
            );
        }
    }

    #[test]
    fn reading_that_is_stopped_goes_on_where_it_was() {
        for stretches in [3, 40] {
            let read = Arc::new(AtomicU32::new(0));
            let stretch = |number: u32| {
                let read = Arc::clone(&read);
                let later: Later<Stretch> = Box::new(move || {
                    read.fetch_add(1, Ordering::Relaxed);
                    Stretch {
                        elements: vec![number * 65_536],
                        values: Stored::Strings(Shares {
                            items: vec![Arc::from(number.to_string())],
                            places: vec![0],
                        }),
                    }
                });
                later
            };
            let deferred = Deferred::new((0..stretches).map(stretch).collect(), 40);
            assert!(!deferred.read_while(&mut || false));
            assert!(
                read.load(Ordering::Relaxed) < 8,
                "one, and what was decoded ahead"
            );
            let mut left = 2;
            let mut go_on = || {
                left -= 1;
                left > 0
            };
            assert!(!deferred.read_while(&mut go_on) || stretches == 3);
            assert!(deferred.read_while(&mut || true));
            assert_eq!(read.load(Ordering::Relaxed), stretches);
            let periods = Dictionary::default();
            for number in 0..stretches {
                let cell = deferred.pages().get(number * 65_536, &periods);
                assert_eq!(cell.to_value(), Value::from(number.to_string().as_str()));
            }
        }
    }

    #[test]
    fn who_writes_to_a_shared_column_that_nobody_read_writes_to_its_own() {
        let mut periods = Dictionary::default();
        for looked_at in [false, true] {
            let mut first = column(&Arc::default());
            let second = first.clone();
            if looked_at {
                second.pages();
            }
            let old = first.set(1, Value::from("c"), &mut periods);
            assert_eq!(old, Some(Value::from("b")));
            assert_eq!(first.remove(0, &mut periods), Some(Value::from("a")));
            assert_eq!((first.len(), second.len()), (599, 600));
            let cell = |element| second.pages().get(element, &periods).to_value();
            assert_eq!([cell(0), cell(1)], ["a".into(), "b".into()]);
            assert_eq!(first.pages().get(0, &periods), Cell::Missing);
        }
    }
}
