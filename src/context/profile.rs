//! What PROFILE counts.

use crate::context::Clock;

/// The figures of a plan's operators, by their probes.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub clock: Option<Clock>,
    pub figures: Vec<Figures>,
    /// By probe: what the steps of a match passed on.
    pub steps: Vec<Vec<Passed>>,
}

/// What a step of a match passed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    pub rows: u64,
    /// How many matches the rows stand for: rows that agree in all that is read go on as one.
    pub matches: u64,
}

impl Passed {
    /// Adds rows, and what each of them weighs; one where that is not said.
    pub fn add(&mut self, rows: usize, weights: Option<Vec<u64>>) {
        let matches = weights.map_or(rows as u64, |weights| {
            weights.into_iter().fold(0, u64::saturating_add)
        });
        self.rows += rows as u64;
        self.matches = self.matches.saturating_add(matches);
    }
}

/// What an operator did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How often it was asked for rows; an operator that another one does the work of is never asked.
    pub calls: u64,
    /// Rows that it passed on.
    pub rows: u64,
    /// Time in it and in what it stands on.
    pub nanoseconds: u64,
}

impl Profile {
    /// Adds what was counted beside it.
    pub(crate) fn add(&mut self, other: Profile) {
        for (sum, figures) in self.figures.iter_mut().zip(other.figures) {
            sum.calls += figures.calls;
            sum.rows += figures.rows;
            sum.nanoseconds += figures.nanoseconds;
        }
        for (probe, passed) in other.steps.into_iter().enumerate() {
            self.add_steps(probe, passed);
        }
    }

    /// Adds what the steps of a match passed on.
    pub(crate) fn add_steps(&mut self, probe: usize, passed: Vec<Passed>) {
        let Some(steps) = self.steps.get_mut(probe) else {
            return;
        };
        steps.resize(passed.len().max(steps.len()), Passed::default());
        for (sum, passed) in steps.iter_mut().zip(passed) {
            sum.rows += passed.rows;
            sum.matches = sum.matches.saturating_add(passed.matches);
        }
    }

    /// The same probes, of which nothing is counted yet.
    pub(crate) fn empty(&self) -> Profile {
        Profile {
            clock: self.clock,
            figures: vec![Figures::default(); self.figures.len()],
            steps: vec![Vec::new(); self.steps.len()],
        }
    }
}
