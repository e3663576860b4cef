//! `collect`: the list of the values, in the order of the rows.

use super::summary::{Part, Summary};
use crate::error::Result;
use crate::fun::nesting::check_nesting;
use factio_graph::value::Value;

#[derive(Default)]
pub(super) struct Collect(Vec<Vec<Value>>);

impl Summary for Collect {
    fn grow(&mut self, groups: usize) {
        self.0.resize_with(groups, Vec::new);
    }

    fn add(&mut self, group: usize, value: Value, _: &[Value]) -> Result<()> {
        self.0[group].push(value);
        Ok(())
    }

    fn part(&mut self, group: usize) -> Part {
        Part::Values(std::mem::take(&mut self.0[group]))
    }

    fn join(&mut self, group: usize, next: Part) -> Result<()> {
        if let Part::Values(values) = next {
            self.0[group].extend(values);
        }
        Ok(())
    }

    fn finish(&mut self, group: usize) -> Result<Value> {
        let values = std::mem::take(&mut self.0[group]);
        check_nesting(&values)?;
        Ok(Value::list(values))
    }
}
