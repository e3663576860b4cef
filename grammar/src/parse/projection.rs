//! What `WITH` and `RETURN` share: columns, order, and how many rows.

use super::expr::expression;
use crate::ast::{Expr, Name, Projection, ProjectionItem, SortKey};
use crate::combine::{after, flag, list_of, name, unboxed, word};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;

/// projection = [ "DISTINCT" ] columns page
pub(super) fn projection(input: Input<'_>) -> Parsed<'_, Box<Projection>> {
    let (rest, distinct) = flag(Word::Distinct)(input)?;
    let (rest, (star, items)) = columns(rest)?;
    let (rest, (order, skip, limit)) = page(rest)?;
    let projection = Projection {
        distinct,
        star,
        items,
        order,
        skip: unboxed(skip),
        limit: unboxed(limit),
    };
    Ok((rest, Box::new(projection)))
}

/// columns = "*" { "," column } | column { "," column }
fn columns(input: Input<'_>) -> Parsed<'_, (bool, Vec<ProjectionItem>)> {
    let items = list_of(column, |(expr, alias)| ProjectionItem {
        expr: *expr,
        alias,
    });
    if input.sign() != Some(Sign::Star) {
        input.note(Expected::Sign(Sign::Star));
        let (rest, items) = items(input)?;
        return Ok((rest, (false, items)));
    }
    let rest = input.skip(1);
    if rest.sign() != Some(Sign::Comma) {
        rest.note(Expected::Sign(Sign::Comma));
        return Ok((rest, (true, Vec::new())));
    }
    let (rest, items) = items(rest.skip(1))?;
    Ok((rest, (true, items)))
}

/// column = expression [ "AS" name ]
fn column(input: Input<'_>) -> Parsed<'_, (Box<Expr>, Option<Name>)> {
    let (rest, expr) = expression(input)?;
    let (rest, alias) = after(Word::As, name(Expected::NewName))(rest)?;
    Ok((rest, (expr, alias)))
}

type Page = (Vec<SortKey>, Option<Box<Expr>>, Option<Box<Expr>>);

/// page = [ order ] [ skip ] [ "LIMIT" expression ]
pub(super) fn page(input: Input<'_>) -> Parsed<'_, Page> {
    let (rest, order) = after(Word::Order, order)(input)?;
    let (rest, skip) = skip(rest)?;
    let (rest, limit) = after(Word::Limit, expression)(rest)?;
    Ok((rest, (order.unwrap_or_default(), skip, limit)))
}

/// order = "ORDER" "BY" sort-key { "," sort-key }
fn order(input: Input<'_>) -> Parsed<'_, Vec<SortKey>> {
    let (rest, _) = word(Word::By)(input)?;
    let finish = |(expr, descending): (Box<Expr>, bool)| SortKey {
        expr: *expr,
        descending,
    };
    list_of(sort_key, finish)(rest)
}

/// sort-key = expression [ "ASC" | "ASCENDING" | "DESC" | "DESCENDING" ]
fn sort_key(input: Input<'_>) -> Parsed<'_, (Box<Expr>, bool)> {
    let (rest, expr) = expression(input)?;
    let (descending, length) = match rest.word() {
        Some(Word::Asc | Word::Ascending) => (false, 1),
        Some(Word::Desc | Word::Descending) => (true, 1),
        _ => {
            rest.note_words(&[Word::Asc, Word::Desc]);
            (false, 0)
        }
    };
    Ok((rest.skip(length), (expr, descending)))
}

/// skip = ( "SKIP" | "OFFSET" ) expression
fn skip(input: Input<'_>) -> Parsed<'_, Option<Box<Expr>>> {
    match input.word() {
        Some(Word::Offset) => after(Word::Offset, expression)(input),
        _ => {
            input.note(Expected::Word(Word::Offset));
            after(Word::Skip, expression)(input)
        }
    }
}
