//! Relations that agree in what is read of them, as one each: the first of them, and how many there are.

use crate::exec::numbered::Numbered;
use crate::plan::pattern::Facet;
use factio_graph::facts::{Graph, NumberKind};
use factio_graph::id::Symbol;

/// With so many that differ, it does not pay to look for those that agree.
const MANY: usize = if cfg!(test) { 3 } else { 1024 };

/// What was found so far.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Alike {
    facet: Facet,
    /// By what stands there: the kind that came first is 0, of which tables are made.
    places: Numbered,
    first: Option<NumberKind>,
    count: u32,
    /// One of those that agree, and how many they are.
    found: Vec<(u32, u64)>,
    /// The type that came last.
    kind: Option<Symbol>,
    stopped: bool,
}

impl Alike {
    pub fn new(facet: Facet) -> Alike {
        Alike {
            facet,
            places: Numbered::default(),
            first: None,
            count: 0,
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
                Some((kind, numbers)) => {
                    self.count_numbers(relations, kind, &numbers);
                    true
                }
                None => false,
            },
        }
    }

    fn count_type(&mut self, relations: &[u32], kind: Symbol) {
        let count = relations.len() as u64;
        match (self.found.last_mut(), relations.first()) {
            (Some((_, weight)), _) if self.kind == Some(kind) => *weight += count,
            (_, Some(&first)) => {
                self.found.push((first, count));
                self.kind = Some(kind);
            }
            (_, None) => {}
        }
    }

    fn count_numbers(&mut self, relations: &[u32], kind: NumberKind, numbers: &[i64]) {
        let first = *self.first.get_or_insert(kind);
        let before = match kind == first {
            true => 0,
            false => 1 + kind as u32,
        };
        for (&relation, &number) in relations.iter().zip(numbers) {
            let place = self.places.number(before, number, &mut self.count) as usize;
            match self.found.get_mut(place) {
                Some((_, weight)) => *weight += 1,
                None => self.found.push((relation, 1)),
            }
        }
        self.stopped = self.found.len() >= MANY;
    }

    /// Whether what was found has to go on.
    pub fn is_full(&self) -> bool {
        self.stopped
    }

    /// Hands out what was found, and begins anew.
    pub fn drain(&mut self) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.places = Numbered::default();
        self.count = 0;
        self.kind = None;
        self.found.drain(..)
    }
}
