//! Branching, where the bounds leave a gap: one edge holds its ends together, or it does not.

use petgraph::unionfind::UnionFind;

use super::instance::Instance;
use super::pack::Packing;
use super::solve::{Solver, Task, better};
use super::solved::Solved;

impl Solver<'_> {
    /// Both cases of one edge: its ends together, or apart.
    pub(super) fn branch(
        &self,
        task: &Task<'_>,
        known: Solved,
        packing: &Packing,
        limit: i64,
    ) -> Solved {
        let instance = task.instance;
        let Some(edge) = undecided(instance, &known, packing, limit) else {
            return known;
        };
        let (a, b) = instance.ends[edge];
        let mut union = UnionFind::new(instance.nodes);
        union.union(a as usize, b as usize);
        let depth = task.depth + 1;
        let together = self.within(instance, &known, &union, &[], limit, depth);
        if self.has_lost_count(&together, limit) {
            return known;
        }
        let limit = limit.min(together.upper);
        let apart = if self.rule.is_two() {
            let mut side = vec![0; instance.nodes];
            side[a as usize] = 1;
            let switched = instance.switched(&side);
            let turned = Solved {
                labels: known
                    .labels
                    .iter()
                    .zip(&side)
                    .map(|(&label, &side)| label ^ side)
                    .collect(),
                ..known.clone()
            };
            self.within(&switched, &turned, &union, &[], limit, depth)
                .switched(instance, &side)
        } else {
            let none = UnionFind::new(instance.nodes);
            self.within(
                instance,
                &known,
                &none,
                &[(a, b, -(limit + 1))],
                limit,
                depth,
            )
        };
        either(&known, together, apart, limit)
    }
}

/// Of two cases that exclude each other and cover all partitions within the limit.
fn either(known: &Solved, one: Solved, two: Solved, limit: i64) -> Solved {
    let upper = one.upper.min(two.upper);
    let lower = one.lower.min(two.lower).min(limit + 1).max(known.lower);
    let optima = match (one.upper == upper, two.upper == upper) {
        _ if lower < upper => None,
        (true, true) => one
            .optima
            .as_ref()
            .zip(two.optima.as_ref())
            .and_then(|(one, two)| one.joined(two)),
        (true, false) => one.optima.clone().filter(|_| two.lower > upper),
        (false, _) => two.optima.clone().filter(|_| one.lower > upper),
    };
    let labels = if one.upper == upper {
        one.labels
    } else {
        two.labels
    };
    better(
        known,
        Solved {
            labels,
            upper,
            lower,
            optima,
        },
    )
}

/// The edge to branch on: the misfit with the most that found no cycle, else the one whose ends have most ties.
/// An edge that every partition within the limit satisfies parts nothing.
fn undecided(instance: &Instance, known: &Solved, packing: &Packing, limit: i64) -> Option<usize> {
    let ties = |edge: usize| {
        instance.degree(instance.ends[edge].0) + instance.degree(instance.ends[edge].1)
    };
    let over = |edge: usize| {
        if instance.is_misfit(edge, &known.labels) {
            packing.left[edge]
        } else {
            0
        }
    };
    let open = (0..instance.ends.len()).filter(|&edge| {
        instance.is_misfit(edge, &known.labels) || !packing.is_settled(edge, limit)
    });
    open.max_by_key(|&edge| (over(edge), ties(edge), usize::MAX - edge))
}
