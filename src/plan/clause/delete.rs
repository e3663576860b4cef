//! DELETE and DETACH DELETE.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::Op;
use crate::plan::check;
use crate::plan::expr::Expr;
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::resolve;
use crate::plan::scope::Scope;
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    detach: bool,
    targets: &'a [ast::Expr],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let targets = targets
        .iter()
        .map(|target| self::target(planner, target, &mut flow.scope))
        .collect::<Result<Vec<_>>>()?;
    Ok(flow.same(|input| Op::Delete {
        input,
        detach,
        targets,
    }))
}

fn target<'a>(
    planner: &mut Planner<'a>,
    target: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<Expr> {
    if matches!(target.kind, ast::ExprKind::HasLabels { .. }) {
        let message = "DELETE takes nodes, relations and paths, and no labels or types";
        return Err(syntax(Detail::InvalidDelete, target.span, message)
            .hint("REMOVE takes a label off a node"));
    }
    let typed = resolve::value(planner, target, scope)?;
    let wanted = [Kind::Node, Kind::Relation, Kind::Path, Kind::List];
    check::expect(&typed, &wanted, "what is deleted")?;
    Ok(typed.expr)
}
