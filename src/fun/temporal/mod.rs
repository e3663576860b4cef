//! The functions that make, take apart and combine dates, times and durations.

use crate::error::Result;
use crate::fun::Function;
use crate::plan::expr::Arithmetic;
use factio_graph::value::Value;

/// `date()`, `datetime.truncate()`, `duration.between()`, ...
pub static FUNCTIONS: &[Function] = &[];

/// The component of a temporal value or period (`d.year`, `t.timezone`, `p.earliest`); `None` when the value is not temporal, null when
/// it has no such component.
pub fn component(value: &Value, name: &str) -> Option<Value> {
    let _ = (value, name);
    None
}

/// `a op b` where one of them is a temporal value; `None` when the operator does not fit them.
pub fn arithmetic(op: Arithmetic, a: &Value, b: &Value) -> Result<Option<Value>> {
    let _ = (op, a, b);
    Ok(None)
}
