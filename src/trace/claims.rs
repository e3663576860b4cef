//! Every relation of the graph that may tie anybody, read once: slices of history are then taken from this list.

use crate::error::Result;
use crate::trace::facts::{Element, Facts, Place};
use crate::trace::filter::Filter;
use crate::trace::ground::Ground;
use crate::trace::tie::Sign;
use crate::trace::when::When;
use factio_graph::id::{NodeId, PeriodId, RelationId};
use rustc_hash::FxHashMap;

/// What a relation says of its ends.
#[derive(Clone, Copy, Debug)]
enum Claim {
    Signed(RelationId, Sign, [NodeId; 2]),
    Place(Place),
}

/// The relations with a sign, and those by which somebody has a place in a body; in their order in the graph.
pub(super) struct Claims<'g> {
    facts: Facts<'g>,
    /// Each with its period; none when it always holds.
    claims: Vec<(Claim, Option<PeriodId>)>,
}

impl<'g> Claims<'g> {
    /// Reads the graph. A signed relation that the filter does not keep can be in no tie and is left out.
    ///
    /// # Errors
    /// A relation's `sign` is not a number, or `check` says that the statement was stopped.
    pub fn read(
        facts: Facts<'g>,
        filter: &Filter,
        check: &dyn Fn() -> Result<()>,
    ) -> Result<Claims<'g>> {
        let mut claims = Vec::new();
        for (count, id) in facts.graph.relations().enumerate() {
            if count.is_multiple_of(4096) {
                check()?;
            }
            let relation = facts.graph.relation(id);
            let Some(relation) = relation.filter(|relation| relation.start != relation.end) else {
                continue;
            };
            let period = facts.graph.relation_validity(id);
            if let Some(sign) = facts.sign(id)?.filter(|_| filter.keeps(id, facts)) {
                let ends = [relation.start, relation.end];
                claims.push((Claim::Signed(id, sign, ends), period));
            }
            if let Some(place) = facts.place(id, relation) {
                claims.push((Claim::Place(place), period));
            }
        }
        Ok(Claims { facts, claims })
    }

    /// What of it may hold in a slice: decided once for each distinct period.
    pub fn within(&self, when: &When) -> Ground {
        let mut decided: FxHashMap<Option<PeriodId>, bool> = FxHashMap::default();
        let mut ground = Ground::whole();
        for (claim, period) in &self.claims {
            let relation = match claim {
                Claim::Signed(relation, ..) => *relation,
                Claim::Place(place) => place.relation,
            };
            let open = decided
                .entry(*period)
                .or_insert_with(|| when.leaves_open(&[Element::Relation(relation)], self.facts));
            if !*open {
                continue;
            }
            match claim {
                Claim::Signed(relation, sign, ends) => ground.add_signed(*relation, *sign, *ends),
                Claim::Place(place) => ground.add_place(*place, when, self.facts),
            }
        }
        ground
    }
}
