//! The parts of expressions and operators, to be read.

use crate::plan::expr::{Expr, ExprKind, LabelTest, ProjectionItem};
use crate::plan::pattern::PatternPlan;
use crate::plan::{Assignment, Op, Plan, SliceKind, Template};

/// Calls `visit` with each direct sub-expression. Plans of subqueries are not entered.
pub(in crate::plan) fn children<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        ExprKind::Constant(_)
        | ExprKind::Slot(_)
        | ExprKind::Parameter(_)
        | ExprKind::Subquery(..)
        | ExprKind::Path(_) => {}
        ExprKind::List(items) | ExprKind::And(items) | ExprKind::Or(items) => {
            items.iter().for_each(visit);
        }
        ExprKind::Call(_, arguments) => arguments.iter().for_each(visit),
        ExprKind::Map(entries) => entries.iter().for_each(|(_, value)| visit(value)),
        ExprKind::MapProjection { subject, items } => {
            visit(subject);
            for item in items {
                if let ProjectionItem::Entry(_, value) = item {
                    visit(value);
                }
            }
        }
        ExprKind::Property(inner, _)
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Plus(inner)
        | ExprKind::IsNull(inner)
        | ExprKind::IsNotNull(inner) => visit(inner),
        ExprKind::HasLabels(subject, labels) => {
            visit(subject);
            label_exprs(labels, visit);
        }
        ExprKind::Index(a, b)
        | ExprKind::Xor(a, b)
        | ExprKind::Arithmetic(_, a, b)
        | ExprKind::Compare(_, a, b)
        | ExprKind::In(a, b)
        | ExprKind::Text(_, a, b)
        | ExprKind::Time(_, a, b) => {
            visit(a);
            visit(b);
        }
        ExprKind::Slice(list, from, to) => {
            visit(list);
            from.iter().chain(to).for_each(|bound| visit(bound));
        }
        ExprKind::Case {
            subject,
            branches,
            otherwise,
        } => {
            subject.iter().for_each(|subject| visit(subject));
            for (when, then) in branches {
                when.iter().for_each(&mut *visit);
                visit(then);
            }
            otherwise.iter().for_each(|value| visit(value));
        }
        ExprKind::ListComprehension {
            list, filter, map, ..
        } => {
            visit(list);
            filter.iter().chain(map).for_each(|body| visit(body));
        }
        ExprKind::Quantified { list, filter, .. } => {
            visit(list);
            visit(filter);
        }
        ExprKind::Reduce {
            initial,
            list,
            step,
            ..
        } => {
            visit(initial);
            visit(list);
            visit(step);
        }
    }
}

/// Calls `visit` with the expression of each computed label.
pub(in crate::plan) fn label_exprs<'e>(labels: &'e LabelTest, visit: &mut dyn FnMut(&'e Expr)) {
    match labels {
        LabelTest::Is(_) | LabelTest::Any | LabelTest::Sign(_) => {}
        LabelTest::Dynamic(expr) => visit(expr),
        LabelTest::Not(inner) => label_exprs(inner, visit),
        LabelTest::And(parts) | LabelTest::Or(parts) => {
            parts.iter().for_each(|part| label_exprs(part, visit));
        }
    }
}

/// Calls `visit` with each plan that this operator stands on or runs.
pub(crate) fn inputs<'p>(plan: &'p Plan, visit: &mut dyn FnMut(&'p Plan)) {
    match &plan.op {
        Op::Argument => {}
        Op::Match { input, .. }
        | Op::Unwind { input, .. }
        | Op::Filter { input, .. }
        | Op::Project { input, .. }
        | Op::Aggregate { input, .. }
        | Op::Distinct { input }
        | Op::Sort { input, .. }
        | Op::Skip { input, .. }
        | Op::Limit { input, .. }
        | Op::Call { input, .. }
        | Op::LoadCsv { input, .. }
        | Op::Create { input, .. }
        | Op::Set { input, .. }
        | Op::Delete { input, .. }
        | Op::Finish { input } => visit(input),
        Op::Union { inputs, .. } => inputs.iter().for_each(visit),
        Op::Apply { input, inner, .. } => {
            visit(input);
            visit(inner);
        }
        Op::Merge {
            input, matching, ..
        } => {
            visit(input);
            visit(matching);
        }
        Op::Foreach { input, body, .. } => {
            visit(input);
            visit(body);
        }
    }
}

/// Calls `visit` with each expression of this operator, without those of the plans below it.
pub(in crate::plan) fn exprs<'p>(plan: &'p Plan, visit: &mut dyn FnMut(&'p Expr)) {
    match &plan.op {
        Op::Argument
        | Op::Distinct { .. }
        | Op::Union { .. }
        | Op::Apply { .. }
        | Op::Finish { .. } => {}
        Op::Match { pattern, .. } => pattern_exprs(pattern, visit),
        Op::Unwind { list, .. } | Op::Foreach { list, .. } => visit(list),
        Op::Filter { predicate, .. } => visit(predicate),
        Op::Project { columns, .. } => columns.iter().for_each(visit),
        Op::Aggregate {
            keys, aggregates, ..
        } => {
            keys.iter().for_each(&mut *visit);
            let arguments = aggregates.iter().flat_map(|aggregate| &aggregate.arguments);
            arguments.for_each(visit);
        }
        Op::Sort { keys, .. } => keys.iter().for_each(|key| visit(&key.expr)),
        Op::Skip { count, .. } | Op::Limit { count, .. } => visit(count),
        Op::Call { arguments, .. } => arguments.iter().for_each(visit),
        Op::LoadCsv { source, .. } => visit(source),
        Op::Create { template, .. } => template_exprs(template, visit),
        Op::Merge {
            template,
            on_create,
            on_match,
            ..
        } => {
            template_exprs(template, visit);
            let items = on_create.iter().chain(on_match);
            items.for_each(|item| assignment_exprs(item, visit));
        }
        Op::Set { items, .. } => items.iter().for_each(|item| assignment_exprs(item, visit)),
        Op::Delete { targets, .. } => targets.iter().for_each(visit),
    }
}

/// Calls `visit` with each expression of a pattern.
pub(super) fn pattern_exprs<'p>(pattern: &'p PatternPlan, visit: &mut dyn FnMut(&'p Expr)) {
    let nodes = pattern.nodes.iter().flat_map(|node| &node.labels);
    let types = pattern
        .relations
        .iter()
        .flat_map(|relation| &relation.types);
    nodes
        .chain(types)
        .for_each(|labels| label_exprs(labels, visit));
    let hops = pattern.relations.iter().flat_map(|relation| &relation.hop);
    hops.for_each(|(_, condition)| visit(condition));
    let paths = pattern.paths.iter().flat_map(|path| &path.filters);
    paths.chain(&pattern.filters).for_each(&mut *visit);
    for group in &pattern.groups {
        pattern_exprs(&group.inner, visit);
    }
    if let Some(slice) = &pattern.slice {
        match &slice.kind {
            SliceKind::At(e) | SliceKind::During(e) | SliceKind::Throughout(e) => visit(e),
            SliceKind::FromTo(from, to) => {
                visit(from);
                visit(to);
            }
        }
    }
}

fn template_exprs<'p>(template: &'p Template, visit: &mut dyn FnMut(&'p Expr)) {
    for node in &template.nodes {
        node.labels
            .iter()
            .for_each(|labels| label_exprs(labels, visit));
        node.properties.iter().for_each(&mut *visit);
    }
    for relation in &template.relations {
        label_exprs(&relation.kind, visit);
        relation.properties.iter().for_each(&mut *visit);
    }
    template.paths.iter().for_each(|(_, path)| visit(path));
}

fn assignment_exprs<'p>(item: &'p Assignment, visit: &mut dyn FnMut(&'p Expr)) {
    match item {
        Assignment::Property { subject, value, .. }
        | Assignment::Replace { subject, value }
        | Assignment::Merge { subject, value } => {
            visit(subject);
            visit(value);
        }
        Assignment::DynamicProperty {
            subject,
            key,
            value,
        } => {
            visit(subject);
            visit(key);
            visit(value);
        }
        Assignment::AddLabels { subject, labels }
        | Assignment::RemoveLabels { subject, labels } => {
            visit(subject);
            labels.iter().for_each(|labels| label_exprs(labels, visit));
        }
    }
}
