//! Commands beside queries: definitions, indexes, constraints, lists of these.

use super::map;
use crate::ast::{Definition, DefinitionKind, Name, Show, Statement};
use crate::combine::{name, sign, word};
use crate::error::{Detail, Problem};
use crate::expected::Expected;
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;
use nom::Parser;
use nom::combinator::opt;
use nom::sequence::delimited;

/// define = "DEFINE" ( "RELATION" | "LABEL" ) name map
pub(super) fn define(input: Input<'_>) -> Parsed<'_, Statement> {
    let (rest, _) = word(Word::Define)(input)?;
    let (kind, wanted) = match rest.word() {
        Some(Word::Relation) => (DefinitionKind::Relation, Expected::RelationType),
        Some(Word::Label) => (DefinitionKind::Label, Expected::Label),
        _ => {
            rest.note(Expected::Word(Word::Relation));
            return rest.miss(Expected::Word(Word::Label));
        }
    };
    let (rest, name) = name(wanted)(rest.skip(1))?;
    let (rest, map) = map::map(rest)?;
    let definition = Definition {
        kind,
        name,
        map: *map,
        span: input.span_to(rest),
    };
    Ok((rest, Statement::Define(definition)))
}

/// show = "SHOW" ( "DEFINITIONS" | "INDEX" | "INDEXES" | "CONSTRAINT" | "CONSTRAINTS" | "FUNCTIONS" | "PROCEDURES" )
pub(super) fn show(input: Input<'_>) -> Parsed<'_, Statement> {
    let (rest, _) = word(Word::Show)(input)?;
    let show = match rest.word() {
        Some(Word::Definitions) => Show::Definitions,
        Some(Word::Index | Word::Indexes) => Show::Indexes,
        Some(Word::Constraint | Word::Constraints) => Show::Constraints,
        Some(Word::Functions) => Show::Functions,
        Some(Word::Procedures) => Show::Procedures,
        _ => {
            for word in [
                Word::Definitions,
                Word::Indexes,
                Word::Constraints,
                Word::Functions,
            ] {
                rest.note(Expected::Word(word));
            }
            return rest.miss(Expected::Word(Word::Procedures));
        }
    };
    Ok((rest.skip(1), Statement::Show(show)))
}

/// drop = "DROP" ( "INDEX" | "CONSTRAINT" ) name [ "IF" "EXISTS" ]
pub(super) fn drop(input: Input<'_>) -> Parsed<'_, Statement> {
    let (rest, _) = word(Word::Drop)(input)?;
    let (index, wanted) = match rest.word() {
        Some(Word::Index) => (true, Expected::IndexName),
        Some(Word::Constraint) => (false, Expected::ConstraintName),
        _ => {
            rest.note(Expected::Word(Word::Index));
            return rest.miss(Expected::Word(Word::Constraint));
        }
    };
    let (rest, name) = name(wanted)(rest.skip(1))?;
    let (rest, exists) = opt((word(Word::If), word(Word::Exists))).parse(rest)?;
    let (if_exists, span) = (exists.is_some(), input.span_to(rest));
    let statement = match index {
        true => Statement::DropIndex {
            name,
            if_exists,
            span,
        },
        false => Statement::DropConstraint {
            name,
            if_exists,
            span,
        },
    };
    Ok((rest, statement))
}

/// Whether `CREATE` begins a command and no clause.
pub(super) fn creates(input: Input<'_>) -> bool {
    matches!(input.nth_word(1), Some(Word::Index | Word::Constraint))
        && input.nth_sign(2) != Some(Sign::Equal)
}

/// create-command = create-index | create-constraint
pub(super) fn create_command(input: Input<'_>) -> Parsed<'_, Statement> {
    match input.nth_word(1) {
        Some(Word::Index) => create_index(input),
        _ => create_constraint(input),
    }
}

/// create-index = "CREATE" "INDEX" naming "FOR" target "ON" "(" target-property ")"
fn create_index(input: Input<'_>) -> Parsed<'_, Statement> {
    let (rest, (name, if_not_exists)) = naming(input.skip(2), Expected::IndexName)?;
    let (rest, _) = word(Word::For)(rest)?;
    let (rest, target) = target(rest)?;
    let (rest, _) = word(Word::On)(rest)?;
    let (rest, property) = delimited(
        sign(Sign::LeftParen),
        |input| target_property(input, &target.variable),
        sign(Sign::RightParen),
    )
    .parse(rest)?;
    let statement = Statement::CreateIndex {
        name,
        if_not_exists,
        on_relation: target.on_relation,
        label: target.label,
        property,
        span: input.span_to(rest),
    };
    Ok((rest, statement))
}

/// create-constraint = "CREATE" "CONSTRAINT" naming "FOR" node-target "REQUIRE" ( target-property | "(" target-property ")" ) "IS" "UNIQUE"
fn create_constraint(input: Input<'_>) -> Parsed<'_, Statement> {
    let (rest, (name, if_not_exists)) = naming(input.skip(2), Expected::ConstraintName)?;
    let (rest, _) = word(Word::For)(rest)?;
    let (rest, target) = node_target(rest)?;
    let (rest, _) = word(Word::Require)(rest)?;
    let (rest, property) = match rest.sign() {
        Some(Sign::LeftParen) => {
            let (rest, property) = target_property(rest.skip(1), &target.variable)?;
            let (rest, _) = sign(Sign::RightParen)(rest)?;
            (rest, property)
        }
        _ => target_property(rest, &target.variable)?,
    };
    let (rest, _) = (word(Word::Is), word(Word::Unique)).parse(rest)?;
    let statement = Statement::CreateConstraint {
        name,
        if_not_exists,
        label: target.label,
        property,
        span: input.span_to(rest),
    };
    Ok((rest, statement))
}

/// naming = [ name ] [ "IF" "NOT" "EXISTS" ]
///
/// `FOR` before a parenthesis and `IF` before `NOT` are no names.
fn naming(input: Input<'_>, wanted: Expected) -> Parsed<'_, (Option<Name>, bool)> {
    let unnamed = match input.word() {
        Some(Word::For) => input.nth_sign(1) == Some(Sign::LeftParen),
        Some(Word::If) => input.nth_word(1) == Some(Word::Not),
        _ => false,
    };
    let (rest, called) = match unnamed {
        true => (input, None),
        false => opt(name(wanted)).parse(input)?,
    };
    let unless = (word(Word::If), word(Word::Not), word(Word::Exists));
    let (rest, unless) = opt(unless).parse(rest)?;
    Ok((rest, (called, unless.is_some())))
}

/// What an index or constraint is for.
struct Target {
    on_relation: bool,
    variable: Name,
    label: Name,
}

/// target = node-target | relation-target
fn target(input: Input<'_>) -> Parsed<'_, Target> {
    match input.nth_sign(1) {
        Some(Sign::RightParen) => relation_target(input),
        _ => node_target(input),
    }
}

/// node-target = "(" name ":" name ")"
fn node_target(input: Input<'_>) -> Parsed<'_, Target> {
    let (rest, _) = sign(Sign::LeftParen)(input)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let (rest, _) = sign(Sign::Colon)(rest)?;
    let (rest, label) = name(Expected::Label)(rest)?;
    let (rest, _) = sign(Sign::RightParen)(rest)?;
    let target = Target {
        on_relation: false,
        variable,
        label,
    };
    Ok((rest, target))
}

/// relation-target = "(" ")" [ "<" ] "-" "[" name ":" name "]" "-" [ ">" ] "(" ")"
fn relation_target(input: Input<'_>) -> Parsed<'_, Target> {
    let (rest, _) = (sign(Sign::LeftParen), sign(Sign::RightParen)).parse(input)?;
    let (rest, _) = opt(sign(Sign::Less)).parse(rest)?;
    let (rest, _) = (sign(Sign::Minus), sign(Sign::LeftBracket)).parse(rest)?;
    let (rest, variable) = name(Expected::NewName)(rest)?;
    let (rest, _) = sign(Sign::Colon)(rest)?;
    let (rest, label) = name(Expected::RelationType)(rest)?;
    let (rest, _) = (sign(Sign::RightBracket), sign(Sign::Minus)).parse(rest)?;
    let (rest, _) = opt(sign(Sign::Greater)).parse(rest)?;
    let (rest, _) = (sign(Sign::LeftParen), sign(Sign::RightParen)).parse(rest)?;
    let target = Target {
        on_relation: true,
        variable,
        label,
    };
    Ok((rest, target))
}

/// target-property = name "." name
///
/// A property of the target's variable.
fn target_property<'a>(input: Input<'a>, variable: &Name) -> Parsed<'a, Name> {
    let (rest, subject) = name(Expected::Variable)(input)?;
    if subject.text != variable.text {
        let message = format!(
            "`{}` is not the variable of the pattern, which is `{}`",
            subject.text, variable.text
        );
        return Err(Problem::report(
            Detail::UnexpectedSyntax,
            subject.span,
            message,
        ));
    }
    let (rest, _) = sign(Sign::Dot)(rest)?;
    name(Expected::PropertyKey)(rest)
}
