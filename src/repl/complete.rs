//! What Tab offers: looks at the text before the cursor, decides what kind of word is being written, and lists those that fit.

use crate::fun;
use crate::repl::command::{self, Completes, find, is_command, start_of_name, topic, topic_names};
use crate::repl::offer::{as_written, fitting, handles, quoted_keys, quoted_names};
use crate::repl::vocabulary::Vocabulary;
use crate::report::Mode;
use clap::ValueEnum;
use factio_grammar::{Expectation, Expected};
use rustyline::completion::{FilenameCompleter, Pair};

/// The start of the word under the cursor, and what it may become.
pub fn complete(
    words: &Vocabulary,
    line: &str,
    pos: usize,
) -> rustyline::Result<(usize, Vec<Pair>)> {
    let before = &line[..pos];
    if is_command(before) || matches!(before.trim(), ":" | ".") {
        return after_colon(words, before, pos, line);
    }
    Ok(query(words, before))
}

fn after_colon(
    words: &Vocabulary,
    before: &str,
    pos: usize,
    line: &str,
) -> rustyline::Result<(usize, Vec<Pair>)> {
    let typed = before.trim_start();
    let Some((name, rest)) = typed.split_once(char::is_whitespace) else {
        let mark = &typed[..1];
        let names = command_names().map(|name| format!("{mark}{name}"));
        return Ok((pos - typed.len(), fitting(typed, names)));
    };
    let start = pos - rest.len();
    let modes = Mode::value_variants()
        .iter()
        .filter_map(|mode| mode.to_possible_value())
        .map(|value| value.get_name().to_string());
    Ok(match find(name).map(|command| command.completes) {
        Some(Completes::Modes) => (start, fitting(rest, modes)),
        Some(Completes::Words(known)) => (
            start,
            fitting(rest, known.iter().map(|word| word.to_string())),
        ),
        Some(Completes::Topics) => {
            let topics = topic_names().map(str::to_string);
            let functions = fun::all().map(|function| function.name.to_string());
            let functions = functions.filter(|name| !rest.is_empty() && topic(name).is_none());
            let known = command_names().map(str::to_string).chain(topics);
            (start, fitting(rest, known.chain(functions)))
        }
        Some(Completes::Files) => FilenameCompleter::new().complete_path(line, pos)?,
        Some(Completes::Query) => behind(words, "", rest, start),
        Some(Completes::Expression) => match rest.split_once("=>") {
            Some((_, text)) => behind(words, "RETURN ", text, pos - text.len()),
            None => (pos, Vec::new()),
        },
        Some(Completes::Names) => names(words, rest, start),
        Some(Completes::Nothing) | None => (pos, Vec::new()),
    })
}

fn command_names() -> impl Iterator<Item = &'static str> {
    command::all()
        .filter(|command| command.is_listed())
        .map(|command| command.names[0])
}

/// What may stand at the end of a text that begins at `start` of the line, as if `lead` stood before it.
fn behind(words: &Vocabulary, lead: &str, text: &str, start: usize) -> (usize, Vec<Pair>) {
    let (begun, pairs) = query(words, &format!("{lead}{text}"));
    (start + begun.saturating_sub(lead.len()), pairs)
}

/// The name after a command: a handle with or without `@`, or a quoted one.
fn names(words: &Vocabulary, rest: &str, start: usize) -> (usize, Vec<Pair>) {
    let begun = start_of_name(rest);
    let word = &rest[begun..];
    let bare = word.trim_start_matches('@');
    let begun = start + begun + (word.len() - bare.len());
    match bare.strip_prefix('"') {
        Some(name) => (begun + 1, quoted_names(words.entities().iter(), name, '"')),
        None => (begun, handles(words.entities(), bare)),
    }
}

/// The start of the word that is being typed, and what the grammar and the graph know to stand there.
fn query(words: &Vocabulary, before: &str) -> (usize, Vec<Pair>) {
    let place = factio_grammar::expected(before);
    let word = &before[place.start..];
    let pairs = match place.quoted {
        true => in_quotes(words, &place, before, word),
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
    let names = |names: &[String]| fitting(word, names.iter().map(|name| as_written(name)));
    let calls = |names: &mut dyn Iterator<Item = String>| {
        fitting(word, names.map(|name| format!("{name}(")))
    };
    match expected {
        Expected::Word(keyword) => fitting(word, std::iter::once(keyword.text().to_string())),
        Expected::Label => names(&words.labels),
        Expected::RelationType => names(&words.types),
        Expected::PropertyKey => names(&keys(words, place)),
        Expected::Variable => names(&place.variables),
        Expected::Handle => handles(words.entities(), word),
        Expected::Parameter => {
            fitting(word, words.parameters.iter().map(|name| format!("${name}")))
        }
        Expected::Procedure => calls(&mut words.procedures.iter().cloned()),
        Expected::Function if !word.is_empty() => {
            calls(&mut fun::all().map(|function| function.name.to_string()))
        }
        _ => Vec::new(),
    }
}

/// The property keys of the labels or types at hand; all keys where none is known of them.
fn keys(words: &Vocabulary, place: &Expectation) -> Vec<String> {
    let mut keys: Vec<String> = place
        .labels
        .iter()
        .filter_map(|label| words.keys_of.get(label))
        .flatten()
        .cloned()
        .collect();
    keys.sort();
    keys.dedup();
    match keys.is_empty() {
        true => words.keys.clone(),
        false => keys,
    }
}

/// Names and keys of entities, in a string that stands for one; of those labelled as the text says.
fn in_quotes(words: &Vocabulary, place: &Expectation, before: &str, word: &str) -> Vec<Pair> {
    let Some(quote) = before[..place.start].chars().next_back() else {
        return Vec::new();
    };
    let known: Vec<&String> = place
        .labels
        .iter()
        .filter(|label| words.labels.contains(label))
        .collect();
    let entities = words.entities().iter();
    let fitting = entities.filter(|entity| {
        known.is_empty() || known.iter().any(|label| entity.labels.contains(label))
    });
    match place.key.as_deref() {
        Some("key") => quoted_keys(fitting, word, quote),
        Some("name" | "aliases") => quoted_names(fitting, word, quote),
        _ if place.expected.contains(&Expected::Handle) => {
            quoted_names(words.entities().iter(), word, quote)
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{complete, query};
    use crate::repl::vocabulary::{Entity, Vocabulary};
    use factio_graph::facts::fold;

    fn words() -> Vocabulary {
        let texts = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
        let entity = |name: &str, key: &str, label: &str| Entity {
            name: name.to_string(),
            key: Some(key.to_string()),
            labels: vec![label.to_string()],
            valid: None,
            folded: vec![fold(name)],
        };
        let entities = vec![
            entity("Joseph Stalin", "stalin", "Person"),
            entity("Leon Trotsky", "trotsky", "Person"),
            entity("Trade Unions", "unions", "Party"),
        ];
        Vocabulary {
            labels: texts(&["Party", "Person"]),
            types: texts(&["led", "opposed"]),
            keys: texts(&["name", "note", "valid"]),
            keys_of: [("Person".to_string(), ["name".to_string()].into())].into(),
            parameters: texts(&["who"]),
            entities: entities.into(),
            ..Vocabulary::default()
        }
    }

    fn offered(before: &str) -> Vec<String> {
        let pairs = query(&words(), before).1;
        pairs.into_iter().map(|pair| pair.replacement).collect()
    }

    fn commanded(line: &str) -> (usize, Vec<String>) {
        let (start, pairs) = complete(&words(), line, line.len()).unwrap_or_default();
        let texts = pairs.into_iter().map(|pair| pair.replacement).collect();
        (start, texts)
    }

    #[test]
    fn the_place_of_the_cursor_decides_what_is_offered() {
        assert_eq!(offered("MATCH (p:Pe"), ["Person"]);
        assert_eq!(offered("MATCH (p)-[:le"), ["led"]);
        assert_eq!(offered("MATCH (p)-[:led|op"), ["opposed"]);
        assert_eq!(offered("MATCH (@tr"), ["trotsky"]);
        assert_eq!(offered("MATCH (p {name: 'Jo"), ["Joseph Stalin'"]);
        assert_eq!(offered("MATCH (p {n"), ["name", "note"]);
        assert_eq!(offered("MATCH (p:Person {n"), ["name"]);
        assert_eq!(offered("MATCH (p:Person) RETURN p.n"), ["name"]);
        assert_eq!(offered("MATCH (p) RETURN p.va"), ["valid"]);
        assert_eq!(offered("MATCH (p) WHE"), ["WHERE"]);
        assert_eq!(offered("RETURN $w"), ["$who"]);
        assert!(offered("RETURN 'it is Jo").is_empty());
    }

    #[test]
    fn names_in_quotes_are_those_of_the_labels_that_the_text_gives() {
        let all = ["Leon Trotsky'", "Trade Unions'"];
        assert_eq!(offered("MATCH (p {name: 'Tr"), all);
        assert_eq!(offered("MATCH (p:Unheard {name: 'Tr"), all);
        assert_eq!(offered("MATCH (p:Person {name: 'Tr"), all[..1]);
        assert_eq!(offered("MATCH (p:Person|Party {name: 'Tr"), all);
        assert_eq!(offered("MATCH (p:Party) WHERE p.name = 'Tr"), all[1..]);
        assert_eq!(offered("MATCH (p:Person {key: 't"), ["trotsky'"]);
    }

    #[test]
    fn commands_complete_their_names_and_what_follows() {
        assert_eq!(commanded(":tra"), (0, vec![":trace".to_string()]));
        assert_eq!(
            commanded(".tim"),
            (0, vec![".timeline".into(), ".timer".into()])
        );
        assert_eq!(commanded(":mode ma"), (6, vec!["markdown".to_string()]));
        assert_eq!(
            commanded(":sources o"),
            (9, vec!["off".into(), "on".into()])
        );
        assert_eq!(commanded(":allies tro"), (8, vec!["trotsky".to_string()]));
        assert_eq!(
            commanded(":trace stalin @Le"),
            (15, vec!["trotsky".to_string()])
        );
        assert_eq!(
            commanded(":trace stalin \"Leon T"),
            (15, vec!["Leon Trotsky\"".to_string()])
        );
        assert_eq!(commanded(":help ke"), (6, vec!["keys".to_string()]));
        assert_eq!(commanded(":param x => $w"), (12, vec!["$who".to_string()]));
        assert_eq!(
            commanded(":explain MATCH (@st"),
            (17, vec!["stalin".to_string()])
        );
    }
}
