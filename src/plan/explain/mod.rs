//! A plan as text: an operator a line, what it stands on indented below it.
//!
//! Columns are called by the names that they have in the statement, where they have one, else by their place: `#3`.

mod change;
mod expr;
mod literal;
mod op;
mod pattern;
mod step;

use crate::plan::{Op, Plan, Planned, Slice, Steps, estimate, visit};
use factio_grammar::Span;
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use std::sync::Arc;

/// The plan of `text` as an indented tree: an operator a line, and below each MATCH what `steps` tells of it.
pub fn explain(
    text: &str,
    planned: &Planned,
    catalog: &dyn Catalog,
    steps: &Steps<'_>,
) -> Vec<Explained> {
    let printer = Printer {
        text,
        catalog,
        steps,
    };
    let mut lines = Vec::new();
    printer.plan(&planned.plan, &[], 0, &mut lines);
    if let Some(slice) = &planned.slice {
        lines.push(Explained {
            text: format!("slice: {}", printer.slice(slice, &[])),
            ..Explained::default()
        });
    }
    lines
}

/// A slice as it stands in an explained plan.
pub fn explain_slice(text: &str, slice: &Slice, catalog: &dyn Catalog) -> String {
    let printer = Printer {
        text,
        catalog,
        steps: &|_| Vec::new(),
    };
    printer.slice(slice, &[])
}

/// A line of an explained plan.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    pub text: String,
    pub depth: usize,
    /// The rows that it is expected to give, where something is known of that.
    pub estimate: Option<f64>,
    /// Where PROFILE counts what the operator of this line does.
    pub probe: Option<usize>,
    /// Which step of the MATCH with that probe this line tells of.
    pub step: Option<usize>,
}

impl Explained {
    /// The line as EXPLAIN shows it, with the rows expected.
    pub fn line(&self) -> String {
        match self.rows() {
            Some(1.0) => format!("{}  ~1 row", self.text),
            Some(rows) => format!("{}  ~{rows} rows", self.text),
            None => self.text.clone(),
        }
    }

    /// The rows expected; two significant digits are more than an estimate has.
    pub fn rows(&self) -> Option<f64> {
        let rows = self.estimate?;
        if rows < 100.0 {
            return Some(rows.round());
        }
        let scale = 10f64.powf(rows.log10().floor() - 1.0);
        Some((rows / scale).round() * scale)
    }
}

/// What columns are called.
type Names = [String];

struct Printer<'a> {
    text: &'a str,
    catalog: &'a dyn Catalog,
    steps: &'a Steps<'a>,
}

impl Printer<'_> {
    /// Adds the lines of a plan, and tells what its columns are called. `argument` names those of its argument.
    fn plan(
        &self,
        plan: &Plan,
        argument: &Names,
        depth: usize,
        lines: &mut Vec<Explained>,
    ) -> Vec<String> {
        if matches!(plan.op, Op::Argument) && plan.width == 0 {
            return Vec::new();
        }
        let at = lines.len();
        lines.push(Explained::default());
        let (line, mut names) = self.op(plan, argument, depth, lines);
        let steps = self.match_steps(plan, depth, &names);
        let matches = steps.last().and_then(|last| last.estimate);
        lines[at] = Explained {
            text: format!("{}{line}", "  ".repeat(depth)),
            depth,
            estimate: estimate::rows(plan, &under(plan, depth, &lines[at + 1..]), matches),
            probe: plan.probe,
            step: None,
        };
        lines.splice(at + 1..at + 1, steps);
        names.resize_with(plan.width, || "_".to_owned());
        names
    }

    /// The name that stands at a place of the statement, when one does.
    fn name_at(&self, span: Span) -> Option<String> {
        let text = self.text.get(span.range())?;
        let is_quoted = text.len() > 2 && text.starts_with('`') && text.ends_with('`');
        let is_plain = text.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_alphanumeric() || c == '_');
        (is_quoted || is_plain).then(|| text.to_owned())
    }

    fn symbol(&self, symbol: Symbol) -> Arc<str> {
        self.catalog.symbols().text(symbol)
    }
}

/// What is expected of the operators right under one at a depth; the lines are those below it.
fn under(plan: &Plan, depth: usize, lines: &[Explained]) -> Vec<Option<f64>> {
    let mut inputs = Vec::new();
    visit::inputs(plan, &mut |input| inputs.push(input));
    let starts = |plan: &&Plan| matches!(plan.op, Op::Argument) && plan.width == 0;
    // The argument of a statement is one row, and has no line.
    let without_line = inputs
        .first()
        .filter(|plan| starts(plan))
        .map(|_| Some(1.0));
    let below = lines.iter();
    let below = below.filter(|line| line.depth == depth + 1 && line.step.is_none());
    let below = below.map(|line| line.estimate);
    without_line.into_iter().chain(below).collect()
}
