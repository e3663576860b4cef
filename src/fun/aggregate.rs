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

/// openCypher's names first, then those of GQL.
static NAMES: &[(&str, Aggregate)] = &[
    ("count", Aggregate::Count),
    ("sum", Aggregate::Sum),
    ("avg", Aggregate::Avg),
    ("min", Aggregate::Min),
    ("max", Aggregate::Max),
    ("collect", Aggregate::Collect),
    ("stDev", Aggregate::StDev),
    ("stDevP", Aggregate::StDevP),
    ("percentileCont", Aggregate::PercentileCont),
    ("percentileDisc", Aggregate::PercentileDisc),
    ("collect_list", Aggregate::Collect),
    ("stddev_samp", Aggregate::StDev),
    ("stddev_pop", Aggregate::StDevP),
    ("percentile_cont", Aggregate::PercentileCont),
    ("percentile_disc", Aggregate::PercentileDisc),
];

/// The aggregate of that name, without regard to case. `count(*)` has syntax of its own.
pub fn aggregate(name: &str) -> Option<Aggregate> {
    NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, aggregate)| *aggregate)
}

/// The names of the aggregates, in the order of the reference.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}
