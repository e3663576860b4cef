//! Tokens: the smallest pieces of query text.

use crate::span::Span;
use crate::words::Word;

/// One piece of text and where it stands. White space between tokens is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name that is spelled like a word of the language.
    Word(Word),
    Name,
    /// A name in backticks.
    QuotedName,
    Integer,
    Float,
    String,
    /// `$name`, `$1`, `` $`name` ``.
    Parameter,
    Sign(Sign),
    Comment,
    /// Text that is no token; a parser never accepts it.
    Bad(Trouble),
}

/// What is wrong with a piece of text that is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    UnclosedString,
    UnclosedName,
    UnclosedComment,
    /// A number with letters or digits in it that do not belong there.
    Number,
    /// A character outside ASCII that has no meaning here.
    UnicodeCharacter,
    /// An ASCII character that has no meaning here.
    Character,
}

/// What a token is to someone who colours text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenClass {
    Keyword,
    Identifier,
    String,
    Number,
    Parameter,
    Operator,
    Comment,
    Error,
}

impl TokenKind {
    /// The class by spelling alone: a word counts as a keyword wherever it stands.
    pub fn class(self) -> TokenClass {
        match self {
            TokenKind::Word(_) => TokenClass::Keyword,
            TokenKind::Name | TokenKind::QuotedName => TokenClass::Identifier,
            TokenKind::Integer | TokenKind::Float => TokenClass::Number,
            TokenKind::String => TokenClass::String,
            TokenKind::Parameter => TokenClass::Parameter,
            TokenKind::Sign(_) => TokenClass::Operator,
            TokenKind::Comment => TokenClass::Comment,
            TokenKind::Bad(_) => TokenClass::Error,
        }
    }

    /// Whether the token can be a name in a place that only a name can take.
    pub(crate) fn is_name(self) -> bool {
        matches!(
            self,
            TokenKind::Word(_) | TokenKind::Name | TokenKind::QuotedName
        )
    }
}

macro_rules! signs {
    ($($name:ident $text:literal,)*) => {
        /// A punctuation mark or operator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sign { $($name,)* }

        impl Sign {
            pub fn text(self) -> &'static str {
                match self { $(Sign::$name => $text,)* }
            }
        }
    };
}

signs! {
    LeftParen "(",
    RightParen ")",
    LeftBracket "[",
    RightBracket "]",
    LeftBrace "{",
    RightBrace "}",
    Comma ",",
    Colon ":",
    Semicolon ";",
    Dot ".",
    DotDot "..",
    Bar "|",
    BarBar "||",
    Ampersand "&",
    Bang "!",
    Percent "%",
    Plus "+",
    PlusEqual "+=",
    Minus "-",
    Star "*",
    Slash "/",
    Caret "^",
    Equal "=",
    EqualTilde "=~",
    NotEqual "<>",
    Less "<",
    LessEqual "<=",
    Greater ">",
    GreaterEqual ">=",
    Dollar "$",
    At "@",
    // The dashes and arrow heads beside ASCII that openCypher allows in relation patterns, and only there.
    OtherDash "–",
    OtherLeft "⟨",
    OtherRight "⟩",
}
