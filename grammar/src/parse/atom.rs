//! Atoms: expressions that no operator takes apart, and the properties and elements taken from them.

use super::expr::{Whole, condition, expression, made, parenthesised};
use super::stack::too_high;
use super::{ahead, function, label, list, literal, map, pattern, subquery};
use crate::ast::{CaseBranch, Expr, ExprKind, Handle, MAX_HEIGHT, Name};
use crate::combine::{after, enter, list_of, name, open, read_name, sign, word};
use crate::error::Problem;
use crate::expected::{CLAUSE, Expected, Group, OPERATOR};
use crate::input::{Input, Parsed};
use crate::lexer::unquote_name;
use crate::token::{Sign, TokenKind};
use crate::words::{Reach, Word};

/// access = reach [ label-predicate ]
pub(super) fn access(input: Input<'_>) -> Whole<'_> {
    let (rest, subject) = reach(input)?;
    if rest.sign() != Some(Sign::Colon) {
        return Ok((rest, subject));
    }
    let (rest, labels) = label::label_predicate(rest)?;
    higher(rest)?;
    made(input, rest, ExprKind::HasLabels { subject, labels })
}

/// reach = atom { property | indexed }
pub(super) fn reach(input: Input<'_>) -> Whole<'_> {
    let (mut rest, mut subject) = atom(input)?;
    loop {
        let start = subject.span;
        (rest, subject) = match rest.sign() {
            Some(Sign::Dot) => property(rest, subject)?,
            Some(Sign::LeftBracket) => indexed(rest, subject)?,
            _ => {
                rest.note_group(Group::Access);
                return Ok((rest, subject));
            }
        };
        higher(rest)?;
        subject.span = start.to(subject.span);
    }
}

/// One more node stands above the expression just read.
fn higher(input: Input<'_>) -> Result<(), nom::Err<Problem>> {
    let height = input.context.height.get() + 1;
    input.context.height.set(height);
    match height >= MAX_HEIGHT {
        true => Err(too_high(input)),
        false => Ok(()),
    }
}

/// property = "." name
fn property(input: Input<'_>, subject: Box<Expr>) -> Whole<'_> {
    let (rest, key) = name(Expected::PropertyKey)(input.skip(1))?;
    made(input, rest, ExprKind::Property(subject, key))
}

/// indexed = "[" expression "]" | "[" [ expression ] ".." [ expression ] "]"
fn indexed(input: Input<'_>, subject: Box<Expr>) -> Whole<'_> {
    let (rest, bracket) = open(input, Sign::LeftBracket)?;
    let (rest, from) = bound(rest, Sign::DotDot)?;
    let (rest, kind) = match (rest.sign(), from) {
        (Some(Sign::RightBracket), Some(index)) => (rest, ExprKind::Index(subject, index)),
        (_, from) => {
            let (rest, _) = sign(Sign::DotDot)(rest)?;
            let (rest, to) = bound(rest, Sign::RightBracket)?;
            (rest, ExprKind::Slice(subject, from, to))
        }
    };
    let (rest, ()) = bracket.close(rest, Sign::RightBracket)?;
    made(input, rest, kind)
}

/// An expression, or nothing where the sign behind it already stands.
fn bound(input: Input<'_>, behind: Sign) -> Parsed<'_, Option<Box<Expr>>> {
    if input.sign() == Some(behind) {
        return Ok((input, None));
    }
    input.note(Expected::Sign(behind));
    let (rest, bound) = expression(input)?;
    Ok((rest, Some(bound)))
}

/// atom = literal | parameter | handle | list | map | worded | named | parenthesised
fn atom(input: Input<'_>) -> Whole<'_> {
    match input.kind() {
        Some(TokenKind::Integer | TokenKind::Float | TokenKind::String) => literal::literal(input),
        Some(TokenKind::Parameter) => parameter(input),
        Some(TokenKind::Sign(Sign::LeftParen)) => parenthesised(input),
        Some(TokenKind::Sign(Sign::LeftBracket)) => list::list(input),
        Some(TokenKind::Sign(Sign::LeftBrace)) => map::map(input),
        Some(TokenKind::Sign(Sign::At)) => referred(input),
        Some(TokenKind::Word(word)) => worded(input, word),
        Some(TokenKind::Name | TokenKind::QuotedName) => named(input),
        _ => input.miss_group(Group::Expression),
    }
}

/// worded = case | subquery | exists | shortest | count-star | quantified | list-function | reduce | named
///
/// An atom that begins with a word of the language, where its place makes it one.
fn worded(input: Input<'_>, word: Word) -> Whole<'_> {
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
        Word::Count if function::is_count_star(input) => function::count_star(input),
        Word::All | Word::Any | Word::None | Word::Single if function::takes_element(input) => {
            list::quantified(input, word)
        }
        Word::Filter | Word::Extract if function::takes_element(input) => {
            list::list_function(input)
        }
        Word::Reduce if function::takes_accumulator(input) => list::reduce(input),
        _ => named(input),
    }
}

fn is_pattern_call(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen) && ahead::pattern(input.skip(2))
}

fn is_path_call(input: Input<'_>) -> bool {
    input.nth_sign(1) == Some(Sign::LeftParen) && input.nth_sign(2) == Some(Sign::LeftParen)
}

/// named = call | map-projection | name
fn named(input: Input<'_>) -> Whole<'_> {
    if !may_name(input) {
        return input.miss_group(Group::Expression);
    }
    if function::starts(input) {
        return function::call(input);
    }
    if !is_variable(input) {
        return input.miss_group(Group::Expression);
    }
    if input.nth_sign(1) == Some(Sign::LeftBrace) {
        return map::map_projection(input);
    }
    let (rest, variable) = name(Expected::Variable)(input)?;
    rest.note_group(Group::Call);
    made(input, rest, ExprKind::Variable(variable))
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
        Some(TokenKind::Word(next)) => may_follow(next),
        Some(TokenKind::Sign(sign)) => !matches!(sign, Sign::LeftParen | Sign::LeftBrace),
        Some(_) => false,
        None => true,
    }
}

/// Whether a word may stand behind an expression.
fn may_follow(word: Word) -> bool {
    match word.reach() {
        Reach::Strict => !matches!(word, Word::Not | Word::Null | Word::True | Word::False),
        Reach::Soft => word != Word::By,
        Reach::Free => OPERATOR
            .iter()
            .chain(CLAUSE)
            .chain(&[Expected::Word(Word::Next), Expected::Word(Word::To)])
            .any(|expected| *expected == Expected::Word(word)),
    }
}

/// A parameter is one token.
pub(super) fn parameter(input: Input<'_>) -> Whole<'_> {
    let (rest, name) = parameter_name(input)?;
    made(input, rest, ExprKind::Parameter(name))
}

/// What a parameter is called, without its `$`.
pub(super) fn parameter_name(input: Input<'_>) -> Parsed<'_, Name> {
    let parameter = |token: &crate::token::Token| token.kind == TokenKind::Parameter;
    let Some(token) = input.nth(0).filter(parameter) else {
        return input.miss(Expected::Parameter);
    };
    let mut parameter = read_name(input, token);
    let name = &parameter.text[1..];
    parameter.text = match name.starts_with('`') {
        true => unquote_name(name),
        false => name.to_string(),
    };
    Ok((input.skip(1), parameter))
}

fn referred(input: Input<'_>) -> Whole<'_> {
    let (rest, handle) = handle(input)?;
    made(input, rest, ExprKind::Handle(handle))
}

/// handle = "@" ( name | string )
pub(super) fn handle(input: Input<'_>) -> Parsed<'_, Handle> {
    let (rest, _) = sign(Sign::At)(input)?;
    let (rest, text) = match rest.kind() {
        Some(TokenKind::String) => literal::string(rest)?,
        _ => {
            let (rest, name) = name(Expected::Handle)(rest)?;
            (rest, name.text)
        }
    };
    let span = input.span_to(rest);
    Ok((rest, Handle { text, span }))
}

/// case = "CASE" [ expression ] branches [ "ELSE" expression ] "END"
fn case(input: Input<'_>) -> Whole<'_> {
    let (rest, _) = word(Word::Case)(input)?;
    let (rest, bracket) = enter(rest)?;
    let (rest, subject) = match rest.word() {
        Some(Word::When) => (rest, None),
        _ => {
            rest.note(Expected::Word(Word::When));
            let (rest, subject) = expression(rest)?;
            (rest, Some(subject))
        }
    };
    let when = match subject {
        Some(_) => values,
        None => one_condition,
    };
    let (rest, branches) = branches(rest, when)?;
    let (rest, otherwise) = after(Word::Else, expression)(rest)?;
    let (rest, _) = word(Word::End)(rest)?;
    let kind = ExprKind::Case {
        subject,
        branches,
        otherwise,
    };
    made(input, bracket.leave(rest), kind)
}

/// What stands between `WHEN` and `THEN`.
type When<'a> = fn(Input<'a>) -> Parsed<'a, Vec<Expr>>;

/// branches = "WHEN" ( one-condition | values ) "THEN" expression { "WHEN" ( one-condition | values ) "THEN" expression }
///
/// Values stand after a subject, and a condition without one.
fn branches<'a>(input: Input<'a>, when: When<'a>) -> Parsed<'a, Vec<CaseBranch>> {
    let mut branches = Vec::new();
    let mut rest = input;
    while branches.is_empty() || rest.word() == Some(Word::When) {
        let (after, _) = word(Word::When)(rest)?;
        let (after, when) = when(after)?;
        let (after, _) = word(Word::Then)(after)?;
        let (after, then) = expression(after)?;
        push_branch(&mut branches, when, then);
        rest = after;
    }
    rest.note(Expected::Word(Word::When));
    Ok((rest, branches))
}

/// one-condition = condition
fn one_condition(input: Input<'_>) -> Parsed<'_, Vec<Expr>> {
    let (rest, condition) = condition(input)?;
    Ok((rest, vec![*condition]))
}

/// values = expression { "," expression }
fn values(input: Input<'_>) -> Parsed<'_, Vec<Expr>> {
    list_of(expression, |value| *value)(input)
}

fn push_branch(branches: &mut Vec<CaseBranch>, when: Vec<Expr>, then: Box<Expr>) {
    branches.push(CaseBranch { when, then: *then });
}
