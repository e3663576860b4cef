//! Relation patterns: arrows, and what stands in their brackets.

use super::label;
use super::pattern::{filter, properties, quantifier, variable};
use crate::ast::{Direction, Expr, HopRange, LabelExpr, Name, RelationPattern};
use crate::combine::{count, sign};
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::{Sign, Token, TokenKind};
use nom::Parser;
use nom::combinator::{cut, opt};

/// Whether a relation begins here.
pub(super) fn starts(input: Input<'_>) -> bool {
    matches!(
        input.sign(),
        Some(Sign::Minus | Sign::Less | Sign::OtherDash | Sign::OtherLeft)
    )
}

/// Notes that a relation could have begun here.
pub(super) fn note(input: Input<'_>) {
    input.note(Expected::Sign(Sign::Minus));
    input.note(Expected::Sign(Sign::Less));
}

/// relation = [ "<" ] "-" [ "[" details "]" ] "-" [ ">" ] [ quantifier ]
pub(super) fn relation(input: Input<'_>) -> Parsed<'_, RelationPattern> {
    let (rest, left) = opt(either(Sign::Less, Sign::OtherLeft)).parse(input)?;
    let (rest, _) = cut(either(Sign::Minus, Sign::OtherDash)).parse(rest)?;
    let (rest, details) = match rest.sign() {
        Some(Sign::LeftBracket) => details(rest.skip(1))?,
        _ => {
            rest.note(Expected::Sign(Sign::LeftBracket));
            (rest, Details::default())
        }
    };
    let (rest, _) = cut(either(Sign::Minus, Sign::OtherDash)).parse(rest)?;
    let (rest, right) = opt(either(Sign::Greater, Sign::OtherRight)).parse(rest)?;
    let (rest, quantifier) = quantifier(rest)?;
    let direction = match (left.is_some(), right.is_some()) {
        (false, true) => Direction::Right,
        (true, false) => Direction::Left,
        _ => Direction::Either,
    };
    let relation = RelationPattern {
        variable: details.variable,
        types: details.types,
        direction,
        length: details.length,
        quantifier,
        properties: details.properties,
        filter: details.filter,
        span: input.span_to(rest),
    };
    Ok((rest, relation))
}

/// One sign, or those that openCypher lets stand for it.
fn either<'a>(plain: Sign, other: Sign) -> impl Fn(Input<'a>) -> Parsed<'a, Token> {
    move |input| match input.sign() {
        Some(found) if found == other => sign(other)(input),
        _ => sign(plain)(input),
    }
}

/// What stands in the brackets of a relation.
#[derive(Default)]
struct Details {
    variable: Option<Name>,
    types: Option<LabelExpr>,
    length: Option<HopRange>,
    properties: Option<Expr>,
    filter: Option<Expr>,
}

/// details = [ variable ] [ relation-types ] [ length ] [ properties ] [ "WHERE" condition ]
fn details(input: Input<'_>) -> Parsed<'_, Details> {
    let (rest, variable) = variable(input)?;
    let (rest, types) = label::of_relation(rest)?;
    let (rest, length) = length(rest)?;
    let (rest, properties) = properties(rest)?;
    let (rest, filter) = filter(rest)?;
    let (rest, _) = cut(sign(Sign::RightBracket)).parse(rest)?;
    let details = Details {
        variable,
        types,
        length,
        properties,
        filter,
    };
    Ok((rest, details))
}

/// length = "*" [ count ] | "*" [ count ] ".." [ count ]
fn length(input: Input<'_>) -> Parsed<'_, Option<HopRange>> {
    match input.sign() {
        Some(Sign::Star) => {}
        Some(Sign::DotDot) => return Err(misshapen(input, "a range of hops begins with `*`")),
        _ => {
            input.note(Expected::Sign(Sign::Star));
            return Ok((input, None));
        }
    }
    let (rest, min) = bound(input.skip(1))?;
    let (rest, max) = match rest.sign() {
        Some(Sign::DotDot) => bound(rest.skip(1))?,
        _ => {
            rest.note(Expected::Sign(Sign::DotDot));
            (rest, min)
        }
    };
    let span = input.span_to(rest);
    Ok((rest, Some(HopRange { min, max, span })))
}

/// A bound of a range of hops: a count or nothing.
fn bound(input: Input<'_>) -> Parsed<'_, Option<u64>> {
    match input.kind() {
        Some(TokenKind::Sign(Sign::Minus | Sign::Plus) | TokenKind::Float) => Err(misshapen(
            input,
            "the bounds of a range of hops are counts, written in digits",
        )),
        _ => opt(count).parse(input),
    }
}

fn misshapen(input: Input<'_>, message: &str) -> nom::Err<Problem> {
    Problem::report(Detail::InvalidRelationshipPattern, input.span(), message)
}
