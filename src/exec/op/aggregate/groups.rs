//! The groups of an aggregation, and which of them a row belongs to.

use crate::context::Context;
use crate::error::Result;
use crate::exec::eval::eval_batch;
use crate::exec::op::seen::{Keys, Origin, Packed, Seen};
use crate::exec::{Batch, Column};
use crate::plan::expr::{Expr, ExprKind};
use factio_graph::facts::Graph;
use std::borrow::Cow;

/// The groups seen so far.
pub(super) struct Groups {
    width: usize,
    seen: Seen,
    /// The keys of each group, as its first row had them.
    keys: Batch,
    /// What the keys that came last take.
    new_bytes: u64,
}

impl Groups {
    /// No groups, by so many keys; without a key there is one from the start.
    pub fn new(width: usize) -> Groups {
        Groups {
            width,
            seen: Seen::default(),
            keys: Batch::default(),
            new_bytes: 0,
        }
    }

    /// How many keys a group has.
    pub fn width(&self) -> usize {
        self.width
    }

    pub fn len(&self) -> usize {
        match self.width {
            0 => 1,
            _ => self.seen.len(),
        }
    }

    /// For how many groups keys are kept.
    pub fn keys_len(&self) -> usize {
        self.keys.len
    }

    /// What the keys take that came since it was asked last.
    pub fn take_new_bytes(&mut self) -> u64 {
        std::mem::take(&mut self.new_bytes)
    }

    /// The keys of all groups, by column.
    pub fn take_keys(&mut self) -> Vec<Column> {
        std::mem::take(&mut self.keys.columns)
    }

    /// Takes in the groups that rows which come next were seen in; gives the place of each.
    pub fn join(&mut self, next: Groups) -> Vec<u32> {
        if next.keys.len == 0 {
            // Without a row there are no columns, either.
            return Vec::new();
        }
        let columns = next.keys.columns.iter();
        let keys: Vec<Keys<'_>> = columns
            .map(|column| Keys::Column(Cow::Borrowed(column)))
            .collect();
        self.number(&keys, next.keys.len)
    }

    /// The group of each row.
    pub fn places(
        &mut self,
        keys: &[Expr],
        batch: &Batch,
        context: &Context<'_>,
    ) -> Result<Vec<u32>> {
        let keys = keys.iter().map(|key| keys_of(key, batch, context));
        let keys: Vec<Keys<'_>> = keys.collect::<Result<_>>()?;
        Ok(self.number(&keys, batch.len))
    }

    /// The group of each of some rows with these keys.
    fn number(&mut self, keys: &[Keys<'_>], rows: usize) -> Vec<u32> {
        let mut next = self.seen.len() as u32;
        let places = self.seen.places(keys, rows);
        let mut first = Vec::new();
        for (row, &place) in places.iter().enumerate() {
            if place == next {
                next += 1;
                first.push(row as u32);
            }
        }
        if !first.is_empty() {
            let new = keys.iter().map(|keys| keys.gather(&first));
            let new = Batch::new(new.collect(), first.len());
            self.new_bytes += new.bytes();
            self.keys.append(new);
        }
        places
    }
}

/// The values of a key. Properties and types stay as the graph keeps them where they can.
fn keys_of<'k>(key: &Expr, batch: &'k Batch, context: &'k Context<'_>) -> Result<Keys<'k>> {
    match packed(key, batch, context.graph()) {
        Some(packed) => Ok(Keys::Packed(packed)),
        None => eval_batch(key, batch, context).map(|column| Keys::Column(Cow::Owned(column))),
    }
}

/// `x.key` and `type(x)` over a column of elements.
fn packed<'k>(key: &Expr, batch: &'k Batch, graph: &'k Graph) -> Option<Packed<'k>> {
    let column = |expr: &Expr| match expr.kind {
        ExprKind::Slot(slot) => batch.columns.get(slot),
        _ => None,
    };
    match &key.kind {
        ExprKind::Property(subject, key) => match column(subject)? {
            Column::Nodes(ids) => Packed::new(ids, Origin::NodeProperty(key.symbol), graph),
            Column::Relations(ids) => Packed::new(ids, Origin::RelationProperty(key.symbol), graph),
            _ => None,
        },
        ExprKind::Call(function, arguments) => match (function.name, arguments.as_slice()) {
            ("type", [relation]) => match column(relation)? {
                Column::Relations(ids) => Packed::new(ids, Origin::Types, graph),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
