//! Maps: literals, and projections of a variable.

use super::expr::{Whole, expression, made};
use crate::ast::{Expr, ExprKind, MapProjectionItem, Name};
use crate::combine::{list_of, name, open, sign, unless};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;

/// map = "{" [ entries ] "}"
pub(super) fn map(input: Input<'_>) -> Whole<'_> {
    let (rest, bracket) = open(input, Sign::LeftBrace)?;
    let (rest, entries) = unless(Sign::RightBrace, entries)(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightBrace)?;
    made(input, rest, ExprKind::Map(entries))
}

/// entries = entry { "," entry }
fn entries(input: Input<'_>) -> Parsed<'_, Vec<(Name, Expr)>> {
    list_of(entry, |(key, value)| (key, *value))(input)
}

/// entry = name ":" expression
fn entry(input: Input<'_>) -> Parsed<'_, (Name, Box<Expr>)> {
    let (rest, key) = name(Expected::PropertyKey)(input)?;
    let (rest, _) = sign(Sign::Colon)(rest)?;
    let (rest, value) = expression(rest)?;
    Ok((rest, (key, value)))
}

/// map-projection = name "{" [ projected { "," projected } ] "}"
pub(super) fn map_projection(input: Input<'_>) -> Whole<'_> {
    let (rest, subject) = name(Expected::Variable)(input)?;
    let (rest, bracket) = open(rest, Sign::LeftBrace)?;
    let (rest, items) = unless(Sign::RightBrace, list_of(projected, |item| *item))(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightBrace)?;
    made(input, rest, ExprKind::MapProjection { subject, items })
}

/// projected = dotted-item | entry | name
fn projected(input: Input<'_>) -> Parsed<'_, Box<MapProjectionItem>> {
    if input.sign() == Some(Sign::Dot) {
        return dotted_item(input.skip(1));
    }
    input.note(Expected::Sign(Sign::Dot));
    if input.nth_sign(1) == Some(Sign::Colon) {
        let (rest, (key, value)) = entry(input)?;
        return Ok((rest, Box::new(MapProjectionItem::Entry(key, *value))));
    }
    let (rest, variable) = name(Expected::Variable)(input)?;
    rest.note(Expected::Sign(Sign::Colon));
    Ok((rest, Box::new(MapProjectionItem::Variable(variable))))
}

/// dotted-item = "." "*" | "." name
fn dotted_item(input: Input<'_>) -> Parsed<'_, Box<MapProjectionItem>> {
    if input.sign() == Some(Sign::Star) {
        return Ok((input.skip(1), Box::new(MapProjectionItem::All)));
    }
    input.note(Expected::Sign(Sign::Star));
    let (rest, key) = name(Expected::PropertyKey)(input)?;
    Ok((rest, Box::new(MapProjectionItem::Property(key))))
}
