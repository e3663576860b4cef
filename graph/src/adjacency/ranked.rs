//! Where the rows of few nodes among many stand: a bit for each node, and with every 64 bits how many came before.

use crate::adjacency::rows::Span;

/// Spans by node, side by side; which of them belongs to a node is told by counting the bits before it.
#[derive(Clone, Debug)]
pub(super) struct Ranked {
    from: u32,
    blocks: Vec<Block>,
    spans: Vec<Span>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    bits: u64,
    /// How many bits are set in the blocks before.
    before: u32,
}

impl Ranked {
    /// The spans of ascending nodes.
    pub fn new(spans: impl Iterator<Item = (u32, Span)>) -> Ranked {
        let mut spans = spans.peekable();
        let from = spans.peek().map_or(0, |(node, _)| *node);
        let mut ranked = Ranked {
            from,
            blocks: Vec::new(),
            spans: Vec::new(),
        };
        for (node, span) in spans {
            let place = (node - from) as usize;
            let before = ranked.spans.len() as u32;
            let block = Block { bits: 0, before };
            ranked
                .blocks
                .resize(ranked.blocks.len().max(place / 64 + 1), block);
            ranked.blocks[place / 64].bits |= 1 << (place % 64);
            ranked.spans.push(span);
        }
        ranked
    }

    #[inline]
    fn place(&self, node: u32) -> Option<usize> {
        let place = node.wrapping_sub(self.from) as usize;
        let block = self.blocks.get(place / 64)?;
        let bit = 1 << (place % 64);
        let before = (block.bits & (bit - 1)).count_ones();
        (block.bits & bit != 0).then_some((block.before + before) as usize)
    }

    #[inline]
    pub fn get(&self, node: u32) -> Option<&Span> {
        self.spans.get(self.place(node)?)
    }

    /// The span of a node, to change; `None` for one that has no place.
    pub fn get_mut(&mut self, node: u32) -> Option<&mut Span> {
        let place = self.place(node)?;
        self.spans.get_mut(place)
    }

    /// All spans, by node, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, Span)> + '_ {
        let from = self.from;
        let bits = self
            .blocks
            .iter()
            .enumerate()
            .flat_map(move |(number, block)| {
                let bits = block.bits;
                let set = (0..64).filter(move |bit| bits >> bit & 1 == 1);
                set.map(move |bit| from + (number * 64) as u32 + bit)
            });
        bits.zip(self.spans.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::Ranked;
    use crate::adjacency::rows::Span;

    #[test]
    fn each_node_has_its_span_and_no_other_has_one() {
        let nodes = [5, 6, 68, 69, 70, 700, 5000];
        let span = |start| Span {
            start,
            len: 1,
            room: 1,
        };
        let ranked = Ranked::new(nodes.iter().map(|&node| (node, span(node * 2))));
        for node in 0..6000 {
            let found = ranked.get(node).map(|span| span.start);
            assert_eq!(found, nodes.contains(&node).then_some(node * 2));
        }
        assert!(ranked.iter().map(|(node, _)| node).eq(nodes));
        assert_eq!(Ranked::new(std::iter::empty()).iter().count(), 0);
    }
}
