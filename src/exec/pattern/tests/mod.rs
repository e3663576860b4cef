//! The engine against a matcher that enumerates.

mod choose;
mod describe;
mod dice;
mod generate;
mod graph;
mod narrowed;
mod oracle;
mod reference;
mod shape;
mod tallied;

use crate::context::{Context, Limits, Moment, Parameters, Version};
use crate::error::Result;
use crate::exec::op::Operator;
use crate::exec::{Batch, Column};
use crate::plan::pattern::PatternPlan;
use dice::Dice;
use factio_grammar::ast::Selector;
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use generate::Maker;

/// Passes on prepared batches.
struct Rows(std::vec::IntoIter<Batch>);

impl Operator for Rows {
    fn next(&mut self, _: &mut Context<'_>) -> Result<Option<Batch>> {
        Ok(self.0.next())
    }
}

/// The rows as one batch, or as one batch each.
fn batches(rows: &[Vec<Value>], apart: bool) -> Vec<Batch> {
    let width = rows.first().map_or(0, Vec::len);
    let batch = |rows: &[Vec<Value>]| {
        let column = |column: usize| rows.iter().map(|row| row[column].clone()).collect();
        let columns = (0..width).map(|at| Column::Values(column(at))).collect();
        Batch::new(columns, rows.len())
    };
    match apart {
        true => rows.chunks(1).map(batch).collect(),
        false => vec![batch(rows)],
    }
}

/// What the engine finds for these input rows, the first time and when it knows the pattern.
fn run(pattern: &PatternPlan, graph: &Graph, optional: bool, input: Vec<Batch>) -> Vec<Vec<Value>> {
    let version = Version::next();
    let found = run_at(version, pattern, graph, optional, input.clone());
    assert_eq!(found, run_at(version, pattern, graph, optional, input));
    found
}

fn run_at(
    version: Version,
    pattern: &PatternPlan,
    graph: &Graph,
    optional: bool,
    input: Vec<Batch>,
) -> Vec<Vec<Value>> {
    let (parameters, limits) = (Parameters::default(), Limits::default());
    let mut context = Context::reading(graph, &parameters, Moment::default(), &limits);
    context.version = Some(version);
    let mut operator = super::start(pattern, optional, Box::new(Rows(input.into_iter())), None);
    let mut rows = Vec::new();
    while let Some(batch) = operator
        .next(&mut context)
        .expect("the pattern can be matched")
    {
        assert!(batch.columns.iter().all(|column| column.len() == batch.len));
        rows.extend((0..batch.len).map(|row| batch.values(row)));
    }
    rows
}

fn sorted(rows: Vec<Vec<Value>>) -> Vec<String> {
    let mut rows: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

/// What enumeration finds for some rows.
fn enumerated(
    pattern: &PatternPlan,
    graph: &Graph,
    optional: bool,
    rows: &[Vec<Value>],
) -> Vec<Vec<Value>> {
    let mut all = Vec::new();
    for row in rows {
        let mut found = reference::matches(pattern, graph, row);
        if optional && found.is_empty() {
            let mut row = row.clone();
            row.resize(pattern.width + pattern.added, Value::Null);
            found.push(row);
        }
        all.extend(found);
    }
    all
}

fn check(seed: u64, sliced: bool) {
    let mut dice = Dice::new(seed);
    let graph = graph::random(&mut dice);
    let slice = sliced.then(|| graph::slice(&mut dice));
    let mut maker = Maker::new(&mut dice, &graph);
    maker.plan.slice = slice;
    let (pattern, columns) = maker.make();
    let count = if columns.is_empty() {
        1
    } else {
        1 + dice.below(4)
    };
    let rows: Vec<Vec<Value>> = (0..count)
        .map(|_| graph::row(&mut dice, &graph, &columns))
        .collect();
    let (optional, apart) = (dice.chance(30), dice.chance(50));
    let expected = enumerated(&pattern, &graph, optional, &rows);
    let found = run(&pattern, &graph, optional, batches(&rows, apart));
    assert_eq!(
        sorted(found),
        sorted(expected),
        "seed {seed}\n{}rows {rows:?}\n{}",
        describe::describe(&pattern),
        graph::describe(&graph)
    );
}

/// The ends and lengths of the paths in the last column: what a selector that chooses does not leave open.
fn ends_and_lengths(rows: &[Vec<Value>]) -> Vec<String> {
    let mut found: Vec<String> = rows
        .iter()
        .map(|row| match row.last() {
            Some(Value::Path(path)) => {
                let ends = (path.nodes.first(), path.nodes.last());
                format!("{ends:?} {}", path.relations.len())
            }
            _ => String::new(),
        })
        .collect();
    found.sort();
    found
}

fn check_selected(seed: u64, sliced: bool) {
    let mut dice = Dice::new(seed);
    let graph = graph::random(&mut dice);
    let slice = sliced.then(|| graph::slice(&mut dice));
    let mut maker = Maker::new(&mut dice, &graph);
    maker.plan.slice = slice;
    let (pattern, columns) = maker.make_selected();
    let count = if columns.is_empty() { 1 } else { 2 };
    let rows: Vec<Vec<Value>> = (0..count)
        .map(|_| graph::row(&mut dice, &graph, &columns))
        .collect();
    let expected = rows
        .iter()
        .flat_map(|row| reference::matches(&pattern, &graph, row))
        .collect::<Vec<_>>();
    let found = run(&pattern, &graph, false, batches(&rows, false));
    let selector = pattern.paths[0].selector.as_ref();
    let all = matches!(
        selector,
        Some(Selector::AllShortest | Selector::ShortestGroups(_))
    );
    let (found, expected) = match all {
        true => (sorted(found), sorted(expected)),
        false => (ends_and_lengths(&found), ends_and_lengths(&expected)),
    };
    assert_eq!(
        found,
        expected,
        "seed {seed}\n{}rows {rows:?}\n{}",
        describe::describe(&pattern),
        graph::describe(&graph)
    );
}

#[test]
fn random_selectors_keep_what_choosing_from_all_paths_keeps() {
    for seed in 0..3000 {
        check_selected(seed, false);
    }
}

#[test]
fn random_patterns_in_a_time_slice_match_what_enumeration_finds() {
    for seed in 10_000..12_000 {
        check(seed, true);
    }
}

#[test]
fn random_selectors_choose_from_what_lies_in_the_slice() {
    for seed in 20_000..22_000 {
        check_selected(seed, true);
    }
}

#[test]
fn random_patterns_match_what_enumeration_finds() {
    for seed in 0..3000 {
        check(seed, false);
    }
}
