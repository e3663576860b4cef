//! Changes to the graph on behalf of a statement: counted, and refusals told in the statement's terms.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Phase, Result};
use factio_graph::GraphError;
use factio_graph::catalog::Catalog;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::{Map, Value};

/// What has properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entity {
    Node(NodeId),
    Relation(RelationId),
}

impl Entity {
    /// The node or relation that a value is.
    pub(super) fn of(value: &Value) -> Option<Entity> {
        match value {
            Value::Node(node) => Some(Entity::Node(*node)),
            Value::Relation(relation) => Some(Entity::Relation(*relation)),
            _ => None,
        }
    }

    pub(super) fn properties(self, context: &Context<'_>) -> Vec<(Symbol, Value)> {
        match self {
            Entity::Node(node) => context.graph().node_properties(node),
            Entity::Relation(relation) => context.graph().relation_properties(relation),
        }
    }

    fn exists(self, context: &Context<'_>) -> bool {
        match self {
            Entity::Node(node) => context.graph().contains_node(node),
            Entity::Relation(relation) => context.graph().contains_relation(relation),
        }
    }
}

/// The symbol of a name.
pub(super) fn symbol(text: &str, context: &Context<'_>) -> Symbol {
    context.graph().symbols().intern(text)
}

/// A new node; properties that are null are none.
pub(super) fn create_node(
    labels: &[Symbol],
    properties: &[(Symbol, Value)],
    context: &mut Context<'_>,
) -> Result<NodeId> {
    let node = context
        .graph_mut()
        .create_node_with(labels, properties)
        .map_err(refusal)?;
    context.changes.nodes_created += 1;
    context.changes.labels_added += context.graph().node_labels(node).len() as u64;
    context.changes.properties_set += count(properties);
    Ok(node)
}

/// A new relation from the first end to the second; properties that are null are none.
pub(super) fn create_relation(
    kind: Symbol,
    [from, to]: [NodeId; 2],
    properties: &[(Symbol, Value)],
    context: &mut Context<'_>,
) -> Result<RelationId> {
    let relation = context
        .graph_mut()
        .create_relation_with(kind, from, to, properties)
        .map_err(refusal)?;
    context.changes.relations_created += 1;
    context.changes.properties_set += count(properties);
    Ok(relation)
}

fn count(properties: &[(Symbol, Value)]) -> u64 {
    let set = properties.iter().filter(|(_, value)| !value.is_null());
    set.count() as u64
}

/// Sets a property; null removes it.
pub(super) fn set_property(
    entity: Entity,
    key: Symbol,
    value: Value,
    context: &mut Context<'_>,
) -> Result<()> {
    let removes = value.is_null();
    let graph = context.graph_mut();
    let old = match entity {
        Entity::Node(node) => graph.set_node_property(node, key, value),
        Entity::Relation(relation) => graph.set_relation_property(relation, key, value),
    }
    .map_err(refusal)?;
    match removes {
        true => context.changes.properties_removed += u64::from(!old.is_null()),
        false => context.changes.properties_set += 1,
    }
    Ok(())
}

/// Sets the properties of a map, leaving the others as they are; nulls remove.
pub(super) fn merge_properties(entity: Entity, map: &Map, context: &mut Context<'_>) -> Result<()> {
    for (key, value) in map {
        set_property(entity, symbol(key, context), value.clone(), context)?;
    }
    Ok(())
}

/// Makes the properties those of a map and no others.
pub(super) fn replace_properties(
    entity: Entity,
    map: &Map,
    context: &mut Context<'_>,
) -> Result<()> {
    for (key, _) in entity.properties(context) {
        let text = context.graph().symbols().text(key);
        if !map.contains_key(&text) {
            set_property(entity, key, Value::Null, context)?;
        }
    }
    merge_properties(entity, map, context)
}

pub(super) fn add_label(node: NodeId, label: Symbol, context: &mut Context<'_>) -> Result<()> {
    let added = context
        .graph_mut()
        .add_label(node, label)
        .map_err(refusal)?;
    context.changes.labels_added += u64::from(added);
    Ok(())
}

pub(super) fn remove_label(node: NodeId, label: Symbol, context: &mut Context<'_>) -> Result<()> {
    let removed = context
        .graph_mut()
        .remove_label(node, label)
        .map_err(refusal)?;
    context.changes.labels_removed += u64::from(removed);
    Ok(())
}

pub(super) fn delete_node(node: NodeId, context: &mut Context<'_>) -> Result<()> {
    let deleted = context.graph_mut().delete_node(node).map_err(refusal)?;
    context.changes.nodes_deleted += u64::from(deleted);
    Ok(())
}

pub(super) fn delete_relation(relation: RelationId, context: &mut Context<'_>) -> Result<()> {
    let deleted = context
        .graph_mut()
        .delete_relation(relation)
        .map_err(refusal)?;
    context.changes.relations_deleted += u64::from(deleted);
    Ok(())
}

/// Fails where an entity was deleted earlier in the statement.
pub(super) fn expect_alive(entity: Entity, context: &Context<'_>) -> Result<()> {
    match (entity.exists(context), entity) {
        (true, _) => Ok(()),
        (false, Entity::Node(node)) => Err(refusal(GraphError::NoSuchNode(node))),
        (false, Entity::Relation(relation)) => Err(refusal(GraphError::NoSuchRelation(relation))),
    }
}

/// What the graph refuses, as an error of the statement.
pub(crate) fn refusal(error: GraphError) -> Error {
    let message = error.to_string();
    let (kind, detail) = match error {
        GraphError::NoSuchNode(_) | GraphError::NoSuchRelation(_) => {
            (ErrorKind::EntityNotFound, Detail::DeletedEntityAccess)
        }
        GraphError::Connected(_) => (
            ErrorKind::ConstraintVerificationFailed,
            Detail::DeleteConnectedNode,
        ),
        GraphError::NotStorable(_) => (ErrorKind::TypeError, Detail::InvalidPropertyType),
        GraphError::NotUnique { .. } => (
            ErrorKind::ConstraintValidationFailed,
            Detail::CreateBlockedByConstraint,
        ),
        GraphError::Schema(_) => {
            return Error::plain(
                ErrorKind::ConstraintValidationFailed,
                Phase::Runtime,
                message,
            );
        }
        GraphError::Full => {
            return Error::plain(ErrorKind::LimitExceeded, Phase::Runtime, message);
        }
    };
    Error::runtime(kind, detail, message)
}
