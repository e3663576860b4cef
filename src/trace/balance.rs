//! `balance(options)`: how far the ties are from falling into two camps, at one time or from step to step.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::budget;
use crate::trace::factions::{Grouping, status};
use crate::trace::misfit::misfits;
use crate::trace::network::{Counting, Network};
use crate::trace::options::{Options, invalid};
use crate::trace::question;
use crate::trace::step::Step;
use crate::trace::tie::Tie;
use crate::trace::ties::{Asked, Ties};
use crate::trace::when::When;
use factio_graph::algo::conflict::algebraic_conflict;
use factio_graph::algo::partition::{ComponentPartition, Groups, partition};
use factio_graph::algo::triads::triad_census;
use factio_graph::algo::walk_balance::walk_balance;
use factio_graph::time::{Period, Slice};
use factio_graph::value::Value;
use std::sync::Arc;

pub(super) fn balance() -> Procedure {
    let float = |name: &str| Field::new(name, Kind::Float);
    let integer = |name: &str| Field::new(name, Kind::Integer);
    Procedure {
        name: "balance".into(),
        parameters: vec![Field::optional("options", Kind::Map)],
        results: vec![
            Field::new("at", Kind::Period),
            integer("relations"),
            integer("negative"),
            Field::new("frustration", Kind::Number),
            Field::new("lower", Kind::Number),
            Field::new("upper", Kind::Number),
            Field::new("status", Kind::String),
            float("balanced_triads"),
            float("weakly_balanced_triads"),
            float("walk_balance"),
            integer("ambivalent"),
            float("line_balance"),
            float("conflict"),
            integer("triads"),
            Field::new("misfits", Kind::List),
            Field::new("evidence", Kind::RelationList),
        ],
        summary: "The frustration index, proven or within bounds, shares of balanced triads and walk balance; {by: 'year'} gives a row a step; options by, groups, alpha, weight, ties, among, where, via, budget.".into(),
        run: Box::new(rows),
    }
}

struct Measure<'m> {
    context: &'m Context<'m>,
    counting: Counting,
    grouping: Grouping,
    seconds: f64,
}

fn rows(context: &Context<'_>, arguments: &[Value]) -> Result<Vec<Vec<Value>>> {
    let known = question::options(&["by", "groups", "alpha", "budget"]);
    let options = Options::read("balance", arguments.first(), &known)?;
    let asked = Asked {
        via: options.nodes("via")?,
        infer: false,
    };
    let when = When::of(context);
    let ties = Ties::new(context, when, asked.clone());
    let mut grouping = Grouping::read(&options)?;
    if options.get("groups").is_none() {
        grouping.groups = Groups::TWO;
    }
    let measure = Measure {
        context,
        counting: Counting::read(&options, ties.facts)?,
        grouping,
        seconds: budget::seconds(&options)?,
    };
    let filter = &measure.counting.filter;
    let claims = ties.claims(filter)?;
    let Some(step) = step(&options)? else {
        let window = when.is_sliced().then(|| Period::from_bounds(when.window()));
        return Ok(vec![measure.row(
            window,
            &ties,
            &ties.among(&claims, filter)?,
        )?]);
    };
    let ever = Ties::new(context, when.ever(), asked.clone()).among(&claims, filter)?;
    let Some((first, last)) = span(&ever, when) else {
        return Ok(Vec::new());
    };
    drop(ever);
    let days = step.days(first, last).map_err(invalid)?;
    let mut rows = Vec::with_capacity(days.len());
    for day in days {
        let period = Period::of_day(day);
        let when = when.at(Slice::new(factio_graph::time::Asked::At, &period));
        let there = Ties::new(context, when, asked.clone());
        let held = there.among(&claims, filter)?;
        rows.push(measure.row(Some(period), &there, &held)?);
    }
    Ok(rows)
}

fn step(options: &Options<'_>) -> Result<Option<Step>> {
    match options.get("by") {
        None => Ok(None),
        Some(Value::String(word)) if Step::named(word).is_some() => Ok(Step::named(word)),
        Some(_) => Err(options.wrong("by", "'day', 'month', 'quarter', 'year' or 'decade'")),
    }
}

/// The days to look at: those of the slice, where the ties are dated outside of which nothing is known.
fn span(ties: &[Tie], when: When) -> Option<(i64, i64)> {
    let bounds = || ties.iter().map(|tie| &tie.valid);
    let dated = |day: &i64| *day > factio_graph::time::PAST && *day < factio_graph::time::FUTURE;
    let first = bounds().map(|bounds| bounds.span().0).filter(dated).min()?;
    let last = bounds().flat_map(|bounds| [bounds.start().1, bounds.end().0, bounds.end().1]);
    let last = last.filter(dated).max()?;
    let (from, to) = when.window().span();
    let (first, last) = (first.max(from), last.min(to));
    (first <= last).then_some((first, last))
}

impl Measure<'_> {
    fn row(&self, at: Option<Period>, ties: &Ties<'_>, held: &[Tie]) -> Result<Vec<Value>> {
        let network = Network::of(ties, held, &self.counting)?;
        let weighed = self.grouping.weighed(&network.signed)?;
        let parts = budget::within(self.seconds, self.context, |budget| {
            partition(&weighed, self.grouping.groups, budget)
        })?;
        let pairs = network.signed.ties();
        let count = |sign: Option<bool>| {
            let counted = pairs.iter().filter(|tie| tie.is_positive() == sign).count();
            Value::Integer(counted as i64)
        };
        let (lower, upper) = bounds(&parts);
        let frustration = match pairs.is_empty() || lower != upper {
            true => Value::Null,
            false => self.grouping.cost(upper),
        };
        let census = triad_census(&network.signed);
        let float = |figure: Option<f64>| figure.map_or(Value::Null, Value::Float);
        let should_stop = || self.context.check().is_err();
        let conflict = algebraic_conflict(&network.signed, &should_stop);
        let conflict = conflict.into_iter().flatten().reduce(f64::max);
        let walks = walk_balance(&network.signed, &should_stop);
        self.context.check()?;
        Ok(vec![
            at.map_or(Value::Null, |period| Value::Period(Arc::new(period))),
            Value::Integer(pairs.len() as i64),
            count(Some(false)),
            frustration,
            self.grouping.cost(lower),
            self.grouping.cost(upper),
            status(&parts).into(),
            float(census.balanced()),
            float(census.weakly_balanced()),
            float(walks),
            count(None),
            float(self.line_balance(&parts, &weighed)),
            float(conflict),
            Value::Integer(i64::try_from(census.total()).unwrap_or(i64::MAX)),
            misfits(&parts, &network, self.grouping),
            network.all_relations(),
        ])
    }

    /// 1 − 2L/m, from 0 to 1 (Aref and Wilson): null without ties, without a proof, and for more than two groups.
    fn line_balance(
        &self,
        parts: &[ComponentPartition],
        weighed: &factio_graph::algo::signed::SignedTies,
    ) -> Option<f64> {
        let (lower, upper) = bounds(parts);
        let all: i64 = weighed
            .ties()
            .iter()
            .map(|tie| tie.positive + tie.negative)
            .sum();
        let known = self.grouping.groups == Groups::TWO && lower == upper && all > 0;
        known.then(|| 1.0 - 2.0 * upper as f64 / all as f64)
    }
}

/// Costs add over components.
fn bounds(parts: &[ComponentPartition]) -> (i64, i64) {
    let lower = parts.iter().map(|part| part.lower).sum();
    let upper = parts.iter().map(|part| part.upper).sum();
    (lower, upper)
}
