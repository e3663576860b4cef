//! What paths are made of.

use crate::context::Context;
use crate::error::Result;
use crate::fun::argument::{any, wrong};
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::{Path, Value};

static PATH: &[Parameter] = &[Parameter::new("path", Kind::Path)];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "length",
        PATH,
        Kind::Integer,
        "How many relations the path has.",
        |_, a| {
            of_path("length", a, |path| {
                Value::Integer(path.relations.len() as i64)
            })
        },
    ),
    Function::new(
        "path_length",
        PATH,
        Kind::Integer,
        "How many relations the path has.",
        |_, a| {
            of_path("path_length", a, |path| {
                Value::Integer(path.relations.len() as i64)
            })
        },
    ),
    Function::new(
        "nodes",
        PATH,
        Kind::NodeList,
        "The nodes of the path, in order.",
        |_, a| of_path("nodes", a, nodes),
    ),
    Function::new(
        "relationships",
        PATH,
        Kind::RelationList,
        "The relations of the path, in order.",
        relations,
    ),
    Function::new(
        "relations",
        PATH,
        Kind::RelationList,
        "The relations of the path, in order.",
        relations,
    ),
];

fn of_path(function: &str, arguments: &[Value], part: fn(&Path) -> Value) -> Result<Value> {
    match any(arguments, 0) {
        Value::Null => Ok(Value::Null),
        Value::Path(path) => Ok(part(path)),
        other => Err(wrong(function, Kind::Path.name(), other)),
    }
}

fn nodes(path: &Path) -> Value {
    Value::list(path.nodes.iter().copied().map(Value::Node).collect())
}

fn relations(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    of_path("relationships", arguments, |path| {
        Value::list(
            path.relations
                .iter()
                .copied()
                .map(Value::Relation)
                .collect(),
        )
    })
}
