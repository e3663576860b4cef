//! Cutting a text into statements and commands: a command is a line of its own where a statement could begin.

use crate::repl::command::is_command;

/// A part of a text that is run on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    Statement(&'t str),
    Command(&'t str),
}

/// The pieces of a text in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if is_command(rest) {
            let end = rest.find('\n').unwrap_or(rest.len());
            pieces.push(Piece::Command(rest[..end].trim_end()));
            rest = &rest[end..];
            continue;
        }
        let Some(first) = factio_grammar::split(rest).into_iter().next() else {
            return pieces;
        };
        let end = first.range.end;
        pieces.push(Piece::Statement(&rest[first.range]));
        rest = rest[end..].trim_start();
        rest = rest.strip_prefix(';').unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::Piece::{Command, Statement};
    use super::pieces;

    #[test]
    fn commands_are_lines_and_statements_end_at_their_semicolon() {
        let text = ":mode line\nRETURN 1;\n// why\n.timer off\nRETURN\n ':x\n;' AS a; RETURN 2";
        assert_eq!(
            pieces(text),
            [
                Command(":mode line"),
                Statement("RETURN 1"),
                Statement("// why\n.timer off\nRETURN\n ':x\n;' AS a"),
                Statement("RETURN 2"),
            ]
        );
        assert_eq!(pieces("  // nothing\n ;;"), []);
    }
}
