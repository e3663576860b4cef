//! What is read of a MATCH: behind `count(DISTINCT c)` nobody can tell by how many ways each `c` was reached.
//!
//! Goes from the top of a plan down. An operator that needs every row of its input as it stands asks for all of it anew.

use crate::fun::Aggregate as Function;
use crate::plan::expr::{Aggregate, Expr, Slot, SubqueryKind};
use crate::plan::pattern::{Facet, Rows, Wanted};
use crate::plan::rewrite::facet;
use crate::plan::rewrite::join::{hang, join};
use crate::plan::{Op, Plan, visit};
use std::collections::{BTreeMap, BTreeSet};

/// What an operator asks of its input.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The columns that are read; `None`: all.
    columns: Option<BTreeSet<Slot>>,
    rows: Rows,
    /// What alone is read of a column so far; `None` of one that is read in several ways.
    facets: BTreeMap<Slot, Option<Facet>>,
}

impl Asked {
    /// Every row with every column.
    pub fn all() -> Asked {
        Asked {
            columns: None,
            rows: Rows::Each,
            facets: BTreeMap::new(),
        }
    }

    /// What EXISTS, COUNT and COLLECT ask.
    pub fn by_subquery(kind: SubqueryKind) -> Asked {
        match kind {
            SubqueryKind::Exists => Asked::nothing(Rows::Once),
            SubqueryKind::Count => Asked::nothing(Rows::Counted),
            SubqueryKind::Collect => Asked::all(),
        }
    }

    fn nothing(rows: Rows) -> Asked {
        Asked {
            columns: Some(BTreeSet::new()),
            rows,
            facets: BTreeMap::new(),
        }
    }

    /// Asks for what an expression reads as well. One that is not the same each time wants to see every row.
    fn reading<'e>(mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Asked {
        for expr in exprs {
            if !visit::is_pure(expr) {
                self.rows = Rows::Each;
            }
            facet::each_read(expr, &mut |slot, facet| self.read(slot, facet));
        }
        self
    }

    /// Notes that a column is read, as a whole or but for one facet.
    fn read(&mut self, slot: Slot, facet: Option<Facet>) {
        let Some(columns) = &mut self.columns else {
            return;
        };
        let fresh = columns.insert(slot);
        if fresh || self.facets.get(&slot) != Some(&facet) {
            self.facets.insert(slot, facet.filter(|_| fresh));
        }
    }
}

/// Tells every MATCH of a plan what is asked of it.
pub(super) fn tell(mut plan: Plan, asked: Asked) -> Plan {
    descend(&mut plan, asked);
    plan
}

fn descend(plan: &mut Plan, asked: Asked) {
    if asked.rows != Rows::Each {
        join(plan);
    }
    if let (Rows::Counted, Some(columns)) = (asked.rows, &asked.columns) {
        hang(plan, columns);
    }
    match &mut plan.op {
        Op::Match { input, pattern, .. } => {
            let mut below = asked.clone();
            visit::pattern_slots(pattern, &mut |slot| below.read(slot, None));
            if !visit::is_pure_pattern(pattern) {
                below.rows = Rows::Each;
            }
            pattern.wanted = Wanted {
                columns: asked.columns,
                rows: below.rows,
                facets: asked
                    .facets
                    .into_iter()
                    .filter_map(|(slot, facet)| Some((slot, facet?)))
                    .collect(),
            };
            descend(input, below);
        }
        Op::Filter { input, predicate } => descend(input, asked.reading([&*predicate])),
        Op::Project { input, columns } => {
            descend(input, Asked::nothing(asked.rows).reading(&*columns));
        }
        Op::Aggregate {
            input,
            keys,
            aggregates,
        } => {
            let arguments = aggregates.iter().flat_map(|it| &it.arguments);
            let asked = Asked::nothing(rows(aggregates)).reading(keys.iter().chain(arguments));
            descend(input, asked);
        }
        Op::Distinct { input } => {
            let columns = match asked.columns {
                Some(_) => Some((0..input.width).collect()),
                None => None,
            };
            let asked = Asked {
                columns,
                ..Asked::nothing(Rows::Once)
            };
            descend(input, asked);
        }
        _ => visit::change::inputs(plan, &mut |input| descend(input, Asked::all())),
    }
}

/// How the rows behind some aggregates have to come.
fn rows(aggregates: &[Aggregate]) -> Rows {
    let once = |it: &Aggregate| it.distinct || matches!(it.function, Function::Min | Function::Max);
    let counts = |it: &Aggregate| matches!(it.function, Function::Count | Function::CountRows);
    if aggregates.iter().all(once) {
        Rows::Once
    } else if aggregates.iter().all(|it| once(it) || counts(it)) {
        Rows::Counted
    } else {
        Rows::Each
    }
}
