//! A plan under construction: the operators so far, and the names of their rows.

use crate::plan::expr::{Expr, ExprKind};
use crate::plan::scope::Scope;
use crate::plan::{Op, Plan};

/// What the clauses so far come to.
#[derive(Clone, Debug)]
pub(super) struct Flow<'a> {
    pub plan: Plan,
    pub scope: Scope<'a>,
    /// At the start of a query in `CALL {..}`: the row around it, of which a leading WITH imports.
    pub importable: Option<Scope<'a>>,
}

impl<'a> Flow<'a> {
    /// The flow that passes on its argument, a row of this scope.
    pub fn start(scope: Scope<'a>) -> Flow<'a> {
        Flow {
            plan: Plan::argument(scope.width()),
            scope,
            importable: None,
        }
    }

    /// The flow of a plan's rows, which this scope describes.
    pub fn over(plan: Plan, scope: Scope<'a>) -> Flow<'a> {
        Flow {
            plan,
            scope,
            importable: None,
        }
    }

    /// The same rows, described anew.
    pub fn described(self, scope: Scope<'a>) -> Flow<'a> {
        Flow { scope, ..self }
    }

    /// One more operator, which leaves rows of the given scope.
    pub fn then(self, scope: Scope<'a>, op: impl FnOnce(Box<Plan>) -> Op) -> Flow<'a> {
        let width = scope.columns();
        Flow::over(Plan::new(op(Box::new(self.plan)), width), scope)
    }

    /// One more operator, which leaves the columns as they are.
    pub fn same(self, op: impl FnOnce(Box<Plan>) -> Op) -> Flow<'a> {
        let mut flow = self;
        let scope = std::mem::take(&mut flow.scope);
        flow.then(scope, op)
    }

    /// Keeps the rows for which every one of the conditions is true. They stand as one filter, however many they are.
    pub fn filter(self, mut conditions: Vec<Expr>) -> Flow<'a> {
        let Some(first) = conditions.pop() else {
            return self;
        };
        let predicate = match conditions.is_empty() {
            true => first,
            false => {
                conditions.push(first);
                Expr {
                    span: conditions[0].span,
                    kind: ExprKind::And(conditions),
                }
            }
        };
        self.same(|input| Op::Filter { input, predicate })
    }
}
