//! What the parser reads: the tokens of one statement, as an input that nom understands.

use crate::error::Problem;
use crate::expected::{Expected, Group};
use crate::lexer::Lexer;
use crate::register::Register;
use crate::span::Span;
use crate::token::{Sign, Token, TokenKind};
use crate::words::Word;
use nom::Needed;
use std::cell::{Cell, RefCell};
use std::iter::{Copied, Enumerate};
use std::slice::Iter;

/// The tokens of a text without its comments, and for each bracket the place of its partner.
pub(crate) struct Tokens {
    tokens: Vec<Token>,
    /// For a bracket the index of its partner; for all else, and for a bracket left open, [`ALONE`].
    partners: Vec<u32>,
}

const ALONE: u32 = u32::MAX;

impl Tokens {
    pub(crate) fn of(text: &str) -> Tokens {
        let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
        tokens.extend(
            Lexer::new(text)
                .map(|(token, _)| token)
                .filter(|token| token.kind != TokenKind::Comment),
        );
        let partners = partners(&tokens);
        Tokens { tokens, partners }
    }

    pub(crate) fn all(&self) -> &[Token] {
        &self.tokens
    }
}

fn partners(tokens: &[Token]) -> Vec<u32> {
    let mut partners = vec![ALONE; tokens.len()];
    let mut open: Vec<(u32, Sign)> = Vec::new();
    for (place, token) in (0_u32..).zip(tokens) {
        let TokenKind::Sign(sign) = token.kind else {
            continue;
        };
        match sign {
            Sign::LeftParen => open.push((place, Sign::RightParen)),
            Sign::LeftBracket => open.push((place, Sign::RightBracket)),
            Sign::LeftBrace => open.push((place, Sign::RightBrace)),
            Sign::RightParen | Sign::RightBracket | Sign::RightBrace => {
                if let Some((partner, _)) = open.pop_if(|(_, closing)| *closing == sign) {
                    partners[partner as usize] = place;
                    partners[place as usize] = partner;
                }
            }
            _ => {}
        }
    }
    partners
}

/// What all inputs over one text share.
pub(crate) struct Context<'a> {
    pub(crate) text: &'a str,
    tokens: &'a Tokens,
    /// The height of the highest expression read since it was last set to zero. See [`crate::parse`].
    pub(crate) height: Cell<u32>,
    /// Where failures are noted; a first reading does without, since most texts are right.
    register: Option<&'a RefCell<Register>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        text: &'a str,
        tokens: &'a Tokens,
        register: Option<&'a RefCell<Register>>,
    ) -> Context<'a> {
        Context {
            text,
            tokens,
            height: Cell::new(0),
            register,
        }
    }
}

/// What the place of an expression makes of it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scope {
    /// A `|` here ends the expression, and is no "or" between labels.
    pub(crate) bar_ends: bool,
    /// A pattern may stand here as a predicate.
    pub(crate) condition: bool,
}

/// The tokens that are still to be read. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Input<'a> {
    pub(crate) context: &'a Context<'a>,
    at: u32,
    end: u32,
    pub(crate) depth: u16,
    pub(crate) scope: Scope,
}

/// What every parser of the grammar returns.
pub(crate) type Parsed<'a, O> = nom::IResult<Input<'a>, O, Problem>;

impl<'a> Input<'a> {
    pub(crate) fn new(context: &'a Context<'a>) -> Input<'a> {
        Input {
            context,
            at: 0,
            end: context.tokens.tokens.len() as u32,
            depth: 0,
            scope: Scope::default(),
        }
    }

    fn remaining(&self) -> &'a [Token] {
        &self.context.tokens.tokens[self.at as usize..self.end as usize]
    }

    /// The index of the next token.
    pub(crate) fn place(&self) -> usize {
        self.at as usize
    }

    /// The `n`th token from here.
    pub(crate) fn nth(&self, n: usize) -> Option<Token> {
        self.remaining().get(n).copied()
    }

    pub(crate) fn kind(&self) -> Option<TokenKind> {
        self.nth(0).map(|token| token.kind)
    }

    pub(crate) fn nth_kind(&self, n: usize) -> Option<TokenKind> {
        self.nth(n).map(|token| token.kind)
    }

    /// The next token as a word of the language.
    pub(crate) fn word(&self) -> Option<Word> {
        self.nth_word(0)
    }

    pub(crate) fn nth_word(&self, n: usize) -> Option<Word> {
        match self.nth_kind(n) {
            Some(TokenKind::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn sign(&self) -> Option<Sign> {
        self.nth_sign(0)
    }

    pub(crate) fn nth_sign(&self, n: usize) -> Option<Sign> {
        match self.nth_kind(n) {
            Some(TokenKind::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    pub(crate) fn nth_is_name(&self, n: usize) -> bool {
        self.nth_kind(n).is_some_and(TokenKind::is_name)
    }

    /// How many tokens after this one its partner stands, if this is the `n`th token and a closed bracket.
    pub(crate) fn partner(&self, n: usize) -> Option<usize> {
        let place = self.at as usize + n;
        match self.context.tokens.partners.get(place) {
            Some(&partner) if partner != ALONE && partner > place as u32 => {
                Some((partner - self.at) as usize)
            }
            _ => None,
        }
    }

    /// The text of a token.
    pub(crate) fn text(&self, token: Token) -> &'a str {
        &self.context.text[token.span.range()]
    }

    /// The input after `n` tokens.
    pub(crate) fn skip(mut self, n: usize) -> Input<'a> {
        self.at = (self.at + n as u32).min(self.end);
        self
    }

    /// The same place in another scope.
    pub(crate) fn within(mut self, scope: Scope) -> Input<'a> {
        self.scope = scope;
        self
    }

    /// The span of the next token; an empty one behind the last token where the text ends.
    pub(crate) fn span(&self) -> Span {
        match self.nth(0) {
            Some(token) => token.span,
            None => self.end_of_last(),
        }
    }

    pub(crate) fn end_of_last(&self) -> Span {
        let before = self.context.tokens.tokens[..self.at as usize].last();
        let end = before.map_or(0, |token| token.span.end);
        Span { start: end, end }
    }

    /// The span of the tokens from here up to `rest`.
    pub(crate) fn span_to(&self, rest: Input<'a>) -> Span {
        if rest.at == self.at {
            let start = self.span().start;
            return Span { start, end: start };
        }
        Span {
            start: self.span().start,
            end: rest.end_of_last().end,
        }
    }

    /// Notes what was looked for here and not found.
    pub(crate) fn note(&self, expected: Expected) {
        if let Some(register) = self.context.register {
            register.borrow_mut().note(self.place(), expected);
        }
    }

    pub(crate) fn note_words(&self, words: &[Word]) {
        for word in words {
            self.note(Expected::Word(*word));
        }
    }

    pub(crate) fn note_group(&self, group: Group) {
        if let Some(register) = self.context.register {
            register.borrow_mut().note_group(self.place(), group);
        }
    }

    /// The failure of a rule that looked for this; another rule may still fit.
    pub(crate) fn miss<O>(&self, expected: Expected) -> Parsed<'a, O> {
        self.note(expected);
        Err(nom::Err::Error(Problem::unexpected()))
    }

    pub(crate) fn miss_group<O>(&self, group: Group) -> Parsed<'a, O> {
        self.note_group(group);
        Err(nom::Err::Error(Problem::unexpected()))
    }
}

impl<'a> nom::Input for Input<'a> {
    type Item = Token;
    type Iter = Copied<Iter<'a, Token>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        (self.end - self.at) as usize
    }

    fn take(&self, index: usize) -> Self {
        let mut taken = *self;
        taken.end = (self.at + index as u32).min(self.end);
        taken
    }

    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Token) -> bool>(&self, predicate: P) -> Option<usize> {
        self.remaining().iter().position(|token| predicate(*token))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.remaining().iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        match self.input_len() >= count {
            true => Ok(count),
            false => Err(Needed::new(count - self.input_len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, Input, Tokens};

    #[test]
    fn brackets_know_their_partners() {
        let text = "(a [b) ] {c}";
        let tokens = Tokens::of(text);
        let context = Context::new(text, &tokens, None);
        let input = Input::new(&context);
        assert_eq!(input.partner(0), None);
        assert_eq!(input.skip(6).partner(0), Some(2));
        assert_eq!(input.skip(6).nth(1).map(|t| input.text(t)), Some("c"));
    }

    #[test]
    fn spans_cover_the_tokens_read() {
        let text = " MATCH  /* x */ (n) ";
        let tokens = Tokens::of(text);
        let context = Context::new(text, &tokens, None);
        let input = Input::new(&context);
        assert_eq!(input.span_to(input.skip(2)).range(), 1..17);
        assert_eq!(input.span_to(input).range(), 1..1);
        assert_eq!(input.skip(9).span().range(), 19..19);
    }
}
