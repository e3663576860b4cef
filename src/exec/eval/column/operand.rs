//! What an operator is given over a batch: one value for all rows, or a column.

use crate::exec::Column;
use factio_graph::value::Value;
use std::borrow::Cow;

/// The values of an operand.
pub enum Operand<'b> {
    /// The same in every row.
    Constant(Cow<'b, Value>),
    Column(Cow<'b, Column>),
}

impl Operand<'_> {
    /// The value in a row.
    pub fn peek(&self, row: usize) -> Cow<'_, Value> {
        match self {
            Operand::Constant(value) => Cow::Borrowed(value),
            Operand::Column(column) => column.peek(row),
        }
    }

    pub fn into_column(self, len: usize) -> Column {
        match self {
            Operand::Constant(value) => repeat(&value, len),
            Operand::Column(column) => column.into_owned(),
        }
    }
}

fn repeat(value: &Value, len: usize) -> Column {
    match value {
        Value::Integer(integer) => Column::Integers(vec![*integer; len]),
        Value::Float(float) => Column::Floats(vec![*float; len]),
        Value::Boolean(boolean) => Column::Booleans(vec![*boolean; len]),
        Value::Node(node) => Column::Nodes(vec![node.0; len]),
        Value::Relation(relation) => Column::Relations(vec![relation.0; len]),
        other => Column::Values(vec![other.clone(); len]),
    }
}
