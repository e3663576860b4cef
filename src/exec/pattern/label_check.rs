//! A label test asked of many nodes: decided once for each set of labels, and where it is asked often, told by a bit for each node.

use crate::exec::pattern::labels::node_passes;
use crate::plan::expr::LabelTest;
use factio_graph::adjacency::Bits;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, Symbol};

/// The nodes of a label get their bits once so many of them were asked for: one of this many.
const SHARE: u64 = 16;

/// Tests that name their labels, all of which have to pass.
#[derive(Debug, Default)]
pub(super) struct LabelCheck<'p> {
    tests: Vec<&'p LabelTest>,
    /// What was decided, by set of labels.
    known: Vec<Option<bool>>,
    asked: u64,
    /// The nodes that pass.
    bits: Option<Bits>,
}

impl<'p> LabelCheck<'p> {
    pub fn new(tests: Vec<&'p LabelTest>) -> LabelCheck<'p> {
        LabelCheck {
            tests,
            ..LabelCheck::default()
        }
    }

    /// Asks another test as well.
    pub fn add(&mut self, other: LabelCheck<'p>) {
        self.tests.extend(other.tests);
        self.known.clear();
        self.bits = None;
    }

    /// Whether it asks nothing.
    pub fn is_empty(&self) -> bool {
        self.tests.is_empty()
    }

    /// Whether a good part of so many nodes were asked for, or of the label, so that it is worth to know whether all of them pass.
    pub fn is_asked_often(&self, nodes: u64) -> bool {
        !self.tests.is_empty() && (self.bits.is_some() || self.asked * SHARE > nodes)
    }

    /// Whether nodes with a set of labels pass.
    pub fn passes_set(&self, set: u32, graph: &Graph) -> bool {
        let labels = graph.labels_of_set(set);
        self.tests.iter().all(|test| node_passes(test, labels))
    }

    #[inline]
    pub fn pass(&mut self, node: u32, graph: &Graph) -> bool {
        match &self.bits {
            _ if self.tests.is_empty() => true,
            Some(bits) => bits.contains(node),
            None => self.ask(node, graph),
        }
    }

    fn ask(&mut self, node: u32, graph: &Graph) -> bool {
        self.asked += 1;
        if let [LabelTest::Is(label)] = self.tests[..]
            && self.asked * SHARE > graph.label_count(*label)
        {
            self.bits = Some(bits(*label, graph));
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

fn bits(label: Symbol, graph: &Graph) -> Bits {
    let mut bits = Bits::with_bound(graph.node_bound());
    for node in graph.nodes_with_label(label) {
        bits.insert(node.0);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::LabelCheck;
    use crate::plan::expr::LabelTest;
    use factio_graph::catalog::Catalog;
    use factio_graph::facts::Graph;

    #[test]
    fn nodes_pass_alike_however_often_they_are_asked_for() {
        let mut graph = Graph::new();
        let [a, b] = ["A", "B"].map(|label| graph.symbols().intern(label));
        for number in 0..100 {
            let labels = [vec![], vec![a], vec![b], vec![a, b]];
            let labels = &labels[number % 4];
            graph.create_node(labels).expect("there is room");
        }
        let (is_a, is_b) = (LabelTest::Is(a), LabelTest::Is(b));
        let mut one = LabelCheck::new(vec![&is_a]);
        let mut both = LabelCheck::new(vec![&is_a]);
        both.add(LabelCheck::new(vec![&is_b]));
        for node in (0..100).chain(0..100) {
            assert_eq!(one.pass(node, &graph), node % 2 == 1);
            assert_eq!(both.pass(node, &graph), node % 4 == 3);
        }
        assert!(LabelCheck::default().pass(7, &graph));
    }
}
