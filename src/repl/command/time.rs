//! `:at` and `:certainty`: the slice of history that statements look at which do not say.

use crate::error::Result;
use crate::repl::command::{Command, Completes, acknowledge, misused};
use crate::repl::shell::{After, Shell};
use crate::session::Keeps;
use std::io::Write;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["at"],
        "[PERIOD|all]",
        "look at one time only: 1925, 1926-10-23, 1926/1927, or all of history again",
        at,
    )
    .more("Holds for every statement without a time clause of its own, and stands in the prompt. A whole clause will do too: :at DURING CERTAINLY '1926'.")
    .example(":at 1925")
    .completes(Completes::Words(&["all"])),
    Command::new(
        &["certainty"],
        "[certain|possible|both]",
        "keep what is certain at that time, what is only possible, or both",
        certainty,
    )
    .more("A date as ~1925 or 1925-? leaves open whether a claim held on a day: it is possible then, and certain only where no reading of the date denies it.")
    .example(":certainty certain")
    .completes(Completes::Words(&["both", "certain", "possible"])),
];

fn at(shell: &mut Shell, period: &str, out: &mut dyn Write) -> Result<After> {
    if !period.is_empty() {
        shell.session.look_at(period)?;
    }
    match shell.session.sight().at() {
        Some(slice) => acknowledge(shell, out, &format!("at {slice}")),
        None => acknowledge(shell, out, "at all of history"),
    }
}

fn certainty(shell: &mut Shell, word: &str, out: &mut dyn Write) -> Result<After> {
    let keeps = match word {
        "" => shell.session.sight().keeps(),
        "both" | "all" => Keeps::Both,
        "certain" => Keeps::Certain,
        "possible" => Keeps::Possible,
        other => {
            return Err(misused(format!("there is no certainty {other}"))
                .hint("it is certain, possible or both"));
        }
    };
    if !word.is_empty() {
        shell.session.look_for(keeps);
    }
    let told = match keeps {
        Keeps::Both => "certain and possible",
        Keeps::Certain => "certain only",
        Keeps::Possible => "possible only",
    };
    match shell.session.sight().at() {
        Some(_) => acknowledge(shell, out, told),
        None => acknowledge(
            shell,
            out,
            &format!("{told}, where a statement or :at looks at one time"),
        ),
    }
}
