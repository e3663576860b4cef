//! LET: more columns, computed from the row. Each may use those before it.

use crate::error::Result;
use crate::plan::Op;
use crate::plan::clause::unwind::new_name;
use crate::plan::expr::{Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::Planner;
use crate::plan::resolve;
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    items: &'a [(ast::Name, ast::Expr)],
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut flow = flow;
    for (name, expr) in items {
        planner.steps += 1;
        planner.check_steps(name.span)?;
        let typed = resolve::value(planner, expr, &mut flow.scope)?;
        new_name(&flow.scope, name)?;
        let mut columns = all_columns(flow.scope.columns(), name.span);
        columns.push(typed.expr);
        let mut scope = flow.scope.clone();
        scope.add(&name.text, typed.ty);
        flow = flow.then(scope, |input| Op::Project { input, columns });
    }
    Ok(flow)
}

/// The first columns of a row, as they are.
pub(super) fn all_columns(count: usize, span: factio_grammar::Span) -> Vec<Expr> {
    (0..count)
        .map(|slot| Expr {
            kind: ExprKind::Slot(slot),
            span,
        })
        .collect()
}
