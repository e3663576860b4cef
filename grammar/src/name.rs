//! How names are spelled: the characters they are made of, and when they need backticks.

use crate::words::{Reach, Word};

/// Whether a name may begin with this character.
pub(crate) fn is_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || (!c.is_ascii() && c.is_alphabetic())
}

/// Whether a name may go on with this character: letters and digits of all scripts, and the marks that combine with them.
pub(crate) fn is_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)))
}

/// Combining marks that follow a letter and are no letters themselves (the blocks in common use), and the joiners.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036f}' | '\u{0483}'..='\u{0487}' | '\u{0591}'..='\u{05bd}'
        | '\u{064b}'..='\u{0652}' | '\u{093c}' | '\u{094d}' | '\u{09bc}' | '\u{09cd}'
        | '\u{0e47}'..='\u{0e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{200c}' | '\u{200d}' | '\u{20d0}'..='\u{20f0}' | '\u{fe20}'..='\u{fe2f}' | '‿' | '⁀')
}

/// Whether a text can stand as a name without backticks.
pub(crate) fn is_bare(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(is_start) && characters.all(is_part)
}

/// Whether a text can stand as a variable without backticks, wherever an expression may.
///
/// `CERTAINLY` and `POSSIBLY` are free, but at the beginning of a time clause's period they would be taken for its words.
pub(crate) fn is_bare_variable(text: &str) -> bool {
    let is_free = |word: Word| {
        word.reach() == Reach::Free && !matches!(word, Word::Certainly | Word::Possibly)
    };
    is_bare(text) && Word::find(text).is_none_or(is_free)
}

#[cfg(test)]
mod tests {
    use super::{is_bare, is_bare_variable};
    use crate::lexer::lex;

    #[test]
    fn names_are_made_of_letters_of_any_script() {
        for text in ["a", "_x9", "Троцкий", "名前", "e\u{301}tat", "şey"] {
            assert!(is_bare(text), "{text}");
            assert_eq!(lex(text).len(), 1);
        }
        for text in ["", "9a", "a-b", "a b", "$a", "`a`"] {
            assert!(!is_bare(text), "{text}");
        }
    }

    #[test]
    fn a_word_of_opencypher_needs_backticks_as_a_variable_and_a_new_word_does_not() {
        assert!(!is_bare_variable("match") && !is_bare_variable("Order"));
        assert!(is_bare_variable("during") && is_bare_variable("shortest"));
    }
}
