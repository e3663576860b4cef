//! Lists of what fits a word that is being typed: plain names, handles, names of nodes in quotes.

use crate::repl::vocabulary::Entity;
use factio_graph::facts::fold;
use rustyline::completion::Pair;

/// The names that begin with `word`, without regard to case.
pub fn fitting(word: &str, names: impl Iterator<Item = String>) -> Vec<Pair> {
    let wanted = word.to_lowercase();
    names
        .filter(|name| name.to_lowercase().starts_with(&wanted))
        .map(|name| Pair {
            display: name.clone(),
            replacement: name,
        })
        .collect()
}

/// Handles without their `@`: of those whose key begins so; where there is none, of those one of whose names does.
pub fn handles(entities: &[Entity], word: &str) -> Vec<Pair> {
    let wanted = fold(word);
    let by_key = |entity: &&Entity| {
        let key = entity.key.as_deref();
        key.is_some_and(|key| fold(key).starts_with(&wanted))
    };
    let mut fitting: Vec<&Entity> = entities.iter().filter(by_key).collect();
    if fitting.is_empty() {
        fitting = named(entities.iter(), &wanted);
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

/// Names with the quote that ends them.
pub fn quoted_names<'e>(
    entities: impl Iterator<Item = &'e Entity>,
    word: &str,
    quote: char,
) -> Vec<Pair> {
    named(entities, &fold(word))
        .into_iter()
        .map(|entity| Pair {
            display: told(entity),
            replacement: format!("{}{quote}", escaped(&entity.name, quote)),
        })
        .collect()
}

/// Keys with the quote that ends them.
pub fn quoted_keys<'e>(
    entities: impl Iterator<Item = &'e Entity>,
    word: &str,
    quote: char,
) -> Vec<Pair> {
    entities
        .filter_map(|entity| Some((entity, entity.key.as_ref()?)))
        .filter(|(_, key)| key.starts_with(word))
        .map(|(entity, key)| Pair {
            display: told(entity),
            replacement: format!("{}{quote}", escaped(key, quote)),
        })
        .collect()
}

/// The name as a query writes it: in backticks where it must be.
pub fn as_written(name: &str) -> String {
    match is_plain(name) {
        true => name.to_string(),
        false => format!("`{}`", name.replace('`', "``")),
    }
}

/// Those one of whose names, or a later word of it, begins so.
fn named<'e>(entities: impl Iterator<Item = &'e Entity>, wanted: &str) -> Vec<&'e Entity> {
    let fits = |name: &String| {
        name.starts_with(wanted) || name.split(' ').any(|word| word.starts_with(wanted))
    };
    entities
        .filter(|entity| entity.folded.iter().any(fits))
        .collect()
}

/// `Vladimir Lenin (Person 1870-04-22/1924-01-21, @lenin)`: what tells it from another of that name.
fn told(entity: &Entity) -> String {
    let about = [entity.labels.first(), entity.valid.as_ref()];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    let key = entity.key.as_ref().map(|key| format!("@{key}"));
    let parts: Vec<String> = [Some(about.join(" ")), key]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    match parts.is_empty() {
        true => entity.name.clone(),
        false => format!("{} ({})", entity.name, parts.join(", ")),
    }
}

fn escaped(name: &str, quote: char) -> String {
    name.replace('\\', "\\\\")
        .replace(quote, &format!("\\{quote}"))
}

fn is_plain(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::{handles, quoted_names};
    use crate::repl::vocabulary::Entity;
    use factio_graph::facts::fold;

    fn entity(name: &str, key: Option<&str>, label: &str, valid: &str) -> Entity {
        Entity {
            name: name.to_string(),
            key: key.map(str::to_string),
            labels: vec![label.to_string()],
            valid: Some(valid.to_string()),
            folded: vec![fold(name)],
        }
    }

    #[test]
    fn accents_and_case_are_folded_and_a_line_tells_two_of_a_name_apart() {
        let entities = [
            entity("Émile Combes", None, "Person", "1835/1921"),
            entity("Lenin", Some("lenin"), "Person", "1870/1924"),
            entity("Lenin", Some("lenin_ship"), "Ship", "1916/"),
        ];
        let told = |pairs: Vec<rustyline::completion::Pair>| {
            let both = pairs
                .into_iter()
                .map(|pair| (pair.display, pair.replacement));
            both.collect::<Vec<(String, String)>>()
        };
        let pair =
            |display: &str, replacement: &str| (display.to_string(), replacement.to_string());
        assert_eq!(
            told(quoted_names(entities.iter(), "emi", '\'')),
            [pair("Émile Combes (Person 1835/1921)", "Émile Combes'")]
        );
        assert_eq!(
            told(handles(&entities, "EMILE")),
            [pair("Émile Combes (Person 1835/1921)", "\"Émile Combes\"")]
        );
        assert_eq!(
            told(handles(&entities, "len")),
            [
                pair("Lenin (Person 1870/1924, @lenin)", "lenin"),
                pair("Lenin (Ship 1916/, @lenin_ship)", "lenin_ship"),
            ]
        );
    }
}
