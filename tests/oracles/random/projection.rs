//! Random WITH and RETURN.

use crate::dice::Dice;
use crate::expr::Expr;
use crate::query::{Item, ItemValue, Page, Projection};
use crate::random::{Kind, Scope, expr};

/// A RETURN of one to three columns; now and then of a count alone, for which the engine need not look at all that it matches.
pub fn answer(dice: &mut Dice, scope: &mut Scope) -> Projection {
    if dice.chance(20) {
        return Projection {
            distinct: false,
            items: vec![Item {
                value: ItemValue::CountStar,
                alias: "c0".to_string(),
            }],
            page: None,
            filter: None,
        };
    }
    let mut items: Vec<Item> = Vec::new();
    for number in 0..1 + dice.below(3) {
        let (value, _) = item(dice, scope);
        items.push(Item {
            value,
            alias: format!("c{number}"),
        });
    }
    Projection {
        distinct: dice.chance(20),
        page: page(dice),
        items,
        filter: None,
    }
}

/// A WITH that passes on some names and adds a column or two; the scope is what it leaves.
pub fn with(dice: &mut Dice, scope: &mut Scope) -> Projection {
    let mut items = Vec::new();
    let mut names = Vec::new();
    for (name, kind) in scope.names.clone() {
        if dice.chance(70) {
            items.push(Item {
                value: ItemValue::Plain(Expr::Variable(name.clone())),
                alias: name.clone(),
            });
            names.push((name, kind));
        }
    }
    let least = usize::from(items.is_empty());
    for _ in 0..least + dice.below(2) {
        let (value, kind) = item(dice, scope);
        let alias = scope.name("v");
        names.push((alias.clone(), kind));
        items.push(Item { value, alias });
    }
    let page = match dice.chance(15) {
        true => page(dice),
        false => None,
    };
    scope.names = names;
    Projection {
        distinct: dice.chance(15),
        items,
        page,
        filter: dice.chance(30).then(|| expr::predicate(dice, scope, 1)),
    }
}

fn item(dice: &mut Dice, scope: &Scope) -> (ItemValue, Kind) {
    let aggregate = |function, distinct, argument| ItemValue::Aggregate {
        function,
        distinct,
        argument,
    };
    match dice.below(12) {
        0..=3 => {
            let (name, kind) = dice.pick(&scope.names);
            (ItemValue::Plain(Expr::Variable(name)), kind)
        }
        4..=6 => (ItemValue::Plain(expr::value(dice, scope, 1)), Kind::Value),
        7 => (ItemValue::CountStar, Kind::Number),
        8 => {
            let distinct = dice.chance(50);
            let argument = counted(dice, scope);
            (aggregate("count", distinct, argument), Kind::Number)
        }
        9 => {
            let function = dice.pick(&["min", "max"]);
            let argument = expr::value(dice, scope, 0);
            (aggregate(function, false, argument), Kind::Value)
        }
        10 => {
            let distinct = dice.chance(30);
            let argument = expr::number(dice, scope);
            (aggregate("sum", distinct, argument), Kind::Number)
        }
        _ => {
            let distinct = dice.chance(40);
            let argument = expr::value(dice, scope, 0);
            // A list is compared by nothing, since its order is open.
            (aggregate("collect", distinct, argument), Kind::Relations)
        }
    }
}

/// What count() counts: a value, or a name of any kind.
fn counted(dice: &mut Dice, scope: &Scope) -> Expr {
    match dice.chance(60) {
        true => Expr::Variable(dice.pick(&scope.names).0),
        false => expr::value(dice, scope, 0),
    }
}

fn page(dice: &mut Dice) -> Option<Page> {
    dice.chance(30).then(|| Page {
        descending: dice.chance(30),
        skip: dice.chance(30).then(|| dice.below(3)),
        limit: dice.chance(60).then(|| dice.below(5)),
    })
}
