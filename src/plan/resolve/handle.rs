//! A handle: the one node that is called so, known before the query runs.

use crate::error::{Detail, Error, ErrorKind, Result};
use crate::kind::Kind;
use crate::plan::expr::ExprKind;
use crate::plan::planner::Planner;
use crate::plan::resolve::Typed;
use crate::plan::types::Type;
use factio_grammar::ast;
use factio_graph::catalog::HandleError;
use factio_graph::id::NodeId;
use factio_graph::value::Value;

/// The node of a handle, or the names that may have been meant.
pub(in crate::plan) fn handle(planner: &Planner<'_>, handle: &ast::Handle) -> Result<NodeId> {
    let text = &handle.text;
    planner.catalog.handle(text).map_err(|error| {
        let (detail, message, lead, names) = match error {
            HandleError::Unknown { nearest } => (
                Detail::UnknownHandle,
                format!("nothing is called `{text}`"),
                "did you mean",
                nearest,
            ),
            HandleError::Ambiguous { candidates } => (
                Detail::AmbiguousHandle,
                format!("several nodes are called `{text}`"),
                "it could be",
                candidates,
            ),
        };
        let error = Error::compile(ErrorKind::SemanticError, detail, message).at(handle.span);
        match names.is_empty() {
            true => error,
            false => error.hint(format!("{lead} {}?", listed(&names))),
        }
    })
}

/// A handle as an expression.
pub(super) fn constant(planner: &Planner<'_>, name: &ast::Handle) -> Result<Typed> {
    let node = handle(planner, name)?;
    let kind = ExprKind::Constant(Value::Node(node));
    Ok(Typed::new(kind, Type::of(Kind::Node), name.span))
}

fn listed(handles: &[String]) -> String {
    let written: Vec<String> = handles.iter().map(|text| as_written(text)).collect();
    written.join(", ")
}

/// A handle as it is written in a query: quoted where it is more than a word.
fn as_written(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !text.starts_with(|c: char| c.is_ascii_digit());
    match plain {
        true => format!("@{text}"),
        false => format!("@\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}
