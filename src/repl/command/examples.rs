//! `:examples`: questions to the demo graph that show what can be asked.

use crate::error::Result;
use crate::repl::command::ask::{self, Told};
use crate::repl::command::{misused, say};
use crate::repl::shell::{After, Shell};
use std::io::Write;

/// Questions to the demo graph: what is asked, and how.
pub const EXAMPLES: &[(&str, &str)] = &[
    (
        "Who was in the triumvirate?",
        "MATCH (p:Person)-[r:member_of]->(@triumvirate) RETURN p.name, r.valid;",
    ),
    (
        "Whom did it oppose?",
        "MATCH (@triumvirate)-[r:opposed]->(other) RETURN other.name, r.valid, r.sources;",
    ),
    (
        "Who led the Red Army, and who came after?",
        "MATCH (p:Person)-[r:led]->(@red_army) RETURN p.name, r.valid ORDER BY r.valid;",
    ),
    (
        "The chain from the Cheka to the KGB",
        "MATCH p = ACYCLIC (@kgb)-[:succeeded]->+(@cheka) RETURN [n IN nodes(p) | n.name] AS chain ORDER BY size(chain) DESC;",
    ),
    (
        "What did the 10th Congress decide?",
        "MATCH (@tenth_congress)-[r:decided]->(what) RETURN what.name, r.valid;",
    ),
    (
        "Who was expelled, by whom, when?",
        "MATCH (by)-[r:expelled]->(who:Person) RETURN who.name, by.name, r.from, r.valid ORDER BY r.valid;",
    ),
    (
        "The factions and their members, as a picture (then :svg factions.svg)",
        "MATCH p = (:Person)-[:member_of|led]->(:Faction) RETURN p;",
    ),
];

/// Lists the examples, or asks one of them.
pub fn examples(shell: &mut Shell, number: &str, out: &mut dyn Write) -> Result<After> {
    if number.is_empty() {
        let lines: Vec<String> = EXAMPLES
            .iter()
            .enumerate()
            .map(|(index, (question, query))| format!("{}. {question}\n   {query}", index + 1))
            .collect();
        return say(out, &lines.join("\n"));
    }
    let chosen = number
        .parse::<usize>()
        .ok()
        .and_then(|number| EXAMPLES.get(number.checked_sub(1)?));
    let (_, query) = chosen.ok_or_else(|| {
        misused(format!(
            "there are examples 1 to {}, not {number}",
            EXAMPLES.len()
        ))
    })?;
    ask::printed(shell, query, Told::AsTable, out)
}
