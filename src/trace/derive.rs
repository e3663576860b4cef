//! The rules D0 to D3: which relations tie an actor to whom.

use crate::error::Result;
use crate::trace::facts::Place;
use crate::trace::ground::Ground;
use crate::trace::tie::{Rule, Sign, Tie};
use crate::trace::ties::Ties;
use factio_graph::id::{NodeId, RelationId};

/// A relation, and the node that it leads to.
pub(super) type Steps = [(RelationId, NodeId)];

/// One actor's ties in the making.
pub(super) struct Derivation<'d, 'c> {
    pub ties: &'d Ties<'c>,
    pub ground: &'d mut Ground,
    /// Which walks from the actor count.
    pub wanted: &'d dyn Fn(&Steps) -> bool,
    pub found: Vec<Tie>,
}

impl Derivation<'_, '_> {
    /// Adds all ties of an actor.
    ///
    /// # Errors
    /// A relation's `sign` is not a number.
    pub fn of(&mut self, actor: NodeId) -> Result<()> {
        let facts = self.ties.facts;
        let signed = self.ground.signed(actor, facts)?;
        for &(relation, sign, other) in signed.iter() {
            self.add(actor, sign, Rule::Direct, &[(relation, other)]);
        }
        for &place in self.ground.bodies(actor, facts).iter() {
            self.fellows(place);
            for &(relation, sign, other) in self.ground.signed(place.body, facts)?.iter() {
                let steps = [(place.relation, place.body), (relation, other)];
                self.sides(actor, sign, &steps);
            }
        }
        // An actor that is no body itself stands against the people of a body as these stand against it.
        if self.people(actor).is_empty() {
            for &(relation, sign, other) in signed.iter() {
                if !self.people(other).is_empty() {
                    self.sides(actor, sign, &[(relation, other)]);
                }
            }
        }
        Ok(())
    }

    /// D1 and D3: those who are in the same body.
    fn fellows(&mut self, mine: Place) {
        let takes_sides = self.ties.takes_sides(mine.body);
        let others = self.people(mine.body);
        for theirs in others.iter().filter(|theirs| theirs.person != mine.person) {
            let steps = [(mine.relation, mine.body), (theirs.relation, theirs.person)];
            if takes_sides && mine.belongs && theirs.belongs {
                self.add(mine.person, Sign::Plus, Rule::Comrades, &steps);
            }
            if mine.leads && theirs.leads {
                self.add(mine.person, Sign::Plus, Rule::Leaders, &steps);
            }
        }
    }

    /// D2: towards the people of the body that a walk of signed relations has come to, or towards that actor itself.
    fn sides(&mut self, actor: NodeId, sign: Sign, steps: &Steps) {
        let Some(&(_, other)) = steps.last() else {
            return;
        };
        if other == actor {
            return;
        }
        let people = self.people(other);
        if people.is_empty() {
            self.add(actor, sign, Rule::Sides, steps);
        }
        let passed = |person: NodeId| person == actor || steps.iter().any(|step| step.1 == person);
        for place in people.iter().filter(|place| !passed(place.person)) {
            let mut steps = steps.to_vec();
            steps.push((place.relation, place.person));
            self.add(actor, sign, Rule::Sides, &steps);
        }
    }

    fn people(&mut self, body: NodeId) -> std::rc::Rc<Vec<Place>> {
        self.ground.people(body, &self.ties.when, self.ties.facts)
    }

    /// The tie over a walk from an actor, where its evidence holds together in the slice.
    fn add(&mut self, from: NodeId, sign: Sign, rule: Rule, steps: &Steps) {
        if (self.wanted)(steps) {
            self.found.extend(self.ties.tie(from, sign, rule, steps));
        }
    }
}
