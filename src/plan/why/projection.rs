//! WITH and RETURN under WHY: the reasons are one more column, of a group the reasons of all its rows.

use crate::error::Result;
use crate::plan::syntax::aggregates;
use crate::plan::why::build::{call, item, list, variable};
use crate::plan::why::clause::Reasoner;
use crate::plan::why::not_told;
use factio_grammar::Span;
use factio_grammar::ast::{Expr, Projection};

impl Reasoner<'_> {
    /// Adds the column of reasons, under `name`; the last projection of the query settles them.
    pub(super) fn projection(
        &mut self,
        projection: &mut Projection,
        name: &str,
        is_last: bool,
        span: Span,
    ) -> Result<()> {
        let gathered = match &self.gathered {
            Some(gathered) => variable(gathered, span),
            None => list(Vec::new(), span),
        };
        let grouped = projection
            .items
            .iter()
            .any(|item| aggregates::within(&item.expr));
        if grouped && projection.distinct {
            return Err(not_told("DISTINCT groups", span).hint("write two projections"));
        }
        // Rows that are the same make one group: what DISTINCT says, said with an aggregate.
        let gathered = match grouped || projection.distinct {
            true => call("collect", vec![gathered], span),
            false => gathered,
        };
        projection.distinct = false;
        projection
            .items
            .push(item(settled(gathered, is_last, span), name, span));
        self.gathered = Some(name.to_string());
        Ok(())
    }
}

fn settled(gathered: Expr, is_last: bool, span: Span) -> Expr {
    match is_last {
        true => call("because", vec![gathered], span),
        false => gathered,
    }
}
