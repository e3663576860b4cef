//! The small parsers that rules are built from: single tokens, names, lists, brackets and the depth guard.

use crate::ast::Name;
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::lexer::unquote_name;
use crate::token::{Sign, Token, TokenKind};
use crate::words::Word;
use nom::Parser;
use nom::combinator::cut;

/// How many brackets may stand inside each other.
pub(crate) const MAX_DEPTH: u16 = 128;

/// The one word.
pub(crate) fn word<'a>(wanted: Word) -> impl Fn(Input<'a>) -> Parsed<'a, Token> {
    move |input| match input.nth(0) {
        Some(token) if token.kind == TokenKind::Word(wanted) => Ok((input.skip(1), token)),
        _ => input.miss(Expected::Word(wanted)),
    }
}

/// The one sign.
pub(crate) fn sign<'a>(wanted: Sign) -> impl Fn(Input<'a>) -> Parsed<'a, Token> {
    move |input| match input.nth(0) {
        Some(token) if token.kind == TokenKind::Sign(wanted) => Ok((input.skip(1), token)),
        _ => input.miss(Expected::Sign(wanted)),
    }
}

/// Any name, quoted or not, also when it is spelled like a word.
pub(crate) fn name<'a>(wanted: Expected) -> impl Fn(Input<'a>) -> Parsed<'a, Name> {
    move |input| match input.nth(0) {
        Some(token) if token.kind.is_name() => Ok((input.skip(1), read_name(input, token))),
        _ => input.miss(wanted),
    }
}

/// The name that a token says.
pub(crate) fn read_name(input: Input<'_>, token: Token) -> Name {
    let written = input.text(token);
    let text = match token.kind {
        TokenKind::QuotedName => unquote_name(written),
        _ => written.to_string(),
    };
    Name {
        text,
        span: token.span,
    }
}

/// Whether a word stood here; it is read if so.
pub(crate) fn flag<'a>(wanted: Word) -> impl Fn(Input<'a>) -> Parsed<'a, bool> {
    move |input| match input.word() == Some(wanted) {
        true => Ok((input.skip(1), true)),
        false => {
            input.note(Expected::Word(wanted));
            Ok((input, false))
        }
    }
}

/// item { "," item }
pub(crate) fn list<'a, O>(
    item: impl Fn(Input<'a>) -> Parsed<'a, O>,
) -> impl Fn(Input<'a>) -> Parsed<'a, Vec<O>> {
    move |input| {
        let (mut rest, first) = item(input)?;
        let mut items = vec![first];
        while rest.sign() == Some(Sign::Comma) {
            let (after, next) = cut(&item).parse(rest.skip(1))?;
            items.push(next);
            rest = after;
        }
        rest.note(Expected::Sign(Sign::Comma));
        Ok((rest, items))
    }
}

/// [ item { "," item } ] closing, after the opening bracket.
pub(crate) fn list_until<'a, O>(
    item: impl Fn(Input<'a>) -> Parsed<'a, O>,
    closing: Sign,
) -> impl Fn(Input<'a>) -> Parsed<'a, Vec<O>> {
    move |input| {
        if input.sign() == Some(closing) {
            return Ok((input.skip(1), Vec::new()));
        }
        input.note(Expected::Sign(closing));
        let (rest, items) = list(&item)(input)?;
        let (rest, _) = sign(closing)(rest)?;
        Ok((rest, items))
    }
}

/// What stands in brackets: one level deeper, where a bar ends nothing.
pub(crate) fn nested<'a, O>(
    input: Input<'a>,
    inner: impl FnOnce(Input<'a>) -> Parsed<'a, O>,
) -> Parsed<'a, O> {
    if input.depth >= MAX_DEPTH {
        return Err(too_deep(input));
    }
    let outer = input.context.height.replace(0);
    let mut deeper = input;
    deeper.depth += 1;
    deeper.scope.bar_ends = false;
    let (mut rest, output) = inner(deeper)?;
    rest.depth = input.depth;
    rest.scope = input.scope;
    let height = input.context.height.get() + 1;
    input.context.height.set(outer.max(height));
    Ok((rest, output))
}

/// The error of a text that nests deeper than anything sensible.
pub(crate) fn too_deep(input: Input<'_>) -> nom::Err<Problem> {
    Problem::report(
        Detail::NestingTooDeep,
        input.span(),
        format!("nested deeper than {MAX_DEPTH} levels"),
    )
}

/// An unsigned decimal integer.
pub(crate) fn count(input: Input<'_>) -> Parsed<'_, u64> {
    let Some(token) = input
        .nth(0)
        .filter(|token| token.kind == TokenKind::Integer)
    else {
        return input.miss(Expected::Integer);
    };
    match input.text(token).parse() {
        Ok(number) => Ok((input.skip(1), number)),
        Err(_) => Err(Problem::report(
            Detail::IntegerOverflow,
            token.span,
            format!("`{}` is no count", input.text(token)),
        )),
    }
}
