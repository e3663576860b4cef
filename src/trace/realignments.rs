//! `realignments(from, to)`: who changed sides between two dates, which ties flipped, began and ended, and on what evidence.

use crate::context::Context;
use crate::error::Result;
use crate::fun;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::budget;
use crate::trace::factions::{Grouping, status};
use crate::trace::network::{Counting, Network};
use crate::trace::options::Options;
use crate::trace::question;
use crate::trace::tie::Tie;
use crate::trace::ties::{Asked, Ties};
use crate::trace::when::When;
use factio_graph::algo::partition::{ComponentPartition, partition};
use factio_graph::algo::realign::{Matching, Mover, Realignment, realign, sides};
use factio_graph::algo::tie_changes::{TieChange, TieSign, tie_changes};
use factio_graph::id::NodeId;
use factio_graph::time::{Asked as AsOf, Period, Slice};
use factio_graph::value::Value;
use indexmap::IndexSet;
use std::sync::Arc;

pub(super) fn realignments() -> Procedure {
    let list = |name: &str| Field::new(name, Kind::List);
    Procedure {
        name: "realignments".into(),
        parameters: vec![
            Field::new("from", Kind::Any),
            Field::new("to", Kind::Any),
            Field::optional("options", Kind::Map),
        ],
        results: vec![
            Field::new("mover", Kind::Node),
            Field::new("from", Kind::NodeList),
            Field::new("to", Kind::NodeList),
            list("flipped"),
            list("begun"),
            list("ended"),
            Field::new("evidence", Kind::RelationList),
            Field::new("matching", Kind::Integer),
            Field::new("entered", Kind::NodeList),
            Field::new("left", Kind::NodeList),
            Field::new("status", Kind::String),
            Field::new("before", Kind::Map),
            Field::new("after", Kind::Map),
        ],
        summary: "Who changed sides between two dates, with the ties that flipped, began and ended; options groups, alpha, weight, ties, among, where, via, budget.".into(),
        run: Box::new(rows),
    }
}

fn rows(context: &Context<'_>, arguments: &[Value]) -> Result<Vec<Vec<Value>>> {
    let known = question::options(&["groups", "alpha", "budget"]);
    let options = Options::read("realignments", arguments.get(2), &known)?;
    let asked = Asked {
        via: options.nodes("via")?,
        infer: false,
    };
    let [from, to, ..] = arguments else {
        return Ok(Vec::new());
    };
    if from.is_null() || to.is_null() {
        return Ok(Vec::new());
    }
    let at = |value: &Value| -> Result<Ties<'_>> {
        let slice = Slice::new(AsOf::At, &*fun::period::read(value)?);
        let when = When::of(context).at(slice);
        Ok(Ties::new(context, when, asked.clone()))
    };
    let dates = [at(from)?, at(to)?];
    let counting = Counting::read(&options, dates[0].facts)?;
    let grouping = Grouping::read(&options)?;
    let networks = networks(&dates, &counting)?;
    let seconds = budget::seconds(&options)?;
    let solve = |network: &Network| {
        let weighed = grouping.weighed(&network.signed)?;
        budget::within(seconds / 2.0, context, |budget| {
            partition(&weighed, grouping.groups, budget)
        })
    };
    let [before, after] = &networks;
    let parts = [solve(before)?, solve(after)?];
    let changed = Changed {
        changes: tie_changes(&before.signed, &after.signed),
        networks: &networks,
        parts: &parts,
    };
    let told = [
        changed.date(0, fun::period::read(from)?),
        changed.date(1, fun::period::read(to)?),
    ];
    let mut rows = changed.rows();
    rows.iter_mut()
        .for_each(|row| row.extend(told.iter().cloned()));
    Ok(rows)
}

/// The networks of both dates, their actors numbered alike.
fn networks(dates: &[Ties<'_>; 2], counting: &Counting) -> Result<[Network; 2]> {
    let claims = dates[0].claims(&counting.filter)?;
    let held = |at: usize| dates[at].among(&claims, &counting.filter);
    let held: [Vec<Tie>; 2] = [held(0)?, held(1)?];
    let mut actors: Vec<NodeId> = Vec::new();
    for (ties, held) in dates.iter().zip(&held) {
        actors.extend(counting.actors(ties, held));
    }
    actors.sort();
    let actors: IndexSet<NodeId> = actors.into_iter().collect();
    let network = |at: usize| Network::among(actors.clone(), &held[at], &dates[at], counting);
    Ok([network(0)?, network(1)?])
}

struct Changed<'c> {
    changes: Vec<TieChange>,
    networks: &'c [Network; 2],
    parts: &'c [Vec<ComponentPartition>; 2],
}

impl Changed<'_> {
    /// `{at, factions}`: the factions of a date, whether anything came of them or not.
    fn date(&self, date: usize, at: Arc<Period>) -> Value {
        let groups = self.parts[date].iter().flat_map(|part| &part.groups);
        let factions = groups.map(|members| self.networks[date].nodes(members));
        let entries = [
            ("at", Value::Period(at)),
            ("factions", Value::list(factions.collect())),
        ];
        Value::map(entries.map(|(key, value)| (Arc::from(key), value)))
    }

    /// A row for each mover of each matching, and a last one for what involves no mover.
    fn rows(&self) -> Vec<Vec<Value>> {
        let actors = self.networks[0].actors.len();
        let [before, after] = self.parts;
        let sides = [sides(before, actors), sides(after, actors)];
        let realignment = realign(&sides[0], &sides[1]);
        let mut rows = Vec::new();
        for (number, matching) in realignment.matchings.iter().enumerate() {
            let movers = matching.movers.iter();
            let movers = movers.filter(|mover| self.turned(mover.actor, &sides));
            rows.extend(movers.map(|mover| self.mover(mover, number, &sides)));
        }
        rows.extend(self.rest(&realignment, &sides));
        rows
    }

    /// Whether an actor came to stand otherwise towards someone whom it was connected with at both dates: without that, only the
    /// components around it were joined or parted.
    fn turned(&self, actor: u32, sides: &[Vec<Option<u32>>; 2]) -> bool {
        let [before, after] = self.parts.each_ref().map(|parts| {
            let mut parts = parts.iter();
            parts.find(|part| part.nodes.binary_search(&actor).is_ok())
        });
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        let with = |date: usize, other: u32| {
            sides[date].get(actor as usize) == sides[date].get(other as usize)
        };
        let both = before.nodes.iter();
        let mut both = both.filter(|other| after.nodes.binary_search(other).is_ok());
        both.any(|&other| with(0, other) != with(1, other))
    }

    fn mover(&self, mover: &Mover, matching: usize, sides: &[Vec<Option<u32>>; 2]) -> Vec<Value> {
        let members = |date: usize, side: u32| {
            let all = sides[date].iter().enumerate();
            let members = all.filter(|(_, theirs)| **theirs == Some(side));
            members.map(|(actor, _)| actor as u32).collect::<Vec<u32>>()
        };
        let network = &self.networks[0];
        let changes = self.changes.iter();
        let involved = changes.filter(|change| change.a == mover.actor || change.b == mover.actor);
        let mut row = vec![
            Value::Node(network.node(mover.actor)),
            network.nodes(&members(0, mover.from)),
            network.nodes(&members(1, mover.to)),
        ];
        row.extend(self.told(&involved.collect::<Vec<_>>()));
        row.extend([
            Value::Integer(matching as i64 + 1),
            Value::Null,
            Value::Null,
            self.status().into(),
        ]);
        row
    }

    /// The changed pairs without a mover of any matching, and who entered and left; `None` when there is nothing to tell.
    fn rest(&self, realignment: &Realignment, sides: &[Vec<Option<u32>>; 2]) -> Option<Vec<Value>> {
        let matchings = &realignment.matchings;
        let moved = |actor: u32| {
            let moves =
                |matching: &Matching| matching.movers.iter().any(|mover| mover.actor == actor);
            matchings.iter().any(moves) && self.turned(actor, sides)
        };
        let changes = self.changes.iter();
        let rest: Vec<&TieChange> = changes
            .filter(|change| !moved(change.a) && !moved(change.b))
            .collect();
        let nothing =
            rest.is_empty() && realignment.entered.is_empty() && realignment.left.is_empty();
        (!nothing).then(|| {
            let mut row = vec![Value::Null, Value::Null, Value::Null];
            row.extend(self.told(&rest));
            row.extend([
                Value::Null,
                self.networks[0].nodes(&realignment.entered),
                self.networks[0].nodes(&realignment.left),
                self.status().into(),
            ]);
            row
        })
    }

    /// Flipped, begun, ended, and the relations of both dates behind them.
    fn told(&self, changes: &[&TieChange]) -> [Value; 4] {
        let list = |wanted: fn(&TieChange) -> bool| {
            let some = changes.iter().filter(|change| wanted(change));
            Value::list(some.map(|change| self.change(change)).collect())
        };
        let mut evidence = IndexSet::new();
        for change in changes {
            for network in self.networks {
                evidence.extend(network.relations(change.a, change.b).iter().copied());
            }
        }
        [
            list(|change| change.from.is_some() && change.to.is_some()),
            list(|change| change.from.is_none()),
            list(|change| change.to.is_none()),
            Value::list(evidence.into_iter().map(Value::Relation).collect()),
        ]
    }

    /// `{a, b, from, to}`: signs, 0 for a pair that has both, null for none.
    fn change(&self, change: &TieChange) -> Value {
        let sign = |sign: Option<TieSign>| match sign {
            None => Value::Null,
            Some(TieSign::Positive) => Value::Integer(1),
            Some(TieSign::Negative) => Value::Integer(-1),
            Some(TieSign::Ambivalent) => Value::Integer(0),
        };
        let entries = [
            ("a", Value::Node(self.networks[0].node(change.a))),
            ("b", Value::Node(self.networks[0].node(change.b))),
            ("from", sign(change.from)),
            ("to", sign(change.to)),
        ];
        Value::map(entries.map(|(key, value)| (Arc::from(key), value)))
    }

    /// Whether the factions of both dates are proven, and the only best ones.
    fn status(&self) -> &'static str {
        let [before, after] = self.parts;
        let unique = |part: &ComponentPartition| part.optima == Some(1);
        match (status(before), status(after)) {
            ("proven", "proven") if before.iter().chain(after).all(unique) => "proven",
            ("proven", "proven") => "not decided by evidence",
            _ => "interval",
        }
    }
}
