//! Random valid queries.

mod expr;
mod pattern;
mod projection;

use crate::dice::Dice;
use crate::graph;
use crate::pattern::Path;
use crate::query::{Clause, Match, Query, Time};

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
    /// Anything, of which nothing is asked.
    Opaque,
}

/// The names that a clause may use, and how much of a query is left to make.
#[derive(Clone, Debug)]
pub struct Scope {
    pub names: Vec<(String, Kind)>,
    pub fresh: usize,
    /// Relation patterns that may still be written; keeps the answers small.
    pub hops: usize,
    /// Bound relations that the clause has named: none may stand twice in it.
    pub named: Vec<String>,
    /// Patterns that may still be written.
    pub paths: usize,
}

impl Scope {
    fn new() -> Scope {
        Scope {
            names: Vec::new(),
            fresh: 0,
            hops: 5,
            named: Vec::new(),
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
    Some(match dice.below(9) {
        0..=2 if scope.paths > 0 => matching(dice, scope, false),
        3 | 4 if scope.paths > 0 => matching(dice, scope, true),
        5 => unwinding(dice, scope),
        6 | 7 if !scope.names.is_empty() => Clause::With(projection::with(dice, scope)),
        8 if scope.paths > 0 && scope.hops > 0 => calling(dice, scope),
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
    scope.named.clear();
    let count = 1 + dice.below(2).min(scope.paths.saturating_sub(1));
    let mut patterns: Vec<Path> = (0..count)
        .map(|_| pattern::path(dice, scope, &before))
        .collect();
    let only = patterns.first_mut().filter(|_| count == 1);
    if let Some(path) = only.filter(|it| it.may_be_selected()) {
        path.all_shortest = dice.chance(40);
    }
    let time = dice.chance(15).then(|| time(dice));
    let filter = dice.chance(45).then(|| predicate(dice, scope, 2));
    Clause::Match(Match {
        optional,
        patterns,
        time,
        filter,
    })
}

fn time(dice: &mut Dice) -> Time {
    let first = 1 + dice.below(8);
    let last = first + dice.below(3);
    match dice.below(3) {
        0 => Time::At(first),
        1 => Time::During(first, last),
        _ => Time::Throughout(first, last),
    }
}

/// A subquery for each row, which sees some of its names.
fn calling(dice: &mut Dice, scope: &mut Scope) -> Clause {
    let mut inner = scope.clone();
    inner.names.retain(|_| dice.chance(60));
    let imports = inner.names.iter().map(|(name, _)| name.clone()).collect();
    let mut clauses = vec![matching(dice, &mut inner, false)];
    if inner.names.is_empty() {
        clauses.push(unwinding(dice, &mut inner));
    }
    let mut answer = projection::answer(dice, &mut inner);
    (scope.fresh, scope.hops, scope.paths) = (inner.fresh, inner.hops, inner.paths);
    for item in &mut answer.items {
        item.alias = scope.name("c");
        scope.names.push((item.alias.clone(), Kind::Opaque));
    }
    Clause::Call(imports, Box::new(Query { clauses, answer }))
}
