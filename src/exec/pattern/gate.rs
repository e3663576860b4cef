//! Conditions on the relation that a step follows, checked as its lists are read: what fails never becomes a row.

use crate::context::Context;
use crate::error::Result;
use crate::exec::batch::BATCH_ROWS;
use crate::exec::pattern::open::OpenWalk;
use crate::exec::pattern::property::PropertyTest;
use crate::exec::pattern::view::View;
use factio_graph::adjacency::{Beside, Laid, Lists, Sifted};
use factio_graph::facts::{ColumnRef, Graph, Numbers};
use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

/// So many entries are looked at one after the other before those that pass are dealt with.
pub(super) const AT_ONCE: usize = if cfg!(test) { 3 } else { 64 };

/// Of so many side by side it is asked whether any passes.
const NEAR: usize = if cfg!(test) { 2 } else { 16 };

/// Conditions on a property each, whose operands have one value for all rows.
#[derive(Debug, Default)]
pub(super) struct Gate<'p> {
    tests: Vec<PropertyTest<'p>>,
    /// Relations that were asked since the conditions were learnt last.
    asked: Cell<u64>,
}

/// The conditions, on the lists at hand.
pub(super) struct OpenGate<'o> {
    asked: &'o Cell<u64>,
    /// For each strand, what each condition looks at; none where there is no condition.
    strands: Vec<Vec<Mesh<'o>>>,
}

/// How conditions are checked along one strand.
pub(super) enum Mesh<'o> {
    /// By what lies beside the entries.
    Beside {
        lists: &'o Lists,
        beside: Arc<Beside>,
        wanted: Span,
    },
    /// By what stands in the graph, until that was asked so often that it is laid beside.
    Cells {
        test: &'o PropertyTest<'o>,
        column: ColumnRef<'o>,
        laid: Option<Arc<Laid>>,
        /// Whose rows are sifted one by one, until that was asked so often.
        sifted: Option<&'o Sifted>,
    },
}

/// Numbers from a least to a greatest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    least: i32,
    greatest: i32,
}

/// The conditions, at the entries of one node.
pub(super) enum Passing<'a, 'o> {
    /// There is none.
    All,
    /// By the numbers beside the entries, for one condition and another.
    Numbers(&'a [i32], Span),
    Pairs([(&'a [i32], Span); 2]),
    Mixed {
        meshes: &'a [Mesh<'o>],
        node: u32,
    },
}

impl<'p> Gate<'p> {
    pub fn new(tests: Vec<PropertyTest<'p>>) -> Gate<'p> {
        Gate {
            tests,
            ..Gate::default()
        }
    }

    /// Evaluates the operands, and looks whole columns up where so much was asked that this pays.
    ///
    /// # Errors
    /// An operand fails.
    pub fn learn(&mut self, view: View<'_>, context: &Context<'_>) -> Result<()> {
        let asked = self.asked.take();
        if view.len() == 0 {
            return Ok(());
        }
        for test in &mut self.tests {
            test.learn(None, view, 0, context)?;
            test.count(asked as usize, test.column(context.graph()));
        }
        Ok(())
    }

    /// Opens the conditions on the lists of a walk.
    pub fn open<'o>(&'o self, walk: &'o OpenWalk<'_, '_>, graph: &'o Graph) -> OpenGate<'o> {
        let strands = match self.tests.is_empty() {
            true => 0..0,
            false => 0..walk.strands(),
        };
        let strands = strands.map(|strand| self.meshes(walk, strand, graph));
        OpenGate {
            asked: &self.asked,
            strands: strands.collect(),
        }
    }

    fn meshes<'o>(
        &'o self,
        walk: &'o OpenWalk<'_, '_>,
        strand: usize,
        graph: &'o Graph,
    ) -> Vec<Mesh<'o>> {
        let mut meshes: Vec<Mesh<'o>> = Vec::with_capacity(self.tests.len());
        for test in &self.tests {
            let mesh = Mesh::new(test, walk, strand, graph);
            if !meshes.iter_mut().any(|other| other.narrow(&mesh)) {
                meshes.push(mesh);
            }
        }
        meshes
    }

    /// Drops the relations that fail. Each is looked at once.
    pub fn admit(&self, relations: &mut Vec<u32>, graph: &Graph) {
        for test in &self.tests {
            let column = test.column(graph);
            match test.numbers(column) {
                Some(numbers) => admit_by(test, &numbers, relations, column),
                None => relations.retain(|&relation| test.passes(relation, column)),
            }
        }
    }
}

/// The positions of a range that pass. Those next to each other of which `any` says that none does are not looked at one by one: that
/// is quick, and what passes mostly lies close together.
#[inline]
fn select(
    range: Range<usize>,
    found: &mut [u32; AT_ONCE],
    any: impl Fn(Range<usize>) -> bool,
    passes: impl Fn(usize) -> bool,
) -> usize {
    let mut count = 0;
    let mut next = range.start;
    while next < range.end {
        let end = range.end.min(next + NEAR);
        if any(next..end) {
            for position in next..end {
                found[count] = position as u32;
                count += usize::from(passes(position));
            }
        }
        next = end;
    }
    count
}

/// Drops the relations that fail, some at a time.
fn admit_by(
    test: &PropertyTest<'_>,
    wanted: &Numbers,
    relations: &mut Vec<u32>,
    column: ColumnRef<'_>,
) {
    let mut kept = 0;
    for start in (0..relations.len()).step_by(BATCH_ROWS) {
        let end = relations.len().min(start + BATCH_ROWS);
        let found = column.numbers(&relations[start..end]);
        let found = found.filter(|(kind, _)| *kind == wanted.kind);
        for position in start..end {
            let relation = relations[position];
            let passes = match &found {
                Some((_, numbers)) => wanted.range.contains(&numbers[position - start]),
                None => test.passes(relation, column),
            };
            relations[kept] = relation;
            kept += usize::from(passes);
        }
    }
    relations.truncate(kept);
}

impl<'o> Mesh<'o> {
    fn new(
        test: &'o PropertyTest<'o>,
        walk: &'o OpenWalk<'_, '_>,
        strand: usize,
        graph: &'o Graph,
    ) -> Mesh<'o> {
        let column = test.column(graph);
        let sifted = walk.sifted(strand);
        let cells = |laid| Mesh::Cells {
            test,
            column,
            laid,
            sifted,
        };
        let Some((numbers, (lists, laid))) =
            test.numbers(column).zip(walk.laid(strand, test.key()))
        else {
            return cells(None);
        };
        let Some(beside) = laid.beside(graph, lists).cloned() else {
            return cells(Some(laid));
        };
        let (least, greatest) = beside.wanted(&numbers).into_inner();
        Mesh::Beside {
            lists,
            beside,
            wanted: Span { least, greatest },
        }
    }
}

impl Mesh<'_> {
    /// Takes another condition in, if it looks at the same numbers.
    fn narrow(&mut self, other: &Mesh<'_>) -> bool {
        let (
            Mesh::Beside { beside, wanted, .. },
            Mesh::Beside {
                beside: others,
                wanted: more,
                ..
            },
        ) = (self, other)
        else {
            return false;
        };
        let same = Arc::ptr_eq(beside, others);
        if same {
            wanted.least = wanted.least.max(more.least);
            wanted.greatest = wanted.greatest.min(more.greatest);
        }
        same
    }

    fn numbers(&self, node: u32) -> Option<(&[i32], Span)> {
        match self {
            Mesh::Beside {
                lists,
                beside,
                wanted,
            } => Some((beside.of(lists, node), *wanted)),
            Mesh::Cells { .. } => None,
        }
    }

    fn passes(&self, node: u32, position: usize, relation: u32) -> bool {
        match self {
            Mesh::Beside {
                lists,
                beside,
                wanted,
            } => wanted.contains(beside.of(lists, node)[position]),
            Mesh::Cells { test, column, .. } => test.passes(relation, *column),
        }
    }
}

impl Span {
    #[inline]
    fn contains(self, number: i32) -> bool {
        (self.least <= number) & (number <= self.greatest)
    }

    /// Whether any of some numbers is one of these. All are looked at, side by side.
    #[inline]
    fn contains_any(self, numbers: &[i32]) -> bool {
        let any = |found, &number: &i32| found | self.contains(number);
        numbers.iter().fold(false, any)
    }
}

impl<'o> OpenGate<'o> {
    /// Notes that so many relations of a strand were asked.
    pub fn count(&self, strand: usize, relations: usize) {
        self.asked.set(self.asked.get() + relations as u64);
        for mesh in self.strands.get(strand).into_iter().flatten() {
            let Mesh::Cells { laid, sifted, .. } = mesh else {
                continue;
            };
            laid.iter().for_each(|laid| laid.ask(relations as u64));
            sifted.iter().for_each(|sifted| sifted.ask(relations));
        }
    }

    /// The conditions at the entries of a node along a strand.
    #[inline]
    pub fn at<'a>(&'a self, strand: usize, node: u32) -> Passing<'a, 'o> {
        let Some(meshes) = self.strands.get(strand).map(Vec::as_slice) else {
            return Passing::All;
        };
        let numbers = match meshes {
            [one] => one
                .numbers(node)
                .map(|(of, span)| Passing::Numbers(of, span)),
            [one, two] => one
                .numbers(node)
                .zip(two.numbers(node))
                .map(|(one, two)| Passing::Pairs([one, two])),
            _ => None,
        };
        numbers.unwrap_or(Passing::Mixed { meshes, node })
    }
}

impl Passing<'_, '_> {
    /// Finds the positions within a range, of [`AT_ONCE`] at most, whose entries pass; how many there are.
    #[inline]
    pub fn select(
        &self,
        range: Range<usize>,
        relations: &[u32],
        found: &mut [u32; AT_ONCE],
    ) -> usize {
        match self {
            Passing::All => select(range, found, |_| true, |_| true),
            Passing::Numbers(numbers, span) => {
                let any = |range: Range<usize>| span.contains_any(&numbers[range]);
                select(range, found, any, |at| span.contains(numbers[at]))
            }
            Passing::Pairs([(ones, one), (twos, two)]) => {
                let any = |range: Range<usize>| {
                    one.contains_any(&ones[range.clone()]) && two.contains_any(&twos[range])
                };
                let passes = |at: usize| one.contains(ones[at]) & two.contains(twos[at]);
                select(range, found, any, passes)
            }
            Passing::Mixed { .. } => {
                select(range, found, |_| true, |at| self.passes(at, relations[at]))
            }
        }
    }

    /// Whether the relation of the entry at a position passes.
    #[inline]
    pub fn passes(&self, position: usize, relation: u32) -> bool {
        match self {
            Passing::All => true,
            Passing::Numbers(numbers, span) => span.contains(numbers[position]),
            Passing::Pairs([(ones, one), (twos, two)]) => {
                one.contains(ones[position]) && two.contains(twos[position])
            }
            Passing::Mixed { meshes, node } => meshes
                .iter()
                .all(|mesh| mesh.passes(*node, position, relation)),
        }
    }
}
