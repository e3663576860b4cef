//! Types of values: what stands behind `IS TYPED` and `IS ::`.

use crate::ast::{NamedType, TypeKind, ValueType};
use crate::combine::enter;
use crate::error::{Detail, Problem};
use crate::input::{Input, Parsed};
use crate::token::Sign;
use crate::words::Word;

/// Whether the `n`th token begins a type.
pub(super) fn begins(input: Input<'_>, n: usize) -> bool {
    named(input.skip(n)).is_some()
}

/// value-type = type-name [ "<" value-type ">" ] [ "NOT" "NULL" ]
///
/// Only a list has a type in brackets.
pub(super) fn value_type(input: Input<'_>) -> Parsed<'_, ValueType> {
    let (rest, name) = type_name(input)?;
    let (rest, kind) = match (name, rest.sign()) {
        (NamedType::List, Some(Sign::Less)) => {
            let (after, bracket) = enter(rest.skip(1))?;
            let (after, element) = value_type(after)?;
            if after.sign() != Some(Sign::Greater) {
                return after.miss(crate::expected::Expected::Sign(Sign::Greater));
            }
            let after = bracket.leave(after.skip(1));
            (after, TypeKind::List(Box::new(element)))
        }
        _ => (rest, TypeKind::Named(name)),
    };
    let not_null = (rest.word(), rest.nth_word(1)) == (Some(Word::Not), Some(Word::Null));
    let rest = rest.skip(if not_null { 2 } else { 0 });
    Ok((rest, ValueType { kind, not_null }))
}

/// type-name = name { name }
fn type_name(input: Input<'_>) -> Parsed<'_, NamedType> {
    if let Some((name, length)) = named(input) {
        return Ok((input.skip(length), name));
    }
    let names: Vec<&str> = NamedType::ALL.iter().map(|it| it.names()[0]).collect();
    let message = format!("a type is wanted: {}", names.join(", "));
    Err(Problem::report(
        Detail::UnexpectedSyntax,
        input.span(),
        message,
    ))
}

/// The type whose name stands here, and how many words the name has: the longest that fits.
fn named(input: Input<'_>) -> Option<(NamedType, usize)> {
    let mut found = None;
    for &one in NamedType::ALL {
        for name in one.names() {
            let length = name.split(' ').count();
            if found.is_none_or(|(_, longest)| length > longest) && stands(input, name) {
                found = Some((one, length));
            }
        }
    }
    found
}

fn stands(input: Input<'_>, name: &str) -> bool {
    name.split(' ').enumerate().all(|(at, word)| {
        let token = input.nth(at);
        token.is_some_and(|token| input.text(token).eq_ignore_ascii_case(word))
    })
}
