//! Functions on strings. Positions count characters (Unicode scalar values).

use crate::context::Context;
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::fun::argument::{any, integer, out_of_range, text};
use crate::fun::bound::check_bytes;
use crate::fun::{Function, Parameter};
use crate::kind::Kind;
use factio_graph::value::Value;
use unicode_normalization::UnicodeNormalization;

static TEXT: &[Parameter] = &[Parameter::new("text", Kind::String)];
static LENGTH: &[Parameter] = &[
    Parameter::new("text", Kind::String),
    Parameter::new("length", Kind::Integer),
];
static SUBSTRING: &[Parameter] = &[
    Parameter::new("text", Kind::String),
    Parameter::new("start", Kind::Integer),
    Parameter::optional("length", Kind::Integer),
];
static REPLACE: &[Parameter] = &[
    Parameter::new("text", Kind::String),
    Parameter::new("search", Kind::String),
    Parameter::new("replacement", Kind::String),
    Parameter::optional("limit", Kind::Integer),
];
static SPLIT: &[Parameter] = &[
    Parameter::new("text", Kind::String),
    Parameter::new("delimiter", Kind::Sequence),
];
static NORMALIZE: &[Parameter] = &[
    Parameter::new("text", Kind::String),
    Parameter::optional("form", Kind::String),
];
static TRIM: &[Parameter] = &[
    Parameter::new("text", Kind::String),
    Parameter::optional("characters", Kind::String),
];

pub static FUNCTIONS: &[Function] = &[
    Function::new(
        "substring",
        SUBSTRING,
        Kind::String,
        "The part from start, counted from 0.",
        substring,
    ),
    Function::new("left", LENGTH, Kind::String, "The first characters.", left),
    Function::new("right", LENGTH, Kind::String, "The last characters.", right),
    Function::new(
        "replace",
        REPLACE,
        Kind::String,
        "The text with each occurrence replaced.",
        replace,
    ),
    Function::new(
        "split",
        SPLIT,
        Kind::List,
        "The parts between the delimiters.",
        split,
    ),
    Function::new(
        "trim",
        TRIM,
        Kind::String,
        "The text without blanks at either end.",
        |_, a| trim("trim", a, |text, is_cut| text.trim_matches(is_cut)),
    ),
    Function::new(
        "btrim",
        TRIM,
        Kind::String,
        "The text without blanks at either end.",
        |_, a| trim("btrim", a, |text, is_cut| text.trim_matches(is_cut)),
    ),
    Function::new(
        "ltrim",
        TRIM,
        Kind::String,
        "The text without blanks at its start.",
        |_, a| trim("ltrim", a, |text, is_cut| text.trim_start_matches(is_cut)),
    ),
    Function::new(
        "rtrim",
        TRIM,
        Kind::String,
        "The text without blanks at its end.",
        |_, a| trim("rtrim", a, |text, is_cut| text.trim_end_matches(is_cut)),
    ),
    Function::new(
        "toUpper",
        TEXT,
        Kind::String,
        "The text in capitals.",
        |_, a| map("toUpper", a, str::to_uppercase),
    ),
    Function::new(
        "upper",
        TEXT,
        Kind::String,
        "The text in capitals.",
        |_, a| map("upper", a, str::to_uppercase),
    ),
    Function::new(
        "toLower",
        TEXT,
        Kind::String,
        "The text in small letters.",
        |_, a| map("toLower", a, str::to_lowercase),
    ),
    Function::new(
        "lower",
        TEXT,
        Kind::String,
        "The text in small letters.",
        |_, a| map("lower", a, str::to_lowercase),
    ),
    Function::new(
        "normalize",
        NORMALIZE,
        Kind::String,
        "The text in a Unicode normal form: NFC, NFD, NFKC or NFKD.",
        normalize,
    ),
    Function::new(
        "char_length",
        TEXT,
        Kind::Integer,
        "How many characters the text has.",
        |_, a| char_length("char_length", a),
    ),
    Function::new(
        "character_length",
        TEXT,
        Kind::Integer,
        "How many characters the text has.",
        |_, a| char_length("character_length", a),
    ),
];

fn map(function: &str, arguments: &[Value], change: fn(&str) -> String) -> Result<Value> {
    let text = text(function, arguments, 0)?;
    Ok(text.map_or(Value::Null, |text| Value::string(change(text))))
}

fn char_length(function: &str, arguments: &[Value]) -> Result<Value> {
    let text = text(function, arguments, 0)?;
    Ok(text.map_or(Value::Null, |text| {
        Value::Integer(text.chars().count() as i64)
    }))
}

/// Unicode Standard Annex 15; NFC where no form is named.
fn normalize(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let form = match arguments.len() {
        0..2 => Some("NFC"),
        _ => text("normalize", arguments, 1)?,
    };
    let (Some(text), Some(form)) = (text("normalize", arguments, 0)?, form) else {
        return Ok(Value::Null);
    };
    let normal: String = match form.to_ascii_uppercase().as_str() {
        "NFC" => text.nfc().collect(),
        "NFD" => text.nfd().collect(),
        "NFKC" => text.nfkc().collect(),
        "NFKD" => text.nfkd().collect(),
        _ => {
            return Err(Error::runtime(
                ErrorKind::ArgumentError,
                Detail::InvalidArgumentValue,
                format!("normalize() knows NFC, NFD, NFKC and NFKD, and not '{form}'"),
            ));
        }
    };
    Ok(Value::string(normal))
}

fn substring(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let (text, start) = (
        text("substring", arguments, 0)?,
        count("substring", arguments, 1)?,
    );
    let length = match arguments.len() {
        0..3 => Some(usize::MAX),
        _ => count("substring", arguments, 2)?,
    };
    let (Some(text), Some(start), Some(length)) = (text, start, length) else {
        return Ok(Value::Null);
    };
    Ok(Value::string(
        text.chars().skip(start).take(length).collect::<String>(),
    ))
}

fn left(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let (text, length) = (text("left", arguments, 0)?, count("left", arguments, 1)?);
    let (Some(text), Some(length)) = (text, length) else {
        return Ok(Value::Null);
    };
    Ok(Value::string(text.chars().take(length).collect::<String>()))
}

fn right(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let (text, length) = (text("right", arguments, 0)?, count("right", arguments, 1)?);
    let (Some(text), Some(length)) = (text, length) else {
        return Ok(Value::Null);
    };
    let skipped = text.chars().count().saturating_sub(length);
    Ok(Value::string(
        text.chars().skip(skipped).collect::<String>(),
    ))
}

/// A number of characters, which cannot be negative.
fn count(function: &str, arguments: &[Value], index: usize) -> Result<Option<usize>> {
    match integer(function, arguments, index)? {
        None => Ok(None),
        Some(number) => usize::try_from(number).map(Some).map_err(|_| {
            out_of_range(format!(
                "{function}() takes no negative position or length: {number}"
            ))
        }),
    }
}

fn replace(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let part = |index| text("replace", arguments, index);
    let limit = match arguments.len() {
        0..4 => Some(usize::MAX),
        _ => count("replace", arguments, 3)?,
    };
    let (Some(whole), Some(search), Some(new), Some(limit)) = (part(0)?, part(1)?, part(2)?, limit)
    else {
        return Ok(Value::Null);
    };
    let places = whole.matches(search).take(limit).count();
    check_bytes(places.saturating_mul(new.len()).saturating_add(whole.len()))?;
    Ok(Value::string(whole.replacen(search, new, limit)))
}

/// By one delimiter, or by any of a list; an empty delimiter parts every character.
fn split(_: &Context<'_>, arguments: &[Value]) -> Result<Value> {
    let whole = text("split", arguments, 0)?;
    let delimiters = match any(arguments, 1) {
        Value::Null => None,
        Value::List(items) => texts(items)?,
        _ => text("split", arguments, 1)?.map(|delimiter| vec![delimiter]),
    };
    let (Some(whole), Some(delimiters)) = (whole, delimiters) else {
        return Ok(Value::Null);
    };
    Ok(Value::list(parts(whole, &delimiters)))
}

/// The delimiters of a list; `None` when one of them is null.
fn texts(items: &[Value]) -> Result<Option<Vec<&str>>> {
    (0..items.len())
        .map(|index| text("split", items, index))
        .collect()
}

fn parts(whole: &str, delimiters: &[&str]) -> Vec<Value> {
    if delimiters.contains(&"") && !whole.is_empty() {
        let mut buffer = [0; 4];
        let kept = whole
            .chars()
            .filter(|character| !delimiters.contains(&&*character.encode_utf8(&mut buffer)));
        return kept
            .map(|character| Value::string(character.encode_utf8(&mut [0; 4])))
            .collect();
    }
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < whole.len() {
        let rest = &whole[at..];
        match delimiters
            .iter()
            .find(|delimiter| !delimiter.is_empty() && rest.starts_with(**delimiter))
        {
            Some(delimiter) => {
                parts.push(Value::string(&whole[start..at]));
                at += delimiter.len();
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    parts.push(Value::string(&whole[start..]));
    parts
}

/// Cuts blanks, or the characters given.
fn trim(
    function: &str,
    arguments: &[Value],
    cut: for<'t> fn(&'t str, &dyn Fn(char) -> bool) -> &'t str,
) -> Result<Value> {
    let whole = text(function, arguments, 0)?;
    let characters = match arguments.len() {
        0..2 => Some(None),
        _ => text(function, arguments, 1)?.map(Some),
    };
    let (Some(whole), Some(characters)) = (whole, characters) else {
        return Ok(Value::Null);
    };
    Ok(Value::string(match characters {
        None => cut(whole, &char::is_whitespace),
        Some(characters) => cut(whole, &|character| characters.contains(character)),
    }))
}
