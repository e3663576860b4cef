//! Counts what hangs on a bound node and that nobody reads, instead of following it.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::tally::Hub;
use crate::exec::pattern::view::View;
use crate::plan::expr::Slot;

/// After so many rows it is asked whether the statement was stopped.
const CHECKED: usize = 64;

/// The step. Binds nothing; a row weighs as many ways as lead on from its node.
pub(in crate::exec::pattern) struct Weigh<'p> {
    node: Slot,
    hub: Hub<'p>,
    /// Each node comes once.
    once: bool,
    row: usize,
}

impl<'p> Weigh<'p> {
    /// For rows whose node comes again and again; what it counts for is remembered.
    pub fn again(node: Slot, hub: Hub<'p>) -> Weigh<'p> {
        Weigh {
            node,
            hub,
            once: false,
            row: 0,
        }
    }

    /// For rows in which each node comes once.
    pub fn once(node: Slot, hub: Hub<'p>) -> Weigh<'p> {
        Weigh {
            once: true,
            ..Weigh::again(node, hub)
        }
    }
}

impl Step for Weigh<'_> {
    fn word(&self) -> &'static str {
        "weigh by"
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
        let mut hub = self.hub.open(context);
        let nodes = view.ids(self.node);
        while self.row < nodes.len() && out.len() < limit {
            let node = nodes[self.row];
            let weight = match self.once {
                true => hub.onward(node)?,
                false => hub.weight(node)?,
            };
            if weight > 0 {
                out.parent.push(self.row as u32);
                out.weights.push(weight);
            }
            self.row += 1;
            if self.row.is_multiple_of(CHECKED) {
                context.check()?;
            }
        }
        Ok(self.row < nodes.len())
    }
}
