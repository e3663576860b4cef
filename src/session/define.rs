//! DEFINE: what a relation type or a label is defined to be, read from a map of constants.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::op::refusal;
use crate::outcome::Outcome;
use crate::session::Session;
use factio_grammar::ast::{Definition, DefinitionKind, Expr, ExprKind, Literal, Name, UnaryOp};
use factio_graph::catalog::Catalog;
use factio_graph::schema::{LabelDefinition, RelationDefinition};

const RELATION_KEYS: &[&str] = &[
    "sign",
    "symmetric",
    "inverse",
    "transitive",
    "affiliation",
    "leadership",
    "functional",
    "color",
    "style",
];

const LABEL_KEYS: &[&str] = &["contesting", "color", "shape"];

impl Session {
    pub(super) fn define(&mut self, definition: &Definition) -> Result<Outcome> {
        let ExprKind::Map(entries) = &definition.map.kind else {
            return Err(wrong(&definition.map, "a definition is a map"));
        };
        let symbol = self.graph.symbols().intern(&definition.name.text);
        match definition.kind {
            DefinitionKind::Relation => {
                let defined = self.relation_definition(entries)?;
                self.writing().define_relation(symbol, defined)
            }
            DefinitionKind::Label => {
                let defined = label_definition(entries)?;
                self.writing().define_label(symbol, defined)
            }
        }
        .map_err(|error| refusal(error).at(definition.span))?;
        Ok(Outcome::default())
    }

    fn relation_definition(&self, entries: &[(Name, Expr)]) -> Result<RelationDefinition> {
        let mut defined = RelationDefinition::default();
        for (key, value) in entries {
            match key.text.as_str() {
                "sign" => defined.sign = sign(value)?,
                "symmetric" => defined.symmetric = truth(value)?,
                "inverse" => {
                    defined.inverse = Some(self.graph.symbols().intern(&text(value)?));
                }
                "transitive" => defined.transitive = truth(value)?,
                "affiliation" => defined.affiliation = truth(value)?,
                "leadership" => defined.leadership = truth(value)?,
                "functional" => defined.functional = truth(value)?,
                "color" => defined.color = Some(text(value)?),
                "style" => defined.style = Some(text(value)?),
                _ => return Err(unknown(key, "a relation type", RELATION_KEYS)),
            }
        }
        Ok(defined)
    }
}

fn label_definition(entries: &[(Name, Expr)]) -> Result<LabelDefinition> {
    let mut defined = LabelDefinition::default();
    for (key, value) in entries {
        match key.text.as_str() {
            "contesting" => defined.contesting = truth(value)?,
            "color" => defined.color = Some(text(value)?),
            "shape" => defined.shape = Some(text(value)?),
            _ => return Err(unknown(key, "a label", LABEL_KEYS)),
        }
    }
    Ok(defined)
}

fn sign(expr: &Expr) -> Result<i8> {
    let number = match &expr.kind {
        ExprKind::Literal(Literal::Integer(number)) => Some(*number),
        ExprKind::Unary(UnaryOp::Minus, inner) => match inner.kind {
            ExprKind::Literal(Literal::Integer(number)) => number.checked_neg(),
            _ => None,
        },
        _ => None,
    };
    match number {
        Some(-1) => Ok(-1),
        Some(0) => Ok(0),
        Some(1) => Ok(1),
        _ => Err(wrong(expr, "a sign is -1, 0 or 1")),
    }
}

fn truth(expr: &Expr) -> Result<bool> {
    match expr.kind {
        ExprKind::Literal(Literal::Boolean(truth)) => Ok(truth),
        _ => Err(wrong(expr, "true or false was wanted")),
    }
}

fn text(expr: &Expr) -> Result<String> {
    match &expr.kind {
        ExprKind::Literal(Literal::String(text)) => Ok(text.clone()),
        _ => Err(wrong(expr, "a string was wanted")),
    }
}

fn wrong(expr: &Expr, message: &str) -> Error {
    Error::compile(ErrorKind::SyntaxError, Detail::InvalidArgumentType, message).at(expr.span)
}

fn unknown(key: &Name, what: &str, known: &[&str]) -> Error {
    let error = Error::compile(
        ErrorKind::SyntaxError,
        Detail::InvalidArgumentValue,
        format!("`{}` says nothing of {what}", key.text),
    )
    .at(key.span);
    let likeness = |known: &str| strsim::jaro_winkler(known, &key.text.to_lowercase());
    let nearest = known
        .iter()
        .map(|known| (likeness(known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match nearest {
        Some((_, nearest)) => error.hint(format!("did you mean `{nearest}`?")),
        None => error.hint(format!("the keys are {}", known.join(", "))),
    }
}
