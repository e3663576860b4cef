//! Labels and types: from expressions over names to tests over symbols.

use crate::error::Result;
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::{ExprKind, LabelTest};
use crate::plan::names::Sort;
use crate::plan::planner::Planner;
use crate::plan::resolve::{Typed, value};
use crate::plan::scope::Scope;
use crate::plan::types::Type;
use factio_grammar::{Span, ast};

/// `e:A&B`.
pub(super) fn has_labels<'a>(
    planner: &mut Planner<'a>,
    subject: &'a ast::Expr,
    labels: &'a ast::LabelExpr,
    span: Span,
    scope: &mut Scope<'a>,
) -> Result<Typed> {
    let subject = value(planner, subject, scope)?;
    check::expect(
        &subject,
        &[Kind::Node, Kind::Relation],
        "what stands before `:`",
    )?;
    let sort = match subject.ty.kind {
        Kind::Node => Sort::Label,
        Kind::Relation => Sort::Type,
        _ => Sort::LabelOrType,
    };
    let test = label_test(planner, labels, sort, scope)?;
    let kind = ExprKind::HasLabels(Box::new(subject.expr), test);
    Ok(Typed::new(kind, Type::BOOLEAN, span))
}

/// The test that a label expression asks for.
pub(in crate::plan) fn label_test<'a>(
    planner: &mut Planner<'a>,
    labels: &'a ast::LabelExpr,
    sort: Sort,
    scope: &mut Scope<'a>,
) -> Result<LabelTest> {
    let parts = |planner: &mut Planner<'a>, scope: &mut Scope<'a>, parts: &'a [ast::LabelExpr]| {
        parts
            .iter()
            .map(|part| label_test(planner, part, sort, scope))
            .collect::<Result<Vec<LabelTest>>>()
    };
    Ok(match labels {
        ast::LabelExpr::Name(name) => {
            let symbol = planner.intern(&name.text);
            planner.names.read(sort, symbol, name);
            LabelTest::Is(symbol)
        }
        ast::LabelExpr::Dynamic(expr) => {
            LabelTest::Dynamic(Box::new(computed(planner, expr, scope)?))
        }
        ast::LabelExpr::Any(_) => LabelTest::Any,
        ast::LabelExpr::Sign(sign, _) => LabelTest::Sign(*sign),
        ast::LabelExpr::Not(inner) => {
            LabelTest::Not(Box::new(label_test(planner, inner, sort, scope)?))
        }
        ast::LabelExpr::And(all) => LabelTest::And(parts(planner, scope, all)?),
        ast::LabelExpr::Or(any) => LabelTest::Or(parts(planner, scope, any)?),
    })
}

/// The expression of `$(e)`: a string or a list of strings.
fn computed<'a>(
    planner: &mut Planner<'a>,
    expr: &'a ast::Expr,
    scope: &mut Scope<'a>,
) -> Result<crate::plan::expr::Expr> {
    let label = value(planner, expr, scope)?;
    check::expect(&label, &[Kind::String, Kind::List], "a computed label")?;
    Ok(label.expr)
}

/// The labels of SET and REMOVE.
pub(in crate::plan) fn names<'a>(
    planner: &mut Planner<'a>,
    labels: &'a [ast::LabelName],
    scope: &mut Scope<'a>,
) -> Result<Vec<LabelTest>> {
    labels
        .iter()
        .map(|label| match label {
            ast::LabelName::Name(name) => {
                let symbol = planner.intern(&name.text);
                planner.names.written(Sort::Label, symbol);
                Ok(LabelTest::Is(symbol))
            }
            ast::LabelName::Dynamic(expr) => Ok(LabelTest::Dynamic(Box::new(computed(
                planner, expr, scope,
            )?))),
        })
        .collect()
}
