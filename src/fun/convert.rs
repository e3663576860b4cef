//! Conversions: `toInteger`, `toFloat`, `toBoolean`, `toString`; each also with `OrNull`, which forgives a wrong type, and with
//! `List`, which converts every element and forgives.

use crate::error::Result;
use crate::fun::argument::{any, list, wrong};
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::Value;

static VALUE: &[Parameter] = &[Parameter::new("value", Kind::Any)];
static LIST: &[Parameter] = &[Parameter::new("list", Kind::List)];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "toInteger",
        VALUE,
        Kind::Integer,
        "The value as an integer; null where the text is none.",
        |_, a| strict("toInteger", a, to_integer),
    ),
    Function::new(
        "toIntegerOrNull",
        VALUE,
        Kind::Integer,
        "The value as an integer, else null.",
        |_, a| lenient(a, to_integer),
    ),
    Function::new(
        "toIntegerList",
        LIST,
        Kind::List,
        "Each element as an integer, else null.",
        |_, a| each("toIntegerList", a, to_integer),
    ),
    Function::new(
        "toFloat",
        VALUE,
        Kind::Float,
        "The value as a float; null where the text is none.",
        |_, a| strict("toFloat", a, to_float),
    ),
    Function::new(
        "toFloatOrNull",
        VALUE,
        Kind::Float,
        "The value as a float, else null.",
        |_, a| lenient(a, to_float),
    ),
    Function::new(
        "toFloatList",
        LIST,
        Kind::List,
        "Each element as a float, else null.",
        |_, a| each("toFloatList", a, to_float),
    ),
    Function::new(
        "toBoolean",
        VALUE,
        Kind::Boolean,
        "The text 'true' or 'false' as a boolean, else null.",
        |_, a| strict("toBoolean", a, to_boolean),
    ),
    Function::new(
        "toBooleanOrNull",
        VALUE,
        Kind::Boolean,
        "The value as a boolean, else null.",
        |_, a| lenient(a, to_boolean),
    ),
    Function::new(
        "toBooleanList",
        LIST,
        Kind::List,
        "Each element as a boolean, else null.",
        |_, a| each("toBooleanList", a, to_boolean),
    ),
    Function::new(
        "toString",
        VALUE,
        Kind::String,
        "The value as text.",
        |_, a| strict("toString", a, to_string),
    ),
    Function::new(
        "toStringOrNull",
        VALUE,
        Kind::String,
        "The value as text, else null.",
        |_, a| lenient(a, to_string),
    ),
    Function::new(
        "toStringList",
        LIST,
        Kind::List,
        "Each element as text, else null.",
        |_, a| each("toStringList", a, to_string),
    ),
];

/// The converted value; `Err` says what kinds would have been right.
type Conversion = fn(&Value) -> std::result::Result<Value, &'static str>;

fn strict(function: &str, arguments: &[Value], convert: Conversion) -> Result<Value> {
    let value = any(arguments, 0);
    convert(value).map_err(|wanted| wrong(function, wanted, value))
}

fn lenient(arguments: &[Value], convert: Conversion) -> Result<Value> {
    Ok(convert(any(arguments, 0)).unwrap_or_default())
}

fn each(function: &str, arguments: &[Value], convert: Conversion) -> Result<Value> {
    let Some(items) = list(function, arguments, 0)? else {
        return Ok(Value::Null);
    };
    let converted = items.iter().map(|item| convert(item).unwrap_or_default());
    Ok(Value::list(converted.collect()))
}

fn to_integer(value: &Value) -> std::result::Result<Value, &'static str> {
    Ok(match value {
        Value::Null => Value::Null,
        Value::Integer(integer) => Value::Integer(*integer),
        Value::Float(float) => whole(*float),
        Value::Boolean(truth) => Value::Integer(i64::from(*truth)),
        Value::String(text) => read_integer(text),
        _ => return Err("a number, BOOLEAN or STRING"),
    })
}

/// The float without its fraction; null for what no integer holds.
fn whole(float: f64) -> Value {
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    match (-BOUND..BOUND).contains(&float) {
        true => Value::Integer(float as i64),
        false => Value::Null,
    }
}

fn read_integer(text: &str) -> Value {
    match text.trim().parse() {
        Ok(integer) => Value::Integer(integer),
        Err(_) => read_float(text).map_or(Value::Null, whole),
    }
}

fn to_float(value: &Value) -> std::result::Result<Value, &'static str> {
    Ok(match value {
        Value::Null => Value::Null,
        Value::Integer(integer) => Value::Float(*integer as f64),
        Value::Float(float) => Value::Float(*float),
        Value::String(text) => read_float(text).map_or(Value::Null, Value::Float),
        _ => return Err("a number or STRING"),
    })
}

/// Decimal digits with point and exponent, or one of the names that `toString` gives.
fn read_float(text: &str) -> Option<f64> {
    match text.trim() {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        digits if digits.contains(|part: char| part.is_ascii_digit()) => digits.parse().ok(),
        _ => None,
    }
}

fn to_boolean(value: &Value) -> std::result::Result<Value, &'static str> {
    Ok(match value {
        Value::Null => Value::Null,
        Value::Boolean(truth) => Value::Boolean(*truth),
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Value::Boolean(true),
        Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Value::Boolean(false),
        Value::String(_) => Value::Null,
        _ => return Err("BOOLEAN or STRING"),
    })
}

fn to_string(value: &Value) -> std::result::Result<Value, &'static str> {
    match value {
        Value::Null | Value::String(_) => Ok(value.clone()),
        Value::List(_) | Value::Map(_) => Err("a plain value"),
        Value::Node(_) | Value::Relation(_) | Value::Path(_) => Err("a plain value"),
        plain => Ok(Value::string(plain.to_text())),
    }
}

#[cfg(test)]
mod tests {
    use super::{to_boolean, to_float, to_integer, to_string};
    use factio_graph::value::Value;

    #[test]
    fn text_becomes_a_number_where_it_is_one() {
        let integer = |text: &str| to_integer(&text.into());
        assert_eq!(integer("2"), Ok(2.into()));
        assert_eq!(integer("-2.9"), Ok((-2).into()));
        assert_eq!(integer("9223372036854775807"), Ok(i64::MAX.into()));
        assert_eq!(integer("9223372036854775808"), Ok(Value::Null));
        assert_eq!(integer("foo"), Ok(Value::Null));
        let float = |text: &str| to_float(&text.into());
        assert_eq!(float("5"), Ok(5.0.into()));
        assert_eq!(float("inf"), Ok(Value::Null));
        assert_eq!(float(""), Ok(Value::Null));
    }

    #[test]
    fn only_its_two_words_are_a_boolean() {
        assert_eq!(to_boolean(&"TRUE".into()), Ok(true.into()));
        assert_eq!(to_boolean(&" tru ".into()), Ok(Value::Null));
        assert!(to_boolean(&1.into()).is_err());
    }

    #[test]
    fn plain_values_have_a_text_and_composed_ones_have_none() {
        assert_eq!(to_string(&2.3.into()), Ok("2.3".into()));
        assert_eq!(to_string(&true.into()), Ok("true".into()));
        assert_eq!(to_string(&"apa".into()), Ok("apa".into()));
        assert!(to_string(&Value::list(vec![])).is_err());
        assert!(to_string(&Value::map([])).is_err());
    }
}
