//! From the texts of a column to values: by the type that the header names, else by the narrowest that fits all.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::export::json;
use crate::fun;
use crate::import::texts::Texts;
use factio_graph::facts::Graph;
use factio_graph::value::Value;

/// The type of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first of integer, float, boolean, date and text that every value has the form of.
    Guess,
    Text,
    Integer,
    Float,
    Boolean,
    /// A temporal type or a period, by the name of its function.
    Temporal(&'static str),
    /// JSON, as answers are written in it: for values of several types.
    Json,
    /// Items separated by `;`.
    List(Box<Kind>),
}

/// What separates the items of a list.
const ITEMS: char = ';';

const TEMPORAL: [&str; 7] = [
    "date",
    "time",
    "localtime",
    "datetime",
    "localdatetime",
    "duration",
    "period",
];

impl Kind {
    /// The type of a property whose header names none: `valid` is a period, `sources` and `aliases` are lists.
    pub fn of_property(name: &str) -> Kind {
        match name {
            "valid" => Kind::Temporal("period"),
            "sources" | "aliases" => Kind::List(Box::new(Kind::Text)),
            _ => Kind::Guess,
        }
    }

    /// The type that a header names; `[]` behind it makes a list.
    pub fn parse(name: &str) -> Option<Kind> {
        if let Some(item) = name.strip_suffix("[]") {
            return Some(Kind::List(Box::new(Kind::parse(item)?)));
        }
        let name = name.to_ascii_lowercase();
        Some(match name.as_str() {
            "string" | "char" | "text" => Kind::Text,
            "int" | "integer" | "long" | "short" | "byte" => Kind::Integer,
            "float" | "double" => Kind::Float,
            "boolean" | "bool" => Kind::Boolean,
            "json" => Kind::Json,
            name => Kind::Temporal(TEMPORAL.into_iter().find(|known| *known == name)?),
        })
    }
}

/// The values of a column's texts; an empty text is none. A text that is none of the type's says why.
pub fn values(kind: &Kind, texts: &Texts) -> Vec<Result<Value, String>> {
    let narrowed = match kind {
        Kind::Guess => &guess(texts),
        kind => kind,
    };
    texts.iter().map(|text| value(narrowed, text)).collect()
}

/// The narrowest type that all texts have the form of.
fn guess(texts: &Texts) -> Kind {
    let all = |fits: fn(&str) -> bool| texts.iter().all(|text| text.is_empty() || fits(text));
    if all(is_integer) {
        Kind::Integer
    } else if all(is_float) {
        Kind::Float
    } else if all(|text| matches!(text, "true" | "false" | "TRUE" | "FALSE" | "True" | "False")) {
        Kind::Boolean
    } else if all(is_date) {
        Kind::Temporal("date")
    } else {
        Kind::Text
    }
}

/// An integer of 64 bits in the form that prints back: `007` and `+7` are texts.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits == "0" || !digits.starts_with('0');
    plain && digits.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<i64>().is_ok()
}

/// A decimal number; `inf` and `nan` are words, `007.5` and integers of more than 64 bits are texts.
fn is_float(text: &str) -> bool {
    let (whole, fraction) = match text.find(['.', 'e', 'E']) {
        Some(point) => text.split_at(point),
        None => return is_integer(text),
    };
    let plain = matches!(whole, "" | "-") || is_integer(whole) || whole == "-0";
    let numeric = |byte: u8| byte.is_ascii_digit() || b".eE+-".contains(&byte);
    plain && fraction.bytes().all(numeric) && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// A day of the calendar as ISO 8601 writes it.
fn is_date(text: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10
        && text.bytes().enumerate().all(shape)
        && call("date", &[Value::string(text)]).is_ok()
}

fn value(kind: &Kind, text: &str) -> Result<Value, String> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let no = |what: &str| Err(format!("`{text}` is no {what}"));
    match kind {
        Kind::Guess | Kind::Text => Ok(Value::string(text)),
        Kind::Integer => match text.trim().parse() {
            Ok(number) => Ok(Value::Integer(number)),
            Err(_) => no("integer of 64 bits"),
        },
        Kind::Float => match text.trim().parse() {
            Ok(number) => Ok(Value::Float(number)),
            Err(_) => no("number"),
        },
        Kind::Boolean => match text.trim().to_ascii_lowercase().as_str() {
            "true" => Ok(Value::Boolean(true)),
            "false" => Ok(Value::Boolean(false)),
            _ => no("boolean: true and false are"),
        },
        Kind::Temporal("period") => period(text),
        Kind::Temporal(name) => call(name, &[Value::string(text)]),
        Kind::Json => match json::parse(text)? {
            Value::Map(_) => Err("a map cannot be a property".to_string()),
            value => Ok(value),
        },
        Kind::List(item) => {
            let items = text.split(ITEMS).map(|text| value(item, text.trim()));
            Ok(Value::list(items.collect::<Result<_, _>>()?))
        }
    }
}

/// A period, its calendar behind it in brackets where that is not the Gregorian.
fn period(text: &str) -> Result<Value, String> {
    let written = text
        .strip_suffix(')')
        .and_then(|text| text.split_once(" ("));
    match written {
        Some((text, calendar)) => call("period", &[Value::string(text), Value::string(calendar)]),
        None => call("period", &[Value::string(text)]),
    }
}

/// A temporal value by the function that makes it from a text.
fn call(name: &str, arguments: &[Value]) -> Result<Value, String> {
    let function = fun::lookup(name).ok_or_else(|| format!("there is no function {name}"))?;
    let (graph, parameters, limits) = (Graph::default(), Parameters::default(), Limits::default());
    let context = Context::reading(&graph, &parameters, Moment::default(), &limits);
    (function.call)(&context, arguments).map_err(|error| error.message)
}

#[cfg(test)]
mod tests {
    use super::{Kind, values};
    use crate::import::texts::Texts;
    use factio_graph::value::Value;

    fn read(kind: &Kind, texts: &[&str]) -> Vec<Result<Value, String>> {
        let mut column = Texts::default();
        for text in texts {
            column.number(text);
        }
        values(kind, &column)
    }

    fn guessed(texts: &[&str]) -> Vec<Value> {
        read(&Kind::Guess, texts)
            .into_iter()
            .map(Result::unwrap)
            .collect()
    }

    #[test]
    fn the_narrowest_type_is_taken_that_all_values_have_the_form_of() {
        let (null, text) = (Value::Null, |text: &str| Value::from(text));
        assert_eq!(
            guessed(&["", "-3", "0"]),
            [null.clone(), (-3).into(), 0.into()]
        );
        assert_eq!(
            guessed(&["1", ".5", "-2e3"]),
            [1.0.into(), 0.5.into(), (-2000.0).into()]
        );
        assert_eq!(guessed(&["1", "007"]), [text("1"), text("007")]);
        assert_eq!(guessed(&["inf", "1"]), [text("inf"), text("1")]);
        assert_eq!(
            guessed(&["9223372036854775808"]),
            [text("9223372036854775808")]
        );
        assert_eq!(guessed(&["true", "False"]), [true.into(), false.into()]);
        assert!(matches!(guessed(&["1924-01-21"])[..], [Value::Date(_)]));
        assert_eq!(
            guessed(&["1924-02-30", "x"]),
            [text("1924-02-30"), text("x")]
        );
    }

    #[test]
    fn a_type_that_the_header_names_is_kept_to() {
        let found = read(&Kind::parse("int").unwrap(), &["4", "four", ""]);
        assert_eq!(found[0], Ok(4.into()));
        assert_eq!(found[1], Err("`four` is no integer of 64 bits".to_string()));
        assert_eq!(found[2], Ok(Value::Null));
        let list = read(&Kind::parse("int[]").unwrap(), &["1;2"]);
        assert_eq!(list, [Ok(Value::list(vec![1.into(), 2.into()]))]);
        let found = read(&Kind::of_property("valid"), &["1923/1925~", "19x5x"]);
        assert!(matches!(found[..], [Ok(Value::Period(_)), Err(_)]));
        let found = read(
            &Kind::parse("json").unwrap(),
            &["\"\"", "[1,\"a\"]", "{\"a\":1}", "{"],
        );
        assert_eq!(found[0], Ok(Value::from("")));
        assert!(found[1].is_ok() && found[2].is_err() && found[3].is_err());
        assert_eq!(Kind::parse("strin"), None);
    }
}
