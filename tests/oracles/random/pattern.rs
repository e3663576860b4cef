//! Random patterns.

use crate::dice::Dice;
use crate::expr::Expr;
use crate::graph::{LABELS, TYPES, value};
use crate::pattern::{Direction, Hop, Labels, Length, Node, Path, Wording};
use crate::random::{Kind, Scope, expr};

/// A path pattern; what stands inside its elements may name what was there `before` the clause.
pub fn path(dice: &mut Dice, scope: &mut Scope, before: &Scope) -> Path {
    scope.paths = scope.paths.saturating_sub(1);
    let start = node(dice, scope, before);
    let mut steps = Vec::new();
    while scope.hops > 0 && steps.len() < 3 && dice.chance(55) {
        scope.hops -= 1;
        steps.push((hop(dice, scope, before), node(dice, scope, before)));
    }
    let variable = dice.chance(12).then(|| {
        let name = scope.name("p");
        scope.names.push((name.clone(), Kind::Path));
        name
    });
    Path {
        variable,
        all_shortest: false,
        start,
        steps,
    }
}

fn node(dice: &mut Dice, scope: &mut Scope, before: &Scope) -> Node {
    let known = scope.of_kind(&[Kind::Node]);
    let variable = match dice.below(10) {
        0..=4 => {
            let name = scope.name("n");
            scope.names.push((name.clone(), Kind::Node));
            Some(name)
        }
        5..=7 if !known.is_empty() => Some(dice.pick(&known)),
        _ => None,
    };
    let labels = dice.chance(35).then(|| labels(dice, &LABELS, 2));
    let properties = properties(dice, before);
    let filter = filter(dice, before, &variable, Kind::Node);
    Node {
        variable,
        labels,
        properties,
        filter,
    }
}

fn hop(dice: &mut Dice, scope: &mut Scope, before: &Scope) -> Hop {
    let length = dice.chance(25).then(|| length(dice));
    let mut bound = before.of_kind(&[Kind::Relation]);
    bound.retain(|name| !scope.named.contains(name));
    let variable = match dice.below(10) {
        0..=3 => {
            let name = scope.name("r");
            let kind = match length {
                Some(_) => Kind::Relations,
                None => Kind::Relation,
            };
            scope.names.push((name.clone(), kind));
            Some(name)
        }
        4 if length.is_none() && !bound.is_empty() => {
            let name = dice.pick(&bound);
            scope.named.push(name.clone());
            Some(name)
        }
        _ => None,
    };
    // A variable that is a list of relations cannot be asked for a property.
    let filter = match length {
        Some(_) => None,
        None => filter(dice, before, &variable, Kind::Relation),
    };
    Hop {
        types: dice.chance(45).then(|| types(dice, length.is_some())),
        direction: dice.pick(&[Direction::Right, Direction::Left, Direction::Either]),
        properties: properties(dice, before),
        variable,
        length,
        filter,
    }
}

fn length(dice: &mut Dice) -> Length {
    let min = dice.below(3);
    let max = (!dice.chance(10)).then(|| min + dice.below(3 - min.min(2)));
    // The grammar wants the greatest number of a quantifier to be at least 1.
    let wording = match max {
        Some(0) => Wording::Star,
        _ => dice.pick(&[Wording::Star, Wording::Quantified]),
    };
    Length { min, max, wording }
}

/// The star follows a plain type, or types joined by `|`, only.
fn types(dice: &mut Dice, plain: bool) -> Labels {
    match plain {
        true => Labels::Is(dice.pick(&TYPES)),
        false => labels(dice, &TYPES, 2),
    }
}

pub fn labels(dice: &mut Dice, names: &[&'static str], depth: usize) -> Labels {
    let inner = |dice: &mut Dice| Box::new(labels(dice, names, depth - 1));
    match dice.below(9) {
        5 if depth > 0 => Labels::Not(inner(dice)),
        6 if depth > 0 => Labels::And(inner(dice), inner(dice)),
        7 if depth > 0 => Labels::Or(inner(dice), inner(dice)),
        8 => Labels::Any,
        _ => Labels::Is(dice.pick(names)),
    }
}

fn properties(dice: &mut Dice, before: &Scope) -> Vec<(&'static str, Expr)> {
    if !dice.chance(15) {
        return Vec::new();
    }
    let key = dice.pick(&["x", "y"]);
    let value = match dice.chance(20) {
        true => expr::value(dice, before, 0),
        false => Expr::Constant(value(dice)),
    };
    vec![(key, value)]
}

/// A condition inside an element: about itself and what was there before.
fn filter(dice: &mut Dice, before: &Scope, variable: &Option<String>, kind: Kind) -> Option<Expr> {
    let name = variable.clone().filter(|_| dice.chance(12))?;
    let mut scope = before.clone();
    scope.names.retain(|(known, _)| *known != name);
    scope.names.push((name, kind));
    (scope.hops, scope.paths) = (0, 0);
    Some(expr::predicate(dice, &mut scope, 1))
}
