//! Relation patterns: arrows, and what stands in their brackets.

use super::element::{properties, quantifier, variable_name};
use super::label;
use super::pattern::filter;
use crate::ast::{
    Direction, Element, Expr, HopRange, LabelExpr, Name, Quantifier, RelationPattern,
};
use crate::combine::{count, sign, unboxed};
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::span::Span;
use crate::token::{Sign, Token, TokenKind};
use nom::Parser;
use nom::combinator::opt;

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

/// relation = [ "<" ] "-" [ details ] "-" [ ">" ] [ quantifier ]
pub(super) fn relation<'a>(input: Input<'a>, elements: &mut Vec<Element>) -> Parsed<'a, ()> {
    let (rest, left) = opt(either(Sign::Less, Sign::OtherLeft)).parse(input)?;
    let (rest, _) = either(Sign::Minus, Sign::OtherDash)(rest)?;
    let (rest, details) = match rest.sign() {
        Some(Sign::LeftBracket) => details(rest)?,
        _ => {
            rest.note(Expected::Sign(Sign::LeftBracket));
            (rest, Details::default())
        }
    };
    let (rest, _) = either(Sign::Minus, Sign::OtherDash)(rest)?;
    let (rest, right) = opt(either(Sign::Greater, Sign::OtherRight)).parse(rest)?;
    let (rest, quantifier) = quantifier(rest)?;
    let direction = match (left.is_some(), right.is_some()) {
        (false, true) => Direction::Right,
        (true, false) => Direction::Left,
        _ => Direction::Either,
    };
    details.push(elements, direction, quantifier, input.span_to(rest));
    Ok((rest, ()))
}

/// One sign, or those that openCypher lets stand for it.
fn either<'a>(plain: Sign, other: Sign) -> impl Fn(Input<'a>) -> Parsed<'a, Token> {
    move |input| match input.sign() {
        Some(found) if found == other => sign(other)(input),
        _ => sign(plain)(input),
    }
}

/// What stands in the brackets of a relation, in boxes since further levels may lie on the stack above it.
#[derive(Default)]
struct Details {
    variable: Option<Name>,
    types: Option<LabelExpr>,
    length: Option<HopRange>,
    properties: Option<Box<Expr>>,
    filter: Option<Box<Expr>>,
}

impl Details {
    fn push(
        self,
        elements: &mut Vec<Element>,
        direction: Direction,
        quantifier: Option<Quantifier>,
        span: Span,
    ) {
        elements.push(Element::Relation(RelationPattern {
            variable: self.variable,
            types: self.types,
            direction,
            length: self.length,
            quantifier,
            properties: unboxed(self.properties),
            filter: unboxed(self.filter),
            span,
        }));
    }
}

/// details = "[" variable-name [ relation-types ] [ length ] [ properties ] filter "]"
fn details(input: Input<'_>) -> Parsed<'_, Details> {
    let (rest, _) = sign(Sign::LeftBracket)(input)?;
    let (rest, variable) = variable_name(rest)?;
    let (rest, types) = label::relation_types(rest)?;
    let (rest, length) = length(rest)?;
    let (rest, properties) = properties(rest)?;
    let (rest, filter) = filter(rest)?;
    let (rest, _) = sign(Sign::RightBracket)(rest)?;
    let details = Details {
        variable,
        types,
        length,
        properties,
        filter,
    };
    Ok((rest, details))
}

/// length = "*" bound [ ".." bound ]
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

/// bound = [ count ]
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
