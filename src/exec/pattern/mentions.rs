//! Which slots an expression reads: a condition is checked as soon as all of them are bound.

use crate::plan::expr::{Expr, ExprKind, LabelTest, ProjectionItem, Slot};
use crate::plan::pattern::PatternPlan;
use crate::plan::{Assignment, Op, Plan, SliceKind, Template};

/// The slots below `limit` that `expr` reads, ascending. Locals lie at or behind `limit`.
pub(super) fn slots(expr: &Expr, limit: Slot) -> Vec<Slot> {
    let mut mentions = Mentions::new(limit);
    mentions.expr(expr);
    mentions.finish()
}

/// The slots below `limit` that a label test reads through its computed labels.
pub(super) fn label_slots(test: &LabelTest, limit: Slot) -> Vec<Slot> {
    let mut mentions = Mentions::new(limit);
    mentions.labels(test);
    mentions.finish()
}

struct Mentions {
    limit: Slot,
    found: Vec<Slot>,
}

impl Mentions {
    fn new(limit: Slot) -> Mentions {
        Mentions {
            limit,
            found: Vec::new(),
        }
    }

    fn finish(mut self) -> Vec<Slot> {
        self.found.sort_unstable();
        self.found.dedup();
        self.found
    }

    fn slot(&mut self, slot: Slot) {
        if slot < self.limit {
            self.found.push(slot);
        }
    }

    fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn boxed(&mut self, expr: &Option<Box<Expr>>) {
        self.exprs(expr.as_deref());
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Parameter(_) => {}
            ExprKind::Slot(slot) => self.slot(*slot),
            ExprKind::List(items) | ExprKind::And(items) | ExprKind::Or(items) => self.exprs(items),
            ExprKind::Map(entries) => self.exprs(entries.iter().map(|(_, value)| value)),
            ExprKind::MapProjection { subject, items } => {
                self.expr(subject);
                for item in items {
                    if let ProjectionItem::Entry(_, value) = item {
                        self.expr(value);
                    }
                }
            }
            ExprKind::Property(a, _)
            | ExprKind::Not(a)
            | ExprKind::Negate(a)
            | ExprKind::Plus(a)
            | ExprKind::IsNull(a)
            | ExprKind::IsNotNull(a)
            | ExprKind::IsTyped(a, _) => self.expr(a),
            ExprKind::Index(a, b)
            | ExprKind::Xor(a, b)
            | ExprKind::Arithmetic(_, a, b)
            | ExprKind::Compare(_, a, b)
            | ExprKind::In(a, b)
            | ExprKind::Text(_, a, b)
            | ExprKind::Time(_, a, b) => self.exprs([&**a, b]),
            ExprKind::Slice(list, from, to) => {
                self.expr(list);
                self.boxed(from);
                self.boxed(to);
            }
            ExprKind::HasLabels(subject, test) => {
                self.expr(subject);
                self.labels(test);
            }
            ExprKind::Call(_, arguments) => self.exprs(arguments),
            ExprKind::Case {
                subject,
                branches,
                otherwise,
            } => {
                self.boxed(subject);
                for (when, then) in branches {
                    self.exprs(when.iter().chain([then]));
                }
                self.boxed(otherwise);
            }
            ExprKind::ListComprehension {
                list, filter, map, ..
            } => {
                self.expr(list);
                self.boxed(filter);
                self.boxed(map);
            }
            ExprKind::Quantified { list, filter, .. } => self.exprs([&**list, filter]),
            ExprKind::Reduce {
                initial,
                list,
                step,
                ..
            } => self.exprs([&**initial, list, step]),
            ExprKind::Subquery(_, plan) => {
                self.plan(plan, true);
            }
            ExprKind::Path(parts) => parts.iter().for_each(|&slot| self.slot(slot)),
        }
    }

    fn labels(&mut self, test: &LabelTest) {
        match test {
            LabelTest::Is(_) | LabelTest::Any | LabelTest::Sign(_) => {}
            LabelTest::Dynamic(expr) => self.expr(expr),
            LabelTest::Not(inner) => self.labels(inner),
            LabelTest::And(tests) | LabelTest::Or(tests) => {
                tests.iter().for_each(|test| self.labels(test));
            }
        }
    }

    /// What a subquery reads of its argument. `outer` says whether the argument's first columns are the outer row's;
    /// returns whether those of the plan's rows still are.
    fn plan(&mut self, plan: &Plan, outer: bool) -> bool {
        match &plan.op {
            Op::Argument => outer,
            Op::Union { inputs, .. } => {
                let kept: Vec<bool> = inputs.iter().map(|plan| self.plan(plan, outer)).collect();
                kept.into_iter().all(|kept| kept)
            }
            Op::Apply { input, inner, .. } => {
                let kept = self.plan(input, outer);
                self.plan(inner, kept);
                kept
            }
            Op::Foreach { input, list, body } => {
                let kept = self.over(input, outer, [list]);
                self.plan(body, kept);
                kept
            }
            Op::Project { input, columns } => {
                self.over(input, outer, columns);
                false
            }
            Op::Aggregate {
                input,
                keys,
                aggregates,
            } => {
                let arguments = aggregates.iter().flat_map(|each| &each.arguments);
                self.over(input, outer, keys.iter().chain(arguments));
                false
            }
            Op::Match { input, pattern, .. } => {
                let kept = self.plan(input, outer);
                if kept {
                    self.pattern(pattern);
                }
                kept
            }
            Op::Unwind { input, list, .. } => self.over(input, outer, [list]),
            Op::Filter { input, predicate } => self.over(input, outer, [predicate]),
            Op::Distinct { input } | Op::Finish { input } => self.plan(input, outer),
            Op::Sort { input, keys } => self.over(input, outer, keys.iter().map(|key| &key.expr)),
            Op::Skip { input, count } | Op::Limit { input, count, .. } => {
                self.over(input, outer, [count])
            }
            Op::Call {
                input, arguments, ..
            } => self.over(input, outer, arguments),
            Op::LoadCsv { input, source, .. } => self.over(input, outer, [source]),
            Op::Create { input, template } => {
                let kept = self.plan(input, outer);
                if kept {
                    self.template(template);
                }
                kept
            }
            Op::Merge { input, imports, .. } => {
                let kept = self.plan(input, outer);
                if kept {
                    imports.iter().for_each(|&slot| self.slot(slot));
                }
                kept
            }
            Op::Set { input, items } => {
                let kept = self.plan(input, outer);
                if kept {
                    self.assignments(items);
                }
                kept
            }
            Op::Delete { input, targets, .. } => self.over(input, outer, targets),
        }
    }

    /// The mentions of an operator's expressions over its input.
    fn over<'a>(
        &mut self,
        input: &Plan,
        outer: bool,
        exprs: impl IntoIterator<Item = &'a Expr>,
    ) -> bool {
        let kept = self.plan(input, outer);
        if kept {
            self.exprs(exprs);
        }
        kept
    }

    fn pattern(&mut self, pattern: &PatternPlan) {
        for node in &pattern.nodes {
            self.slot(node.slot);
            node.labels.iter().for_each(|test| self.labels(test));
        }
        for relation in &pattern.relations {
            self.slot(relation.slot);
            relation.types.iter().for_each(|test| self.labels(test));
            self.exprs(relation.hop.iter().map(|(_, expr)| expr));
        }
        for group in &pattern.groups {
            self.pattern(&group.inner);
        }
        self.exprs(pattern.paths.iter().flat_map(|path| &path.filters));
        self.exprs(&pattern.filters);
        match pattern.slice.as_ref().map(|slice| &slice.kind) {
            Some(SliceKind::At(e) | SliceKind::During(e) | SliceKind::Throughout(e)) => {
                self.expr(e);
            }
            Some(SliceKind::FromTo(from, to)) => self.exprs([from, to]),
            None => {}
        }
    }

    fn template(&mut self, template: &Template) {
        for node in &template.nodes {
            self.slot(node.slot);
            node.labels.iter().for_each(|test| self.labels(test));
            self.exprs(&node.properties);
        }
        for relation in &template.relations {
            self.labels(&relation.kind);
            self.slot(relation.from);
            self.slot(relation.to);
            self.exprs(&relation.properties);
        }
        self.exprs(template.paths.iter().map(|(_, path)| path));
    }

    fn assignments<'a>(&mut self, items: impl IntoIterator<Item = &'a Assignment>) {
        for item in items {
            match item {
                Assignment::Property { subject, value, .. }
                | Assignment::Replace { subject, value }
                | Assignment::Merge { subject, value } => self.exprs([subject, value]),
                Assignment::DynamicProperty {
                    subject,
                    key,
                    value,
                } => self.exprs([subject, key, value]),
                Assignment::AddLabels { subject, labels }
                | Assignment::RemoveLabels { subject, labels } => {
                    self.expr(subject);
                    labels.iter().for_each(|test| self.labels(test));
                }
            }
        }
    }
}
