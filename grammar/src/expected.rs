//! What may stand at a place in the text: single tokens, kinds of names, and the groups that errors speak of as one.

use crate::token::Sign;
use crate::words::Word;
use std::fmt;

/// One thing that may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Word(Word),
    Sign(Sign),
    /// A variable that is in scope.
    Variable,
    /// A name that the query gives here for the first time.
    NewName,
    Label,
    RelationType,
    PropertyKey,
    Function,
    Procedure,
    /// A column that a procedure yields.
    Column,
    Parameter,
    /// What may follow `@`.
    Handle,
    IndexName,
    ConstraintName,
    Integer,
    Float,
    String,
    Map,
    /// The end of the text.
    End,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Word(word) => word.text(),
            Expected::Sign(sign) => return write!(f, "`{}`", sign.text()),
            Expected::Variable => "a variable",
            Expected::NewName => "a name",
            Expected::Label => "a label",
            Expected::RelationType => "a relation type",
            Expected::PropertyKey => "a property key",
            Expected::Function => "a function",
            Expected::Procedure => "a procedure",
            Expected::Column => "a column",
            Expected::Parameter => "a parameter",
            Expected::Handle => "a handle",
            Expected::IndexName => "the name of an index",
            Expected::ConstraintName => "the name of a constraint",
            Expected::Integer => "an integer",
            Expected::Float => "a float",
            Expected::String => "a string",
            Expected::Map => "a map",
            Expected::End => "the end of the text",
        })
    }
}

/// Things that stand in the same places, and that a message speaks of as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// What an expression may begin with.
    Expression,
    /// What may join an expression to a further one, or follow it.
    Operator,
    /// The operators on values alone, without predicates and logic.
    Arithmetic,
    /// What may be taken from an operand.
    Access,
    /// What may follow a name that begins an expression.
    Call,
    /// What may stand before the elements of a path.
    Path,
    /// What a time clause may begin with.
    Slice,
    /// What a clause may begin with.
    Clause,
    /// What a statement may begin with beside a clause.
    Command,
}

impl Group {
    pub(crate) fn title(self) -> &'static str {
        match self {
            Group::Expression => "an expression",
            Group::Operator | Group::Arithmetic | Group::Access | Group::Call => "an operator",
            Group::Path => "a selector or mode of paths",
            Group::Slice => "a time clause",
            Group::Clause => "a clause",
            Group::Command => "a command",
        }
    }

    pub(crate) fn members(self) -> &'static [Expected] {
        match self {
            Group::Expression => EXPRESSION,
            Group::Operator => OPERATOR,
            Group::Arithmetic => ARITHMETIC,
            Group::Access => ACCESS,
            Group::Call => CALL,
            Group::Path => PATH,
            Group::Slice => SLICE,
            Group::Clause => CLAUSE,
            Group::Command => COMMAND,
        }
    }
}

const EXPRESSION: &[Expected] = &[
    Expected::Variable,
    Expected::Function,
    Expected::Parameter,
    Expected::Integer,
    Expected::Float,
    Expected::String,
    Expected::Word(Word::True),
    Expected::Word(Word::False),
    Expected::Word(Word::Null),
    Expected::Word(Word::Not),
    Expected::Word(Word::Case),
    Expected::Word(Word::Exists),
    Expected::Word(Word::Count),
    Expected::Word(Word::Collect),
    Expected::Word(Word::All),
    Expected::Word(Word::Any),
    Expected::Word(Word::None),
    Expected::Word(Word::Single),
    Expected::Word(Word::Reduce),
    Expected::Sign(Sign::LeftParen),
    Expected::Sign(Sign::LeftBracket),
    Expected::Sign(Sign::LeftBrace),
    Expected::Sign(Sign::Plus),
    Expected::Sign(Sign::Minus),
    Expected::Sign(Sign::At),
];

const ARITHMETIC: &[Expected] = &[
    Expected::Sign(Sign::Plus),
    Expected::Sign(Sign::Minus),
    Expected::Sign(Sign::Star),
    Expected::Sign(Sign::Slash),
    Expected::Sign(Sign::Percent),
    Expected::Sign(Sign::Caret),
    Expected::Sign(Sign::BarBar),
];

const ACCESS: &[Expected] = &[
    Expected::Sign(Sign::Dot),
    Expected::Sign(Sign::LeftBracket),
    Expected::Sign(Sign::Colon),
];

const CALL: &[Expected] = &[
    Expected::Sign(Sign::LeftParen),
    Expected::Sign(Sign::LeftBrace),
];

pub(crate) const OPERATOR: &[Expected] = &[
    Expected::Word(Word::Or),
    Expected::Word(Word::Xor),
    Expected::Word(Word::And),
    Expected::Sign(Sign::Equal),
    Expected::Sign(Sign::NotEqual),
    Expected::Sign(Sign::Less),
    Expected::Sign(Sign::LessEqual),
    Expected::Sign(Sign::Greater),
    Expected::Sign(Sign::GreaterEqual),
    Expected::Word(Word::In),
    Expected::Word(Word::Starts),
    Expected::Word(Word::Ends),
    Expected::Word(Word::Contains),
    Expected::Word(Word::Is),
    Expected::Sign(Sign::EqualTilde),
    Expected::Word(Word::At),
    Expected::Word(Word::During),
    Expected::Word(Word::Throughout),
    Expected::Word(Word::Overlaps),
    Expected::Word(Word::Precedes),
    Expected::Word(Word::Succeeds),
    Expected::Word(Word::Meets),
    Expected::Word(Word::Equals),
    Expected::Sign(Sign::Plus),
    Expected::Sign(Sign::Minus),
    Expected::Sign(Sign::Star),
    Expected::Sign(Sign::Slash),
    Expected::Sign(Sign::Percent),
    Expected::Sign(Sign::Caret),
    Expected::Sign(Sign::BarBar),
];

const PATH: &[Expected] = &[
    Expected::Word(Word::Any),
    Expected::Word(Word::All),
    Expected::Word(Word::Shortest),
    Expected::Word(Word::ShortestPath),
    Expected::Word(Word::AllShortestPaths),
    Expected::Word(Word::Walk),
    Expected::Word(Word::Trail),
    Expected::Word(Word::Acyclic),
    Expected::Word(Word::Simple),
    Expected::Word(Word::Path),
    Expected::Word(Word::Paths),
];

const SLICE: &[Expected] = &[
    Expected::Word(Word::At),
    Expected::Word(Word::During),
    Expected::Word(Word::Throughout),
    Expected::Word(Word::For),
];

pub(crate) const CLAUSE: &[Expected] = &[
    Expected::Word(Word::Match),
    Expected::Word(Word::Optional),
    Expected::Word(Word::Unwind),
    Expected::Word(Word::For),
    Expected::Word(Word::With),
    Expected::Word(Word::Return),
    Expected::Word(Word::Finish),
    Expected::Word(Word::Filter),
    Expected::Word(Word::Let),
    Expected::Word(Word::Order),
    Expected::Word(Word::Skip),
    Expected::Word(Word::Offset),
    Expected::Word(Word::Limit),
    Expected::Word(Word::Create),
    Expected::Word(Word::Insert),
    Expected::Word(Word::Merge),
    Expected::Word(Word::Set),
    Expected::Word(Word::Remove),
    Expected::Word(Word::Delete),
    Expected::Word(Word::Detach),
    Expected::Word(Word::Nodetach),
    Expected::Word(Word::Foreach),
    Expected::Word(Word::Call),
    Expected::Word(Word::Load),
];

const COMMAND: &[Expected] = &[
    Expected::Word(Word::Explain),
    Expected::Word(Word::Profile),
    Expected::Word(Word::Why),
    Expected::Word(Word::Define),
    Expected::Word(Word::Show),
    Expected::Word(Word::Drop),
    Expected::Word(Word::Begin),
    Expected::Word(Word::Commit),
    Expected::Word(Word::Rollback),
];
