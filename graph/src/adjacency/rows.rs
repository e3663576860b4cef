//! Rows of pairs by node, one after the other in two arrays; a row that grows moves to the end, with room to grow more.

use crate::adjacency::ranked::Ranked;
use rustc_hash::FxHashMap;

/// Spans lie side by side where at least one node of so many has a row,
const DENSE: usize = 4;
/// and until one of so many or fewer has.
const SPARSE: usize = 32;
/// Elsewhere bits tell which nodes have a row, where one of so many has.
const RANKED: usize = 256;
/// Fewer rows than this may always lie side by side.
const SMALL: usize = 64;

/// For each node a row of pairs.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    spans: Spans,
    first: Vec<u32>,
    second: Vec<u32>,
    pairs: usize,
    occupied: usize,
}

/// Where each node's row stands.
#[derive(Clone, Debug)]
enum Spans {
    /// By node, from the first that has any.
    Dense(u32, Vec<Span>),
    /// For fewer nodes, as long as no other gets a row.
    Ranked(Ranked),
    /// For few nodes among many.
    Sparse(FxHashMap<u32, Span>),
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    pub start: u32,
    pub len: u32,
    /// How many pairs the place has room for.
    pub room: u32,
}

impl Rows {
    pub const fn empty() -> Rows {
        Rows {
            spans: Spans::Dense(0, Vec::new()),
            first: Vec::new(),
            second: Vec::new(),
            pairs: 0,
            occupied: 0,
        }
    }

    /// Rows of pairs that are sorted by node already: `nodes[i]` has the pair `first[i], second[i]`.
    pub fn from_sorted(nodes: &[u32], first: Vec<u32>, second: Vec<u32>) -> Rows {
        let runs = || nodes.chunk_by(|a, b| a == b);
        let occupied = runs().count();
        let mut start = 0;
        let spans = runs().map(|run| {
            let len = run.len() as u32;
            let room = len;
            let span = Span { start, len, room };
            start += len;
            (run[0], span)
        });
        let from = nodes.first().copied().unwrap_or(0);
        let width = nodes.last().map_or(0, |last| (last - from) as usize + 1);
        let spans = if occupied * DENSE >= width {
            let mut dense = vec![Span::default(); width];
            spans.for_each(|(node, span)| dense[(node - from) as usize] = span);
            Spans::Dense(from, dense)
        } else if occupied * RANKED >= width {
            Spans::Ranked(Ranked::new(spans))
        } else {
            Spans::Sparse(spans.collect())
        };
        Rows {
            spans,
            pairs: first.len(),
            first,
            second,
            occupied,
        }
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.pairs
    }

    /// How many nodes have a pair.
    pub fn occupied(&self) -> usize {
        self.occupied
    }

    /// Whether building anew would give back much memory. Growth alone wastes less than this: a place that a row grew out
    /// of is at most half of the next.
    pub fn is_wasteful(&self) -> bool {
        self.first.len() > 5 * self.pairs + 4096
    }

    /// The second halves of all pairs, and of what stands between rows.
    pub fn seconds(&self) -> &[u32] {
        &self.second
    }

    /// Where a node's row stands.
    #[inline]
    pub fn range(&self, node: u32) -> std::ops::Range<usize> {
        let span = self.span(node);
        span.start as usize..(span.start + span.len) as usize
    }

    #[inline]
    pub fn row(&self, node: u32) -> (&[u32], &[u32]) {
        let range = self.range(node);
        (&self.first[range.clone()], &self.second[range])
    }

    /// The second halves of a node's pairs from `from` on, to change.
    pub fn seconds_mut(&mut self, node: u32, from: usize) -> &mut [u32] {
        let span = self.span(node);
        &mut self.second[span.start as usize + from..(span.start + span.len) as usize]
    }

    /// The nodes that have a pair, ascending.
    pub fn nodes(&self) -> Vec<u32> {
        match &self.spans {
            Spans::Dense(from, spans) => {
                let spans = (*from..).zip(spans).filter(|(_, span)| span.len > 0);
                spans.map(|(node, _)| node).collect()
            }
            Spans::Ranked(spans) => {
                let spans = spans.iter().filter(|(_, span)| span.len > 0);
                spans.map(|(node, _)| node).collect()
            }
            Spans::Sparse(spans) => {
                let mut nodes: Vec<u32> = spans.keys().copied().collect();
                nodes.sort_unstable();
                nodes
            }
        }
    }

    /// Puts a pair into a node's row. Returns how many pairs it moved.
    pub fn insert(&mut self, node: u32, at: usize, first: u32, second: u32) -> usize {
        let mut span = self.span(node);
        let len = span.len as usize;
        let mut moved = len - at;
        if span.len == span.room {
            moved += self.widen(&mut span);
        }
        let start = span.start as usize;
        for (array, item) in [(&mut self.first, first), (&mut self.second, second)] {
            array.copy_within(start + at..start + len, start + at + 1);
            array[start + at] = item;
        }
        span.len += 1;
        self.set_span(node, span);
        self.pairs += 1;
        self.occupied += usize::from(len == 0);
        moved
    }

    /// Takes a pair out of a node's row. Returns how many pairs it moved.
    pub fn remove(&mut self, node: u32, at: usize) -> usize {
        let mut span = self.span(node);
        let (start, len) = (span.start as usize, span.len as usize);
        for array in [&mut self.first, &mut self.second] {
            array.copy_within(start + at + 1..start + len, start + at);
        }
        span.len -= 1;
        self.set_span(node, span);
        self.pairs -= 1;
        self.occupied -= usize::from(len == 1);
        len - at - 1
    }

    /// Gives a row room for more: where it stands if it is the last, else at the end. Returns how many pairs it moved.
    fn widen(&mut self, span: &mut Span) -> usize {
        let (start, end) = (span.start as usize, (span.start + span.room) as usize);
        let room = (span.room + 1).next_power_of_two().max(2);
        let is_last = end == self.first.len();
        let at = if is_last { start } else { self.first.len() };
        for array in [&mut self.first, &mut self.second] {
            if !is_last {
                array.extend_from_within(start..end);
            }
            array.resize(at + room as usize, 0);
        }
        (span.start, span.room) = (at as u32, room);
        if is_last { 0 } else { end - start }
    }

    #[inline]
    fn span(&self, node: u32) -> Span {
        let span = match &self.spans {
            Spans::Dense(from, spans) => spans.get(node.wrapping_sub(*from) as usize),
            Spans::Ranked(spans) => spans.get(node),
            Spans::Sparse(spans) => sparse(spans, node),
        };
        span.copied().unwrap_or_default()
    }

    fn set_span(&mut self, node: u32, span: Span) {
        self.make_room(node);
        match &mut self.spans {
            Spans::Dense(from, spans) => spans[(node - *from) as usize] = span,
            // A place has been made.
            Spans::Ranked(spans) => spans.get_mut(node).into_iter().for_each(|it| *it = span),
            Spans::Sparse(spans) if span.len == 0 => drop(spans.remove(&node)),
            Spans::Sparse(spans) => drop(spans.insert(node, span)),
        }
    }

    /// Makes a place for a node's span, where places lie side by side; they do not any more if too many would be empty.
    fn make_room(&mut self, node: u32) {
        let (from, spans) = match &mut self.spans {
            Spans::Dense(from, spans) => (from, spans),
            Spans::Ranked(spans) if spans.get(node).is_none() => {
                let all = spans.iter().filter(|(_, span)| span.len > 0);
                self.spans = Spans::Sparse(all.collect());
                return;
            }
            Spans::Ranked(_) | Spans::Sparse(_) => return,
        };
        if spans.is_empty() {
            *from = node;
        }
        let (old, first) = (*from, node.min(*from));
        let end = (old as usize + spans.len()).max(node as usize + 1);
        let width = end - first as usize;
        if width > SPARSE * (self.occupied + SMALL) {
            let all = (old..)
                .zip(spans.drain(..))
                .filter(|(_, span)| span.len > 0);
            self.spans = Spans::Sparse(all.collect());
            return;
        }
        if first < old {
            // Room for others that come before, too.
            let more = (width as u32 / 2).min(first);
            *from = first - more;
            let before = (old - *from) as usize;
            spans.splice(0..0, std::iter::repeat_n(Span::default(), before));
        }
        let len = end - *from as usize;
        if spans.len() < len {
            spans.resize(len, Span::default());
        }
    }
}

/// Kept apart, so that the other way is short.
#[inline(never)]
fn sparse(spans: &FxHashMap<u32, Span>, node: u32) -> Option<&Span> {
    spans.get(&node)
}

#[cfg(test)]
mod tests {
    use super::{Rows, Spans};

    #[test]
    fn rows_of_few_nodes_are_changed_like_others() {
        let nodes = [3, 3, 20, 400, 1000];
        let mut rows = Rows::from_sorted(&nodes, vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10]);
        assert!(matches!(rows.spans, Spans::Ranked(_)));
        rows.insert(20, 1, 50, 60);
        rows.remove(400, 0);
        assert!(matches!(rows.spans, Spans::Ranked(_)));
        assert_eq!(rows.nodes(), [3, 20, 1000]);
        assert_eq!(rows.row(20), (&[3, 50][..], &[8, 60][..]));
        rows.insert(400, 0, 70, 80);
        rows.insert(21, 0, 90, 91);
        assert!(matches!(rows.spans, Spans::Sparse(_)));
        assert_eq!(rows.nodes(), [3, 20, 21, 400, 1000]);
        assert_eq!(rows.row(3), (&[1, 2][..], &[6, 7][..]));
        assert_eq!(rows.row(400), (&[70][..], &[80][..]));
        assert_eq!(rows.row(4), (&[][..], &[][..]));
        assert_eq!((rows.len(), rows.occupied()), (7, 5));
    }
}
