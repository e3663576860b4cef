//! A matcher that enumerates: every relation for every relation pattern, everything checked at the end. Slow, and plainly right.

use crate::exec::pattern::labels::{node_passes, relation_passes};
use crate::exec::pattern::tests::choose::{Found, select};
use crate::exec::pattern::tests::oracle::{assemble, certainty, holds};
use crate::plan::expr::{ExprKind, LabelTest, Slot};
use crate::plan::pattern::{GroupVariable, PatternPlan, RelationVariable};
use crate::plan::{Slice, SliceKind};
use factio_grammar::ast::{Direction, PathMode, Quantifier};
use factio_graph::facts::Graph;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::{Path, Value};

/// All matches for one input row: the values of all columns.
pub fn matches(pattern: &PatternPlan, graph: &Graph, input: &[Value]) -> Vec<Vec<Value>> {
    complete(pattern, graph, input, PathMode::Trail)
        .into_iter()
        .map(|found| found.row)
        .collect()
}

fn complete(
    pattern: &PatternPlan,
    graph: &Graph,
    input: &[Value],
    default: PathMode,
) -> Vec<Found> {
    let mut row = input.to_vec();
    row.resize(pattern.width + pattern.added, Value::Null);
    let bound_is_null = |slot: Slot| input[slot].is_null();
    if pattern
        .nodes
        .iter()
        .any(|node| node.bound && bound_is_null(node.slot))
        || pattern
            .relations
            .iter()
            .any(|it| it.bound && bound_is_null(it.slot))
    {
        return Vec::new();
    }
    let mut search = Reference {
        pattern,
        graph,
        default,
        found: Vec::new(),
    };
    search.relation(0, row, Vec::new());
    let mut found = search.found;
    for path in &pattern.paths {
        found = select(path, found);
    }
    found.retain(|found| {
        let apart = match pattern.seams.is_empty() {
            true => all_apart(&found.relations),
            false => apart_by_clause(pattern, &found.row),
        };
        apart
            && pattern
                .filters
                .iter()
                .all(|it| holds(it, &found.row, None, graph))
    });
    found
}

struct Reference<'a> {
    pattern: &'a PatternPlan,
    graph: &'a Graph,
    default: PathMode,
    found: Vec<Found>,
}

type Relations = Vec<(RelationId, Option<usize>)>;

impl Reference<'_> {
    fn mode(&self, part: Slot) -> (PathMode, Option<usize>) {
        let path = self
            .pattern
            .paths
            .iter()
            .position(|it| it.parts.contains(&part));
        let mode = path.and_then(|number| self.pattern.paths[number].mode);
        let mode = mode.unwrap_or(self.default);
        let shared = if self.default == PathMode::Walk {
            Some(usize::MAX)
        } else {
            path
        };
        (mode, shared.filter(|_| mode == PathMode::Walk))
    }

    /// Places the relation pattern of this number, and all after it.
    fn relation(&mut self, number: usize, row: Vec<Value>, used: Relations) {
        let Some(relation) = self.pattern.relations.get(number) else {
            return self.group(0, row, used);
        };
        let (mode, walk) = self.mode(relation.slot);
        for left in self.candidates(&row, relation.left) {
            let mut row = row.clone();
            row[relation.left] = Value::Node(left);
            let Some(length) = relation.length else {
                for (hop, right) in self.hops(relation, left, &row) {
                    let mut row = row.clone();
                    if fits(&row, relation.right, right) && fits_relation(relation, &row, hop) {
                        row[relation.right] = Value::Node(right);
                        row[relation.slot] = Value::Relation(hop);
                        let mut used = used.clone();
                        used.push((hop, walk));
                        self.relation(number + 1, row, used);
                    }
                }
                continue;
            };
            for (list, right) in self.lists(relation, length, mode, left, &row) {
                let value = Value::list(list.iter().map(|&hop| Value::Relation(hop)).collect());
                let bound = !relation.bound || row[relation.slot] == value;
                if fits(&row, relation.right, right) && bound {
                    let mut row = row.clone();
                    row[relation.right] = Value::Node(right);
                    row[relation.slot] = value;
                    let mut used = used.clone();
                    used.extend(list.iter().map(|&hop| (hop, walk)));
                    self.relation(number + 1, row, used);
                }
            }
        }
    }

    fn candidates(&self, row: &[Value], slot: Slot) -> Vec<NodeId> {
        match row[slot] {
            Value::Node(node) => vec![node],
            _ => self.graph.nodes().collect(),
        }
    }

    /// The relations that a pattern allows from a node, and where they lead.
    fn hops(
        &self,
        relation: &RelationVariable,
        from: NodeId,
        row: &[Value],
    ) -> Vec<(RelationId, NodeId)> {
        let mut hops = Vec::new();
        for id in self.graph.relations() {
            let Some(ends) = self.graph.relation(id) else {
                continue;
            };
            let typed = |test: &LabelTest| relation_passes(test, Some(ends.kind), 0);
            if !relation.types.as_ref().is_none_or(typed) {
                continue;
            }
            if let Some((slot, hop)) = &relation.hop
                && !holds(hop, row, Some((*slot, Value::Relation(id))), self.graph)
            {
                continue;
            }
            if ends.start == from && relation.direction != Direction::Left {
                hops.push((id, ends.end));
            }
            let again = relation.direction == Direction::Either && ends.start == ends.end;
            if ends.end == from && relation.direction != Direction::Right && !again {
                hops.push((id, ends.start));
            }
        }
        hops
    }

    fn lists(
        &self,
        relation: &RelationVariable,
        length: Quantifier,
        mode: PathMode,
        from: NodeId,
        row: &[Value],
    ) -> Vec<(Vec<RelationId>, NodeId)> {
        let mut all = Vec::new();
        let mut layer = vec![(Vec::new(), from)];
        for count in 0.. {
            if length.max.is_some_and(|most| count > most) || layer.is_empty() {
                break;
            }
            if count >= length.min {
                all.extend(layer.iter().cloned());
            }
            let mut next = Vec::new();
            for (list, node) in &layer {
                for (hop, far) in self.hops(relation, *node, row) {
                    if mode == PathMode::Walk || !list.contains(&hop) {
                        let mut longer: Vec<RelationId> = list.clone();
                        longer.push(hop);
                        next.push((longer, far));
                    }
                }
            }
            layer = next;
        }
        all
    }

    fn group(&mut self, number: usize, row: Vec<Value>, used: Relations) {
        let Some(group) = self.pattern.groups.get(number) else {
            return self.isolated(0, row, used);
        };
        let (mode, walk) = self.mode(group.path);
        let inner = complete(&group.inner, self.graph, &row[..self.pattern.width], mode);
        for left in self.candidates(&row, group.left) {
            let mut chains: Vec<Vec<&Found>> = vec![Vec::new()];
            for count in 0.. {
                let quantifier = group.quantifier;
                if quantifier.max.is_some_and(|most| count > most) || chains.is_empty() {
                    break;
                }
                if count >= quantifier.min {
                    for chain in &chains {
                        self.chain(number, group, left, chain, &row, &used, walk);
                    }
                }
                let mut next = Vec::new();
                for chain in &chains {
                    let end = chain
                        .last()
                        .map_or(Value::Node(left), |it| it.row[group.end].clone());
                    for repetition in inner.iter().filter(|it| it.row[group.start] == end) {
                        let stalls = repetition.relations.is_empty()
                            && quantifier.max.is_none()
                            && count >= quantifier.min;
                        let longer: Vec<&Found> =
                            chain.iter().copied().chain([repetition]).collect();
                        let relations: Relations =
                            longer.iter().flat_map(|it| it.relations.clone()).collect();
                        if !stalls && (mode == PathMode::Walk || all_apart(&relations)) {
                            next.push(longer);
                        }
                    }
                }
                chains = next;
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the state of a plain recursion")]
    fn chain(
        &mut self,
        number: usize,
        group: &GroupVariable,
        left: NodeId,
        chain: &[&Found],
        row: &[Value],
        used: &Relations,
        walk: Option<usize>,
    ) {
        let right = match chain.last().map(|it| &it.row[group.end]) {
            Some(Value::Node(node)) => *node,
            _ => left,
        };
        let mut row = row.to_vec();
        row[group.left] = Value::Node(left);
        if !fits(&row, group.right, right) {
            return;
        }
        row[group.right] = Value::Node(right);
        for (inner, outer) in &group.collected {
            row[*outer] = Value::list(chain.iter().map(|it| it.row[*inner].clone()).collect());
        }
        let mut path = Path {
            nodes: vec![left],
            relations: Vec::new(),
        };
        for repetition in chain {
            let parts = &group.inner.paths[0].parts;
            let part = assemble(parts, &repetition.row, self.graph);
            path.nodes.extend(&part.nodes[1..]);
            path.relations.extend(&part.relations);
        }
        let mut used = used.clone();
        used.extend(path.relations.iter().map(|&it| (it, walk)));
        row[group.path] = Value::Path(path.into());
        self.group(number + 1, row, used);
    }

    /// Whether every element counts in the slice, and the elements of each path together.
    fn in_time(&self, slice: &Slice, row: &[Value], used: &Relations) -> bool {
        let (how, time) = match &slice.kind {
            SliceKind::At(time) => ("at", time),
            SliceKind::During(time) => ("during", time),
            SliceKind::Throughout(time) => ("throughout", time),
            SliceKind::FromTo(..) => panic!("the tests use no FROM"),
        };
        let ExprKind::Constant(time) = &time.kind else {
            panic!("the tests use constant times")
        };
        let counts = |value: Value, how: &str| {
            let certainty = certainty(self.graph, value, time.clone(), how);
            certainty == "certain" || (!slice.certainly && certainty == "possible")
        };
        let nodes = self.pattern.nodes.iter().map(|node| row[node.slot].clone());
        let relations = used.iter().map(|(relation, _)| Value::Relation(*relation));
        let how_paths = if slice.in_order { "in order" } else { how };
        let mut paths = self
            .pattern
            .paths
            .iter()
            .map(|path| assemble(&path.parts, row, self.graph));
        nodes.chain(relations).all(|element| counts(element, how))
            && paths.all(|path| {
                path.nodes
                    .iter()
                    .all(|node| counts(Value::Node(*node), how))
                    && counts(Value::Path(path.into()), how_paths)
            })
    }

    /// Nodes that no relation or group names.
    fn isolated(&mut self, number: usize, mut row: Vec<Value>, used: Relations) {
        if let Some(node) = self.pattern.nodes.get(number) {
            for candidate in self.candidates(&row, node.slot) {
                let labels = self.graph.node_labels(candidate);
                let labelled = node
                    .labels
                    .as_ref()
                    .is_none_or(|it| node_passes(it, labels));
                if labelled && node.handle.is_none_or(|handle| handle == candidate) {
                    row[node.slot] = Value::Node(candidate);
                    self.isolated(number + 1, row.clone(), used.clone());
                }
            }
            return;
        }
        if let Some(slice) = &self.pattern.slice
            && !self.in_time(slice, &row, &used)
        {
            return;
        }
        for path in &self.pattern.paths {
            let whole = assemble(&path.parts, &row, self.graph);
            let permitted = permits(path.mode, &whole.nodes);
            let own = path.mode.unwrap_or(self.default) != PathMode::Walk;
            let relations: Relations = whole.relations.iter().map(|&it| (it, None)).collect();
            if !permitted || (own && !all_apart(&relations)) {
                return;
            }
            if let Some(slot) = path.slot {
                row[slot] = Value::Path(whole.into());
            }
            if !path
                .filters
                .iter()
                .all(|it| holds(it, &row, None, self.graph))
            {
                return;
            }
        }
        self.found.push(Found {
            row,
            relations: used,
        });
    }
}

fn fits(row: &[Value], slot: Slot, node: NodeId) -> bool {
    row[slot].is_null() || row[slot] == Value::Node(node)
}

fn fits_relation(relation: &RelationVariable, row: &[Value], hop: RelationId) -> bool {
    !relation.bound || row[relation.slot] == Value::Relation(hop)
}

fn all_apart(relations: &[(RelationId, Option<usize>)]) -> bool {
    relations.iter().enumerate().all(|(number, (a, walk))| {
        let others = &relations[number + 1..];
        others
            .iter()
            .all(|(b, other)| a != b || (walk.is_some() && walk == other))
    })
}

/// Whether relations of one clause are different, where each pattern is of one relation.
fn apart_by_clause(pattern: &PatternPlan, row: &[Value]) -> bool {
    let clause = |slot: Slot| pattern.seams.iter().filter(|seam| **seam <= slot).count();
    let relations: Vec<Slot> = pattern.relations.iter().map(|it| it.slot).collect();
    let mut pairs = relations
        .iter()
        .flat_map(|a| relations.iter().map(move |b| (*a, *b)));
    pairs.all(|(a, b)| a == b || clause(a) != clause(b) || row[a] != row[b])
}

fn permits(mode: Option<PathMode>, nodes: &[NodeId]) -> bool {
    let pairs = (0..nodes.len()).flat_map(|a| (a + 1..nodes.len()).map(move |b| (a, b)));
    let mut met = pairs.filter(|&(a, b)| nodes[a] == nodes[b]);
    match mode {
        Some(PathMode::Acyclic) => met.next().is_none(),
        Some(PathMode::Simple) => met.all(|(a, b)| a == 0 && b + 1 == nodes.len()),
        _ => true,
    }
}
