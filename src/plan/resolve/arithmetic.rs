//! Arithmetic: which kinds of values have a sum, difference, product, ..., and what it is.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::{Arithmetic, ExprKind};
use crate::plan::resolve::Typed;
use crate::plan::types::Type;
use factio_grammar::Span;

/// What takes part in arithmetic besides numbers.
const TEMPORAL: [Kind; 7] = [
    Kind::Date,
    Kind::LocalTime,
    Kind::Time,
    Kind::LocalDateTime,
    Kind::DateTime,
    Kind::Duration,
    Kind::Period,
];

pub(super) fn arithmetic(op: Arithmetic, left: Typed, right: Typed, span: Span) -> Result<Typed> {
    check_arithmetic(op, &left, &right)?;
    let ty = result_of(op, &left.ty, &right.ty);
    let kind = ExprKind::Arithmetic(op, Box::new(left.expr), Box::new(right.expr));
    Ok(Typed::new(kind, ty, span))
}

/// Fails where no values of these types have a sum, difference, product, ...
fn check_arithmetic(op: Arithmetic, left: &Typed, right: &Typed) -> Result<()> {
    match op {
        Arithmetic::Add if takes_anything(left) || takes_anything(right) => Ok(()),
        Arithmetic::Add => each(left, right, &addable(), "what is added"),
        Arithmetic::Concat => {
            let wanted = [Kind::String, Kind::List, Kind::Path];
            each(left, right, &wanted, "what is joined by ||")
        }
        Arithmetic::Subtract => each(left, right, &numeric(), "what is subtracted"),
        Arithmetic::Multiply => each(left, right, &numeric(), "what is multiplied"),
        Arithmetic::Divide => each(left, right, &numeric(), "what is divided"),
        Arithmetic::Modulo => each(left, right, &[Kind::Number], "what % divides"),
        Arithmetic::Power => each(left, right, &[Kind::Number], "what ^ raises"),
    }
}

fn each(left: &Typed, right: &Typed, wanted: &[Kind], what: &str) -> Result<()> {
    check::expect(left, wanted, what)?;
    check::expect(right, wanted, what)
}

/// A list may be added to anything.
fn takes_anything(operand: &Typed) -> bool {
    operand.ty.may_be(Kind::List)
}

fn numeric() -> Vec<Kind> {
    [&[Kind::Number], &TEMPORAL[..]].concat()
}

fn addable() -> Vec<Kind> {
    [&[Kind::Number, Kind::String], &TEMPORAL[..]].concat()
}

fn result_of(op: Arithmetic, left: &Type, right: &Type) -> Type {
    match (op, left.kind, right.kind) {
        (Arithmetic::Power, Kind::Integer | Kind::Float, Kind::Integer | Kind::Float) => {
            Type::of(Kind::Float)
        }
        (Arithmetic::Add, Kind::String, Kind::String) => Type::of(Kind::String),
        (Arithmetic::Add | Arithmetic::Concat, Kind::List, Kind::List) => {
            Type::list(left.element().join(right.element()))
        }
        (_, Kind::Integer, Kind::Integer) => Type::INTEGER,
        (_, Kind::Integer | Kind::Float, Kind::Integer | Kind::Float) => Type::of(Kind::Float),
        _ => Type::ANY,
    }
}
