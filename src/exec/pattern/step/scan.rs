//! Where a pattern starts: binds a node from a list of candidates, for each row anew.

use crate::context::{Context, Shelf};
use crate::error::Result;
use crate::exec::part::Part;
use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::lookup::Lookup;
use crate::exec::pattern::step::Step;
use crate::exec::pattern::view::View;
use crate::exec::pattern::walk::Walk;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, Symbol};
use std::sync::Arc;

/// The candidates.
#[derive(Debug)]
pub(in crate::exec::pattern) enum Source<'p> {
    All,
    Label(Symbol),
    /// A handle, resolved.
    One(NodeId),
    Lookup(Box<Lookup<'p>>),
    /// Those with the label, if one is asked for, or where they are fewer all nodes on the lists that one of some walks starts on.
    Along(Option<Symbol>, Vec<Walk<'p>>),
}

/// The step. Binds one column: the node.
#[derive(Debug)]
pub(in crate::exec::pattern) struct Scan<'p> {
    source: Source<'p>,
    row: usize,
    position: usize,
    /// The candidates, where they do not lie in the graph as a list.
    listed: Option<Arc<Vec<NodeId>>>,
    /// Which of them are bound; `None`: all.
    part: Option<Part>,
    /// Whether the statement's progress is told by this list.
    tells: bool,
}

impl<'p> Scan<'p> {
    pub fn new(source: Source<'p>) -> Scan<'p> {
        Scan {
            source,
            row: 0,
            position: 0,
            listed: None,
            part: None,
            tells: false,
        }
    }

    /// Lists the candidates for the row at hand, where they do not lie in the graph.
    fn list(&mut self, view: View<'_>, context: &Context<'_>) -> Result<()> {
        if self.listed.is_some() || matches!(self.source, Source::Label(_) | Source::One(_)) {
            return Ok(());
        }
        self.listed = match self.part {
            Some(_) => {
                let find = || self.find(view, context);
                context.shared(Shelf::CANDIDATES, find)?.as_ref().clone()
            }
            None => self.find(view, context)?,
        };
        Ok(())
    }

    fn find(&mut self, view: View<'_>, context: &Context<'_>) -> Result<Option<Arc<Vec<NodeId>>>> {
        let found = match &mut self.source {
            Source::Lookup(lookup) => {
                let found = lookup.find(view, self.row, context)?;
                Some(found.into_iter().map(NodeId).collect())
            }
            Source::Along(label, walks) => along(*label, walks, context),
            Source::All => Some(context.graph().nodes().collect()),
            Source::Label(_) | Source::One(_) => None,
        };
        Ok(found.map(Arc::new))
    }

    fn candidates<'a>(&'a self, graph: &'a Graph) -> &'a [NodeId] {
        let all = self.all_candidates(graph);
        match self.part {
            Some(part) => &all[part.range(all.len())],
            None => all,
        }
    }

    fn all_candidates<'a>(&'a self, graph: &'a Graph) -> &'a [NodeId] {
        match &self.source {
            Source::Label(label) => graph.nodes_with_label(*label),
            Source::One(node) if graph.contains_node(*node) => std::slice::from_ref(node),
            Source::One(_) => &[],
            Source::Along(Some(label), _) if self.listed.is_none() => {
                graph.nodes_with_label(*label)
            }
            Source::All | Source::Lookup(_) | Source::Along(..) => match &self.listed {
                Some(listed) => listed,
                None => &[],
            },
        }
    }

    /// Tells how far the statement is, where this list is the first of many candidates.
    fn tell(&mut self, view: View<'_>, context: &Context<'_>) {
        let progress = &context.limits.progress;
        if self.position == 0 && view.len() == 1 {
            self.tells = progress.claim(self.candidates(context.graph()).len());
        }
        if self.tells {
            progress.reached(self.position);
        }
    }

    /// Goes on to the next row.
    fn next_row(&mut self) {
        self.row += 1;
        self.position = 0;
        self.forget();
    }

    /// Forgets candidates that hold for one row alone.
    fn forget(&mut self) {
        if matches!(&self.source, Source::Lookup(lookup) if !lookup.is_constant()) {
            self.listed = None;
        }
    }
}

/// The nodes that the walk with the fewest starts on; `None` where the label has hardly more.
fn along(label: Option<Symbol>, walks: &[Walk<'_>], context: &Context<'_>) -> Option<Vec<NodeId>> {
    let graph = context.graph();
    let all = match label {
        Some(label) => graph.label_count(label),
        None => graph.node_count(),
    };
    let open = walks.iter().map(|walk| walk.open(context));
    let known = open.filter_map(|walk| Some((walk.starts()?, walk)));
    let fewest = known.min_by_key(|(starts, _)| *starts);
    let fewest = fewest.filter(|(starts, _)| *starts as u64 <= all / 2);
    match (fewest, label) {
        (Some((_, walk)), _) => Some(walk.start_nodes().into_iter().map(NodeId).collect()),
        (None, Some(_)) => None,
        (None, None) => Some(graph.nodes().collect()),
    }
}

impl Step for Scan<'_> {
    fn word(&self) -> &'static str {
        match &self.source {
            Source::All | Source::Label(_) | Source::Along(..) => "scan",
            Source::One(_) => "take",
            Source::Lookup(_) => "seek",
        }
    }

    fn rewind(&mut self) {
        self.row = 0;
        self.position = 0;
        self.forget();
    }

    fn splits(&self) -> bool {
        match &self.source {
            Source::One(_) => false,
            Source::Lookup(lookup) => lookup.is_constant(),
            Source::All | Source::Label(_) | Source::Along(..) => true,
        }
    }

    fn take(&mut self, part: Part) {
        self.part = Some(part);
    }

    fn expand(
        &mut self,
        view: View<'_>,
        out: &mut Chunk,
        limit: usize,
        context: &Context<'_>,
    ) -> Result<bool> {
        while self.row < view.len() {
            self.list(view, context)?;
            self.tell(view, context);
            let candidates = self.candidates(context.graph());
            let end = candidates.len().min(self.position + (limit - out.len()));
            for node in &candidates[self.position.min(end)..end] {
                out.parent.push(self.row as u32);
                out.push_id(0, node.0);
            }
            match end == candidates.len() {
                true => self.next_row(),
                false => self.position = end,
            }
            if out.len() >= limit {
                return Ok(self.row < view.len());
            }
        }
        Ok(false)
    }
}
