//! What a relation pattern means for each type: on which side of a relation it can stand, by types, direction and schema.
//!
//! A type that is defined as symmetric is followed both ways whichever way it was written; an inverse name follows the
//! relations of the other name backwards.

use crate::exec::pattern::labels::{asks_name, asks_sign, is_constant, relation_passes};
use crate::plan::expr::LabelTest;
use crate::plan::pattern::RelationVariable;
use factio_grammar::ast::Direction;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::{RelationId, Symbol};
use factio_graph::schema::RelationDefinition;
use factio_graph::value::Value;

/// On which sides a relation may be followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides {
    /// From its start.
    pub outward: bool,
    /// From its end.
    pub inward: bool,
}

/// A relation pattern, seen from one of its ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'p> {
    /// `None`: any type, or types that are computed and tested later.
    types: Option<&'p LabelTest>,
    direction: Direction,
    /// Relations may carry signs of their own, under this key.
    sign_key: Option<Symbol>,
    /// Whether it matters that relations of some type can be read backwards under another name.
    knows_inverses: bool,
}

/// What a reading comes to.
pub(super) enum Decision {
    /// All types alike.
    Any(Sides),
    /// These types; no others.
    Kinds(Vec<(Symbol, Sides)>),
    /// Each relation has to be asked.
    Each,
}

impl<'p> Reading<'p> {
    pub fn new(relation: &'p RelationVariable, direction: Direction, graph: &Graph) -> Reading<'p> {
        let types = relation.types.as_ref().filter(|test| is_constant(test));
        let asks = types.is_some_and(asks_sign);
        let own = graph.symbols().get("sign").filter(|_| asks);
        Reading {
            types,
            direction,
            sign_key: own.filter(|&key| !graph.relation_column(key).is_empty()),
            knows_inverses: types.is_some_and(asks_name) && any_inverse(graph),
        }
    }

    pub fn decide(self, graph: &Graph) -> Decision {
        if self.sign_key.is_some() {
            return Decision::Each;
        }
        let kinds = match self.named(graph) {
            Some(named) => named,
            None if self.types.is_none() && !any_symmetric(graph) => {
                return Decision::Any(self.plain_sides(true, false));
            }
            None => graph.types(),
        };
        let sides = kinds.into_iter().map(|kind| {
            let definition = definition(graph, kind);
            let sign = definition.map_or(0, |it| i64::from(it.sign));
            (kind, self.of_kind(graph, kind, definition, sign))
        });
        Decision::Kinds(sides.filter(|(_, it)| it.outward || it.inward).collect())
    }

    /// The types that a plain list of names (`A`, `A|B`) can lead to; `None` for any other test.
    fn named(self, graph: &Graph) -> Option<Vec<Symbol>> {
        let tests = match self.types? {
            test @ LabelTest::Is(_) => std::slice::from_ref(test),
            LabelTest::Or(tests) => tests,
            _ => return None,
        };
        let name = |test: &LabelTest| match test {
            LabelTest::Is(kind) => Some(*kind),
            _ => None,
        };
        let names: Vec<Symbol> = tests.iter().map(name).collect::<Option<_>>()?;
        let mut kinds = Vec::new();
        for name in names {
            for kind in std::iter::once(name).chain(inverses(graph, name)) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        Some(kinds)
    }

    /// On which sides one relation may be followed, by its type and its own sign.
    pub fn of_relation(self, graph: &Graph, relation: RelationId) -> Sides {
        let Some(ends) = graph.relation(relation) else {
            return Sides::default();
        };
        let definition = definition(graph, ends.kind);
        let own = self
            .sign_key
            .map(|key| graph.relation_property(relation, key));
        let sign = match own {
            Some(Value::Integer(sign)) => sign.signum(),
            Some(Value::Float(sign)) => i64::from(sign > 0.0) - i64::from(sign < 0.0),
            _ => definition.map_or(0, |it| i64::from(it.sign)),
        };
        self.of_kind(graph, ends.kind, definition, sign)
    }

    /// On which sides relations of a type and sign are followed.
    fn of_kind(
        self,
        graph: &Graph,
        kind: Symbol,
        definition: Option<&RelationDefinition>,
        sign: i64,
    ) -> Sides {
        let passes = |name| {
            self.types
                .is_none_or(|test| relation_passes(test, name, sign))
        };
        let forward = passes(Some(kind));
        let backward = self.knows_inverses
            && !passes(None)
            && inverses(graph, kind).any(|name| passes(Some(name)));
        match definition.is_some_and(|it| it.symmetric) {
            true => self.plain_sides(forward || backward, forward || backward),
            false => self.plain_sides(forward, backward),
        }
    }

    /// The sides for relations that can be read along the way they were written, or against it.
    fn plain_sides(self, along: bool, against: bool) -> Sides {
        let (outward, inward) = match self.direction {
            Direction::Right => (along, against),
            Direction::Left => (against, along),
            Direction::Either => (along || against, along || against),
        };
        Sides { outward, inward }
    }
}

fn definition(graph: &Graph, kind: Symbol) -> Option<&RelationDefinition> {
    graph.schema().relations.get(&kind)
}

fn any_symmetric(graph: &Graph) -> bool {
    let definitions = &graph.schema().relations;
    definitions.values().any(|definition| definition.symmetric)
}

fn any_inverse(graph: &Graph) -> bool {
    let definitions = &graph.schema().relations;
    definitions
        .values()
        .any(|definition| definition.inverse.is_some())
}

/// The names under which relations of a type are read backwards.
fn inverses(graph: &Graph, kind: Symbol) -> impl Iterator<Item = Symbol> + '_ {
    let own = definition(graph, kind).and_then(|definition| definition.inverse);
    let others = graph
        .schema()
        .relations
        .iter()
        .filter(move |(_, definition)| definition.inverse == Some(kind))
        .map(|(&name, _)| name);
    own.into_iter().chain(others)
}
