//! What nodes and relations are: ids, labels, types, ends, properties. Also the guard against those that were deleted.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::argument::{any, wrong};
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, Relation};
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Map, Value};
use std::sync::Arc;

static ENTITY: &[Parameter] = &[Parameter::new("entity", Kind::Entity)];
static NODE: &[Parameter] = &[Parameter::new("node", Kind::Node)];
static RELATION: &[Parameter] = &[Parameter::new("relation", Kind::Relation)];
static RECORD: &[Parameter] = &[Parameter::new("record", Kind::Record)];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "id",
        ENTITY,
        Kind::Integer,
        "The id of a node or relation.",
        id,
    ),
    Function::new(
        "elementId",
        ENTITY,
        Kind::String,
        "The id of a node or relation, as text.",
        element_id,
    ),
    Function::new("labels", NODE, Kind::List, "The labels of a node.", labels),
    Function::new(
        "type",
        RELATION,
        Kind::String,
        "The type of a relation.",
        kind,
    ),
    Function::new(
        "startNode",
        RELATION,
        Kind::Node,
        "The node that a relation starts from.",
        start_node,
    ),
    Function::new(
        "endNode",
        RELATION,
        Kind::Node,
        "The node that a relation ends at.",
        end_node,
    ),
    Function::new(
        "keys",
        RECORD,
        Kind::List,
        "The names of the properties of a node, relation or map.",
        keys,
    ),
    Function::new(
        "properties",
        RECORD,
        Kind::Map,
        "The properties of a node, relation or map, as a map.",
        properties,
    ),
];

/// The node, if it still lives.
pub(crate) fn live_node(graph: &Graph, node: NodeId) -> Result<NodeId> {
    match graph.contains_node(node) {
        true => Ok(node),
        false => Err(deleted("node", node.0)),
    }
}

/// The relation, if it still lives.
pub(crate) fn live_relation(graph: &Graph, relation: RelationId) -> Result<RelationId> {
    match graph.contains_relation(relation) {
        true => Ok(relation),
        false => Err(deleted("relation", relation.0)),
    }
}

/// The properties of a node, relation or map in their order, or `None` for any other value.
pub(crate) fn entries(graph: &Graph, value: &Value) -> Result<Option<Arc<Map>>> {
    Ok(match value {
        Value::Node(node) => {
            let properties = graph.node_properties(live_node(graph, *node)?);
            Some(named(graph, properties))
        }
        Value::Relation(relation) => {
            let properties = graph.relation_properties(live_relation(graph, *relation)?);
            Some(named(graph, properties))
        }
        Value::Map(entries) => Some(Arc::clone(entries)),
        _ => None,
    })
}

fn named(graph: &Graph, properties: Vec<(Symbol, Value)>) -> Arc<Map> {
    let texts = properties
        .into_iter()
        .map(|(key, value)| (graph.symbols().text(key), value));
    Arc::new(texts.collect())
}

fn deleted(what: &str, id: u32) -> Error {
    Error::runtime(
        ErrorKind::EntityNotFound,
        Detail::DeletedEntityAccess,
        format!("{what} {id} was deleted, and what it was like is gone"),
    )
}

fn id(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    Ok(match any(arguments, 0) {
        Value::Null => Value::Null,
        Value::Node(node) => Value::Integer(node.0.into()),
        Value::Relation(relation) => Value::Integer(relation.0.into()),
        other => return Err(wrong("id", Kind::Entity.name(), other)),
    })
}

fn element_id(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    Ok(match any(arguments, 0) {
        Value::Null => Value::Null,
        Value::Node(node) => Value::string(node.0.to_string()),
        Value::Relation(relation) => Value::string(relation.0.to_string()),
        other => return Err(wrong("elementId", Kind::Entity.name(), other)),
    })
}

fn labels(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let graph = context.graph();
    match any(arguments, 0) {
        Value::Null => Ok(Value::Null),
        Value::Node(node) => {
            let labels = graph.node_labels(live_node(graph, *node)?);
            let texts = labels
                .iter()
                .map(|label| Value::String(graph.symbols().text(*label)));
            Ok(Value::list(texts.collect()))
        }
        other => Err(wrong("labels", Kind::Node.name(), other)),
    }
}

/// Type and ends of the argument, also when it was deleted in this statement.
fn relation(
    function: &str,
    context: &Context<'_>,
    arguments: &[Value],
) -> Result<Option<Relation>> {
    match any(arguments, 0) {
        Value::Null => Ok(None),
        Value::Relation(id) => match context.graph().relation_or_deleted(*id) {
            Some(relation) => Ok(Some(relation)),
            None => Err(deleted("relation", id.0)),
        },
        other => Err(wrong(function, Kind::Relation.name(), other)),
    }
}

fn kind(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let relation = relation("type", context, arguments)?;
    let text = |relation: Relation| Value::String(context.graph().symbols().text(relation.kind));
    Ok(relation.map_or(Value::Null, text))
}

fn start_node(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let relation = relation("startNode", context, arguments)?;
    Ok(relation.map_or(Value::Null, |relation| Value::Node(relation.start)))
}

fn end_node(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let relation = relation("endNode", context, arguments)?;
    Ok(relation.map_or(Value::Null, |relation| Value::Node(relation.end)))
}

fn keys(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let entries = properties_of("keys", context, arguments)?;
    let keys = |entries: Arc<Map>| entries.keys().cloned().map(Value::String).collect();
    Ok(entries.map_or(Value::Null, |entries| Value::list(keys(entries))))
}

fn properties(context: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let entries = properties_of("properties", context, arguments)?;
    Ok(entries.map_or(Value::Null, Value::Map))
}

fn properties_of(
    function: &str,
    context: &Context<'_>,
    arguments: &[Value],
) -> Result<Option<Arc<Map>>> {
    match any(arguments, 0) {
        Value::Null => Ok(None),
        record => match entries(context.graph(), record)? {
            Some(entries) => Ok(Some(entries)),
            None => Err(wrong(function, Kind::Record.name(), record)),
        },
    }
}
