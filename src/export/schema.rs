//! Definitions, indexes and constraints as the statements that make them.

use crate::export::literal;
use factio_graph::catalog::Catalog;
use factio_graph::facts::Graph;
use factio_graph::id::Symbol;
use factio_graph::schema::{Constraint, Index, LabelDefinition, RelationDefinition};
use factio_graph::value::Value;

/// `DEFINE LABEL` and `DEFINE RELATION` statements, in the order in which they were made; without `;`.
pub fn definitions(graph: &Graph) -> Vec<String> {
    let text = |symbol: Symbol| literal::name(&graph.symbols().text(symbol));
    let labels = graph.schema().labels.iter().map(|(label, definition)| {
        let entries = literal::properties(&label_entries(definition));
        statement("LABEL", &text(*label), &entries)
    });
    let relations = graph.schema().relations.iter().map(|(kind, definition)| {
        let entries = literal::properties(&relation_entries(definition, graph));
        statement("RELATION", &text(*kind), &entries)
    });
    labels.chain(relations).collect()
}

/// `CREATE INDEX` and `CREATE CONSTRAINT` statements; without `;`.
pub fn indexes(graph: &Graph) -> Vec<String> {
    let schema = graph.schema();
    let indexes = schema
        .indexes
        .iter()
        .map(|(name, index)| self::index(name, *index, graph));
    let constraints = schema
        .constraints
        .iter()
        .map(|(name, constraint)| self::constraint(name, *constraint, graph));
    indexes.chain(constraints).collect()
}

fn statement(what: &str, name: &str, entries: &str) -> String {
    let entries = if entries.is_empty() { " {}" } else { entries };
    format!("DEFINE {what} {name}{entries}")
}

fn index(name: &str, index: Index, graph: &Graph) -> String {
    let label = literal::name(&graph.symbols().text(index.label));
    let property = literal::name(&graph.symbols().text(index.property));
    let name = literal::name(name);
    match index.on_relation {
        false => format!("CREATE INDEX {name} FOR (n:{label}) ON (n.{property})"),
        true => format!("CREATE INDEX {name} FOR ()-[r:{label}]-() ON (r.{property})"),
    }
}

fn constraint(name: &str, constraint: Constraint, graph: &Graph) -> String {
    let label = literal::name(&graph.symbols().text(constraint.label));
    let property = literal::name(&graph.symbols().text(constraint.property));
    let name = literal::name(name);
    format!("CREATE CONSTRAINT {name} FOR (n:{label}) REQUIRE n.{property} IS UNIQUE")
}

type Entries = Vec<(&'static str, Value)>;

fn label_entries(definition: &LabelDefinition) -> Entries {
    let LabelDefinition {
        contesting,
        color,
        shape,
    } = definition;
    let entries = [
        flag("contesting", *contesting),
        said("color", color),
        said("shape", shape),
    ];
    entries.into_iter().flatten().collect()
}

fn relation_entries(definition: &RelationDefinition, graph: &Graph) -> Entries {
    let RelationDefinition {
        sign,
        symmetric,
        inverse,
        transitive,
        affiliation,
        leadership,
        functional,
        color,
        style,
    } = definition;
    let entries = [
        (*sign != 0).then(|| ("sign", Value::Integer(i64::from(*sign)))),
        flag("symmetric", *symmetric),
        inverse.map(|inverse| ("inverse", Value::string(graph.symbols().text(inverse)))),
        flag("transitive", *transitive),
        flag("affiliation", *affiliation),
        flag("leadership", *leadership),
        flag("functional", *functional),
        said("color", color),
        said("style", style),
    ];
    entries.into_iter().flatten().collect()
}

fn flag(key: &'static str, set: bool) -> Option<(&'static str, Value)> {
    set.then_some((key, Value::Boolean(true)))
}

fn said(key: &'static str, text: &Option<String>) -> Option<(&'static str, Value)> {
    text.as_ref().map(|text| (key, Value::string(text)))
}

#[cfg(test)]
mod tests {
    use super::{definitions, indexes};
    use crate::Session;

    #[test]
    fn the_statements_make_the_same_schema_again() {
        let mut session = Session::new();
        session
            .run_script(
                "DEFINE LABEL `a b` {shape: 'x', color: '#ffffff', contesting: true}; DEFINE LABEL Plain {};
                 DEFINE RELATION r {sign: -1, symmetric: true, style: 'it\\'s'};
                 DEFINE RELATION `s t` {inverse: 'u`v', transitive: true, functional: true, leadership: true, affiliation: true};
                 CREATE INDEX i FOR (n:P) ON (n.`odd key`); CREATE INDEX `j j` FOR ()-[r:led]-() ON (r.valid);
                 CREATE CONSTRAINT c FOR (n:P) REQUIRE n.key IS UNIQUE;",
            )
            .unwrap();
        let mut again = Session::new();
        for statement in definitions(session.graph())
            .iter()
            .chain(&indexes(session.graph()))
        {
            again.run(statement).unwrap();
        }
        let shown = |session: &mut Session| {
            let shown = session
                .run_script("SHOW DEFINITIONS; SHOW INDEXES; SHOW CONSTRAINTS")
                .unwrap();
            shown
                .into_iter()
                .map(|outcome| outcome.rows)
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(&mut session), shown(&mut again));
    }
}
