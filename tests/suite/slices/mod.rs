//! Questions in a slice of history, against the same questions on a graph that was filtered beforehand, and against every walk of
//! the graph judged one by one.
//!
//! `FACTIO_CASES=10000` asks for as many cases of each kind.

mod before;
mod clause;
mod counted;
pub mod dice;
mod known;
mod periods;
mod questions;
mod reasons;
mod speed;
mod walks;
mod world;

use dice::Dice;

/// How many cases are asked for.
fn cases() -> u64 {
    let asked = std::env::var("FACTIO_CASES").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(250)
}

#[test]
fn a_sliced_question_is_the_question_on_a_graph_filtered_beforehand() {
    for seed in 0..cases() {
        before::check(&mut Dice::new(seed), seed);
    }
}

#[test]
fn the_facts_that_why_names_give_the_row_and_the_others_do_not() {
    for seed in 0..cases() {
        reasons::check(&mut Dice::new(seed), seed);
    }
}

#[test]
fn what_is_counted_in_a_slice_is_as_many_as_the_walks_that_hold_in_it() {
    for seed in 0..cases() {
        counted::check(&mut Dice::new(seed), seed);
    }
}

#[test]
fn the_paths_of_a_slice_are_the_walks_that_hold_in_it() {
    for seed in 0..cases() {
        walks::check(&mut Dice::new(seed), seed);
    }
}
