//! A tie: two actors that stand together or against each other, by which rule, when, and on what evidence.

use factio_graph::id::NodeId;
use factio_graph::time::{Bounds, Certainty};
use factio_graph::value::Path;

/// Where the sign of a tie comes from, in the order of rank: direct evidence outranks derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Rule {
    /// D0: a relation with a sign.
    Direct,
    /// D1: two members of one contesting body.
    Comrades,
    /// D2: people of a body towards those of a body, or an actor, that it has a signed relation to.
    Sides,
    /// D3: two leaders of one body.
    Leaders,
    /// D5: friend of a friend, enemy of an enemy.
    Inferred,
}

impl Rule {
    pub fn name(self) -> &'static str {
        match self {
            Rule::Direct => "D0",
            Rule::Comrades => "D1",
            Rule::Sides => "D2",
            Rule::Leaders => "D3",
            Rule::Inferred => "D5",
        }
    }

    /// What ties the two, for a person to read.
    pub fn words(self, sign: Sign) -> &'static str {
        match (self, sign) {
            (Rule::Direct, Sign::Plus) => "stood with",
            (Rule::Direct, Sign::Minus) => "stood against",
            (Rule::Comrades, _) => "was of one body with",
            (Rule::Sides, Sign::Plus) => "was on the side of",
            (Rule::Sides, Sign::Minus) => "was on the side against",
            (Rule::Leaders, _) => "led together with",
            (Rule::Inferred, _) => "is inferred to have stood with",
        }
    }
}

/// Together or against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sign {
    Plus,
    Minus,
}

impl Sign {
    /// `None` for zero, which ties nobody.
    pub fn of(number: i64) -> Option<Sign> {
        match number.signum() {
            1 => Some(Sign::Plus),
            -1 => Some(Sign::Minus),
            _ => None,
        }
    }

    pub fn number(self) -> i64 {
        match self {
            Sign::Plus => 1,
            Sign::Minus => -1,
        }
    }

    /// The sign of a path through both.
    pub fn times(self, other: Sign) -> Sign {
        match self == other {
            true => Sign::Plus,
            false => Sign::Minus,
        }
    }
}

/// A tie as seen from one of its ends.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    pub from: NodeId,
    pub to: NodeId,
    pub sign: Sign,
    pub rule: Rule,
    /// The evidence as a walk from one end to the other, through the bodies between them.
    pub walk: Path,
    /// What all of the evidence has in common, the certain core and the possible span.
    pub valid: Bounds,
    /// In the slice of the statement; never absent.
    pub certainty: Certainty,
}

impl Tie {
    /// Whether another tie of the same ends and sign, and of no lower rank, holds whenever this one does.
    pub fn is_covered_by(&self, other: &Tie) -> bool {
        let (mine, theirs) = (&self.valid, &other.valid);
        let covers = theirs.start().0 <= mine.start().0
            && theirs.start().1 <= mine.start().1
            && theirs.end().0 >= mine.end().0
            && theirs.end().1 >= mine.end().1;
        self.to == other.to
            && self.sign == other.sign
            && other.rule <= self.rule
            && other.certainty >= self.certainty
            && covers
            && (mine.is_doubtful() || !theirs.is_doubtful())
    }
}
