//! UNION without ALL under WHY: a row of it rests on what all the rows rest on that it is made of.

use crate::error::Result;
use crate::plan::why::build::{call, item, name, variable};
use crate::plan::why::clause::Reasoner;
use crate::plan::why::{BECAUSE, not_told};
use factio_grammar::Span;
use factio_grammar::ast::{
    Body, Clause, ExprKind, Projection, SingleQuery, SubqueryCall, Union, UnionKind,
};

impl Reasoner<'_> {
    /// Makes `a UNION b` a `CALL { a UNION ALL b }` whose equal rows are grouped.
    pub(super) fn united(
        &mut self,
        part: &mut Union,
        before: Option<String>,
        told: &str,
    ) -> Result<()> {
        let span = part.first.span;
        let inner = self.hidden();
        let last = part.first.clauses.last();
        let columns = match last {
            Some(Clause::Return { projection, .. }) => self.columns(projection, span)?,
            _ => return Err(not_told("UNION of queries that return nothing", span)),
        };
        let mut rest = std::mem::take(&mut part.rest);
        for (kind, query) in &mut rest {
            *kind = UnionKind::All;
            call_by_name(query, &columns);
            self.single(query, before.clone(), &inner)?;
        }
        call_by_name(&mut part.first, &columns);
        self.single(&mut part.first, before, &inner)?;
        let clauses = std::mem::take(&mut part.first.clauses);
        let first = SingleQuery { clauses, span };
        let united = SubqueryCall {
            optional: false,
            imports: None,
            import_all: true,
            body: Body {
                parts: vec![Union { first, rest }],
            },
            span,
        };
        let grouped = call("collect", vec![variable(&inner, span)], span);
        let grouped = match told == BECAUSE {
            true => call("because", vec![grouped], span),
            false => grouped,
        };
        let items = columns.iter();
        let mut items: Vec<_> = items
            .map(|column| item(variable(column, span), column, span))
            .collect();
        items.push(item(grouped, told, span));
        let projection = Projection {
            distinct: false,
            star: false,
            items,
            order: Vec::new(),
            skip: None,
            limit: None,
        };
        part.first.clauses = vec![
            Clause::SubqueryCall(united),
            Clause::Return { projection, span },
        ];
        Ok(())
    }

    /// What the columns of a RETURN are called.
    fn columns(&self, projection: &Projection, span: Span) -> Result<Vec<String>> {
        if projection.star {
            return Err(not_told("UNION of queries that return *", span).hint("name the columns"));
        }
        let columns = projection
            .items
            .iter()
            .map(|item| match (&item.alias, &item.expr.kind) {
                (Some(alias), _) => alias.text.clone(),
                (None, ExprKind::Variable(name)) => name.text.clone(),
                _ => self.written(item.expr.span),
            });
        Ok(columns.collect())
    }
}

/// Gives each column of a query that has no name the one that the first query calls it by.
fn call_by_name(query: &mut SingleQuery, columns: &[String]) {
    if let Some(Clause::Return { projection, .. }) = query.clauses.last_mut() {
        for (item, column) in projection.items.iter_mut().zip(columns) {
            let is_name = matches!(item.expr.kind, ExprKind::Variable(_));
            if item.alias.is_none() && !is_name {
                item.alias = Some(name(column, item.expr.span));
            }
        }
    }
}
