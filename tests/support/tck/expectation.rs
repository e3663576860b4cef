//! What a scenario's `Then` and its `And`s ask for.

use super::effects::Effects;
use super::feature::{Block, Step};
use super::literal::Literal;
use super::reader;

/// What must hold after a query.
#[derive(Clone, Debug)]
pub enum Expectation {
    Rows(Table),
    /// No columns and no rows.
    Empty,
    Effects(Effects),
    Failure(Failure),
}

/// A result: its columns and rows, and how they are compared.
#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Literal>>,
    pub order: Order,
    pub lists: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Asked,
    Ignored,
}

/// An error by the TCK's names. `None` matches anything, where the TCK writes `any time` or `*`.
#[derive(Clone, Debug)]
pub struct Failure {
    pub kind: String,
    pub phase: Option<String>,
    pub detail: Option<String>,
}

/// The expectation that a step states, if it states one.
pub fn of(step: &Step) -> Option<Result<Expectation, String>> {
    let text = step.text.trim_end_matches(':');
    if let Some(how) = text.strip_prefix("the result should be") {
        return Some(result(how.trim_start_matches(',').trim(), &step.block));
    }
    match text {
        "no side effects" => Some(Ok(Expectation::Effects(Effects::new()))),
        "the side effects should be" => Some(effects(&step.block).map(Expectation::Effects)),
        _ => failure(&step.text).map(|failure| Ok(Expectation::Failure(failure))),
    }
}

fn result(how: &str, block: &Block) -> Result<Expectation, String> {
    let (order, lists) = match how {
        "empty" => return Ok(Expectation::Empty),
        "in any order" => (Order::Ignored, Order::Asked),
        "in order" => (Order::Asked, Order::Asked),
        "(ignoring element order for lists)" => (Order::Ignored, Order::Ignored),
        "in order (ignoring element order for lists)" => (Order::Asked, Order::Ignored),
        other => return Err(format!("not understood: the result should be {other}")),
    };
    let Block::Table(cells) = block else {
        return Err("a result needs a table".into());
    };
    let (columns, rows) = cells.split_first().ok_or("a table needs a header")?;
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|cell| reader::read(cell)).collect())
        .collect::<Result<_, String>>()?;
    Ok(Expectation::Rows(Table {
        columns: columns.clone(),
        rows,
        order,
        lists,
    }))
}

fn effects(block: &Block) -> Result<Effects, String> {
    let Block::Table(rows) = block else {
        return Err("side effects need a table".into());
    };
    let mut effects = Effects::new();
    for row in rows {
        let [name, count] = row.as_slice() else {
            return Err("a side effect is a name and a number".into());
        };
        let count: usize = count.parse().map_err(|_| format!("{count} is no number"))?;
        if count > 0 {
            effects.insert(name.clone(), count);
        }
    }
    Ok(effects)
}

/// `a SyntaxError should be raised at compile time: UndefinedVariable`.
fn failure(text: &str) -> Option<Failure> {
    let (kind, rest) = text.split_once(" should be raised at ")?;
    let (phase, detail) = rest.split_once(": ")?;
    let kind = kind.trim_start_matches("an ").trim_start_matches("a ");
    let unless = |any: &str, text: &str| (text != any).then(|| text.to_string());
    Some(Failure {
        kind: kind.to_string(),
        phase: unless("any time", phase),
        detail: unless("*", detail.trim()),
    })
}
