//! Joining: `+` on strings and lists, and `||` on strings, lists and paths.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::bound::{check_bytes, check_items};
use crate::fun::nesting::check_nesting;
use factio_graph::value::{Path, Value};
use std::sync::Arc;

/// `a + b` where one of them is a string or list: a string takes a number on either side, a list any value.
pub fn add(a: &Value, b: &Value) -> Result<Option<Value>> {
    match (a, b) {
        (Value::List(_), _) | (_, Value::List(_)) => join_lists(elements(a), elements(b)).map(Some),
        (Value::String(a), Value::String(b)) => join_texts(a, b).map(Some),
        (Value::String(a), Value::Integer(_) | Value::Float(_)) => {
            join_texts(a, &b.to_text()).map(Some)
        }
        (Value::Integer(_) | Value::Float(_), Value::String(b)) => {
            join_texts(&a.to_text(), b).map(Some)
        }
        _ => Ok(None),
    }
}

/// `a || b` where both are of one kind.
pub fn concat(a: &Value, b: &Value) -> Result<Option<Value>> {
    match (a, b) {
        (Value::List(a), Value::List(b)) => join_lists(a, b).map(Some),
        (Value::String(a), Value::String(b)) => join_texts(a, b).map(Some),
        (Value::Path(a), Value::Path(b)) => join_paths(a, b).map(Some),
        _ => Ok(None),
    }
}

/// The elements of a list, or the one value as if it were in a list.
fn elements(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        single => std::slice::from_ref(single),
    }
}

fn join_lists(a: &[Value], b: &[Value]) -> Result<Value> {
    check_items(a.len() as u64 + b.len() as u64)?;
    for single in [a, b] {
        if let [item] = single {
            check_nesting([item])?;
        }
    }
    Ok(Value::list([a, b].concat()))
}

fn join_texts(a: &str, b: &str) -> Result<Value> {
    check_bytes(a.len() + b.len())?;
    Ok(Value::string([a, b].concat()))
}

/// The second path must begin where the first ends.
fn join_paths(a: &Path, b: &Path) -> Result<Value> {
    if a.nodes.last() != b.nodes.first() {
        return Err(Error::runtime(
            ErrorKind::ArgumentError,
            Detail::InvalidArgumentValue,
            "the second path does not begin where the first one ends",
        ));
    }
    Ok(Value::Path(Arc::new(Path {
        nodes: [&a.nodes[..], b.nodes.get(1..).unwrap_or_default()].concat(),
        relations: [&a.relations[..], &b.relations[..]].concat(),
    })))
}

#[cfg(test)]
mod tests {
    use super::{add, concat};
    use factio_graph::id::{NodeId, RelationId};
    use factio_graph::value::{Path, Value};
    use std::sync::Arc;

    #[test]
    fn lists_take_lists_and_single_values() {
        let list = |items: &[i64]| Value::list(items.iter().copied().map(Value::Integer).collect());
        assert_eq!(add(&list(&[1]), &list(&[2])), Ok(Some(list(&[1, 2]))));
        assert_eq!(add(&list(&[1]), &2.into()), Ok(Some(list(&[1, 2]))));
        assert_eq!(add(&0.into(), &list(&[1])), Ok(Some(list(&[0, 1]))));
        assert_eq!(concat(&list(&[1]), &2.into()), Ok(None));
    }

    #[test]
    fn strings_take_numbers_with_plus_alone() {
        assert_eq!(add(&"a".into(), &1.into()), Ok(Some("a1".into())));
        assert_eq!(add(&1.5.into(), &"a".into()), Ok(Some("1.5a".into())));
        assert_eq!(add(&"a".into(), &true.into()), Ok(None));
        assert_eq!(concat(&"a".into(), &1.into()), Ok(None));
    }

    #[test]
    fn paths_join_where_they_meet() {
        let hop = |from, relation, to| {
            Value::Path(Arc::new(Path {
                nodes: vec![NodeId(from), NodeId(to)],
                relations: vec![RelationId(relation)],
            }))
        };
        let joined = concat(&hop(0, 7, 1), &hop(1, 8, 2)).ok().flatten();
        assert_eq!(
            joined.map(|path| path.to_string()),
            Some("<(#0)-[#7]-(#1)-[#8]-(#2)>".into())
        );
        assert!(concat(&hop(0, 7, 1), &hop(2, 8, 1)).is_err());
    }
}
