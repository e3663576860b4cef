//! Clauses that write.

use super::expr::{subject, value};
use super::{clause, comma, label, name, pattern, separated};
use crate::ast::{Expr, Foreach, Merge, MergeEvent, Name, RemoveItem, SetItem};

pub(super) fn merge(out: &mut String, merge: &Merge) {
    out.push_str("MERGE ");
    pattern::path(out, &merge.pattern);
    for action in &merge.actions {
        out.push_str(match action.event {
            MergeEvent::Create => " ON CREATE ",
            MergeEvent::Match => " ON MATCH ",
        });
        set(out, &action.items);
    }
}

pub(super) fn set(out: &mut String, items: &[SetItem]) {
    out.push_str("SET ");
    comma(out, items, |out, item| match item {
        SetItem::Property {
            subject,
            key,
            value,
        } => {
            property(out, subject, key);
            assign(out, " = ", value);
        }
        SetItem::DynamicProperty {
            subject,
            key,
            value,
        } => {
            element(out, subject, key);
            assign(out, " = ", value);
        }
        SetItem::Replace { variable, value } => {
            name::variable(out, variable);
            assign(out, " = ", value);
        }
        SetItem::Merge { variable, value } => {
            name::variable(out, variable);
            assign(out, " += ", value);
        }
        SetItem::Labels { variable, labels } => {
            name::variable(out, variable);
            label::names(out, labels);
        }
    });
}

pub(super) fn remove(out: &mut String, items: &[RemoveItem]) {
    out.push_str("REMOVE ");
    comma(out, items, |out, item| match item {
        RemoveItem::Property { subject, key } => property(out, subject, key),
        RemoveItem::DynamicProperty { subject, key } => element(out, subject, key),
        RemoveItem::Labels { variable, labels } => {
            name::variable(out, variable);
            label::names(out, labels);
        }
    });
}

fn property(out: &mut String, of: &Expr, key: &Name) {
    subject(out, of);
    out.push('.');
    name::plain(out, &key.text);
}

fn element(out: &mut String, of: &Expr, key: &Expr) {
    subject(out, of);
    out.push('[');
    value(out, key);
    out.push(']');
}

fn assign(out: &mut String, by: &str, assigned: &Expr) {
    out.push_str(by);
    value(out, assigned);
}

pub(super) fn foreach(out: &mut String, foreach: &Foreach) {
    out.push_str("FOREACH (");
    name::variable(out, &foreach.variable);
    out.push_str(" IN ");
    value(out, &foreach.list);
    out.push_str(" | ");
    separated(out, &foreach.body, " ", clause::clause);
    out.push(')');
}
