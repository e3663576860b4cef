//! What rustyline asks while someone types, passed on to one file each.

use crate::repl::shell::Shell;
use crate::repl::vocabulary::Vocabulary;
use crate::repl::{complete, highlight, hint, validate};
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};
use std::borrow::Cow;

/// The helper of the line editor. While someone types it shares the graph; while a statement runs it must not.
#[derive(Default)]
pub struct Prompter {
    words: Vocabulary,
    /// How old the words are, in edits of the shell.
    learned: Option<u64>,
}

impl Prompter {
    /// Learns the words of the graph, anew where it may have changed.
    pub fn learn(&mut self, shell: &Shell) {
        match self.learned == Some(shell.edits) {
            true => self.words.regain(shell),
            false => self.words = Vocabulary::of(shell),
        }
        self.learned = Some(shell.edits);
    }

    /// Lets the graph go before a statement runs.
    pub fn forget(&mut self) {
        self.words.release();
    }
}

impl Helper for Prompter {}

impl Completer for Prompter {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        complete::complete(&self.words, line, pos)
    }
}

impl Hinter for Prompter {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<String> {
        hint::hint(line, pos)
    }
}

impl Highlighter for Prompter {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned(highlight::colored(line))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\x1b[2m{hint}\x1b[0m"))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

impl Validator for Prompter {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match validate::is_finished(context.input()) {
            true => ValidationResult::Valid(None),
            false => ValidationResult::Incomplete,
        })
    }
}
