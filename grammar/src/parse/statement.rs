//! Statements: the whole of a text.

use super::{expr, query, schema};
use crate::ast::{Expr, Statement};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;
use nom::Parser;
use nom::combinator::opt;

/// text = statement { ";" }
pub(crate) fn text(input: Input<'_>) -> Parsed<'_, Statement> {
    let (rest, statement) = statement(input)?;
    let (rest, ()) = end(rest)?;
    Ok((rest, statement))
}

/// value = expression { ";" }
pub(crate) fn value(input: Input<'_>) -> Parsed<'_, Expr> {
    let (rest, value) = expr::expression(input)?;
    let (rest, ()) = end(rest)?;
    Ok((rest, *value))
}

fn end(input: Input<'_>) -> Parsed<'_, ()> {
    let mut rest = input;
    while rest.sign() == Some(Sign::Semicolon) {
        rest = rest.skip(1);
    }
    match rest.kind() {
        None => Ok((rest, ())),
        Some(_) => {
            rest.note(Expected::Sign(Sign::Semicolon));
            rest.miss(Expected::End)
        }
    }
}

/// statement = query | define | show | create-command | drop | transaction
fn statement(input: Input<'_>) -> Parsed<'_, Statement> {
    input.note_group(Group::Command);
    match input.word() {
        Some(Word::Define) => schema::define(input),
        Some(Word::Show) => schema::show(input),
        Some(Word::Drop) => schema::drop(input),
        Some(Word::Create) if schema::creates(input) => schema::create_command(input),
        Some(Word::Begin | Word::Commit | Word::Rollback) => transaction(input),
        _ => query::query(input),
    }
}

/// transaction = ( "BEGIN" | "COMMIT" | "ROLLBACK" ) [ "TRANSACTION" ]
fn transaction(input: Input<'_>) -> Parsed<'_, Statement> {
    let statement = match input.word() {
        Some(Word::Begin) => Statement::Begin,
        Some(Word::Commit) => Statement::Commit,
        _ => Statement::Rollback,
    };
    let (rest, _) = opt(crate::combine::word(Word::Transaction)).parse(input.skip(1))?;
    Ok((rest, statement))
}
