//! The small parsers that rules are built from: single tokens, names, lists, brackets and the depth guard.

use crate::ast::Name;
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed, Scope};
use crate::lexer::unquote_name;
use crate::token::{Sign, Token, TokenKind};
use crate::words::Word;

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

/// name = bare | quoted-name
///
/// Also a bare name that is spelled like a word.
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

/// A word and what it introduces, or neither: once the word stands, the rule must fit.
pub(crate) fn after<'a, O>(
    lead: Word,
    rule: impl Fn(Input<'a>) -> Parsed<'a, O>,
) -> impl Fn(Input<'a>) -> Parsed<'a, Option<O>> {
    move |input| {
        if input.word() != Some(lead) {
            input.note(Expected::Word(lead));
            return Ok((input, None));
        }
        let (rest, output) = rule(input.skip(1))?;
        Ok((rest, Some(output)))
    }
}

/// One or more items with commas between them.
pub(crate) fn list<'a, O>(
    item: impl Fn(Input<'a>) -> Parsed<'a, O>,
) -> impl Fn(Input<'a>) -> Parsed<'a, Vec<O>> {
    list_of(item, |item| item)
}

/// One or more items with commas between them, each put into its final shape as it is read.
///
/// What an item parser returns passes through many calls, so that large things travel in boxes and are unpacked here.
pub(crate) fn list_of<'a, T, O>(
    item: impl Fn(Input<'a>) -> Parsed<'a, T>,
    finish: impl Fn(T) -> O,
) -> impl Fn(Input<'a>) -> Parsed<'a, Vec<O>> {
    move |input| {
        let (mut rest, first) = item(input)?;
        let mut items = vec![finish(first)];
        while rest.sign() == Some(Sign::Comma) {
            let (after, next) = item(rest.skip(1))?;
            items.push(finish(next));
            rest = after;
        }
        rest.note(Expected::Sign(Sign::Comma));
        Ok((rest, items))
    }
}

/// Items, or nothing before the closing bracket.
pub(crate) fn unless<'a, O>(
    closing: Sign,
    items: impl Fn(Input<'a>) -> Parsed<'a, Vec<O>>,
) -> impl Fn(Input<'a>) -> Parsed<'a, Vec<O>> {
    move |input| {
        if input.sign() == Some(closing) {
            return Ok((input, Vec::new()));
        }
        input.note(Expected::Sign(closing));
        items(input)
    }
}

/// What holds outside a bracket, to be restored behind it.
pub(crate) struct Bracket {
    depth: u16,
    scope: Scope,
}

/// An opening sign: what follows stands one level deeper, where a bar ends nothing.
pub(crate) fn open(input: Input<'_>, opening: Sign) -> Parsed<'_, Bracket> {
    let (rest, _) = sign(opening)(input)?;
    enter(rest)
}

/// The same place, one level deeper.
pub(crate) fn enter(input: Input<'_>) -> Parsed<'_, Bracket> {
    if input.depth >= MAX_DEPTH {
        let message = format!("nested deeper than {MAX_DEPTH} levels");
        let span = input.span();
        return Err(Problem::report(Detail::NestingTooDeep, span, message));
    }
    let bracket = Bracket {
        depth: input.depth,
        scope: input.scope,
    };
    let mut inner = input;
    inner.depth += 1;
    inner.scope.bar_ends = false;
    Ok((inner, bracket))
}

impl Bracket {
    /// The closing sign, and the input behind it.
    pub(crate) fn close(self, input: Input<'_>, closing: Sign) -> Parsed<'_, ()> {
        let (rest, _) = sign(closing)(input)?;
        Ok((self.leave(rest), ()))
    }

    pub(crate) fn leave(self, input: Input<'_>) -> Input<'_> {
        let mut outer = input.within(self.scope);
        outer.depth = self.depth;
        outer
    }
}

/// What a box holds, if there is one.
pub(crate) fn unboxed<T>(boxed: Option<Box<T>>) -> Option<T> {
    boxed.map(|inner| *inner)
}

/// count = digits
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
