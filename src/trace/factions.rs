//! `factions(options)`: the groups with the fewest misfits, proven or within bounds, and what all such groupings agree on.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::budget;
use crate::trace::misfit::misfits;
use crate::trace::network::Network;
use crate::trace::options::Options;
use crate::trace::question;
use factio_graph::algo::partition::{ComponentPartition, Groups, Standing, Status, partition};
use factio_graph::algo::signed::{Alpha, SignedTies};
use factio_graph::id::RelationId;
use factio_graph::value::Value;
use indexmap::IndexSet;
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;

pub(super) fn factions() -> Procedure {
    Procedure {
        name: "factions".into(),
        parameters: vec![Field::optional("options", Kind::Map)],
        results: vec![
            Field::new("component", Kind::Integer),
            Field::new("faction", Kind::Integer),
            Field::new("members", Kind::NodeList),
            Field::new("misfits", Kind::List),
            Field::new("status", Kind::String),
            Field::new("lower", Kind::Number),
            Field::new("upper", Kind::Number),
            Field::new("optima", Kind::Integer),
            Field::new("undecided", Kind::List),
            Field::new("rule", Kind::String),
            Field::new("evidence", Kind::RelationList),
        ],
        summary: "The factions with the fewest misfits, component by component; options groups, alpha, weight, ties, among, where, via, budget.".into(),
        run: Box::new(rows),
    }
}

/// What a partition is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grouping {
    pub groups: Groups,
    pub alpha: Option<Alpha>,
}

impl Grouping {
    /// Reads the options `groups` and `alpha`.
    ///
    /// # Errors
    /// They are no number of at least one, and no share.
    pub fn read(options: &Options<'_>) -> Result<Grouping> {
        let groups = match options.count("groups")? {
            None => Groups::Free,
            Some(count) => {
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                NonZeroU32::new(count).map_or(Groups::Free, Groups::AtMost)
            }
        };
        let alpha = match options.get("alpha") {
            None => None,
            Some(value) => {
                let number = match value {
                    Value::Integer(number) => Some(*number as f64),
                    Value::Float(number) => Some(*number),
                    _ => None,
                };
                let alpha = number.and_then(Alpha::new);
                Some(alpha.ok_or_else(|| options.wrong("alpha", "a number from 0 to 1"))?)
            }
        };
        Ok(Grouping { groups, alpha })
    }

    /// The ties as they weigh.
    ///
    /// # Errors
    /// The weights grow too great.
    pub fn weighed(self, signed: &SignedTies) -> Result<SignedTies> {
        match self.alpha {
            None => Ok(signed.clone()),
            Some(alpha) => signed
                .weighed(alpha)
                .map_err(|error| super::options::invalid(error.to_string())),
        }
    }

    /// A cost in the unit that was asked for.
    pub fn cost(self, cost: i64) -> Value {
        match self.alpha {
            None => Value::Integer(cost),
            Some(alpha) => Value::Float(cost as f64 / alpha.divisor() as f64),
        }
    }

    fn words(self) -> String {
        let groups = match self.groups {
            Groups::Free => "any number of groups".to_string(),
            Groups::AtMost(most) => format!("at most {most} groups"),
        };
        match self.alpha {
            None => groups,
            Some(alpha) => format!("{groups}, alpha in units of 1/{}", alpha.divisor()),
        }
    }
}

fn rows(context: &Context<'_>, arguments: &[Value]) -> Result<Vec<Vec<Value>>> {
    let known = question::options(&["groups", "alpha", "budget"]);
    let options = Options::read("factions", arguments.first(), &known)?;
    let grouping = Grouping::read(&options)?;
    let seconds = budget::seconds(&options)?;
    let (network, counted) = question::network(context, &options)?;
    let weighed = grouping.weighed(&network.signed)?;
    let parts = budget::within(seconds, context, |budget| {
        partition(&weighed, grouping.groups, budget)
    })?;
    let told = Told {
        network: &network,
        grouping,
        rule: format!("{counted}, {}", grouping.words()),
    };
    Ok(told.rows(&parts))
}

struct Told<'t> {
    network: &'t Network,
    grouping: Grouping,
    rule: String,
}

impl Told<'_> {
    /// A row for each faction, and a last one for the actors without ties where there are any.
    fn rows(&self, parts: &[ComponentPartition]) -> Vec<Vec<Value>> {
        let mut rows = Vec::new();
        let evidence = self.evidence(parts);
        for (place, part) in parts.iter().enumerate() {
            let misfits = misfits(std::slice::from_ref(part), self.network, self.grouping);
            let groups = part.groups.iter().enumerate();
            rows.extend(groups.map(|(faction, members)| {
                vec![
                    Value::Integer(place as i64 + 1),
                    Value::Integer(faction as i64 + 1),
                    self.network.nodes(members),
                    misfits.clone(),
                    status(std::slice::from_ref(part)).into(),
                    self.grouping.cost(part.lower),
                    self.grouping.cost(part.upper),
                    optima(part),
                    self.undecided(part, members),
                    Value::string(&self.rule),
                    evidence[&(place, faction)].clone(),
                ]
            }));
        }
        rows.extend(self.unplaced(parts));
        rows
    }

    /// By component and faction: the relations that the ties of its members rest on, within it and beyond.
    fn evidence(&self, parts: &[ComponentPartition]) -> FxHashMap<(usize, usize), Value> {
        let mut faction = vec![None; self.network.actors.len()];
        let mut found: FxHashMap<(usize, usize), IndexSet<RelationId>> = FxHashMap::default();
        for (place, part) in parts.iter().enumerate() {
            for (number, members) in part.groups.iter().enumerate() {
                found.insert((place, number), IndexSet::new());
                for &member in members {
                    faction[member as usize] = Some((place, number));
                }
            }
        }
        for (&(a, b), relations) in &self.network.evidence {
            let [one, two] = [a, b].map(|actor| faction[actor as usize]);
            for side in [one, two.filter(|_| one != two)].into_iter().flatten() {
                found.entry(side).or_default().extend(relations);
            }
        }
        let value = |relations: IndexSet<RelationId>| {
            Value::list(relations.into_iter().map(Value::Relation).collect())
        };
        found
            .into_iter()
            .map(|(side, relations)| (side, value(relations)))
            .collect()
    }

    /// Pairs of a member and another of its component that some best grouping has together and another apart: not decided by
    /// evidence. Null where the groupings were not all found.
    fn undecided(&self, part: &ComponentPartition, members: &[u32]) -> Value {
        if part.standings.is_none() {
            return Value::Null;
        }
        let mut pairs = Vec::new();
        for &member in members {
            let open = |other: &&u32| part.standing(member, **other) == Some(Standing::Open);
            let twice = |other: &u32| members.contains(other) && *other < member;
            for &other in part.nodes.iter().filter(open).filter(|other| !twice(other)) {
                pairs.push(self.network.nodes(&[member, other]));
            }
        }
        Value::list(pairs)
    }

    fn unplaced(&self, parts: &[ComponentPartition]) -> Option<Vec<Value>> {
        let placed = |actor: &u32| {
            parts
                .iter()
                .any(|part| part.nodes.binary_search(actor).is_ok())
        };
        let actors = 0..self.network.actors.len() as u32;
        let unplaced: Vec<u32> = actors.filter(|actor| !placed(actor)).collect();
        (!unplaced.is_empty()).then(|| {
            let mut row = vec![Value::Null; 11];
            row[2] = self.network.nodes(&unplaced);
            row[4] = "unplaced".into();
            row[9] = Value::string(&self.rule);
            row
        })
    }
}

/// `proven` when the figures of all parts are, else `interval`.
pub(super) fn status(parts: &[ComponentPartition]) -> &'static str {
    match parts.iter().all(|part| part.status() == Status::Proven) {
        true => "proven",
        false => "interval",
    }
}

/// Null where they were not counted, or are more than a number holds.
fn optima(part: &ComponentPartition) -> Value {
    let counted = part.optima.and_then(|optima| i64::try_from(optima).ok());
    counted.map_or(Value::Null, Value::Integer)
}
