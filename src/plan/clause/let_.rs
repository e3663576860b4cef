//! LET: more columns, computed from the row. Each may use those before it.

use crate::error::{Detail, Result};
use crate::plan::Op;
use crate::plan::clause::unwind::new_name;
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::syntax::mentions;
use factio_grammar::{Span, ast};

/// Items of a statement that build on an item of their own clause: each is an operator of its own, on top of the one before.
const MAX_CHAINED: usize = 200;

type Item = (ast::Name, ast::Expr);

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    items: &'a [Item],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut rest = items;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(independent(rest));
        flow = columns(planner, now, flow)?;
        if let Some((name, _)) = later.first() {
            chain(planner, name)?;
        }
        rest = later;
    }
    Ok(flow)
}

/// How many of the first items use none of each other.
fn independent(items: &[Item]) -> usize {
    let uses_earlier = |at: usize| {
        let names = mentions::of(&items[at].1);
        let mut earlier = items[..at].iter();
        earlier.any(|(name, _)| names.contains(&name.text.as_str()))
    };
    (1..items.len())
        .find(|at| uses_earlier(*at))
        .unwrap_or(items.len())
}

fn chain(planner: &mut Planner<'_>, name: &ast::Name) -> Result<()> {
    planner.chained += 1;
    if planner.chained <= MAX_CHAINED {
        return Ok(());
    }
    let message = format!("at most {MAX_CHAINED} items may build on items of the same LET");
    Err(syntax(Detail::NestingTooDeep, name.span, message))
}

/// The row with some items more, none of which uses another.
fn columns<'a>(
    planner: &mut Planner<'a>,
    items: &'a [Item],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut columns = all_columns(flow.scope.columns(), Span::default());
    let mut scope = flow.scope.clone();
    for (name, expr) in items {
        let typed = resolve::value(planner, expr, &mut flow.scope)?;
        new_name(&scope, name)?;
        columns.push(typed.expr);
        scope.add(&name.text, typed.ty);
    }
    Ok(flow.then(scope, |input| Op::Project { input, columns }))
}

/// The first columns of a row, as they are.
pub(super) fn all_columns(count: usize, span: Span) -> Vec<Expr> {
    (0..count)
        .map(|slot| Expr {
            kind: ExprKind::Slot(slot),
            span,
        })
        .collect()
}
