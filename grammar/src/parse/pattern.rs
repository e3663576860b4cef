//! Path patterns: a variable, which paths are kept, what they may repeat, and their elements.

use super::atom::parameter_name;
use super::element::elements;
use super::expr::{Whole, condition, made};
use crate::ast::{Element, Expr, ExprKind, Name, PathCount, PathMode, PathPattern, Selector};
use crate::combine::{after, count, list_of, name, open, word};
use crate::error::{Detail, Problem};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::span::Span;
use crate::token::Sign;
use crate::words::Word;
use nom::Parser;
use nom::combinator::opt;

/// patterns = path-pattern { "," path-pattern }
pub(super) fn patterns(input: Input<'_>) -> Parsed<'_, Vec<PathPattern>> {
    list_of(path_pattern, |pattern| *pattern)(input)
}

/// path-pattern = path-variable ( shortest-call | selected )
pub(super) fn path_pattern(input: Input<'_>) -> Parsed<'_, Box<PathPattern>> {
    let (rest, variable) = path_variable(input)?;
    let (rest, mut pattern) = match shortest_selector(rest) {
        Some(selector) => shortest_call(rest, selector)?,
        None => selected(rest)?,
    };
    pattern.variable = variable;
    pattern.span = input.span_to(rest);
    Ok((rest, pattern))
}

/// path-variable = [ name "=" ]
fn path_variable(input: Input<'_>) -> Parsed<'_, Option<Name>> {
    if !input.nth_is_name(0) {
        input.note(Expected::NewName);
    }
    if input.nth_sign(1) != Some(Sign::Equal) {
        return Ok((input, None));
    }
    let (rest, variable) = name(Expected::NewName)(input)?;
    Ok((rest.skip(1), Some(variable)))
}

/// pattern-predicate = elements
pub(super) fn pattern_predicate(input: Input<'_>) -> Whole<'_> {
    let (rest, elements) = elements(input)?;
    as_expression(input, rest, plain(elements))
}

/// exists = "EXISTS" bracketed
pub(super) fn exists(input: Input<'_>) -> Whole<'_> {
    let (rest, elements) = bracketed(input.skip(1))?;
    as_expression(input, rest, plain(elements))
}

/// shortest = shortest-call
///
/// A path pattern that stands as a value.
pub(super) fn shortest(input: Input<'_>) -> Whole<'_> {
    let (rest, pattern) = path_pattern(input)?;
    as_expression(input, rest, pattern)
}

fn as_expression<'a>(
    input: Input<'a>,
    rest: Input<'a>,
    mut pattern: Box<PathPattern>,
) -> Whole<'a> {
    pattern.span = input.span_to(rest);
    made(input, rest, ExprKind::Pattern(pattern))
}

fn plain(elements: Vec<Element>) -> Box<PathPattern> {
    Box::new(PathPattern {
        variable: None,
        selector: None,
        mode: None,
        elements,
        span: Span::default(),
    })
}

/// bracketed = "(" elements ")"
fn bracketed(input: Input<'_>) -> Parsed<'_, Vec<Element>> {
    let (rest, bracket) = open(input, Sign::LeftParen)?;
    let (rest, elements) = elements(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    Ok((rest, elements))
}

fn shortest_selector(input: Input<'_>) -> Option<Selector> {
    let selector = match input.word() {
        Some(Word::ShortestPath) => Selector::ShortestPath,
        Some(Word::AllShortestPaths) => Selector::AllShortestPaths,
        _ => return None,
    };
    (input.nth_sign(1) == Some(Sign::LeftParen)).then_some(selector)
}

/// shortest-call = ( "SHORTESTPATH" | "ALLSHORTESTPATHS" ) bracketed
fn shortest_call(input: Input<'_>, selector: Selector) -> Parsed<'_, Box<PathPattern>> {
    let (rest, elements) = bracketed(input.skip(1))?;
    let mut pattern = plain(elements);
    pattern.selector = Some(selector);
    Ok((rest, pattern))
}

/// selected = [ selector ] [ mode ] [ "PATH" | "PATHS" ] [ groups ] elements
///
/// The words `PATH` and `PATHS` say nothing.
fn selected(input: Input<'_>) -> Parsed<'_, Box<PathPattern>> {
    let (rest, found) = selector(input)?;
    let (rest, mode) = mode(rest)?;
    let (rest, _) = opt(word_of(&[Word::Path, Word::Paths])).parse(rest)?;
    let (rest, selector) = groups(rest, found)?;
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
    Shortest(Option<PathCount>),
}

/// selector = "ANY" [ path-count ] | "ANY" "SHORTEST" | "ALL" | "ALL" "SHORTEST" | "SHORTEST" [ path-count ]
fn selector(input: Input<'_>) -> Parsed<'_, Found> {
    let rest = input.skip(1);
    match (input.word(), input.nth_word(1)) {
        (Some(Word::Any), Some(Word::Shortest)) => {
            Ok((rest.skip(1), Found::Whole(Selector::Shortest(ONE))))
        }
        (Some(Word::All), Some(Word::Shortest)) => {
            Ok((rest.skip(1), Found::Whole(Selector::AllShortest)))
        }
        (Some(Word::All), _) => {
            rest.note(Expected::Word(Word::Shortest));
            Ok((rest, Found::Whole(Selector::All)))
        }
        (Some(Word::Any), _) => {
            rest.note(Expected::Word(Word::Shortest));
            let (rest, number) = opt(path_count).parse(rest)?;
            Ok((rest, Found::Whole(Selector::Any(number.unwrap_or(ONE)))))
        }
        (Some(Word::Shortest), _) => {
            let (rest, number) = opt(path_count).parse(rest)?;
            Ok((rest, Found::Shortest(number)))
        }
        _ => {
            input.note_group(Group::Path);
            Ok((input, Found::Nothing))
        }
    }
}

/// groups = "GROUP" | "GROUPS"
///
/// Only after `SHORTEST`, where they may lack only if a number stood there.
fn groups(input: Input<'_>, found: Found) -> Parsed<'_, Option<Selector>> {
    let word = word_of(&[Word::Group, Word::Groups]);
    match found {
        Found::Nothing => Ok((input, None)),
        Found::Whole(selector) => Ok((input, Some(selector))),
        Found::Shortest(None) => {
            let (rest, ()) = word(input)?;
            Ok((rest, Some(Selector::ShortestGroups(ONE))))
        }
        Found::Shortest(Some(number)) => {
            let (rest, groups) = opt(word).parse(input)?;
            let selector = match groups {
                Some(()) => Selector::ShortestGroups(number),
                None => Selector::Shortest(number),
            };
            Ok((rest, Some(selector)))
        }
    }
}

const ONE: PathCount = PathCount::Number(1);

/// path-count = count | parameter
///
/// At least one, which of a parameter is seen when it has a value.
fn path_count(input: Input<'_>) -> Parsed<'_, PathCount> {
    if let Ok((rest, name)) = parameter_name(input) {
        return Ok((rest, PathCount::Parameter(name)));
    }
    let (rest, number) = count(input)?;
    if number == 0 {
        let message = "the number of paths must be at least 1";
        return Err(Problem::report(
            Detail::UnexpectedSyntax,
            input.span(),
            message,
        ));
    }
    Ok((rest, PathCount::Number(number)))
}

/// mode = "WALK" | "TRAIL" | "ACYCLIC" | "SIMPLE"
fn mode(input: Input<'_>) -> Parsed<'_, Option<PathMode>> {
    let mode = match input.word() {
        Some(Word::Walk) => PathMode::Walk,
        Some(Word::Trail) => PathMode::Trail,
        Some(Word::Acyclic) => PathMode::Acyclic,
        Some(Word::Simple) => PathMode::Simple,
        _ => {
            input.note_words(&[Word::Walk, Word::Trail, Word::Acyclic, Word::Simple]);
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

/// filter = [ "WHERE" condition ]
pub(super) fn filter(input: Input<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    after(Word::Where, condition)(input)
}
