//! Patterns mean the same read from their ends, in another order, and in clauses in another order.

use super::Pair;
use crate::dice::Dice;
use crate::engine;
use crate::expr::Expr;
use crate::pattern::Path;
use crate::query::{Clause, Item, ItemValue, Match, Page, Projection, Query};
use crate::run::Verdict;
use crate::{graph, random};

pub fn check(dice: &mut Dice) -> Verdict {
    let graph = graph::random(dice);
    let query = random::query(dice);
    let mut other = query.clone();
    for clause in &mut other.clauses {
        if let Clause::Match(clause) = clause {
            reorder(clause, query.compares(), dice);
        }
    }
    if dice.chance(50) {
        swap(&mut other);
    }
    let mut session = engine::session(&graph);
    let (text, other) = (query.to_string(), other.to_string());
    let came = engine::run(&mut session, &text);
    let other_came = engine::run(&mut session, &other);
    Pair {
        graph: &graph,
        asked: [&text, &other],
        answers: [&came, &other_came],
    }
    .agree()
}

fn reorder(clause: &mut Match, compares: bool, dice: &mut Dice) {
    for path in &mut clause.patterns {
        // A path that is named has a direction, and lists of relations are in its order.
        let has_order = path.variable.is_some() || (compares && path.lists_relations());
        if !has_order && dice.chance(70) {
            *path = path.reversed();
        }
    }
    if dice.chance(50) {
        clause.patterns.reverse();
    }
}

/// Swaps the first two clauses where both are plain MATCHes that look at nothing but their patterns.
fn swap(query: &mut Query) {
    if let [Clause::Match(first), Clause::Match(second), ..] = &mut query.clauses[..]
        && !first.optional
        && !second.optional
        && first.time.is_none()
        && second.time.is_none()
        && second.looks_at_itself()
        && first.looks_at_itself()
    {
        let filters = [first.filter.take(), second.filter.take()];
        std::mem::swap(first, second);
        second.filter = filters
            .into_iter()
            .flatten()
            .reduce(|left, right| Expr::And(left.boxed(), right.boxed()));
    }
}

impl Query {
    /// Whether rows are kept by how values compare.
    fn compares(&self) -> bool {
        let inner = self.clauses.iter().any(|clause| match clause {
            Clause::With(projection) => projection.compares(),
            Clause::Call(_, inner) => inner.compares(),
            Clause::Match(_) | Clause::Unwind(..) => false,
        });
        inner || self.answer.compares()
    }
}

impl Projection {
    fn compares(&self) -> bool {
        let cuts = |page: &Page| page.skip.is_some() || page.limit.is_some();
        let chooses = |item: &Item| {
            matches!(
                item.value,
                ItemValue::Aggregate {
                    function: "min" | "max",
                    ..
                }
            )
        };
        self.page.as_ref().is_some_and(cuts) || self.items.iter().any(chooses)
    }
}

impl Path {
    fn lists_relations(&self) -> bool {
        let mut hops = self.steps.iter().map(|(hop, _)| hop);
        hops.any(|hop| hop.variable.is_some() && hop.length.is_some())
    }
}

impl Match {
    /// Whether no element has a condition of its own, which may name what came before.
    fn looks_at_itself(&self) -> bool {
        self.patterns.iter().all(|path| {
            let nodes = path.steps.iter().map(|(_, node)| node);
            let mut nodes = nodes.chain([&path.start]);
            let mut hops = path.steps.iter().map(|(hop, _)| hop);
            nodes.all(|it| it.filter.is_none() && it.properties.is_empty())
                && hops.all(|it| it.filter.is_none() && it.properties.is_empty())
        })
    }
}
