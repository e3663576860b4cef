//! The rules D0 to D3: which relations tie an actor to whom.

use crate::error::Result;
use crate::trace::facts::Place;
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::ties::Ties;
use factio_graph::id::{NodeId, RelationId};

/// All ties of an actor.
pub(super) fn ties(ties: &Ties<'_>, actor: NodeId) -> Result<Vec<Tie>> {
    let mut found = Vec::new();
    let signed = ties.facts.signed(actor)?;
    for &(relation, sign, other) in &signed {
        found.extend(ties.tie(actor, sign, Rule::Direct, &[(relation, other)]));
    }
    for place in ties.facts.bodies(actor) {
        fellows(ties, place, &mut found);
        for (relation, sign, other) in ties.facts.signed(place.body)? {
            let steps = [(place.relation, place.body), (relation, other)];
            sides(ties, actor, sign, &steps, &mut found);
        }
    }
    // An actor that is no body itself stands against the people of a body as these stand against it.
    if ties.people(actor).is_empty() {
        for (relation, sign, other) in signed {
            if !ties.people(other).is_empty() {
                sides(ties, actor, sign, &[(relation, other)], &mut found);
            }
        }
    }
    Ok(found)
}

/// D1 and D3: those who are in the same body.
fn fellows(ties: &Ties<'_>, mine: Place, found: &mut Vec<Tie>) {
    let takes_sides = ties.takes_sides(mine.body);
    let others = ties.people(mine.body).into_iter();
    for theirs in others.filter(|theirs| theirs.person != mine.person) {
        let steps = [(mine.relation, mine.body), (theirs.relation, theirs.person)];
        let mut add = |rule| found.extend(ties.tie(mine.person, Sign::Plus, rule, &steps));
        if takes_sides && mine.belongs && theirs.belongs {
            add(Rule::Comrades);
        }
        if mine.leads && theirs.leads {
            add(Rule::Leaders);
        }
    }
}

/// D2: towards the people of the body that a walk of signed relations has come to, or towards that actor itself.
fn sides(
    ties: &Ties<'_>,
    actor: NodeId,
    sign: Sign,
    steps: &[(RelationId, NodeId)],
    found: &mut Vec<Tie>,
) {
    let Some(&(_, other)) = steps.last() else {
        return;
    };
    if other == actor {
        return;
    }
    let people = ties.people(other);
    if people.is_empty() {
        found.extend(ties.tie(actor, sign, Rule::Sides, steps));
    }
    let passed = |person: NodeId| person == actor || steps.iter().any(|step| step.1 == person);
    for place in people.iter().filter(|place| !passed(place.person)) {
        let mut steps = steps.to_vec();
        steps.push((place.relation, place.person));
        found.extend(ties.tie(actor, sign, Rule::Sides, &steps));
    }
}
