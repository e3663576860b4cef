//! A lower bound in whole numbers: bad cycles packed so that no tie carries more than its weight.
//!
//! Each misfit of a good partition needs a cycle of its own: a way between its ends over ties that are satisfied, that
//! with the misfit makes a cycle no partition satisfies (an odd number of negative ties for two groups, exactly one for
//! many). Ways are found in layers (layer 1 lies behind a negative tie) and re-routed where they crowd, as nets are on a
//! chip (negotiated congestion, McMurchie and Ebeling 1995). What a tie has left when the bound is near bounds
//! what it can cost: see [`Packing::is_settled`].

use std::collections::VecDeque;

use super::effort::Effort;
use super::instance::Instance;
use super::route::{Router, Way};

/// A packing: `units / scale` is a lower bound.
pub(super) struct Packing {
    pub scale: i64,
    pub units: i64,
    /// What is left of each edge, in units; for a misfit, what of it found no cycle.
    pub left: Vec<i64>,
}

impl Packing {
    /// The bound, rounded up: costs are whole numbers.
    pub(super) fn bound(&self) -> i64 {
        (self.units + self.scale - 1).div_euclid(self.scale)
    }

    /// Every partition that costs at most `limit` satisfies this edge (reduced-cost fixing).
    pub(super) fn is_settled(&self, edge: usize, limit: i64) -> bool {
        self.left[edge] > self.scale * limit - self.units
    }
}

struct Path {
    demand: u32,
    edges: Vec<u32>,
    units: i64,
}

/// Packs cycles for the misfits of a partition whose cost is `upper`, until the bound meets it or nothing more is found.
pub(super) struct Packer<'a> {
    router: Router<'a>,
    misfits: Vec<u32>,
    scale: i64,
    units: i64,
    left: Vec<i64>,
    crowding: Vec<u32>,
    paths: Vec<Path>,
    paths_of: Vec<Vec<u32>>,
    best: Option<Packing>,
}

impl<'a> Packer<'a> {
    pub(super) fn new(instance: &'a Instance, labels: &'a [u32], two_groups: bool) -> Self {
        let misfits: Vec<u32> = (0..instance.ends.len())
            .filter(|&edge| instance.is_misfit(edge, labels))
            .map(|edge| edge as u32)
            .collect();
        let edges = instance.ends.len();
        Self {
            router: Router::new(instance, labels, two_groups),
            misfits,
            scale: 1,
            units: 0,
            left: instance.weight.iter().map(|weight| weight.abs()).collect(),
            crowding: vec![0; edges],
            paths: Vec::new(),
            paths_of: vec![Vec::new(); edges],
            best: None,
        }
    }

    /// The best packing found in whole, then half, then finer units.
    pub(super) fn pack(mut self, upper: i64, effort: &Effort<'_>) -> Packing {
        self.greedy(effort);
        for finer in [1, 2, 2] {
            self.refine(finer);
            self.reroute(effort);
            let closed = self.best.as_ref().is_some_and(|best| best.bound() >= upper);
            if closed || effort.is_spent() {
                break;
            }
        }
        self.keep_best();
        self.best.unwrap_or(Packing {
            scale: 1,
            units: 0,
            left: self.left,
        })
    }

    fn refine(&mut self, finer: i64) {
        self.scale *= finer;
        self.units *= finer;
        self.left.iter_mut().for_each(|left| *left *= finer);
        self.paths.iter_mut().for_each(|path| path.units *= finer);
    }

    /// First the shortest ways, so that few ties are used up.
    fn greedy(&mut self, effort: &Effort<'_>) {
        for longest in [2, 3, 4, u32::MAX] {
            for at in 0..self.misfits.len() {
                let misfit = self.misfits[at];
                while self.left[misfit as usize] > 0 {
                    let way = self.router.shortest(misfit, &self.left, longest);
                    let going = effort.spend(self.router.steps());
                    match way {
                        Some(way) => self.add(misfit, way),
                        None => break,
                    }
                    if !going {
                        return;
                    }
                }
            }
        }
    }

    fn add(&mut self, misfit: u32, way: Way) {
        let free = way.edges.iter().map(|&edge| self.left[edge as usize]);
        let units = free.chain([self.left[misfit as usize]]).min().unwrap_or(0);
        self.route(misfit, way.edges, units);
    }

    fn route(&mut self, misfit: u32, edges: Vec<u32>, units: i64) {
        let path = self.paths.len() as u32;
        for &edge in &edges {
            self.left[edge as usize] -= units;
            self.paths_of[edge as usize].push(path);
        }
        self.left[misfit as usize] -= units;
        self.units += units;
        self.paths.push(Path {
            demand: misfit,
            edges,
            units,
        });
    }

    /// Routes what is left over crowded ties, putting others off them, as long as it pays.
    fn reroute(&mut self, effort: &Effort<'_>) {
        let mut queue: VecDeque<u32> = self
            .misfits
            .iter()
            .copied()
            .filter(|&misfit| self.left[misfit as usize] > 0)
            .collect();
        let patience = 60 + 8 * queue.len();
        let mut idle = 0;
        self.keep_best();
        while let Some(misfit) = queue.pop_front() {
            while self.left[misfit as usize] > 0 && idle < patience {
                let Some(way) = self.router.cheapest(misfit, &self.left, &self.crowding) else {
                    break;
                };
                let put_off = self.make_room(misfit, &way);
                self.add(misfit, way);
                queue.extend(put_off);
                idle = if self.keep_best() { 0 } else { idle + 1 };
                if !effort.spend(self.router.steps()) {
                    return;
                }
            }
        }
    }

    /// Takes units off the full ties of a way; returns whose they were.
    fn make_room(&mut self, misfit: u32, way: &Way) -> Vec<u32> {
        let free = way
            .edges
            .iter()
            .map(|&edge| self.left[edge as usize])
            .filter(|&left| left > 0);
        let wanted = free.chain([self.left[misfit as usize]]).min().unwrap_or(1);
        let mut put_off = Vec::new();
        for &edge in &way.edges {
            while self.left[edge as usize] < wanted {
                let paths = &self.paths;
                self.paths_of[edge as usize].retain(|&path| paths[path as usize].units > 0);
                let Some(&victim) = self.paths_of[edge as usize].first() else {
                    break;
                };
                self.crowding[edge as usize] += 1;
                self.withdraw(victim as usize, wanted);
                let demand = self.paths[victim as usize].demand;
                if demand != misfit && !put_off.contains(&demand) {
                    put_off.push(demand);
                }
            }
        }
        put_off
    }

    fn withdraw(&mut self, path: usize, units: i64) {
        let Path {
            demand,
            edges,
            units: carried,
        } = &mut self.paths[path];
        let taken = units.min(*carried);
        *carried -= taken;
        for &edge in edges.iter() {
            self.left[edge as usize] += taken;
        }
        self.left[*demand as usize] += taken;
        self.units -= taken;
    }

    /// Whether the packing is the best so far.
    fn keep_best(&mut self) -> bool {
        let better = self
            .best
            .as_ref()
            .is_none_or(|best| self.units * best.scale > best.units * self.scale);
        if better {
            self.best = Some(Packing {
                scale: self.scale,
                units: self.units,
                left: self.left.clone(),
            });
        }
        better
    }
}

#[cfg(test)]
mod tests {
    use super::Packer;
    use crate::algo::partition::effort::{Budget, Effort};
    use crate::algo::partition::instance::Instance;

    #[test]
    fn two_negative_triangles_need_two_misfits() {
        let edges = [
            (0, 1, 1),
            (1, 2, 1),
            (0, 2, -1),
            (2, 3, 1),
            (3, 4, 1),
            (2, 4, -1),
        ];
        let instance = Instance::new(5, edges);
        let effort = Effort::new(Budget::default());
        let packing = Packer::new(&instance, &[0; 5], true).pack(2, &effort);
        assert_eq!((packing.bound(), packing.is_settled(0, 2)), (2, false));
    }

    #[test]
    fn a_tie_off_all_packed_cycles_is_settled() {
        let edges = [
            (0, 1, 1),
            (1, 2, 1),
            (0, 2, -1),
            (2, 3, 1),
            (0, 3, 1),
            (1, 3, 1),
        ];
        let instance = Instance::new(4, edges);
        let effort = Effort::new(Budget::default());
        let packing = Packer::new(&instance, &[0; 4], true).pack(1, &effort);
        assert_eq!(packing.bound(), 1);
        let on_cycle = packing.left.iter().filter(|&&left| left == 0).count();
        let settled = (0..6).filter(|&edge| packing.is_settled(edge, 1)).count();
        assert_eq!((on_cycle, settled), (3, 3));
    }

    #[test]
    fn crowded_ways_are_put_off() {
        // The short way of the first misfit is the only way of the second.
        let edges = [
            (0, 1, -1),
            (0, 2, 1),
            (1, 2, 1),
            (0, 3, 1),
            (1, 3, 1),
            (2, 4, 1),
            (0, 4, -1),
        ];
        let instance = Instance::new(5, edges);
        let effort = Effort::new(Budget::default());
        let packing = Packer::new(&instance, &[0; 5], true).pack(2, &effort);
        assert_eq!(packing.bound(), 2);
    }
}
