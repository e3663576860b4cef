//! Allen's thirteen relations between two uncertain periods, in whole days.
//!
//! Source: J. F. Allen, "Maintaining knowledge about temporal intervals", CACM 26(11), 1983. In days with both ends
//! inclusive, one period meets another when it ends on the day before the other starts.

use crate::time::bounds::Bounds;

/// How one period lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Allen {
    Before,
    Meets,
    Overlaps,
    Starts,
    During,
    Finishes,
    Equals,
    FinishedBy,
    Contains,
    StartedBy,
    OverlappedBy,
    MetBy,
    After,
}

impl Allen {
    pub const ALL: [Allen; 13] = [
        Allen::Before,
        Allen::Meets,
        Allen::Overlaps,
        Allen::Starts,
        Allen::During,
        Allen::Finishes,
        Allen::Equals,
        Allen::FinishedBy,
        Allen::Contains,
        Allen::StartedBy,
        Allen::OverlappedBy,
        Allen::MetBy,
        Allen::After,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Allen::Before => "before",
            Allen::Meets => "meets",
            Allen::Overlaps => "overlaps",
            Allen::Starts => "starts",
            Allen::During => "during",
            Allen::Finishes => "finishes",
            Allen::Equals => "equals",
            Allen::FinishedBy => "finished_by",
            Allen::Contains => "contains",
            Allen::StartedBy => "started_by",
            Allen::OverlappedBy => "overlapped_by",
            Allen::MetBy => "met_by",
            Allen::After => "after",
        }
    }

    /// The relation seen from the other side.
    pub fn inverse(self) -> Allen {
        Allen::ALL[12 - self as usize]
    }

    /// What the relation asks of the four ends; of the later half of the relations, seen from the other side.
    fn demands(self) -> &'static [Demand] {
        match self {
            Allen::Before => &[Demand(START_B, END_A, 2)],
            Allen::Meets => &[Demand(START_B, END_A, 1), Demand(END_A, START_B, -1)],
            Allen::Overlaps => &[
                Demand(START_B, START_A, 1),
                Demand(END_A, START_B, 0),
                Demand(END_B, END_A, 1),
            ],
            Allen::Starts => &[
                Demand(START_B, START_A, 0),
                Demand(START_A, START_B, 0),
                Demand(END_B, END_A, 1),
            ],
            Allen::During => &[Demand(START_A, START_B, 1), Demand(END_B, END_A, 1)],
            Allen::Finishes => &[
                Demand(START_A, START_B, 1),
                Demand(END_A, END_B, 0),
                Demand(END_B, END_A, 0),
            ],
            Allen::Equals => &[
                Demand(START_A, START_B, 0),
                Demand(START_B, START_A, 0),
                Demand(END_A, END_B, 0),
                Demand(END_B, END_A, 0),
            ],
            later => later.inverse().demands(),
        }
    }
}

/// The relations that are possible between two periods, in the order of [`Allen::ALL`]. When it is one, that one is certain.
pub fn relations(a: &Bounds, b: &Bounds) -> Vec<Allen> {
    Allen::ALL
        .into_iter()
        .filter(|relation| match relation {
            first if *first <= Allen::Equals => satisfiable(a, b, relation.demands()),
            _ => satisfiable(b, a, relation.demands()),
        })
        .collect()
}

/// The first end lies at least so many days after the second.
struct Demand(usize, usize, i64);

const START_A: usize = 0;
const END_A: usize = 1;
const START_B: usize = 2;
const END_B: usize = 3;

/// Whether some choice of the four ends meets all demands: every end is pushed up as far as the demands ask (no demands here ask in
/// a circle), and fits if it stays under its upper bound.
fn satisfiable(a: &Bounds, b: &Bounds, demands: &[Demand]) -> bool {
    let mut least = [a.s_lo, a.e_lo, b.s_lo, b.e_lo];
    let most = [a.s_hi, a.e_hi, b.s_hi, b.e_hi];
    let ordered = [Demand(END_A, START_A, 0), Demand(END_B, START_B, 0)];
    let mut changed = true;
    while changed {
        changed = false;
        for Demand(later, earlier, days) in ordered.iter().chain(demands) {
            let wanted = least[*earlier] + days;
            if wanted > most[*later] {
                return false;
            }
            changed |= wanted > least[*later];
            least[*later] = wanted.max(least[*later]);
        }
    }
    true
}
