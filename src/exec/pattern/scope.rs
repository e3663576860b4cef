//! What one match engine works on: the elements of a pattern that it binds, and what is bound before it starts.

use crate::context::Parameters;
use crate::error::Result;
use crate::exec::pattern::course::Courses;
use crate::exec::pattern::evaluator::Shape;
use crate::exec::pattern::mentions;
use crate::exec::pattern::select::Quota;
use crate::exec::pattern::slice::Times;
use crate::exec::pattern::view::Kind;
use crate::plan::expr::{Expr, Slot};
use crate::plan::pattern::{
    GroupVariable, NodeVariable, OptionalRelation, PathVariable, PatternPlan, RelationVariable,
    Wanted,
};
use factio_grammar::Span;
use factio_grammar::ast::{PathMode, Selector};
use factio_graph::adjacency::Sieve;
use factio_graph::facts::{Graph, VALID};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Some elements of a pattern, to be matched together.
pub(super) struct Scope<'p> {
    pub shape: Shape,
    pub nodes: Vec<&'p NodeVariable>,
    pub joints: Vec<Joint<'p>>,
    /// Paths to put together, or to check for repeated nodes.
    pub paths: Vec<&'p PathVariable>,
    pub filters: Vec<&'p Expr>,
    /// By condition, the share of elements that it keeps, where a few were looked at.
    pub shares: Vec<Option<f64>>,
    /// What is bound before the first step, in the order of the first chunk's columns.
    pub given: Vec<(Slot, Kind)>,
    /// What the slots hold, of all elements, given or not.
    pub kinds: FxHashMap<Slot, Kind>,
    /// The time clause.
    pub clause: Option<Rc<Times<'p>>>,
    /// What of the time clause the lists of relations are sifted by, where they are.
    pub sieve: Option<Sieve>,
    /// The time clause, where it asks anything that the sifted lists do not tell.
    pub times: Option<Rc<Times<'p>>>,
    /// Every node counts in the slice, and all the time.
    pub nodes_always_count: bool,
    /// Paths that nobody asks for but the time clause, whose elements have to hold together.
    shared: Vec<&'p PathVariable>,
    /// What is read of the matches.
    pub wanted: &'p Wanted,
    /// What hangs on nodes and need not be there.
    pub optional: &'p [OptionalRelation],
    /// Where another clause begins.
    seams: &'p [Slot],
    /// The mode of elements that no path names.
    default: PathMode,
    /// Which lists its relation patterns are followed along.
    pub courses: Courses,
}

/// What leads from one node to another.
#[derive(Clone)]
pub(super) enum Joint<'p> {
    Relation(&'p RelationVariable, PathMode),
    /// With a slot of its own for all relations of the chain, behind the pattern's columns.
    Group(&'p GroupVariable, PathMode, Slot),
    /// A path of which only some matches are kept; its inner elements belong to it alone.
    Selection(Selection<'p>),
}

/// A path pattern with a selector.
#[derive(Clone)]
pub(super) struct Selection<'p> {
    pub path: &'p PathVariable,
    pub nodes: Vec<&'p NodeVariable>,
    pub joints: Vec<Joint<'p>>,
    /// Named parts of the path, and parts with a mode of their own.
    pub nested: Vec<&'p PathVariable>,
    /// Conditions that hold before the choice.
    pub conditions: Vec<&'p Expr>,
    /// How many paths are kept; all until `choose` has seen the parameters.
    pub quota: Quota,
    pub left: Slot,
    pub right: Slot,
}

impl<'p> Joint<'p> {
    pub fn left(&self) -> Slot {
        match self {
            Joint::Relation(relation, _) => relation.left,
            Joint::Group(group, ..) => group.left,
            Joint::Selection(selection) => selection.left,
        }
    }

    pub fn right(&self) -> Slot {
        match self {
            Joint::Relation(relation, _) => relation.right,
            Joint::Group(group, ..) => group.right,
            Joint::Selection(selection) => selection.right,
        }
    }

    pub fn span(&self) -> Span {
        match self {
            Joint::Relation(relation, _) => relation.span,
            Joint::Group(group, ..) => group.span,
            Joint::Selection(selection) => selection.path.span,
        }
    }

    /// The slot by which a path names it.
    pub fn part(&self) -> Slot {
        match self {
            Joint::Relation(relation, _) => relation.slot,
            Joint::Group(group, ..) => group.path,
            Joint::Selection(selection) => selection.path.slot.unwrap_or(selection.left),
        }
    }

    /// The slots that hold its relations.
    pub fn relations(&self) -> Vec<Slot> {
        match self {
            Joint::Relation(relation, _) => vec![relation.slot],
            Joint::Group(_, _, hidden) => vec![*hidden],
            Joint::Selection(selection) => {
                selection.joints.iter().flat_map(Joint::relations).collect()
            }
        }
    }

    /// A relation pattern of one hop whose relation is not bound yet.
    pub fn as_free_relation(&self) -> Option<&'p RelationVariable> {
        match self {
            Joint::Relation(relation, _) if !relation.bound && relation.length.is_none() => {
                Some(relation)
            }
            _ => None,
        }
    }
}

impl Selection<'_> {
    /// The slots of everything in the path, its ends included.
    pub fn slots(&self) -> Vec<Slot> {
        let mut slots = self.path.parts.clone();
        slots.extend(self.joints.iter().flat_map(Joint::relations));
        for joint in &self.joints {
            if let Joint::Group(group, ..) = joint {
                slots.extend(group.collected.iter().map(|(_, outer)| *outer));
            }
        }
        let nested = self.nested.iter().filter_map(|path| path.slot);
        slots.extend(nested.chain(self.path.slot));
        slots
    }
}

impl<'p> Scope<'p> {
    /// The scope of a whole pattern. `start` is a node that is given besides what earlier clauses bound.
    pub fn of(
        pattern: &'p PatternPlan,
        start: Option<Slot>,
        default: PathMode,
        clause: Option<Rc<Times<'p>>>,
        graph: &Graph,
    ) -> Scope<'p> {
        let undated = graph.node_column(VALID).is_empty();
        let kept = clause.as_ref().is_some_and(|clause| clause.keeps_undated());
        let sieve = clause.as_ref().and_then(|clause| clause.sieve());
        let mut times = clause.clone();
        if undated && kept {
            times.take_if(|clause| clause.is_of_one_instant());
        }
        let shape = Shape {
            width: pattern.width,
            added: pattern.added,
        };
        let mut scope = Scope {
            shape,
            nodes: pattern.nodes.iter().collect(),
            joints: joints(pattern, default),
            paths: pattern.paths.iter().collect(),
            filters: pattern.filters.iter().collect(),
            shares: Vec::new(),
            given: start.map(|slot| (slot, Kind::Node)).into_iter().collect(),
            kinds: kinds(pattern),
            clause,
            sieve,
            times,
            nodes_always_count: undated && kept,
            shared: Vec::new(),
            wanted: &pattern.wanted,
            seams: &pattern.seams,
            optional: &pattern.optional,
            default,
            courses: Courses::default(),
        };
        let together = |path: &PathVariable| scope.asks_together(&path.parts);
        let kept: Vec<bool> = pattern.paths.iter().map(together).collect();
        let mut kept = kept.into_iter();
        scope
            .paths
            .retain(|path| kept.next() == Some(true) || is_asked_for(path, pattern));
        let kept = scope.paths.iter().copied();
        scope.shared = kept.filter(|path| !is_asked_for(path, pattern)).collect();
        for path in &pattern.paths {
            scope.set_apart(path);
        }
        let bound_nodes = pattern.nodes.iter().filter(|node| node.bound);
        let bound_relations = pattern.relations.iter().filter(|relation| relation.bound);
        let bound = bound_nodes
            .map(|node| node.slot)
            .chain(bound_relations.map(|relation| relation.slot));
        for slot in bound {
            if scope.given.iter().all(|(given, _)| *given != slot) {
                scope.given.push((slot, scope.kinds[&slot]));
            }
        }
        scope
    }

    /// Says of each selector how many paths it keeps.
    ///
    /// # Errors
    /// A parameter has no value, or one that is no number of paths.
    pub fn choose(&mut self, parameters: &Parameters) -> Result<()> {
        for joint in &mut self.joints {
            if let Joint::Selection(selection) = joint
                && let Some(selector) = &selection.path.selector
            {
                selection.quota = Quota::of(selector, parameters)?;
            }
        }
        Ok(())
    }

    /// Makes one joint of the elements of a path with a selector.
    fn set_apart(&mut self, path: &'p PathVariable) {
        let ends = (path.parts.first(), path.parts.last());
        let chooses = !matches!(path.selector, None | Some(Selector::All));
        let ((Some(&left), Some(&right)), true) = (ends, chooses) else {
            self.filters.extend(&path.filters);
            return;
        };
        let inner = |slot: &Slot| path.parts.contains(slot);
        let (joints, others) = std::mem::take(&mut self.joints)
            .into_iter()
            .partition(|joint| inner(&joint.part()));
        self.joints = others;
        let nodes = self.nodes.iter().copied().filter(|node| inner(&node.slot));
        let nodes: Vec<&NodeVariable> = nodes.collect();
        let joined = self.joints.iter().flat_map(|it| [it.left(), it.right()]);
        let outside: Vec<Slot> = joined.chain([left, right]).collect();
        self.nodes
            .retain(|node| !inner(&node.slot) || outside.contains(&node.slot));
        let (nested, others) = std::mem::take(&mut self.paths)
            .into_iter()
            .partition(|other| other.parts.iter().all(inner));
        self.paths = others;
        let mut selection = Selection {
            path,
            nested,
            nodes,
            joints,
            conditions: Vec::new(),
            quota: Quota::ALL,
            left,
            right,
        };
        selection.nested.retain(|&other| !std::ptr::eq(other, path));
        self.share_conditions(&mut selection);
        self.joints.push(Joint::Selection(selection));
    }

    /// What asks of the ends alone holds before a choice or after it: it may be checked wherever it is quickest.
    fn share_conditions(&mut self, selection: &mut Selection<'p>) {
        let own = selection.slots();
        let ends = [selection.left, selection.right];
        for condition in &selection.path.filters {
            let read = mentions::slots(condition, self.shape.end()).into_iter();
            let read: Vec<Slot> = read.filter(|slot| own.contains(slot)).collect();
            let of_ends = read.iter().all(|slot| ends.contains(slot));
            if of_ends {
                self.filters.push(condition);
            }
            if !of_ends || read.len() == 1 {
                selection.conditions.push(condition);
            }
        }
    }

    /// Whether two joints lie in one path that may repeat relations, or in different clauses.
    pub fn may_share(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.joints[a], &self.joints[b]);
        let walks = |joint: &Joint<'_>| match joint {
            Joint::Relation(_, mode) | Joint::Group(_, mode, _) => *mode == PathMode::Walk,
            Joint::Selection(_) => false,
        };
        let together = self
            .paths
            .iter()
            .any(|path| path.parts.contains(&a.part()) && path.parts.contains(&b.part()));
        let clause = |joint: &Joint<'_>| self.seams.partition_point(|seam| *seam <= joint.part());
        walks(a) && walks(b) && (together || self.default == PathMode::Walk)
            || clause(a) != clause(b)
    }

    /// The conditions, each with the share of elements that a look at a few of them told.
    pub fn weighed(&self) -> impl Iterator<Item = (&'p Expr, Option<f64>)> + '_ {
        let shares = self.shares.iter().copied().chain(std::iter::repeat(None));
        self.filters.iter().copied().zip(shares)
    }

    /// Whether hops follow each other in time.
    pub fn is_in_order(&self) -> bool {
        self.clause
            .as_ref()
            .is_some_and(|clause| clause.is_in_order())
    }

    /// Paths that nobody asks for but the time clause.
    pub fn shared_paths(&self) -> Vec<&'p PathVariable> {
        self.shared.clone()
    }

    /// Whether what the elements of a path share can be told by the periods of its relations, one after the other.
    pub fn can_share(&self) -> bool {
        let fits = self.times.as_ref().is_some_and(|clause| clause.has_core());
        self.sieve.is_some() && self.nodes_always_count && fits
    }

    /// Whether the elements of a path have to be asked whether they hold together.
    pub fn asks_together(&self, parts: &[Slot]) -> bool {
        let mut others = parts.iter().filter(|slot| self.kinds[slot] != Kind::Node);
        let alone = others
            .next()
            .is_none_or(|slot| self.kinds[slot] == Kind::Relation);
        self.times.is_some() && !(self.nodes_always_count && alone && others.next().is_none())
    }

    pub fn kind(&self, slot: Slot) -> Option<Kind> {
        self.kinds.get(&slot).copied()
    }
}

/// Whether a path chooses among its matches, or is read, or whoever reads it cannot be told.
fn is_asked_for(path: &PathVariable, pattern: &PatternPlan) -> bool {
    let end = pattern.width + pattern.added;
    let read = |slot: Slot| {
        let mut conditions = pattern.filters.iter();
        pattern.wanted.has(slot)
            || conditions.any(|filter| mentions::slots(filter, end).contains(&slot))
    };
    path.selector.is_some()
        || path.mode.is_some()
        || !path.filters.is_empty()
        || path.slot.is_some_and(read)
}

fn joints(pattern: &PatternPlan, default: PathMode) -> Vec<Joint<'_>> {
    let mode = |part: Slot| {
        let path = pattern.paths.iter().find(|path| path.parts.contains(&part));
        path.and_then(|path| path.mode).unwrap_or(default)
    };
    let relations = pattern
        .relations
        .iter()
        .map(|relation| Joint::Relation(relation, mode(relation.slot)));
    let hidden = pattern.width + pattern.added;
    let groups = pattern.groups.iter().enumerate();
    let groups =
        groups.map(|(number, group)| Joint::Group(group, mode(group.path), hidden + number));
    relations.chain(groups).collect()
}

fn kinds(pattern: &PatternPlan) -> FxHashMap<Slot, Kind> {
    let nodes = pattern.nodes.iter().map(|node| (node.slot, Kind::Node));
    let relations = pattern.relations.iter().map(|relation| {
        let kind = match relation.length {
            Some(_) => Kind::Relations,
            None => Kind::Relation,
        };
        (relation.slot, kind)
    });
    let paths = pattern.paths.iter().filter_map(|path| path.slot);
    let groups = pattern.groups.iter().flat_map(|group| {
        let collected = group.collected.iter().map(|(_, outer)| *outer);
        collected.chain([group.path])
    });
    let hidden = pattern.width + pattern.added;
    let hidden = (0..pattern.groups.len()).map(|number| (hidden + number, Kind::Relations));
    let values = paths.chain(groups).map(|slot| (slot, Kind::Value));
    nodes.chain(relations).chain(hidden).chain(values).collect()
}
