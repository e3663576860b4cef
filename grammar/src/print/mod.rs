//! Syntax tree to canonical text: one line, keywords in capitals, parentheses and backticks only where they are needed.
//!
//! Law: what is printed parses to the tree it was printed from.

mod call;
mod clause;
mod expr;
mod label;
mod literal;
mod name;
mod pattern;
mod period;
mod projection;
mod query;
mod schema;
mod statement;
mod write;

use crate::ast;
use std::fmt;

/// The text of a statement, without a semicolon.
pub fn statement(statement: &ast::Statement) -> String {
    let mut out = String::new();
    statement::statement(&mut out, statement);
    out
}

/// The text of an expression.
pub fn expression(expression: &ast::Expr) -> String {
    let mut out = String::new();
    expr::value(&mut out, expression);
    out
}

/// The text of a path pattern.
pub fn pattern(pattern: &ast::PathPattern) -> String {
    let mut out = String::new();
    pattern::path(&mut out, pattern);
    out
}

/// A name as it is written for a label, a type, a key or a function: in backticks where it must be.
pub fn name(text: &str) -> String {
    let mut out = String::new();
    name::plain(&mut out, text);
    out
}

/// A string as a literal, in single quotes and with escapes.
pub fn string(text: &str) -> String {
    let mut out = String::new();
    literal::quoted(&mut out, text, '\'');
    out
}

impl fmt::Display for ast::Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&statement(self))
    }
}

impl fmt::Display for ast::Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&expression(self))
    }
}

impl fmt::Display for ast::PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&pattern(self))
    }
}

/// Prints items with a separator between them.
fn separated<T>(out: &mut String, items: &[T], separator: &str, item: impl Fn(&mut String, &T)) {
    for (number, one) in items.iter().enumerate() {
        if number > 0 {
            out.push_str(separator);
        }
        item(out, one);
    }
}

fn comma<T>(out: &mut String, items: &[T], item: impl Fn(&mut String, &T)) {
    separated(out, items, ", ", item);
}
