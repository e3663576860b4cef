//! Literals.

use crate::ast::Literal;
use std::fmt::Write;

pub(super) fn literal(out: &mut String, literal: &Literal) {
    match literal {
        Literal::Null => out.push_str("null"),
        Literal::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        Literal::Integer(number) => display(out, number),
        Literal::Float(number) => float(out, *number),
        Literal::String(text) => quoted(out, text, '\''),
    }
}

pub(super) fn display(out: &mut String, value: impl std::fmt::Display) {
    write!(out, "{value}").expect("a string can be written to");
}

/// Always with a point or an exponent. What no literal can say is printed as the division that gives it.
fn float(out: &mut String, number: f64) {
    if number.is_nan() {
        out.push_str("(0.0 / 0.0)");
    } else if number.is_infinite() {
        let sign = if number > 0.0 { "" } else { "-" };
        display(out, format_args!("({sign}1.0 / 0.0)"));
    } else {
        display(out, format_args!("{number:?}"));
    }
}

pub(super) fn quoted(out: &mut String, text: &str, quote: char) {
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => out.extend(['\\', c]),
            c if c.is_control() => display(out, format_args!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push(quote);
}
