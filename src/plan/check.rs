//! Checks that need no graph: kinds of values, places of aggregates and patterns.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::kind::Kind;
use crate::plan::planner::syntax;
use crate::plan::resolve::Typed;
use factio_grammar::Span;

/// Fails when the value can be of none of the kinds wanted.
pub(super) fn expect(typed: &Typed, wanted: &[Kind], what: &str) -> Result<()> {
    if typed.ty.may_be_any(wanted) {
        return Ok(());
    }
    let message = format!(
        "{what} has to be {}, and this is {}",
        listed(wanted),
        with_article(typed.ty.kind)
    );
    Err(syntax(
        Detail::InvalidArgumentType,
        typed.expr.span,
        message,
    ))
}

/// The kinds that will do where `kind` is wanted: an integer will where a float is.
pub(super) fn accepted(kind: Kind) -> Vec<Kind> {
    match kind {
        Kind::Float => vec![Kind::Float, Kind::Integer],
        kind => vec![kind],
    }
}

/// Fails when the value cannot have properties.
///
/// The TCK asks for a TypeError on plain values and for a SyntaxError on what a pattern gave.
pub(super) fn expect_properties(typed: &Typed, key_span: Span) -> Result<()> {
    let kind = typed.ty.kind;
    let message = format!("{} has no properties", with_article(kind));
    let error = match kind {
        Kind::Boolean | Kind::Integer | Kind::Float | Kind::Number | Kind::String | Kind::List => {
            type_error(message)
        }
        Kind::Path | Kind::RelationList | Kind::NodeList => {
            Error::compile(ErrorKind::SyntaxError, Detail::InvalidArgumentType, message)
        }
        _ => return Ok(()),
    };
    Err(error.at(typed.expr.span.to(key_span)))
}

/// Fails when the value cannot be indexed with `[..]`.
pub(super) fn expect_indexable(typed: &Typed) -> Result<()> {
    let wanted = [Kind::List, Kind::Map, Kind::Node, Kind::Relation];
    match typed.ty.may_be_any(&wanted) {
        true => Ok(()),
        false => {
            let message = format!("{} has no elements", with_article(typed.ty.kind));
            Err(type_error(message).at(typed.expr.span))
        }
    }
}

/// Fails when a list is indexed with what cannot be an integer.
pub(super) fn expect_list_index(index: &Typed) -> Result<()> {
    match index.ty.may_be(Kind::Integer) {
        true => Ok(()),
        false => Err(Error::compile(
            ErrorKind::TypeError,
            Detail::ListElementAccessByNonInteger,
            format!(
                "elements of a list are counted by INTEGER, and this is {}",
                with_article(index.ty.kind)
            ),
        )
        .at(index.expr.span)),
    }
}

fn type_error(message: String) -> Error {
    Error::compile(ErrorKind::TypeError, Detail::InvalidArgumentType, message)
}

fn listed(kinds: &[Kind]) -> String {
    match kinds {
        [] => String::new(),
        [one] => with_article(*one),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(|kind| kind.name()).collect();
            format!("{} or {}", most.join(", "), last.name())
        }
    }
}

/// "an INTEGER", "a LIST".
pub(super) fn with_article(kind: Kind) -> String {
    let name = kind.name();
    match name.starts_with(['A', 'E', 'I', 'O', 'U']) {
        true => format!("an {name}"),
        false => format!("a {name}"),
    }
}

/// A variable beside an aggregate that is no grouping key.
pub(super) fn ambiguous(span: Span) -> Error {
    let message = "beside an aggregate an expression may only use constants, aggregates, and \
                   variables or properties that the same clause returns by themselves";
    syntax(Detail::AmbiguousAggregationExpression, span, message)
        .hint("return this by itself, or compute it in a WITH before")
}

/// An aggregate where rows are not grouped.
pub(super) fn aggregate_misplaced(span: Span) -> Error {
    let message = "an aggregate may only stand in the items of WITH and RETURN";
    syntax(Detail::InvalidAggregation, span, message)
        .hint("compute it in a WITH before and use its name here")
}

/// An aggregate in the body of a comprehension.
pub(super) fn aggregate_in_body(span: Span) -> Error {
    let message = "an aggregate may not stand where elements of a list are taken one by one";
    syntax(Detail::InvalidAggregation, span, message)
}

/// An aggregate in ORDER BY that the projection does not return.
pub(super) fn aggregate_not_projected(span: Span) -> Error {
    let message = "an aggregate in ORDER BY has to be one that the same clause returns";
    syntax(Detail::InvalidAggregation, span, message)
}

/// An aggregate within an aggregate.
pub(super) fn aggregate_nested(span: Span) -> Error {
    let message = "an aggregate may not stand inside another aggregate";
    syntax(Detail::NestedAggregation, span, message)
}
