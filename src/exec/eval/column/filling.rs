//! A column that is being filled: bare for as long as its values allow.

use crate::context::Context;
use crate::context::memory::{bytes_of, check_room};
use crate::error::Result;
use crate::exec::Column;
use crate::exec::batch::NULL_ID;
use factio_graph::value::Value;

/// Takes values one after another and makes a column of them.
pub struct Filling {
    column: Column,
    capacity: usize,
    /// What large values take, and of how much it is known that there is room.
    bytes: u64,
    checked: u64,
}

/// Bytes that may be added before there is another look whether there is room.
const UNCHECKED: u64 = 1 << 20;

impl Filling {
    pub fn with_capacity(capacity: usize) -> Filling {
        Filling {
            column: Column::Values(Vec::new()),
            capacity,
            bytes: 0,
            checked: 0,
        }
    }

    pub fn push(&mut self, value: Value) {
        match (&mut self.column, value) {
            (Column::Integers(integers), Value::Integer(integer)) => integers.push(integer),
            (Column::Floats(floats), Value::Float(float)) => floats.push(float),
            (Column::Booleans(booleans), Value::Boolean(boolean)) => booleans.push(boolean),
            (Column::Nodes(ids), Value::Node(node)) => ids.push(node.0),
            (Column::Relations(ids), Value::Relation(relation)) => ids.push(relation.0),
            (Column::Nodes(ids) | Column::Relations(ids), Value::Null) => ids.push(NULL_ID),
            (Column::Values(values), value) if !values.is_empty() => values.push(value),
            (_, value) => self.change(value),
        }
    }

    /// As [`Filling::push`], where values may be large.
    ///
    /// # Errors
    /// There is no room for the values so far.
    pub fn push_within(&mut self, value: Value, context: &Context<'_>) -> Result<()> {
        if matches!(value, Value::String(_) | Value::List(_) | Value::Map(_)) {
            self.bytes += bytes_of(&value);
            if self.bytes > self.checked + UNCHECKED {
                check_room(self.bytes, context)?;
                self.checked = self.bytes;
            }
        }
        self.push(value);
        Ok(())
    }

    pub fn finish(self) -> Column {
        self.column
    }

    /// Takes a value that the column as it is has no place for: it starts, or it becomes one of values.
    fn change(&mut self, value: Value) {
        let mut values = std::mem::replace(&mut self.column, Column::nulls(0)).into_values();
        values.reserve(self.capacity - values.len().min(self.capacity));
        self.column = match (values.is_empty(), value) {
            (true, Value::Integer(first)) => Column::Integers(self.start(first)),
            (true, Value::Float(first)) => Column::Floats(self.start(first)),
            (true, Value::Boolean(first)) => Column::Booleans(self.start(first)),
            (true, Value::Node(first)) => Column::Nodes(self.start(first.0)),
            (true, Value::Relation(first)) => Column::Relations(self.start(first.0)),
            (_, value) => {
                values.push(value);
                Column::Values(values)
            }
        };
    }

    fn start<T>(&self, first: T) -> Vec<T> {
        let mut values = Vec::with_capacity(self.capacity);
        values.push(first);
        values
    }
}

#[cfg(test)]
mod tests {
    use super::Filling;
    use crate::exec::Column;
    use factio_graph::id::NodeId;
    use factio_graph::value::Value;

    fn filled(values: &[Value]) -> Column {
        let mut filling = Filling::with_capacity(values.len());
        values.iter().cloned().for_each(|value| filling.push(value));
        filling.finish()
    }

    #[test]
    fn a_column_stays_bare_while_its_values_are_of_one_kind() {
        let (one, node) = (Value::Integer(1), Value::Node(NodeId(7)));
        assert!(matches!(
            filled(&[one.clone(), 2.into()]),
            Column::Integers(_)
        ));
        assert!(matches!(
            filled(&[node.clone(), Value::Null]),
            Column::Nodes(_)
        ));
        for mixed in [
            vec![one.clone(), Value::Null],
            vec![one.clone(), 1.5.into()],
            vec![true.into(), one.clone(), true.into()],
            vec![node, Value::Null, one],
            vec![Value::Null, "a".into()],
        ] {
            let column = filled(&mixed);
            assert!(matches!(column, Column::Values(_)), "{column:?}");
            assert_eq!(column.into_values(), mixed);
        }
    }
}
