//! A variable: the slot in which it stands.

use crate::error::nearest;
use crate::error::{Detail, Error, Result};
use crate::plan::check;
use crate::plan::expr::ExprKind;
use crate::plan::planner::syntax;
use crate::plan::resolve::Typed;
use crate::plan::scope::{Lookup, Reason, Scope};
use factio_grammar::{Span, ast};

/// Resolves a variable, or says why it cannot be used.
pub(in crate::plan) fn variable(name: &ast::Name, span: Span, scope: &Scope<'_>) -> Result<Typed> {
    match scope.lookup(&name.text) {
        Lookup::Found(found) => Ok(Typed::new(
            ExprKind::Slot(found.slot),
            found.ty.clone(),
            span,
        )),
        Lookup::Hidden(Reason::NotGrouped) => Err(check::ambiguous(name.span)),
        Lookup::Hidden(reason) => Err(hidden(name, reason)),
        Lookup::Unknown => Err(undefined(name, scope)),
    }
}

fn undefined(name: &ast::Name, scope: &Scope<'_>) -> Error {
    let message = format!("the variable `{}` is not defined", name.text);
    let error = syntax(Detail::UndefinedVariable, name.span, message);
    match nearest::hint(&name.text, scope.names()) {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

fn hidden(name: &ast::Name, reason: Reason) -> Error {
    let text = &name.text;
    let message = match reason {
        Reason::NotGrouped | Reason::NotProjected => {
            format!(
                "the variable `{text}` is not kept by the projection, which has DISTINCT or aggregates"
            )
        }
        Reason::OutsideGroup => {
            format!("the variable `{text}` stands in the same MATCH, outside of the repeated group")
        }
        Reason::NotImported => format!("the variable `{text}` is not imported into the subquery"),
        Reason::NotMade => format!("the same clause makes `{text}`, and it is not there yet"),
    };
    let error = syntax(Detail::UndefinedVariable, name.span, message);
    match reason {
        Reason::NotImported => error.hint(format!("write CALL ({text}) {{ .. }} to import it")),
        Reason::NotMade => error.hint("set the property in a SET behind"),
        Reason::OutsideGroup => error.hint("move the condition to the WHERE of the MATCH"),
        Reason::NotGrouped | Reason::NotProjected => error,
    }
}
