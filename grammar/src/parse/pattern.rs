//! Patterns: paths of nodes, relations and groups.

use super::expr::condition;
use super::{ahead, atom, label, map, relation};
use crate::ast::{
    Element, Expr, ExprKind, GroupPattern, NodePattern, PathMode, PathPattern, Quantifier, Selector,
};
use crate::combine::{count, list, name, nested, sign, word};
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::{Sign, TokenKind};
use crate::words::Word;
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

/// patterns = path-pattern { "," path-pattern }
pub(super) fn patterns(input: Input<'_>) -> Parsed<'_, Vec<PathPattern>> {
    list(path_pattern)(input)
}

/// path-pattern = [ variable "=" ] ( shortest-call | [ selector ] [ mode ] elements )
pub(super) fn path_pattern(input: Input<'_>) -> Parsed<'_, PathPattern> {
    let named = input.nth_is_name(0) && input.nth_sign(1) == Some(Sign::Equal);
    let (rest, variable) = match named {
        true => {
            let (rest, variable) = name(Expected::NewName)(input)?;
            (rest.skip(1), Some(variable))
        }
        false => {
            input.note(Expected::NewName);
            (input, None)
        }
    };
    let (rest, mut pattern) = match shortest_call(rest) {
        Some(selector) => called(rest, selector)?,
        None => selected(rest)?,
    };
    pattern.variable = variable;
    pattern.span = input.span_to(rest);
    Ok((rest, pattern))
}

/// pattern-predicate = elements
pub(super) fn predicate(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, elements) = elements(input)?;
    Ok(as_expression(input, rest, plain(elements)))
}

/// exists-call = "EXISTS" "(" elements ")"
pub(super) fn exists(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, pattern) = bracketed(input.skip(1), elements)?;
    Ok(as_expression(input, rest, plain(pattern)))
}

/// A path pattern with a shortest-path function around it, standing as a value.
pub(super) fn shortest(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, pattern) = path_pattern(input)?;
    Ok(as_expression(input, rest, pattern))
}

fn as_expression<'a>(
    input: Input<'a>,
    rest: Input<'a>,
    mut pattern: PathPattern,
) -> (Input<'a>, Expr) {
    let span = input.span_to(rest);
    pattern.span = span;
    let kind = ExprKind::Pattern(Box::new(pattern));
    (rest, Expr { kind, span })
}

fn plain(elements: Vec<Element>) -> PathPattern {
    PathPattern {
        variable: None,
        selector: None,
        mode: None,
        elements,
        span: crate::span::Span::default(),
    }
}

fn bracketed<'a, O>(input: Input<'a>, inner: impl Fn(Input<'a>) -> Parsed<'a, O>) -> Parsed<'a, O> {
    nested(input, |input| {
        let (rest, _) = sign(Sign::LeftParen)(input)?;
        let (rest, output) = cut(inner).parse(rest)?;
        let (rest, _) = cut(sign(Sign::RightParen)).parse(rest)?;
        Ok((rest, output))
    })
}

fn shortest_call(input: Input<'_>) -> Option<Selector> {
    let selector = match input.word() {
        Some(Word::ShortestPath) => Selector::ShortestPath,
        Some(Word::AllShortestPaths) => Selector::AllShortestPaths,
        _ => return None,
    };
    (input.nth_sign(1) == Some(Sign::LeftParen)).then_some(selector)
}

/// shortest-call = ( "SHORTESTPATH" | "ALLSHORTESTPATHS" ) "(" elements ")"
fn called(input: Input<'_>, selector: Selector) -> Parsed<'_, PathPattern> {
    let (rest, elements) = bracketed(input.skip(1), elements)?;
    let mut pattern = plain(elements);
    pattern.selector = Some(selector);
    Ok((rest, pattern))
}

/// The selector, the mode and the elements; the words `PATH` and `PATHS` say nothing.
fn selected(input: Input<'_>) -> Parsed<'_, PathPattern> {
    let (rest, found) = selector(input)?;
    let (rest, mode) = mode(rest)?;
    let (rest, _) = opt(word_of(&[Word::Path, Word::Paths])).parse(rest)?;
    let (rest, selector) = grouped(rest, found)?;
    let (rest, elements) = elements(rest)?;
    let mut pattern = plain(elements);
    pattern.selector = selector;
    pattern.mode = mode;
    Ok((rest, pattern))
}

/// A selector as far as its first words say it.
enum Found {
    Nothing,
    Whole(Selector),
    /// `SHORTEST k`, which `GROUPS` may follow; without a number it must.
    Shortest(Option<u64>),
}

/// selector = "ANY" [ count ] | "ANY" "SHORTEST" | "ALL" | "ALL" "SHORTEST" | "SHORTEST" count [ groups ] | "SHORTEST" groups
fn selector(input: Input<'_>) -> Parsed<'_, Found> {
    let rest = input.skip(1);
    match (input.word(), input.nth_word(1)) {
        (Some(Word::Any), Some(Word::Shortest)) => {
            Ok((rest.skip(1), Found::Whole(Selector::Shortest(1))))
        }
        (Some(Word::All), Some(Word::Shortest)) => {
            Ok((rest.skip(1), Found::Whole(Selector::AllShortest)))
        }
        (Some(Word::All), _) => Ok((rest, Found::Whole(Selector::All))),
        (Some(Word::Any), _) => {
            rest.note(Expected::Word(Word::Shortest));
            let (rest, number) = opt(positive).parse(rest)?;
            Ok((rest, Found::Whole(Selector::Any(number.unwrap_or(1)))))
        }
        (Some(Word::Shortest), _) => {
            let (rest, number) = opt(positive).parse(rest)?;
            Ok((rest, Found::Shortest(number)))
        }
        _ => {
            for word in [Word::Any, Word::All, Word::Shortest, Word::ShortestPath] {
                input.note(Expected::Word(word));
            }
            Ok((input, Found::Nothing))
        }
    }
}

/// groups = "GROUP" | "GROUPS"
fn grouped(input: Input<'_>, found: Found) -> Parsed<'_, Option<Selector>> {
    let number = match found {
        Found::Nothing => return Ok((input, None)),
        Found::Whole(selector) => return Ok((input, Some(selector))),
        Found::Shortest(number) => number,
    };
    let groups = word_of(&[Word::Group, Word::Groups]);
    match number {
        Some(number) => {
            let (rest, groups) = opt(groups).parse(input)?;
            let selector = match groups {
                Some(_) => Selector::ShortestGroups(number),
                None => Selector::Shortest(number),
            };
            Ok((rest, Some(selector)))
        }
        None => {
            let (rest, _) = cut(groups).parse(input)?;
            Ok((rest, Some(Selector::ShortestGroups(1))))
        }
    }
}

/// A count of at least one.
fn positive(input: Input<'_>) -> Parsed<'_, u64> {
    let (rest, number) = count(input)?;
    if number == 0 {
        let message = "the number of paths must be at least 1";
        return Err(Problem::report(
            Detail::UnexpectedSyntax,
            input.span(),
            message,
        ));
    }
    Ok((rest, number))
}

/// mode = "WALK" | "TRAIL" | "ACYCLIC" | "SIMPLE"
fn mode(input: Input<'_>) -> Parsed<'_, Option<PathMode>> {
    let mode = match input.word() {
        Some(Word::Walk) => PathMode::Walk,
        Some(Word::Trail) => PathMode::Trail,
        Some(Word::Acyclic) => PathMode::Acyclic,
        Some(Word::Simple) => PathMode::Simple,
        _ => {
            for word in [Word::Walk, Word::Trail, Word::Acyclic, Word::Simple] {
                input.note(Expected::Word(word));
            }
            return Ok((input, None));
        }
    };
    Ok((input.skip(1), Some(mode)))
}

/// Any of some words that mean the same.
fn word_of<'a>(words: &'static [Word]) -> impl Fn(Input<'a>) -> Parsed<'a, ()> {
    move |input| {
        for one in words {
            if let Ok((rest, _)) = word(*one)(input) {
                return Ok((rest, ()));
            }
        }
        Err(nom::Err::Error(Problem::unexpected()))
    }
}

/// elements = factor { relation factor | factor }
///
/// Two factors may touch where one of them is a group.
fn elements(input: Input<'_>) -> Parsed<'_, Vec<Element>> {
    let (mut rest, first) = factor(input)?;
    let mut elements = vec![first];
    loop {
        if relation::starts(rest) {
            let (after, relation) = relation::relation(rest)?;
            elements.push(Element::Relation(relation));
            let (after, next) = cut(factor).parse(after)?;
            elements.push(next);
            rest = after;
        } else if rest.sign() == Some(Sign::LeftParen)
            && (is_group(rest) || matches!(elements.last(), Some(Element::Group(_))))
        {
            let (after, next) = factor(rest)?;
            elements.push(next);
            rest = after;
        } else {
            relation::note(rest);
            return Ok((rest, elements));
        }
    }
}

/// factor = node | group
fn factor(input: Input<'_>) -> Parsed<'_, Element> {
    match is_group(input) {
        true => {
            let (rest, group) = group(input)?;
            Ok((rest, Element::Group(Box::new(group))))
        }
        false => {
            let (rest, node) = node(input)?;
            Ok((rest, Element::Node(node)))
        }
    }
}

/// Whether the parenthesis here opens a group: another one, a path variable, a selector or a mode comes next.
fn is_group(input: Input<'_>) -> bool {
    if input.sign() != Some(Sign::LeftParen) || ahead::node(input, 0) {
        return false;
    }
    match input.nth_kind(1) {
        Some(TokenKind::Sign(Sign::LeftParen)) => true,
        Some(TokenKind::Word(_) | TokenKind::Name | TokenKind::QuotedName) => matches!(
            input.nth_kind(2),
            Some(
                TokenKind::Sign(Sign::Equal | Sign::LeftParen)
                    | TokenKind::Integer
                    | TokenKind::Word(
                        Word::Shortest
                            | Word::Group
                            | Word::Groups
                            | Word::Path
                            | Word::Paths
                            | Word::Walk
                            | Word::Trail
                            | Word::Acyclic
                            | Word::Simple
                    )
            )
        ),
        _ => false,
    }
}

/// group = "(" path-pattern [ "WHERE" condition ] ")" [ quantifier ]
fn group(input: Input<'_>) -> Parsed<'_, GroupPattern> {
    let inner = |input| (path_pattern, filter).parse(input);
    let (rest, (pattern, filter)) = bracketed(input, inner)?;
    let (rest, quantifier) = quantifier(rest)?;
    let group = GroupPattern {
        pattern,
        filter,
        quantifier,
        span: input.span_to(rest),
    };
    Ok((rest, group))
}

/// filter = [ "WHERE" condition ]
pub(super) fn filter(input: Input<'_>) -> Parsed<'_, Option<Expr>> {
    opt(preceded(word(Word::Where), cut(condition))).parse(input)
}

/// node = "(" [ variable ] [ handle ] [ node-labels ] [ properties ] [ "WHERE" condition ] ")"
pub(super) fn node(input: Input<'_>) -> Parsed<'_, NodePattern> {
    let (rest, _) = sign(Sign::LeftParen)(input)?;
    let (rest, variable) = variable(rest)?;
    let (rest, handle) = opt(atom::handle).parse(rest)?;
    let (rest, labels) = label::of_node(rest)?;
    let (rest, properties) = properties(rest)?;
    let (rest, filter) = filter(rest)?;
    let (rest, _) = cut(sign(Sign::RightParen)).parse(rest)?;
    let node = NodePattern {
        variable,
        handle,
        labels,
        properties,
        filter,
        span: input.span_to(rest),
    };
    Ok((rest, node))
}

/// The variable that may begin the inside of a node or relation.
pub(super) fn variable(input: Input<'_>) -> Parsed<'_, Option<crate::ast::Name>> {
    if ahead::introduces(input, 0) {
        return Ok((input, None));
    }
    opt(name(Expected::NewName)).parse(input)
}

/// properties = map | parameter
pub(super) fn properties(input: Input<'_>) -> Parsed<'_, Option<Expr>> {
    match input.kind() {
        Some(TokenKind::Sign(Sign::LeftBrace)) => map::map.map(Some).parse(input),
        Some(TokenKind::Parameter) => atom::parameter.map(Some).parse(input),
        _ => {
            input.note(Expected::Sign(Sign::LeftBrace));
            input.note(Expected::Parameter);
            Ok((input, None))
        }
    }
}

/// quantifier = "+" | "*" | "{" count "}" | "{" [ count ] "," [ count ] "}"
pub(super) fn quantifier(input: Input<'_>) -> Parsed<'_, Option<Quantifier>> {
    let (min, max) = match input.sign() {
        Some(Sign::Plus) => (1, None),
        Some(Sign::Star) => (0, None),
        Some(Sign::LeftBrace) => return cut(range).map(Some).parse(input.skip(1)),
        _ => {
            input.note(Expected::Sign(Sign::Plus));
            input.note(Expected::Sign(Sign::Star));
            input.note(Expected::Sign(Sign::LeftBrace));
            return Ok((input, None));
        }
    };
    Ok((input.skip(1), Some(Quantifier { min, max })))
}

fn range(input: Input<'_>) -> Parsed<'_, Quantifier> {
    let (rest, least) = opt(count).parse(input)?;
    if let (Some(Sign::RightBrace), Some(number)) = (rest.sign(), least) {
        let exactly = Quantifier {
            min: number,
            max: Some(number),
        };
        return Ok((rest.skip(1), exactly));
    }
    rest.note(Expected::Sign(Sign::RightBrace));
    let (rest, _) = sign(Sign::Comma)(rest)?;
    let (rest, max) = opt(count).parse(rest)?;
    let (after, _) = sign(Sign::RightBrace)(rest)?;
    let min = least.unwrap_or(0);
    if max.is_some_and(|max| max < min || max == 0) {
        let message =
            "the greatest number of repetitions must be at least 1 and not below the least";
        return Err(Problem::report(
            Detail::UnexpectedSyntax,
            input.span_to(rest),
            message,
        ));
    }
    Ok((after, Quantifier { min, max }))
}
