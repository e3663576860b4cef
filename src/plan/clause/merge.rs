//! MERGE: match the pattern, else create it. Both give the same columns.

use crate::error::Result;
use crate::plan::clause::makeable::{Directions, check_relations};
use crate::plan::clause::set;
use crate::plan::clause::template::{Maker, Sees};
use crate::plan::flow::Flow;
use crate::plan::matching::{self, Introduces, Request};
use crate::plan::planner::Planner;
use crate::plan::scope::Scope;
use crate::plan::{Assignment, Op, Plan, Template};
use factio_grammar::ast::{self, Element, MergeEvent};

pub(super) fn plan<'a>(
    planner: &mut Planner<'a>,
    clause: &'a ast::Merge,
    flow: Flow<'a>,
) -> Result<Flow<'a>> {
    check_relations(&clause.pattern, Directions::Free, &flow.scope)?;
    let (template, made) = make(planner, &clause.pattern, &flow.scope)?;
    check_maps(&clause.pattern)?;
    let (matching, scope) = find(planner, &clause.pattern, &flow.scope)?;
    debug_assert_eq!(made.columns(), scope.columns());
    let on_create = actions(planner, clause, MergeEvent::Create, &scope)?;
    let on_match = actions(planner, clause, MergeEvent::Match, &scope)?;
    Ok(flow.then(scope, |input| Op::Merge {
        input,
        matching: Box::new(matching),
        template,
        on_create,
        on_match,
    }))
}

fn make<'a>(
    planner: &mut Planner<'a>,
    path: &'a ast::PathPattern,
    input: &Scope<'a>,
) -> Result<(Template, Scope<'a>)> {
    let mut maker = Maker::new(planner, input.clone());
    maker.path(path)?;
    maker.finish(Sees::Before)
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
    input: &Scope<'a>,
) -> Result<(Plan, Scope<'a>)> {
    let request = Request {
        patterns: std::slice::from_ref(path),
        time: None,
        filter: None,
        introduces: Introduces::Variables,
    };
    let slice = planner.slice.take();
    let found = matching::matched(planner, request, Flow::start(input.clone()));
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
