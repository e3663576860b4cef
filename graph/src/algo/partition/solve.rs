//! The exact method, from the cheap to the dear: split into blocks; small blocks by placing; else local search for an
//! upper bound, packed bad cycles for a lower one, contraction of what the two bounds settle; and branching last.

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use super::Groups;
use super::assign;
use super::blocks::blocks;
use super::combine::Whole;
use super::effort::Effort;
use super::instance::Instance;
use super::pack::{Packer, Packing};
use super::search::{search, search_on};
use super::solved::{Optima, Solved};
use super::standing::{Standing, Standings};

/// Contractions and branches deeper than this are given up: an interval is left.
const DEEPEST: u32 = 128;
/// Blocks up to this size are placed at once.
const SMALL: usize = 12;

/// One instance on its way: only partitions that cost at most `limit` matter; `hint` is a partition to start from.
pub(super) struct Task<'a> {
    pub instance: &'a Instance,
    pub limit: i64,
    pub hint: Option<Vec<u32>>,
    pub depth: u32,
}

/// What holds for all tasks of one question.
pub(super) struct Solver<'a> {
    pub rule: Groups,
    pub effort: Effort<'a>,
}

impl Solver<'_> {
    /// Bounds, a partition and where possible all optima.
    pub(super) fn solve(&self, instance: &Instance) -> Solved {
        if self.rule.at_most(usize::MAX) == 1 {
            return one_group(instance);
        }
        self.split(&Task {
            instance,
            limit: i64::MAX / 16,
            hint: None,
            depth: 0,
        })
    }

    /// Solves block by block.
    fn split(&self, task: &Task<'_>) -> Solved {
        let instance = task.instance;
        let parts = blocks(instance);
        if parts.len() == 1 {
            return self.block(task);
        }
        let mut whole = Whole::new(instance.nodes, self.rule);
        let mut place = vec![u32::MAX; instance.nodes];
        for nodes in parts {
            let part = instance.part(&nodes, &mut place);
            let hint = task
                .hint
                .as_ref()
                .map(|hint| local(hint, nodes.iter().copied()));
            let solved = self.block(&Task {
                instance: &part,
                limit: task.limit,
                hint,
                depth: task.depth,
            });
            if self.has_lost_count(&solved, task.limit) {
                return unsolved(task);
            }
            whole.add(&nodes, solved);
        }
        whole.solved()
    }

    fn block(&self, task: &Task<'_>) -> Solved {
        let instance = task.instance;
        if instance.nodes <= 2 {
            return pair(instance);
        }
        let placed = (instance.nodes <= SMALL)
            .then(|| assign::assign(instance, self.rule, &self.effort))
            .flatten();
        if let Some(solved) = placed {
            return solved;
        }
        let labels = search(instance, self.rule, task.hint.as_deref(), &self.effort);
        if self.rule.is_two() {
            self.switched(task, labels)
        } else {
            self.bounded(task, labels)
        }
    }

    /// With two groups, the instance is switched so that the partition at hand has all in one group.
    fn switched(&self, task: &Task<'_>, labels: Vec<u32>) -> Solved {
        let switched = task.instance.switched(&labels);
        let satisfied = vec![0; task.instance.nodes];
        let solved = self.bounded(
            &Task {
                instance: &switched,
                hint: None,
                ..*task
            },
            satisfied,
        );
        solved.switched(task.instance, &labels)
    }

    /// Closes the gap below a good partition.
    fn bounded(&self, task: &Task<'_>, labels: Vec<u32>) -> Solved {
        let instance = task.instance;
        let upper = instance.cost(&labels);
        let packing = Packer::new(instance, &labels, self.rule.is_two()).pack(upper, &self.effort);
        let known = Solved {
            upper,
            lower: packing.bound(),
            labels,
            optima: None,
        };
        if known.lower > task.limit || task.depth >= DEEPEST || self.effort.is_spent() {
            return known;
        }
        if known.lower < upper || self.effort.is_counting() {
            return self.narrowed(task, known, &packing);
        }
        if !self.effort.may_count() {
            return known;
        }
        self.effort
            .counting(|| self.narrowed(task, known, &packing))
    }

    /// Whether optima are counted, and some of these, which matter, were not.
    pub(super) fn has_lost_count(&self, solved: &Solved, limit: i64) -> bool {
        let lost = solved.optima.is_none() || !self.effort.may_count();
        self.effort.is_counting() && lost && solved.lower <= limit
    }

    /// Closes the gap between the bounds, and counts the optima.
    fn narrowed(&self, task: &Task<'_>, known: Solved, packing: &Packing) -> Solved {
        let (instance, upper) = (task.instance, known.upper);
        if known.lower < upper && self.rule.is_two() {
            let longer = search_on(instance, known.labels.clone(), &self.effort);
            if instance.cost(&longer) < upper {
                let task = Task {
                    instance,
                    limit: task.limit,
                    hint: None,
                    depth: task.depth + 1,
                };
                let found = self.switched(&task, longer);
                let lower = found.lower.max(known.lower);
                return Solved { lower, ..found };
            }
        }
        let limit = upper.min(task.limit);
        if let Some(solved) = self.contract_settled(task, &known, packing, limit) {
            return solved;
        }
        let placed = (instance.nodes <= assign::MOST_NODES)
            .then(|| assign::assign(instance, self.rule, &self.effort))
            .flatten();
        if let Some(solved) = placed {
            return solved;
        }
        if self.effort.is_spent() {
            return known;
        }
        self.branch(task, known, packing, limit)
    }

    /// Makes one node of what no partition within the limit parts.
    fn contract_settled(
        &self,
        task: &Task<'_>,
        known: &Solved,
        packing: &Packing,
        limit: i64,
    ) -> Option<Solved> {
        let instance = task.instance;
        let mut union = UnionFind::new(instance.nodes);
        let mut parted = Vec::new();
        let mut shrinks = false;
        for (edge, &(a, b)) in instance.ends.iter().enumerate() {
            if instance.is_misfit(edge, &known.labels) || !packing.is_settled(edge, limit) {
                continue;
            }
            if instance.weight[edge] > 0 {
                shrinks |= union.union(a as usize, b as usize);
            } else {
                parted.push((a, b, -(limit + 1)));
            }
        }
        if !shrinks {
            return None;
        }
        Some(self.child(task, known, &union, &parted, limit))
    }

    /// Solves the instance with classes made one and pairs parted; what is outside of it costs more than `limit`.
    fn child(
        &self,
        task: &Task<'_>,
        known: &Solved,
        union: &UnionFind<usize>,
        parted: &[(u32, u32, i64)],
        limit: i64,
    ) -> Solved {
        let within = self.within(task.instance, known, union, parted, limit, task.depth + 1);
        let lower = within.lower.min(limit + 1).max(known.lower);
        better(known, Solved { lower, ..within })
    }

    /// The answer among the partitions that keep the classes of `union` together and the pairs of `parted` apart.
    pub(super) fn within(
        &self,
        instance: &Instance,
        known: &Solved,
        union: &UnionFind<usize>,
        parted: &[(u32, u32, i64)],
        limit: i64,
        depth: u32,
    ) -> Solved {
        let (small, class) = instance.contracted(union, parted);
        let mut hint = vec![0; small.nodes];
        class
            .iter()
            .zip(&known.labels)
            .for_each(|(&class, &label)| hint[class as usize] = label);
        let hint = local(&hint, 0..small.nodes as u32);
        let task = Task {
            instance: &small,
            limit: limit - small.base,
            hint: Some(hint),
            depth,
        };
        let solved = self.split(&task).expanded(&class, small.base);
        let upper = instance.cost(&solved.labels);
        let optima = solved.optima.filter(|_| upper == solved.upper);
        Solved {
            upper,
            optima,
            ..solved
        }
    }
}

/// What is known of a task without looking: nothing costs less than nothing.
fn unsolved(task: &Task<'_>) -> Solved {
    let nodes = task.instance.nodes;
    let labels = task.hint.clone().unwrap_or_else(|| vec![0; nodes]);
    Solved {
        upper: task.instance.cost(&labels),
        lower: 0,
        labels,
        optima: None,
    }
}

/// The better partition and the given lower bound; optima stand only when the two meet.
pub(super) fn better(known: &Solved, found: Solved) -> Solved {
    if known.upper < found.upper {
        let lower = found.lower.min(known.upper);
        return Solved {
            lower,
            ..known.clone()
        };
    }
    let optima = found.optima.filter(|_| found.lower >= found.upper);
    Solved {
        lower: found.lower.min(found.upper),
        optima,
        ..found
    }
}

/// The labels of some nodes, renumbered in order of first use.
fn local(labels: &[u32], nodes: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut number = FxHashMap::default();
    let mut named = |node: u32| {
        let next = number.len() as u32;
        *number.entry(labels[node as usize]).or_insert(next)
    };
    nodes.map(&mut named).collect()
}

/// One or two nodes: nothing is ever paid.
fn pair(instance: &Instance) -> Solved {
    let apart = instance.weight.first().is_some_and(|&weight| weight < 0);
    let (labels, by_groups) = match (instance.nodes, apart) {
        (2, true) => (vec![0, 1], vec![0, 1]),
        (nodes, _) => (vec![0; nodes], vec![1]),
    };
    let standing = if apart {
        Standing::Apart
    } else {
        Standing::Together
    };
    let standings = Some(Standings::from_fn(instance.nodes, |_, _| standing));
    Solved {
        labels,
        upper: 0,
        lower: 0,
        optima: Some(Optima {
            by_groups,
            standings,
        }),
    }
}

fn one_group(instance: &Instance) -> Solved {
    let labels = vec![0; instance.nodes];
    let cost = instance.cost(&labels);
    let standings = (instance.nodes <= super::solved::PAIRS_KEPT)
        .then(|| Standings::from_fn(instance.nodes, |_, _| Standing::Together));
    Solved {
        labels,
        upper: cost,
        lower: cost,
        optima: Some(Optima {
            by_groups: vec![1],
            standings,
        }),
    }
}
