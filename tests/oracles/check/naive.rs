//! The engine's answer is the one that enumeration finds.

use super::Pair;
use crate::dice::Dice;
use crate::engine::{self, Answer};
use crate::run::Verdict;
use crate::{graph, naive, random};

pub fn check(dice: &mut Dice) -> Verdict {
    let graph = graph::random(dice);
    let query = random::query(dice);
    let Ok(wanted) = naive::answer(&graph, &query) else {
        return Verdict::Left;
    };
    let text = query.to_string();
    let came = engine::run(&mut engine::session(&graph), &text);
    let wanted = Answer::Rows(wanted);
    Pair {
        graph: &graph,
        asked: [&text, "enumerated"],
        answers: [&came, &wanted],
    }
    .agree()
}
