//! A plan as text: an operator a line, what it stands on indented below it.
//!
//! Columns are called by the names that they have in the statement, where they have one, else by their place: `#3`.

mod change;
mod expr;
mod literal;
mod op;
mod pattern;

use crate::plan::estimate;
use crate::plan::{Op, Plan, Planned, Slice};
use factio_grammar::Span;
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use std::sync::Arc;

/// The plan of `text` as an indented tree, with estimated rows where the catalog tells them cheaply.
pub fn explain(text: &str, planned: &Planned, catalog: &dyn Catalog) -> String {
    let lines = explain_lines(text, planned, catalog).into_iter();
    lines.map(|line| line.text + "\n").collect()
}

/// The lines of [`explain`], each with the probe of its operator.
pub fn explain_lines(text: &str, planned: &Planned, catalog: &dyn Catalog) -> Vec<Explained> {
    let printer = Printer { text, catalog };
    let mut lines = Vec::new();
    printer.plan(&planned.plan, &[], 0, &mut lines);
    if let Some(slice) = &planned.slice {
        lines.push(Explained {
            text: format!("slice: {}", printer.slice(slice, &[])),
            probe: None,
        });
    }
    lines
}

/// A slice as it stands in an explained plan.
pub fn explain_slice(text: &str, slice: &Slice, catalog: &dyn Catalog) -> String {
    Printer { text, catalog }.slice(slice, &[])
}

/// A line of an explained plan.
#[derive(Clone, Debug, Default)]
pub struct Explained {
    pub text: String,
    /// Where PROFILE counts what the operator of this line does.
    pub probe: Option<usize>,
}

/// What columns are called.
type Names = [String];

struct Printer<'a> {
    text: &'a str,
    catalog: &'a dyn Catalog,
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
        names.resize_with(plan.width, || "_".to_owned());
        let rows = match estimate::rows(plan, self.catalog) {
            Some(rows) => format!("  ~{} rows", rounded(rows)),
            None => String::new(),
        };
        lines[at] = Explained {
            text: format!("{}{line}{rows}", "  ".repeat(depth)),
            probe: plan.probe,
        };
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

/// Two significant digits are more than an estimate has.
fn rounded(rows: f64) -> String {
    if rows < 100.0 {
        return format!("{rows:.0}");
    }
    let scale = 10f64.powf(rows.log10().floor() - 1.0);
    format!("{:.0}", (rows / scale).round() * scale)
}
