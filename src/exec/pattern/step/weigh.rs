//! Counts what hangs on a bound node and that nobody reads, instead of following it.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::tally::Hub;
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;

/// The step. Binds nothing; a row weighs as many ways as lead on from its node.
pub(in crate::exec::pattern) struct Weigh<'p> {
    node: Slot,
    hub: Hub<'p>,
    row: usize,
}

impl<'p> Weigh<'p> {
    pub fn new(node: Slot, hub: Hub<'p>) -> Weigh<'p> {
        Weigh { node, hub, row: 0 }
    }
}

impl Step for Weigh<'_> {
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
        let mut hub = self.hub.open(context);
        let nodes = view.ids(self.node);
        while self.row < nodes.len() && out.len() < limit {
            let weight = hub.weight(nodes[self.row])?;
            if weight > 0 {
                out.parent.push(self.row as u32);
                out.weights.push(weight);
            }
            self.row += 1;
        }
        Ok(self.row < nodes.len())
    }
}
