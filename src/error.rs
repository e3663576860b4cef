//! Errors of a statement: what went wrong, when, where, and what might be meant instead.

pub(crate) mod nearest;

use factio_grammar::Span;
use std::fmt;

/// An error raised while a statement was planned or run. Nothing of the statement was kept.
///
/// `kind`, `phase` and `detail` carry the names of the openCypher TCK, so that tools can match on them.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub kind: ErrorKind,
    pub phase: Phase,
    pub detail: Option<Detail>,
    /// One sentence: what was found and what was wanted.
    pub message: String,
    /// The place in the statement's text, in bytes.
    pub span: Option<Span>,
    /// What might be meant, or how to get on; a sentence each.
    pub hints: Vec<String>,
}

pub type Result<T> = std::result::Result<T, Error>;

/// When an error was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    CompileTime,
    Runtime,
}

/// The family of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    SyntaxError,
    SemanticError,
    ParameterMissing,
    TypeError,
    ArgumentError,
    ArithmeticError,
    EntityNotFound,
    ProcedureError,
    ConstraintVerificationFailed,
    ConstraintValidationFailed,
    /// A construct that parses and is not built yet.
    NotYetSupported,
    /// A limit on rows, bytes, depth or time was reached.
    LimitExceeded,
    /// The statement was stopped by its user.
    Cancelled,
    /// A file could not be read or written.
    StorageError,
    /// A file is damaged.
    Corrupt,
    /// A transaction command that does not fit the state of the session.
    TransactionError,
}

/// The exact cause, by the names of the TCK where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    UnexpectedSyntax,
    InvalidNumberLiteral,
    IntegerOverflow,
    FloatingPointOverflow,
    InvalidUnicodeLiteral,
    InvalidUnicodeCharacter,
    InvalidRelationshipPattern,
    UndefinedVariable,
    VariableAlreadyBound,
    VariableTypeConflict,
    NoSingleRelationshipType,
    CreatingVarLength,
    RequiresDirectedRelationship,
    InvalidParameterUse,
    InvalidClauseComposition,
    InvalidAggregation,
    NestedAggregation,
    AmbiguousAggregationExpression,
    InvalidArgumentType,
    InvalidArgumentValue,
    InvalidArgumentPassingMode,
    InvalidNumberOfArguments,
    InvalidDelete,
    InvalidPropertyType,
    NonConstantExpression,
    NegativeIntegerArgument,
    NumberOutOfRange,
    NoExpressionAlias,
    NoVariablesInScope,
    ColumnNameConflict,
    DifferentColumnsInUnion,
    RelationshipUniquenessViolation,
    UnknownFunction,
    ProcedureNotFound,
    MissingParameter,
    MergeReadOwnWrites,
    MapElementAccessByNonString,
    ListElementAccessByNonInteger,
    InvalidElementAccess,
    PropertyAccessByNonString,
    DeletedEntityAccess,
    DeleteConnectedNode,
    DivisionByZero,
    CreateBlockedByConstraint,
    UnknownHandle,
    AmbiguousHandle,
    NestingTooDeep,
    TextTooLong,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Display for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Phase::CompileTime => "compile time",
            Phase::Runtime => "runtime",
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

impl std::error::Error for Error {}

impl Error {
    /// An error found while planning.
    pub fn compile(kind: ErrorKind, detail: Detail, message: impl Into<String>) -> Error {
        Error::new(kind, Phase::CompileTime, Some(detail), message)
    }

    /// An error met while running.
    pub fn runtime(kind: ErrorKind, detail: Detail, message: impl Into<String>) -> Error {
        Error::new(kind, Phase::Runtime, Some(detail), message)
    }

    /// An error that the TCK has no detail for.
    pub fn plain(kind: ErrorKind, phase: Phase, message: impl Into<String>) -> Error {
        Error::new(kind, phase, None, message)
    }

    /// A construct that the grammar reads and the engine does not run yet.
    pub fn not_yet(what: &str, span: Span) -> Error {
        Error::plain(
            ErrorKind::NotYetSupported,
            Phase::CompileTime,
            format!("{what} cannot be run yet"),
        )
        .at(span)
    }

    fn new(
        kind: ErrorKind,
        phase: Phase,
        detail: Option<Detail>,
        message: impl Into<String>,
    ) -> Error {
        Error {
            kind,
            phase,
            detail,
            message: message.into(),
            span: None,
            hints: Vec::new(),
        }
    }

    /// The same error, pointing at a place unless it already does.
    pub fn at(mut self, span: Span) -> Error {
        self.span.get_or_insert(span);
        self
    }

    /// The same error with one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hints.push(hint.into());
        self
    }
}
