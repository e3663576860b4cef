//! Random trees: what is printed parses to the tree that was printed, and spoiled text never does harm.

#[path = "support/random/mod.rs"]
mod random;

use factio_grammar::{classify, expected, finished, parse, parse_expression, print, split};
use random::{Random, expr, statement};

/// How many trees are tried: a few thousand, or as many as `FACTIO_CASES` says.
fn cases() -> u64 {
    let asked = std::env::var("FACTIO_CASES").ok();
    asked
        .and_then(|number| number.parse().ok())
        .unwrap_or(2_000)
}

#[test]
fn a_random_statement_prints_to_text_with_the_same_tree() {
    for seed in 0..cases() {
        let tree = statement(&mut Random::new(seed), 3);
        let text = print::statement(&tree);
        match parse(&text) {
            Ok(again) => assert_eq!(again, tree, "seed {seed}\n{text}\n{again}"),
            Err(error) => panic!("seed {seed}: {error} at {:?}\n{text}", error.span),
        }
    }
}

#[test]
fn a_random_expression_prints_to_text_with_the_same_tree() {
    for seed in 0..cases() {
        let tree = expr(&mut Random::new(seed), 5);
        let text = print::expression(&tree);
        match parse_expression(&text) {
            Ok(again) => assert_eq!(again, tree, "seed {seed}\n{text}\n{again}"),
            Err(error) => panic!("seed {seed}: {error} at {:?}\n{text}", error.span),
        }
    }
}

/// The text with a few characters dropped, doubled or swapped.
fn spoil(random: &mut Random, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..1 + random.below(4) {
        let place = random.below(characters.len().max(1)).min(characters.len());
        match random.below(4) {
            0 => characters.truncate(place),
            1 if place < characters.len() => drop(characters.remove(place)),
            2 if place + 1 < characters.len() => characters.swap(place, place + 1),
            _ => {
                let signs: Vec<char> = "()[]{}'\"`$@:;,.|&!%+-*/^=<>~#\\— \né0".chars().collect();
                characters.insert(place, signs[random.below(signs.len())]);
            }
        }
    }
    characters.into_iter().collect()
}

#[test]
fn spoiled_text_is_read_or_is_an_error_with_a_place_in_the_text() {
    for seed in 0..cases() {
        let random = &mut Random::new(seed);
        let text = print::statement(&statement(random, 2));
        let text = spoil(random, &text);
        match parse(&text) {
            Ok(tree) => assert_eq!(
                parse(&tree.to_string()).as_ref(),
                Ok(&tree),
                "{seed}\n{text}"
            ),
            Err(error) => {
                assert!(text.get(error.span.range()).is_some(), "{seed}\n{text}");
                assert!(!error.message.is_empty());
            }
        }
        finished(&text);
        let ends = split(&text).last().map_or(0, |piece| piece.range.end);
        assert!(ends <= text.len());
        assert!(
            classify(&text)
                .iter()
                .all(|(span, _)| text.get(span.range()).is_some())
        );
        assert!(text.is_char_boundary(expected(&text).start));
    }
}
