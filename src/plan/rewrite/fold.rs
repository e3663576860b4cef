//! Constant folding: what needs no row is computed once, here. What would fail is left to fail where it stands.

use crate::plan::expr::{Arithmetic, CompareOp, Expr, ExprKind};
use crate::plan::{Op, Plan, visit};
use factio_graph::value::{self, Value};
use std::cmp::Ordering;

/// Folds the expressions of one operator, and drops a filter that keeps every row.
pub(super) fn fold(mut plan: Plan) -> Plan {
    visit::change::exprs(&mut plan, &mut fold_expr);
    match plan.op {
        Op::Filter { input, predicate } if is_true(&predicate) => *input,
        Op::Match {
            input,
            mut pattern,
            optional,
        } => {
            pattern.filters.retain(|filter| !is_true(filter));
            let op = Op::Match {
                input,
                pattern,
                optional,
            };
            Plan::new(op, plan.width)
        }
        op => Plan::new(op, plan.width),
    }
}

fn is_true(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Constant(Value::Boolean(true)))
}

/// Folds an expression from its leaves up.
fn fold_expr(expr: &mut Expr) {
    visit::change::children(expr, &mut fold_expr);
    if let ExprKind::And(parts) = &mut expr.kind
        && parts.iter().any(|part| !is_true(part))
    {
        drop_true(parts);
    }
    if let Some(value) = folded(&expr.kind) {
        expr.kind = ExprKind::Constant(value);
    }
}

/// What is true takes no part in an AND; two operands at least stay, as an AND has them.
fn drop_true(parts: &mut Vec<Expr>) {
    let mut spare = parts.len().saturating_sub(2);
    parts.retain(|part| {
        let goes = spare > 0 && is_true(part);
        spare -= usize::from(goes);
        !goes
    });
}

fn folded(kind: &ExprKind) -> Option<Value> {
    Some(match kind {
        ExprKind::List(items) => Value::list(constants(items)?),
        ExprKind::Map(entries) => {
            let values = entries
                .iter()
                .map(|(key, value)| Some((key.clone(), constant(value)?.clone())));
            Value::map(values.collect::<Option<Vec<_>>>()?)
        }
        ExprKind::Plus(inner) => number(constant(inner)?)?.clone(),
        ExprKind::Negate(inner) => match constant(inner)? {
            Value::Integer(value) => Value::Integer(value.checked_neg()?),
            Value::Float(value) => Value::Float(-value),
            _ => return None,
        },
        ExprKind::Not(inner) => match constant(inner)? {
            Value::Boolean(value) => Value::Boolean(!value),
            Value::Null => Value::Null,
            _ => return None,
        },
        ExprKind::And(parts) => all(&constants(parts)?, true)?,
        ExprKind::Or(parts) => all(&constants(parts)?, false)?,
        ExprKind::IsNull(inner) => Value::Boolean(constant(inner)?.is_null()),
        ExprKind::IsNotNull(inner) => Value::Boolean(!constant(inner)?.is_null()),
        ExprKind::Compare(op, left, right) => compared(*op, constant(left)?, constant(right)?),
        ExprKind::Arithmetic(op, left, right) => {
            calculated(*op, constant(left)?, constant(right)?)?
        }
        ExprKind::Call(function, arguments) => function.written(&constants(arguments)?)?,
        _ => return None,
    })
}

fn constant(expr: &Expr) -> Option<&Value> {
    match &expr.kind {
        ExprKind::Constant(value) => Some(value),
        _ => None,
    }
}

fn constants(exprs: &[Expr]) -> Option<Vec<Value>> {
    exprs.iter().map(|expr| constant(expr).cloned()).collect()
}

fn number(value: &Value) -> Option<&Value> {
    matches!(value, Value::Integer(_) | Value::Float(_)).then_some(value)
}

/// AND for `neutral` true, OR for false: the other value decides, else null, else the neutral one.
fn all(values: &[Value], neutral: bool) -> Option<Value> {
    let mut is_unknown = false;
    for value in values {
        match value {
            Value::Boolean(value) if *value == neutral => {}
            Value::Boolean(_) => return Some(Value::Boolean(!neutral)),
            Value::Null => is_unknown = true,
            _ => return None,
        }
    }
    Some(match is_unknown {
        true => Value::Null,
        false => Value::Boolean(neutral),
    })
}

fn compared(op: CompareOp, left: &Value, right: &Value) -> Value {
    let ordered = |wanted: &dyn Fn(Ordering) -> bool| value::compare(left, right).map(wanted);
    Value::from(match op {
        CompareOp::Equal => value::equals(left, right),
        CompareOp::NotEqual => value::equals(left, right).map(|equal| !equal),
        CompareOp::Less => ordered(&Ordering::is_lt),
        CompareOp::LessOrEqual => ordered(&Ordering::is_le),
        CompareOp::Greater => ordered(&Ordering::is_gt),
        CompareOp::GreaterOrEqual => ordered(&Ordering::is_ge),
    })
}

/// Sums, differences and products of numbers; what overflows is left alone.
fn calculated(op: Arithmetic, left: &Value, right: &Value) -> Option<Value> {
    Some(match (op, left, right) {
        (Arithmetic::Add, Value::Integer(a), Value::Integer(b)) => {
            Value::Integer(a.checked_add(*b)?)
        }
        (Arithmetic::Subtract, Value::Integer(a), Value::Integer(b)) => {
            Value::Integer(a.checked_sub(*b)?)
        }
        (Arithmetic::Multiply, Value::Integer(a), Value::Integer(b)) => {
            Value::Integer(a.checked_mul(*b)?)
        }
        (Arithmetic::Add, Value::Float(a), Value::Float(b)) => Value::Float(a + b),
        (Arithmetic::Subtract, Value::Float(a), Value::Float(b)) => Value::Float(a - b),
        (Arithmetic::Multiply, Value::Float(a), Value::Float(b)) => Value::Float(a * b),
        _ => return None,
    })
}
