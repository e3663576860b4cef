//! SHOW: definitions, indexes, constraints, functions and procedures as tables.

use crate::fun::{self, Aggregate, Function};
use crate::outcome::Outcome;
use crate::session::Session;
use factio_grammar::ast::Show;
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use factio_graph::schema::{LabelDefinition, RelationDefinition};
use factio_graph::value::Value;
use std::sync::Arc;

impl Session {
    pub(super) fn show(&self, show: Show) -> Outcome {
        match show {
            Show::Definitions => self.definitions(),
            Show::Indexes => self.indexes(),
            Show::Constraints => self.constraints(),
            Show::Functions => functions(),
            Show::Procedures => self.procedures(),
        }
    }

    fn definitions(&self) -> Outcome {
        let schema = self.graph.schema();
        let relations = schema.relations.iter().map(|(kind, definition)| {
            let map = self.relation_map(definition);
            vec!["RELATION".into(), self.text(*kind), map]
        });
        let labels = schema.labels.iter().map(|(label, definition)| {
            vec!["LABEL".into(), self.text(*label), label_map(definition)]
        });
        table(
            &["kind", "name", "definition"],
            relations.chain(labels).collect(),
        )
    }

    fn relation_map(&self, definition: &RelationDefinition) -> Value {
        let flag = |key: &str, set: bool| set.then(|| (Arc::from(key), Value::Boolean(true)));
        let sign = i64::from(definition.sign);
        let entries = [
            (sign != 0).then(|| (Arc::from("sign"), Value::Integer(sign))),
            flag("symmetric", definition.symmetric),
            definition
                .inverse
                .map(|inverse| (Arc::from("inverse"), self.text(inverse))),
            flag("transitive", definition.transitive),
            flag("affiliation", definition.affiliation),
            flag("leadership", definition.leadership),
            flag("functional", definition.functional),
            entry("color", definition.color.as_deref()),
            entry("style", definition.style.as_deref()),
        ];
        Value::map(entries.into_iter().flatten())
    }

    fn indexes(&self) -> Outcome {
        let rows = self.graph.schema().indexes.iter().map(|(name, index)| {
            let on = if index.on_relation {
                "RELATION"
            } else {
                "NODE"
            };
            vec![
                name.as_str().into(),
                on.into(),
                self.text(index.label),
                self.text(index.property),
            ]
        });
        table(&["name", "on", "label", "property"], rows.collect())
    }

    fn constraints(&self) -> Outcome {
        let constraints = self.graph.schema().constraints.iter();
        let rows = constraints.map(|(name, constraint)| {
            vec![
                name.as_str().into(),
                "UNIQUE".into(),
                self.text(constraint.label),
                self.text(constraint.property),
            ]
        });
        table(&["name", "kind", "label", "property"], rows.collect())
    }

    fn procedures(&self) -> Outcome {
        let rows = self.procedures.iter().map(|procedure| {
            vec![
                procedure.name.as_str().into(),
                Value::string(procedure.signature()),
                procedure.summary.as_str().into(),
            ]
        });
        table(&["name", "signature", "summary"], rows.collect())
    }

    fn text(&self, symbol: Symbol) -> Value {
        Value::String(self.graph.symbols().text(symbol))
    }
}

fn label_map(definition: &LabelDefinition) -> Value {
    let contesting = definition.contesting;
    let entries = [
        contesting.then(|| (Arc::from("contesting"), Value::Boolean(true))),
        entry("color", definition.color.as_deref()),
        entry("shape", definition.shape.as_deref()),
    ];
    Value::map(entries.into_iter().flatten())
}

fn entry(key: &str, text: Option<&str>) -> Option<(Arc<str>, Value)> {
    text.map(|text| (Arc::from(key), Value::string(text)))
}

/// The functions, then the aggregating ones.
fn functions() -> Outcome {
    let functions = fun::all().map(|function| {
        vec![
            function.name.into(),
            Value::string(signature(function)),
            function.summary.into(),
        ]
    });
    let aggregates = fun::aggregates().map(|known| {
        vec![
            known.name.into(),
            Value::string(aggregate_signature(known.name, known.aggregate)),
            known.summary.into(),
        ]
    });
    table(
        &["name", "signature", "summary"],
        functions.chain(aggregates).collect(),
    )
}

/// `name(DISTINCT? value :: KIND, ..) :: KIND`, as each aggregate takes and gives them.
fn aggregate_signature(name: &str, aggregate: Aggregate) -> String {
    let (taken, given) = match aggregate {
        Aggregate::CountRows => ("*", "INTEGER"),
        Aggregate::Count => ("DISTINCT? value :: ANY", "INTEGER"),
        Aggregate::Sum | Aggregate::Avg => (
            "DISTINCT? value :: NUMBER OR DURATION",
            "NUMBER OR DURATION",
        ),
        Aggregate::Min | Aggregate::Max => ("DISTINCT? value :: ANY", "ANY"),
        Aggregate::Collect => ("DISTINCT? value :: ANY", "LIST"),
        Aggregate::StDev | Aggregate::StDevP => ("DISTINCT? value :: NUMBER", "FLOAT"),
        Aggregate::PercentileCont => ("DISTINCT? value :: NUMBER, percentile :: NUMBER", "FLOAT"),
        Aggregate::PercentileDisc => ("DISTINCT? value :: NUMBER, percentile :: NUMBER", "NUMBER"),
    };
    format!("{name}({taken}) :: {given}")
}

/// `name(parameter :: KIND, ..) :: KIND`; what may be left out stands with a question mark.
fn signature(function: &Function) -> String {
    let parameters: Vec<String> = function
        .parameters
        .iter()
        .map(|parameter| {
            let mark = if parameter.optional { "?" } else { "" };
            format!("{}{mark} :: {}", parameter.name, parameter.kind.name())
        })
        .collect();
    let more = if function.variadic { ", .." } else { "" };
    let result = function.result.name();
    format!(
        "{}({}{more}) :: {result}",
        function.name,
        parameters.join(", ")
    )
}

fn table(columns: &[&str], rows: Vec<Vec<Value>>) -> Outcome {
    Outcome {
        columns: columns.iter().map(|column| column.to_string()).collect(),
        rows,
        ..Outcome::default()
    }
}
