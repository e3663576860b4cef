//! What Tab offers: looks at the text before the cursor, decides what kind of word is being written, and lists those that fit.

use crate::fun;
use crate::repl::command::{COMMANDS, Completes, find, is_command};
use crate::repl::vocabulary::{Entity, Vocabulary};
use crate::report::Mode;
use clap::ValueEnum;
use factio_grammar::Expected;
use factio_graph::facts::fold as folded;
use rustyline::completion::{FilenameCompleter, Pair};

/// The start of the word under the cursor, and what it may become.
pub fn complete(
    words: &Vocabulary,
    line: &str,
    pos: usize,
) -> rustyline::Result<(usize, Vec<Pair>)> {
    let before = &line[..pos];
    if is_command(before) || before.trim() == ":" {
        return command(words, before, pos, line);
    }
    Ok(query(words, before))
}

fn command(
    words: &Vocabulary,
    before: &str,
    pos: usize,
    line: &str,
) -> rustyline::Result<(usize, Vec<Pair>)> {
    let Some((name, rest)) = before.split_once(char::is_whitespace) else {
        let names = COMMANDS
            .iter()
            .map(|command| format!(":{}", command.names[0]));
        return Ok((0, fitting(before, names)));
    };
    let start = pos - rest.len();
    let modes = Mode::value_variants()
        .iter()
        .filter_map(|mode| mode.to_possible_value())
        .map(|value| value.get_name().to_string());
    Ok(match find(name).map(|command| command.completes) {
        Some(Completes::Modes) => (start, fitting(rest, modes)),
        Some(Completes::Commands) => {
            let names = COMMANDS.iter().map(|command| command.names[0].to_string());
            (start, fitting(rest, names))
        }
        Some(Completes::Files) => FilenameCompleter::new().complete_path(line, pos)?,
        Some(Completes::Query) => query(words, before),
        Some(Completes::Nothing) | None => (pos, Vec::new()),
    })
}

/// What kind of word is being written, with what stands of it.
#[derive(Debug, PartialEq, Eq)]
enum Place<'t> {
    Label(&'t str),
    Type(&'t str),
    Key(&'t str),
    Handle(&'t str),
    QuotedHandle(&'t str),
    /// In the string after `{name:`.
    Name(&'t str),
    Parameter(&'t str),
    Word(&'t str),
    /// In a string or comment.
    Nowhere,
}

fn query(words: &Vocabulary, before: &str) -> (usize, Vec<Pair>) {
    let place = place(before);
    let (word, pairs) = match place {
        Place::Label(word) => (
            word,
            fitting(word, words.labels.iter().map(|name| quoted(name))),
        ),
        Place::Type(word) => (
            word,
            fitting(word, words.types.iter().map(|name| quoted(name))),
        ),
        Place::Key(word) => (
            word,
            fitting(word, words.keys.iter().map(|name| quoted(name))),
        ),
        Place::Parameter(word) => (
            word,
            fitting(word, words.parameters.iter().map(|name| quoted(name))),
        ),
        Place::Handle(word) => (word, handles(words, word)),
        Place::QuotedHandle(word) => (word, names(words, word, '"')),
        Place::Name(word) => (word, names(words, word, '\'')),
        Place::Word(word) => (word, keywords(words, before, word)),
        Place::Nowhere => ("", Vec::new()),
    };
    (before.len() - word.len(), pairs)
}

fn place(before: &str) -> Place<'_> {
    let scan = Scan::of(before);
    if let Some((quote, start)) = scan.open_quote {
        let inside = &before[start + 1..];
        let outside = before[..start].trim_end();
        return match quote {
            '"' if outside.ends_with('@') => Place::QuotedHandle(inside),
            '\'' | '"' if is_name_entry(outside) => Place::Name(inside),
            _ => Place::Nowhere,
        };
    }
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, letter)| letter.is_alphanumeric() || *letter == '_')
        .last()
        .map_or(before.len(), |(at, _)| at);
    let (outside, word) = before.split_at(start);
    match outside.chars().next_back() {
        Some('@') => Place::Handle(word),
        Some('$') => Place::Parameter(word),
        Some('.') if !outside.ends_with("..") => Place::Key(word),
        Some(':' | '|' | '&' | '!') => match scan.brackets.last() {
            Some('[') => Place::Type(word),
            Some('{') => Place::Word(word),
            _ => Place::Label(word),
        },
        Some('{' | ',') if scan.brackets.last() == Some(&'{') => Place::Key(word),
        Some(' ')
            if scan.brackets.last() == Some(&'{') && outside.trim_end().ends_with(['{', ',']) =>
        {
            Place::Key(word)
        }
        _ => Place::Word(word),
    }
}

/// `{name:`, `{.. , aliases:` and the like before a string.
fn is_name_entry(outside: &str) -> bool {
    let Some(key) = outside.strip_suffix(':') else {
        return outside.ends_with(".name =") || outside.ends_with(".name=");
    };
    let key = key.trim_end();
    ["name", "key"].iter().any(|name| {
        key.strip_suffix(name)
            .is_some_and(|rest| rest.trim_end().ends_with(['{', ',']))
    })
}

/// Which brackets and which quote are still open at the end of a text.
struct Scan {
    brackets: Vec<char>,
    open_quote: Option<(char, usize)>,
}

impl Scan {
    fn of(text: &str) -> Scan {
        let mut scan = Scan {
            brackets: Vec::new(),
            open_quote: None,
        };
        let mut letters = text.char_indices();
        while let Some((at, letter)) = letters.next() {
            match (scan.open_quote, letter) {
                (Some(_), '\\') => _ = letters.next(),
                (Some((quote, _)), letter) if letter == quote => scan.open_quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"' | '`') => scan.open_quote = Some((letter, at)),
                (None, '(' | '[' | '{') => scan.brackets.push(letter),
                (None, ')' | ']' | '}') => _ = scan.brackets.pop(),
                (None, _) => {}
            }
        }
        scan
    }
}

fn keywords(words: &Vocabulary, before: &str, word: &str) -> Vec<Pair> {
    let expected = factio_grammar::expected(&before[..before.len() - word.len()]);
    let mut pairs = Vec::new();
    for what in expected {
        pairs.extend(match what {
            Expected::Word(keyword) => fitting(word, std::iter::once(keyword.text().to_string())),
            Expected::Function if !word.is_empty() => fitting(
                word,
                fun::all().map(|function| format!("{}(", function.name)),
            ),
            Expected::Variable => fitting(word, variables(before, word).into_iter()),
            Expected::Procedure => {
                fitting(word, words.procedures.iter().map(|name| format!("{name}(")))
            }
            Expected::Label => fitting(word, words.labels.iter().map(|name| quoted(name))),
            Expected::RelationType => fitting(word, words.types.iter().map(|name| quoted(name))),
            Expected::PropertyKey => fitting(word, words.keys.iter().map(|name| quoted(name))),
            _ => Vec::new(),
        });
    }
    pairs
}

/// Names that stand in the text already, other than the word itself.
fn variables(before: &str, word: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let text = &before[..before.len() - word.len()];
    for opener in ['(', '['] {
        for part in text.split(opener).skip(1) {
            let name: String = part
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.sort();
    names
}

/// Those whose key begins so; where there is none, those one of whose names does.
fn handles(words: &Vocabulary, word: &str) -> Vec<Pair> {
    let wanted = folded(word);
    let by_key = |entity: &&Entity| {
        let key = entity.key.as_deref();
        key.is_some_and(|key| folded(key).starts_with(&wanted))
    };
    let mut fitting: Vec<&Entity> = words.entities.iter().filter(by_key).collect();
    if fitting.is_empty() {
        let by_name = |entity: &&Entity| name_fits(&entity.name, &wanted);
        fitting = words.entities.iter().filter(by_name).collect();
    }
    fitting
        .into_iter()
        .map(|entity| Pair {
            display: told(entity),
            replacement: match &entity.key {
                Some(key) if is_plain(key) => key.clone(),
                _ => format!("\"{}\"", escaped(&entity.name, '"')),
            },
        })
        .collect()
}

fn escaped(name: &str, quote: char) -> String {
    name.replace('\\', "\\\\")
        .replace(quote, &format!("\\{quote}"))
}

fn names(words: &Vocabulary, word: &str, quote: char) -> Vec<Pair> {
    let wanted = folded(word);
    words
        .entities
        .iter()
        .filter(|entity| name_fits(&entity.name, &wanted))
        .map(|entity| Pair {
            display: told(entity),
            replacement: format!("{}{quote}", escaped(&entity.name, quote)),
        })
        .collect()
}

/// Whether the name or one of its later words begins so.
fn name_fits(name: &str, wanted: &str) -> bool {
    let name = folded(name);
    name.starts_with(wanted) || name.split(' ').any(|word| word.starts_with(wanted))
}

fn told(entity: &Entity) -> String {
    format!("{} ({})", entity.name, entity.about)
}

/// The names that begin with `word`, without regard to case.
fn fitting(word: &str, names: impl Iterator<Item = String>) -> Vec<Pair> {
    let wanted = word.to_lowercase();
    names
        .filter(|name| name.to_lowercase().starts_with(&wanted))
        .map(|name| Pair {
            display: name.clone(),
            replacement: name,
        })
        .collect()
}

fn is_plain(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
}

fn quoted(name: &str) -> String {
    match is_plain(name) {
        true => name.to_string(),
        false => format!("`{}`", name.replace('`', "``")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, place};

    #[test]
    fn the_place_of_the_cursor_decides_what_is_offered() {
        assert_eq!(place("MATCH (p:Per"), Place::Label("Per"));
        assert_eq!(place("MATCH (p)-[:le"), Place::Type("le"));
        assert_eq!(place("MATCH (p)-[:led|op"), Place::Type("op"));
        assert_eq!(place("MATCH (@tro"), Place::Handle("tro"));
        assert_eq!(place("MATCH (@\"Left Op"), Place::QuotedHandle("Left Op"));
        assert_eq!(place("MATCH (p {name: 'Sta"), Place::Name("Sta"));
        assert_eq!(place("MATCH (p {na"), Place::Key("na"));
        assert_eq!(place("RETURN p.na"), Place::Key("na"));
        assert_eq!(place("RETURN $a"), Place::Parameter("a"));
        assert_eq!(place("RETURN 'it is "), Place::Nowhere);
        assert_eq!(place("MAT"), Place::Word("MAT"));
    }
}
