//! What the matcher that enumerates asks of others: paths from parts, certainty by the language's own function, comparisons.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::exec::pattern::tests::reference::matches;
use crate::plan::Op;
use crate::plan::expr::{CompareOp, Expr, ExprKind, Slot, SubqueryKind};
use factio_graph::facts::Graph;
use factio_graph::id::RelationId;
use factio_graph::value::{Path, Value, compare, equals};
use std::cmp::Ordering;

pub fn assemble(parts: &[Slot], row: &[Value], graph: &Graph) -> Path {
    let mut path = Path::default();
    for &part in parts {
        match &row[part] {
            Value::Node(node) if path.nodes.is_empty() => path.nodes.push(*node),
            Value::Relation(hop) => follow(&mut path, *hop, graph),
            Value::List(hops) => {
                for hop in hops.iter() {
                    if let Value::Relation(hop) = hop {
                        follow(&mut path, *hop, graph);
                    }
                }
            }
            Value::Path(part) => {
                path.nodes
                    .extend(part.nodes.iter().skip(path.nodes.len().min(1)));
                path.relations.extend(&part.relations);
            }
            _ => {}
        }
    }
    path
}

fn follow(path: &mut Path, hop: RelationId, graph: &Graph) {
    let ends = graph.relation(hop).expect("the relation lives");
    let near = path
        .nodes
        .last()
        .copied()
        .expect("a path starts with a node");
    path.nodes.push(if ends.start == near {
        ends.end
    } else {
        ends.start
    });
    path.relations.push(hop);
}

pub fn certainty(graph: &Graph, value: Value, time: Value, how: &str) -> String {
    let (parameters, limits) = (Parameters::default(), Limits::default());
    let context = Context::reading(graph, &parameters, Moment::default(), &limits);
    let function = crate::fun::lookup("certainty").expect("there is such a function");
    match (function.call)(&context, &[value, time, Value::from(how)]) {
        Ok(Value::String(answer)) => answer.to_string(),
        other => panic!("certainty() gave {other:?}"),
    }
}

/// Whether a comparison is true.
pub fn holds(expr: &Expr, row: &[Value], local: Option<(Slot, Value)>, graph: &Graph) -> bool {
    let (op, left, right) = match &expr.kind {
        ExprKind::Compare(op, left, right) => (op, left, right),
        ExprKind::Not(inner) => return !holds(inner, row, local, graph),
        ExprKind::Subquery(SubqueryKind::Exists, plan) => match &plan.op {
            Op::Match { pattern, .. } => return !matches(pattern, graph, row).is_empty(),
            _ => panic!("the tests use patterns alone as subqueries"),
        },
        _ => panic!("the tests use comparisons and patterns alone"),
    };
    let (left, right) = (
        value(left, row, &local, graph),
        value(right, row, &local, graph),
    );
    match op {
        CompareOp::Equal => equals(&left, &right) == Some(true),
        CompareOp::NotEqual => equals(&left, &right) == Some(false),
        CompareOp::Less => compare(&left, &right) == Some(Ordering::Less),
        _ => panic!("the tests use =, <> and < alone"),
    }
}

fn value(expr: &Expr, row: &[Value], local: &Option<(Slot, Value)>, graph: &Graph) -> Value {
    match &expr.kind {
        ExprKind::Constant(value) => value.clone(),
        ExprKind::Slot(slot) => match local {
            Some((local, value)) if local == slot => value.clone(),
            _ => row[*slot].clone(),
        },
        ExprKind::Property(subject, key) => match value(subject, row, local, graph) {
            Value::Node(node) => graph.node_property(node, key.symbol),
            Value::Relation(relation) => graph.relation_property(relation, key.symbol),
            _ => Value::Null,
        },
        _ => panic!("the tests use constants, variables and properties alone"),
    }
}
