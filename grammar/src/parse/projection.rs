//! What `WITH` and `RETURN` share: columns, order, and how many rows.

use super::expr::expression;
use crate::ast::{Expr, Projection, ProjectionItem, SortKey};
use crate::combine::{list, name, word};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;
use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

/// projection = [ "DISTINCT" ] columns [ order ] [ skip ] [ limit ]
pub(super) fn projection(input: Input<'_>) -> Parsed<'_, Projection> {
    let distinct = input.word() == Some(Word::Distinct);
    input.note(Expected::Word(Word::Distinct));
    let (rest, (star, items)) = columns(input.skip(usize::from(distinct)))?;
    let (rest, (order, skip, limit)) = page(rest)?;
    let projection = Projection {
        distinct,
        star,
        items,
        order,
        skip,
        limit,
    };
    Ok((rest, projection))
}

/// columns = "*" { "," column } | column { "," column }
fn columns(input: Input<'_>) -> Parsed<'_, (bool, Vec<ProjectionItem>)> {
    if input.sign() != Some(Sign::Star) {
        input.note(Expected::Sign(Sign::Star));
        return list(column).map(|items| (false, items)).parse(input);
    }
    let rest = input.skip(1);
    if rest.sign() == Some(Sign::Comma) {
        return cut(list(column))
            .map(|items| (true, items))
            .parse(rest.skip(1));
    }
    rest.note(Expected::Sign(Sign::Comma));
    Ok((rest, (true, Vec::new())))
}

/// column = expression [ "AS" name ]
fn column(input: Input<'_>) -> Parsed<'_, ProjectionItem> {
    let (rest, expr) = expression(input)?;
    let alias = preceded(word(Word::As), cut(name(Expected::NewName)));
    let (rest, alias) = opt(alias).parse(rest)?;
    Ok((rest, ProjectionItem { expr, alias }))
}

type Page = (Vec<SortKey>, Option<Expr>, Option<Expr>);

/// page = [ order ] [ skip ] [ limit ]
pub(super) fn page(input: Input<'_>) -> Parsed<'_, Page> {
    let (rest, order) = opt(order).parse(input)?;
    let (rest, skip) = skip(rest)?;
    let (rest, limit) = opt(preceded(word(Word::Limit), cut(expression))).parse(rest)?;
    Ok((rest, (order.unwrap_or_default(), skip, limit)))
}

/// order = "ORDER" "BY" sort-key { "," sort-key }
fn order(input: Input<'_>) -> Parsed<'_, Vec<SortKey>> {
    let (rest, _) = word(Word::Order)(input)?;
    let (rest, _) = cut(word(Word::By)).parse(rest)?;
    cut(list(sort_key)).parse(rest)
}

/// sort-key = expression [ "ASC" | "ASCENDING" | "DESC" | "DESCENDING" ]
fn sort_key(input: Input<'_>) -> Parsed<'_, SortKey> {
    let (rest, expr) = expression(input)?;
    let (descending, length) = match rest.word() {
        Some(Word::Asc | Word::Ascending) => (false, 1),
        Some(Word::Desc | Word::Descending) => (true, 1),
        _ => {
            rest.note(Expected::Word(Word::Asc));
            rest.note(Expected::Word(Word::Desc));
            (false, 0)
        }
    };
    Ok((rest.skip(length), SortKey { expr, descending }))
}

/// skip = ( "SKIP" | "OFFSET" ) expression
fn skip(input: Input<'_>) -> Parsed<'_, Option<Expr>> {
    if !matches!(input.word(), Some(Word::Skip | Word::Offset)) {
        input.note(Expected::Word(Word::Skip));
        input.note(Expected::Word(Word::Offset));
        return Ok((input, None));
    }
    cut(expression).map(Some).parse(input.skip(1))
}
