//! Atoms: expressions that no operator takes apart, and the properties and elements taken from them.

use super::call::{self, function};
use super::expr::{condition, expression, parenthesised};
use super::stack::too_high;
use super::{ahead, label, list, literal, map, pattern, subquery};
use crate::ast::{CaseBranch, Expr, ExprKind, Handle, MAX_HEIGHT};
use crate::combine::{name, nested, read_name, sign, word};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::lexer::unquote_name;
use crate::token::{Sign, TokenKind};
use crate::words::{Reach, Word};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

/// access = reach [ labels ]
pub(super) fn access(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, subject) = reach(input)?;
    if rest.sign() != Some(Sign::Colon) {
        return Ok((rest, subject));
    }
    let (rest, labels) = label::predicate(rest)?;
    let kind = ExprKind::HasLabels {
        subject: Box::new(subject),
        labels,
    };
    higher(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// reach = atom { "." key | "[" index "]" }
pub(super) fn reach(input: Input<'_>) -> Parsed<'_, Expr> {
    let (mut rest, mut subject) = atom(input)?;
    loop {
        let (after, kind) = match rest.sign() {
            Some(Sign::Dot) => property(rest, subject)?,
            Some(Sign::LeftBracket) => element(rest, subject)?,
            _ => {
                rest.note(Expected::Sign(Sign::Dot));
                rest.note(Expected::Sign(Sign::LeftBracket));
                rest.note(Expected::Sign(Sign::Colon));
                return Ok((rest, subject));
            }
        };
        higher(after)?;
        let span = input.span_to(after);
        subject = Expr { kind, span };
        rest = after;
    }
}

/// One more node stands above the expression just read.
fn higher(input: Input<'_>) -> Result<(), nom::Err<crate::error::Problem>> {
    let height = input.context.height.get() + 1;
    input.context.height.set(height);
    match height > MAX_HEIGHT {
        true => Err(too_high(input)),
        false => Ok(()),
    }
}

/// property = "." key
fn property(input: Input<'_>, subject: Expr) -> Parsed<'_, ExprKind> {
    let (rest, key) = cut(name(Expected::PropertyKey)).parse(input.skip(1))?;
    Ok((rest, ExprKind::Property(Box::new(subject), key)))
}

/// element = "[" expression "]" | "[" [ expression ] ".." [ expression ] "]"
fn element(input: Input<'_>, subject: Expr) -> Parsed<'_, ExprKind> {
    let subject = Box::new(subject);
    nested(input, |input| {
        let input = input.skip(1);
        let (rest, from) = match input.sign() {
            Some(Sign::DotDot) => (input, None),
            _ => cut(expression)
                .map(|from| Some(Box::new(from)))
                .parse(input)?,
        };
        let from = match (rest.sign(), from) {
            (Some(Sign::RightBracket), Some(index)) => {
                return Ok((rest.skip(1), ExprKind::Index(subject, index)));
            }
            (_, from) => from,
        };
        let (rest, _) = cut(sign(Sign::DotDot)).parse(rest)?;
        let (rest, to) = match rest.sign() {
            Some(Sign::RightBracket) => (rest, None),
            _ => cut(expression).map(|to| Some(Box::new(to))).parse(rest)?,
        };
        let (rest, _) = cut(sign(Sign::RightBracket)).parse(rest)?;
        Ok((rest, ExprKind::Slice(subject, from, to)))
    })
}

/// atom = literal | parameter | handle | list | map | case | subquery | call | variable | parenthesised
fn atom(input: Input<'_>) -> Parsed<'_, Expr> {
    let Some(kind) = input.kind() else {
        return input.miss_group(Group::Expression);
    };
    match kind {
        TokenKind::Integer | TokenKind::Float | TokenKind::String => literal::literal(input),
        TokenKind::Parameter => parameter(input),
        TokenKind::Sign(Sign::LeftParen) => parenthesised(input),
        TokenKind::Sign(Sign::LeftBracket) => list::list(input),
        TokenKind::Sign(Sign::LeftBrace) => map::map(input),
        TokenKind::Sign(Sign::At) => {
            let (rest, handle) = handle(input)?;
            let kind = ExprKind::Handle(handle);
            let span = input.span_to(rest);
            Ok((rest, Expr { kind, span }))
        }
        TokenKind::Word(word) => worded(input, word),
        TokenKind::Name | TokenKind::QuotedName => named(input),
        _ => input.miss_group(Group::Expression),
    }
}

/// An atom that begins with a word of the language, where its place makes it one.
fn worded(input: Input<'_>, word: Word) -> Parsed<'_, Expr> {
    match word {
        Word::True | Word::False | Word::Null => literal::literal(input),
        Word::Case => case(input),
        Word::Exists | Word::Count | Word::Collect if subquery::starts(input) => {
            subquery::subquery(input, word)
        }
        Word::Exists if is_pattern_call(input) => pattern::exists(input),
        Word::ShortestPath | Word::AllShortestPaths if is_path_call(input) => {
            pattern::shortest(input)
        }
        Word::Count if call::is_count_star(input) => call::count_star(input),
        Word::All | Word::Any | Word::None | Word::Single if call::takes_element(input) => {
            list::quantified(input, word)
        }
        Word::Filter | Word::Extract if call::takes_element(input) => list::function(input),
        Word::Reduce if call::takes_accumulator(input) => list::reduce(input),
        _ => named(input),
    }
}

fn is_pattern_call(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen) && ahead::pattern(input.skip(2))
}

fn is_path_call(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen) && input.nth_sign(2) == Some(Sign::LeftParen)
}

/// named = function-call | variable [ map-projection ]
fn named(input: Input<'_>) -> Parsed<'_, Expr> {
    if !may_name(input) {
        return input.miss_group(Group::Expression);
    }
    if call::starts(input) {
        return function(input);
    }
    if !is_variable(input) {
        return input.miss_group(Group::Expression);
    }
    if input.nth_sign(1) == Some(Sign::LeftBrace) {
        return map::projection(input);
    }
    let (rest, variable) = name(Expected::Variable)(input)?;
    rest.note(Expected::Sign(Sign::LeftBrace));
    rest.note(Expected::Sign(Sign::LeftParen));
    let span = variable.span;
    let kind = ExprKind::Variable(variable);
    Ok((rest, Expr { kind, span }))
}

/// Whether the name here may begin an expression at all.
fn may_name(input: Input<'_>) -> bool {
    input
        .word()
        .is_none_or(|word| word.reach() != Reach::Strict)
}

/// Whether the name here is a variable. A word of openCypher is one only where no further operand follows it.
fn is_variable(input: Input<'_>) -> bool {
    if !input.word().is_some_and(|word| word.reach() == Reach::Soft) {
        return true;
    }
    match input.nth_kind(1) {
        Some(TokenKind::Word(next)) => next != Word::By && next.reach() != Reach::Free,
        Some(TokenKind::Sign(sign)) => !matches!(sign, Sign::LeftParen | Sign::LeftBrace),
        Some(_) => false,
        None => true,
    }
}

/// parameter = "$" ( name | digits )
pub(super) fn parameter(input: Input<'_>) -> Parsed<'_, Expr> {
    let Some(token) = input
        .nth(0)
        .filter(|token| token.kind == TokenKind::Parameter)
    else {
        return input.miss(Expected::Parameter);
    };
    let mut parameter = read_name(input, token);
    let name = &parameter.text[1..];
    parameter.text = match name.starts_with('`') {
        true => unquote_name(name),
        false => name.to_string(),
    };
    let kind = ExprKind::Parameter(parameter);
    let span = token.span;
    Ok((input.skip(1), Expr { kind, span }))
}

/// handle = "@" ( name | string )
pub(super) fn handle(input: Input<'_>) -> Parsed<'_, Handle> {
    let (rest, _) = sign(Sign::At)(input)?;
    let (rest, text) = match rest.kind() {
        Some(TokenKind::String) => cut(literal::string).parse(rest)?,
        _ => cut(name(Expected::Handle))
            .map(|name| name.text)
            .parse(rest)?,
    };
    let span = input.span_to(rest);
    Ok((rest, Handle { text, span }))
}

/// case = "CASE" [ expression ] branch { branch } [ "ELSE" expression ] "END"
fn case(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, kind) = nested(input, |input| {
        let input = input.skip(1);
        let (rest, subject) = match input.word() {
            Some(Word::When) => (input, None),
            _ => {
                input.note(Expected::Word(Word::When));
                cut(expression)
                    .map(|subject| Some(Box::new(subject)))
                    .parse(input)?
            }
        };
        let (rest, branches) = branches(rest, subject.is_some())?;
        let otherwise = preceded(word(Word::Else), cut(expression));
        let (rest, otherwise) = opt(otherwise).parse(rest)?;
        let (rest, _) = cut(word(Word::End)).parse(rest)?;
        let kind = ExprKind::Case {
            subject,
            branches,
            otherwise: otherwise.map(Box::new),
        };
        Ok((rest, kind))
    })?;
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// branch = "WHEN" expression "THEN" expression
///
/// Without a subject what stands after `WHEN` is a condition.
fn branches(input: Input<'_>, with_subject: bool) -> Parsed<'_, Vec<CaseBranch>> {
    let test = match with_subject {
        true => expression,
        false => condition,
    };
    let mut branches = Vec::new();
    let mut rest = input;
    while branches.is_empty() || rest.word() == Some(Word::When) {
        let (after, _) = cut(word(Word::When)).parse(rest)?;
        let (after, when) = cut(test).parse(after)?;
        let (after, _) = cut(word(Word::Then)).parse(after)?;
        let (after, then) = cut(expression).parse(after)?;
        branches.push(CaseBranch { when, then });
        rest = after;
    }
    rest.note(Expected::Word(Word::When));
    Ok((rest, branches))
}
