//! Alliances and rivalries: each command prints the query that it runs, so that people learn the language from it.

use crate::error::Result;
use crate::repl::command::{misused, say};
use crate::repl::shell::{After, Shell};
use std::io::Write;

/// Who was allied with someone.
pub fn allies(shell: &mut Shell, name: &str, out: &mut dyn Write) -> Result<After> {
    let who = handle(name)?;
    ask(
        shell,
        &format!(
            "CALL alliances({who}) YIELD ally, valid, certainty, rule RETURN ally.name AS ally, valid, certainty, rule;"
        ),
        out,
    )
}

/// Who was against someone.
pub fn rivals(shell: &mut Shell, name: &str, out: &mut dyn Write) -> Result<After> {
    let who = handle(name)?;
    ask(
        shell,
        &format!(
            "CALL rivals({who}) YIELD rival, valid, certainty, rule RETURN rival.name AS rival, valid, certainty, rule;"
        ),
        out,
    )
}

/// How two stand to each other, and through whom.
pub fn trace(shell: &mut Shell, names: &str, out: &mut dyn Write) -> Result<After> {
    let (a, b) = two(names)?;
    ask(
        shell,
        &format!("CALL trace({a}, {b}, {{best: 3}}) YIELD path, sign, valid, verdict, certainty;"),
        out,
    )
}

/// The camps that the ties divide people into.
pub fn factions(shell: &mut Shell, period: &str, out: &mut dyn Write) -> Result<After> {
    let slice = match period {
        "" => String::new(),
        period => format!("FOR VALID_TIME AS OF {} ", text(period)),
    };
    ask(
        shell,
        &format!(
            "{slice}CALL factions({{groups: 2}}) YIELD component, faction, members, status RETURN component, faction, [m IN members | m.name] AS members, status;"
        ),
        out,
    )
}

/// Claims that cannot both hold.
pub fn conflicts(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    ask(
        shell,
        "CALL conflicts() YIELD left, right, reason RETURN startNode(left).name AS subject, type(left) AS claim, reason;",
        out,
    )
}

fn ask(shell: &mut Shell, query: &str, out: &mut dyn Write) -> Result<After> {
    say(out, query)?;
    shell
        .statements(query, out)
        .map_err(|failure| failure.error)?;
    Ok(After::Stay)
}

/// `stalin`, `@stalin`, `"Joseph Stalin"` and `Joseph Stalin` as a handle.
fn handle(name: &str) -> Result<String> {
    let name = name.trim().trim_start_matches('@').trim_matches('"');
    if name.is_empty() {
        return Err(misused("a name is missing")
            .hint("such as :allies stalin, or :allies \"Joseph Stalin\""));
    }
    let plain = name
        .chars()
        .all(|letter| letter.is_alphanumeric() || letter == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    Ok(match plain {
        true => format!("@{name}"),
        false => format!("@\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
    })
}

/// Two names: quoted, or a word each.
fn two(names: &str) -> Result<(String, String)> {
    let names = names.trim().trim_start_matches('@');
    let split = match names.strip_prefix('"') {
        Some(rest) => rest.split_once('"'),
        None => names.split_once(char::is_whitespace),
    };
    let missing =
        || misused("two names are wanted").hint("such as :trace trotsky \"Grigory Zinoviev\"");
    let (first, second) = split.ok_or_else(missing)?;
    Ok((handle(first)?, handle(second)?))
}

fn text(period: &str) -> String {
    let bare = period.trim_matches('\'');
    format!("'{}'", bare.replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::{handle, two};

    #[test]
    fn names_become_handles() {
        assert_eq!(handle("stalin").ok().as_deref(), Some("@stalin"));
        assert_eq!(
            handle("Joseph Stalin").ok().as_deref(),
            Some("@\"Joseph Stalin\"")
        );
        assert!(handle(" ").is_err());
        let pair = two("\"Leon Trotsky\" zinoviev").ok();
        assert_eq!(
            pair,
            Some(("@\"Leon Trotsky\"".to_string(), "@zinoviev".to_string()))
        );
    }
}
