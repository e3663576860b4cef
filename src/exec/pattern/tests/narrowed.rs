//! Where not all of a match is read: rows that agree in what is read may come as one, and their weights have to add up.

use crate::context::{Context, Limits, Moment, Parameters};
use crate::exec::Batch;
use crate::exec::pattern::tests::dice::Dice;
use crate::exec::pattern::tests::generate::Maker;
use crate::exec::pattern::tests::{Rows, batches, describe, enumerated, graph};
use crate::plan::pattern::{PatternPlan, Rows as Wanted};
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use std::collections::BTreeMap;

/// How often each row comes that is different in what is read.
type Counts = BTreeMap<String, u64>;

fn read(row: &[Value], pattern: &PatternPlan) -> String {
    let read = |slot: usize| slot < pattern.width || pattern.wanted.has(slot);
    let cells = row.iter().enumerate().filter(|(slot, _)| read(*slot));
    format!("{:?}", cells.map(|(_, value)| value).collect::<Vec<_>>())
}

fn run(pattern: &PatternPlan, graph: &Graph, optional: bool, input: Vec<Batch>) -> Counts {
    let (parameters, limits) = (Parameters::default(), Limits::default());
    let mut context = Context::reading(graph, &parameters, Moment::default(), &limits);
    let mut operator =
        super::super::start(pattern, optional, Box::new(Rows(input.into_iter())), None);
    let mut counts = Counts::new();
    while let Some(batch) = operator
        .next(&mut context)
        .expect("the pattern can be matched")
    {
        for row in 0..batch.len {
            *counts.entry(read(&batch.values(row), pattern)).or_default() += batch.weight(row);
        }
    }
    counts
}

fn check(seed: u64, sliced: bool, rows_wanted: Wanted) {
    let mut dice = Dice::new(seed);
    let graph = graph::random(&mut dice);
    let slice = sliced.then(|| graph::slice(&mut dice));
    let mut maker = Maker::new(&mut dice, &graph);
    maker.plan.slice = slice;
    let (mut pattern, columns) = maker.make();
    let count = if columns.is_empty() {
        1
    } else {
        1 + dice.below(4)
    };
    let rows: Vec<Vec<Value>> = (0..count)
        .map(|_| graph::row(&mut dice, &graph, &columns))
        .collect();
    let (optional, apart) = (dice.chance(30), dice.chance(50));
    let chance = [0, 20, 60][dice.below(3)];
    let added = pattern.width..pattern.width + pattern.added;
    pattern.wanted.columns = Some(added.filter(|_| dice.chance(chance)).collect());
    pattern.wanted.rows = rows_wanted;
    compare(seed, &graph, &pattern, optional, (&rows, apart));
}

/// Compares what the engine finds for some rows, as one batch or as one each, with what enumeration finds, of what is read.
pub fn compare(
    seed: u64,
    graph: &Graph,
    pattern: &PatternPlan,
    optional: bool,
    (rows, apart): (&[Vec<Value>], bool),
) {
    let mut expected = Counts::new();
    for row in enumerated(pattern, graph, optional, rows) {
        *expected.entry(read(&row, pattern)).or_default() += 1;
    }
    let mut found = run(pattern, graph, optional, batches(rows, apart));
    if pattern.wanted.rows == Wanted::Once {
        expected
            .values_mut()
            .chain(found.values_mut())
            .for_each(|count| *count = 1);
    }
    assert_eq!(
        found,
        expected,
        "seed {seed}, {:?}\n{}rows {rows:?}\n{}",
        pattern.wanted,
        describe::describe(pattern),
        graph::describe(graph)
    );
}

#[test]
fn weights_of_random_patterns_add_up_to_what_enumeration_finds() {
    for seed in 30_000..31_500 {
        check(seed, seed % 4 == 0, Wanted::Counted);
    }
}

#[test]
fn once_is_enough_of_random_patterns_for_what_enumeration_finds() {
    for seed in 40_000..41_500 {
        check(seed, seed % 4 == 0, Wanted::Once);
    }
}
