//! Comparisons over columns: bare integers and floats in one loop each, all else value by value.

use crate::exec::Column;
use crate::exec::eval::column::operand::Operand;
use crate::exec::eval::compare::holds;
use crate::plan::expr::CompareOp;
use factio_graph::value::Value;

/// Whether `left op right`, in each row.
pub fn truths(
    op: CompareOp,
    left: &Operand<'_>,
    right: &Operand<'_>,
    len: usize,
) -> Vec<Option<bool>> {
    bare(op, left, right).unwrap_or_else(|| {
        let rows = 0..len;
        rows.map(|row| holds(op, &left.peek(row), &right.peek(row)))
            .collect()
    })
}

fn bare(op: CompareOp, left: &Operand<'_>, right: &Operand<'_>) -> Option<Vec<Option<bool>>> {
    match (left, right) {
        (Operand::Column(left), Operand::Constant(right)) => against(op, left, right),
        (Operand::Constant(left), Operand::Column(right)) => against(mirrored(op), right, left),
        (Operand::Column(left), Operand::Column(right)) => match (&**left, &**right) {
            (Column::Integers(left), Column::Integers(right)) => Some(pairs(op, left, right)),
            (Column::Floats(left), Column::Floats(right)) => Some(pairs(op, left, right)),
            _ => None,
        },
        _ => None,
    }
}

/// A column against one value.
fn against(op: CompareOp, column: &Column, value: &Value) -> Option<Vec<Option<bool>>> {
    match (column, value) {
        (Column::Integers(column), Value::Integer(value)) => Some(each(op, column, *value)),
        (Column::Floats(column), Value::Float(value)) => Some(each(op, column, *value)),
        _ => None,
    }
}

/// The operator is chosen outside the loop.
fn each<T: PartialOrd + Copy>(op: CompareOp, column: &[T], value: T) -> Vec<Option<bool>> {
    fn run<T: Copy>(column: &[T], holds: impl Fn(T) -> bool) -> Vec<Option<bool>> {
        column.iter().map(|&item| Some(holds(item))).collect()
    }
    match op {
        CompareOp::Equal => run(column, |item| item == value),
        CompareOp::NotEqual => run(column, |item| item != value),
        CompareOp::Less => run(column, |item| item < value),
        CompareOp::LessOrEqual => run(column, |item| item <= value),
        CompareOp::Greater => run(column, |item| item > value),
        CompareOp::GreaterOrEqual => run(column, |item| item >= value),
    }
}

fn pairs<T: PartialOrd + Copy>(op: CompareOp, left: &[T], right: &[T]) -> Vec<Option<bool>> {
    let pairs = left.iter().zip(right);
    pairs
        .map(|(left, right)| {
            Some(match op {
                CompareOp::Equal => left == right,
                CompareOp::NotEqual => left != right,
                CompareOp::Less => left < right,
                CompareOp::LessOrEqual => left <= right,
                CompareOp::Greater => left > right,
                CompareOp::GreaterOrEqual => left >= right,
            })
        })
        .collect()
}

/// The operator that holds with its sides exchanged.
fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Equal | CompareOp::NotEqual => op,
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessOrEqual => CompareOp::GreaterOrEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterOrEqual => CompareOp::LessOrEqual,
    }
}
