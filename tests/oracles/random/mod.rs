//! Random valid queries.

mod expr;
mod pattern;
mod projection;

use crate::dice::Dice;
use crate::graph;
use crate::query::{Clause, Match, Query};

pub use expr::{number, predicate, value};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Node,
    Relation,
    /// The relations of a pattern of variable length.
    Relations,
    Path,
    Value,
    /// A whole number, or null.
    Number,
}

/// The names that a clause may use, and how much of a query is left to make.
#[derive(Clone, Debug)]
pub struct Scope {
    pub names: Vec<(String, Kind)>,
    pub fresh: usize,
    /// Relation patterns that may still be written; keeps the answers small.
    pub hops: usize,
    /// Patterns that may still be written.
    pub paths: usize,
}

impl Scope {
    fn new() -> Scope {
        Scope {
            names: Vec::new(),
            fresh: 0,
            hops: 5,
            paths: 4,
        }
    }

    pub fn of_kind(&self, kinds: &[Kind]) -> Vec<String> {
        let named = self.names.iter().filter(|(_, kind)| kinds.contains(kind));
        named.map(|(name, _)| name.clone()).collect()
    }

    /// A name that stands nowhere yet.
    fn name(&mut self, letter: &str) -> String {
        self.fresh += 1;
        format!("{letter}{}", self.fresh)
    }
}

/// A query of one to four clauses.
pub fn query(dice: &mut Dice) -> Query {
    let (clauses, mut scope) = clauses(dice);
    let answer = projection::answer(dice, &mut scope);
    Query { clauses, answer }
}

/// The clauses before RETURN, and what they leave.
pub fn clauses(dice: &mut Dice) -> (Vec<Clause>, Scope) {
    let mut scope = Scope::new();
    let mut clauses = vec![matching(dice, &mut scope, false)];
    while clauses.len() < 5 && dice.chance(60) {
        clauses.extend(clause(dice, &mut scope));
    }
    if scope.names.is_empty() {
        clauses.push(unwinding(dice, &mut scope));
    }
    (clauses, scope)
}

/// Clauses that treat every row by itself, and what they leave.
pub fn clauses_that_keep(dice: &mut Dice) -> (Vec<Clause>, Scope) {
    let mut scope = Scope::new();
    scope.hops = 3;
    let mut clauses = vec![matching(dice, &mut scope, false)];
    if dice.chance(50) {
        let optional = dice.chance(50);
        clauses.push(matching(dice, &mut scope, optional));
    }
    (clauses, scope)
}

fn clause(dice: &mut Dice, scope: &mut Scope) -> Option<Clause> {
    Some(match dice.below(8) {
        0..=2 if scope.paths > 0 => matching(dice, scope, false),
        3 | 4 if scope.paths > 0 => matching(dice, scope, true),
        5 => unwinding(dice, scope),
        6 | 7 if !scope.names.is_empty() => Clause::With(projection::with(dice, scope)),
        _ => return None,
    })
}

fn unwinding(dice: &mut Dice, scope: &mut Scope) -> Clause {
    let values = (0..dice.below(4)).map(|_| graph::value(dice)).collect();
    let name = scope.name("u");
    scope.names.push((name.clone(), Kind::Value));
    Clause::Unwind(values, name)
}

fn matching(dice: &mut Dice, scope: &mut Scope, optional: bool) -> Clause {
    let before = scope.clone();
    let count = 1 + dice.below(2).min(scope.paths.saturating_sub(1));
    let patterns = (0..count)
        .map(|_| pattern::path(dice, scope, &before))
        .collect();
    let filter = dice.chance(45).then(|| predicate(dice, scope, 2));
    Clause::Match(Match {
        optional,
        patterns,
        filter,
    })
}
