//! Commands about answers: how they are laid out, what stands below them, what they rest on.

use crate::error::Result;
use crate::repl::command::parameters::param;
use crate::repl::command::why::{sources, why};
use crate::repl::command::{Command, Completes, acknowledge, misused, say, switched};
use crate::repl::shell::{After, Answer, Shell};
use crate::report::Mode;
use clap::ValueEnum;
use std::io::Write;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["why"],
        "[N]",
        "which claims and sources row N of the last answer rests on",
        why,
    )
    .more("Prints the WHY query that it runs; without a number it tells of the first row.")
    .example("MATCH (p)-[:led]->(@red_army) RETURN p.name;\n:why 1"),
    Command::new(
        &["sources"],
        "[on|off]",
        "whether the works that an answer rests on are listed below it",
        sources,
    )
    .more("A question is asked as WHY for it, and its reasons are left out of what is shown; :why N shows them of a row.")
    .example(":sources on\nMATCH (p)-[:led]->(@red_army) RETURN p.name;")
    .completes(Completes::Words(&["off", "on"])),
    Command::new(
        &["mode"],
        "[MODE]",
        "how answers are laid out: table, line, csv, tsv, json, jsonl, markdown, dot",
        mode,
    )
    .example(":mode line")
    .completes(Completes::Modes),
    Command::new(
        &["timer"],
        "[on|off]",
        "whether answers say how long they took",
        timer,
    )
    .example(":timer off")
    .completes(Completes::Words(&["off", "on"])),
    Command::new(
        &["explain"],
        "[QUERY]",
        "the plan of a query, without running it; by itself, of the last one",
        explain,
    )
    .example(":explain MATCH (p:Person)-[:led]->(f:Faction) RETURN p, f")
    .completes(Completes::Query),
    Command::new(
        &["param"],
        "[NAME => EXPRESSION]",
        "set a parameter; by itself, list them",
        param,
    )
    .example(":param who => 'Joseph Stalin'\nMATCH (p {name: $who}) RETURN p;")
    .completes(Completes::Expression),
];

/// Sets the layout, or says which one holds.
fn mode(shell: &mut Shell, name: &str, out: &mut dyn Write) -> Result<After> {
    if !name.is_empty() {
        shell.mode = Mode::from_str(name, true).map_err(|_| {
            let modes: Vec<String> = Mode::value_variants().iter().map(mode_name).collect();
            misused(format!("there is no mode {name}")).hint(format!("modes: {}", modes.join(", ")))
        })?;
    }
    acknowledge(shell, out, &format!("mode {}", mode_name(&shell.mode)))
}

fn mode_name(mode: &Mode) -> String {
    mode.to_possible_value()
        .map(|value| value.get_name().to_string())
        .unwrap_or_default()
}

/// Turns the time in the footer on or off.
fn timer(shell: &mut Shell, state: &str, out: &mut dyn Write) -> Result<After> {
    shell.timer = switched(shell.timer, state, "the timer is")?;
    acknowledge(
        shell,
        out,
        if shell.timer { "timer on" } else { "timer off" },
    )
}

/// Shows a plan.
fn explain(shell: &mut Shell, query: &str, out: &mut dyn Write) -> Result<After> {
    let query = match (query, &shell.last) {
        ("", Some(Answer { query, .. })) => query.trim().to_string(),
        ("", None) => {
            let hint = "such as :explain MATCH (p:Person) RETURN p";
            return Err(misused("a query is missing").hint(hint));
        }
        (query, _) => query.to_string(),
    };
    let (outcome, _) = shell.ask(&format!("EXPLAIN {query}"))?;
    for row in &outcome.rows {
        for value in row {
            let text = crate::report::text::cell(
                value,
                shell.session.graph(),
                crate::report::text::Detail::Short,
            );
            say(out, &text)?;
        }
    }
    Ok(After::Stay)
}
