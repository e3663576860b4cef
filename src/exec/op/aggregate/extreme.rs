//! `min` and `max`, by the order of ORDER BY over all kinds of values. The first of equal values stays.

use super::summary::{Part, Summary};
use crate::error::Result;
use factio_graph::value::{Value, order};
use std::cmp::Ordering;

pub(super) struct Extreme {
    /// How a value must stand to the best so far to take its place.
    better: Ordering,
    best: Vec<Option<Value>>,
}

impl Extreme {
    pub(super) fn least() -> Extreme {
        Extreme {
            better: Ordering::Less,
            best: Vec::new(),
        }
    }

    pub(super) fn greatest() -> Extreme {
        Extreme {
            better: Ordering::Greater,
            best: Vec::new(),
        }
    }
}

impl Summary for Extreme {
    fn grow(&mut self, groups: usize) {
        self.best.resize(groups, None);
    }

    fn add(&mut self, group: usize, value: Value, _: &[Value]) -> Result<()> {
        let best = &mut self.best[group];
        let wins = match best {
            Some(best) => order(&value, best) == self.better,
            None => true,
        };
        if wins {
            *best = Some(value);
        }
        Ok(())
    }

    fn part(&mut self, group: usize) -> Part {
        Part::Best(self.best[group].take())
    }

    fn join(&mut self, group: usize, next: Part) -> Result<()> {
        match next {
            Part::Best(Some(value)) => self.add(group, value, &[]),
            _ => Ok(()),
        }
    }

    fn finish(&mut self, group: usize) -> Result<Value> {
        Ok(self.best[group].take().unwrap_or_default())
    }
}
