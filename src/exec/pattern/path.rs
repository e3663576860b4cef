//! Puts paths together from their parts, and checks the modes that forbid to meet a node again.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::program::Builder;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::{Kind, View};
use crate::plan::expr::Slot;
use crate::plan::pattern::PathVariable;
use factio_grammar::ast::PathMode;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::{Path, Value};
use std::sync::Arc;

/// The step. Binds the path where it is named.
#[derive(Debug)]
pub(super) struct Assemble {
    /// The parts, and what they hold.
    parts: Vec<(Slot, Kind)>,
    mode: PathMode,
    named: bool,
    row: usize,
}

impl Assemble {
    pub fn new(parts: Vec<(Slot, Kind)>, mode: PathMode, named: bool) -> Assemble {
        Assemble {
            parts,
            mode,
            named,
            row: 0,
        }
    }
}

impl<'p> Builder<'_, 'p> {
    /// Puts together the paths that a condition waits for.
    pub fn add_awaited_paths(&mut self) {
        let paths = std::mem::take(&mut self.paths);
        for path in paths {
            let awaited = path.slot.is_some_and(|slot| {
                self.pending
                    .iter()
                    .any(|pending| pending.needs.contains(&slot))
            });
            let known = path.parts.iter().all(|&part| self.is_bound(part));
            match awaited && known {
                true => self.add_path(path),
                false => self.paths.push(path),
            }
        }
    }

    pub fn add_other_paths(&mut self) {
        self.add_awaited_paths();
        for path in std::mem::take(&mut self.paths) {
            self.add_path(path);
        }
    }

    fn add_path(&mut self, path: &'p PathVariable) {
        let mode = path.mode.unwrap_or(PathMode::Trail);
        let checks = matches!(mode, PathMode::Acyclic | PathMode::Simple);
        let bound = path.slot.is_some_and(|slot| self.is_bound(slot));
        if bound || (path.slot.is_none() && !checks) {
            return;
        }
        let parts = path
            .parts
            .iter()
            .map(|slot| (*slot, self.scope.kinds[slot]));
        let step = Assemble::new(parts.collect(), mode, path.slot.is_some());
        let binds: Vec<Slot> = path.slot.into_iter().collect();
        self.add(Box::new(step), &binds);
    }
}

impl Step for Assemble {
    fn word(&self) -> &'static str {
        "put together"
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
        while self.row < view.len() && out.len() < limit {
            let path = assemble(&self.parts, view, self.row, context.graph());
            if permits(self.mode, &path.nodes) {
                if self.named {
                    out.push_value(0, Value::Path(Arc::new(path)));
                }
                out.parent.push(self.row as u32);
            }
            self.row += 1;
        }
        Ok(self.row < view.len())
    }
}

/// The path along some parts: nodes, relations, lists of relations, and paths, each starting where the last one ended.
pub(super) fn assemble(parts: &[(Slot, Kind)], view: View<'_>, row: usize, graph: &Graph) -> Path {
    let mut path = Path::default();
    for &(slot, kind) in parts {
        match kind {
            Kind::Node if path.nodes.is_empty() => path.nodes.push(NodeId(view.id(slot, row))),
            Kind::Node => {}
            Kind::Span => {}
            Kind::Relation | Kind::Relations => {
                for &relation in view.relations(slot, row) {
                    follow(&mut path, RelationId(relation), graph);
                }
            }
            Kind::Value => {
                if let Value::Path(part) = view.value(slot, row) {
                    let known = usize::from(!path.nodes.is_empty());
                    path.nodes.extend(part.nodes.iter().skip(known));
                    path.relations.extend(&part.relations);
                }
            }
        }
    }
    path
}

/// Appends a relation and the node at its other end.
fn follow(path: &mut Path, relation: RelationId, graph: &Graph) {
    let (Some(ends), Some(&near)) = (graph.relation(relation), path.nodes.last()) else {
        return;
    };
    let far = if ends.start == near {
        ends.end
    } else {
        ends.start
    };
    path.relations.push(relation);
    path.nodes.push(far);
}

/// Whether a mode allows these nodes in a row.
pub(super) fn permits(mode: PathMode, nodes: &[NodeId]) -> bool {
    let checked = match mode {
        PathMode::Walk | PathMode::Trail => return true,
        PathMode::Acyclic => nodes,
        PathMode::Simple => match nodes {
            [first, .., last] if first == last => &nodes[1..],
            _ => nodes,
        },
    };
    let mut sorted = checked.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair[0] != pair[1])
}

#[cfg(test)]
mod tests {
    use super::permits;
    use factio_grammar::ast::PathMode;
    use factio_graph::id::NodeId;

    fn nodes(ids: &[u32]) -> Vec<NodeId> {
        ids.iter().map(|&id| NodeId(id)).collect()
    }

    #[test]
    fn a_simple_path_may_close_and_an_acyclic_one_may_not() {
        let ring = nodes(&[1, 2, 3, 1]);
        assert!(permits(PathMode::Simple, &ring));
        assert!(!permits(PathMode::Acyclic, &ring));
        assert!(permits(PathMode::Trail, &ring));
        let eight = nodes(&[1, 2, 3, 2, 4]);
        assert!(!permits(PathMode::Simple, &eight));
        assert!(permits(PathMode::Acyclic, &nodes(&[1])));
    }
}
