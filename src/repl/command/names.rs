//! Names after a command: `stalin`, `@stalin`, `"Joseph Stalin"`, `Joseph Stalin`, and several of them in a row.

use crate::error::Result;
use crate::repl::command::misused;

/// One name as a handle of the language.
///
/// # Errors
/// There is none; `example` shows how one is given.
pub fn handle(text: &str, example: &str) -> Result<String> {
    let bare = text.trim().trim_start_matches('@');
    let bare = match bare.strip_prefix(['"', '\'']) {
        Some(rest) => rest.trim_end_matches(['"', '\'']),
        None => bare,
    };
    if bare.is_empty() {
        return Err(misused("a name is missing").hint(format!("such as {example}")));
    }
    let plain = bare
        .chars()
        .all(|letter| letter.is_alphanumeric() || letter == '_')
        && !bare.starts_with(|first: char| first.is_ascii_digit());
    Ok(match plain {
        true => format!("@{bare}"),
        false => format!("@\"{}\"", bare.replace('\\', "\\\\").replace('"', "\\\"")),
    })
}

/// Two names as handles: each a word, or quoted.
///
/// # Errors
/// There are fewer or more.
pub fn two(text: &str, example: &str) -> Result<(String, String)> {
    match words(text).as_slice() {
        [first, second] => Ok((handle(first, example)?, handle(second, example)?)),
        _ => Err(misused("two names are wanted, each a word or quoted")
            .hint(format!("such as {example}"))),
    }
}

/// The words of a text; what is quoted is one word, quotes and all.
pub fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = end_of_word(rest);
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}

/// Where the name that is being typed at the end of a text begins.
pub fn start_of_name(text: &str) -> usize {
    let last = words(text).last().copied().unwrap_or_default();
    let unclosed = last.trim_start_matches('@').starts_with('"') && !is_closed(last);
    match text.ends_with(char::is_whitespace) && !unclosed {
        true => text.len(),
        false => text.rfind(last).unwrap_or(text.len()),
    }
}

fn end_of_word(text: &str) -> usize {
    let quoted = text.trim_start_matches('@');
    let before = text.len() - quoted.len();
    let quote = match quoted.chars().next() {
        Some(quote @ ('"' | '\'')) => quote,
        _ => return text.find(char::is_whitespace).unwrap_or(text.len()),
    };
    quoted[1..]
        .find(quote)
        .map_or(text.len(), |end| before + end + 2)
}

fn is_closed(word: &str) -> bool {
    let word = word.trim_start_matches('@');
    word.len() > 1 && word.ends_with('"')
}

#[cfg(test)]
mod tests {
    use super::{handle, start_of_name, two, words};

    #[test]
    fn names_become_handles() {
        let told = |text: &str| handle(text, "").ok();
        assert_eq!(told("stalin").as_deref(), Some("@stalin"));
        assert_eq!(told("@stalin").as_deref(), Some("@stalin"));
        assert_eq!(told("Joseph Stalin").as_deref(), Some("@\"Joseph Stalin\""));
        assert_eq!(told("@\"1905\"").as_deref(), Some("@\"1905\""));
        assert_eq!(told("O'Neil").as_deref(), Some("@\"O'Neil\""));
        assert_eq!(told(" "), None);
    }

    #[test]
    fn two_names_are_words_or_quoted() {
        let pair = |a: &str, b: &str| Some((a.to_string(), b.to_string()));
        let told = |text: &str| two(text, "").ok();
        assert_eq!(
            told("\"Leon Trotsky\" zinoviev"),
            pair("@\"Leon Trotsky\"", "@zinoviev")
        );
        assert_eq!(told("@a @\"b c\""), pair("@a", "@\"b c\""));
        assert_eq!(told("one"), None);
        assert_eq!(told("one two three"), None);
        assert_eq!(words("a 'b c' d"), ["a", "'b c'", "d"]);
    }

    #[test]
    fn a_name_that_is_being_typed_begins_at_its_quote() {
        assert_eq!(start_of_name("sta"), 0);
        assert_eq!(start_of_name("stalin "), 7);
        assert_eq!(start_of_name("stalin \"Leon T"), 7);
        assert_eq!(start_of_name(""), 0);
    }
}
