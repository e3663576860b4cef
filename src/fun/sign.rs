//! `sign(x)`: of a number, of a relation, and of a path as the product along it.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::argument::{any, wrong};
use crate::fun::entity::live_relation;
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::RelationId;
use factio_graph::value::Value;

static VALUE: &[Parameter] = &[Parameter::new("value", Kind::Any)];

pub static FUNCTIONS: &[Function] = &[Function::new(
    "sign",
    VALUE,
    Kind::Integer,
    "The sign of a number or relation, or the product of the signs along a path: -1, 0 or 1.",
    sign,
)];

/// The sign of a relation: its own `sign` property where it has one, else what its type is defined to be, else 0.
///
/// # Errors
/// The relation was deleted, or its `sign` is not a number.
pub(crate) fn sign_of(graph: &Graph, relation: RelationId) -> Result<i64> {
    let relation = live_relation(graph, relation)?;
    let own = graph
        .symbols()
        .get("sign")
        .map(|key| graph.relation_property(relation, key));
    match own {
        None | Some(Value::Null) => Ok(defined_sign(graph, relation)),
        Some(number) => number_sign(&number).ok_or_else(|| {
            let message = format!(
                "the sign of relation {} is {number}, not a number",
                relation.0
            );
            Error::runtime(ErrorKind::TypeError, Detail::InvalidArgumentType, message)
        }),
    }
}

fn defined_sign(graph: &Graph, relation: RelationId) -> i64 {
    graph
        .relation(relation)
        .and_then(|relation| graph.schema().relations.get(&relation.kind))
        .map_or(0, |definition| definition.sign.into())
}

/// The mathematical sign; 0 for NaN.
fn number_sign(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(integer) => Some(integer.signum()),
        Value::Float(float) => Some(i64::from(*float > 0.0) - i64::from(*float < 0.0)),
        _ => None,
    }
}

fn sign(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let graph = context.graph();
    match any(arguments, 0) {
        Value::Null => Ok(Value::Null),
        Value::Relation(relation) => sign_of(graph, *relation).map(Value::Integer),
        Value::Path(path) => product(graph, path.relations.iter().copied()),
        Value::List(items) => product_of_list(graph, items),
        other => number_sign(other)
            .map(Value::Integer)
            .ok_or_else(|| wrong("sign", "a number, RELATION or PATH", other)),
    }
}

fn product(graph: &Graph, relations: impl Iterator<Item = RelationId>) -> Result<Value> {
    let mut product = 1;
    for relation in relations {
        product *= sign_of(graph, relation)?;
    }
    Ok(Value::Integer(product))
}

fn product_of_list(graph: &Graph, items: &[Value]) -> Result<Value> {
    let relations: Result<Vec<RelationId>> = items
        .iter()
        .map(|item| match item {
            Value::Relation(relation) => Ok(*relation),
            other => Err(wrong("sign", Kind::RelationList.name(), other)),
        })
        .collect();
    product(graph, relations?.into_iter())
}
