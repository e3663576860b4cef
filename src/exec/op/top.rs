//! Top: the first rows of a sorted input, without holding the rest. What `ORDER BY .. [SKIP ..] LIMIT ..` becomes.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::op::evaluate::row_count;
use crate::exec::op::fold::{Fold, Source};
use crate::exec::op::sort::Keyed;
use crate::exec::op::{Operator, Running, hold};
use crate::plan::expr::Expr;
use crate::plan::{Op, Plan, SortKey, is_steady_expr};
use std::cmp::Ordering;

/// A sort whose first rows alone are wanted.
pub(super) struct Top<'p> {
    pub(super) input: &'p Plan,
    keys: &'p [SortKey],
    skip: Option<&'p Expr>,
    limit: &'p Expr,
}

/// The top that a limit over `input` stands for, if it is one.
pub(super) fn of<'p>(input: &'p Plan, limit: &'p Expr) -> Option<Top<'p>> {
    let (sort, skip) = match &input.op {
        Op::Skip { input, count } => (input.as_ref(), Some(count)),
        _ => (input, None),
    };
    match &sort.op {
        Op::Sort { input, keys } => Some(Top {
            input,
            keys,
            skip,
            limit,
        }),
        _ => None,
    }
}

pub(super) fn start<'p>(input: Source<'p>, top: Top<'p>) -> Running<'p> {
    Box::new(TopRows {
        input,
        top,
        kept: None,
    })
}

struct TopRows<'p> {
    input: Source<'p>,
    top: Top<'p>,
    /// The rows to pass on, once known, and how many were.
    kept: Option<(Batch, usize)>,
}

impl Operator for TopRows<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let (rows, passed) = match self.kept.take() {
            Some(kept) => kept,
            None => self.keep(context)?,
        };
        let batch = rows.slice(passed, BATCH_ROWS);
        self.kept = Some((rows, passed + batch.len));
        Ok((batch.len > 0).then_some(batch))
    }
}

impl TopRows<'_> {
    /// Reads the input to its end and keeps the first `skip + limit` rows of the order.
    fn keep(&mut self, context: &mut Context<'_>) -> Result<(Batch, usize)> {
        let skip = match self.top.skip {
            Some(skip) => row_count(skip, "SKIP", context)?,
            None => 0,
        };
        let limit = row_count(self.top.limit, "LIMIT", context)?;
        let choosing = Choosing {
            keys: self.top.keys,
            wanted: skip.saturating_add(limit),
        };
        let keys = choosing.keys;
        let steady = || keys.iter().all(|key| is_steady_expr(&key.expr));
        let mut best = self.input.fold(&choosing, steady, context)?;
        best.shrink();
        Ok((best.rows.batch, skip))
    }
}

/// Keeps the first rows of an order.
struct Choosing<'p> {
    keys: &'p [SortKey],
    wanted: usize,
}

impl<'p> Fold for Choosing<'p> {
    type State = Best<'p>;

    fn empty(&self) -> Best<'p> {
        Best {
            keys: self.keys,
            wanted: self.wanted,
            rows: Keyed::default(),
            sorted: 0,
            held: Held::default(),
        }
    }

    fn take(&self, best: &mut Best<'p>, rows: Batch, context: &mut Context<'_>) -> Result<()> {
        best.add(Keyed::new(rows, self.keys, context)?);
        best.hold(context)
    }

    fn join(&self, best: &mut Best<'p>, mut next: Best<'p>, context: &Context<'_>) -> Result<()> {
        next.shrink();
        best.add(next.rows);
        drop(next.held);
        best.hold(context)
    }
}

struct Best<'p> {
    keys: &'p [SortKey],
    wanted: usize,
    rows: Keyed,
    sorted: usize,
    held: Held,
}

impl Best<'_> {
    fn add(&mut self, more: Keyed) {
        let full = self.sorted == self.wanted;
        if !full {
            self.rows.append(more);
        } else if let Some(last) = self.wanted.checked_sub(1) {
            let better: Vec<u32> = (0..more.batch.len)
                .filter(|&row| more.compare(row, &self.rows, last, self.keys) == Ordering::Less)
                .map(|row| row as u32)
                .collect();
            self.rows.append(more.gather(&better));
        }
        if self.rows.batch.len > self.wanted.saturating_mul(2).saturating_add(BATCH_ROWS) {
            self.shrink();
        }
    }

    /// Counts what is kept.
    fn hold(&mut self, context: &Context<'_>) -> Result<()> {
        hold(self.rows.batch.len, context)?;
        self.held.set(self.rows.bytes(self.keys), context)
    }

    /// Sorts what is there and lets go of what is too much.
    fn shrink(&mut self) {
        let mut order = self.rows.order(self.keys);
        order.truncate(self.wanted);
        self.rows = self.rows.gather(&order);
        self.sorted = self.rows.batch.len;
    }
}
