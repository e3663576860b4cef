//! Exact balance: the partition of the actors into groups with the least weight of misfits, and all such partitions.
//! Two groups is strong balance (Cartwright and Harary 1956), whose least cost is the frustration index; a free number is
//! weak balance (Davis 1967). A misfit is a positive tie between groups or a negative tie within one.

mod assign;
mod blocks;
mod branch;
mod chains;
mod combine;
mod effort;
mod flip;
mod instance;
mod join;
mod moves;
mod optima;
mod pack;
mod route;
mod search;
mod sequence;
mod solve;
mod solved;
mod standing;
mod subsets;

use std::num::NonZeroU32;

pub use effort::Budget;
pub use optima::{OptimaList, optima, regrouped};
pub use standing::{Standing, Standings};

use super::signed::{SignedTie, SignedTies};
use effort::Effort;
use instance::Instance;
use solve::Solver;

/// How many groups a partition may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Groups {
    AtMost(NonZeroU32),
    Free,
}

impl Groups {
    /// Strong balance.
    pub const TWO: Self = match NonZeroU32::new(2) {
        Some(two) => Self::AtMost(two),
        None => Self::Free,
    };

    fn at_most(self, nodes: usize) -> usize {
        match self {
            Self::AtMost(most) => nodes.min(most.get() as usize),
            Self::Free => nodes,
        }
    }

    fn is_two(self) -> bool {
        self == Self::TWO
    }
}

/// Whether the figure of an answer is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Proven,
    /// The least cost lies from `lower` to `upper`.
    Interval,
}

/// The answer for one component. All costs include `base`.
#[derive(Clone, Debug)]
pub struct ComponentPartition {
    /// The actors of the component, sorted.
    pub nodes: Vec<u32>,
    /// A partition that costs `upper`; groups and members sorted.
    pub groups: Vec<Vec<u32>>,
    /// The ties that partition breaks; an ambivalent tie is always one.
    pub misfits: Vec<Misfit>,
    pub lower: i64,
    pub upper: i64,
    /// The smaller weights of ambivalent ties: paid by every partition.
    pub base: i64,
    /// The number of optimal partitions, where they were counted.
    pub optima: Option<u128>,
    /// What all optimal partitions say about each pair, by place in `nodes`; where known.
    pub standings: Option<Standings>,
}

/// A tie that a partition breaks, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub tie: SignedTie,
    pub cost: i64,
}

impl ComponentPartition {
    #[must_use]
    pub fn status(&self) -> Status {
        if self.lower == self.upper {
            Status::Proven
        } else {
            Status::Interval
        }
    }

    /// How two actors stand in all optimal partitions; `None` where that is not known or one is not in this component.
    #[must_use]
    pub fn standing(&self, a: u32, b: u32) -> Option<Standing> {
        let place = |node: u32| self.nodes.binary_search(&node).ok();
        Some(self.standings.as_ref()?.get(place(a)?, place(b)?))
    }

    /// The actors that are together in every optimum; `None` where that is not known.
    #[must_use]
    pub fn cores(&self) -> Option<Vec<Vec<u32>>> {
        let cores = self.standings.as_ref()?.cores();
        Some(
            cores
                .into_iter()
                .map(|core| {
                    core.into_iter()
                        .map(|place| self.nodes[place as usize])
                        .collect()
                })
                .collect(),
        )
    }
}

/// The least frustrated partition of each component, in order of their smallest actors; untied actors are left out.
/// The problem is NP-hard: what the budget does not allow to prove is answered by an interval.
#[must_use]
pub fn partition(ties: &SignedTies, groups: Groups, budget: Budget<'_>) -> Vec<ComponentPartition> {
    let solver = Solver {
        rule: groups,
        effort: Effort::new(budget),
    };
    split(ties)
        .into_iter()
        .map(|component| component.solve(&solver))
        .collect()
}

struct Component {
    nodes: Vec<u32>,
    /// Ends are places in `nodes`.
    ties: Vec<SignedTie>,
}

fn split(ties: &SignedTies) -> Vec<Component> {
    let of = ties.components();
    let count = of
        .iter()
        .flatten()
        .max()
        .map_or(0, |&last| last as usize + 1);
    let mut components: Vec<Component> = (0..count)
        .map(|_| Component {
            nodes: Vec::new(),
            ties: Vec::new(),
        })
        .collect();
    let mut place = vec![0; ties.nodes()];
    for (node, component) in of.iter().enumerate() {
        if let Some(component) = component {
            let nodes = &mut components[*component as usize].nodes;
            place[node] = nodes.len() as u32;
            nodes.push(node as u32);
        }
    }
    for tie in ties.ties() {
        if let Some(component) = of[tie.a as usize] {
            let tie = SignedTie {
                a: place[tie.a as usize],
                b: place[tie.b as usize],
                ..*tie
            };
            components[component as usize].ties.push(tie);
        }
    }
    components
}

impl Component {
    fn solve(self, solver: &Solver<'_>) -> ComponentPartition {
        let base: i64 = self.ties.iter().map(SignedTie::base).sum();
        let edges = self.ties.iter().map(|tie| (tie.a, tie.b, tie.net()));
        let solved = solver.solve(&Instance::new(self.nodes.len(), edges));
        ComponentPartition {
            groups: self.groups(&solved.labels),
            misfits: self.misfits(&solved.labels),
            lower: solved.lower + base,
            upper: solved.upper + base,
            base,
            optima: solved.optima.as_ref().and_then(solved::Optima::total),
            standings: solved.optima.and_then(|optima| optima.standings),
            nodes: self.nodes,
        }
    }

    fn groups(&self, labels: &[u32]) -> Vec<Vec<u32>> {
        let mut of_label = vec![usize::MAX; labels.len() + 1];
        let mut groups: Vec<Vec<u32>> = Vec::new();
        for (&node, &label) in self.nodes.iter().zip(labels) {
            let group = &mut of_label[label as usize];
            if *group == usize::MAX {
                *group = groups.len();
                groups.push(Vec::new());
            }
            groups[*group].push(node);
        }
        groups
    }

    fn misfits(&self, labels: &[u32]) -> Vec<Misfit> {
        let cost = |tie: &SignedTie| {
            if labels[tie.a as usize] == labels[tie.b as usize] {
                tie.negative
            } else {
                tie.positive
            }
        };
        let broken = self.ties.iter().filter(|tie| cost(tie) > 0);
        let global = |tie: &SignedTie| SignedTie {
            a: self.nodes[tie.a as usize],
            b: self.nodes[tie.b as usize],
            ..*tie
        };
        broken
            .map(|tie| Misfit {
                tie: global(tie),
                cost: cost(tie),
            })
            .collect()
    }
}
