//! What Tab offers: looks at the text before the cursor, decides what kind of word is being written, and lists those that fit.

use crate::fun;
use crate::repl::command::{COMMANDS, Completes, find, is_command};
use crate::repl::vocabulary::{Entity, Vocabulary};
use crate::report::Mode;
use clap::ValueEnum;
use factio_grammar::{Expectation, Expected};
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

/// The start of the word that is being typed, and what the grammar and the graph know to stand there.
fn query(words: &Vocabulary, before: &str) -> (usize, Vec<Pair>) {
    let place = factio_grammar::expected(before);
    let word = &before[place.start..];
    let pairs = match place.quoted {
        true => quoted_names(words, &place, before, word),
        false => place
            .expected
            .iter()
            .flat_map(|expected| candidates(words, &place, *expected, word))
            .collect(),
    };
    (place.start, pairs)
}

fn candidates(
    words: &Vocabulary,
    place: &Expectation,
    expected: Expected,
    word: &str,
) -> Vec<Pair> {
    let names = |names: &[String]| fitting(word, names.iter().map(|name| quoted(name)));
    match expected {
        Expected::Word(keyword) => fitting(word, std::iter::once(keyword.text().to_string())),
        Expected::Label => names(&words.labels),
        Expected::RelationType => names(&words.types),
        Expected::PropertyKey => names(&words.keys),
        Expected::Variable => names(&place.variables),
        Expected::Handle => handles(words, word),
        Expected::Parameter => {
            fitting(word, words.parameters.iter().map(|name| format!("${name}")))
        }
        Expected::Procedure => {
            fitting(word, words.procedures.iter().map(|name| format!("{name}(")))
        }
        Expected::Function if !word.is_empty() => fitting(
            word,
            fun::all().map(|function| format!("{}(", function.name)),
        ),
        _ => Vec::new(),
    }
}

/// Names of entities, in a string that stands for one.
fn quoted_names(words: &Vocabulary, place: &Expectation, before: &str, word: &str) -> Vec<Pair> {
    let names_one = place.expected.contains(&Expected::Handle)
        || matches!(place.key.as_deref(), Some("name" | "key" | "aliases"));
    match before[..place.start].chars().next_back() {
        Some(quote) if names_one => names(words, word, quote),
        _ => Vec::new(),
    }
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
    use super::query;
    use crate::repl::vocabulary::{Entity, Vocabulary};

    fn offered(before: &str) -> Vec<String> {
        let entity = |name: &str, key: &str| Entity {
            name: name.to_string(),
            key: Some(key.to_string()),
            about: "Person".to_string(),
        };
        let words = Vocabulary {
            labels: vec!["Party".to_string(), "Person".to_string()],
            types: vec!["led".to_string(), "opposed".to_string()],
            keys: vec!["name".to_string(), "valid".to_string()],
            entities: vec![
                entity("Joseph Stalin", "stalin"),
                entity("Leon Trotsky", "trotsky"),
            ],
            ..Vocabulary::default()
        };
        let pairs = query(&words, before).1;
        pairs.into_iter().map(|pair| pair.replacement).collect()
    }

    #[test]
    fn the_place_of_the_cursor_decides_what_is_offered() {
        assert_eq!(offered("MATCH (p:Pe"), ["Person"]);
        assert_eq!(offered("MATCH (p)-[:le"), ["led"]);
        assert_eq!(offered("MATCH (p)-[:led|op"), ["opposed"]);
        assert_eq!(offered("MATCH (@tr"), ["trotsky"]);
        assert_eq!(offered("MATCH (p {name: 'Jo"), ["Joseph Stalin'"]);
        assert_eq!(offered("MATCH (p {na"), ["name"]);
        assert_eq!(offered("MATCH (p) RETURN p.va"), ["valid"]);
        assert_eq!(offered("MATCH (p) WHE"), ["WHERE"]);
        assert!(offered("RETURN 'it is Jo").is_empty());
    }
}
