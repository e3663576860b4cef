//! Relations that agree in what is read of them, as one each: the first of them, and how many there are.

use crate::plan::pattern::Facet;
use factio_graph::facts::{Graph, NumberKind};
use factio_graph::id::Symbol;

/// With so many that differ, it does not pay to look for those that agree.
const MANY: usize = if cfg!(test) { 3 } else { 1024 };

/// So far from the first number others may lie, twice: they are counted in a table.
const WIDE: u64 = if cfg!(test) { 8 } else { 1 << 17 };

/// What was found so far.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Alike {
    facet: Facet,
    /// What stood there first, and is counted in the first place.
    first: Option<(NumberKind, i64)>,
    /// How many have what is counted in a place.
    counts: Vec<u64>,
    /// One of those that agree, and the place where they are counted.
    found: Vec<(u32, usize)>,
    /// The type that came last.
    kind: Option<Symbol>,
    stopped: bool,
}

impl Alike {
    pub fn new(facet: Facet) -> Alike {
        Alike {
            facet,
            first: None,
            counts: Vec::new(),
            found: Vec::new(),
            kind: None,
            stopped: false,
        }
    }

    /// Takes in relations of one type; false if what is read of them cannot be told quickly.
    pub fn take(&mut self, relations: &[u32], kind: Symbol, graph: &Graph) -> bool {
        match self.facet {
            _ if self.stopped => false,
            Facet::Type => {
                self.count_type(relations, kind);
                true
            }
            Facet::Property(key) => match graph.relation_column(key).numbers(relations) {
                Some((kind, numbers)) => self.count_numbers(relations, kind, &numbers),
                None => false,
            },
        }
    }

    fn count_type(&mut self, relations: &[u32], kind: Symbol) {
        let Some(&first) = relations.first() else {
            return;
        };
        if self.kind != Some(kind) {
            self.kind = Some(kind);
            self.found.push((first, self.counts.len()));
            self.counts.push(0);
        }
        if let Some(count) = self.counts.last_mut() {
            *count += relations.len() as u64;
        }
    }

    /// Counts relations by their numbers, unless some are of another kind or lie too far apart.
    fn count_numbers(&mut self, relations: &[u32], kind: NumberKind, numbers: &[i64]) -> bool {
        let Some(&number) = numbers.first() else {
            return true;
        };
        let (of, first) = *self.first.get_or_insert((kind, number));
        let farthest = numbers.iter().map(|&number| place(first, number)).max();
        let Some(farthest) = farthest.filter(|&it| of == kind && it < WIDE) else {
            return false;
        };
        if self.counts.len() as u64 <= farthest {
            self.counts.resize(farthest as usize + 1, 0);
        }
        for (&relation, &number) in relations.iter().zip(numbers) {
            let place = place(first, number) as usize;
            let count = &mut self.counts[place];
            if *count == 0 {
                self.found.push((relation, place));
            }
            *count += 1;
        }
        self.stopped = self.found.len() >= MANY;
        true
    }

    /// Whether what was found has to go on.
    pub fn is_full(&self) -> bool {
        self.stopped
    }

    /// Hands out what was found, with how many there are, and begins anew.
    pub fn drain(&mut self) -> impl Iterator<Item = (u32, u64)> + use<> {
        self.kind = None;
        self.first = None;
        let counts = std::mem::take(&mut self.counts);
        let found = std::mem::take(&mut self.found).into_iter();
        found.map(move |(relation, place)| (relation, counts[place]))
    }
}

/// The place of a number among those nearest to the first, above and below in turn.
#[inline]
fn place(first: i64, number: i64) -> u64 {
    let distance = number.wrapping_sub(first);
    ((distance << 1) ^ (distance >> 63)) as u64
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn every_number_has_a_place_of_its_own() {
        let near = [5, 4, 6, 3, 7].map(|number| place(5, number));
        assert_eq!(near, [0, 1, 2, 3, 4]);
        let far = [i64::MIN, i64::MAX, 0].map(|number| place(i64::MIN, number));
        assert_eq!(far, [0, 1, u64::MAX]);
    }
}
