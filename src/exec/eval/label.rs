//! `e:A&!B`: what the labels of a node or the type of a relation must be.

use crate::context::Context;
use crate::error::Result;
use crate::exec::Row;
use crate::exec::eval::{operand, type_error};
use crate::fun::entity::{live_node, live_relation};
use crate::fun::sign::sign_of;
use crate::kind::Kind;
use crate::plan::expr::{Expr, LabelTest, Sign};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId, Symbol};
use factio_graph::value::Value;

/// `subject:test`; null for a null subject.
pub fn has_labels(
    subject: &Expr,
    test: &LabelTest,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let entity = match &*operand(subject, row, context)? {
        Value::Null => return Ok(Value::Null),
        Value::Node(node) => Entity::Node(live_node(context.graph(), *node)?),
        Value::Relation(relation) => Entity::Relation(live_relation(context.graph(), *relation)?),
        other => {
            let found = Kind::of(other).name();
            let message = format!("only a NODE or RELATION has labels, and this is {found}");
            return Err(type_error(message));
        }
    };
    Ok(passes(entity, test, row, context)?.into())
}

/// What a test is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Entity {
    Node(NodeId),
    Relation(RelationId),
}

/// Whether an entity that lives passes a test; `None` where a computed label is null and decides.
pub(crate) fn passes(
    entity: Entity,
    test: &LabelTest,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Option<bool>> {
    let graph = context.graph();
    Ok(Some(match test {
        LabelTest::Is(label) => is(graph, entity, *label),
        LabelTest::Dynamic(label) => return is_computed(entity, label, row, context),
        LabelTest::Any => has_any(graph, entity),
        LabelTest::Sign(sign) => has_sign(graph, entity, *sign)?,
        LabelTest::Not(test) => {
            return Ok(passes(entity, test, row, context)?.map(|passes| !passes));
        }
        LabelTest::And(tests) => return junction(false, entity, tests, row, context),
        LabelTest::Or(tests) => return junction(true, entity, tests, row, context),
    }))
}

fn is(graph: &Graph, entity: Entity, label: Symbol) -> bool {
    match entity {
        Entity::Node(node) => graph.has_label(node, label),
        Entity::Relation(relation) => graph
            .relation(relation)
            .is_some_and(|relation| is_type(graph, relation.kind, label)),
    }
}

/// Whether a relation of type `kind` goes by the name `label`: its own, or that of the same relations read backwards.
fn is_type(graph: &Graph, kind: Symbol, label: Symbol) -> bool {
    let inverse = || graph.schema().relations.get(&kind)?.inverse;
    kind == label || inverse() == Some(label)
}

/// A string, or a list of strings that must all be there.
fn is_computed(
    entity: Entity,
    label: &Expr,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Option<bool>> {
    let value = operand(label, row, context)?;
    let labels = match &*value {
        Value::Null => return Ok(None),
        Value::List(items) => &items[..],
        single => std::slice::from_ref(single),
    };
    let mut answer = Some(true);
    for label in labels {
        match label {
            Value::String(text) => {
                let symbol = context.graph().symbols().get(text);
                if !symbol.is_some_and(|symbol| is(context.graph(), entity, symbol)) {
                    return Ok(Some(false));
                }
            }
            Value::Null => answer = None,
            other => {
                let found = Kind::of(other).name();
                return Err(type_error(format!(
                    "a label is a STRING, and this is {found}"
                )));
            }
        }
    }
    Ok(answer)
}

fn has_any(graph: &Graph, entity: Entity) -> bool {
    match entity {
        Entity::Node(node) => !graph.node_labels(node).is_empty(),
        Entity::Relation(_) => true,
    }
}

fn has_sign(graph: &Graph, entity: Entity, sign: Sign) -> Result<bool> {
    let wanted = match sign {
        Sign::Positive => 1,
        Sign::Negative => -1,
    };
    match entity {
        Entity::Node(_) => Ok(false),
        Entity::Relation(relation) => Ok(sign_of(graph, relation)? == wanted),
    }
}

fn junction(
    deciding: bool,
    entity: Entity,
    tests: &[LabelTest],
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Option<bool>> {
    let mut answer = Some(!deciding);
    for test in tests {
        match passes(entity, test, row, context)? {
            Some(passes) if passes == deciding => return Ok(Some(deciding)),
            Some(_) => {}
            None => answer = None,
        }
    }
    Ok(answer)
}
