//! `:param name => expression`.

use crate::error::Result;
use crate::repl::command::{misused, say};
use crate::repl::shell::{After, Shell};
use crate::report::text::{self, Detail};
use crate::session::literal;
use factio_graph::value::Value;
use std::io::Write;

/// Sets a parameter to the value of an expression, or lists the parameters.
pub fn param(shell: &mut Shell, text: &str, out: &mut dyn Write) -> Result<After> {
    if text.is_empty() {
        return list(shell, out);
    }
    let (name, expression) = text
        .split_once("=>")
        .ok_or_else(|| misused("a parameter is set by NAME => EXPRESSION"))?;
    let name = name.trim().trim_start_matches('$').trim_matches('`');
    if name.is_empty() {
        return Err(misused("the name of the parameter is missing"));
    }
    let value = match literal(expression) {
        Some(value) => value,
        None => answer(shell, expression)?,
    };
    shell.session.parameters.insert(name.into(), value);
    Ok(After::Stay)
}

fn answer(shell: &mut Shell, expression: &str) -> Result<Value> {
    let (outcome, _) = shell.ask(&format!("RETURN {expression} AS value"))?;
    let first = outcome.rows.into_iter().flatten().next();
    Ok(first.unwrap_or_default())
}

fn list(shell: &Shell, out: &mut dyn Write) -> Result<After> {
    for (name, value) in &shell.session.parameters {
        let value = text::literal(value, shell.session.graph(), Detail::Short);
        say(out, &format!("${name} => {}", text::harmless(&value)))?;
    }
    Ok(After::Stay)
}
