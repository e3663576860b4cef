//! The names that an expression mentions, also within its subqueries and patterns.
//!
//! Names that the expression itself brings into being are among them: the answer is what it may refer to at most.

use crate::plan::syntax::operands::{bodies, computed_labels, operands};
use factio_grammar::ast::{
    Body, Clause, Element, Expr, ExprKind, LabelExpr, LabelName, MapProjectionItem, Merge, Name,
    PathPattern, Projection, RemoveItem, SetItem, SortKey, SubqueryBody, TimeClause, TimeKind,
};

/// The names that `expr` mentions, each once.
pub(in crate::plan) fn of(expr: &Expr) -> Vec<&str> {
    let mut mentions = Mentions::default();
    mentions.expr(expr);
    mentions.names
}

/// The names that any of these expressions mentions, each once.
pub(in crate::plan) fn of_all<'a>(exprs: impl IntoIterator<Item = &'a Expr>) -> Vec<&'a str> {
    let mut mentions = Mentions::default();
    exprs.into_iter().for_each(|expr| mentions.expr(expr));
    mentions.names
}

/// The names that a MERGE mentions, each once.
pub(in crate::plan) fn of_merge(clause: &Merge) -> Vec<&str> {
    let mut mentions = Mentions::default();
    mentions.pattern(&clause.pattern);
    let actions = clause.actions.iter();
    actions.for_each(|action| mentions.set(&action.items));
    mentions.names
}

#[derive(Default)]
struct Mentions<'a> {
    names: Vec<&'a str>,
}

impl<'a> Mentions<'a> {
    fn name(&mut self, name: &'a Name) {
        if !self.names.contains(&name.text.as_str()) {
            self.names.push(&name.text);
        }
    }

    fn exprs(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &'a Expr) {
        operands(expr, &mut |operand| self.expr(operand));
        bodies(expr, &mut |body| self.expr(body));
        match &expr.kind {
            ExprKind::Variable(name) => self.name(name),
            ExprKind::MapProjection { subject, items } => {
                self.name(subject);
                for item in items {
                    if let MapProjectionItem::Variable(name) = item {
                        self.name(name);
                    }
                }
            }
            ExprKind::PatternComprehension {
                pattern,
                filter,
                map,
            } => {
                self.pattern(pattern);
                self.exprs(filter.as_deref());
                self.expr(map);
            }
            ExprKind::Pattern(pattern) => self.pattern(pattern),
            ExprKind::Subquery(subquery) => match &subquery.body {
                SubqueryBody::Pattern(pattern) => {
                    self.patterns(&pattern.patterns);
                    pattern.time.iter().for_each(|time| self.time(time));
                    self.exprs(pattern.filter.as_deref());
                }
                SubqueryBody::Query(body) => self.body(body),
            },
            _ => {}
        }
    }

    fn patterns(&mut self, patterns: &'a [PathPattern]) {
        patterns.iter().for_each(|pattern| self.pattern(pattern));
    }

    fn pattern(&mut self, pattern: &'a PathPattern) {
        for element in &pattern.elements {
            match element {
                Element::Node(node) => {
                    node.variable.iter().for_each(|name| self.name(name));
                    node.labels.iter().for_each(|labels| self.labels(labels));
                    self.exprs(node.properties.iter().chain(&node.filter));
                }
                Element::Relation(relation) => {
                    relation.variable.iter().for_each(|name| self.name(name));
                    relation.types.iter().for_each(|types| self.labels(types));
                    self.exprs(relation.properties.iter().chain(&relation.filter));
                }
                Element::Group(group) => {
                    self.pattern(&group.pattern);
                    self.exprs(&group.filter);
                }
            }
        }
    }

    fn labels(&mut self, labels: &'a LabelExpr) {
        computed_labels(labels, &mut |expr| self.expr(expr));
    }

    fn time(&mut self, time: &'a TimeClause) {
        match &time.kind {
            TimeKind::At(e)
            | TimeKind::During(e)
            | TimeKind::Throughout(e)
            | TimeKind::SystemTime(e) => self.expr(e),
            TimeKind::FromTo(from, to) => self.exprs([from, to]),
            TimeKind::All => {}
        }
    }

    fn body(&mut self, body: &'a Body) {
        for union in &body.parts {
            let rest = union.rest.iter().map(|(_, query)| query);
            for query in std::iter::once(&union.first).chain(rest) {
                self.clauses(&query.clauses);
            }
        }
    }

    fn clauses(&mut self, clauses: &'a [Clause]) {
        clauses.iter().for_each(|clause| self.clause(clause));
    }

    fn clause(&mut self, clause: &'a Clause) {
        match clause {
            Clause::Match(clause) => {
                self.patterns(&clause.patterns);
                clause.time.iter().for_each(|time| self.time(time));
                self.exprs(&clause.filter);
            }
            Clause::Unwind(clause) => self.expr(&clause.list),
            Clause::With {
                projection, filter, ..
            } => {
                self.projection(projection);
                self.exprs(filter);
            }
            Clause::Return { projection, .. } => self.projection(projection),
            Clause::Finish(_) => {}
            Clause::Filter { condition, .. } => self.expr(condition),
            Clause::Let { items, .. } => self.exprs(items.iter().map(|(_, value)| value)),
            Clause::Page {
                order, skip, limit, ..
            } => self.page(order, skip, limit),
            Clause::Create { patterns, .. } => self.patterns(patterns),
            Clause::Merge(clause) => {
                self.pattern(&clause.pattern);
                for action in &clause.actions {
                    self.set(&action.items);
                }
            }
            Clause::Set { items, .. } => self.set(items),
            Clause::Remove { items, .. } => items.iter().for_each(|item| self.remove(item)),
            Clause::Delete { targets, .. } => self.exprs(targets),
            Clause::Foreach(clause) => {
                self.expr(&clause.list);
                self.clauses(&clause.body);
            }
            Clause::Call(call) => {
                self.exprs(call.arguments.iter().flatten());
                self.exprs(
                    call.yields
                        .iter()
                        .filter_map(|yields| yields.filter.as_ref()),
                );
            }
            Clause::SubqueryCall(call) => {
                call.imports
                    .iter()
                    .flatten()
                    .for_each(|name| self.name(name));
                self.body(&call.body);
            }
            Clause::LoadCsv(clause) => self.expr(&clause.source),
        }
    }

    fn projection(&mut self, projection: &'a Projection) {
        self.exprs(projection.items.iter().map(|item| &item.expr));
        self.page(&projection.order, &projection.skip, &projection.limit);
    }

    fn page(&mut self, order: &'a [SortKey], skip: &'a Option<Expr>, limit: &'a Option<Expr>) {
        self.exprs(order.iter().map(|key| &key.expr));
        self.exprs(skip.iter().chain(limit));
    }

    fn set(&mut self, items: &'a [SetItem]) {
        for item in items {
            match item {
                SetItem::Property { subject, value, .. } => self.exprs([subject, value]),
                SetItem::DynamicProperty {
                    subject,
                    key,
                    value,
                } => self.exprs([subject, key, value]),
                SetItem::Replace { variable, value } | SetItem::Merge { variable, value } => {
                    self.name(variable);
                    self.expr(value);
                }
                SetItem::Labels { variable, labels } => self.label_names(variable, labels),
            }
        }
    }

    fn remove(&mut self, item: &'a RemoveItem) {
        match item {
            RemoveItem::Property { subject, .. } => self.expr(subject),
            RemoveItem::DynamicProperty { subject, key } => self.exprs([subject, key]),
            RemoveItem::Labels { variable, labels } => self.label_names(variable, labels),
        }
    }

    fn label_names(&mut self, variable: &'a Name, labels: &'a [LabelName]) {
        self.name(variable);
        for label in labels {
            if let LabelName::Dynamic(expr) = label {
                self.expr(expr);
            }
        }
    }
}
