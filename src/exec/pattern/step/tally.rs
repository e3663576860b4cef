//! Counts the nodes that several bound nodes lead to, or one, instead of binding them: sorted lists are intersected, and how many
//! relations lead along each is multiplied. What may not be the same node, or the same relation, is taken off afterwards.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::fold::Twins;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::tally::{Hub, Lists, Marks, Memo, OpenHub};
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use crate::plan::expr::Slot;
use std::borrow::Cow;

/// A list is gone through rather than searched when it is at most so many times as long as the other.
const FEW: usize = 8;

/// After so many rows it is asked whether the statement was stopped.
const CHECKED: usize = 64;

/// The step. Binds nothing; a row weighs as much as the nodes found for it.
pub(in crate::exec::pattern) struct Tally<'p> {
    to: Slot,
    edges: Vec<Edge<'p>>,
    /// Nodes that a relation must lead from, or must not.
    linked: Vec<Way<'p>>,
    unlinked: Vec<Way<'p>>,
    /// Nodes that are not counted.
    differ: Vec<Slot>,
    hub: Hub<'p>,
    row: usize,
    /// What the one edge comes to from a node, where that takes long.
    summed: Memo,
    marks: Marks,
}

/// A bound node, and the walk from there.
pub(in crate::exec::pattern) struct Way<'p> {
    pub from: Slot,
    pub walk: Walk<'p>,
}

/// A relation pattern that leads to what is counted.
pub(in crate::exec::pattern) struct Edge<'p> {
    pub way: Way<'p>,
    /// Its left and its right end, one of which is counted.
    pub ends: (Slot, Slot),
    /// Earlier relation patterns that may have taken a relation.
    pub twins: Twins,
}

/// A step over the rows at hand.
struct Rows<'a, 'p, 'g> {
    to: Slot,
    edges: &'a [Edge<'p>],
    /// Those that multiply first, then those that must lead there, then those that must not.
    lists: Vec<Lists<'a, 'g>>,
    from: Vec<Cow<'a, [u32]>>,
    unlinked: usize,
    differ: Vec<Cow<'a, [u32]>>,
    /// The ends of edges and twins that are bound.
    ends: Vec<(Slot, Cow<'a, [u32]>)>,
    hub: OpenHub<'a, 'p, 'g>,
    summed: &'a mut Memo,
    marks: &'a mut Marks,
    special: Vec<u32>,
    nodes: Vec<u32>,
}

impl<'p> Tally<'p> {
    pub fn new(
        to: Slot,
        edges: Vec<Edge<'p>>,
        (linked, unlinked): (Vec<Way<'p>>, Vec<Way<'p>>),
        differ: Vec<Slot>,
        hub: Hub<'p>,
    ) -> Tally<'p> {
        Tally {
            to,
            edges,
            linked,
            unlinked,
            differ,
            hub,
            row: 0,
            summed: Memo::new(),
            marks: Marks::default(),
        }
    }

    fn open<'a, 'g>(&'a mut self, view: View<'a>, context: &'g Context<'g>) -> Rows<'a, 'p, 'g> {
        let edges = self.edges.iter().map(|edge| (&edge.way, true));
        let links = self.linked.iter().chain(&self.unlinked);
        let ways = edges.chain(links.map(|way| (way, false)));
        let lists = ways.clone();
        let lists = lists.map(|(way, counts)| Lists::new(way.walk.open(context), counts));
        let twins = self.edges.iter().filter(|edge| !edge.twins.ends.is_empty());
        let ends = twins.flat_map(|edge| edge.twins.ends.iter().chain([&edge.ends]));
        let mut slots: Vec<Slot> = ends.flat_map(|&(a, b)| [a, b]).collect();
        slots.sort_unstable();
        slots.dedup();
        slots.retain(|slot| *slot != self.to);
        let mut hub = self.hub.open(context);
        // What is counted stands on each of the lists.
        let implied = self.edges.iter().any(|edge| hub.is_implied(&edge.way.walk));
        hub.implied = implied;
        Rows {
            to: self.to,
            lists: lists.collect(),
            from: ways.map(|(way, _)| view.ids(way.from)).collect(),
            unlinked: self.unlinked.len(),
            differ: self.differ.iter().map(|&slot| view.ids(slot)).collect(),
            ends: slots
                .into_iter()
                .map(|slot| (slot, view.ids(slot)))
                .collect(),
            edges: &self.edges,
            hub,
            summed: &mut self.summed,
            marks: &mut self.marks,
            special: Vec::new(),
            nodes: Vec::new(),
        }
    }
}

impl Step for Tally<'_> {
    fn word(&self) -> &'static str {
        "tally"
    }

    fn rewind(&mut self) {
        self.row = 0;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        let (mut row, len) = (self.row, view.len());
        let mut rows = self.open(view, context);
        while row < len && out.len() < limit {
            let weight = rows.weight(row)?;
            if weight > 0 {
                out.parent.push(row as u32);
                out.weights.push(weight);
            }
            row += 1;
            if row.is_multiple_of(CHECKED) {
                context.check()?;
            }
        }
        self.row = row;
        Ok(row < len)
    }
}

impl Rows<'_, '_, '_> {
    fn weight(&mut self, row: usize) -> Result<u64> {
        if self.meets_itself(row) {
            return self.common(self.shortest(row), row, Rows::exact);
        }
        let mut weight = self.raw(row)?;
        if weight == 0 {
            return Ok(0);
        }
        let mut special = std::mem::take(&mut self.special);
        self.find_special(row, &mut special);
        for &node in &special {
            let (with, without) = (self.value(node, row), self.exact(node, row));
            if with > without {
                let own = self.hub.weight(node)?;
                weight = weight.saturating_sub((with - without).saturating_mul(own));
            }
        }
        self.special = special;
        Ok(weight)
    }

    /// How many lists a node has to stand on.
    fn wanted(&self) -> usize {
        self.lists.len() - self.unlinked
    }

    /// What the nodes count for as long as nothing has to differ.
    fn raw(&mut self, row: usize) -> Result<u64> {
        match (self.wanted(), self.unlinked) {
            (1, 0) => self.sum(row),
            (2, 0) => self.pair(row),
            (1, 1) => match self.sum(row)? {
                0 => Ok(0),
                all => Ok(all.saturating_sub(self.pair(row)?)),
            },
            _ => self.common(self.shortest(row), row, Rows::value),
        }
    }

    /// What the one edge leads to.
    fn sum(&mut self, row: usize) -> Result<u64> {
        let from = self.from[0][row];
        let walk = self.lists[0].walk();
        if self.hub.counts_alone() || walk.degree(from) <= FEW {
            return self.hub.sum(walk, from);
        }
        if let Some(sum) = self.summed.get(from) {
            return Ok(sum);
        }
        let sum = self.hub.sum(walk, from)?;
        self.summed.put(from, sum, walk.graph.node_bound());
        Ok(sum)
    }

    /// What the first two lists have in common. Where rows follow each other from one node, its list is marked in a table.
    fn pair(&mut self, row: usize) -> Result<u64> {
        let degree = |list: usize| self.lists[list].degree(self.from[list][row]);
        let (long, short) = (degree(0), degree(1));
        if long == 0 || short == 0 {
            return Ok(0);
        }
        if let Some(held) = self.held(row, [long, short]) {
            let from = |list: usize| self.from[list][row];
            self.marks.set((held, &self.lists[held]), from(held))?;
            let hub = &mut self.hub;
            let (other, from) = (&self.lists[1 - held], from(1 - held));
            return self.marks.meet(other, from, |node| hub.weight(node));
        }
        let both = |rows: &Self, node: u32, row: usize| {
            let (held, other) = (rows.from[0][row], rows.from[1][row]);
            rows.lists[0].value(held, node) * rows.lists[1].value(other, node)
        };
        self.common(usize::from(short < long), row, both)
    }

    /// Which of the first two lists comes again, so that it is worth marking, and the other is not so much longer that it is better
    /// searched.
    fn held(&self, row: usize, degrees: [usize; 2]) -> Option<usize> {
        [0, 1].into_iter().find(|&list| {
            let from = self.from[list][row];
            let again = self.from[list].get(row + 1) == Some(&from);
            (again || self.marks.are_of(list, from)) && degrees[1 - list] <= FEW * degrees[list]
        })
    }

    /// The shortest of the lists on which a node has to stand.
    fn shortest(&self, row: usize) -> usize {
        let lists = 0..self.wanted();
        let degree = |at: &usize| self.lists[*at].degree(self.from[*at][row]);
        lists.min_by_key(degree).unwrap_or(0)
    }

    /// Goes through one of the lists.
    fn common(
        &mut self,
        list: usize,
        row: usize,
        value: impl Fn(&Self, u32, usize) -> u64,
    ) -> Result<u64> {
        let mut nodes = std::mem::take(&mut self.nodes);
        nodes.clear();
        self.lists[list].collect(self.from[list][row], &mut nodes);
        let mut sum = 0u64;
        for &node in &nodes {
            let times = value(self, node, row);
            if times > 0 {
                let own = self.hub.weight(node)?;
                sum = sum.saturating_add(own.saturating_mul(times));
            }
        }
        self.nodes = nodes;
        Ok(sum)
    }

    /// How often a node is found as long as nothing has to differ.
    fn value(&self, node: u32, row: usize) -> u64 {
        let ways = self.lists.iter().zip(&self.from).enumerate();
        let mut product = 1u64;
        for (at, (list, from)) in ways {
            let value = list.value(from[row], node);
            product = match at < self.wanted() {
                true => product.saturating_mul(value),
                false if value > 0 => 0,
                false => product,
            };
        }
        product
    }

    /// How often a node is found.
    fn exact(&self, node: u32, row: usize) -> u64 {
        if self.differ.iter().any(|other| other[row] == node) {
            return 0;
        }
        let mut product = self.value(node, row).min(1);
        for (at, edge) in self.edges.iter().enumerate() {
            let found = self.lists[at].value(self.from[at][row], node);
            let left = found.saturating_sub(self.taken(edge, node, row));
            product = product.saturating_mul(left);
        }
        product
    }

    /// How many of the relations that an edge finds have been taken by its twins.
    fn taken(&self, edge: &Edge<'_>, node: u32, row: usize) -> u64 {
        let at = |slot: Slot| self.end(slot, row).unwrap_or(node);
        let (left, right) = (at(edge.ends.0), at(edge.ends.1));
        let twins = edge.twins.ends.iter();
        let taken = twins.filter(|&&(a, b)| {
            let (a, b) = (at(a), at(b));
            (a, b) == (left, right) || edge.twins.either && (b, a) == (left, right)
        });
        taken.count() as u64
    }

    /// The node in a bound slot.
    fn end(&self, slot: Slot, row: usize) -> Option<u32> {
        let mut ends = self.ends.iter();
        let (_, nodes) = ends.find(|(end, _)| *end == slot)?;
        Some(nodes[row])
    }

    /// Whether two edges that find the same relations go out from the same node, so that they compete wherever they lead.
    fn meets_itself(&self, row: usize) -> bool {
        let mut edges = self.edges.iter().enumerate();
        edges.any(|(at, edge)| {
            edge.twins.ends.iter().any(|&(a, b)| {
                let other = if a == self.to { b } else { a };
                (a == self.to || b == self.to) && self.end(other, row) == Some(self.from[at][row])
            })
        })
    }

    /// The nodes for which something may have to differ.
    fn find_special(&self, row: usize, special: &mut Vec<u32>) {
        special.clear();
        special.extend(self.differ.iter().map(|nodes| nodes[row]));
        for (at, edge) in self.edges.iter().enumerate() {
            let from = self.from[at][row];
            for &(a, b) in &edge.twins.ends {
                let ends = [self.end(a, row), self.end(b, row)];
                if ends.contains(&Some(from)) {
                    special.extend(ends.iter().flatten());
                }
            }
        }
        if special.len() > 1 {
            special.sort_unstable();
            special.dedup();
        }
    }
}
