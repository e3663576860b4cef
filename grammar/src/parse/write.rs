//! Clauses that write.

use super::expr::expression;
use super::list::barred;
use super::pattern::{path_pattern, patterns};
use super::{atom, clause, label};
use crate::ast::{
    Clause, Expr, ExprKind, Foreach, LabelName, Merge, MergeAction, MergeEvent, Name, RemoveItem,
    SetItem,
};
use crate::combine::{list, name, nested, sign, word};
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;
use nom::Parser;
use nom::combinator::cut;

/// create = ( "CREATE" | "INSERT" ) patterns
pub(super) fn create(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, patterns) = patterns(input.skip(1))?;
    let span = input.span_to(rest);
    Ok((rest, Clause::Create { patterns, span }))
}

/// merge = "MERGE" path-pattern { merge-action }
pub(super) fn merge(input: Input<'_>) -> Parsed<'_, Clause> {
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
        pattern,
        actions,
        span: input.span_to(rest),
    };
    Ok((rest, Clause::Merge(merge)))
}

/// merge-action = "ON" ( "CREATE" | "MATCH" ) "SET" set-item { "," set-item }
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
    let (rest, _) = word(Word::Set)(rest.skip(1))?;
    let (rest, items) = list(set_item)(rest)?;
    Ok((rest, MergeAction { event, items }))
}

/// set = "SET" set-item { "," set-item }
pub(super) fn set(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::Set)(input)?;
    let (rest, items) = list(set_item)(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Clause::Set { items, span }))
}

/// set-item = reach "." key "=" expression | reach "[" expression "]" "=" expression | variable ( "=" | "+=" ) expression | variable set-labels
fn set_item(input: Input<'_>) -> Parsed<'_, SetItem> {
    let (rest, subject) = atom::reach(input)?;
    match subject.kind {
        ExprKind::Property(subject, key) => {
            let (rest, value) = assigned(rest, Sign::Equal)?;
            let subject = *subject;
            Ok((
                rest,
                SetItem::Property {
                    subject,
                    key,
                    value,
                },
            ))
        }
        ExprKind::Index(subject, key) => {
            let (rest, value) = assigned(rest, Sign::Equal)?;
            let (subject, key) = (*subject, *key);
            Ok((
                rest,
                SetItem::DynamicProperty {
                    subject,
                    key,
                    value,
                },
            ))
        }
        ExprKind::Variable(variable) => set_variable(rest, variable),
        _ => Err(no_target(input, rest)),
    }
}

fn set_variable(input: Input<'_>, variable: Name) -> Parsed<'_, SetItem> {
    match input.sign() {
        Some(Sign::Equal) => {
            let (rest, value) = assigned(input, Sign::Equal)?;
            Ok((rest, SetItem::Replace { variable, value }))
        }
        Some(Sign::PlusEqual) => {
            let (rest, value) = assigned(input, Sign::PlusEqual)?;
            Ok((rest, SetItem::Merge { variable, value }))
        }
        _ => {
            input.note(Expected::Sign(Sign::Equal));
            input.note(Expected::Sign(Sign::PlusEqual));
            input.note(Expected::Word(Word::Is));
            let (rest, labels) = label::to_set(input)?;
            Ok((rest, SetItem::Labels { variable, labels }))
        }
    }
}

fn assigned(input: Input<'_>, by: Sign) -> Parsed<'_, Expr> {
    let (rest, _) = sign(by)(input)?;
    cut(expression).parse(rest)
}

fn no_target(input: Input<'_>, rest: Input<'_>) -> nom::Err<Problem> {
    Problem::report(
        Detail::UnexpectedSyntax,
        input.span_to(rest),
        "only a property, a variable or the labels of a variable can be set or removed",
    )
}

/// remove = "REMOVE" remove-item { "," remove-item }
pub(super) fn remove(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::Remove)(input)?;
    let (rest, items) = list(remove_item)(rest)?;
    let span = input.span_to(rest);
    Ok((rest, Clause::Remove { items, span }))
}

/// remove-item = reach "." key | reach "[" expression "]" | variable set-labels
fn remove_item(input: Input<'_>) -> Parsed<'_, RemoveItem> {
    let (rest, subject) = atom::reach(input)?;
    let item = match subject.kind {
        ExprKind::Property(subject, key) => RemoveItem::Property {
            subject: *subject,
            key,
        },
        ExprKind::Index(subject, key) => RemoveItem::DynamicProperty {
            subject: *subject,
            key: *key,
        },
        ExprKind::Variable(variable) => {
            rest.note(Expected::Word(Word::Is));
            let (rest, labels): (_, Vec<LabelName>) = label::to_set(rest)?;
            return Ok((rest, RemoveItem::Labels { variable, labels }));
        }
        _ => return Err(no_target(input, rest)),
    };
    Ok((rest, item))
}

/// delete = [ "DETACH" | "NODETACH" ] "DELETE" expression { "," expression }
pub(super) fn delete(input: Input<'_>) -> Parsed<'_, Clause> {
    let said = matches!(input.word(), Some(Word::Detach | Word::Nodetach));
    let detach = input.word() == Some(Word::Detach);
    let (rest, _) = word(Word::Delete)(input.skip(usize::from(said)))?;
    let (rest, targets) = list(expression)(rest)?;
    let clause = Clause::Delete {
        detach,
        targets,
        span: input.span_to(rest),
    };
    Ok((rest, clause))
}

/// foreach = "FOREACH" "(" variable "IN" expression "|" clause { clause } ")"
pub(super) fn foreach(input: Input<'_>) -> Parsed<'_, Clause> {
    let (rest, _) = word(Word::Foreach)(input)?;
    let (rest, mut foreach) = nested(rest, |input| {
        let (rest, _) = sign(Sign::LeftParen)(input)?;
        let (rest, variable) = name(Expected::NewName)(rest)?;
        let (rest, _) = word(Word::In)(rest)?;
        let (rest, list) = barred(expression)(rest)?;
        let (rest, _) = sign(Sign::Bar)(rest)?;
        let (rest, body) = clauses_until_paren(rest)?;
        let span = input.span_to(rest);
        let foreach = Foreach {
            variable,
            list,
            body,
            span,
        };
        Ok((rest, foreach))
    })?;
    foreach.span = input.span_to(rest);
    Ok((rest, Clause::Foreach(foreach)))
}

fn clauses_until_paren(input: Input<'_>) -> Parsed<'_, Vec<Clause>> {
    let (mut rest, first) = clause::clause(input)?;
    let mut body = vec![first];
    while rest.sign() != Some(Sign::RightParen) {
        rest.note(Expected::Sign(Sign::RightParen));
        let (after, next) = clause::clause(rest)?;
        body.push(next);
        rest = after;
    }
    Ok((rest.skip(1), body))
}
