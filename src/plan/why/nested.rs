//! Facts inside expressions under WHY: what EXISTS, COUNT and COLLECT found, pattern comprehensions, patterns as conditions. Each
//! becomes a COLLECT of its witnesses; of what was not found there are none.

use crate::error::Result;
use crate::plan::syntax::operands::{bodies, operands};
use crate::plan::why::build::{self, collect, list, name, single, variable};
use crate::plan::why::clause::Reasoner;
use factio_grammar::Span;
use factio_grammar::ast::{
    Body, Clause, Expr, ExprKind, Match, PathPattern, Projection, SubqueryBody, SubqueryCall,
    TimeClause,
};

impl Reasoner<'_> {
    /// The witnesses of the patterns within some expressions, each list an expression over the same row. `time` governs patterns
    /// without a clause of their own, beside that of the statement.
    pub(super) fn nested<'e>(
        &mut self,
        exprs: impl IntoIterator<Item = &'e Expr>,
        time: Option<&TimeClause>,
    ) -> Result<Vec<Expr>> {
        let mut found = Vec::new();
        for expr in exprs {
            self.within(expr, time, &mut found)?;
        }
        Ok(found)
    }

    fn within(
        &mut self,
        expr: &Expr,
        time: Option<&TimeClause>,
        found: &mut Vec<Expr>,
    ) -> Result<()> {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Subquery(subquery) => match &subquery.body {
                SubqueryBody::Pattern(pattern) => {
                    let own = pattern.time.as_deref().or(time).cloned();
                    let filter = pattern.filter.as_deref().cloned();
                    found.push(self.pattern(pattern.patterns.clone(), own, filter, None, span)?);
                }
                SubqueryBody::Query(body) => found.push(self.query(body.clone(), time, span)?),
            },
            ExprKind::PatternComprehension {
                pattern,
                filter,
                map,
            } => {
                let patterns = vec![(**pattern).clone()];
                let filter = filter.as_deref().cloned();
                found.push(self.pattern(patterns, time.cloned(), filter, Some(map), span)?);
            }
            ExprKind::Pattern(pattern) => {
                let patterns = vec![(**pattern).clone()];
                found.push(self.pattern(patterns, time.cloned(), None, None, span)?);
            }
            _ => self.operands_of(expr, time, found)?,
        }
        Ok(())
    }

    fn operands_of(
        &mut self,
        expr: &Expr,
        time: Option<&TimeClause>,
        found: &mut Vec<Expr>,
    ) -> Result<()> {
        let mut parts: Vec<&Expr> = Vec::new();
        operands(expr, &mut |operand| parts.push(operand));
        for part in parts {
            self.within(part, time, found)?;
        }
        let (local, items) = match &expr.kind {
            ExprKind::ListComprehension { variable, list, .. }
            | ExprKind::Quantified { variable, list, .. } => (variable, list),
            _ => return Ok(()),
        };
        let mut once_each: Vec<&Expr> = Vec::new();
        bodies(expr, &mut |body| once_each.push(body));
        let inner = self.nested(once_each, time)?;
        if !inner.is_empty() {
            let kind = ExprKind::ListComprehension {
                variable: local.clone(),
                list: items.clone(),
                filter: None,
                map: Some(Box::new(list(inner, expr.span))),
            };
            let span = expr.span;
            found.push(Expr { kind, span });
        }
        Ok(())
    }

    /// The witnesses of all matches of some patterns.
    fn pattern(
        &mut self,
        patterns: Vec<PathPattern>,
        time: Option<TimeClause>,
        filter: Option<Expr>,
        map: Option<&Expr>,
        span: Span,
    ) -> Result<Expr> {
        let outer = self.gathered.take();
        let mut clauses = Vec::new();
        let found = Match {
            optional: false,
            patterns,
            time: time.clone(),
            filter,
            span,
        };
        let done = self.matched(found, &mut clauses).and_then(|()| {
            let more = self.nested(map, time.as_ref())?;
            self.add_all(more, span, &mut clauses);
            Ok(())
        });
        let gathered = std::mem::replace(&mut self.gathered, outer);
        done?;
        let told = gathered.map_or(list(Vec::new(), span), |told| variable(&told, span));
        let told = build::returned(told, &self.hidden(), span);
        clauses.push(told);
        Ok(collect(single(clauses, span), span))
    }

    /// The witnesses of all rows of a query.
    fn query(&mut self, mut body: Body, time: Option<&TimeClause>, span: Span) -> Result<Expr> {
        let told = self.hidden();
        for part in &mut body.parts {
            let rest = part.rest.iter_mut().map(|(_, query)| query);
            for query in std::iter::once(&mut part.first).chain(rest) {
                query
                    .clauses
                    .iter_mut()
                    .for_each(|clause| govern(clause, time));
                if !matches!(query.clauses.last(), Some(Clause::Return { .. })) {
                    let nothing = build::returned(list(Vec::new(), span), &told, span);
                    query.clauses.push(nothing);
                }
                if let Some(Clause::Return { projection, .. }) = query.clauses.last_mut() {
                    call_by_place(projection, span);
                }
            }
        }
        let outer = self.gathered.take();
        let inner = self.hidden();
        let done = self.body(&mut body, &inner);
        self.gathered = outer;
        done?;
        let call = SubqueryCall {
            optional: false,
            imports: None,
            import_all: true,
            body,
            span,
        };
        let told = build::returned(variable(&inner, span), &told, span);
        Ok(collect(
            single(vec![Clause::SubqueryCall(call), told], span),
            span,
        ))
    }
}

/// Gives a pattern the clause that governs it.
fn govern(clause: &mut Clause, time: Option<&TimeClause>) {
    if let (Clause::Match(found), Some(time)) = (clause, time)
        && found.time.is_none()
    {
        found.time = Some(time.clone());
    }
}

/// A subquery of CALL has to name its columns, and not as a variable outside is called.
fn call_by_place(projection: &mut Projection, span: Span) {
    for (place, item) in projection.items.iter_mut().enumerate() {
        // What the rows are ordered by may go by its own name.
        if projection.order.is_empty() || item.alias.is_none() {
            item.alias = Some(name(&format!("{}c{place}", super::HIDDEN), span));
        }
    }
}
