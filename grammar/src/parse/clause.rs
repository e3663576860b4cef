//! Clauses that read, and the choice of the clause by its first word.

use super::expr::{condition, expression};
use super::pattern::{filter, patterns};
use super::{period, projection, query, subquery, write};
use crate::ast::{Call, Clause, LoadCsv, Match, Name, Ordinality, Unwind, Yield, YieldItem};
use crate::combine::{flag, list, list_until, name, nested, sign, word};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::token::{Sign, TokenKind};
use crate::words::{Reach, Word};
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

/// clause = match | unwind | for | with | return | finish | filter | let | page | create | merge | set | remove | delete | foreach | call | load-csv
pub(super) fn clause(input: Input<'_>) -> Parsed<'_, Clause> {
    match rule(input) {
        Some(rule) => cut(rule).parse(input),
        None => input.miss_group(Group::Clause),
    }
}

/// Whether a clause begins here.
pub(super) fn starts(input: Input<'_>) -> bool {
    rule(input).is_some()
}

type Rule = fn(Input<'_>) -> Parsed<'_, Clause>;

fn rule(input: Input<'_>) -> Option<Rule> {
    Some(match input.word()? {
        Word::Match => matching,
        Word::Optional => optional,
        Word::Unwind => unwind,
        Word::For => for_in,
        Word::With => with,
        Word::Return => returning,
        Word::Finish => finish,
        Word::Filter => filtering,
        Word::Let => letting,
        Word::Order | Word::Skip | Word::Offset | Word::Limit => page,
        Word::Create | Word::Insert => write::create,
        Word::Merge => write::merge,
        Word::Set => write::set,
        Word::Remove => write::remove,
        Word::Delete | Word::Detach | Word::Nodetach => write::delete,
        Word::Foreach => write::foreach,
        Word::Call => call,
        Word::Load => load_csv,
        _ => return None,
    })
}

/// optional = "OPTIONAL" ( match | call )
fn optional(input: Input<'_>) -> Parsed<'_, Clause> {
    match input.nth_word(1) {
        Some(Word::Call) => call(input),
        _ => {
            input.skip(1).note(Expected::Word(Word::Call));
            matching(input)
        }
    }
}

/// match = [ "OPTIONAL" ] "MATCH" patterns [ time-clause ] [ "WHERE" condition ]
fn matching(input: Input<'_>) -> Parsed<'_, Clause> {
    let optional = input.word() == Some(Word::Optional);
    let (rest, _) = word(Word::Match)(input.skip(usize::from(optional)))?;
    let (rest, patterns) = patterns(rest)?;
    let (rest, time) = period::time_clause(rest)?;
    let (rest, filter) = filter(rest)?;
    let clause = Match {
        optional,
        patterns,
        time,
        filter,
        span: input.span_to(rest),
    };
    Ok((rest, Clause::Match(clause)))
}

/// unwind = "UNWIND" expression "AS" name
fn unwind(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::Unwind)(input)?;
    let (rest, list) = expression(rest)?;
    let (rest, _) = word(Word::As)(rest)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let clause = Unwind {
        list,
        variable,
        ordinality: None,
        span: input.span_to(rest),
    };
    Ok((rest, Clause::Unwind(clause)))
}

/// for = "FOR" name "IN" expression [ "WITH" ( "ORDINALITY" | "OFFSET" ) name ]
fn for_in(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::For)(input)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let (rest, _) = word(Word::In)(rest)?;
    let (rest, list) = expression(rest)?;
    let (rest, ordinality) = ordinality(rest)?;
    let clause = Unwind {
        list,
        variable,
        ordinality,
        span: input.span_to(rest),
    };
    Ok((rest, Clause::Unwind(clause)))
}

/// A `WITH` clause may follow instead: what decides is whether a name that is no word of openCypher comes third.
fn ordinality(input: Input<'_>) -> Parsed<'_, Option<(Ordinality, Name)>> {
    let counted = match input.nth_word(1) {
        Some(Word::Ordinality) => Ordinality::Ordinality,
        Some(Word::Offset) => Ordinality::Offset,
        _ => return Ok((input, None)),
    };
    let named = match input.nth_kind(2) {
        Some(TokenKind::Word(word)) => word.reach() == Reach::Free,
        Some(TokenKind::Name | TokenKind::QuotedName) => true,
        _ => false,
    };
    if input.word() != Some(Word::With) || !named {
        return Ok((input, None));
    }
    let (rest, variable) = name(Expected::NewName)(input.skip(2))?;
    Ok((rest, Some((counted, variable))))
}

/// with = "WITH" projection [ "WHERE" condition ]
fn with(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::With)(input)?;
    let (rest, projection) = projection::projection(rest)?;
    let (rest, filter) = filter(rest)?;
    let clause = Clause::With {
        projection,
        filter,
        span: input.span_to(rest),
    };
    Ok((rest, clause))
}

/// return = "RETURN" projection
fn returning(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::Return)(input)?;
    let (rest, projection) = projection::projection(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Clause::Return { projection, span }))
}

/// finish = "FINISH"
fn finish(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, token) = word(Word::Finish)(input)?;
    Ok((rest, Clause::Finish(token.span)))
}

/// filter-clause = "FILTER" [ "WHERE" ] condition
fn filtering(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::Filter)(input)?;
    let (rest, _) = flag(Word::Where)(rest)?;
    let (rest, condition) = condition(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Clause::Filter { condition, span }))
}

/// let = "LET" name "=" expression { "," name "=" expression }
fn letting(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::Let)(input)?;
    let (rest, items) = list(binding)(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Clause::Let { items, span }))
}

fn binding(input: Input<'_>) -> Parsed<'_, (Name, crate::ast::Expr)> {
    let (rest, variable) = name(Expected::NewName)(input)?;
    let (rest, _) = sign(Sign::Equal)(rest)?;
    let (rest, value) = expression(rest)?;
    Ok((rest, (variable, value)))
}

/// page-clause = page, of which at least one part is there
fn page(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, (order, skip, limit)) = projection::page(input)?;
    let clause = Clause::Page {
        order,
        skip,
        limit,
        span: input.span_to(rest),
    };
    Ok((rest, clause))
}

/// call = [ "OPTIONAL" ] "CALL" ( subquery-call | procedure-call )
fn call(input: Input<'_>) -> Parsed<'_, Clause> {
    let optional = input.word() == Some(Word::Optional);
    let (rest, _) = word(Word::Call)(input.skip(usize::from(optional)))?;
    match rest.sign() {
        Some(Sign::LeftBrace | Sign::LeftParen) => {
            let (rest, mut call) = subquery::call(rest)?;
            call.optional = optional;
            call.span = input.span_to(rest);
            Ok((rest, Clause::SubqueryCall(call)))
        }
        _ => {
            rest.note(Expected::Sign(Sign::LeftBrace));
            rest.note(Expected::Sign(Sign::LeftParen));
            let (rest, mut call) = procedure_call(rest)?;
            call.optional = optional;
            call.span = input.span_to(rest);
            Ok((rest, Clause::Call(call)))
        }
    }
}

/// procedure-call = dotted-name [ "(" [ expression { "," expression } ] ")" ] [ yield ]
fn procedure_call(input: Input<'_>) -> Parsed<'_, Call> {
    let (rest, name) = super::call::dotted(input, Expected::Procedure)?;
    let (rest, arguments) = match rest.sign() {
        Some(Sign::LeftParen) => nested(rest, |input| {
            list_until(expression, Sign::RightParen)
                .map(Some)
                .parse(input.skip(1))
        })?,
        _ => {
            rest.note(Expected::Sign(Sign::LeftParen));
            (rest, None)
        }
    };
    let (rest, yields) = opt(yields).parse(rest)?;
    let call = Call {
        optional: false,
        name,
        arguments,
        yields,
        span: input.span_to(rest),
    };
    Ok((rest, call))
}

/// yield = "YIELD" ( "*" | yielded { "," yielded } ) [ "WHERE" condition ]
fn yields(input: Input<'_>) -> Parsed<'_, Yield> {
    let (rest, _) = word(Word::Yield)(input)?;
    let (rest, items) = match rest.sign() {
        Some(Sign::Star) => (rest.skip(1), Vec::new()),
        _ => {
            rest.note(Expected::Sign(Sign::Star));
            cut(list(yielded)).parse(rest)?
        }
    };
    let star = items.is_empty();
    let (rest, filter) = filter(rest)?;
    let span = input.span_to(rest);
    let yields = Yield {
        star,
        items,
        filter,
        span,
    };
    Ok((rest, yields))
}

/// yielded = column [ "AS" name ]
fn yielded(input: Input<'_>) -> Parsed<'_, YieldItem> {
    let (rest, column) = name(Expected::Column)(input)?;
    let alias = preceded(word(Word::As), cut(name(Expected::NewName)));
    let (rest, alias) = opt(alias).parse(rest)?;
    Ok((rest, YieldItem { column, alias }))
}

/// load-csv = "LOAD" "CSV" [ "WITH" "HEADERS" ] "FROM" expression "AS" name [ "FIELDTERMINATOR" string ]
fn load_csv(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = (word(Word::Load), word(Word::Csv)).parse(input)?;
    let (rest, headers) = opt((word(Word::With), cut(word(Word::Headers)))).parse(rest)?;
    let (rest, _) = word(Word::From)(rest)?;
    let (rest, source) = expression(rest)?;
    let (rest, _) = word(Word::As)(rest)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let separator = preceded(word(Word::Fieldterminator), cut(super::literal::string));
    let (rest, separator) = opt(separator).parse(rest)?;
    let clause = LoadCsv {
        headers: headers.is_some(),
        source,
        variable,
        separator,
        span: input.span_to(rest),
    };
    Ok((rest, Clause::LoadCsv(clause)))
}

/// A body in braces, for a subquery.
pub(super) fn braced(input: Input<'_>) -> Parsed<'_, crate::ast::Body> {
    nested(input, |input| {
        let (rest, _) = sign(Sign::LeftBrace)(input)?;
        let (rest, body) = query::body(rest)?;
        let (rest, _) = sign(Sign::RightBrace)(rest)?;
        Ok((rest, body))
    })
}
