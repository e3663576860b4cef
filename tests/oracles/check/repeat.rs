//! A query asked again, by the plan that was kept, gives the same in the same order; a query that reads leaves the graph as it was.

use super::{report, told};
use crate::dice::Dice;
use crate::engine::{self, Answer};
use crate::run::Verdict;
use crate::{graph, random};
use factio::Session;

pub fn check(dice: &mut Dice) -> Verdict {
    let graph = graph::random(dice);
    let text = random::query(dice).to_string();
    let mut session = engine::session(&graph);
    let before = facts(&session);
    let first = engine::run(&mut session, &text);
    let second = engine::run(&mut session, &text);
    let same = match (&first, &second) {
        (Answer::Rows(first), Answer::Rows(second)) => first == second,
        (Answer::Error(first), Answer::Error(second)) => first == second,
        _ => return Verdict::Left,
    };
    match same && before == facts(&session) {
        true => Verdict::Holds,
        false => Verdict::Fails(report(
            &graph,
            &[(&text, &told(&first)), (&text, &told(&second))],
        )),
    }
}

/// Everything that is in the graph.
fn facts(session: &Session) -> String {
    let graph = session.graph();
    let mut text = String::new();
    for node in graph.nodes() {
        let properties = graph.node_properties(node);
        text += &format!("{node:?} {:?} {properties:?}\n", graph.node_labels(node));
    }
    for it in graph.relations() {
        let properties = graph.relation_properties(it);
        text += &format!("{it:?} {:?} {properties:?}\n", graph.relation(it));
    }
    text
}
