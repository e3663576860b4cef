//! Label and type expressions.

use super::expr::{Whole, expression};
use crate::ast::{LabelExpr, LabelName, Sign as Polarity};
use crate::combine::{enter, name, open, read_name, sign, word};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;
use nom::Parser;
use nom::combinator::opt;

/// Where a label expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Site {
    Node,
    Relation,
    /// In an expression, where a `|` may belong to a comprehension.
    Predicate,
}

/// node-labels = ( ":" | "IS" ) labels
pub(super) fn node_labels(input: Input<'_>) -> Parsed<'_, Option<LabelExpr>> {
    introduced(input, Site::Node)
}

/// relation-types = ( ":" | "IS" ) labels
pub(super) fn relation_types(input: Input<'_>) -> Parsed<'_, Option<LabelExpr>> {
    introduced(input, Site::Relation)
}

fn introduced(input: Input<'_>, site: Site) -> Parsed<'_, Option<LabelExpr>> {
    input.note(Expected::Sign(Sign::Colon));
    input.note(Expected::Word(Word::Is));
    if input.sign() != Some(Sign::Colon) && input.word() != Some(Word::Is) {
        return Ok((input, None));
    }
    let (rest, labels) = labels(input.skip(1), site)?;
    Ok((rest, Some(labels)))
}

/// label-predicate = ":" labels
pub(super) fn label_predicate(input: Input<'_>) -> Parsed<'_, LabelExpr> {
    let (rest, _) = sign(Sign::Colon)(input)?;
    labels(rest, Site::Predicate)
}

/// is-labels = [ "LABELED" ] labels
///
/// What stands after `IS` in an expression.
pub(super) fn is_labels(input: Input<'_>) -> Parsed<'_, LabelExpr> {
    let (input, _) = opt(word(Word::Labeled)).parse(input)?;
    labels(input, Site::Predicate)
}

/// labels = conjunction { "|" [ ":" ] conjunction }
fn labels(input: Input<'_>, site: Site) -> Parsed<'_, LabelExpr> {
    let (mut rest, first) = conjunction(input, site)?;
    if site == Site::Predicate && rest.scope.bar_ends {
        return Ok((rest, first));
    }
    let mut choices = vec![first];
    while rest.sign() == Some(Sign::Bar) {
        let colon = rest.nth_sign(1) == Some(Sign::Colon);
        let (after, next) = conjunction(rest.skip(1 + usize::from(colon)), site)?;
        choices.push(next);
        rest = after;
    }
    rest.note(Expected::Sign(Sign::Bar));
    Ok((rest, one_or(choices, LabelExpr::Or)))
}

/// conjunction = negation { ( "&" | ":" ) negation }
fn conjunction(input: Input<'_>, site: Site) -> Parsed<'_, LabelExpr> {
    let (mut rest, first) = negation(input, site)?;
    let mut parts = vec![first];
    while matches!(rest.sign(), Some(Sign::Ampersand | Sign::Colon)) {
        let (after, next) = negation(rest.skip(1), site)?;
        parts.push(next);
        rest = after;
    }
    rest.note(Expected::Sign(Sign::Ampersand));
    Ok((rest, one_or(parts, LabelExpr::And)))
}

fn one_or(mut parts: Vec<LabelExpr>, many: fn(Vec<LabelExpr>) -> LabelExpr) -> LabelExpr {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

/// negation = "!" negation | label
fn negation(input: Input<'_>, site: Site) -> Parsed<'_, LabelExpr> {
    if input.sign() != Some(Sign::Bang) {
        input.note(Expected::Sign(Sign::Bang));
        return label(input, site);
    }
    let (rest, bracket) = enter(input.skip(1))?;
    let (rest, inner) = negation(rest, site)?;
    Ok((bracket.leave(rest), LabelExpr::Not(Box::new(inner))))
}

/// label = name | "%" | "+" | "-" | dynamic | "(" labels ")"
fn label(input: Input<'_>, site: Site) -> Parsed<'_, LabelExpr> {
    let expected = match site {
        Site::Relation => Expected::RelationType,
        _ => Expected::Label,
    };
    let span = input.span();
    match input.sign() {
        Some(Sign::Percent) => Ok((input.skip(1), LabelExpr::Any(span))),
        Some(Sign::Plus) if site == Site::Relation => {
            Ok((input.skip(1), LabelExpr::Sign(Polarity::Positive, span)))
        }
        Some(Sign::Minus) if site == Site::Relation => {
            Ok((input.skip(1), LabelExpr::Sign(Polarity::Negative, span)))
        }
        Some(Sign::Dollar) => {
            let (rest, name) = dynamic(input)?;
            Ok((rest, LabelExpr::Dynamic(name)))
        }
        Some(Sign::LeftParen) => {
            let (rest, bracket) = open(input, Sign::LeftParen)?;
            let (rest, inner) = labels(rest, site)?;
            let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
            Ok((rest, inner))
        }
        _ => {
            note_signs(input, site);
            let (rest, name) = name(expected)(input)?;
            Ok((rest, LabelExpr::Name(name)))
        }
    }
}

fn note_signs(input: Input<'_>, site: Site) {
    input.note(Expected::Sign(Sign::Percent));
    input.note(Expected::Sign(Sign::Dollar));
    input.note(Expected::Sign(Sign::LeftParen));
    if site == Site::Relation {
        input.note(Expected::Sign(Sign::Plus));
        input.note(Expected::Sign(Sign::Minus));
    }
}

/// dynamic = "$" "(" expression ")"
fn dynamic(input: Input<'_>) -> Whole<'_> {
    let (rest, bracket) = open(input.skip(1), Sign::LeftParen)?;
    let (rest, name) = expression(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    Ok((rest, name))
}

/// set-labels = "IS" label-name | ":" label-name { ":" label-name }
pub(super) fn set_labels(input: Input<'_>) -> Parsed<'_, Vec<LabelName>> {
    if input.word() == Some(Word::Is) {
        let (rest, name) = label_name(input.skip(1))?;
        return Ok((rest, vec![name]));
    }
    let (mut rest, _) = sign(Sign::Colon)(input)?;
    let mut labels = Vec::new();
    loop {
        let (after, next) = label_name(rest)?;
        labels.push(next);
        match after.sign() {
            Some(Sign::Colon | Sign::Ampersand) => rest = after.skip(1),
            _ => {
                after.note(Expected::Sign(Sign::Colon));
                return Ok((after, labels));
            }
        }
    }
}

/// label-name = name | dynamic
fn label_name(input: Input<'_>) -> Parsed<'_, LabelName> {
    if input.sign() == Some(Sign::Dollar) {
        let (rest, name) = dynamic(input)?;
        return Ok((rest, LabelName::Dynamic(*name)));
    }
    input.note(Expected::Sign(Sign::Dollar));
    match input.nth(0).filter(|token| token.kind.is_name()) {
        Some(token) => Ok((input.skip(1), LabelName::Name(read_name(input, token)))),
        None => input.miss(Expected::Label),
    }
}
