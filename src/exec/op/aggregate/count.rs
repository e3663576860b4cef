//! `count`: how many.

use super::Summary;
use crate::error::Result;
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

    fn finish(&mut self, group: usize) -> Result<Value> {
        Ok(Value::Integer(self.0[group]))
    }
}
