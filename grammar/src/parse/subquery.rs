//! Subqueries: in expressions, and as calls.

use super::expr::{Whole, made};
use super::pattern::{filter, patterns};
use super::{clause, period, query};
use crate::ast::{
    Body, ExprKind, Name, Subquery, SubqueryBody, SubqueryCall, SubqueryKind, SubqueryPattern,
};
use crate::combine::{list, name, open, sign, unless};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::token::{Sign, TokenKind};
use crate::words::Word;

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

/// subquery = ( "EXISTS" | "COUNT" | "COLLECT" ) ( braced | bare )
pub(super) fn subquery(input: Input<'_>, word: Word) -> Whole<'_> {
    let kind = match word {
        Word::Exists => SubqueryKind::Exists,
        Word::Count => SubqueryKind::Count,
        _ => SubqueryKind::Collect,
    };
    let (rest, body) = match is_query(input.skip(2)) {
        true => {
            let (rest, body) = braced(input.skip(1))?;
            (rest, SubqueryBody::Query(body))
        }
        false => {
            let (rest, pattern) = bare(input.skip(1))?;
            (rest, SubqueryBody::Pattern(pattern))
        }
    };
    let subquery = Box::new(Subquery { kind, body });
    made(input, rest, ExprKind::Subquery(subquery))
}

/// Whether a clause stands here and no path variable of the same name.
fn is_query(input: Input<'_>) -> bool {
    clause::starts(input) && input.nth_sign(1) != Some(Sign::Equal)
}

/// braced = "{" body "}"
fn braced(input: Input<'_>) -> Parsed<'_, Body> {
    let (rest, bracket) = open(input, Sign::LeftBrace)?;
    let (rest, body) = query::body(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightBrace)?;
    Ok((rest, body))
}

/// bare = "{" patterns [ time-clause ] filter "}"
fn bare(input: Input<'_>) -> Parsed<'_, SubqueryPattern> {
    let (rest, bracket) = open(input, Sign::LeftBrace)?;
    rest.note_group(Group::Clause);
    let (rest, patterns) = patterns(rest)?;
    let (rest, time) = period::time_clause(rest)?;
    let (rest, filter) = filter(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightBrace)?;
    let pattern = SubqueryPattern {
        patterns,
        time,
        filter,
    };
    Ok((rest, pattern))
}

/// subquery-call = [ imports ] braced
pub(super) fn subquery_call(input: Input<'_>) -> Parsed<'_, SubqueryCall> {
    let (rest, (imports, import_all)) = match input.sign() {
        Some(Sign::LeftParen) => imports(input.skip(1))?,
        _ => (input, (None, false)),
    };
    let (rest, body) = braced(rest)?;
    let call = SubqueryCall {
        optional: false,
        imports,
        import_all,
        body,
        span: input.span_to(rest),
    };
    Ok((rest, call))
}

/// imports = "(" "*" ")" | "(" [ name { "," name } ] ")"
fn imports(input: Input<'_>) -> Parsed<'_, (Option<Vec<Name>>, bool)> {
    if input.sign() == Some(Sign::Star) {
        let (rest, _) = sign(Sign::RightParen)(input.skip(1))?;
        return Ok((rest, (None, true)));
    }
    input.note(Expected::Sign(Sign::Star));
    let names = list(name(Expected::Variable));
    let (rest, names) = unless(Sign::RightParen, names)(input)?;
    let (rest, _) = sign(Sign::RightParen)(rest)?;
    Ok((rest, (Some(names), false)))
}
