//! Random expressions that cannot fail: values of any kind, and conditions over them.

use crate::dice::Dice;
use crate::expr::{Expr, Subquery};
use crate::graph;
use crate::pattern::{Direction, Hop, Labels, Node, Path};
use crate::random::{Kind, Scope, pattern};
use factio_graph::value::Value;

/// A condition: true, false or null.
pub fn predicate(dice: &mut Dice, scope: &mut Scope, depth: usize) -> Expr {
    if depth > 0 && dice.chance(40) {
        let mut inner = |dice: &mut Dice| predicate(dice, scope, depth - 1).boxed();
        return match dice.below(4) {
            0 => Expr::Not(inner(dice)),
            1 => Expr::And(inner(dice), inner(dice)),
            2 => Expr::Or(inner(dice), inner(dice)),
            _ => Expr::Xor(inner(dice), inner(dice)),
        };
    }
    match dice.below(16) {
        0..=4 => compared(dice, scope, depth),
        5 => Expr::IsNull(value(dice, scope, depth).boxed()),
        6 => Expr::IsNotNull(value(dice, scope, depth).boxed()),
        7 => {
            let values = (0..dice.below(3)).map(|_| sometimes_null(dice)).collect();
            Expr::In(value(dice, scope, depth).boxed(), values)
        }
        8 => same(dice, scope),
        9 => labelled(dice, scope),
        10 if scope.paths > 0 && depth > 0 => Expr::Exists(Box::new(subquery(dice, scope))),
        11 => {
            Expr::Constant(dice.pick(&[Value::Boolean(true), Value::Boolean(false), Value::Null]))
        }
        12 | 13 => related(dice, scope),
        14 | 15 => linked(dice, scope),
        _ => compared(dice, scope, depth),
    }
}

/// What two relations say of one property.
fn related(dice: &mut Dice, scope: &mut Scope) -> Expr {
    let names = scope.of_kind(&[Kind::Relation]);
    if names.len() < 2 {
        return compared(dice, scope, 0);
    }
    let key = dice.pick(&["x", "k"]);
    let mut side = || Expr::Property(dice.pick(&names), key).boxed();
    let (left, right) = (side(), side());
    Expr::Compare(dice.pick(&["=", "<>", "<"]), left, right)
}

/// Whether a relation lies between two nodes, or that none does.
fn linked(dice: &mut Dice, scope: &mut Scope) -> Expr {
    let names = scope.of_kind(&[Kind::Node]);
    if names.is_empty() {
        return compared(dice, scope, 0);
    }
    let mut end = || Node {
        variable: Some(dice.pick(&names)),
        ..Node::default()
    };
    let (start, end) = (end(), end());
    let hop = Hop {
        variable: None,
        types: dice
            .chance(70)
            .then(|| Labels::Is(dice.pick(&graph::TYPES))),
        direction: dice.pick(&[Direction::Right, Direction::Left, Direction::Either]),
        length: None,
        properties: Vec::new(),
        filter: None,
    };
    let path = Path {
        variable: None,
        all_shortest: false,
        start,
        steps: vec![(hop, end)],
    };
    let exists = Expr::Exists(Box::new(Subquery {
        patterns: vec![path],
        filter: None,
    }));
    match dice.chance(60) {
        true => Expr::Not(exists.boxed()),
        false => exists,
    }
}

fn sometimes_null(dice: &mut Dice) -> Value {
    match dice.chance(12) {
        true => Value::Null,
        false => graph::value(dice),
    }
}

fn compared(dice: &mut Dice, scope: &mut Scope, depth: usize) -> Expr {
    let op = dice.pick(&["=", "<>", "<", "<=", ">", ">="]);
    let left = value(dice, scope, depth).boxed();
    Expr::Compare(op, left, value(dice, scope, depth).boxed())
}

/// Whether two names stand for one element.
fn same(dice: &mut Dice, scope: &mut Scope) -> Expr {
    let kind = dice.pick(&[Kind::Node, Kind::Relation]);
    let names = scope.of_kind(&[kind]);
    if names.is_empty() {
        return compared(dice, scope, 0);
    }
    let mut side = || Expr::Variable(dice.pick(&names)).boxed();
    let (left, right) = (side(), side());
    Expr::Compare(dice.pick(&["=", "<>"]), left, right)
}

fn labelled(dice: &mut Dice, scope: &mut Scope) -> Expr {
    let kind = dice.pick(&[Kind::Node, Kind::Relation]);
    let names = scope.of_kind(&[kind]);
    if names.is_empty() {
        return compared(dice, scope, 0);
    }
    let known = match kind {
        Kind::Node => graph::LABELS,
        _ => graph::TYPES,
    };
    let name = dice.pick(&names);
    Expr::HasLabels(name, pattern::labels(dice, &known, 1))
}

/// A value of any kind.
pub fn value(dice: &mut Dice, scope: &Scope, depth: usize) -> Expr {
    let elements = scope.of_kind(&[Kind::Node, Kind::Relation]);
    match dice.below(10) {
        0..=3 if !elements.is_empty() => {
            let key = dice.pick(&["x", "y", "k"]);
            Expr::Property(dice.pick(&elements), key)
        }
        4 => variable(dice, scope),
        5 if depth > 0 => number(dice, scope),
        6 if depth > 0 => {
            let when = predicate(dice, &mut scope.clone(), 0).boxed();
            let then = value(dice, scope, 0).boxed();
            Expr::Case(when, then, value(dice, scope, 0).boxed())
        }
        7 if depth > 0 && scope.paths > 0 => {
            Expr::Count(Box::new(subquery(dice, &mut scope.clone())))
        }
        _ => Expr::Constant(sometimes_null(dice)),
    }
}

fn variable(dice: &mut Dice, scope: &Scope) -> Expr {
    let names = scope.of_kind(&[Kind::Value, Kind::Number]);
    match names.is_empty() {
        true => Expr::Constant(graph::value(dice)),
        false => Expr::Variable(dice.pick(&names)),
    }
}

/// A whole number, or null.
pub fn number(dice: &mut Dice, scope: &Scope) -> Expr {
    let constant = Expr::Constant(Value::Integer(dice.below(3) as i64));
    let from = |dice: &mut Dice, kinds: &[Kind]| {
        let names = scope.of_kind(kinds);
        (!names.is_empty()).then(|| dice.pick(&names))
    };
    let found = match dice.below(6) {
        0..=2 => from(dice, &[Kind::Node, Kind::Relation]).map(|it| Expr::Property(it, "k")),
        3 => from(dice, &[Kind::Path]).map(Expr::Length),
        4 => from(dice, &[Kind::Relations]).map(Expr::Size),
        _ => from(dice, &[Kind::Number]).map(Expr::Variable),
    };
    match found {
        Some(found) if dice.chance(30) => Expr::Add(found.boxed(), constant.boxed()),
        Some(found) => found,
        None => constant,
    }
}

fn subquery(dice: &mut Dice, scope: &mut Scope) -> Subquery {
    let mut inner = scope.clone();
    inner.hops = inner.hops.min(2);
    inner.named.clear();
    let before = inner.clone();
    let mut patterns = vec![pattern::path(dice, &mut inner, &before)];
    if dice.chance(15) {
        patterns.push(pattern::path(dice, &mut inner, &before));
    }
    inner.paths = 0;
    let filter = dice.chance(30).then(|| predicate(dice, &mut inner, 1));
    scope.fresh = inner.fresh;
    scope.hops = scope.hops.min(inner.hops);
    scope.paths -= 1;
    Subquery { patterns, filter }
}
