//! Expressions by three-valued logic.

use super::{Naive, Row, Tired};
use crate::expr::Expr;
use crate::graph::Properties;
use factio_graph::value::Value;
use std::cmp::Ordering;

impl Naive<'_> {
    /// Whether a condition is true, and not false or unknown.
    pub(super) fn holds(&self, expr: &Expr, row: &Row) -> Result<bool, Tired> {
        Ok(self.truth(expr, row)? == Some(true))
    }

    fn truth(&self, expr: &Expr, row: &Row) -> Result<Option<bool>, Tired> {
        Ok(match self.value(expr, row)? {
            Value::Boolean(truth) => Some(truth),
            _ => None,
        })
    }

    pub(super) fn value(&self, expr: &Expr, row: &Row) -> Result<Value, Tired> {
        self.work(1)?;
        let truth = |inner: &Expr| self.truth(inner, row);
        let value = |inner: &Expr| self.value(inner, row);
        Ok(match expr {
            Expr::Constant(value) => value.clone(),
            Expr::Variable(name) => row[name].clone(),
            Expr::Property(name, key) => self.property(&row[name], key),
            Expr::Compare(op, left, right) => known(compared(op, &value(left)?, &value(right)?)),
            Expr::And(left, right) => known(and(truth(left)?, truth(right)?)),
            Expr::Or(left, right) => {
                let neither = and(not(truth(left)?), not(truth(right)?));
                known(not(neither))
            }
            Expr::Xor(left, right) => known(
                truth(left)?
                    .zip(truth(right)?)
                    .map(|(left, right)| left != right),
            ),
            Expr::Not(inner) => known(not(truth(inner)?)),
            Expr::IsNull(inner) => Value::Boolean(value(inner)?.is_null()),
            Expr::IsNotNull(inner) => Value::Boolean(!value(inner)?.is_null()),
            Expr::In(inner, values) => {
                let sought = value(inner)?;
                let unequal = values
                    .iter()
                    .map(|value| not(compared("=", &sought, value)));
                known(not(unequal.fold(Some(true), and)))
            }
            Expr::HasLabels(name, labels) => match &row[name] {
                Value::Node(node) => {
                    let node = &self.graph.nodes[node.0 as usize];
                    Value::Boolean(labels.holds(&node.labels))
                }
                Value::Relation(relation) => {
                    let relation = &self.graph.relations[relation.0 as usize];
                    Value::Boolean(labels.holds(&[relation.kind]))
                }
                _ => Value::Null,
            },
            Expr::Add(left, right) => match (value(left)?, value(right)?) {
                (Value::Integer(left), Value::Integer(right)) => Value::Integer(left + right),
                _ => Value::Null,
            },
            Expr::Case(when, then, otherwise) => match truth(when)? {
                Some(true) => value(then)?,
                _ => value(otherwise)?,
            },
            Expr::Length(name) => match &row[name] {
                Value::Path(path) => Value::Integer(path.relations.len() as i64),
                _ => Value::Null,
            },
            Expr::Size(name) => match &row[name] {
                Value::List(items) => Value::Integer(items.len() as i64),
                _ => Value::Null,
            },
            Expr::Exists(it) => {
                let found = self.matches(row, &it.patterns, it.filter.as_ref())?;
                Value::Boolean(!found.is_empty())
            }
            Expr::Count(it) => {
                let found = self.matches(row, &it.patterns, it.filter.as_ref())?;
                Value::Integer(found.len() as i64)
            }
        })
    }

    fn property(&self, element: &Value, key: &str) -> Value {
        match element {
            Value::Node(node) => get(&self.graph.nodes[node.0 as usize].properties, key),
            Value::Relation(relation) => {
                get(&self.graph.relations[relation.0 as usize].properties, key)
            }
            _ => Value::Null,
        }
    }
}

pub(super) fn get(properties: &Properties, key: &str) -> Value {
    let found = properties.iter().find(|(name, _)| *name == key);
    found.map_or(Value::Null, |(_, value)| value.clone())
}

fn known(truth: Option<bool>) -> Value {
    truth.map_or(Value::Null, Value::Boolean)
}

fn not(truth: Option<bool>) -> Option<bool> {
    truth.map(|truth| !truth)
}

fn and(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// A comparison; `None` where it is unknown.
pub(super) fn compared(op: &str, left: &Value, right: &Value) -> Option<bool> {
    if left.is_null() || right.is_null() {
        return None;
    }
    let ordering = ordering(left, right);
    match op {
        "=" => Some(ordering == Some(Ordering::Equal) || left == right),
        "<>" => compared("=", left, right).map(|equal| !equal),
        "<" => ordering.map(Ordering::is_lt),
        "<=" => ordering.map(Ordering::is_le),
        ">" => ordering.map(Ordering::is_gt),
        _ => ordering.map(Ordering::is_ge),
    }
}

/// How values of one kind stand to each other; values of two kinds do not.
fn ordering(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        (Value::Boolean(left), Value::Boolean(right)) => Some(left.cmp(right)),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}
