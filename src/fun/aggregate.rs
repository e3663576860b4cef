//! The aggregating functions by name; `exec` accumulates them.

/// The aggregating functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// `count(*)`: rows.
    CountRows,
    /// `count(e)`: values that are not null.
    Count,
    Sum,
    Avg,
    Min,
    Max,
    Collect,
    StDev,
    StDevP,
    PercentileCont,
    PercentileDisc,
}

/// An aggregate under one of its names.
pub struct Named {
    pub name: &'static str,
    pub aggregate: Aggregate,
    /// One sentence for `SHOW FUNCTIONS` and hints.
    pub summary: &'static str,
}

const fn named(name: &'static str, aggregate: Aggregate, summary: &'static str) -> Named {
    Named {
        name,
        aggregate,
        summary,
    }
}

/// openCypher's names first, then those of GQL.
static NAMES: &[Named] = &[
    named(
        "count",
        Aggregate::Count,
        "How many values there are, nulls left out.",
    ),
    named("sum", Aggregate::Sum, "The sum of numbers or durations."),
    named("avg", Aggregate::Avg, "The mean of numbers or durations."),
    named(
        "min",
        Aggregate::Min,
        "The first value in the order of ORDER BY.",
    ),
    named(
        "max",
        Aggregate::Max,
        "The last value in the order of ORDER BY.",
    ),
    named(
        "collect",
        Aggregate::Collect,
        "The list of the values, nulls left out.",
    ),
    named(
        "stDev",
        Aggregate::StDev,
        "The standard deviation of a sample.",
    ),
    named(
        "stDevP",
        Aggregate::StDevP,
        "The standard deviation of a whole population.",
    ),
    named(
        "percentileCont",
        Aggregate::PercentileCont,
        "The percentile, between two values their weighted mean.",
    ),
    named(
        "percentileDisc",
        Aggregate::PercentileDisc,
        "The percentile that is one of the values.",
    ),
    named(
        "collect_list",
        Aggregate::Collect,
        "The list of the values, nulls left out.",
    ),
    named(
        "stddev_samp",
        Aggregate::StDev,
        "The standard deviation of a sample.",
    ),
    named(
        "stddev_pop",
        Aggregate::StDevP,
        "The standard deviation of a whole population.",
    ),
    named(
        "percentile_cont",
        Aggregate::PercentileCont,
        "The percentile, between two values their weighted mean.",
    ),
    named(
        "percentile_disc",
        Aggregate::PercentileDisc,
        "The percentile that is one of the values.",
    ),
];

/// The aggregate of that name, without regard to case. `count(*)` has syntax of its own.
pub fn aggregate(name: &str) -> Option<Aggregate> {
    aggregates()
        .find(|known| known.name.eq_ignore_ascii_case(name))
        .map(|known| known.aggregate)
}

/// The aggregates by each of their names, in the order of the reference.
pub fn aggregates() -> impl Iterator<Item = &'static Named> {
    NAMES.iter()
}
