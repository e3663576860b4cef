//! `optima(options)`: every best grouping of each component, where there are several that the evidence does not decide between.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::budget;
use crate::trace::factions::Grouping;
use crate::trace::misfit::misfits;
use crate::trace::network::Network;
use crate::trace::options::Options;
use crate::trace::question;
use factio_graph::algo::partition::{ComponentPartition, optima as list, partition, regrouped};
use factio_graph::algo::signed::SignedTies;
use factio_graph::value::Value;

/// More groupings of a component are listed when `best` asks for them.
const LISTED: usize = 100;

pub(super) fn optima() -> Procedure {
    let integer = |name: &str| Field::new(name, Kind::Integer);
    Procedure {
        name: "optima".into(),
        parameters: vec![Field::optional("options", Kind::Map)],
        results: vec![
            integer("component"),
            integer("optimum"),
            Field::new("factions", Kind::List),
            Field::new("misfits", Kind::List),
            Field::new("cost", Kind::Number),
            integer("optima"),
            Field::new("complete", Kind::Boolean),
            Field::new("evidence", Kind::RelationList),
        ],
        summary: "Every grouping with the fewest misfits, component by component, with its misfits; options best (at most so many a component, 100), groups, alpha, weight, ties, among, where, via, budget.".into(),
        run: Box::new(rows),
    }
}

fn rows(context: &Context<'_>, arguments: &[Value]) -> Result<Vec<Vec<Value>>> {
    let known = question::options(&["best", "groups", "alpha", "budget"]);
    let options = Options::read("optima", arguments.first(), &known)?;
    let grouping = Grouping::read(&options)?;
    let seconds = budget::seconds(&options)?;
    let most = options.count("best")?.unwrap_or(LISTED);
    let (network, _) = question::network(context, &options)?;
    let weighed = grouping.weighed(&network.signed)?;
    budget::within(seconds, context, |budget| {
        let parts = partition(&weighed, grouping.groups, budget);
        let parts = parts.iter().enumerate();
        let rows = parts.flat_map(|(place, part)| {
            let found = list(&weighed, part, grouping.groups, most, budget);
            let found_all = found.is_complete;
            let evidence = network.relations_among(&part.nodes);
            let told = found.partitions.into_iter().enumerate();
            told.map(|(number, groups)| {
                let mut row = vec![
                    Value::Integer(place as i64 + 1),
                    Value::Integer(number as i64 + 1),
                ];
                row.extend(told_of(groups, part, &weighed, &network, grouping));
                row.extend([Value::Boolean(found_all), evidence.clone()]);
                row
            })
            .collect::<Vec<_>>()
        });
        rows.collect()
    })
}

/// Factions, misfits, cost, and how many optima there are.
fn told_of(
    groups: Vec<Vec<u32>>,
    part: &ComponentPartition,
    weighed: &SignedTies,
    network: &Network,
    grouping: Grouping,
) -> [Value; 4] {
    let factions = groups.iter().map(|members| network.nodes(members));
    let factions = Value::list(factions.collect());
    let part = regrouped(part, groups, weighed);
    let optima = part.optima.and_then(|optima| i64::try_from(optima).ok());
    [
        factions,
        misfits(std::slice::from_ref(&part), network, grouping),
        grouping.cost(part.upper),
        optima.map_or(Value::Null, Value::Integer),
    ]
}
