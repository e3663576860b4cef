//! What may stand at the cursor: the grammar's own expectations, for completion.

use crate::expected::Expected;
use crate::input::{Context, Input, Tokens};
use crate::lexer::{lex, unquote_name};
use crate::parse::statement;
use crate::register::Register;
use crate::token::{Sign, Token, TokenKind, Trouble};
use crate::words::Word;
use std::cell::RefCell;

/// What may stand where the cursor is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expectation {
    /// Where the word that is being typed begins, in bytes; the cursor itself where none is.
    pub start: usize,
    /// A string is being typed; `start` is behind its quote.
    pub quoted: bool,
    /// Everything that may stand here; nothing where the text before it is wrong.
    pub expected: Vec<Expected>,
    /// The variables that the text names before the cursor, in order.
    pub variables: Vec<String>,
    /// The labels or types of the element whose property is wanted here.
    pub labels: Vec<String>,
    /// The key of the property whose value is wanted here.
    pub key: Option<String>,
}

/// What may stand behind a text that was typed so far. The word that the cursor touches counts as not yet typed.
pub fn expected(before_cursor: &str) -> Expectation {
    let tokens = lex(before_cursor);
    let touched = tokens
        .last()
        .filter(|token| token.span.end as usize == before_cursor.len());
    let mut expectation = Expectation {
        start: before_cursor.len(),
        ..Expectation::default()
    };
    let cut = match touched.map(|token| (token.kind, token.span)) {
        Some((TokenKind::Comment | TokenKind::Bad(Trouble::UnclosedComment), _)) => {
            return expectation;
        }
        Some((TokenKind::Bad(Trouble::UnclosedString), span)) => {
            expectation.quoted = true;
            expectation.start = span.start as usize + 1;
            span.start as usize
        }
        Some((kind, span)) if is_partial(kind) => {
            expectation.start = span.start as usize;
            span.start as usize
        }
        _ => before_cursor.len(),
    };
    let typed = &before_cursor[..cut];
    describe(typed, &mut expectation);
    expectation
}

/// Whether the token may still grow into another one.
fn is_partial(kind: TokenKind) -> bool {
    kind.is_name()
        || matches!(
            kind,
            TokenKind::Parameter
                | TokenKind::Sign(Sign::Dollar)
                | TokenKind::Bad(Trouble::UnclosedName)
        )
}

fn describe(typed: &str, expectation: &mut Expectation) {
    let text = last_statement(typed);
    let tokens = Tokens::of(text);
    let register = RefCell::new(Register::default());
    let context = Context::new(text, &tokens, Some(&register));
    // Whether the text so far is a statement does not matter; what was looked for at its end does.
    drop(statement::text(Input::new(&context)));
    let register = register.into_inner();
    if register.at == tokens.all().len() {
        expectation.expected = register.all();
    }
    let reader = Reader {
        text,
        tokens: tokens.all(),
    };
    expectation.variables = reader.variables();
    (expectation.labels, expectation.key) = reader.property();
}

/// What stands behind the last semicolon.
fn last_statement(typed: &str) -> &str {
    let is_semicolon = |token: &Token| token.kind == TokenKind::Sign(Sign::Semicolon);
    let start = lex(typed)
        .into_iter()
        .rfind(is_semicolon)
        .map_or(0, |token| token.span.end as usize);
    &typed[start..]
}

/// Reads names out of tokens that need not be a statement.
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn sign(&self, place: usize) -> Option<Sign> {
        match self.tokens.get(place)?.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    fn name(&self, place: usize) -> Option<String> {
        let token = self.tokens.get(place)?;
        let written = &self.text[token.span.range()];
        match token.kind {
            TokenKind::QuotedName => Some(unquote_name(written)),
            TokenKind::Name | TokenKind::Word(_) => Some(written.to_string()),
            _ => None,
        }
    }

    /// Names that stand where a variable is made: in brackets of a pattern, behind `AS`, before `=` and `IN`.
    fn variables(&self) -> Vec<String> {
        let mut variables: Vec<String> = Vec::new();
        for place in 1..self.tokens.len() {
            let Some(name) = self.name(place) else {
                continue;
            };
            if self.makes_variable(place) && !variables.contains(&name) {
                variables.push(name);
            }
        }
        variables
    }

    fn makes_variable(&self, place: usize) -> bool {
        let before = self.tokens[place - 1].kind;
        let behind = self.tokens.get(place + 1).map(|token| token.kind);
        match before {
            TokenKind::Word(Word::As) => true,
            TokenKind::Word(Word::Match | Word::Create | Word::Merge | Word::Let) => {
                behind == Some(TokenKind::Sign(Sign::Equal))
            }
            TokenKind::Word(Word::For | Word::Yield) => true,
            TokenKind::Sign(Sign::LeftParen | Sign::LeftBracket) => {
                use Sign::{At, Colon, LeftBrace, RightBracket, RightParen, Star};
                let called = place >= 2 && self.name(place - 2).is_some();
                match behind {
                    Some(TokenKind::Sign(Colon | LeftBrace | RightBracket | At | Star)) => !called,
                    Some(TokenKind::Sign(RightParen)) => !called,
                    Some(TokenKind::Word(Word::Where | Word::In | Word::Is)) => true,
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// The labels of the element whose property is typed at the end, and the key if its value is.
    fn property(&self) -> (Vec<String>, Option<String>) {
        let end = self.tokens.len();
        let behind_dot = end >= 2 && self.sign(end - 1) == Some(Sign::Dot);
        if let Some(variable) = behind_dot.then(|| self.name(end - 2)).flatten() {
            return (self.labels_of(&variable), None);
        }
        let key = match self.sign(end.wrapping_sub(1)) {
            Some(Sign::Colon) => self.name(end.wrapping_sub(2)),
            _ => None,
        };
        match self.open_brace() {
            Some(brace) => (self.labels_before(brace), key),
            None => self.compared(),
        }
    }

    /// The labels of `x` and the key in `x.key =`, at the end.
    fn compared(&self) -> (Vec<String>, Option<String>) {
        let end = self.tokens.len();
        let compared = self.sign(end.wrapping_sub(1)) == Some(Sign::Equal)
            && self.sign(end.wrapping_sub(3)) == Some(Sign::Dot);
        if !compared {
            return (Vec::new(), None);
        }
        let variable = self.name(end.wrapping_sub(4));
        let labels = variable.map_or_else(Vec::new, |variable| self.labels_of(&variable));
        (labels, self.name(end - 2))
    }

    /// The last brace that is still open.
    fn open_brace(&self) -> Option<usize> {
        let mut closed = 0;
        for place in (0..self.tokens.len()).rev() {
            match self.sign(place) {
                Some(Sign::RightBrace) => closed += 1,
                Some(Sign::LeftBrace) if closed == 0 => return Some(place),
                Some(Sign::LeftBrace) => closed -= 1,
                _ => {}
            }
        }
        None
    }

    /// The labels written right before a place: `:A:B`, `:A|B`.
    fn labels_before(&self, place: usize) -> Vec<String> {
        let mut labels = Vec::new();
        let mut at = place;
        while at >= 2 {
            let (Some(label), Some(Sign::Colon | Sign::Bar | Sign::Ampersand)) =
                (self.name(at - 1), self.sign(at - 2))
            else {
                break;
            };
            labels.insert(0, label);
            at -= 2;
        }
        labels
    }

    /// The labels that the text gives a variable where it stands in a pattern.
    fn labels_of(&self, variable: &str) -> Vec<String> {
        let mut labels = Vec::new();
        for place in 1..self.tokens.len() {
            let opened = matches!(
                self.sign(place - 1),
                Some(Sign::LeftParen | Sign::LeftBracket)
            );
            if !opened || self.name(place).as_deref() != Some(variable) {
                continue;
            }
            let mut at = place + 1;
            while let (Some(Sign::Colon | Sign::Bar | Sign::Ampersand), Some(label)) =
                (self.sign(at), self.name(at + 1))
            {
                labels.push(label);
                at += 2;
            }
        }
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::expected;
    use crate::expected::Expected;
    use crate::token::Sign;
    use crate::words::Word;

    #[track_caller]
    fn offers(text: &str, wanted: &[Expected]) {
        let found = expected(text).expected;
        for one in wanted {
            assert!(found.contains(one), "{text}: no {one} in {found:?}");
        }
    }

    #[test]
    fn a_beginning_offers_clauses_and_commands() {
        let words = [
            Word::Match,
            Word::Create,
            Word::Why,
            Word::Define,
            Word::Show,
        ];
        offers("", &words.map(Expected::Word));
        offers("MA", &[Expected::Word(Word::Match)]);
        assert_eq!(expected("MA").start, 0);
        offers("RETURN 1; ", &words.map(Expected::Word));
    }

    #[test]
    fn patterns_offer_labels_types_keys_and_handles() {
        offers(
            "MATCH (n:",
            &[Expected::Label, Expected::Sign(Sign::LeftParen)],
        );
        offers(
            "MATCH (n)-[r:",
            &[Expected::RelationType, Expected::Sign(Sign::Minus)],
        );
        offers("MATCH (n)-[r:KN", &[Expected::RelationType]);
        offers("MATCH (n {", &[Expected::PropertyKey]);
        offers("MATCH (@", &[Expected::Handle]);
        offers("MATCH (", &[Expected::NewName, Expected::Sign(Sign::At)]);
        offers("MATCH (n)-", &[Expected::Sign(Sign::LeftBracket)]);
        offers("MATCH (n) WHERE (n)-[:", &[Expected::RelationType]);
    }

    #[test]
    fn expressions_offer_what_has_a_value() {
        let starts = [Expected::Variable, Expected::Function, Expected::Parameter];
        offers("MATCH (n) RETURN ", &starts);
        offers("MATCH (n) WHERE n.", &[Expected::PropertyKey]);
        offers("MATCH (n) RETURN $", &[Expected::Parameter]);
        offers(
            "MATCH (n) RETURN n ",
            &[Word::As, Word::Order, Word::Limit].map(Expected::Word),
        );
    }

    #[test]
    fn places_of_the_extensions_offer_their_words() {
        let slices = [
            Word::At,
            Word::During,
            Word::Throughout,
            Word::For,
            Word::Where,
        ];
        offers("MATCH (n) ", &slices.map(Expected::Word));
        offers("MATCH (n) FOR ", &[Expected::Word(Word::ValidTime)]);
        offers(
            "MATCH (n) AT ",
            &[Expected::Word(Word::Certainly), Expected::String],
        );
        offers(
            "MATCH ",
            &[Word::Any, Word::Shortest, Word::Acyclic].map(Expected::Word),
        );
        offers("CALL ", &[Expected::Procedure]);
        offers("CALL p() YIELD ", &[Expected::Column]);
        offers(
            "DEFINE ",
            &[Word::Relation, Word::Label].map(Expected::Word),
        );
    }

    #[test]
    fn a_wrong_text_offers_nothing() {
        assert!(expected("MTCH (n) RETURN ").expected.is_empty());
        assert!(expected("RETURN 1 // MA").expected.is_empty());
    }

    #[test]
    fn variables_are_gathered() {
        let text = "MATCH p = (a:A)-[r]->(b) UNWIND [1] AS x RETURN count(a), ";
        assert_eq!(expected(text).variables, ["p", "a", "r", "b", "x"]);
    }

    #[test]
    fn properties_know_their_labels_and_values_their_key() {
        assert_eq!(expected("MATCH (p:Person) WHERE p.na").labels, ["Person"]);
        assert_eq!(
            expected("MATCH (p:Person:Actor {").labels,
            ["Person", "Actor"]
        );
        let value = expected("MATCH (p:Person {name: 'Tro");
        assert_eq!(value.labels, ["Person"]);
        assert_eq!(value.key.as_deref(), Some("name"));
        assert!(value.quoted);
        assert_eq!(value.start, 24);
        assert_eq!(
            expected("MATCH (p) WHERE p.name = ").key.as_deref(),
            Some("name")
        );
    }
}
