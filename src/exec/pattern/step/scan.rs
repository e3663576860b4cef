//! Where a pattern starts: binds a node from a list of candidates, for each row anew.

use crate::context::Context;
use crate::error::Result;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::filter::Evaluator;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, Symbol};
use factio_graph::value::Value;

/// The candidates.
#[derive(Debug)]
pub(in crate::exec::pattern) enum Source<'p> {
    All,
    Label(Symbol),
    /// A handle, resolved.
    One(NodeId),
    /// An index.
    Seek {
        label: Symbol,
        key: Symbol,
        value: Evaluator<'p>,
    },
    /// An index, for each element of a list.
    SeekEach {
        label: Symbol,
        key: Symbol,
        list: Evaluator<'p>,
    },
}

/// The step. Binds one column: the node.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Scan<'p> {
    source: Source<'p>,
    row: usize,
    position: usize,
    /// Of the row at hand: the values to seek.
    wanted: Option<Vec<Value>>,
    /// Where candidates do not lie in the graph as a list.
    listed: Option<Vec<NodeId>>,
}

impl<'p> Scan<'p> {
    pub fn new(source: Source<'p>) -> Scan<'p> {
        Scan {
            source,
            row: 0,
            position: 0,
            wanted: None,
            listed: None,
        }
    }

    /// Evaluates what to seek for the row at hand.
    fn prepare(&mut self, view: View<'_>, context: &Context<'_>) -> Result<()> {
        match &mut self.source {
            Source::All if self.listed.is_none() => {
                self.listed = Some(context.graph().nodes().collect());
            }
            Source::Seek { value, .. } if self.wanted.is_none() => {
                self.wanted = Some(vec![value.eval(view, self.row, context)?]);
            }
            Source::SeekEach { label, key, list } if self.wanted.is_none() => {
                let wanted = match list.eval(view, self.row, context)? {
                    Value::List(values) => values.to_vec(),
                    _ => Vec::new(),
                };
                let seeks = wanted
                    .iter()
                    .map(|value| seek(context.graph(), *label, *key, value));
                let mut nodes: Vec<NodeId> = seeks.flatten().copied().collect();
                nodes.sort_unstable();
                nodes.dedup();
                self.listed = Some(nodes);
                self.wanted = Some(wanted);
            }
            _ => {}
        }
        Ok(())
    }

    fn candidates<'a>(&'a self, graph: &'a Graph) -> &'a [NodeId] {
        match &self.source {
            Source::Label(label) => graph.nodes_with_label(*label),
            Source::One(node) if graph.contains_node(*node) => std::slice::from_ref(node),
            Source::One(_) => &[],
            Source::Seek { label, key, .. } => match self.wanted.as_deref() {
                Some([value]) => seek(graph, *label, *key, value),
                _ => &[],
            },
            Source::All | Source::SeekEach { .. } => self.listed.as_deref().unwrap_or_default(),
        }
    }
}

/// The nodes that an index finds. Null equals nothing.
fn seek<'g>(graph: &'g Graph, label: Symbol, key: Symbol, value: &Value) -> &'g [NodeId] {
    match value {
        Value::Null => &[],
        value => graph.seek(label, key, value).unwrap_or_default(),
    }
}

impl Step for Scan<'_> {
    fn rewind(&mut self) {
        self.row = 0;
        self.position = 0;
        self.wanted = None;
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            self.prepare(view, context)?;
            let candidates = self.candidates(context.graph());
            let end = candidates.len().min(self.position + (limit - out.len()));
            for node in &candidates[self.position.min(end)..end] {
                out.parent.push(self.row as u32);
                out.push_id(0, node.0);
            }
            let complete = end == candidates.len();
            self.position = end;
            if complete {
                self.row += 1;
                self.position = 0;
                self.wanted = None;
            }
            if out.len() >= limit {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
