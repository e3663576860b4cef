//! Subqueries: in expressions, and as calls.

use super::clause::{self, braced};
use super::pattern::{filter, patterns};
use super::period;
use crate::ast::{
    Expr, ExprKind, Name, Subquery, SubqueryBody, SubqueryCall, SubqueryKind, SubqueryPattern,
};
use crate::combine::{list_until, name, nested, sign};
use crate::expected::Expected;
use crate::input::{Input, Parsed, Scope};
use crate::token::{Sign, TokenKind};
use crate::words::Word;
use nom::Parser;
use nom::combinator::cut;

/// Whether a brace follows the word that holds a query or pattern and no map projection.
pub(super) fn starts(input: Input<'_>) -> bool {
    if input.nth_sign(1) != Some(Sign::LeftBrace) {
        return false;
    }
    match input.nth_kind(2) {
        Some(TokenKind::Sign(Sign::Dot | Sign::RightBrace)) => false,
        Some(kind) if kind.is_name() => !matches!(
            input.nth_sign(3),
            Some(Sign::Colon | Sign::Comma | Sign::RightBrace)
        ),
        _ => true,
    }
}

/// subquery = ( "EXISTS" | "COUNT" | "COLLECT" ) "{" ( body | patterns [ time-clause ] [ "WHERE" condition ] ) "}"
pub(super) fn subquery(input: Input<'_>, word: Word) -> Parsed<'_, Expr> {
    let kind = match word {
        Word::Exists => SubqueryKind::Exists,
        Word::Count => SubqueryKind::Count,
        _ => SubqueryKind::Collect,
    };
    let (rest, body) = match is_query(input.skip(2)) {
        true => cut(query).parse(input.skip(1))?,
        false => cut(bare).parse(input.skip(1))?,
    };
    let kind = ExprKind::Subquery(Box::new(Subquery { kind, body }));
    let span = input.span_to(rest);
    Ok((rest, Expr { kind, span }))
}

/// Whether a clause stands here and no path variable of the same name.
fn is_query(input: Input<'_>) -> bool {
    clause::starts(input) && input.nth_sign(1) != Some(Sign::Equal)
}

fn query(input: Input<'_>) -> Parsed<'_, SubqueryBody> {
    let (rest, body) = braced(input.within(Scope::default()))?;
    Ok((rest.within(input.scope), SubqueryBody::Query(body)))
}

fn bare(input: Input<'_>) -> Parsed<'_, SubqueryBody> {
    let (rest, pattern) = nested(input, |input| {
        let inside = input.skip(1);
        inside.note_group(crate::expected::Group::Clause);
        let (rest, patterns) = patterns(inside)?;
        let (rest, time) = period::time_clause(rest)?;
        let (rest, filter) = filter(rest)?;
        let (rest, _) = sign(Sign::RightBrace)(rest)?;
        let pattern = SubqueryPattern {
            patterns,
            time: time.map(Box::new),
            filter: filter.map(Box::new),
        };
        Ok((rest, pattern))
    })?;
    Ok((rest, SubqueryBody::Pattern(pattern)))
}

/// subquery-call = [ "(" ( "*" | [ name { "," name } ] ) ")" ] "{" body "}"
pub(super) fn call(input: Input<'_>) -> Parsed<'_, SubqueryCall> {
    let (rest, (imports, import_all)) = match input.sign() {
        Some(Sign::LeftParen) => imports(input.skip(1))?,
        _ => (input, (None, false)),
    };
    let (rest, body) = cut(braced).parse(rest)?;
    let call = SubqueryCall {
        optional: false,
        imports,
        import_all,
        body,
        span: input.span_to(rest),
    };
    Ok((rest, call))
}

fn imports(input: Input<'_>) -> Parsed<'_, (Option<Vec<Name>>, bool)> {
    if input.sign() == Some(Sign::Star) {
        let (rest, _) = cut(sign(Sign::RightParen)).parse(input.skip(1))?;
        return Ok((rest, (None, true)));
    }
    input.note(Expected::Sign(Sign::Star));
    let (rest, names) = cut(list_until(name(Expected::Variable), Sign::RightParen)).parse(input)?;
    Ok((rest, (Some(names), false)))
}
