//! Lists and what runs over them: literals, comprehensions, quantifiers, `reduce`.

use super::expr::{Whole, condition, expression, expressions, made};
use super::{ahead, function, pattern};
use crate::ast::{Expr, ExprKind, ListQuantifier, Name};
use crate::combine::{after, name, open, sign, unless, word};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;

/// list = "[" ( literal-list | comprehension | pattern-comprehension ) "]"
pub(super) fn list(input: Input<'_>) -> Whole<'_> {
    let inside = match () {
        () if is_comprehension(input) => comprehension,
        () if is_pattern(input) => pattern_comprehension,
        () => literal_list,
    };
    let (rest, bracket) = open(input, Sign::LeftBracket)?;
    let (rest, kind) = inside(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightBracket)?;
    made(input, rest, kind)
}

/// literal-list = [ expressions ]
fn literal_list(input: Input<'_>) -> Parsed<'_, ExprKind> {
    let (rest, items) = unless(Sign::RightBracket, expressions)(input)?;
    Ok((rest, ExprKind::List(items)))
}

/// `[x IN list ..]`, unless a comma shows that `x IN list` is but the first of several elements.
fn is_comprehension(input: Input<'_>) -> bool {
    if !function::is_element(input, 1) {
        return false;
    }
    let Some(end) = input.partner(0) else {
        return true;
    };
    let (mut at, mut open) = (3, None);
    while at < end {
        if input.nth_sign(at) == Some(Sign::Comma) && open.unwrap_or(0) == 0 {
            return false;
        }
        open = open_branches(input, at, open);
        at = input.partner(at).unwrap_or(at) + 1;
    }
    true
}

/// How many WHENs wait for their THEN behind a token, where commas part the values of a CASE; `None` before any CASE.
fn open_branches(input: Input<'_>, at: usize, open: Option<usize>) -> Option<usize> {
    if at > 0 && input.nth_sign(at - 1) == Some(Sign::Dot) {
        return open;
    }
    match (input.nth_word(at), open) {
        (Some(Word::Case), None) => Some(0),
        (Some(Word::When), Some(count)) => Some(count + 1),
        (Some(Word::Then), Some(count)) => Some(count.saturating_sub(1)),
        _ => open,
    }
}

/// `[(a)-->(b) ..]` or `[p = (a)-->(b) ..]`.
fn is_pattern(input: Input<'_>) -> bool {
    let named = input.nth_is_name(1) && input.nth_sign(2) == Some(Sign::Equal);
    let begin = if named { 3 } else { 1 };
    ahead::pattern(input.skip(begin))
}

/// comprehension = element mapped
fn comprehension(input: Input<'_>) -> Parsed<'_, ExprKind> {
    let (rest, (variable, list, filter)) = element(input)?;
    let (rest, map) = mapped(rest)?;
    let kind = ExprKind::ListComprehension {
        variable,
        list,
        filter,
        map,
    };
    Ok((rest, kind))
}

/// mapped = [ "|" expression ]
fn mapped(input: Input<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    if input.sign() != Some(Sign::Bar) {
        input.note(Expected::Sign(Sign::Bar));
        return Ok((input, None));
    }
    let (rest, map) = expression(input.skip(1))?;
    Ok((rest, Some(map)))
}

/// pattern-comprehension = path-pattern filter "|" expression
fn pattern_comprehension(input: Input<'_>) -> Parsed<'_, ExprKind> {
    let (rest, pattern) = pattern::path_pattern(input)?;
    let (rest, filter) = barred_filter(rest)?;
    let (rest, _) = sign(Sign::Bar)(rest)?;
    let (rest, map) = expression(rest)?;
    let kind = ExprKind::PatternComprehension {
        pattern,
        filter,
        map,
    };
    Ok((rest, kind))
}

/// list-function = ( "FILTER" | "EXTRACT" ) "(" comprehension ")"
///
/// The older spelling of a list comprehension.
pub(super) fn list_function(input: Input<'_>) -> Whole<'_> {
    let (rest, bracket) = open(input.skip(1), Sign::LeftParen)?;
    let (rest, kind) = comprehension(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    made(input, rest, kind)
}

type Element = (Name, Box<Expr>, Option<Box<Expr>>);

/// element = name "IN" expression filter
fn element(input: Input<'_>) -> Parsed<'_, Element> {
    let (rest, variable) = name(Expected::NewName)(input)?;
    let (rest, _) = word(Word::In)(rest)?;
    let (rest, list) = barred(rest, expression)?;
    let (rest, filter) = barred_filter(rest)?;
    Ok((rest, (variable, list, filter)))
}

/// A filter before a bar.
fn barred_filter(input: Input<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    after(Word::Where, |input| barred(input, condition))(input)
}

/// The rule where a `|` outside brackets ends the expression.
pub(super) fn barred<'a>(input: Input<'a>, rule: fn(Input<'a>) -> Whole<'a>) -> Whole<'a> {
    let mut barred = input;
    barred.scope.bar_ends = true;
    let (rest, expr) = rule(barred)?;
    Ok((rest.within(input.scope), expr))
}

/// quantified = ( "ALL" | "ANY" | "NONE" | "SINGLE" ) "(" element ")"
pub(super) fn quantified(input: Input<'_>, word: Word) -> Whole<'_> {
    let quantifier = match word {
        Word::All => ListQuantifier::All,
        Word::Any => ListQuantifier::Any,
        Word::None => ListQuantifier::None,
        _ => ListQuantifier::Single,
    };
    let (rest, bracket) = open(input.skip(1), Sign::LeftParen)?;
    let (rest, (variable, list, filter)) = element(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    let kind = ExprKind::Quantified {
        quantifier,
        variable,
        list,
        filter,
    };
    made(input, rest, kind)
}

/// reduce = "REDUCE" "(" name "=" expression "," name "IN" expression "|" expression ")"
pub(super) fn reduce(input: Input<'_>) -> Whole<'_> {
    let (rest, bracket) = open(input.skip(1), Sign::LeftParen)?;
    let (rest, accumulator) = name(Expected::NewName)(rest)?;
    let (rest, _) = sign(Sign::Equal)(rest)?;
    let (rest, initial) = expression(rest)?;
    let (rest, _) = sign(Sign::Comma)(rest)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let (rest, _) = word(Word::In)(rest)?;
    let (rest, list) = barred(rest, expression)?;
    let (rest, _) = sign(Sign::Bar)(rest)?;
    let (rest, step) = expression(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    let kind = ExprKind::Reduce {
        accumulator,
        initial,
        variable,
        list,
        step,
    };
    made(input, rest, kind)
}
