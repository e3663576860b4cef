//! Top: the first rows of a sorted input, without holding the rest. What `ORDER BY .. [SKIP ..] LIMIT ..` becomes.

use crate::context::Context;
use crate::context::memory::Held;
use crate::error::Result;
use crate::exec::Batch;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::eval::eval_batch;
use crate::exec::op::evaluate::row_count;
use crate::exec::op::fold::{Fold, Source};
use crate::exec::op::sort::Keyed;
use crate::exec::op::{Operator, Running, hold};
use crate::exec::rest::Rest;
use crate::plan::expr::{Expr, ExprKind};
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
    /// The rows to pass on, once known.
    kept: Option<Rest>,
}

impl Operator for TopRows<'_> {
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<Batch>> {
        let rest = match &mut self.kept {
            Some(rest) => rest,
            None => {
                let rest = self.keep(context)?;
                self.kept.insert(rest)
            }
        };
        Ok(rest.next())
    }
}

impl TopRows<'_> {
    /// Reads the input to its end and keeps the first `skip + limit` rows of the order.
    fn keep(&mut self, context: &mut Context<'_>) -> Result<Rest> {
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
        Ok(Rest::of(best.rows.batch, skip))
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
        let rows = best.promising(rows, context)?;
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
        let room = match full {
            true => self.wanted.saturating_mul(2).saturating_add(BATCH_ROWS),
            false => self.wanted,
        };
        if self.rows.batch.len > room {
            self.shrink();
        }
    }

    /// The rows that their first key does not leave behind the last one that is kept. The other keys need not be looked at for more, where
    /// they are columns that stand there.
    fn promising(&self, rows: Batch, context: &Context<'_>) -> Result<Batch> {
        let last = self.wanted.checked_sub(1);
        let (Some(last), [first, others @ ..]) = (last, self.keys) else {
            return Ok(rows);
        };
        let ready = |key: &SortKey| matches!(key.expr.kind, ExprKind::Slot(_));
        if self.sorted < self.wanted || others.is_empty() || !others.iter().all(ready) {
            return Ok(rows);
        }
        let values = eval_batch(&first.expr, &rows, context)?;
        let stands = |row: &u32| {
            let value = values.peek(*row as usize);
            self.rows.compare_first(&value, last, first) != Ordering::Greater
        };
        let promising: Vec<u32> = (0..rows.len as u32).filter(stands).collect();
        match promising.len() == rows.len {
            true => Ok(rows),
            false => Ok(rows.gather(&promising)),
        }
    }

    /// Counts what is kept.
    fn hold(&mut self, context: &Context<'_>) -> Result<()> {
        hold(self.rows.batch.len, context)?;
        self.held.set(self.rows.bytes(self.keys), context)
    }

    /// Sorts what is there and lets go of what is too much.
    fn shrink(&mut self) {
        let first = self.rows.first(self.wanted, self.keys);
        self.rows = self.rows.gather(&first);
        self.sorted = self.rows.batch.len;
    }
}
