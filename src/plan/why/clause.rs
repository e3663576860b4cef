//! The clauses of a query under WHY: what each adds to the reasons of a row.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::planner::syntax;
use crate::plan::why::build::{self, name, sum, variable, with, witness};
use crate::plan::why::{BECAUSE, HIDDEN, not_told};
use crate::procedure::{Procedure, Procedures};
use factio_grammar::Span;
use factio_grammar::ast::{
    Call, Clause, Expr, ExprKind, Match, Merge, Projection, ProjectionItem, SubqueryCall,
    TimeClause, TimeKind, Yield, YieldItem,
};

pub(super) struct Reasoner<'q> {
    procedures: &'q Procedures,
    /// The time clause of the whole statement.
    slice: Option<&'q TimeClause>,
    /// The statement, for the names of columns that have none.
    text: &'q str,
    /// The variable that holds the reasons of the row so far.
    pub gathered: Option<String>,
    /// How many hidden variables there are.
    count: usize,
}

impl<'q> Reasoner<'q> {
    pub fn new(
        text: &'q str,
        procedures: &'q Procedures,
        slice: Option<&'q TimeClause>,
    ) -> Reasoner<'q> {
        Reasoner {
            text,
            procedures,
            slice: slice.filter(|clause| clause.kind != TimeKind::All),
            gathered: None,
            count: 0,
        }
    }

    /// The text of an expression, which its column is called by.
    pub fn written(&self, span: Span) -> String {
        self.text.get(span.range()).unwrap_or_default().to_string()
    }

    /// A new hidden name.
    pub fn hidden(&mut self) -> String {
        self.count += 1;
        format!("{HIDDEN}{}", self.count)
    }

    /// The clauses of one query; what the last returns has the column `told`.
    pub fn clauses(&mut self, clauses: Vec<Clause>, told: &str) -> Result<Vec<Clause>> {
        if let [Clause::Call(call)] = clauses.as_slice() {
            return self.standalone(call.clone(), told);
        }
        let mut done = Vec::with_capacity(clauses.len() * 2);
        for (place, clause) in clauses.into_iter().enumerate() {
            self.clause(clause, place == 0, told, &mut done)?;
        }
        Ok(done)
    }

    fn clause(
        &mut self,
        clause: Clause,
        is_first: bool,
        told: &str,
        done: &mut Vec<Clause>,
    ) -> Result<()> {
        match clause {
            Clause::Match(clause) => self.matched(clause, done)?,
            Clause::Merge(merge) => self.merged(merge, done),
            Clause::Call(call) => self.called(call, done)?,
            Clause::SubqueryCall(call) => self.subquery(call, done)?,
            Clause::With {
                mut projection,
                filter,
                span,
            } => {
                // The leading WITH of a subquery imports variables, and may do nothing else.
                if !(is_first && self.gathered.is_none() && plain(&projection)) {
                    let carried = self.hidden();
                    self.projection(&mut projection, &carried, false, span, done)?;
                }
                let more = self.nested(&filter, None)?;
                done.push(Clause::With {
                    projection,
                    filter,
                    span,
                });
                self.add_all(more, span, done);
            }
            Clause::Return {
                mut projection,
                span,
            } => {
                named(&projection, span)?;
                self.projection(&mut projection, told, told == BECAUSE, span, done)?;
                done.push(Clause::Return { projection, span });
            }
            Clause::Filter { condition, span } => {
                let more = self.nested([&condition], None)?;
                done.push(Clause::Filter { condition, span });
                self.add_all(more, span, done);
            }
            Clause::Let { items, span } => {
                let more = self.nested(items.iter().map(|(_, value)| value), None)?;
                done.push(Clause::Let { items, span });
                self.add_all(more, span, done);
            }
            Clause::Unwind(unwind) => {
                let more = self.nested([&unwind.list], None)?;
                self.add_all(more, unwind.span, done);
                done.push(Clause::Unwind(unwind));
            }
            other @ (Clause::Create { .. }
            | Clause::Set { .. }
            | Clause::Remove { .. }
            | Clause::Delete { .. }
            | Clause::Foreach(_)
            | Clause::Finish(_)
            | Clause::Page { .. }
            | Clause::LoadCsv(_)) => done.push(other),
        }
        Ok(())
    }

    /// Every path of the pattern is a witness, the nodes and relations on it.
    pub(super) fn matched(&mut self, mut clause: Match, done: &mut Vec<Clause>) -> Result<()> {
        let span = clause.span;
        let mut paths = Vec::with_capacity(clause.patterns.len());
        for pattern in &mut clause.patterns {
            let path = match &pattern.variable {
                Some(path) => path.text.clone(),
                None => self.hidden(),
            };
            pattern.variable.get_or_insert_with(|| name(&path, span));
            paths.push(variable(&path, span));
        }
        let time = clause.time.clone();
        let more = self.nested(&clause.filter, time.as_ref())?;
        let found = witness(build::list(paths, span), time.as_ref().or(self.slice), span);
        done.push(Clause::Match(clause));
        self.add(found, span, done);
        self.add_all(more, span, done);
        Ok(())
    }

    /// The path that was found, or made.
    fn merged(&mut self, mut merge: Merge, done: &mut Vec<Clause>) {
        let span = merge.span;
        let path = match &merge.pattern.variable {
            Some(path) => path.text.clone(),
            None => self.hidden(),
        };
        merge
            .pattern
            .variable
            .get_or_insert_with(|| name(&path, span));
        done.push(Clause::Merge(merge));
        self.add(witness(variable(&path, span), None, span), span, done);
    }

    /// As [`Reasoner::add`], of several lists; nothing of none.
    pub(super) fn add_all(&mut self, found: Vec<Expr>, span: Span, done: &mut Vec<Clause>) {
        if !found.is_empty() {
            self.add(build::list(found, span), span, done);
        }
    }

    /// `WITH *, reasons + found AS reasons`.
    fn add(&mut self, found: Expr, span: Span, done: &mut Vec<Clause>) {
        let all = match &self.gathered {
            Some(gathered) => sum(variable(gathered, span), found, span),
            None => found,
        };
        let gathered = self.hidden();
        done.push(with(all, &gathered, span));
        self.gathered = Some(gathered);
    }

    /// What a procedure yields of nodes, relations and paths is a witness, whether it was asked for or not.
    fn called(&mut self, mut call: Call, done: &mut Vec<Clause>) -> Result<()> {
        let span = call.span;
        let Some(procedure) = self.procedure(&call) else {
            done.push(Clause::Call(call));
            return Ok(());
        };
        let mut witnesses = Vec::new();
        if let Some(yields) = &mut call.yields {
            for field in procedure.results.iter().filter(|field| is_fact(field.kind)) {
                let yielded = yields
                    .items
                    .iter()
                    .find(|item| item.column.text == field.name);
                let variable_name = match yielded {
                    Some(item) => item.alias.as_ref().unwrap_or(&item.column).text.clone(),
                    None => {
                        let alias = self.hidden();
                        yields.items.push(YieldItem {
                            column: name(&field.name, span),
                            alias: Some(name(&alias, span)),
                        });
                        alias
                    }
                };
                witnesses.push(variable(&variable_name, span));
            }
        }
        done.push(Clause::Call(call));
        if !witnesses.is_empty() {
            let found = witness(build::list(witnesses, span), self.slice, span);
            self.add(found, span, done);
        }
        Ok(())
    }

    /// A CALL that is the whole statement returns what it yields.
    fn standalone(&mut self, mut call: Call, told: &str) -> Result<Vec<Clause>> {
        let span = call.span;
        let Some(procedure) = self.procedure(&call) else {
            return Ok(vec![Clause::Call(call)]);
        };
        if call.arguments.is_none() && !procedure.parameters.is_empty() {
            return Err(not_told("a CALL without parentheses", span));
        }
        let asked = call.yields.take().filter(|yields| !yields.star);
        let yields = asked.unwrap_or_else(|| all(&procedure, span));
        let columns = yields.items.iter();
        let columns = columns.map(|item| item.alias.as_ref().unwrap_or(&item.column).text.clone());
        let items = columns.map(|column| build::item(variable(&column, span), &column, span));
        let mut projection = Projection {
            distinct: false,
            star: false,
            items: items.collect(),
            order: Vec::new(),
            skip: None,
            limit: None,
        };
        call.yields = Some(yields);
        let mut done = Vec::new();
        self.called(call, &mut done)?;
        self.projection(&mut projection, told, told == BECAUSE, span, &mut done)?;
        done.push(Clause::Return { projection, span });
        Ok(done)
    }

    fn procedure(&self, call: &Call) -> Option<std::sync::Arc<Procedure>> {
        let parts: Vec<&str> = call.name.iter().map(|part| part.text.as_str()).collect();
        self.procedures.get(&parts.join(".")).cloned()
    }

    /// A subquery that returns rows hands its reasons out with them.
    fn subquery(&mut self, mut call: SubqueryCall, done: &mut Vec<Clause>) -> Result<()> {
        let returns = |clause: &Clause| matches!(clause, Clause::Return { .. });
        let parts = &call.body.parts;
        let last = parts.last().and_then(|part| part.first.clauses.last());
        if !last.is_some_and(returns) {
            done.push(Clause::SubqueryCall(call));
            return Ok(());
        }
        let inner = self.hidden();
        self.body(&mut call.body, &inner)?;
        let span = call.span;
        let optional = call.optional;
        done.push(Clause::SubqueryCall(call));
        let found = variable(&inner, span);
        let found = match optional {
            // Where the subquery gave no row its reasons are null.
            true => build::list(vec![found], span),
            false => found,
        };
        self.add(found, span, done);
        Ok(())
    }
}

/// Whether a projection hands on variables and does nothing else.
fn plain(projection: &Projection) -> bool {
    let is_name = |item: &ProjectionItem| {
        matches!(item.expr.kind, ExprKind::Variable(_)) && item.alias.is_none()
    };
    let whole = !projection.distinct && projection.order.is_empty();
    whole
        && projection.skip.is_none()
        && projection.limit.is_none()
        && projection.items.iter().all(is_name)
}

/// The column's name is taken by WHY.
fn named(projection: &Projection, span: Span) -> Result<()> {
    let alias = |item: &ProjectionItem| {
        item.alias
            .as_ref()
            .is_some_and(|alias| alias.text == BECAUSE)
    };
    match projection.items.iter().any(alias) {
        true => Err(syntax(
            Detail::ColumnNameConflict,
            span,
            "WHY gives a column `because` itself",
        )),
        false => Ok(()),
    }
}

fn is_fact(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Node
            | Kind::Relation
            | Kind::Entity
            | Kind::Path
            | Kind::RelationList
            | Kind::NodeList
            | Kind::List
    )
}

fn all(procedure: &Procedure, span: Span) -> Yield {
    let items = procedure.results.iter().map(|field| YieldItem {
        column: name(&field.name, span),
        alias: None,
    });
    Yield {
        star: false,
        items: items.collect(),
        filter: None,
        span,
    }
}
