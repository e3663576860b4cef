//! The clause `CALL`: of a procedure, or of a subquery.

use super::clause::Step;
use super::expr::expressions;
use super::function::dotted;
use super::pattern::filter;
use super::subquery;
use crate::ast::{Call, Clause, Name, Yield, YieldItem};
use crate::combine::{after, flag, list, name, open, unboxed, unless, word};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;

/// call-clause = [ "OPTIONAL" ] "CALL" ( subquery-call | procedure-call )
pub(super) fn call_clause(input: Input<'_>) -> Step<'_> {
    let (rest, optional) = flag(Word::Optional)(input)?;
    let (rest, _) = word(Word::Call)(rest)?;
    if let Some(Sign::LeftBrace | Sign::LeftParen) = rest.sign() {
        let (rest, mut call) = subquery::subquery_call(rest)?;
        call.optional = optional;
        call.span = input.span_to(rest);
        return Ok((rest, Box::new(Clause::SubqueryCall(call))));
    }
    rest.note(Expected::Sign(Sign::LeftBrace));
    rest.note(Expected::Sign(Sign::LeftParen));
    let (rest, mut call) = procedure_call(rest)?;
    call.optional = optional;
    call.span = input.span_to(rest);
    Ok((rest, Box::new(Clause::Call(*call))))
}

/// procedure-call = dotted [ arguments ] [ yields ]
fn procedure_call(input: Input<'_>) -> Parsed<'_, Box<Call>> {
    let (rest, name) = dotted(input, Expected::Procedure)?;
    let (rest, arguments) = arguments(rest)?;
    let (rest, yields) = match rest.word() {
        Some(Word::Yield) => yields(rest)?,
        _ => {
            rest.note(Expected::Word(Word::Yield));
            (rest, None)
        }
    };
    let call = Call {
        optional: false,
        name,
        arguments,
        yields: unboxed(yields),
        span: input.span_to(rest),
    };
    Ok((rest, Box::new(call)))
}

/// arguments = "(" [ expressions ] ")"
fn arguments(input: Input<'_>) -> Parsed<'_, Option<Vec<crate::ast::Expr>>> {
    if input.sign() != Some(Sign::LeftParen) {
        input.note(Expected::Sign(Sign::LeftParen));
        return Ok((input, None));
    }
    let (rest, bracket) = open(input, Sign::LeftParen)?;
    let (rest, arguments) = unless(Sign::RightParen, expressions)(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    Ok((rest, Some(arguments)))
}

/// yields = "YIELD" ( "*" | yielded { "," yielded } ) filter
fn yields(input: Input<'_>) -> Parsed<'_, Option<Box<Yield>>> {
    let (rest, _) = word(Word::Yield)(input)?;
    let star = rest.sign() == Some(Sign::Star);
    let (rest, items) = match star {
        true => (rest.skip(1), Vec::new()),
        false => {
            rest.note(Expected::Sign(Sign::Star));
            list(yielded)(rest)?
        }
    };
    let (rest, filter) = filter(rest)?;
    let yields = Yield {
        star,
        items,
        filter: unboxed(filter),
        span: input.span_to(rest),
    };
    Ok((rest, Some(Box::new(yields))))
}

/// yielded = name [ "AS" name ]
fn yielded(input: Input<'_>) -> Parsed<'_, YieldItem> {
    let (rest, column) = name(Expected::Column)(input)?;
    let (rest, alias): (_, Option<Name>) = after(Word::As, name(Expected::NewName))(rest)?;
    Ok((rest, YieldItem { column, alias }))
}
