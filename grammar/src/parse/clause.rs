//! Clauses that read, and the choice of the clause by its first word.

use super::expr::{condition, expression};
use super::pattern::{filter, patterns};
use super::{call, literal, period, projection, write};
use crate::ast::{
    Clause, Expr, LoadCsv, Match, Name, Ordinality, PathPattern, Projection, TimeClause, Unwind,
};
use crate::combine::{after, flag, list_of, name, sign, unboxed, word};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::span::Span;
use crate::token::{Sign, TokenKind};
use crate::words::{Reach, Word};
use nom::Parser;
use nom::combinator::opt;

/// What every rule of a clause returns: boxed, since it passes through many calls.
pub(super) type Step<'a> = Parsed<'a, Box<Clause>>;

/// clause = matching | unwind | for-in | with | returning | finish | filtering | letting | page-clause | create | merge | set | remove | delete | foreach | call-clause | load-csv
pub(super) fn clause(input: Input<'_>) -> Step<'_> {
    match rule(input) {
        Some(rule) => rule(input),
        None => input.miss_group(Group::Clause),
    }
}

/// Whether a clause begins here.
pub(super) fn starts(input: Input<'_>) -> bool {
    rule(input).is_some()
}

type Rule = for<'a> fn(Input<'a>) -> Step<'a>;

fn rule(input: Input<'_>) -> Option<Rule> {
    let rule: Rule = match input.word()? {
        Word::Match => matching,
        Word::Optional if input.nth_word(1) == Some(Word::Call) => call::call_clause,
        Word::Optional => matching,
        Word::Unwind => unwind,
        Word::For => for_in,
        Word::With => with,
        Word::Return => returning,
        Word::Finish => finish,
        Word::Filter => filtering,
        Word::Let => letting,
        Word::Order | Word::Skip | Word::Offset | Word::Limit => page_clause,
        Word::Create | Word::Insert => write::create,
        Word::Merge => write::merge,
        Word::Set => write::set,
        Word::Remove => write::remove,
        Word::Delete | Word::Detach | Word::Nodetach => write::delete,
        Word::Foreach => write::foreach,
        Word::Call => call::call_clause,
        Word::Load => load_csv,
        _ => return None,
    };
    Some(rule)
}

/// matching = [ "OPTIONAL" ] "MATCH" patterns [ time-clause ] filter
fn matching(input: Input<'_>) -> Step<'_> {
    let (rest, optional) = flag(Word::Optional)(input)?;
    if optional {
        rest.note(Expected::Word(Word::Call));
    }
    let (rest, _) = word(Word::Match)(rest)?;
    let (rest, patterns) = patterns(rest)?;
    let (rest, time) = period::time_clause(rest)?;
    let (rest, filter) = filter(rest)?;
    let span = input.span_to(rest);
    Ok((rest, matched(optional, patterns, time, filter, span)))
}

fn matched(
    optional: bool,
    patterns: Vec<PathPattern>,
    time: Option<Box<TimeClause>>,
    filter: Option<Box<Expr>>,
    span: Span,
) -> Box<Clause> {
    Box::new(Clause::Match(Match {
        optional,
        patterns,
        time: unboxed(time),
        filter: unboxed(filter),
        span,
    }))
}

/// unwind = "UNWIND" expression "AS" name
fn unwind(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::Unwind)(input)?;
    let (rest, list) = expression(rest)?;
    let (rest, _) = word(Word::As)(rest)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let span = input.span_to(rest);
    Ok((rest, unwound(list, variable, None, span)))
}

/// for-in = "FOR" name "IN" expression [ ordinality ]
fn for_in(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::For)(input)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let (rest, _) = word(Word::In)(rest)?;
    let (rest, list) = expression(rest)?;
    let (rest, ordinality) = ordinality(rest)?;
    let span = input.span_to(rest);
    Ok((rest, unwound(list, variable, ordinality, span)))
}

fn unwound(
    list: Box<Expr>,
    variable: Name,
    ordinality: Option<(Ordinality, Name)>,
    span: Span,
) -> Box<Clause> {
    Box::new(Clause::Unwind(Unwind {
        list: *list,
        variable,
        ordinality,
        span,
    }))
}

/// ordinality = "WITH" ( "ORDINALITY" | "OFFSET" ) name
///
/// A `WITH` clause may follow instead: what decides is whether a name that is no word of openCypher comes third.
fn ordinality(input: Input<'_>) -> Parsed<'_, Option<(Ordinality, Name)>> {
    if input.word() != Some(Word::With) {
        return Ok((input, None));
    }
    let counted = match input.nth_word(1) {
        Some(Word::Ordinality) => Ordinality::Ordinality,
        Some(Word::Offset) => Ordinality::Offset,
        _ => {
            input.skip(1).note_words(&[Word::Ordinality, Word::Offset]);
            return Ok((input, None));
        }
    };
    let named = match input.nth_kind(2) {
        Some(TokenKind::Word(word)) => word.reach() == Reach::Free,
        Some(TokenKind::Name | TokenKind::QuotedName) => true,
        _ => false,
    };
    if !named {
        return Ok((input, None));
    }
    let (rest, variable) = name(Expected::NewName)(input.skip(2))?;
    Ok((rest, Some((counted, variable))))
}

/// with = "WITH" projection filter
fn with(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::With)(input)?;
    let (rest, projection) = projection::projection(rest)?;
    let (rest, filter) = filter(rest)?;
    let span = input.span_to(rest);
    Ok((rest, passed(projection, filter, span)))
}

fn passed(projection: Box<Projection>, filter: Option<Box<Expr>>, span: Span) -> Box<Clause> {
    Box::new(Clause::With {
        projection: *projection,
        filter: unboxed(filter),
        span,
    })
}

/// returning = "RETURN" projection
fn returning(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::Return)(input)?;
    let (rest, projection) = projection::projection(rest)?;
    let span = input.span_to(rest);
    Ok((rest, returned(projection, span)))
}

fn returned(projection: Box<Projection>, span: Span) -> Box<Clause> {
    Box::new(Clause::Return {
        projection: *projection,
        span,
    })
}

/// finish = "FINISH"
fn finish(input: Input<'_>) -> Step<'_> {
    let (rest, token) = word(Word::Finish)(input)?;
    Ok((rest, Box::new(Clause::Finish(token.span))))
}

/// filtering = "FILTER" [ "WHERE" ] condition
fn filtering(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::Filter)(input)?;
    let (rest, _) = flag(Word::Where)(rest)?;
    let (rest, condition) = condition(rest)?;
    let span = input.span_to(rest);
    Ok((rest, filtered(condition, span)))
}

fn filtered(condition: Box<Expr>, span: Span) -> Box<Clause> {
    Box::new(Clause::Filter {
        condition: *condition,
        span,
    })
}

/// letting = "LET" binding { "," binding }
fn letting(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::Let)(input)?;
    let (rest, items) = list_of(binding, |(name, value)| (name, *value))(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Box::new(Clause::Let { items, span })))
}

/// binding = name "=" expression
fn binding(input: Input<'_>) -> Parsed<'_, (Name, Box<Expr>)> {
    let (rest, variable) = name(Expected::NewName)(input)?;
    let (rest, _) = sign(Sign::Equal)(rest)?;
    let (rest, value) = expression(rest)?;
    Ok((rest, (variable, value)))
}

/// page-clause = page
///
/// At least one of its parts is there, since its first word decided for it.
fn page_clause(input: Input<'_>) -> Step<'_> {
    let (rest, (order, skip, limit)) = projection::page(input)?;
    let clause = Clause::Page {
        order,
        skip: unboxed(skip),
        limit: unboxed(limit),
        span: input.span_to(rest),
    };
    Ok((rest, Box::new(clause)))
}

/// load-csv = "LOAD" "CSV" [ "WITH" "HEADERS" ] "FROM" expression "AS" name [ "FIELDTERMINATOR" string ]
fn load_csv(input: Input<'_>) -> Step<'_> {
    let (rest, _) = (word(Word::Load), word(Word::Csv)).parse(input)?;
    let (rest, headers) = opt((word(Word::With), word(Word::Headers))).parse(rest)?;
    let (rest, _) = word(Word::From)(rest)?;
    let (rest, source) = expression(rest)?;
    let (rest, _) = word(Word::As)(rest)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let (rest, separator) = after(Word::Fieldterminator, literal::string)(rest)?;
    let clause = LoadCsv {
        headers: headers.is_some(),
        source: *source,
        variable,
        separator,
        span: input.span_to(rest),
    };
    Ok((rest, Box::new(Clause::LoadCsv(clause))))
}
