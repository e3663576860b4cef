//! The parts of expressions and operators, to be read or to be changed: written once, for `&` and for `&mut`.

/// The functions of both modules. They differ in the kind of reference alone.
macro_rules! parts {
    ($($mutable:tt)?) => {
        use crate::plan::expr::{Expr, ExprKind, LabelTest, ProjectionItem};
        use crate::plan::pattern::PatternPlan;
        use crate::plan::{Assignment, Op, Plan, SliceKind, Template};

        /// Calls `visit` with each direct sub-expression. Plans of subqueries are not entered.
        pub(in crate::plan) fn children<'e>(
            expr: &'e $($mutable)? Expr,
            visit: &mut dyn FnMut(&'e $($mutable)? Expr),
        ) {
            match &$($mutable)? expr.kind {
                ExprKind::Constant(_)
                | ExprKind::Slot(_)
                | ExprKind::Parameter(_)
                | ExprKind::Subquery(..)
                | ExprKind::Path(_) => {}
                ExprKind::List(items) | ExprKind::And(items) | ExprKind::Or(items) => {
                    for item in items {
                        visit(item);
                    }
                }
                ExprKind::Call(_, arguments) => {
                    for argument in arguments {
                        visit(argument);
                    }
                }
                ExprKind::Map(entries) => {
                    for (_, value) in entries {
                        visit(value);
                    }
                }
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
                | ExprKind::IsNotNull(inner)
                | ExprKind::IsTyped(inner, _) => visit(inner),
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
                    for bound in [from, to].into_iter().flatten() {
                        visit(bound);
                    }
                }
                ExprKind::Case {
                    subject,
                    branches,
                    otherwise,
                } => {
                    if let Some(subject) = subject {
                        visit(subject);
                    }
                    for (when, then) in branches {
                        for value in when {
                            visit(value);
                        }
                        visit(then);
                    }
                    if let Some(value) = otherwise {
                        visit(value);
                    }
                }
                ExprKind::ListComprehension {
                    list, filter, map, ..
                } => {
                    visit(list);
                    for body in [filter, map].into_iter().flatten() {
                        visit(body);
                    }
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
        pub(in crate::plan) fn label_exprs<'e>(
            labels: &'e $($mutable)? LabelTest,
            visit: &mut dyn FnMut(&'e $($mutable)? Expr),
        ) {
            match labels {
                LabelTest::Is(_) | LabelTest::Any | LabelTest::Sign(_) => {}
                LabelTest::Dynamic(expr) => visit(expr),
                LabelTest::Not(inner) => label_exprs(inner, visit),
                LabelTest::And(parts) | LabelTest::Or(parts) => {
                    for part in parts {
                        label_exprs(part, visit);
                    }
                }
            }
        }

        /// Calls `visit` with each plan that this operator stands on or runs.
        pub(crate) fn inputs<'p>(
            plan: &'p $($mutable)? Plan,
            visit: &mut dyn FnMut(&'p $($mutable)? Plan),
        ) {
            match &$($mutable)? plan.op {
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
                Op::Union { inputs, .. } => {
                    for input in inputs {
                        visit(input);
                    }
                }
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
        pub(in crate::plan) fn exprs<'p>(
            plan: &'p $($mutable)? Plan,
            visit: &mut dyn FnMut(&'p $($mutable)? Expr),
        ) {
            match &$($mutable)? plan.op {
                Op::Argument
                | Op::Distinct { .. }
                | Op::Union { .. }
                | Op::Apply { .. }
                | Op::Finish { .. } => {}
                Op::Match { pattern, .. } => pattern_exprs(pattern, visit),
                Op::Unwind { list, .. } | Op::Foreach { list, .. } => visit(list),
                Op::Filter { predicate, .. } => visit(predicate),
                Op::Project { columns, .. } => {
                    for column in columns {
                        visit(column);
                    }
                }
                Op::Aggregate {
                    keys, aggregates, ..
                } => {
                    for key in keys {
                        visit(key);
                    }
                    for aggregate in aggregates {
                        for argument in &$($mutable)? aggregate.arguments {
                            visit(argument);
                        }
                    }
                }
                Op::Sort { keys, .. } => {
                    for key in keys {
                        visit(&$($mutable)? key.expr);
                    }
                }
                Op::Skip { count, .. } | Op::Limit { count, .. } => visit(count),
                Op::Call { arguments, .. } => {
                    for argument in arguments {
                        visit(argument);
                    }
                }
                Op::LoadCsv { source, .. } => visit(source),
                Op::Create { template, .. } => template_exprs(template, visit),
                Op::Merge {
                    template,
                    on_create,
                    on_match,
                    ..
                } => {
                    template_exprs(template, visit);
                    for item in on_create.into_iter().chain(on_match) {
                        assignment_exprs(item, visit);
                    }
                }
                Op::Set { items, .. } => {
                    for item in items {
                        assignment_exprs(item, visit);
                    }
                }
                Op::Delete { targets, .. } => {
                    for target in targets {
                        visit(target);
                    }
                }
            }
        }

        /// Calls `visit` with each expression of a pattern.
        pub(in crate::plan) fn pattern_exprs<'p>(
            pattern: &'p $($mutable)? PatternPlan,
            visit: &mut dyn FnMut(&'p $($mutable)? Expr),
        ) {
            for node in &$($mutable)? pattern.nodes {
                if let Some(labels) = &$($mutable)? node.labels {
                    label_exprs(labels, visit);
                }
            }
            for relation in &$($mutable)? pattern.relations {
                if let Some(types) = &$($mutable)? relation.types {
                    label_exprs(types, visit);
                }
                if let Some((_, condition)) = &$($mutable)? relation.hop {
                    visit(condition);
                }
            }
            for path in &$($mutable)? pattern.paths {
                for filter in &$($mutable)? path.filters {
                    visit(filter);
                }
            }
            for filter in &$($mutable)? pattern.filters {
                visit(filter);
            }
            for group in &$($mutable)? pattern.groups {
                pattern_exprs(&$($mutable)? group.inner, visit);
            }
            if let Some(slice) = &$($mutable)? pattern.slice {
                match &$($mutable)? slice.kind {
                    SliceKind::At(e) | SliceKind::During(e) | SliceKind::Throughout(e) => visit(e),
                    SliceKind::FromTo(from, to) => {
                        visit(from);
                        visit(to);
                    }
                }
            }
        }

        fn template_exprs<'p>(
            template: &'p $($mutable)? Template,
            visit: &mut dyn FnMut(&'p $($mutable)? Expr),
        ) {
            for node in &$($mutable)? template.nodes {
                for labels in &$($mutable)? node.labels {
                    label_exprs(labels, visit);
                }
                if let Some(value) = &$($mutable)? node.properties {
                    visit(value);
                }
            }
            for relation in &$($mutable)? template.relations {
                label_exprs(&$($mutable)? relation.kind, visit);
                if let Some(value) = &$($mutable)? relation.properties {
                    visit(value);
                }
            }
            for (_, path) in &$($mutable)? template.paths {
                visit(path);
            }
        }

        fn assignment_exprs<'p>(
            item: &'p $($mutable)? Assignment,
            visit: &mut dyn FnMut(&'p $($mutable)? Expr),
        ) {
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
                    for labels in labels {
                        label_exprs(labels, visit);
                    }
                }
            }
        }
    };
}

pub(in crate::plan) mod read {
    parts!();
}

pub(in crate::plan) mod change {
    parts!(mut);
}
