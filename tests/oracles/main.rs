//! Oracles that find wrong answers by themselves: random queries on random graphs, judged by what must hold of any answer.
//!
//! `FACTIO_ORACLES=100000 cargo test --release --test oracles` asks that many queries; `FACTIO_ORACLES_SEED=N` begins
//! elsewhere. A failure comes with its seed and the smallest case that was found to fail, ready for a language test.

mod check;
mod dice;
mod engine;
mod expr;
mod graph;
mod literal;
mod naive;
mod pattern;
mod query;
mod random;
mod run;
mod shrink;

use run::run;

#[test]
fn answers_are_those_that_enumeration_finds() {
    run("naive", 30, check::naive::check);
}

#[test]
fn no_rewrite_changes_an_answer() {
    run("rewrites", 20, check::rewrites::check);
}

#[test]
fn a_condition_parts_the_rows_in_three() {
    run("partition", 15, check::partition::check);
}

#[test]
fn patterns_may_be_reversed_and_reordered() {
    run("reorder", 15, check::reorder::check);
}

#[test]
fn rows_are_as_many_as_are_counted() {
    run("count", 10, check::count::check);
}

#[test]
fn a_query_asked_again_gives_the_same_and_changes_nothing() {
    run("repeat", 5, check::repeat::check);
}

#[test]
fn many_rows_are_many_times_one() {
    run("many", 5, check::many::check);
}
