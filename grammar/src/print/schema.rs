//! Commands beside queries: definitions, indexes, constraints, lists of these.

use super::{expr, name};
use crate::ast::{Definition, DefinitionKind, Name, Show, Statement};

pub(super) fn create(out: &mut String, statement: &Statement) {
    match statement {
        Statement::CreateIndex {
            name,
            if_not_exists,
            on_relation,
            label,
            property,
            ..
        } => {
            beginning(out, "CREATE INDEX ", name.as_ref(), *if_not_exists);
            out.push_str(if *on_relation { "()-[r:" } else { "(n:" });
            name::plain(out, &label.text);
            out.push_str(if *on_relation {
                "]-() ON (r."
            } else {
                ") ON (n."
            });
            name::plain(out, &property.text);
            out.push(')');
        }
        Statement::CreateConstraint {
            name,
            if_not_exists,
            label,
            property,
            ..
        } => {
            beginning(out, "CREATE CONSTRAINT ", name.as_ref(), *if_not_exists);
            out.push_str("(n:");
            name::plain(out, &label.text);
            out.push_str(") REQUIRE n.");
            name::plain(out, &property.text);
            out.push_str(" IS UNIQUE");
        }
        _ => {}
    }
}

pub(super) fn define(out: &mut String, definition: &Definition) {
    out.push_str(match definition.kind {
        DefinitionKind::Relation => "DEFINE RELATION ",
        DefinitionKind::Label => "DEFINE LABEL ",
    });
    name::plain(out, &definition.name.text);
    out.push(' ');
    expr::value(out, &definition.map);
}

/// The beginning of a `CREATE` command, up to the word `FOR`. A name that could be taken for `FOR` or `IF` is quoted.
fn beginning(out: &mut String, words: &str, name: Option<&Name>, if_not_exists: bool) {
    out.push_str(words);
    if let Some(name) = name {
        match name.text.to_ascii_uppercase().as_str() {
            "FOR" | "IF" => name::backticks(out, &name.text),
            _ => name::plain(out, &name.text),
        }
        out.push(' ');
    }
    out.push_str(if if_not_exists {
        "IF NOT EXISTS FOR "
    } else {
        "FOR "
    });
}

pub(super) fn drop(out: &mut String, words: &str, name: &Name, if_exists: bool) {
    out.push_str(words);
    name::plain(out, &name.text);
    if if_exists {
        out.push_str(" IF EXISTS");
    }
}

pub(super) fn show(out: &mut String, show: Show) {
    out.push_str(match show {
        Show::Definitions => "SHOW DEFINITIONS",
        Show::Indexes => "SHOW INDEXES",
        Show::Constraints => "SHOW CONSTRAINTS",
        Show::Functions => "SHOW FUNCTIONS",
        Show::Procedures => "SHOW PROCEDURES",
    });
}
