//! Which lists each relation pattern is followed along: decided once for a pattern, since a decision looks at every type.

use crate::exec::pattern::reading::Reading;
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::walk::{Strand, Walk, reversed};
use crate::plan::expr::Slot;
use crate::plan::pattern::RelationVariable;
use factio_grammar::ast::Direction;
use factio_graph::facts::Graph;
use std::cell::RefCell;
use std::sync::Arc;

/// The lists to follow from one end of a relation pattern.
#[derive(Clone, Debug)]
struct Course {
    strands: Arc<[Strand]>,
    /// Each relation has to be asked whether it counts.
    asks: bool,
}

/// The courses to the right and to the left end, by the slot of the relation pattern, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct Courses(RefCell<Vec<(Slot, [Course; 2])>>);

/// Courses that hold for other runs in the same graph.
#[derive(Debug)]
pub(super) struct Known(Vec<(Slot, [Course; 2])>);

impl Courses {
    /// Those that another run knew.
    pub fn of(known: &Known) -> Courses {
        Courses(RefCell::new(known.0.clone()))
    }

    pub fn known(&self) -> Known {
        Known(self.0.borrow().clone())
    }

    fn both(&self, relation: &RelationVariable, graph: &Graph) -> [Course; 2] {
        let mut known = self.0.borrow_mut();
        if let Some((_, both)) = known.iter().find(|(slot, _)| *slot == relation.slot) {
            return both.clone();
        }
        let course = |walk: Walk<'_>| Course {
            asks: !walk.is_plain(),
            strands: walk.strands,
        };
        let both = [
            course(Walk::rightward(relation, graph)),
            course(Walk::leftward(relation, graph)),
        ];
        known.push((relation.slot, both.clone()));
        both
    }
}

impl Scope<'_> {
    /// The walk from the left end of a relation pattern to its right end.
    pub fn rightward<'r>(&self, relation: &'r RelationVariable, graph: &Graph) -> Walk<'r> {
        let [course, _] = self.courses.both(relation, graph);
        course.walk(relation, relation.direction, graph)
    }

    /// The walk from the right end to the left end.
    pub fn leftward<'r>(&self, relation: &'r RelationVariable, graph: &Graph) -> Walk<'r> {
        let [_, course] = self.courses.both(relation, graph);
        course.walk(relation, reversed(relation.direction), graph)
    }

    /// Whether a relation pattern finds the same whichever end it is followed from.
    pub fn is_alike_both_ways(&self, relation: &RelationVariable, graph: &Graph) -> bool {
        let leftward = self.leftward(relation, graph);
        self.rightward(relation, graph).is_as(&leftward)
    }
}

impl Course {
    fn walk<'r>(
        self,
        relation: &'r RelationVariable,
        direction: Direction,
        graph: &Graph,
    ) -> Walk<'r> {
        let asks = self.asks;
        let asks = asks.then(|| Reading::new(relation, direction, graph));
        Walk::of(self.strands, asks)
    }
}
