//! Where a match can start: what indexes and property columns answer among the conditions on one element.

use crate::exec::pattern::estimate::share;
use crate::exec::pattern::evaluator::{mirrored, property_of};
use crate::exec::pattern::labels;
use crate::exec::pattern::mentions;
use crate::exec::pattern::scope::{Joint, Scope};
use crate::exec::pattern::view::Kind;
use crate::plan::expr::{CompareOp, Expr, ExprKind, LabelTest, Slot, TextOp};
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, Symbol};

/// A column is looked through so many values at a time.
const AT_ONCE: f64 = 32.0;

/// Where the candidates for an element come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Start<'p> {
    /// All nodes.
    All,
    Label(Symbol),
    One(NodeId),
    Found(Place, Wanted<'p>),
}

/// What is looked through for a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The index on a label or type.
    Index { label: Symbol, key: Symbol },
    /// The values of all elements.
    Column { key: Symbol },
}

/// Which values of the property are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'p> {
    Equal(&'p Expr),
    /// Those of a list.
    Each(&'p Expr),
    Between(Option<Limit<'p>>, Option<Limit<'p>>),
    Prefix(&'p Expr),
}

/// An end of a range, and whether it belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit<'p> {
    pub value: &'p Expr,
    pub included: bool,
}

/// A start that an element offers.
#[derive(Clone, Debug)]
pub(super) struct Offer<'p> {
    pub element: Slot,
    pub start: Start<'p>,
    /// The conditions that offer it, by their places in the scope.
    pub filters: Vec<usize>,
    /// Slots of the pattern that the values read.
    pub needs: Vec<Slot>,
    pub rows: f64,
    pub work: f64,
}

/// What is asked of one property of an element.
struct Asked<'p> {
    element: Slot,
    kind: Kind,
    key: Symbol,
    wanted: Wanted<'p>,
    /// The share of elements that it keeps.
    kept: f64,
    /// A look at a few elements told that share.
    seen: bool,
    filters: Vec<usize>,
}

impl Start<'_> {
    /// Whether another looks the same up, by the same expressions of the plan.
    pub fn is(&self, other: &Start<'_>) -> bool {
        match (self, other) {
            (Start::Found(place, wanted), Start::Found(other, others)) => {
                let (ours, theirs) = (values(wanted), values(others));
                let mut same = ours.iter().zip(&theirs);
                place == other
                    && ours.len() == theirs.len()
                    && same.all(|(a, b)| std::ptr::eq(*a, *b))
            }
            _ => false,
        }
    }
}

/// The starts that the conditions of a scope offer.
pub(super) fn offers<'p>(scope: &Scope<'p>, graph: &Graph) -> Vec<Offer<'p>> {
    let mut asked: Vec<Asked<'p>> = Vec::new();
    for (place, filter) in scope.weighed().enumerate() {
        if let Some(next) = ask(scope, place, filter, graph) {
            merge(&mut asked, next);
        }
    }
    asked
        .iter()
        .map(|asked| offer(scope, asked, graph))
        .collect()
}

/// What some conditions of a scope have looked up in a place.
pub(super) fn start<'p>(
    scope: &Scope<'p>,
    filters: &[usize],
    place: Place,
    graph: &Graph,
) -> Option<Start<'p>> {
    let mut asked = Vec::new();
    for &filter in filters {
        let condition = (*scope.filters.get(filter)?, None);
        merge(&mut asked, ask(scope, filter, condition, graph)?);
    }
    match asked.as_slice() {
        [asked] => Some(Start::Found(place, asked.wanted)),
        _ => None,
    }
}

/// What a condition asks, if it is about a property of one free element.
fn ask<'p>(
    scope: &Scope<'p>,
    place: usize,
    (filter, seen): (&'p Expr, Option<f64>),
    graph: &Graph,
) -> Option<Asked<'p>> {
    let (subject, wanted) = match &filter.kind {
        ExprKind::Compare(op, left, right) => compared(scope, *op, left, right)
            .or_else(|| compared(scope, mirrored(*op), right, left))?,
        ExprKind::In(item, list) => (&**item, Wanted::Each(list)),
        ExprKind::Text(TextOp::StartsWith, text, prefix) => (&**text, Wanted::Prefix(prefix)),
        _ => return None,
    };
    let (element, key) = property_of(subject)?;
    let kind = free_element(scope, element)?;
    let values = values(&wanted);
    let reads_itself = |value: &&Expr| mentions::slots(value, scope.shape.end()).contains(&element);
    (!values.iter().any(reads_itself)).then(|| Asked {
        element,
        kind,
        key,
        wanted,
        kept: share((filter, seen), element, None, graph),
        seen: seen.is_some(),
        filters: vec![place],
    })
}

fn compared<'p>(
    scope: &Scope<'p>,
    op: CompareOp,
    left: &'p Expr,
    right: &'p Expr,
) -> Option<(&'p Expr, Wanted<'p>)> {
    free_element(scope, property_of(left)?.0)?;
    let limit = |included| {
        Some(Limit {
            value: right,
            included,
        })
    };
    let wanted = match op {
        CompareOp::Equal => Wanted::Equal(right),
        CompareOp::NotEqual => return None,
        CompareOp::Less => Wanted::Between(None, limit(false)),
        CompareOp::LessOrEqual => Wanted::Between(None, limit(true)),
        CompareOp::Greater => Wanted::Between(limit(false), None),
        CompareOp::GreaterOrEqual => Wanted::Between(limit(true), None),
    };
    Some((left, wanted))
}

/// Whether a slot is a node, or a relation of one hop, that the scope binds.
fn free_element(scope: &Scope<'_>, slot: Slot) -> Option<Kind> {
    let given = scope.given.iter().any(|(given, _)| *given == slot);
    let node = scope.nodes.iter().any(|node| node.slot == slot);
    let mut relations = scope.joints.iter().filter_map(Joint::as_free_relation);
    match (given, node) {
        (true, _) => None,
        (false, true) => Some(Kind::Node),
        (false, false) => relations
            .any(|relation| relation.slot == slot)
            .then_some(Kind::Relation),
    }
}

fn values<'p>(wanted: &Wanted<'p>) -> Vec<&'p Expr> {
    match wanted {
        Wanted::Equal(value) | Wanted::Each(value) | Wanted::Prefix(value) => vec![value],
        Wanted::Between(low, high) => low.iter().chain(high).map(|limit| limit.value).collect(),
    }
}

/// Adds what is asked; the two ends of a range come together.
fn merge<'p>(asked: &mut Vec<Asked<'p>>, next: Asked<'p>) {
    if let Wanted::Between(low, high) = next.wanted {
        for other in asked.iter_mut() {
            if (other.element, other.key) != (next.element, next.key) {
                continue;
            }
            let whole = match (other.wanted, low, high) {
                (Wanted::Between(None, high), Some(low), None) => Some((low, high)),
                (Wanted::Between(Some(low), None), None, high) => Some((low, high)),
                _ => None,
            };
            if let Some((low, high)) = whole {
                other.wanted = Wanted::Between(Some(low), high);
                other.filters.extend(next.filters);
                other.kept = match other.seen && next.seen {
                    true => within(other.kept, next.kept),
                    false => other.kept * next.kept,
                };
                return;
            }
        }
    }
    asked.push(next);
}

/// The share between two ends, of the shares on their inner sides: what lies within is on both, and nothing is on neither.
fn within(above: f64, below: f64) -> f64 {
    const LEAST: f64 = 0.01;
    (above + below - 1.0).max(LEAST)
}

fn offer<'p>(scope: &Scope<'p>, asked: &Asked<'p>, graph: &Graph) -> Offer<'p> {
    let index = indexed(scope, asked, graph);
    let place = match index {
        Some(label) => Place::Index {
            label,
            key: asked.key,
        },
        None => Place::Column { key: asked.key },
    };
    let column = match asked.kind {
        Kind::Node => graph.node_column(asked.key).len(),
        _ => graph.relation_column(asked.key).len(),
    };
    let (all, distinct) = match (asked.kind, index) {
        (Kind::Node, Some(label)) => (
            graph.label_count(label),
            graph.distinct_values(label, asked.key),
        ),
        (_, Some(kind)) => (graph.type_count(kind), None),
        (_, None) => (column, None),
    };
    let kept = match (&asked.wanted, distinct) {
        (Wanted::Equal(_), Some(distinct)) => 1.0 / (distinct as f64).max(1.0),
        _ => asked.kept,
    };
    let rows = (all as f64 * kept).max(1.0);
    let work = match place {
        Place::Index { .. } => rows,
        Place::Column { .. } => rows + column as f64 / AT_ONCE,
    };
    let end = scope.shape.end();
    let reads = values(&asked.wanted).into_iter();
    let mut needs: Vec<Slot> = reads
        .flat_map(|value| mentions::slots(value, end))
        .collect();
    needs.retain(|slot| scope.kinds.contains_key(slot));
    Offer {
        element: asked.element,
        start: Start::Found(place, asked.wanted),
        filters: asked.filters.clone(),
        needs,
        rows,
        work,
    }
}

/// The label or type whose index answers.
fn indexed(scope: &Scope<'_>, asked: &Asked<'_>, graph: &Graph) -> Option<Symbol> {
    match asked.kind {
        Kind::Node => labels::tests(scope, asked.element)
            .flat_map(labels::required)
            .find(|&label| graph.has_index(label, asked.key)),
        _ => {
            let mut relations = scope.joints.iter().filter_map(Joint::as_free_relation);
            let relation = relations.find(|relation| relation.slot == asked.element)?;
            // Relations of another type may be meant by an inverse name.
            match relation.types {
                Some(LabelTest::Is(kind)) if graph.schema().relations.is_empty() => {
                    let prefix = matches!(asked.wanted, Wanted::Prefix(_));
                    (!prefix && graph.has_relation_index(kind, asked.key)).then_some(kind)
                }
                _ => None,
            }
        }
    }
}
