//! Errors of the grammar: what a rule reports, and what a reader is told.

use crate::expected::{Expected, Group};
use crate::input::{Input, Tokens};
use crate::register::Register;
use crate::span::Span;
use crate::token::{Sign, TokenKind, Trouble};
use nom::error::{ErrorKind, ParseError};
use std::fmt;

/// Why a text is no statement.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntaxError {
    pub detail: Detail,
    /// One sentence: what was found and what was wanted.
    pub message: String,
    /// The place in the text, in bytes; empty at its end where more was wanted.
    pub span: Span,
    /// The text of the token that did not fit; empty where the text ended.
    pub found: String,
    /// Every token that could have stood there.
    pub expected: Vec<String>,
    /// What might be meant; a sentence each.
    pub hints: Vec<String>,
}

/// The exact cause, by the names of the openCypher TCK where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    UnexpectedSyntax,
    InvalidNumberLiteral,
    IntegerOverflow,
    FloatingPointOverflow,
    InvalidUnicodeLiteral,
    InvalidUnicodeCharacter,
    InvalidRelationshipPattern,
    NestingTooDeep,
    TextTooLong,
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// What a rule returns when it fails: nothing where the register knows enough, else a report of its own.
#[derive(Debug)]
pub(crate) struct Problem(Option<Box<Report>>);

/// A cause that a rule saw for itself.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) detail: Detail,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) hint: Option<&'static str>,
}

impl Problem {
    /// The next token does not fit.
    pub(crate) fn unexpected() -> Problem {
        Problem(None)
    }

    /// Ends the parse with a cause of its own.
    pub(crate) fn report(
        detail: Detail,
        span: Span,
        message: impl Into<String>,
    ) -> nom::Err<Problem> {
        let message = message.into();
        let report = Report {
            detail,
            span,
            message,
            hint: None,
        };
        nom::Err::Failure(Problem(Some(Box::new(report))))
    }

    /// Like [`Problem::report`], with a way to get on.
    pub(crate) fn advise(
        detail: Detail,
        span: Span,
        message: impl Into<String>,
        hint: &'static str,
    ) -> nom::Err<Problem> {
        let message = message.into();
        let report = Report {
            detail,
            span,
            message,
            hint: Some(hint),
        };
        nom::Err::Failure(Problem(Some(Box::new(report))))
    }
}

impl<'a> ParseError<Input<'a>> for Problem {
    fn from_error_kind(_: Input<'a>, _: ErrorKind) -> Problem {
        Problem::unexpected()
    }

    fn append(_: Input<'a>, _: ErrorKind, other: Problem) -> Problem {
        other
    }
}

impl SyntaxError {
    /// The error that ended a parse whose failures were noted in `register`.
    pub(crate) fn new(
        text: &str,
        tokens: &Tokens,
        register: &Register,
        problem: Problem,
    ) -> SyntaxError {
        match problem.0 {
            Some(report) => SyntaxError::reported(text, tokens, register, *report),
            None => SyntaxError::unexpected(text, tokens, register),
        }
    }

    pub(crate) fn too_long(length: usize, limit: usize) -> SyntaxError {
        SyntaxError {
            detail: Detail::TextTooLong,
            message: format!("the text is {length} bytes long, and at most {limit} are read"),
            span: Span::default(),
            found: String::new(),
            expected: Vec::new(),
            hints: Vec::new(),
        }
    }

    fn reported(text: &str, tokens: &Tokens, register: &Register, report: Report) -> SyntaxError {
        let stuck = tokens.all().get(register.at);
        let expected = match stuck.is_some_and(|token| token.span.start == report.span.start) {
            true => names(&register.all()),
            false => Vec::new(),
        };
        SyntaxError {
            detail: report.detail,
            message: report.message,
            span: report.span,
            found: text[report.span.range()].to_string(),
            expected,
            hints: report.hint.map(str::to_string).into_iter().collect(),
        }
    }

    fn unexpected(text: &str, tokens: &Tokens, register: &Register) -> SyntaxError {
        let all = register.all();
        let (kind, span) = match tokens.all().get(register.at) {
            Some(token) => (Some(token.kind), token.span),
            None => (None, end(tokens)),
        };
        let found = &text[span.range()];
        let numeric = all.contains(&Expected::Integer);
        let (detail, trouble) = diagnose(kind, found, numeric);
        let message = trouble.unwrap_or_else(|| sentence(kind.map(|_| found), register));
        SyntaxError {
            detail,
            message,
            span,
            found: found.to_string(),
            expected: names(&all),
            hints: crate::hint::hints(text, tokens, register.at, &all),
        }
    }
}

fn end(tokens: &Tokens) -> Span {
    let end = tokens.all().last().map_or(0, |token| token.span.end);
    Span { start: end, end }
}

fn names(expected: &[Expected]) -> Vec<String> {
    expected.iter().map(Expected::to_string).collect()
}

/// The cause that the token itself shows, and the sentence for it where it is no token at all.
fn diagnose(kind: Option<TokenKind>, found: &str, numeric: bool) -> (Detail, Option<String>) {
    let detail = match kind {
        Some(TokenKind::Bad(Trouble::Number)) if numeric => Detail::InvalidNumberLiteral,
        Some(TokenKind::Bad(Trouble::UnicodeCharacter)) => Detail::InvalidUnicodeCharacter,
        Some(TokenKind::Sign(Sign::OtherDash | Sign::OtherLeft | Sign::OtherRight)) => {
            Detail::InvalidUnicodeCharacter
        }
        _ => Detail::UnexpectedSyntax,
    };
    let trouble = match kind {
        Some(TokenKind::Bad(Trouble::UnclosedString)) => {
            "the string that begins here is not closed"
        }
        Some(TokenKind::Bad(Trouble::UnclosedName)) => {
            "the quoted name that begins here is not closed"
        }
        Some(TokenKind::Bad(Trouble::UnclosedComment)) => {
            "the comment that begins here is not closed"
        }
        _ => return (detail, spelled(detail, found)),
    };
    (detail, Some(trouble.to_string()))
}

fn spelled(detail: Detail, found: &str) -> Option<String> {
    match detail {
        Detail::InvalidNumberLiteral => Some(format!("`{}` is no number", shown(found))),
        Detail::InvalidUnicodeCharacter => {
            let code = found.chars().next().map_or(0, u32::from);
            Some(format!(
                "the character `{found}` (U+{code:04X}) has no meaning here"
            ))
        }
        _ => None,
    }
}

/// "found X, expected A, B or C".
fn sentence(found: Option<&str>, register: &Register) -> String {
    let found = match found {
        Some(found) => format!("`{}`", shown(found)),
        None => "the end of the text".to_string(),
    };
    let wanted = wanted(register);
    match wanted.split_last() {
        None => format!("found {found}, which fits nothing here"),
        Some((last, [])) => format!("found {found}, expected {last}"),
        Some((last, others)) => format!("found {found}, expected {} or {last}", others.join(", ")),
    }
}

/// What could have stood there, the members of a group under its title.
fn wanted(register: &Register) -> Vec<String> {
    let covered: Vec<Expected> = register
        .groups
        .iter()
        .flat_map(|group| group.members())
        .copied()
        .collect();
    let singles = register.singles.iter().filter(|one| !covered.contains(one));
    let mut wanted: Vec<String> = singles.map(Expected::to_string).collect();
    for group in &register.groups {
        let title = Group::title(*group).to_string();
        if !wanted.contains(&title) {
            wanted.push(title);
        }
    }
    wanted
}

/// At most forty characters of a token.
fn shown(found: &str) -> String {
    match found.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", &found[..cut]),
        None => found.to_string(),
    }
}
