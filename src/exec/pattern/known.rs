//! What a run of a pattern found out that holds for the next one: which lists its relation patterns are followed along, what share of
//! the elements its conditions keep, and the order chosen by that.
//!
//! It holds in the same state of the graph, for the same values where some elements were looked at for a value.

use crate::context::{Context, Parameters, Version};
use crate::error::Result;
use crate::exec::pattern::course::{self, Courses};
use crate::exec::pattern::order::{self, Move, Notes, Order};
use crate::exec::pattern::sample;
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::start::{Offer, Place, Start, offers, start};
use crate::plan::expr::ExprKind;
use crate::plan::memory::Memory;
use factio_graph::facts::Graph;
use factio_graph::value::Value;
use std::sync::Arc;

/// What is kept of a run.
pub(super) struct Known {
    version: Version,
    courses: course::Known,
    /// The parameters of which elements were looked at, and what they were.
    asked: Vec<(Arc<str>, Value)>,
    shares: Vec<Option<f64>>,
    /// What the order hangs on besides: which parts the time clause has.
    form: Form,
    /// The order. Where a start is looked up, it is told by the place and by the conditions that ask for it.
    moves: Vec<(Move<'static>, Option<Found>)>,
    rows: Vec<f64>,
    end: f64,
    cost: f64,
    notes: Arc<Notes>,
}

/// A place, and the conditions whose values are looked up there.
type Found = (Place, Vec<usize>);

#[derive(Clone, Copy, PartialEq, Eq)]
struct Form {
    is_sifted: bool,
    is_timed: bool,
    nodes_always_count: bool,
    paths: usize,
}

/// Orders a scope as the run before did, or anew.
///
/// # Errors
/// As [`order::order`].
pub(super) fn ordered<'p>(
    scope: &mut Scope<'p>,
    memory: &Memory,
    context: &Context<'_>,
) -> Result<Order<'p>> {
    let (graph, version) = (context.graph(), context.version);
    let known = memory.recall::<Known>();
    let known = known.filter(|known| Some(known.version) == version);
    if let Some(known) = &known {
        scope.courses = Courses::of(&known.courses);
        if known.form == Form::of(scope) && known.holds_for(context.parameters) {
            scope.shares.clone_from(&known.shares);
            if let Some(order) = known.order(scope, graph) {
                return Ok(order);
            }
        }
    }
    scope.shares = sample::shares(scope, graph, context.parameters);
    let order = order::order(scope, graph)?;
    if let Some(version) = version {
        memory.keep(Known::new(scope, &order, version, context));
    }
    Ok(order)
}

impl Known {
    fn new(scope: &Scope<'_>, order: &Order<'_>, version: Version, context: &Context<'_>) -> Known {
        let offers = offers(scope, context.graph());
        Known {
            version,
            courses: scope.courses.known(),
            asked: asked(scope, context.parameters),
            shares: scope.shares.clone(),
            form: Form::of(scope),
            moves: order.moves.iter().map(|it| apart(it, &offers)).collect(),
            rows: order.rows.clone(),
            end: order.end,
            cost: order.cost,
            notes: Arc::clone(&order.notes),
        }
    }

    fn holds_for(&self, parameters: &Parameters) -> bool {
        let mut asked = self.asked.iter();
        asked.all(|(name, value)| parameters.get(name) == Some(value))
    }

    fn order<'p>(&self, scope: &Scope<'p>, graph: &Graph) -> Option<Order<'p>> {
        let moves = self.moves.iter().map(|(it, found)| match found {
            Some((place, filters)) => {
                let start = start(scope, filters, *place, graph)?;
                Some(it.started(|_| start))
            }
            None => Some(it.started(plain)),
        });
        Some(Order {
            moves: moves.collect::<Option<_>>()?,
            rows: self.rows.clone(),
            end: self.end,
            cost: self.cost,
            // What is shared in a slice hangs on its bounds, too.
            notes: match self.form.is_timed {
                true => Notes::new(scope.joints.len()),
                false => Arc::clone(&self.notes),
            },
        })
    }
}

impl Form {
    fn of(scope: &Scope<'_>) -> Form {
        Form {
            is_sifted: scope.sieve.is_some(),
            is_timed: scope.times.is_some(),
            nodes_always_count: scope.nodes_always_count,
            paths: scope.paths.len(),
        }
    }
}

/// A move apart from the plan, and what is looked up where it starts.
fn apart(it: &Move<'_>, offers: &[Offer<'_>]) -> (Move<'static>, Option<Found>) {
    let found = match it {
        Move::Scan { start, .. } | Move::Relations { start, .. } => {
            let offer = offers.iter().find(|offer| offer.start.is(start));
            offer.and_then(|offer| match offer.start {
                Start::Found(place, _) => Some((place, offer.filters.clone())),
                _ => None,
            })
        }
        _ => None,
    };
    (it.started(plain), found)
}

/// A start that reads nothing of the plan; one that does as if it were all.
fn plain<'q>(start: Start<'_>) -> Start<'q> {
    match start {
        Start::Label(label) => Start::Label(label),
        Start::One(node) => Start::One(node),
        Start::All | Start::Found(..) => Start::All,
    }
}

/// The parameters that elements were compared with.
fn asked(scope: &Scope<'_>, parameters: &Parameters) -> Vec<(Arc<str>, Value)> {
    let looked = scope.weighed().filter(|(_, share)| share.is_some());
    let sides = looked.flat_map(|(filter, _)| match &filter.kind {
        ExprKind::Compare(_, left, right) => vec![&**left, right],
        _ => Vec::new(),
    });
    let value = |name: &Arc<str>| Some((Arc::clone(name), parameters.get(name)?.clone()));
    let values = sides.filter_map(|side| match &side.kind {
        ExprKind::Parameter(name) => value(name),
        _ => None,
    });
    values.collect()
}
