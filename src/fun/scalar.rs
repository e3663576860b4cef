//! Functions on any value.

use crate::context::Context;
use crate::error::Result;
use crate::fun::argument::any;
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::{Value, equals};

static ONE: &[Parameter] = &[Parameter::new("value", Kind::Any)];
static TWO: &[Parameter] = &[
    Parameter::new("a", Kind::Any),
    Parameter::new("b", Kind::Any),
];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "coalesce",
        ONE,
        Kind::Any,
        "The first argument that is not null.",
        coalesce,
    )
    .variadic(),
    Function::new(
        "nullIf",
        TWO,
        Kind::Any,
        "Null when the two are equal, else the first.",
        null_if,
    ),
    Function::new(
        "exists",
        ONE,
        Kind::Boolean,
        "Whether the value is not null.",
        exists,
    ),
    Function::new(
        "valueType",
        ONE,
        Kind::String,
        "The type of the value, as GQL writes it.",
        value_type,
    ),
    Function::new(
        "timestamp",
        &[],
        Kind::Integer,
        "Milliseconds since 1970 when the statement began.",
        timestamp,
    ),
    Function::new(
        "rand",
        &[],
        Kind::Float,
        "A random number, at least 0 and less than 1.",
        rand,
    )
    .impure(),
    Function::new(
        "randomUUID",
        &[],
        Kind::String,
        "A random UUID of version 4.",
        random_uuid,
    )
    .impure(),
];

fn coalesce(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let first = arguments.iter().find(|value| !value.is_null());
    Ok(first.cloned().unwrap_or_default())
}

fn null_if(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let (a, b) = (any(arguments, 0), any(arguments, 1));
    Ok(match equals(a, b) {
        Some(true) => Value::Null,
        _ => a.clone(),
    })
}

fn exists(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    Ok(Value::Boolean(!any(arguments, 0).is_null()))
}

fn value_type(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    Ok(Value::String(type_name(any(arguments, 0)).into()))
}

/// `INTEGER NOT NULL`, `LIST<STRING NOT NULL> NOT NULL`, `LIST<INTEGER | STRING> NOT NULL`, `NULL`, ...
fn type_name(value: &Value) -> String {
    match value {
        Value::Null => Kind::Null.name().to_owned(),
        Value::List(items) => format!("LIST<{}> NOT NULL", element_type(items)),
        other => format!("{} NOT NULL", Kind::of(other).name()),
    }
}

/// The types of the elements, each once and in alphabetical order; they lose their NOT NULL when an element is null.
fn element_type(items: &[Value]) -> String {
    let nullable = items.iter().any(Value::is_null);
    let mut types: Vec<String> = items
        .iter()
        .filter(|item| !item.is_null())
        .map(type_name)
        .collect();
    types.sort_unstable();
    types.dedup();
    match (types.is_empty(), nullable) {
        (true, true) => Kind::Null.name().to_owned(),
        (true, false) => "NOTHING".to_owned(),
        (false, false) => types.join(" | "),
        (false, true) => {
            let bare = types.iter().map(|name| name.trim_end_matches(" NOT NULL"));
            bare.collect::<Vec<_>>().join(" | ")
        }
    }
}

fn timestamp(context: &Context<'_>, _: &[Value]) -> Result<Value> {
    let milliseconds = context.moment.nanoseconds.div_euclid(1_000_000);
    Ok(i64::try_from(milliseconds).map_or(Value::Null, Value::Integer))
}

/// The upper 53 bits of a draw, which is what a float can hold.
fn rand(context: &Context<'_>, _: &[Value]) -> Result<Value> {
    const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;
    Ok(Value::Float((context.draw() >> 11) as f64 * UNIT))
}

/// RFC 9562, section 5.4.
fn random_uuid(context: &Context<'_>, _: &[Value]) -> Result<Value> {
    let bits = (u128::from(context.draw()) << 64) | u128::from(context.draw());
    let version = 0x4 << 76;
    let variant = 0b10 << 62;
    let kept = bits & !(0xf << 76) & !(0b11 << 62);
    let hex = format!("{:032x}", kept | version | variant);
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    Ok(Value::string(parts.join("-")))
}

#[cfg(test)]
mod tests {
    use super::type_name;
    use factio_graph::value::Value;

    #[test]
    fn a_list_has_the_type_of_its_elements() {
        let list = |items: &[Value]| type_name(&Value::list(items.to_vec()));
        assert_eq!(list(&[]), "LIST<NOTHING> NOT NULL");
        assert_eq!(
            list(&[2.into(), "a".into(), 1.into()]),
            "LIST<INTEGER NOT NULL | STRING NOT NULL> NOT NULL"
        );
        assert_eq!(list(&[1.into(), Value::Null]), "LIST<INTEGER> NOT NULL");
        assert_eq!(
            list(&[Value::list(vec![true.into()])]),
            "LIST<LIST<BOOLEAN NOT NULL> NOT NULL> NOT NULL"
        );
    }
}
