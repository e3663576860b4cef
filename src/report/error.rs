//! Errors for people: the line, a caret below the place, what could stand there, what might be meant.

use crate::error::Error;
use crate::report::text::harmless;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// The error in colour where the terminal has it; `text` is the statement that it came from.
pub fn error(text: &str, error: &Error) -> String {
    let message = harmless(&error.message);
    let hints: Vec<String> = error.hints.iter().map(|hint| harmless(hint)).collect();
    let title = Level::ERROR.primary_title(&message).id(name(error));
    let mut group = Group::with_title(title);
    if let Some(span) = error.span {
        let range = fitting(text, span.range());
        group =
            group.element(Snippet::source(text).annotation(AnnotationKind::Primary.span(range)));
    }
    for hint in &hints {
        group = group.element(Level::HELP.message(hint));
    }
    Renderer::styled().render(&[group])
}

fn name(error: &Error) -> String {
    match error.detail {
        Some(detail) => format!("{}: {detail}", error.kind),
        None => error.kind.to_string(),
    }
}

/// The range moved to where the text has letters.
fn fitting(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(range.start);
    start..floor(range.end).max(start)
}
