//! The operators and how tightly they bind.

use crate::ast::{BinaryOp, CompareOp, Level, TimeRelation};
use crate::expected::{Expected, Group};
use crate::input::Input;
use crate::parse::value_type;
use crate::token::{Sign, TokenKind};
use crate::words::Word;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Not,
    Binary(BinaryOp),
    Compare(CompareOp),
    Time(TimeRelation),
}

/// What may follow an operand.
pub(super) enum Suffix {
    /// An operator that wants a further operand.
    Infix(Operator),
    /// `IS [NOT] NULL`.
    IsNull { negated: bool },
    /// `IS [NOT] TYPED`, `IS [NOT] ::`, before a type.
    IsTyped { negated: bool },
    /// `IS` before labels.
    IsLabelled,
}

impl Operator {
    pub(super) fn level(self) -> Level {
        match self {
            Operator::Not => Level::Not,
            Operator::Compare(_) => Level::Comparison,
            Operator::Time(_) => Level::Predicate,
            Operator::Binary(op) => op.level(),
        }
    }
}

/// suffix = ( "IN" | "CONTAINS" | "STARTS" "WITH" | "ENDS" "WITH" | "=~" | time-word ) sum | state
///
/// time-word = "AT" | "DURING" | "THROUGHOUT" | "OVERLAPS" | "PRECEDES" | "SUCCEEDS" | "MEETS" | "EQUALS"
///
/// The suffix that stands here within these levels, and how many tokens it takes.
pub(super) fn suffix(input: Input<'_>, loosest: Level, tightest: Level) -> Option<(Suffix, usize)> {
    let found = match input.kind()? {
        TokenKind::Sign(sign) => by_sign(sign).map(|op| (Suffix::Infix(op), 1)),
        TokenKind::Word(Word::Is) => is(input),
        TokenKind::Word(word) => by_word(input, word).map(|(op, n)| (Suffix::Infix(op), n)),
        _ => None,
    };
    found.filter(|(suffix, _)| (loosest..=tightest).contains(&suffix.level()))
}

impl Suffix {
    fn level(&self) -> Level {
        match self {
            Suffix::Infix(op) => op.level(),
            Suffix::IsNull { .. } | Suffix::IsTyped { .. } | Suffix::IsLabelled => Level::Predicate,
        }
    }
}

/// Notes the operators that could have stood here.
pub(super) fn note(input: Input<'_>, loosest: Level) {
    input.note_group(match loosest {
        Level::Additive => Group::Arithmetic,
        _ => Group::Operator,
    });
}

fn by_sign(sign: Sign) -> Option<Operator> {
    Some(match sign {
        Sign::Equal => Operator::Compare(CompareOp::Equal),
        Sign::NotEqual => Operator::Compare(CompareOp::NotEqual),
        Sign::Less => Operator::Compare(CompareOp::Less),
        Sign::LessEqual => Operator::Compare(CompareOp::LessOrEqual),
        Sign::Greater => Operator::Compare(CompareOp::Greater),
        Sign::GreaterEqual => Operator::Compare(CompareOp::GreaterOrEqual),
        Sign::EqualTilde => Operator::Binary(BinaryOp::Matches),
        Sign::Plus => Operator::Binary(BinaryOp::Add),
        Sign::Minus => Operator::Binary(BinaryOp::Subtract),
        Sign::BarBar => Operator::Binary(BinaryOp::Concat),
        Sign::Star => Operator::Binary(BinaryOp::Multiply),
        Sign::Slash => Operator::Binary(BinaryOp::Divide),
        Sign::Percent => Operator::Binary(BinaryOp::Modulo),
        Sign::Caret => Operator::Binary(BinaryOp::Power),
        _ => return None,
    })
}

fn by_word(input: Input<'_>, word: Word) -> Option<(Operator, usize)> {
    let operator = match word {
        Word::Or => Operator::Binary(BinaryOp::Or),
        Word::Xor => Operator::Binary(BinaryOp::Xor),
        Word::And => Operator::Binary(BinaryOp::And),
        Word::In => Operator::Binary(BinaryOp::In),
        Word::Contains => Operator::Binary(BinaryOp::Contains),
        Word::Starts => return with(input, BinaryOp::StartsWith),
        Word::Ends => return with(input, BinaryOp::EndsWith),
        Word::At => Operator::Time(TimeRelation::At),
        Word::During => Operator::Time(TimeRelation::During),
        Word::Throughout => Operator::Time(TimeRelation::Throughout),
        Word::Overlaps => Operator::Time(TimeRelation::Overlaps),
        Word::Precedes => Operator::Time(TimeRelation::Precedes),
        Word::Succeeds => Operator::Time(TimeRelation::Succeeds),
        Word::Meets => Operator::Time(TimeRelation::Meets),
        Word::Equals => Operator::Time(TimeRelation::Equals),
        _ => return None,
    };
    Some((operator, 1))
}

/// "STARTS" "WITH" | "ENDS" "WITH"
fn with(input: Input<'_>, op: BinaryOp) -> Option<(Operator, usize)> {
    if input.nth_word(1) == Some(Word::With) {
        return Some((Operator::Binary(op), 2));
    }
    input.skip(1).note(Expected::Word(Word::With));
    None
}

/// typed = "TYPED" | ":" ":"
///
/// How many tokens they take at the `n`th. `TYPED` is a label where no type follows.
fn typed(input: Input<'_>, n: usize) -> Option<usize> {
    let word = input.nth_word(n) == Some(Word::Typed) && value_type::begins(input, n + 1);
    let colons = [n, n + 1].map(|at| input.nth_sign(at)) == [Some(Sign::Colon); 2];
    match (word, colons) {
        (true, _) => Some(1),
        (_, true) => Some(2),
        _ => None,
    }
}

fn is(input: Input<'_>) -> Option<(Suffix, usize)> {
    let negated = input.nth_word(1) == Some(Word::Not);
    let words = 1 + usize::from(negated);
    if let Some(length) = typed(input, words) {
        return Some((Suffix::IsTyped { negated }, words + length));
    }
    input.skip(words).note(Expected::Word(Word::Typed));
    match (input.nth_word(1), input.nth_word(2)) {
        (Some(Word::Null), _) => Some((Suffix::IsNull { negated: false }, 2)),
        (Some(Word::Not), Some(Word::Null)) => Some((Suffix::IsNull { negated: true }, 3)),
        (Some(Word::Not), _) => {
            input.skip(2).note(Expected::Word(Word::Null));
            None
        }
        _ => {
            input.skip(1).note(Expected::Word(Word::Null));
            input.skip(1).note(Expected::Word(Word::Not));
            Some((Suffix::IsLabelled, 1))
        }
    }
}
