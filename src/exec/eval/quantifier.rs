//! `all`, `any`, `none` and `single`, three-valued: unknown where an element whose test is unknown could decide.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::list::{Visit, elements, for_each};
use crate::exec::eval::truth;
use crate::plan::expr::{Expr, ListQuantifier, Slot};
use factio_graph::value::Value;

/// How the elements fared so far.
#[derive(Clone, Copy, Default)]
struct Tally {
    passed: usize,
    failed: usize,
    unknown: usize,
}

/// Whether the quantifier holds for `filter` over the elements of `list`.
pub fn holds(
    quantifier: ListQuantifier,
    list: &Expr,
    local: Slot,
    filter: &Expr,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let Some(items) = elements(list, row, context)? else {
        return Ok(Value::Null);
    };
    let mut tally = Tally::default();
    for_each(&items, local, row, context, |_, row| {
        match truth(filter, row, context)? {
            Some(true) => tally.passed += 1,
            Some(false) => tally.failed += 1,
            None => tally.unknown += 1,
        }
        Ok(match decided(quantifier, tally) {
            Some(_) => Visit::Enough,
            None => Visit::More,
        })
    })?;
    let open = || (tally.unknown == 0).then(|| undecided(quantifier, tally));
    Ok(decided(quantifier, tally).or_else(open).into())
}

/// The answer that no further element can change, if there is one already.
fn decided(quantifier: ListQuantifier, tally: Tally) -> Option<bool> {
    match quantifier {
        ListQuantifier::All => (tally.failed > 0).then_some(false),
        ListQuantifier::Any => (tally.passed > 0).then_some(true),
        ListQuantifier::None => (tally.passed > 0).then_some(false),
        ListQuantifier::Single => (tally.passed > 1).then_some(false),
    }
}

/// The answer when all elements are seen, none of them unknown, and none decided.
fn undecided(quantifier: ListQuantifier, tally: Tally) -> bool {
    match quantifier {
        ListQuantifier::All | ListQuantifier::None => true,
        ListQuantifier::Any => false,
        ListQuantifier::Single => tally.passed == 1,
    }
}
