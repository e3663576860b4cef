//! WITH and RETURN under WHY: the reasons are one more column, of a group the reasons of all its rows.

use crate::error::Result;
use crate::plan::syntax::aggregates;
use crate::plan::why::build::{call, item, list, name, variable};
use crate::plan::why::clause::Reasoner;
use factio_grammar::Span;
use factio_grammar::ast::{Clause, Expr, ExprKind, Projection};

impl Reasoner<'_> {
    /// Adds the column of reasons, under `told`; the last projection of the query settles them. What has to be done before it is
    /// added to `done`.
    pub(super) fn projection(
        &mut self,
        projection: &mut Projection,
        told: &str,
        is_last: bool,
        span: Span,
        done: &mut Vec<Clause>,
    ) -> Result<()> {
        let more = self.nested(projection.items.iter().map(|item| &item.expr), None)?;
        self.add_all(more, span, done);
        let grouped = projection
            .items
            .iter()
            .any(|item| aggregates::within(&item.expr));
        if grouped && projection.distinct {
            self.group_first(projection, span, done);
        }
        let gathered = self.so_far(span);
        // Rows that are the same make one group: what DISTINCT says, said with an aggregate.
        let gathered = match grouped || projection.distinct {
            true => call("collect", vec![gathered], span),
            false => gathered,
        };
        projection.distinct = false;
        projection
            .items
            .push(item(settled(gathered, is_last, span), told, span));
        self.gathered = Some(told.to_string());
        Ok(())
    }

    fn so_far(&self, span: Span) -> Expr {
        match &self.gathered {
            Some(gathered) => variable(gathered, span),
            None => list(Vec::new(), span),
        }
    }

    /// Makes the groups of `RETURN DISTINCT .., count(*)` in a WITH of their own, so that what is left is the DISTINCT.
    fn group_first(&mut self, projection: &mut Projection, span: Span, done: &mut Vec<Clause>) {
        let carried = self.hidden();
        let mut groups = Projection {
            distinct: false,
            star: projection.star,
            items: projection.items.clone(),
            order: Vec::new(),
            skip: None,
            limit: None,
        };
        for (kept, group) in projection.items.iter_mut().zip(&mut groups.items) {
            let column = match (&group.alias, &group.expr.kind) {
                (Some(alias), _) => alias.text.clone(),
                (None, ExprKind::Variable(name)) => name.text.clone(),
                _ => self.written(group.expr.span),
            };
            let expr = std::mem::replace(&mut kept.expr, variable(&column, group.expr.span));
            for key in &mut projection.order {
                if key.expr == expr {
                    key.expr = kept.expr.clone();
                }
            }
            kept.alias = Some(name(&column, span));
            group.alias = Some(name(&column, span));
        }
        let gathered = call("collect", vec![self.so_far(span)], span);
        groups.items.push(item(gathered, &carried, span));
        projection.star = false;
        done.push(Clause::With {
            projection: groups,
            filter: None,
            span,
        });
        self.gathered = Some(carried);
    }
}

fn settled(gathered: Expr, is_last: bool, span: Span) -> Expr {
    match is_last {
        true => call("because", vec![gathered], span),
        false => gathered,
    }
}
