//! WHY: a query rewritten so that each row brings a column `because`, the facts that it rests on.
//!
//! A hidden variable gathers the witnesses of every pattern and procedure that a row went through; projections carry it,
//! groups collect it. It is written in the language itself, so that the planner needs to know nothing of it.

mod build;
mod clause;
mod nested;
mod projection;
mod united;

use crate::error::{Error, Result};
use crate::procedure::Procedures;
use clause::Reasoner;
use factio_grammar::Span;
use factio_grammar::ast::{Body, Clause, Mode, Projection, Query, SingleQuery, UnionKind};

/// The name of the column.
const BECAUSE: &str = "because";

/// How hidden variables begin; no name that is written without backticks has a space.
const HIDDEN: &str = "because of ";

/// Whether `*` leaves a variable out because WHY made it.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with(HIDDEN)
}

/// The query that gives the same rows, each with its reasons. One that returns nothing, as it only writes, gives the reasons alone.
///
/// # Errors
/// It holds something whose reasons are not told yet.
pub(super) fn reasoned(text: &str, query: &Query, procedures: &Procedures) -> Result<Query> {
    let mut reasoner = Reasoner::new(text, procedures, query.slice.as_ref());
    let mut body = query.body.clone();
    ended(&mut body);
    reasoner.body(&mut body, BECAUSE)?;
    Ok(Query {
        mode: Mode::Run,
        slice: query.slice.clone(),
        body,
        span: query.span,
    })
}

impl Reasoner<'_> {
    /// Has each part of a body hand on its reasons, the last under `name`.
    fn body(&mut self, body: &mut Body, name: &str) -> Result<()> {
        let last = body.parts.len().saturating_sub(1);
        let mut before = None;
        for (place, part) in body.parts.iter_mut().enumerate() {
            let told = match place == last {
                true => name.to_string(),
                false => self.hidden(),
            };
            if part
                .rest
                .iter()
                .any(|(kind, _)| *kind == UnionKind::Distinct)
                && part
                    .rest
                    .iter()
                    .all(|(kind, _)| *kind == UnionKind::Distinct)
            {
                self.united(part, before.clone(), &told)?;
                before = Some(told);
                continue;
            }
            let rest = part.rest.iter_mut().map(|(_, query)| query);
            for query in std::iter::once(&mut part.first).chain(rest) {
                self.single(query, before.clone(), &told)?;
            }
            before = Some(told);
        }
        Ok(())
    }

    fn single(
        &mut self,
        query: &mut SingleQuery,
        before: Option<String>,
        name: &str,
    ) -> Result<()> {
        let outer = std::mem::replace(&mut self.gathered, before);
        let clauses = std::mem::take(&mut query.clauses);
        let done = self.clauses(clauses, name);
        self.gathered = outer;
        query.clauses = done?;
        Ok(())
    }
}

/// Has a query that returns nothing return its reasons: a row for each that it wrote something for.
fn ended(body: &mut Body) {
    let Some(part) = body.parts.last_mut() else {
        return;
    };
    let clauses = &mut part.first.clauses;
    let returns = |clause: &Clause| matches!(clause, Clause::Return { .. } | Clause::Finish(_));
    let alone = matches!(clauses.as_slice(), [Clause::Call(_)]);
    if part.rest.is_empty() && !alone && !clauses.last().is_some_and(returns) {
        let projection = Projection {
            distinct: false,
            star: false,
            items: Vec::new(),
            order: Vec::new(),
            skip: None,
            limit: None,
        };
        let span = part.first.span;
        clauses.push(Clause::Return { projection, span });
    }
}

fn not_told(what: &str, span: Span) -> Error {
    Error::not_yet(&format!("WHY of {what}"), span)
}
