//! Going through the strands of a walk, row by row, as a chunk has room.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;

/// After so many rows it is asked whether the statement was stopped.
const CHECKED: usize = 64;

/// Where a step has come to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Strands {
    row: usize,
    strand: usize,
    position: usize,
}

/// A strand of a row's node, from a position on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub row: usize,
    pub node: u32,
    pub strand: usize,
    pub position: usize,
}

impl Strands {
    /// Goes on through the strands of each node until the chunk is full; whether anything may be left. `copy` puts a stretch
    /// into the chunk and tells the position where it stopped, and how long the strand is.
    ///
    /// # Errors
    /// The statement was stopped.
    #[inline]
    pub fn go_on(
        &mut self,
        from: &[u32],
        strands: usize,
        (out, limit): (&mut Chunk, usize),
        context: &Context<'_>,
        mut copy: impl FnMut(Stretch, &mut Chunk) -> (usize, usize),
    ) -> Result<bool> {
        while self.row < from.len() {
            while self.strand < strands {
                let stretch = Stretch {
                    row: self.row,
                    node: from[self.row],
                    strand: self.strand,
                    position: self.position,
                };
                let (position, length) = copy(stretch, out);
                self.position = position;
                if position < length {
                    return Ok(true);
                }
                self.strand += 1;
                self.position = 0;
            }
            self.row += 1;
            self.strand = 0;
            if out.len() >= limit {
                return Ok(self.row < from.len());
            }
            if self.row.is_multiple_of(CHECKED) {
                context.check()?;
            }
        }
        Ok(false)
    }
}
