//! `IS TYPED`: whether a value is of a type. It is true or false of every value, also of null.

use factio_grammar::ast::{NamedType, TypeKind, ValueType};
use factio_graph::value::Value;

/// Null is of every type that does not exclude it. Cost: the elements of a list whose elements have a type.
pub fn is_typed(value: &Value, wanted: &ValueType) -> bool {
    if value.is_null() {
        return !wanted.not_null;
    }
    match (&wanted.kind, value) {
        (TypeKind::Named(name), value) => is_named(value, *name),
        (TypeKind::List(element), Value::List(items)) => {
            items.iter().all(|item| is_typed(item, element))
        }
        (TypeKind::List(_), _) => false,
    }
}

fn is_named(value: &Value, name: NamedType) -> bool {
    let own = match value {
        Value::Null => NamedType::Null,
        Value::Boolean(_) => NamedType::Boolean,
        Value::Integer(_) => NamedType::Integer,
        Value::Float(_) => NamedType::Float,
        Value::String(_) => NamedType::String,
        Value::List(_) => NamedType::List,
        Value::Map(_) => NamedType::Map,
        Value::Node(_) => NamedType::Node,
        Value::Relation(_) => NamedType::Relation,
        Value::Path(_) => NamedType::Path,
        Value::Date(_) => NamedType::Date,
        Value::LocalTime(_) => NamedType::LocalTime,
        Value::Time(_) => NamedType::Time,
        Value::LocalDateTime(_) => NamedType::LocalDateTime,
        Value::DateTime(_) => NamedType::DateTime,
        Value::Duration(_) => NamedType::Duration,
        Value::Period(_) => NamedType::Period,
    };
    name == NamedType::Any || name == own
}
