//! The plan: one tree of operators, each with the width of its rows.

use crate::outcome::Note;
use crate::plan::Slice;
use crate::plan::expr::{Aggregate, Expr, Key, LabelTest, Slot};
use crate::plan::pattern::PatternPlan;
use crate::plan::reads::Reads;
use crate::procedure::Procedure;
use factio_grammar::Span;
use std::sync::Arc;

/// An operator and what it stands on.
#[derive(Clone, Debug)]
pub struct Plan {
    pub op: Op,
    /// How many columns its rows have.
    pub width: usize,
    /// With PROFILE: the number under which its rows and time are counted.
    pub probe: Option<usize>,
}

/// The operators. `input` is always the first field, and its columns come first in the output unless said otherwise.
#[derive(Clone, Debug)]
pub enum Op {
    /// The rows handed in from outside: one empty row for a statement, the outer row for a subquery.
    Argument,
    /// Adds the pattern's variables; with `optional`, a row that matches nothing stays, with nulls.
    Match {
        input: Box<Plan>,
        pattern: Box<PatternPlan>,
        optional: bool,
    },
    /// Adds the element, and with `ordinality` its position counted from the number given.
    Unwind {
        input: Box<Plan>,
        list: Expr,
        ordinality: Option<i64>,
    },
    Filter {
        input: Box<Plan>,
        predicate: Expr,
    },
    /// Replaces the columns.
    Project {
        input: Box<Plan>,
        columns: Vec<Expr>,
    },
    /// Replaces the columns by the group keys and then the aggregates. Without keys there is exactly one group.
    Aggregate {
        input: Box<Plan>,
        keys: Vec<Expr>,
        aggregates: Vec<Aggregate>,
    },
    Distinct {
        input: Box<Plan>,
    },
    Sort {
        input: Box<Plan>,
        keys: Vec<SortKey>,
    },
    /// The count is evaluated once, without a row.
    Skip {
        input: Box<Plan>,
        count: Expr,
    },
    /// Reads its input to the end when that writes (`drain`).
    Limit {
        input: Box<Plan>,
        count: Expr,
        drain: bool,
    },
    /// All inputs have the same width. They start from the same argument.
    Union {
        inputs: Vec<Plan>,
        distinct: bool,
    },
    /// For each input row, `inner` runs with that row as its argument. A row of `inner` adds its columns (`inner.width`); with
    /// `unit` the inner rows are counted for nothing and each input row is passed on once; with `optional` an input row without
    /// inner rows stays, with nulls.
    Apply {
        input: Box<Plan>,
        inner: Box<Plan>,
        unit: bool,
        optional: bool,
    },
    /// Adds the chosen result columns (`yields`, positions in the procedure's results); with `unit` the procedure has no results
    /// and each input row is passed on once.
    Call {
        input: Box<Plan>,
        procedure: Arc<Procedure>,
        arguments: Vec<Expr>,
        yields: Vec<usize>,
        unit: bool,
        optional: bool,
    },
    /// Adds a row's list or map.
    LoadCsv {
        input: Box<Plan>,
        source: Expr,
        headers: bool,
        separator: char,
    },
    /// Adds every new variable of the template.
    Create {
        input: Box<Plan>,
        template: Template,
    },
    /// Per row: matches `matching` (a plan over a small row as argument, which adds the same columns as `template`), else creates.
    /// The small row holds the columns named by `imports`, and all that stands here is over it: a clause costs by what it
    /// mentions, and not by how much there is already.
    Merge {
        input: Box<Plan>,
        imports: Vec<Slot>,
        matching: Box<Plan>,
        template: Template,
        on_create: Vec<Assignment>,
        on_match: Vec<Assignment>,
    },
    Set {
        input: Box<Plan>,
        items: Vec<Assignment>,
    },
    Delete {
        input: Box<Plan>,
        detach: bool,
        targets: Vec<Expr>,
    },
    /// Runs `body` for each element: its argument is the row with the element as one more column. Passes the row on once.
    Foreach {
        input: Box<Plan>,
        list: Expr,
        body: Box<Plan>,
    },
    /// Passes on no rows, having read its input to the end.
    Finish {
        input: Box<Plan>,
    },
}

#[derive(Clone, Debug)]
pub struct SortKey {
    pub expr: Expr,
    pub descending: bool,
}

/// What CREATE makes of a row. Slots below the input's width are bound already.
#[derive(Clone, Debug, Default)]
pub struct Template {
    /// Nodes that exist already, called by their handles.
    pub known: Vec<(Slot, factio_graph::id::NodeId)>,
    pub nodes: Vec<NewNode>,
    pub relations: Vec<NewRelation>,
    /// Paths to assemble afterwards: the slot, and an expression over the finished row.
    pub paths: Vec<(Slot, Expr)>,
    /// Whether some property brings locals into force, which stand behind the row: the row may not become wider then.
    pub has_locals: bool,
}

#[derive(Clone, Debug)]
pub struct NewNode {
    pub slot: Slot,
    pub labels: Vec<LabelTest>,
    pub properties: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct NewRelation {
    pub slot: Slot,
    /// `Is` or `Dynamic`.
    pub kind: LabelTest,
    pub from: Slot,
    pub to: Slot,
    pub properties: Option<Expr>,
    pub span: Span,
}

/// One change of SET or REMOVE.
#[derive(Clone, Debug)]
pub enum Assignment {
    /// A null value removes.
    Property {
        subject: Expr,
        key: Key,
        value: Expr,
    },
    DynamicProperty {
        subject: Expr,
        key: Expr,
        value: Expr,
    },
    /// `n = map`.
    Replace { subject: Expr, value: Expr },
    /// `n += map`.
    Merge { subject: Expr, value: Expr },
    AddLabels {
        subject: Expr,
        labels: Vec<LabelTest>,
    },
    RemoveLabels {
        subject: Expr,
        labels: Vec<LabelTest>,
    },
}

/// A planned statement.
#[derive(Clone, Debug)]
pub struct Planned {
    pub plan: Plan,
    /// Column names; empty when the statement returns nothing.
    pub columns: Vec<String>,
    pub writes: bool,
    /// The slice of the whole statement, over a row without columns: patterns hold it already, procedures are to be told.
    pub slice: Option<Slice>,
    /// Whether the last column is the reasons that `WHY` asked for.
    pub because: bool,
    /// Remarks for a person: names that nothing in the graph carries.
    pub notes: Vec<Note>,
    pub reads: Reads,
    /// The parameters that have to be given, and where each is first used.
    pub parameters: Vec<(Arc<str>, Span)>,
}

impl Plan {
    pub fn new(op: Op, width: usize) -> Plan {
        Plan {
            op,
            width,
            probe: None,
        }
    }

    /// The plan that passes on its argument.
    pub fn argument(width: usize) -> Plan {
        Plan::new(Op::Argument, width)
    }
}
