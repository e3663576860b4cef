//! Writes a path that was found into the columns of its pattern's variables.

use crate::exec::pattern::chunk::Chunk;
use crate::exec::pattern::path::permits;
use crate::exec::pattern::select::search::Found;
use crate::exec::pattern::select::segment::{At, Move, What};
use crate::plan::expr::Slot;
use factio_grammar::ast::PathMode;
use factio_graph::id::{NodeId, RelationId};
use factio_graph::value::{Path, Value};
use std::sync::Arc;

/// What a column receives. Segments and the nodes around them are numbered from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bind {
    /// The relation of a segment of one hop.
    Relation(usize),
    /// The relations of a segment.
    Relations(usize),
    /// The chain of a segment as a path.
    Chain(usize),
    /// What the repetitions of a segment collected under this number.
    Collected(usize, usize),
    Node(usize),
    /// The path from one node to another.
    Path(usize, usize),
}

#[derive(Debug, Default)]
pub(super) struct Emitter {
    /// One for each column.
    pub binds: Vec<Bind>,
    pub segments: usize,
    /// The search went from right to left.
    pub reversed: bool,
    /// Nodes that are one variable.
    pub same: Vec<(usize, usize)>,
    /// Segments whose relations are bound already, and the slots that hold them.
    pub given: Vec<(usize, Slot)>,
    /// Modes of parts of the path.
    pub modes: Vec<(usize, usize, PathMode)>,
}

/// A path with the places where its segments meet.
struct Laid<'m> {
    path: Path,
    /// Positions in the path's nodes.
    bounds: Vec<usize>,
    moves: Vec<Vec<&'m Move>>,
}

impl Emitter {
    /// Adds a row, unless the path meets nodes that it may not.
    pub fn emit(
        &self,
        found: &Found,
        target: u32,
        mode: PathMode,
        at: At<'_, '_>,
        out: &mut Chunk,
    ) {
        let laid = self.lay(found, target);
        let nodes = |from: usize, to: usize| &laid.path.nodes[laid.bounds[from]..=laid.bounds[to]];
        let permitted = permits(mode, &laid.path.nodes)
            && self
                .modes
                .iter()
                .all(|&(from, to, mode)| permits(mode, nodes(from, to)))
            && self.same.iter().all(|&(a, b)| nodes(a, a) == nodes(b, b));
        let given = |&(segment, slot): &(usize, Slot)| {
            let wanted = at.view.relations(slot, at.row).iter();
            laid.relations(segment)
                .iter()
                .map(|it| it.0)
                .eq(wanted.copied())
        };
        if !permitted || !self.given.iter().all(given) {
            return;
        }
        for (column, bind) in self.binds.iter().enumerate() {
            laid.write(*bind, column, out);
        }
        out.parent.push(at.row as u32);
    }

    /// Lays a path out from left to right.
    fn lay<'m>(&self, found: &'m Found, target: u32) -> Laid<'m> {
        let mut nodes: Vec<u32> = found.iter().map(|(_, step)| step.node).collect();
        nodes.push(target);
        let mut moves: Vec<(usize, &Move)> = found.iter().map(|(at, step)| (*at, step)).collect();
        if self.reversed {
            nodes.reverse();
            moves.reverse();
            for (segment, _) in &mut moves {
                *segment = self.segments - 1 - *segment;
            }
        }
        let mut laid = Laid {
            path: Path {
                nodes: vec![NodeId(nodes[0])],
                relations: Vec::new(),
            },
            bounds: vec![0],
            moves: vec![Vec::new(); self.segments],
        };
        let mut next = 0;
        for segment in 0..self.segments {
            while let Some(&(_, step)) = moves.get(next).filter(|(of, _)| *of == segment) {
                next += 1;
                laid.moves[segment].push(step);
                laid.follow(step, nodes[next]);
            }
            laid.bounds.push(laid.path.nodes.len() - 1);
        }
        laid
    }
}

impl Laid<'_> {
    fn follow(&mut self, step: &Move, to: u32) {
        match &step.what {
            What::Relation(relation) => {
                self.path.relations.push(RelationId(*relation));
                self.path.nodes.push(NodeId(to));
            }
            What::Repetition(found, number) => {
                let part = &found[*number].path;
                self.path.relations.extend(&part.relations);
                self.path.nodes.extend(part.nodes.iter().skip(1));
            }
        }
    }

    fn relations(&self, segment: usize) -> &[RelationId] {
        &self.path.relations[self.bounds[segment]..self.bounds[segment + 1]]
    }

    fn part(&self, from: usize, to: usize) -> Value {
        let (from, to) = (self.bounds[from], self.bounds[to]);
        Value::Path(Arc::new(Path {
            nodes: self.path.nodes[from..=to].to_vec(),
            relations: self.path.relations[from..to].to_vec(),
        }))
    }

    fn write(&self, bind: Bind, column: usize, out: &mut Chunk) {
        match bind {
            Bind::Relation(segment) => {
                let relation = self.relations(segment).first();
                out.push_id(column, relation.map_or(0, |relation| relation.0));
            }
            Bind::Relations(segment) => {
                let relations = self.relations(segment).iter();
                out.push_list(column, relations.map(|relation| relation.0));
            }
            Bind::Chain(segment) => out.push_value(column, self.part(segment, segment + 1)),
            Bind::Collected(segment, number) => {
                let values = self.moves[segment]
                    .iter()
                    .filter_map(|step| match &step.what {
                        What::Repetition(found, at) => Some(found[*at].values[number].clone()),
                        What::Relation(_) => None,
                    });
                out.push_value(column, Value::list(values.collect()));
            }
            Bind::Node(number) => out.push_id(column, self.path.nodes[self.bounds[number]].0),
            Bind::Path(from, to) => out.push_value(column, self.part(from, to)),
        }
    }
}
