//! MERGE: match the pattern, else create it. Both give the same columns, and both are planned over a row of what the clause mentions.

use crate::error::Result;
use crate::plan::clause::makeable::{Directions, check_relations};
use crate::plan::clause::set;
use crate::plan::clause::template::{Maker, Sees};
use crate::plan::flow::Flow;
use crate::plan::matching::{self, Introduces, Request};
use crate::plan::planner::Planner;
use crate::plan::scope::Scope;
use crate::plan::syntax::mentions;
use crate::plan::{Assignment, Op, Plan, Template};
use factio_grammar::ast::{self, Element, MergeEvent};

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::Merge,
    mut flow: Flow<'a>,
) -> Result<Flow<'a>> {
    check_relations(&clause.pattern, Directions::Free, &flow.scope)?;
    let (small, imports) = flow.scope.picked(&mentions::of_merge(clause));
    let merge = match merge(planner, clause, small) {
        Ok(merge) => merge,
        // Over the whole row the error knows all names that may have been meant.
        Err(error) => {
            let whole = merge(planner, clause, flow.scope.clone());
            return Err(whole.err().unwrap_or(error));
        }
    };
    let mut scope = std::mem::take(&mut flow.scope);
    scope.extend(&merge.scope, imports.len());
    Ok(flow.then(scope, |input| Op::Merge {
        input,
        imports,
        matching: Box::new(merge.matching),
        template: merge.template,
        on_create: merge.on_create,
        on_match: merge.on_match,
    }))
}

/// What a MERGE comes to over one row.
struct Merge<'a> {
    matching: Plan,
    template: Template,
    on_create: Vec<Assignment>,
    on_match: Vec<Assignment>,
    /// The row after it.
    scope: Scope<'a>,
}

fn merge<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::Merge,
    input: Scope<'a>,
) -> Result<Merge<'a>> {
    let mut maker = Maker::new(planner, input.clone());
    maker.path(&clause.pattern)?;
    let (template, made) = maker.finish(Sees::Before)?;
    check_maps(&clause.pattern)?;
    let (matching, scope) = find(planner, &clause.pattern, input)?;
    debug_assert_eq!(made.columns(), scope.columns());
    Ok(Merge {
        matching,
        template,
        on_create: actions(planner, clause, MergeEvent::Create, &scope)?,
        on_match: actions(planner, clause, MergeEvent::Match, &scope)?,
        scope,
    })
}

/// Fails for a parameter in place of a map.
fn check_maps(path: &ast::PathPattern) -> Result<()> {
    for element in &path.elements {
        let map = match element {
            Element::Node(node) => &node.properties,
            Element::Relation(relation) => &relation.properties,
            Element::Group(_) => &None,
        };
        if let Some(map) = map {
            matching::entries(map)?;
        }
    }
    Ok(())
}

/// The plan that looks for the pattern in all of history, with the row as its argument.
fn find<'a>(
    planner: &mut Planner<'a>,
    path: &'a ast::PathPattern,
    input: Scope<'a>,
) -> Result<(Plan, Scope<'a>)> {
    let request = Request {
        patterns: std::slice::from_ref(path),
        time: None,
        filter: None,
        introduces: Introduces::Variables,
    };
    let slice = planner.slice.take();
    let found = matching::matched(planner, request, Flow::start(input));
    planner.slice = slice;
    let found = found?;
    Ok((found.plan, found.scope))
}

fn actions<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::Merge,
    event: MergeEvent,
    scope: &Scope<'a>,
) -> Result<Vec<Assignment>> {
    let mut scope = scope.clone();
    let items = clause
        .actions
        .iter()
        .filter(|action| action.event == event)
        .flat_map(|action| &action.items);
    items
        .map(|item| set::assignment(planner, item, &mut scope))
        .collect()
}
