//! NEXT: the rows that one query returns are what the next one works on.

use crate::error::{Detail, Result};
use crate::fun;
use crate::plan::body::{self, Answer, Column, Follows};
use crate::plan::clause::grouping;
use crate::plan::clause::let_::all_columns;
use crate::plan::clause::union::union;
use crate::plan::expr::{Aggregate, Expr, ExprKind};
use crate::plan::flow::Flow;
use crate::plan::planner::{Planner, syntax};
use crate::plan::scope::Scope;
use crate::plan::{Op, Plan};
use factio_grammar::{Span, ast};
use factio_graph::value::Value;

/// Plans a part that another follows: the flow of its columns, behind the outer row of a subquery.
pub(in crate::plan) fn part<'a>(
    planner: &mut Planner<'a>,
    part: &'a ast::Union,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    if !part.rest.is_empty() {
        let outer = flow.scope.projected();
        let (flow, columns) = branches(planner, part, flow)?;
        let columns = columns.ok_or_else(|| nothing(part))?;
        return Ok(joined(outer, columns, flow));
    }
    let (flow, columns) = body::single(planner, &part.first, flow, Follows::Next)?;
    match columns {
        Some(_) => Ok(flow),
        None => Err(nothing(part)),
    }
}

/// Plans the last part.
pub(in crate::plan) fn last<'a>(
    planner: &mut Planner<'a>,
    part: &'a ast::Union,
    flow: Flow<'a>,
    follows: Follows,
) -> Result<Answer> {
    if part.rest.is_empty() {
        return union(planner, part, flow, follows);
    }
    let outer = Scope::default();
    let (flow, columns) = branches(planner, part, flow)?;
    let Some(columns) = columns else {
        let plan = flow.plan;
        return Ok(Answer {
            plan,
            columns: None,
        });
    };
    let plan = joined(outer, columns.clone(), flow).plan;
    Ok(Answer {
        plan,
        columns: Some(columns),
    })
}

fn nothing(part: &ast::Union) -> crate::error::Error {
    let message = "a query before NEXT has to return something";
    syntax(Detail::InvalidClauseComposition, part.first.span, message)
}

/// Several queries that all work on the same rows.
///
/// The rows are gathered into one list, which every branch unwinds again: so each sees all of them together. At the start of a
/// query there is only its argument, and nothing to gather.
fn branches<'a>(
    planner: &mut Planner<'a>,
    part: &'a ast::Union,
    flow: Flow<'a>,
) -> Result<(Flow<'a>, Option<Vec<Column>>)> {
    let (gathered, inside) = match flow.plan.op {
        Op::Argument => (flow.clone(), flow),
        _ => {
            let names = flow.scope.clone();
            let gathered = gather(flow);
            let inside = scatter(&names, gathered.scope.columns());
            (gathered, inside)
        }
    };
    let answer = union(planner, part, inside, Follows::Nothing)?;
    let mut scope = gathered.scope.clone();
    for _ in 0..answer.plan.width {
        scope.add_column();
    }
    let flow = gathered.then(scope, |input| Op::Apply {
        input,
        inner: Box::new(answer.plan),
        unit: false,
        optional: false,
    });
    Ok((flow, answer.columns))
}

/// One row with all rows in a list, behind the columns kept for a subquery.
fn gather(flow: Flow<'_>) -> Flow<'_> {
    let kept = flow.scope.kept;
    let row = (kept..flow.scope.columns())
        .map(|slot| of(ExprKind::Slot(slot)))
        .collect();
    let rows = Aggregate {
        function: fun::Aggregate::Collect,
        distinct: false,
        arguments: vec![of(ExprKind::List(row))],
        span: Span::default(),
    };
    let mut scope = flow.scope.projected();
    scope.add_column();
    grouping::aggregate(flow, Vec::new(), vec![rows], scope)
}

/// The start of a branch: its argument ends with the list, which it takes apart into the columns that `names` describes.
fn scatter<'a>(names: &Scope<'a>, width: usize) -> Flow<'a> {
    let list = width - 1;
    let kept = names.kept;
    let unwound = Plan::new(
        Op::Unwind {
            input: Box::new(Plan::argument(width)),
            list: of(ExprKind::Slot(list)),
            ordinality: None,
        },
        width + 1,
    );
    let mut columns = all_columns(width, Span::default());
    let cells = (0..names.columns() - kept).map(|at| {
        let row = Box::new(of(ExprKind::Slot(width)));
        let at = Box::new(of(ExprKind::Constant(Value::Integer(at as i64))));
        of(ExprKind::Index(row, at))
    });
    columns.extend(cells);
    let scope = names.moved_behind(width);
    let plan = Plan::new(
        Op::Project {
            input: Box::new(unwound),
            columns,
        },
        scope.columns(),
    );
    Flow::over(plan, scope)
}

/// The outer row and the last columns of the flow, by name.
fn joined<'a>(outer: Scope<'a>, columns: Vec<Column>, flow: Flow<'a>) -> Flow<'a> {
    let mut scope = outer;
    let from = flow.plan.width - columns.len();
    let mut cells = all_columns(scope.columns(), Span::default());
    for (at, column) in columns.iter().enumerate() {
        cells.push(of(ExprKind::Slot(from + at)));
        scope.add(&column.name, column.ty.clone());
    }
    flow.then(scope, |input| Op::Project {
        input,
        columns: cells,
    })
}

fn of(kind: ExprKind) -> Expr {
    Expr {
        kind,
        span: Span::default(),
    }
}
