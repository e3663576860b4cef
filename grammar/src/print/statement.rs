//! Statements: queries, and the commands beside them.

use super::{query, schema};
use crate::ast::Statement;

pub(super) fn statement(out: &mut String, statement: &Statement) {
    match statement {
        Statement::Query(one) => query::query(out, one),
        Statement::Define(one) => schema::define(out, one),
        Statement::CreateIndex { .. } | Statement::CreateConstraint { .. } => {
            schema::create(out, statement);
        }
        Statement::DropIndex {
            name, if_exists, ..
        } => schema::drop(out, "DROP INDEX ", name, *if_exists),
        Statement::DropConstraint {
            name, if_exists, ..
        } => schema::drop(out, "DROP CONSTRAINT ", name, *if_exists),
        Statement::Show(what) => schema::show(out, *what),
        Statement::Begin => out.push_str("BEGIN"),
        Statement::Commit => out.push_str("COMMIT"),
        Statement::Rollback => out.push_str("ROLLBACK"),
    }
}
