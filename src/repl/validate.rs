//! Whether what was typed is finished: a command at the line's end, a statement at its `;` or when it is obviously whole.

use crate::repl::command::is_command;

/// Whether Enter ends the input.
pub fn is_finished(text: &str) -> bool {
    text.trim().is_empty() || is_command(text) || factio_grammar::finished(text)
}
