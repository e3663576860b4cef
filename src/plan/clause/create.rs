//! CREATE and INSERT. A CREATE behind a CREATE is one operator with it where neither can tell.

use crate::error::Result;
use crate::plan::clause::makeable::{Directions, check_relations};
use crate::plan::clause::template::{Maker, Sees};
use crate::plan::expr::{Expr, LabelTest, Slot};
use crate::plan::flow::Flow;
use crate::plan::planner::Planner;
use crate::plan::{Op, Plan, Template, visit};
use factio_grammar::ast;

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    patterns: &'a [ast::PathPattern],
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    let mut maker = Maker::new(planner, std::mem::take(&mut flow.scope));
    for path in patterns {
        check_relations(path, Directions::Written, maker.scope())?;
        maker.path(path)?;
    }
    let (mut template, scope) = maker.finish(Sees::Made)?;
    let has_locals = properties(&template).any(visit::has_locals);
    template.has_locals = has_locals;
    if let Op::Create {
        input,
        template: before,
    } = &mut flow.plan.op
        && may_join(before, &template, input)
    {
        join(before, template);
        flow.plan.width = scope.columns();
        flow.scope = scope;
        return Ok(flow);
    }
    Ok(flow.then(scope, |input| Op::Create { input, template }))
}

/// Whether two templates may be made in one go: all nodes first, then all relations, then all paths, row by row.
///
/// Looks at the one behind alone, so that a statement of many CREATEs costs no more than it is long.
fn may_join(before: &Template, behind: &Template, input: &Plan) -> bool {
    let is_relation = |slot: Slot| {
        let relations = &before.relations;
        relations.binary_search_by_key(&slot, |it| it.slot).is_ok()
    };
    let is_path = |slot: Slot| {
        let paths = &before.paths;
        paths.binary_search_by_key(&slot, |it| it.0).is_ok()
    };
    !before.has_locals
        && !behind.has_locals
        && properties(behind).all(|expr| !reads(expr, &is_path))
        && node_properties(behind).all(|expr| !reads(expr, &is_relation))
        && labels(behind).all(|labels| reads_below(labels, input.width))
}

fn reads(expr: &Expr, is_one: &dyn Fn(Slot) -> bool) -> bool {
    visit::slots(expr, usize::MAX).into_iter().any(is_one)
}

fn node_properties(template: &Template) -> impl Iterator<Item = &Expr> {
    template.nodes.iter().flat_map(|node| &node.properties)
}

fn properties(template: &Template) -> impl Iterator<Item = &Expr> {
    let relations = template.relations.iter();
    node_properties(template).chain(relations.flat_map(|relation| &relation.properties))
}

fn labels(template: &Template) -> impl Iterator<Item = &LabelTest> {
    let relations = template.relations.iter().map(|relation| &relation.kind);
    let nodes = template.nodes.iter().flat_map(|node| &node.labels);
    nodes.chain(relations)
}

/// Whether computed labels read nothing but the first columns, and bring no locals into force.
fn reads_below(labels: &LabelTest, width: usize) -> bool {
    let mut below = true;
    visit::label_exprs(labels, &mut |expr| {
        let read = visit::slots(expr, usize::MAX);
        below = below && !visit::has_locals(expr) && read.iter().all(|slot| *slot < width);
    });
    below
}

fn join(before: &mut Template, behind: Template) {
    before.known.extend(behind.known);
    before.nodes.extend(behind.nodes);
    before.relations.extend(behind.relations);
    before.paths.extend(behind.paths);
}
