//! What a misspelt word may mean.

use crate::expected::Expected;
use crate::input::Tokens;
use crate::token::{Token, TokenKind};
use crate::words::Word;
use strsim::damerau_levenshtein;

/// Sentences that help on with the token at `at`, where one of `expected` should stand.
pub(crate) fn hints(text: &str, tokens: &Tokens, at: usize, expected: &[Expected]) -> Vec<String> {
    let found = tokens.all().get(at);
    let words = expected.iter().filter_map(|one| match one {
        Expected::Word(word) => Some(*word),
        _ => None,
    });
    let here = found.and_then(|token| near(text, *token, words));
    let before = || {
        let token = tokens.all().get(at.checked_sub(1)?)?;
        misspelt(text, *token)
    };
    let spelled = here.or_else(before);
    let sign = found.and_then(|token| foreign(text, *token));
    spelled
        .into_iter()
        .chain(sign.map(str::to_string))
        .collect()
}

/// The nearest of the words that could have stood where this token stands.
fn near(text: &str, token: Token, words: impl Iterator<Item = Word>) -> Option<String> {
    if !matches!(token.kind, TokenKind::Name | TokenKind::Word(_)) {
        return None;
    }
    let spelled = text[token.span.range()].to_uppercase();
    let limit = tolerance(spelled.len());
    words
        .map(|word| (damerau_levenshtein(&spelled, word.text()), word))
        .filter(|(distance, _)| (1..=limit).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| format!("did you mean {}?", word.text()))
}

/// How many slips a word of so many letters may have.
fn tolerance(letters: usize) -> usize {
    match letters {
        0..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => 3,
    }
}

/// A name right before the error that was read as a name and may have been meant as a word.
fn misspelt(text: &str, token: Token) -> Option<String> {
    if token.kind != TokenKind::Name || token.span.range().len() < 4 {
        return None;
    }
    let spelled = text[token.span.range()].to_uppercase();
    Word::all()
        .filter(|word| word.text().len() >= 5)
        .find(|word| damerau_levenshtein(&spelled, word.text()) == 1)
        .map(|word| {
            let written = &text[token.span.range()];
            format!("did you mean {} where `{written}` stands?", word.text())
        })
}

/// Marks that other languages use for what is written otherwise here.
fn foreign(text: &str, token: Token) -> Option<&'static str> {
    let rest = &text[token.span.start as usize..];
    let advice = match rest.chars().next()? {
        '!' if rest.starts_with("!=") => "`<>` means not equal",
        '=' if text[..token.span.start as usize].ends_with('=') => "`=` alone means equal",
        '“' | '”' | '„' | '‘' | '’' => {
            "strings stand in straight quotes: 'text' or \"text\""
        }
        '—' | '–' | '−' | '‐' | '‑' => "minus is `-`",
        _ => return None,
    };
    Some(advice)
}
