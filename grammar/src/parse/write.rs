//! Clauses that write.

use super::clause::Step;
use super::expr::{Whole, expression, expressions};
use super::list::barred;
use super::pattern::{path_pattern, patterns};
use super::{atom, clause, label};
use crate::ast::{
    Clause, Expr, ExprKind, Foreach, Merge, MergeAction, MergeEvent, Name, RemoveItem, SetItem,
};
use crate::combine::{list_of, name, open, sign, word};
use crate::error::{Detail, Problem};
use crate::expected::{Expected, Group};
use crate::input::{Input, Parsed};
use crate::span::Span;
use crate::token::Sign;
use crate::words::Word;

/// create = ( "CREATE" | "INSERT" ) patterns
pub(super) fn create(input: Input<'_>) -> Step<'_> {
    let (rest, patterns) = patterns(input.skip(1))?;
    let span = input.span_to(rest);
    Ok((rest, Box::new(Clause::Create { patterns, span })))
}

/// merge = "MERGE" path-pattern { merge-action }
pub(super) fn merge(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::Merge)(input)?;
    let (mut rest, pattern) = path_pattern(rest)?;
    let mut actions = Vec::new();
    while rest.word() == Some(Word::On) {
        let (after, action) = merge_action(rest)?;
        actions.push(action);
        rest = after;
    }
    rest.note(Expected::Word(Word::On));
    let merge = Merge {
        pattern: *pattern,
        actions,
        span: input.span_to(rest),
    };
    Ok((rest, Box::new(Clause::Merge(merge))))
}

/// merge-action = "ON" ( "CREATE" | "MATCH" ) set-items
fn merge_action(input: Input<'_>) -> Parsed<'_, MergeAction> {
    let (rest, _) = word(Word::On)(input)?;
    let event = match rest.word() {
        Some(Word::Create) => MergeEvent::Create,
        Some(Word::Match) => MergeEvent::Match,
        _ => {
            rest.note(Expected::Word(Word::Create));
            return rest.miss(Expected::Word(Word::Match));
        }
    };
    let (rest, items) = set_items(rest.skip(1))?;
    Ok((rest, MergeAction { event, items }))
}

/// set = set-items
pub(super) fn set(input: Input<'_>) -> Step<'_> {
    let (rest, items) = set_items(input)?;
    let span = input.span_to(rest);
    Ok((rest, Box::new(Clause::Set { items, span })))
}

/// set-items = "SET" set-item { "," set-item }
fn set_items(input: Input<'_>) -> Parsed<'_, Vec<SetItem>> {
    let (rest, _) = word(Word::Set)(input)?;
    list_of(set_item, |item| *item)(rest)
}

/// set-item = reach property "=" expression | reach indexed "=" expression | name set-variable
fn set_item(input: Input<'_>) -> Parsed<'_, Box<SetItem>> {
    let (rest, subject) = atom::reach(input)?;
    let (rest, item) = match subject.kind {
        ExprKind::Variable(variable) => return set_variable(rest, variable),
        ExprKind::Property(subject, key) => {
            let (rest, value) = assigned(rest, Sign::Equal)?;
            let (subject, value) = (*subject, *value);
            (
                rest,
                SetItem::Property {
                    subject,
                    key,
                    value,
                },
            )
        }
        ExprKind::Index(subject, key) => {
            let (rest, value) = assigned(rest, Sign::Equal)?;
            let (subject, key, value) = (*subject, *key, *value);
            (
                rest,
                SetItem::DynamicProperty {
                    subject,
                    key,
                    value,
                },
            )
        }
        _ => return Err(no_target(input, rest)),
    };
    Ok((rest, Box::new(item)))
}

/// set-variable = ( "=" | "+=" ) expression | set-labels
fn set_variable(input: Input<'_>, variable: Name) -> Parsed<'_, Box<SetItem>> {
    let (rest, item) = match input.sign() {
        Some(Sign::Equal) => {
            let (rest, value) = assigned(input, Sign::Equal)?;
            let value = *value;
            (rest, SetItem::Replace { variable, value })
        }
        Some(Sign::PlusEqual) => {
            let (rest, value) = assigned(input, Sign::PlusEqual)?;
            let value = *value;
            (rest, SetItem::Merge { variable, value })
        }
        _ => {
            input.note(Expected::Sign(Sign::Equal));
            input.note(Expected::Sign(Sign::PlusEqual));
            let (rest, labels) = label::set_labels(input)?;
            (rest, SetItem::Labels { variable, labels })
        }
    };
    Ok((rest, Box::new(item)))
}

fn assigned(input: Input<'_>, by: Sign) -> Whole<'_> {
    let (rest, _) = sign(by)(input)?;
    expression(rest)
}

fn no_target(input: Input<'_>, rest: Input<'_>) -> nom::Err<Problem> {
    Problem::report(
        Detail::UnexpectedSyntax,
        input.span_to(rest),
        "only a property, a variable or the labels of a variable can be set or removed",
    )
}

/// remove = "REMOVE" remove-item { "," remove-item }
pub(super) fn remove(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::Remove)(input)?;
    let (rest, items) = list_of(remove_item, |item| *item)(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Box::new(Clause::Remove { items, span })))
}

/// remove-item = reach property | reach indexed | name set-labels
fn remove_item(input: Input<'_>) -> Parsed<'_, Box<RemoveItem>> {
    let (rest, subject) = atom::reach(input)?;
    let (rest, item) = match subject.kind {
        ExprKind::Property(subject, key) => {
            let subject = *subject;
            (rest, RemoveItem::Property { subject, key })
        }
        ExprKind::Index(subject, key) => {
            let (subject, key) = (*subject, *key);
            (rest, RemoveItem::DynamicProperty { subject, key })
        }
        ExprKind::Variable(variable) => {
            let (rest, labels) = label::set_labels(rest)?;
            (rest, RemoveItem::Labels { variable, labels })
        }
        _ => return Err(no_target(input, rest)),
    };
    Ok((rest, Box::new(item)))
}

/// delete = [ "DETACH" | "NODETACH" ] "DELETE" expressions
pub(super) fn delete(input: Input<'_>) -> Step<'_> {
    let said = matches!(input.word(), Some(Word::Detach | Word::Nodetach));
    let detach = input.word() == Some(Word::Detach);
    let (rest, _) = word(Word::Delete)(input.skip(usize::from(said)))?;
    let (rest, targets) = expressions(rest)?;
    let clause = Clause::Delete {
        detach,
        targets,
        span: input.span_to(rest),
    };
    Ok((rest, Box::new(clause)))
}

/// foreach = "FOREACH" "(" name "IN" expression "|" clause { clause } ")"
pub(super) fn foreach(input: Input<'_>) -> Step<'_> {
    let (rest, _) = word(Word::Foreach)(input)?;
    let (rest, bracket) = open(rest, Sign::LeftParen)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let (rest, _) = word(Word::In)(rest)?;
    let (rest, list) = barred(rest, expression)?;
    let (rest, _) = sign(Sign::Bar)(rest)?;
    let (rest, body) = clauses(rest)?;
    let (rest, ()) = bracket.close(rest, Sign::RightParen)?;
    let span = input.span_to(rest);
    Ok((rest, repeated(variable, list, body, span)))
}

fn repeated(variable: Name, list: Box<Expr>, body: Vec<Clause>, span: Span) -> Box<Clause> {
    Box::new(Clause::Foreach(Foreach {
        variable,
        list: *list,
        body,
        span,
    }))
}

fn clauses(input: Input<'_>) -> Parsed<'_, Vec<Clause>> {
    let (mut rest, first) = clause::clause(input)?;
    let mut body = vec![*first];
    while clause::starts(rest) {
        let (after, next) = clause::clause(rest)?;
        body.push(*next);
        rest = after;
    }
    rest.note_group(Group::Clause);
    Ok((rest, body))
}
