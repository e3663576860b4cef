//! Arithmetic over columns: integers on integers and floats on floats in one loop each.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Column;
use crate::exec::eval::arithmetic::{apply, floats, integers};
use crate::exec::eval::column::operand::Operand;
use crate::exec::eval::column::{each, each_within};
use crate::plan::expr::Arithmetic;
use factio_graph::value::Value;

pub fn column(
    op: Arithmetic,
    left: &Operand<'_>,
    right: &Operand<'_>,
    len: usize,
    context: &Context<'_>,
) -> Result<Column> {
    if let (Some(left), Some(right)) = (integers_of(left), integers_of(right)) {
        return each(len, |row| integers(op, left.at(row), right.at(row)));
    }
    if let (Some(left), Some(right)) = (floats_of(left), floats_of(right)) {
        return each(len, |row| floats(op, left.at(row), right.at(row)));
    }
    each_within(len, context, |row| {
        apply(op, &left.peek(row), &right.peek(row))
    })
}

/// Bare numbers: one for all rows, or one a row.
enum Bare<'b, T> {
    One(T),
    Many(&'b [T]),
}

impl<T: Copy> Bare<'_, T> {
    fn at(&self, row: usize) -> T {
        match self {
            Bare::One(number) => *number,
            Bare::Many(numbers) => numbers[row],
        }
    }
}

fn integers_of<'b>(operand: &'b Operand<'_>) -> Option<Bare<'b, i64>> {
    match operand {
        Operand::Constant(value) => match **value {
            Value::Integer(integer) => Some(Bare::One(integer)),
            _ => None,
        },
        Operand::Column(column) => match &**column {
            Column::Integers(integers) => Some(Bare::Many(integers)),
            _ => None,
        },
    }
}

fn floats_of<'b>(operand: &'b Operand<'_>) -> Option<Bare<'b, f64>> {
    match operand {
        Operand::Constant(value) => match **value {
            Value::Float(float) => Some(Bare::One(float)),
            _ => None,
        },
        Operand::Column(column) => match &**column {
            Column::Floats(floats) => Some(Bare::Many(floats)),
            _ => None,
        },
    }
}
