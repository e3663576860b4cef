//! Maps: literals, and projections of a variable.

use super::expr::expression;
use crate::ast::{Expr, ExprKind, MapProjectionItem, Name};
use crate::combine::{list_until, name, nested, sign};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use nom::Parser;
use nom::combinator::cut;

/// map = "{" [ entry { "," entry } ] "}"
pub(super) fn map(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, kind) = nested(input, |input| {
        let (rest, _) = sign(Sign::LeftBrace)(input)?;
        let (rest, entries) = cut(list_until(entry, Sign::RightBrace)).parse(rest)?;
        Ok((rest, ExprKind::Map(entries)))
    })?;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// entry = key ":" expression
fn entry(input: Input<'_>) -> Parsed<'_, (Name, Expr)> {
    let (rest, key) = name(Expected::PropertyKey)(input)?;
    let (rest, _) = cut(sign(Sign::Colon)).parse(rest)?;
    let (rest, value) = cut(expression).parse(rest)?;
    Ok((rest, (key, value)))
}

/// map-projection = variable "{" [ projected { "," projected } ] "}"
pub(super) fn projection(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, subject) = name(Expected::Variable)(input)?;
    let (rest, items) = nested(rest, |input| {
        cut(list_until(projected, Sign::RightBrace)).parse(input.skip(1))
    })?;
    let kind = ExprKind::MapProjection { subject, items };
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// projected = "." "*" | "." key | key ":" expression | variable
fn projected(input: Input<'_>) -> Parsed<'_, MapProjectionItem> {
    if input.sign() == Some(Sign::Dot) {
        let rest = input.skip(1);
        return match rest.sign() {
            Some(Sign::Star) => Ok((rest.skip(1), MapProjectionItem::All)),
            _ => {
                rest.note(Expected::Sign(Sign::Star));
                let (rest, key) = cut(name(Expected::PropertyKey)).parse(rest)?;
                Ok((rest, MapProjectionItem::Property(key)))
            }
        };
    }
    input.note(Expected::Sign(Sign::Dot));
    if input.nth_sign(1) == Some(Sign::Colon) {
        let (rest, (key, value)) = entry(input)?;
        return Ok((rest, MapProjectionItem::Entry(key, value)));
    }
    let (rest, variable) = name(Expected::Variable)(input)?;
    rest.note(Expected::Sign(Sign::Colon));
    Ok((rest, MapProjectionItem::Variable(variable)))
}
