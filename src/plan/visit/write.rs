//! The parts of expressions and operators, to be changed.

use crate::plan::expr::{Expr, ExprKind, LabelTest, ProjectionItem};
use crate::plan::pattern::PatternPlan;
use crate::plan::{Assignment, Op, Plan, SliceKind, Template};

/// Calls `visit` with each direct sub-expression. Plans of subqueries are not entered.
pub(in crate::plan) fn children_mut(expr: &mut Expr, visit: &mut dyn FnMut(&mut Expr)) {
    match &mut expr.kind {
        ExprKind::Constant(_)
        | ExprKind::Slot(_)
        | ExprKind::Parameter(_)
        | ExprKind::Subquery(..)
        | ExprKind::Path(_) => {}
        ExprKind::List(items) | ExprKind::And(items) | ExprKind::Or(items) => {
            items.iter_mut().for_each(visit);
        }
        ExprKind::Call(_, arguments) => arguments.iter_mut().for_each(visit),
        ExprKind::Map(entries) => entries.iter_mut().for_each(|(_, value)| visit(value)),
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
            label_exprs_mut(labels, visit);
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
            from.iter_mut().chain(to).for_each(|bound| visit(bound));
        }
        ExprKind::Case {
            subject,
            branches,
            otherwise,
        } => {
            subject.iter_mut().for_each(|subject| visit(subject));
            for (when, then) in branches {
                when.iter_mut().for_each(&mut *visit);
                visit(then);
            }
            otherwise.iter_mut().for_each(|value| visit(value));
        }
        ExprKind::ListComprehension {
            list, filter, map, ..
        } => {
            visit(list);
            filter.iter_mut().chain(map).for_each(|body| visit(body));
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
pub(in crate::plan) fn label_exprs_mut(labels: &mut LabelTest, visit: &mut dyn FnMut(&mut Expr)) {
    match labels {
        LabelTest::Is(_) | LabelTest::Any | LabelTest::Sign(_) => {}
        LabelTest::Dynamic(expr) => visit(expr),
        LabelTest::Not(inner) => label_exprs_mut(inner, visit),
        LabelTest::And(parts) | LabelTest::Or(parts) => {
            parts
                .iter_mut()
                .for_each(|part| label_exprs_mut(part, visit));
        }
    }
}

/// Calls `visit` with each plan that this operator stands on or runs.
pub(in crate::plan) fn inputs_mut(plan: &mut Plan, visit: &mut dyn FnMut(&mut Plan)) {
    match &mut plan.op {
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
        Op::Union { inputs, .. } => inputs.iter_mut().for_each(visit),
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
pub(in crate::plan) fn exprs_mut(plan: &mut Plan, visit: &mut dyn FnMut(&mut Expr)) {
    match &mut plan.op {
        Op::Argument
        | Op::Distinct { .. }
        | Op::Union { .. }
        | Op::Apply { .. }
        | Op::Finish { .. } => {}
        Op::Match { pattern, .. } => pattern_exprs_mut(pattern, visit),
        Op::Unwind { list, .. } | Op::Foreach { list, .. } => visit(list),
        Op::Filter { predicate, .. } => visit(predicate),
        Op::Project { columns, .. } => columns.iter_mut().for_each(visit),
        Op::Aggregate {
            keys, aggregates, ..
        } => {
            keys.iter_mut().for_each(&mut *visit);
            let arguments = aggregates
                .iter_mut()
                .flat_map(|aggregate| &mut aggregate.arguments);
            arguments.for_each(visit);
        }
        Op::Sort { keys, .. } => keys.iter_mut().for_each(|key| visit(&mut key.expr)),
        Op::Skip { count, .. } | Op::Limit { count, .. } => visit(count),
        Op::Call { arguments, .. } => arguments.iter_mut().for_each(visit),
        Op::LoadCsv { source, .. } => visit(source),
        Op::Create { template, .. } => template_exprs_mut(template, visit),
        Op::Merge {
            template,
            on_create,
            on_match,
            ..
        } => {
            template_exprs_mut(template, visit);
            let items = on_create.iter_mut().chain(on_match);
            items.for_each(|item| assignment_exprs_mut(item, visit));
        }
        Op::Set { items, .. } => items
            .iter_mut()
            .for_each(|item| assignment_exprs_mut(item, visit)),
        Op::Delete { targets, .. } => targets.iter_mut().for_each(visit),
    }
}

fn pattern_exprs_mut(pattern: &mut PatternPlan, visit: &mut dyn FnMut(&mut Expr)) {
    let nodes = pattern.nodes.iter_mut().flat_map(|node| &mut node.labels);
    let types = pattern
        .relations
        .iter_mut()
        .flat_map(|relation| &mut relation.types);
    nodes
        .chain(types)
        .for_each(|labels| label_exprs_mut(labels, visit));
    let hops = pattern
        .relations
        .iter_mut()
        .flat_map(|relation| &mut relation.hop);
    hops.for_each(|(_, condition)| visit(condition));
    let paths = pattern.paths.iter_mut().flat_map(|path| &mut path.filters);
    paths.chain(&mut pattern.filters).for_each(&mut *visit);
    for group in &mut pattern.groups {
        pattern_exprs_mut(&mut group.inner, visit);
    }
    if let Some(slice) = &mut pattern.slice {
        match &mut slice.kind {
            SliceKind::At(e) | SliceKind::During(e) | SliceKind::Throughout(e) => visit(e),
            SliceKind::FromTo(from, to) => {
                visit(from);
                visit(to);
            }
        }
    }
}

fn template_exprs_mut(template: &mut Template, visit: &mut dyn FnMut(&mut Expr)) {
    for node in &mut template.nodes {
        node.labels
            .iter_mut()
            .for_each(|labels| label_exprs_mut(labels, visit));
        node.properties.iter_mut().for_each(&mut *visit);
    }
    for relation in &mut template.relations {
        label_exprs_mut(&mut relation.kind, visit);
        relation.properties.iter_mut().for_each(&mut *visit);
    }
    template.paths.iter_mut().for_each(|(_, path)| visit(path));
}

fn assignment_exprs_mut(item: &mut Assignment, visit: &mut dyn FnMut(&mut Expr)) {
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
            labels
                .iter_mut()
                .for_each(|labels| label_exprs_mut(labels, visit));
        }
    }
}
