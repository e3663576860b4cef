//! A label test, decided once for each set of labels that nodes have.

use crate::exec::pattern::labels::node_passes;
use crate::plan::expr::LabelTest;
use factio_graph::facts::Graph;
use factio_graph::id::NodeId;

/// Tests that name their labels, and what they came to by set of labels.
#[derive(Debug, Default)]
pub(super) struct LabelSets<'p> {
    tests: Vec<&'p LabelTest>,
    known: Vec<Option<bool>>,
}

impl<'p> LabelSets<'p> {
    pub fn new(tests: Vec<&'p LabelTest>) -> LabelSets<'p> {
        LabelSets {
            tests,
            known: Vec::new(),
        }
    }

    #[inline]
    pub fn pass(&mut self, node: u32, graph: &Graph) -> bool {
        if self.tests.is_empty() {
            return true;
        }
        let set = graph.label_set(NodeId(node)) as usize;
        match self.known.get(set) {
            Some(Some(known)) => *known,
            _ => self.decide(set, node, graph),
        }
    }

    fn decide(&mut self, set: usize, node: u32, graph: &Graph) -> bool {
        let labels = graph.node_labels(NodeId(node));
        let passes = self.tests.iter().all(|test| node_passes(test, labels));
        if self.known.len() <= set {
            self.known.resize(set + 1, None);
        }
        self.known[set] = Some(passes);
        passes
    }
}
