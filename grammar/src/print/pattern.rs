//! Patterns.

use super::literal::display;
use super::{clause, comma, expr, label, literal, name};
use crate::ast::{
    Direction, Element, Expr, GroupPattern, Handle, HopRange, NodePattern, PathCount, PathMode,
    PathPattern, Quantifier, RelationPattern, Selector,
};
use crate::name::is_bare;

pub(super) fn paths(out: &mut String, patterns: &[PathPattern]) {
    comma(out, patterns, path);
}

pub(super) fn path(out: &mut String, pattern: &PathPattern) {
    if let Some(variable) = &pattern.variable {
        name::variable(out, variable);
        out.push_str(" = ");
    }
    let function = match &pattern.selector {
        Some(Selector::ShortestPath) => "shortestPath(",
        Some(Selector::AllShortestPaths) => "allShortestPaths(",
        _ => {
            selector(out, pattern);
            return elements(out, &pattern.elements);
        }
    };
    out.push_str(function);
    elements(out, &pattern.elements);
    out.push(')');
}

/// A pattern where a value is wanted and a bare one may not stand.
pub(super) fn as_value(out: &mut String, pattern: &PathPattern) {
    if let Some(Selector::ShortestPath | Selector::AllShortestPaths) = pattern.selector {
        return path(out, pattern);
    }
    out.push_str("exists(");
    path(out, pattern);
    out.push(')');
}

/// The selector and the mode, each with a space behind it; `GROUPS` follows the mode.
fn selector(out: &mut String, pattern: &PathPattern) {
    match &pattern.selector {
        Some(Selector::Any(PathCount::Number(1))) => out.push_str("ANY "),
        Some(Selector::Any(count)) => counted(out, "ANY ", count),
        Some(Selector::All) => out.push_str("ALL "),
        Some(Selector::AllShortest) => out.push_str("ALL SHORTEST "),
        Some(Selector::Shortest(count) | Selector::ShortestGroups(count)) => {
            counted(out, "SHORTEST ", count);
        }
        Some(Selector::ShortestPath | Selector::AllShortestPaths) | None => {}
    }
    if let Some(one) = pattern.mode {
        out.push_str(mode(one));
    }
    if let Some(Selector::ShortestGroups(_)) = pattern.selector {
        out.push_str("GROUPS ");
    }
}

fn counted(out: &mut String, word: &str, count: &PathCount) {
    out.push_str(word);
    match count {
        PathCount::Number(number) => display(out, number),
        PathCount::Parameter(parameter) => name::parameter(out, parameter),
    }
    out.push(' ');
}

fn mode(mode: PathMode) -> &'static str {
    match mode {
        PathMode::Walk => "WALK ",
        PathMode::Trail => "TRAIL ",
        PathMode::Acyclic => "ACYCLIC ",
        PathMode::Simple => "SIMPLE ",
    }
}

fn elements(out: &mut String, elements: &[Element]) {
    for element in elements {
        match element {
            Element::Node(one) => node(out, one),
            Element::Relation(one) => relation(out, one),
            Element::Group(one) => group(out, one),
        }
    }
}

fn group(out: &mut String, group: &GroupPattern) {
    out.push('(');
    path(out, &group.pattern);
    clause::filter(out, group.filter.as_ref());
    out.push(')');
    quantifier(out, group.quantifier);
}

fn node(out: &mut String, node: &NodePattern) {
    out.push('(');
    let start = out.len();
    if let Some(variable) = &node.variable {
        name::variable(out, variable);
    }
    if let Some(one) = &node.handle {
        handle(out, one);
    }
    if let Some(labels) = &node.labels {
        out.push(':');
        label::labels(out, labels);
    }
    tail(out, start, node.properties.as_ref(), node.filter.as_ref());
    out.push(')');
}

/// The properties and the condition that may end the inside of a node or relation.
fn tail(out: &mut String, start: usize, properties: Option<&Expr>, filter: Option<&Expr>) {
    if let Some(properties) = properties {
        space_after(out, start);
        expr::value(out, properties);
    }
    if let Some(filter) = filter {
        space_after(out, start);
        out.push_str("WHERE ");
        expr::condition(out, filter);
    }
}

fn space_after(out: &mut String, start: usize) {
    if out.len() > start {
        out.push(' ');
    }
}

fn relation(out: &mut String, relation: &RelationPattern) {
    out.push_str(match relation.direction {
        Direction::Left => "<-",
        Direction::Right | Direction::Either => "-",
    });
    let start = out.len();
    details(out, relation);
    if out.len() > start {
        out.insert(start, '[');
        out.push(']');
    }
    out.push_str(match relation.direction {
        Direction::Right => "->",
        Direction::Left | Direction::Either => "-",
    });
    quantifier(out, relation.quantifier);
}

fn details(out: &mut String, relation: &RelationPattern) {
    let start = out.len();
    if let Some(variable) = &relation.variable {
        name::variable(out, variable);
    }
    if let Some(types) = &relation.types {
        out.push(':');
        label::labels(out, types);
    }
    if let Some(hops) = &relation.length {
        length(out, hops);
    }
    let filter = relation.filter.as_ref();
    tail(out, start, relation.properties.as_ref(), filter);
}

fn length(out: &mut String, hops: &HopRange) {
    out.push('*');
    match (hops.min, hops.max) {
        (None, None) => {}
        (Some(min), Some(max)) if min == max => display(out, min),
        (Some(min), Some(max)) => display(out, format_args!("{min}..{max}")),
        (Some(min), None) => display(out, format_args!("{min}..")),
        (None, Some(max)) => display(out, format_args!("..{max}")),
    }
}

fn quantifier(out: &mut String, quantifier: Option<Quantifier>) {
    let Some(Quantifier { min, max }) = quantifier else {
        return;
    };
    match (min, max) {
        (0, None) => out.push('*'),
        (1, None) => out.push('+'),
        (_, None) => display(out, format_args!("{{{min},}}")),
        (_, Some(max)) if max == min => display(out, format_args!("{{{min}}}")),
        (_, Some(max)) => display(out, format_args!("{{{min},{max}}}")),
    }
}

pub(super) fn handle(out: &mut String, handle: &Handle) {
    out.push('@');
    match is_bare(&handle.text) {
        true => out.push_str(&handle.text),
        false => literal::quoted(out, &handle.text, '"'),
    }
}
