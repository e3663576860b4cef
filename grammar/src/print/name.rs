//! Names: bare where they can be, else in backticks.

use crate::ast::Name;
use crate::name::{is_bare, is_bare_variable};

/// A label, type, key, column or part of a function's name.
pub(super) fn plain(out: &mut String, text: &str) {
    match is_bare(text) {
        true => out.push_str(text),
        false => backticks(out, text),
    }
}

/// A variable, where it is made and where it is used.
pub(super) fn variable(out: &mut String, name: &Name) {
    match is_bare_variable(&name.text) {
        true => out.push_str(&name.text),
        false => backticks(out, &name.text),
    }
}

pub(super) fn dotted(out: &mut String, parts: &[Name]) {
    super::separated(out, parts, ".", |out, part| plain(out, &part.text));
}

/// `$name` and `$1`.
pub(super) fn parameter(out: &mut String, name: &Name) {
    out.push('$');
    let digits = !name.text.is_empty() && name.text.bytes().all(|byte| byte.is_ascii_digit());
    match digits {
        true => out.push_str(&name.text),
        false => plain(out, &name.text),
    }
}

pub(super) fn backticks(out: &mut String, text: &str) {
    out.push('`');
    out.push_str(&text.replace('`', "``"));
    out.push('`');
}
