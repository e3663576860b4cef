//! The time clause: what holds in the slice is decided once for each distinct period, and what a path's elements share is
//! decided for each path.

use crate::context::{Context, Sliced};
use crate::error::{Error, Result};
use crate::exec::Batch;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::combined::Combinations;
use crate::exec::pattern::evaluator::{Evaluator, Shape};
use crate::exec::pattern::filter::try_retain;
use crate::exec::pattern::path::assemble;
use crate::exec::pattern::view::{Kind, View};
use crate::fun;
use crate::outcome;
use crate::plan;
use crate::plan::SliceKind;
use crate::plan::expr::Slot;
use factio_graph::adjacency::Sieve;
use factio_graph::facts::{Graph, VALID};
use factio_graph::id::{NodeId, PeriodId, RelationId};
use factio_graph::time::{Asked, Bounds, Certainty, Slice};
use factio_graph::value::Value;
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// The slice of a pattern, for the row at hand.
pub(super) struct Times<'p> {
    slice: &'p plan::Slice,
    state: RefCell<State<'p>>,
}

struct State<'p> {
    asked: Asked,
    ends: Vec<Evaluator<'p>>,
    /// The slice is the same for every row.
    constant: bool,
    /// The input row that `window` holds for.
    origin: Option<usize>,
    /// `None` for a slice that is null: nothing is known to lie in it.
    window: Option<Slice>,
    /// By number of the period; `None` where it was not asked yet.
    decided: Vec<Option<Certainty>>,
    always: Certainty,
    combined: Combinations,
}

impl<'p> Times<'p> {
    pub fn new(slice: &'p plan::Slice, width: usize) -> Rc<Times<'p>> {
        let (asked, ends) = match &slice.kind {
            SliceKind::At(at) => (Asked::At, vec![at]),
            SliceKind::During(period) => (Asked::During, vec![period]),
            SliceKind::FromTo(from, to) => (Asked::During, vec![from, to]),
            SliceKind::Throughout(period) => (Asked::Throughout, vec![period]),
        };
        let shape = Shape { width, added: 0 };
        let constant = ends.iter().all(|end| is_constant(end));
        let ends = ends
            .into_iter()
            .map(|end| Evaluator::new(Cow::Borrowed(end), shape));
        Rc::new(Times {
            slice,
            state: RefCell::new(State {
                asked,
                ends: ends.collect(),
                constant,
                origin: None,
                window: None,
                decided: Vec::new(),
                always: Certainty::Absent,
                combined: Combinations::default(),
            }),
        })
    }

    /// Reads a slice that is the same for every row. One that cannot be read is left to the first row to complain of.
    pub fn fix(&self, context: &Context<'_>) {
        let mut state = self.state.borrow_mut();
        if !state.constant || state.origin.is_some() {
            return;
        }
        let (input, row) = (Batch::unit(), [Chunk::unit()]);
        let view = View {
            input: &input,
            chunks: &row,
            places: &[],
            top: None,
        };
        if let Ok(window) = state.read(view, 0, context) {
            self.settle(&mut state, 0, window, context);
        }
    }

    /// What neighbour lists can be sifted by, where the slice is known beforehand: the relations that count.
    pub fn sieve(&self) -> Option<Sieve> {
        Some(Sieve::Held {
            slice: self.fixed()?,
            least: match self.slice.certainly {
                true => Certainty::Certain,
                false => Certainty::Possible,
            },
        })
    }

    /// The slice, where it is known beforehand.
    pub fn fixed(&self) -> Option<Slice> {
        let state = self.state.borrow();
        let known = state.constant && state.origin.is_some();
        state.window.filter(|_| known)
    }

    /// Whether it is known beforehand that whatever has no period counts, and for certain.
    pub fn keeps_undated(&self) -> bool {
        self.fixed()
            .is_some_and(|slice| slice.decide(&Bounds::ALWAYS) == Certainty::Certain)
    }

    /// Whether it is known beforehand that all that holds in the slice holds there together: on its one day, or on each of its days.
    pub fn is_of_one_instant(&self) -> bool {
        self.fixed().is_some_and(|slice| {
            let exact = slice.window.start().0 == slice.window.start().1
                && slice.window.end().0 == slice.window.end().1;
            let throughout = match slice.asked {
                Asked::At => self.slice.certainly,
                Asked::During => false,
                Asked::Throughout => true,
            };
            is_day(slice) || (exact && throughout)
        })
    }

    /// Whether what is certain counts alone.
    pub fn is_certainly(&self) -> bool {
        self.slice.certainly
    }

    /// Whether some day is known beforehand to lie in the slice for certain.
    pub fn has_core(&self) -> bool {
        self.fixed()
            .is_some_and(|slice| slice.window.start().1 <= slice.window.end().0)
    }

    /// Whether the slice is the same for every row.
    pub fn is_constant(&self) -> bool {
        self.state.borrow().constant
    }

    /// Whether paths have to be asked for more than their elements: all that hold on one day hold together.
    pub fn asks_paths(&self, view: View<'_>, row: usize, context: &Context<'_>) -> Result<bool> {
        let state = self.prepare(view, row, context)?;
        Ok(!state.window.is_some_and(is_day))
    }

    pub fn is_in_order(&self) -> bool {
        self.slice.in_order
    }

    /// The slice for a row; `None` when it is null.
    pub fn window(
        &self,
        view: View<'_>,
        row: usize,
        context: &Context<'_>,
    ) -> Result<Option<Slice>> {
        Ok(self.prepare(view, row, context)?.window)
    }

    /// Forgets what holds for the rows of one input batch.
    pub fn rewind(&self) {
        let mut state = self.state.borrow_mut();
        if !state.constant {
            state.origin = None;
        }
    }

    /// Whether an element counts.
    pub fn admits(
        &self,
        kind: Kind,
        id: u32,
        view: View<'_>,
        row: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let graph = context.graph();
        let mut state = self.prepare(view, row, context)?;
        let validity = match kind {
            Kind::Node => graph.node_validity(NodeId(id)),
            _ => graph.relation_validity(RelationId(id)),
        };
        Ok(self.keeps(state.decide(validity, graph), context))
    }

    /// Drops the rows in which an element, or an element of a list, does not count.
    pub fn keep(
        &self,
        slot: Slot,
        kind: Kind,
        view: View<'_>,
        rows: &mut Vec<u32>,
        context: &Context<'_>,
    ) -> Result<()> {
        let graph = context.graph();
        let nodes = graph.node_column(VALID);
        let relations = graph.relation_column(VALID);
        let dated = !nodes.is_empty();
        try_retain(rows, |row| {
            let mut state = self.prepare(view, row, context)?;
            let mut counts = |validity| self.keeps(state.decide(validity, graph), context);
            Ok(match kind {
                Kind::Node if !dated => counts(None),
                Kind::Node => counts(nodes.period(view.id(slot, row))),
                Kind::Relation => counts(relations.period(view.id(slot, row))),
                _ => view.relations(slot, row).iter().all(|&relation| {
                    let ends = dated.then(|| graph.relation(RelationId(relation)));
                    let ends = ends.flatten().into_iter();
                    let mut ends = ends.flat_map(|it| [it.start.0, it.end.0]);
                    counts(relations.period(relation))
                        && ends.all(|node| counts(nodes.period(node)))
                }),
            })
        })
    }

    /// Drops the rows in which the elements of a path do not hold together, or one after the other.
    pub fn keep_together(
        &self,
        parts: &[(Slot, Kind)],
        view: View<'_>,
        rows: &mut Vec<u32>,
        context: &Context<'_>,
    ) -> Result<()> {
        let graph = context.graph();
        let undated = graph.node_column(VALID).is_empty();
        let periods = graph.relation_column(VALID);
        try_retain(rows, |row| {
            let mut state = self.prepare(view, row, context)?;
            let Some(window) = state.window else {
                return Ok(false);
            };
            if is_day(window) {
                return Ok(true);
            }
            let in_order = self.slice.in_order;
            let asked = undated && state.combined.ask(parts, view, row, in_order, periods);
            if asked && let Some(certainty) = state.combined.known() {
                return Ok(self.keeps(certainty, context));
            }
            let path = assemble(parts, view, row, graph);
            let certainty = match in_order {
                true => outcome::in_order(&window, &path, graph),
                false => outcome::together(window, &path, graph),
            };
            if asked {
                state.combined.remember(certainty);
            }
            Ok(self.keeps(certainty, context))
        })
    }

    fn keeps(&self, certainty: Certainty, context: &Context<'_>) -> bool {
        match certainty {
            Certainty::Absent => false,
            Certainty::Certain => true,
            Certainty::Possible if self.slice.certainly => false,
            Certainty::Possible => {
                context.admitted(certainty);
                true
            }
        }
    }

    /// What is known for a row.
    fn prepare(
        &self,
        view: View<'_>,
        row: usize,
        context: &Context<'_>,
    ) -> Result<std::cell::RefMut<'_, State<'p>>> {
        let mut state = self.state.borrow_mut();
        if state.origin.is_some() && state.constant {
            return Ok(state);
        }
        let origin = view.origin(row);
        if state.origin != Some(origin) {
            let window = state
                .read(view, row, context)
                .map_err(|error| self.placed(error))?;
            self.settle(&mut state, origin, window, context);
        }
        Ok(state)
    }

    fn settle(
        &self,
        state: &mut State<'p>,
        origin: usize,
        window: Option<Slice>,
        context: &Context<'_>,
    ) {
        context.look(Sliced {
            slice: window,
            certainly: self.slice.certainly,
            in_order: self.slice.in_order,
        });
        state.origin = Some(origin);
        state.window = window;
        state.decided.clear();
        state.combined.clear();
        state.always = window.map_or(Certainty::Absent, |it| it.decide(&Bounds::ALWAYS));
    }

    fn placed(&self, error: Error) -> Error {
        error.at(self.slice.span)
    }
}

/// Whether an expression has one value for all rows.
fn is_constant(expr: &plan::expr::Expr) -> bool {
    use crate::plan::expr::ExprKind;
    match &expr.kind {
        ExprKind::Constant(_) | ExprKind::Parameter(_) => true,
        ExprKind::Property(of, _) => is_constant(of),
        ExprKind::Call(function, arguments) => function.pure && arguments.iter().all(is_constant),
        ExprKind::Map(entries) => entries.iter().all(|(_, value)| is_constant(value)),
        _ => false,
    }
}

impl State<'_> {
    /// The slice for a row; `None` when it is null.
    fn read(&mut self, view: View<'_>, row: usize, context: &Context<'_>) -> Result<Option<Slice>> {
        let mut ends = Vec::with_capacity(self.ends.len());
        for end in &mut self.ends {
            match end.eval(view, row, context)? {
                Value::Null => return Ok(None),
                value => ends.push(value),
            }
        }
        let period = match ends.as_slice() {
            [one] => fun::period::read(one)?,
            both => {
                let made = fun::lookup("period").map(|period| (period.call)(context, both));
                match made.transpose()? {
                    Some(Value::Period(period)) => period,
                    _ => return Ok(None),
                }
            }
        };
        Ok(Some(Slice::new(self.asked, &period)))
    }

    fn decide(&mut self, validity: Option<PeriodId>, graph: &Graph) -> Certainty {
        let Some(PeriodId(number)) = validity else {
            return self.always;
        };
        let number = number as usize;
        if self.decided.len() <= number {
            let bound = (graph.period_bound() as usize).max(number + 1);
            self.decided.resize(bound, None);
        }
        if let Some(certainty) = self.decided[number] {
            return certainty;
        }
        let period = graph.period(PeriodId(number as u32));
        let certainty = match (self.window, period) {
            (Some(window), Some(period)) => window.decide(period.bounds()),
            (Some(_), None) => self.always,
            (None, _) => Certainty::Absent,
        };
        self.decided[number] = Some(certainty);
        certainty
    }
}

/// Whether a window is one day: all that hold on it hold together.
fn is_day(window: Slice) -> bool {
    window.window.span().0 == window.window.span().1
}

pub(super) fn node_bounds(graph: &Graph, node: NodeId) -> Bounds {
    bounds(graph, graph.node_validity(node))
}

pub(super) fn relation_bounds(graph: &Graph, relation: RelationId) -> Bounds {
    bounds(graph, graph.relation_validity(relation))
}

fn bounds(graph: &Graph, validity: Option<PeriodId>) -> Bounds {
    let period = validity.and_then(|period| graph.period(period));
    period.map_or(Bounds::ALWAYS, |period| *period.bounds())
}
