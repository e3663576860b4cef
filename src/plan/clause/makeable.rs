//! What can be made: the checks that CREATE and MERGE put on their patterns.

use crate::error::{Detail, Result};
use crate::kind::Kind;
use crate::plan::check;
use crate::plan::expr::Slot;
use crate::plan::planner::syntax;
use crate::plan::scope::{Scope, Variable};
use factio_grammar::Span;
use factio_grammar::ast::{self, Direction};

/// Fails for a relation that cannot be made: more than one hop, bound already, no single type, or no direction where one is
/// needed.
pub(super) fn check_relations(
    path: &ast::PathPattern,
    needs: Directions,
    scope: &Scope<'_>,
) -> Result<()> {
    for element in &path.elements {
        let ast::Element::Relation(relation) = element else {
            continue;
        };
        if relation.length.is_some() || relation.quantifier.is_some() {
            let message = "a relation of several hops can be matched and not made";
            return Err(syntax(Detail::CreatingVarLength, relation.span, message));
        }
        if let Some(name) = &relation.variable
            && let Some(found) = scope.get(&name.text)
        {
            return Err(taken(name, found));
        }
        let has_type = matches!(
            relation.types,
            Some(ast::LabelExpr::Name(_) | ast::LabelExpr::Dynamic(_))
        );
        if !has_type {
            return Err(no_single_type(relation.span));
        }
        if needs == Directions::Written && relation.direction == Direction::Either {
            let message = "a relation is made in one direction: write --> or <--";
            return Err(syntax(
                Detail::RequiresDirectedRelationship,
                relation.span,
                message,
            ));
        }
    }
    Ok(())
}

/// Whether a relation without direction may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Directions {
    /// CREATE: the direction has to be written.
    Written,
    /// MERGE: without one it is matched either way, and made from left to right.
    Free,
}

pub(super) fn no_single_type(span: Span) -> crate::error::Error {
    let message = "a relation is made with exactly one type: write [:type]";
    syntax(Detail::NoSingleRelationshipType, span, message)
}

/// A node that is bound stands only at the end of a relation, and without anything more said of it.
pub(super) fn bound(
    node: &ast::NodePattern,
    name: &ast::Name,
    found: &Variable,
    alone: bool,
) -> Result<Slot> {
    if !found.ty.may_be(Kind::Node) {
        let message = format!(
            "the variable `{}` is {}, and here a node is wanted",
            name.text,
            check::with_article(found.ty.kind)
        );
        return Err(syntax(Detail::VariableTypeConflict, name.span, message));
    }
    let says_more = node.labels.is_some() || node.properties.is_some() || node.handle.is_some();
    match alone || says_more {
        true => Err(taken(name, found)),
        false => Ok(found.slot),
    }
}

pub(super) fn taken(name: &ast::Name, found: &Variable) -> crate::error::Error {
    let message = format!(
        "the variable `{}` is bound already, to {}, and cannot be made again",
        name.text,
        check::with_article(found.ty.kind)
    );
    syntax(Detail::VariableAlreadyBound, name.span, message)
}

/// Fails for what only a pattern that is matched may have.
pub(super) fn plain(path: &ast::PathPattern) -> Result<()> {
    match path.selector.is_some() || path.mode.is_some() {
        true => Err(unmakable(path.span)),
        false => Ok(()),
    }
}

pub(super) fn unmakable(span: Span) -> crate::error::Error {
    not_made(
        span,
        "nodes and relations are made one by one: no groups, selectors or modes",
    )
}

pub(super) fn not_made(span: Span, message: &str) -> crate::error::Error {
    syntax(Detail::UnexpectedSyntax, span, message)
}

pub(super) fn label_span(labels: &ast::LabelExpr) -> Span {
    match labels {
        ast::LabelExpr::Name(name) => name.span,
        ast::LabelExpr::Dynamic(expr) => expr.span,
        ast::LabelExpr::Any(span) | ast::LabelExpr::Sign(_, span) => *span,
        ast::LabelExpr::Not(inner) => label_span(inner),
        ast::LabelExpr::And(parts) | ast::LabelExpr::Or(parts) => parts
            .iter()
            .map(label_span)
            .reduce(Span::to)
            .unwrap_or_default(),
    }
}
