//! `count`: how many.

use super::summary::{Part, Summary};
use crate::error::{Error, ErrorKind, Phase, Result};
use factio_graph::value::Value;

#[derive(Default)]
pub(super) struct Count(Vec<i64>);

impl Summary for Count {
    fn grow(&mut self, groups: usize) {
        self.0.resize(groups, 0);
    }

    fn add(&mut self, group: usize, _: Value, _: &[Value]) -> Result<()> {
        self.0[group] += 1;
        Ok(())
    }

    fn add_times(&mut self, group: usize, _: Value, times: u64) -> Result<()> {
        self.add_many(group, times)
    }

    fn add_rows(&mut self, groups: &[u32], weights: Option<&[u64]>) -> Result<()> {
        match weights {
            None => groups.iter().for_each(|&group| self.0[group as usize] += 1),
            Some(weights) => {
                for (&group, &times) in groups.iter().zip(weights) {
                    self.add_many(group as usize, times)?;
                }
            }
        }
        Ok(())
    }

    fn part(&mut self, group: usize) -> Part {
        Part::Count(self.0[group])
    }

    fn join(&mut self, group: usize, next: Part) -> Result<()> {
        if let Part::Count(count) = next {
            let sum = self.0[group].checked_add(count);
            self.0[group] = sum.ok_or_else(too_many)?;
        }
        Ok(())
    }

    fn finish(&mut self, group: usize) -> Result<Value> {
        Ok(Value::Integer(self.0[group]))
    }
}

impl Count {
    #[inline]
    fn add_many(&mut self, group: usize, times: u64) -> Result<()> {
        let times = i64::try_from(times).ok();
        let sum = times.and_then(|times| self.0[group].checked_add(times));
        self.0[group] = sum.ok_or_else(too_many)?;
        Ok(())
    }
}

/// The error of a count beyond 2^63 - 1.
pub(crate) fn too_many() -> Error {
    let message = "there are more matches than an integer can count";
    Error::plain(ErrorKind::ArithmeticError, Phase::Runtime, message)
}
