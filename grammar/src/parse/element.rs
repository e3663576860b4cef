//! The elements of a path: nodes, groups, and how they are strung together.

use super::expr::Whole;
use super::pattern::{filter, path_pattern};
use super::{ahead, atom, label, map, relation};
use crate::ast::{
    Element, Expr, GroupPattern, Handle, LabelExpr, Name, NodePattern, PathPattern, Quantifier,
};
use crate::combine::{count, name, open, sign, unboxed};
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::span::Span;
use crate::token::{Sign, TokenKind};
use nom::Parser;
use nom::combinator::opt;

/// elements = factor { relation factor | factor }
///
/// Two factors may touch where one of them is a group.
pub(super) fn elements(input: Input<'_>) -> Parsed<'_, Vec<Element>> {
    let mut elements = Vec::with_capacity(expected_length(input));
    let (mut rest, ()) = factor(input, &mut elements)?;
    loop {
        if relation::starts(rest) {
            let (after, ()) = relation::relation(rest, &mut elements)?;
            (rest, ()) = factor(after, &mut elements)?;
        } else if rest.sign() == Some(Sign::LeftParen)
            && (ahead::opens_group(rest, 0) || matches!(elements.last(), Some(Element::Group(_))))
        {
            (rest, ()) = factor(rest, &mut elements)?;
        } else {
            relation::note(rest);
            return Ok((rest, elements));
        }
    }
}

/// How many elements a path is likely to have, so that a node alone takes no room for more.
fn expected_length(input: Input<'_>) -> usize {
    let behind = input.partner(0).map(|partner| input.skip(partner + 1));
    match behind.is_some_and(relation::starts) {
        true => 3,
        false => 1,
    }
}

/// factor = node | group
fn factor<'a>(input: Input<'a>, elements: &mut Vec<Element>) -> Parsed<'a, ()> {
    match ahead::opens_group(input, 0) {
        true => {
            let (rest, group) = group(input)?;
            elements.push(Element::Group(group));
            Ok((rest, ()))
        }
        false => node(input, elements),
    }
}

/// group = "(" path-pattern filter ")" [ quantifier ]
fn group(input: Input<'_>) -> Parsed<'_, Box<GroupPattern>> {
    let (rest, bracket) = open(input, Sign::LeftParen)?;
    let (rest, pattern) = path_pattern(rest)?;
    let (rest, filter) = filter(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    let (rest, quantifier) = quantifier(rest)?;
    let span = input.span_to(rest);
    Ok((rest, grouped(pattern, filter, quantifier, span)))
}

fn grouped(
    pattern: Box<PathPattern>,
    filter: Option<Box<Expr>>,
    quantifier: Option<Quantifier>,
    span: Span,
) -> Box<GroupPattern> {
    Box::new(GroupPattern {
        pattern: *pattern,
        filter: unboxed(filter),
        quantifier,
        span,
    })
}

/// node = "(" variable-name [ handle ] [ node-labels ] [ properties ] filter ")"
fn node<'a>(input: Input<'a>, elements: &mut Vec<Element>) -> Parsed<'a, ()> {
    let (rest, _) = sign(Sign::LeftParen)(input)?;
    let (rest, variable) = variable_name(rest)?;
    let (rest, handle) = referred(rest)?;
    let (rest, labels) = label::node_labels(rest)?;
    let (rest, properties) = properties(rest)?;
    let (rest, filter) = filter(rest)?;
    let (rest, _) = sign(Sign::RightParen)(rest)?;
    let node = Node {
        variable,
        handle,
        labels,
        properties,
        filter,
    };
    node.push(elements, input.span_to(rest));
    Ok((rest, ()))
}

/// The parts of a node while they are read, in boxes since further levels may lie on the stack above them.
struct Node {
    variable: Option<Name>,
    handle: Option<Handle>,
    labels: Option<LabelExpr>,
    properties: Option<Box<Expr>>,
    filter: Option<Box<Expr>>,
}

impl Node {
    fn push(self, elements: &mut Vec<Element>, span: Span) {
        elements.push(Element::Node(NodePattern {
            variable: self.variable,
            handle: self.handle,
            labels: self.labels,
            properties: unboxed(self.properties),
            filter: unboxed(self.filter),
            span,
        }));
    }
}

/// variable-name = [ name ]
///
/// The variable that may begin the inside of a node or relation.
pub(super) fn variable_name(input: Input<'_>) -> Parsed<'_, Option<Name>> {
    if ahead::introduces(input, 0) {
        return Ok((input, None));
    }
    opt(name(Expected::NewName)).parse(input)
}

fn referred(input: Input<'_>) -> Parsed<'_, Option<Handle>> {
    if input.sign() != Some(Sign::At) {
        input.note(Expected::Sign(Sign::At));
        return Ok((input, None));
    }
    let (rest, handle) = atom::handle(input)?;
    Ok((rest, Some(handle)))
}

/// properties = map | parameter
pub(super) fn properties(input: Input<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    let rule: fn(Input<'_>) -> Whole<'_> = match input.kind() {
        Some(TokenKind::Sign(Sign::LeftBrace)) => map::map,
        Some(TokenKind::Parameter) => atom::parameter,
        _ => {
            input.note(Expected::Sign(Sign::LeftBrace));
            input.note(Expected::Parameter);
            return Ok((input, None));
        }
    };
    let (rest, properties) = rule(input)?;
    Ok((rest, Some(properties)))
}

/// quantifier = "+" | "*" | range
pub(super) fn quantifier(input: Input<'_>) -> Parsed<'_, Option<Quantifier>> {
    let (min, max) = match input.sign() {
        Some(Sign::Plus) => (1, None),
        Some(Sign::Star) => (0, None),
        Some(Sign::LeftBrace) => return range(input),
        _ => {
            input.note(Expected::Sign(Sign::Plus));
            input.note(Expected::Sign(Sign::Star));
            input.note(Expected::Sign(Sign::LeftBrace));
            return Ok((input, None));
        }
    };
    Ok((input.skip(1), Some(Quantifier { min, max })))
}

/// range = "{" count "}" | "{" [ count ] "," [ count ] "}"
fn range(input: Input<'_>) -> Parsed<'_, Option<Quantifier>> {
    let (rest, _) = sign(Sign::LeftBrace)(input)?;
    let (rest, least) = opt(count).parse(rest)?;
    let (rest, max) = match (rest.sign(), least) {
        (Some(Sign::RightBrace), Some(exactly)) => (rest, Some(exactly)),
        _ => {
            let (rest, _) = sign(Sign::Comma)(rest)?;
            opt(count).parse(rest)?
        }
    };
    let (rest, _) = sign(Sign::RightBrace)(rest)?;
    let min = least.unwrap_or(0);
    if max.is_some_and(|max| max < min || max == 0) {
        return Err(Problem::report(
            Detail::UnexpectedSyntax,
            input.span_to(rest),
            "the greatest number of repetitions must be at least 1, and no less than the least",
        ));
    }
    Ok((rest, Some(Quantifier { min, max })))
}
