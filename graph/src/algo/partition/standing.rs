//! What every optimal partition says about a pair.

/// How a pair stands over all optimal partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In one group in every optimum.
    Together,
    /// In two groups in every optimum.
    Apart,
    /// Some optimum has them together and some apart: not decided by evidence.
    Open,
}

impl Standing {
    fn turned(self) -> Self {
        match self {
            Self::Together => Self::Apart,
            Self::Apart => Self::Together,
            Self::Open => Self::Open,
        }
    }

    /// How `a` stands to `c`, when `a` stands like this to `b`, `b` like `next` to `c`, and only `b` joins them.
    /// Two that are apart from `b` are together when there are only two groups, and undecided otherwise.
    pub(super) fn through(self, next: Self, two_groups: bool) -> Self {
        match (self, next) {
            (Self::Together, other) | (other, Self::Together) => other,
            (Self::Apart, Self::Apart) if two_groups => Self::Together,
            _ => Self::Open,
        }
    }
}

/// The standing of every pair among `nodes` actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standings {
    nodes: usize,
    cells: Vec<Standing>,
}

impl Standings {
    pub(super) fn from_fn(nodes: usize, of: impl Fn(usize, usize) -> Standing) -> Self {
        let pairs = (0..nodes).flat_map(|a| (0..nodes).map(move |b| (a, b)));
        let cells = pairs
            .map(|(a, b)| if a == b { Standing::Together } else { of(a, b) })
            .collect();
        Self { nodes, cells }
    }

    /// How the actors at two places stand; a place beyond the last is [`Standing::Open`] to all.
    #[must_use]
    pub fn get(&self, a: usize, b: usize) -> Standing {
        if a >= self.nodes || b >= self.nodes {
            Standing::Open
        } else {
            self.cells[a * self.nodes + b]
        }
    }

    /// The classes of actors that are together in every optimum, each sorted, by first member.
    #[must_use]
    pub fn cores(&self) -> Vec<Vec<u32>> {
        let mut placed = vec![false; self.nodes];
        let mut cores = Vec::new();
        for a in 0..self.nodes {
            if placed[a] {
                continue;
            }
            let core: Vec<u32> = (a..self.nodes)
                .filter(|&b| self.get(a, b) == Standing::Together)
                .map(|b| b as u32)
                .collect();
            core.iter().for_each(|&b| placed[b as usize] = true);
            cores.push(core);
        }
        cores
    }

    pub(super) fn switched(&self, side: &[u32]) -> Self {
        Self::from_fn(self.nodes, |a, b| {
            let standing = self.get(a, b);
            if side[a] == side[b] {
                standing
            } else {
                standing.turned()
            }
        })
    }

    pub(super) fn expanded(&self, class: &[u32]) -> Self {
        Self::from_fn(class.len(), |a, b| {
            self.get(class[a] as usize, class[b] as usize)
        })
    }

    /// What holds in both sets of optima.
    pub(super) fn common(&self, other: &Self) -> Self {
        Self::from_fn(self.nodes, |a, b| {
            if self.get(a, b) == other.get(a, b) {
                self.get(a, b)
            } else {
                Standing::Open
            }
        })
    }
}
