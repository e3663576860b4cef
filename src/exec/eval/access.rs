//! Reaching into a value: `e.key` and `e[i]`.

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::Row;
use crate::exec::eval::{both, type_error};
use crate::fun::entity::{live_node, live_relation};
use crate::fun::{period, temporal};
use crate::kind::Kind;
use crate::plan::expr::{Expr, Key};
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use factio_graph::value::Value;

/// `subject.key`: a property of a node or relation, an entry of a map, a component of a temporal value; null for what is not
/// there.
pub fn property(subject: &Value, key: &Key, context: &Context<'_>) -> Result<Value> {
    named(subject, &key.text, Some(key.symbol), context)?
        .ok_or_else(|| type_error(format!("{} has no properties", Kind::of(subject).name())))
}

/// `subject[index]`: an element of a list, counted from the end when negative, or a property by its computed name.
pub fn index(
    subject: &Expr,
    index: &Expr,
    row: &mut Row<'_>,
    context: &Context<'_>,
) -> Result<Value> {
    let (subject, index) = both(subject, index, row, context)?;
    match (&*subject, &*index) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(items), Value::Integer(index)) => Ok(element(items, *index)),
        (Value::List(_), other) => Err(Error::runtime(
            ErrorKind::TypeError,
            Detail::ListElementAccessByNonInteger,
            format!(
                "an element of a LIST is named by an INTEGER, and this is {}",
                Kind::of(other).name()
            ),
        )),
        (subject, Value::String(name)) => {
            let symbol = context.graph().symbols().get(name);
            named(subject, name, symbol, context)?.ok_or_else(|| no_elements(subject))
        }
        (subject, other) => Err(by_non_string(subject, other)),
    }
}

/// The property by that name, or `None` where the subject is of a kind that has none.
fn named(
    subject: &Value,
    name: &str,
    symbol: Option<Symbol>,
    context: &Context<'_>,
) -> Result<Option<Value>> {
    let graph = context.graph();
    Ok(match subject {
        Value::Null => Some(Value::Null),
        Value::Node(node) => {
            let node = live_node(graph, *node)?;
            Some(symbol.map_or(Value::Null, |symbol| graph.node_property(node, symbol)))
        }
        Value::Relation(relation) => {
            let relation = live_relation(graph, *relation)?;
            Some(symbol.map_or(Value::Null, |symbol| {
                graph.relation_property(relation, symbol)
            }))
        }
        Value::Map(entries) => Some(entries.get(name).cloned().unwrap_or_default()),
        Value::Period(_) => period::component(subject, name),
        other => temporal::component(other, name),
    })
}

fn element(items: &[Value], index: i64) -> Value {
    let place = match index < 0 {
        true => index + items.len() as i64,
        false => index,
    };
    let item = usize::try_from(place)
        .ok()
        .and_then(|place| items.get(place));
    item.cloned().unwrap_or_default()
}

fn by_non_string(subject: &Value, index: &Value) -> Error {
    let detail = match subject {
        Value::Map(_) => Detail::MapElementAccessByNonString,
        Value::Node(_) | Value::Relation(_) => Detail::PropertyAccessByNonString,
        _ => return no_elements(subject),
    };
    let (kind, found) = (Kind::of(subject).name(), Kind::of(index).name());
    let message = format!("a property of a {kind} is named by a STRING, and this is {found}");
    Error::runtime(ErrorKind::TypeError, detail, message)
}

fn no_elements(subject: &Value) -> Error {
    let message = format!("{} has no elements", Kind::of(subject).name());
    Error::runtime(ErrorKind::TypeError, Detail::InvalidElementAccess, message)
}

#[cfg(test)]
mod tests {
    use super::element;
    use factio_graph::value::Value;

    #[test]
    fn elements_count_from_either_end_and_are_null_outside() {
        let items = [10, 20, 30].map(Value::Integer);
        assert_eq!(element(&items, 0), 10.into());
        assert_eq!(element(&items, -1), 30.into());
        assert_eq!(element(&items, 3), Value::Null);
        assert_eq!(element(&items, -4), Value::Null);
        assert_eq!(element(&items, i64::MIN), Value::Null);
    }
}
