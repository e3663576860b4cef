//! Alliances and rivalries: each command prints the query that it runs, so that people learn the language from it.

use crate::error::Result;
use crate::repl::command::ask::{self, Told};
use crate::repl::command::names::{handle, two, words};
use crate::repl::command::{Command, Completes, misused};
use crate::repl::shell::{After, Shell};
use std::io::Write;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["allies"],
        "NAME",
        "with whom someone stood, when, and by which rule",
        allies,
    )
    .more("Obeys the slice of :at. :why N tells which claims row N rests on; rules D0 to D5 are in the reference.")
    .example(":allies stalin")
    .completes(Completes::Names),
    Command::new(
        &["rivals"],
        "NAME",
        "against whom someone stood, when, and by which rule",
        rivals,
    )
    .example(":rivals \"Leon Trotsky\"")
    .completes(Completes::Names),
    Command::new(
        &["trace"],
        "NAME NAME",
        "how two stand to each other and through whom, told hop by hop",
        trace,
    )
    .more("A rival of a rival is no sure ally: the verdict after each path says how far it carries.")
    .example(":trace trotsky zinoviev")
    .completes(Completes::Names),
    Command::new(
        &["factions"],
        "[PERIOD]",
        "the two camps that the ties divide people into",
        factions,
    )
    .more("Without a period in the slice of :at, or over all of history. :svg FILE draws the answer.")
    .example(":factions 1926"),
    Command::new(
        &["balance"],
        "[STEP]",
        "how near the ties are to two camps, from year to year",
        balance,
    )
    .more("A step is day, month, quarter, year or decade. frustration is the fewest ties that would have to change; empty where it is not proven.")
    .example(":balance decade"),
    Command::new(
        &["realignments"],
        "FROM TO",
        "who changed sides between two dates, and towards whom",
        realignments,
    )
    .more("The last row, of no mover, has what else changed. :svg FILE draws the two dates side by side.")
    .example(":realignments 1924 1926"),
    Command::new(
        &["timeline"],
        "NAME",
        "every dated claim about someone, in order",
        timeline,
    )
    .example(":timeline kirov")
    .completes(Completes::Names),
    Command::new(
        &["path"],
        "NAME NAME",
        "a shortest chain of claims between two, told hop by hop",
        path,
    )
    .example(":path trotsky chamberlain")
    .completes(Completes::Names),
    Command::new(
        &["conflicts"],
        "",
        "claims that cannot both hold",
        conflicts,
    ),
];

fn allies(shell: &mut Shell, name: &str, out: &mut dyn Write) -> Result<After> {
    let who = handle(name, ":allies stalin, or :allies \"Joseph Stalin\"")?;
    let query = format!(
        "CALL alliances({who}) YIELD ally, valid, certainty, rule, evidence RETURN ally.name AS ally, valid, certainty, rule, sources(evidence) AS sources;"
    );
    ask::printed(shell, &query, Told::AsTable, out)
}

fn rivals(shell: &mut Shell, name: &str, out: &mut dyn Write) -> Result<After> {
    let who = handle(name, ":rivals trotsky, or :rivals \"Leon Trotsky\"")?;
    let query = format!(
        "CALL rivals({who}) YIELD rival, valid, certainty, rule, evidence RETURN rival.name AS rival, valid, certainty, rule, sources(evidence) AS sources;"
    );
    ask::printed(shell, &query, Told::AsTable, out)
}

fn trace(shell: &mut Shell, names: &str, out: &mut dyn Write) -> Result<After> {
    let (a, b) = two(names, ":trace trotsky \"Grigory Zinoviev\"")?;
    let query = format!(
        "CALL trace({a}, {b}, {{best: 3}}) YIELD hops, sign, valid, verdict, certainty, unanimous;"
    );
    ask::printed(shell, &query, Told::AsStory, out)
}

fn factions(shell: &mut Shell, period: &str, out: &mut dyn Write) -> Result<After> {
    let slice = match period {
        "" => String::new(),
        period => format!("FOR VALID_TIME AS OF {} ", text(period)),
    };
    let query = format!(
        "{slice}CALL factions({{groups: 2}}) YIELD component, faction, members, misfits, status, evidence;"
    );
    let told = Told::ByName(&["component", "faction", "members", "misfits", "status"]);
    ask::printed(shell, &query, told, out)
}

fn balance(shell: &mut Shell, step: &str, out: &mut dyn Write) -> Result<After> {
    let step = match step {
        "" => "year",
        step => step,
    };
    let query = format!(
        "CALL balance({{by: {}}}) YIELD at, relations, negative, frustration, status, balanced_triads, weakly_balanced_triads, walk_balance RETURN at, relations, negative, frustration, status, round(balanced_triads, 3) AS balanced, round(weakly_balanced_triads, 3) AS weakly, round(walk_balance, 3) AS walks;",
        text(step)
    );
    ask::printed(shell, &query, Told::AsTable, out)
}

fn realignments(shell: &mut Shell, dates: &str, out: &mut dyn Write) -> Result<After> {
    let words = words(dates);
    let [from, to] = words.as_slice() else {
        return Err(misused("two dates are wanted").hint("such as :realignments 1924 1926"));
    };
    let query = format!(
        "CALL realignments({}, {}) YIELD matching, mover, flipped, begun, ended, before, after, status;",
        text(from),
        text(to)
    );
    let told = Told::ByName(&["matching", "mover", "flipped", "begun", "ended", "status"]);
    ask::printed(shell, &query, told, out)
}

fn timeline(shell: &mut Shell, name: &str, out: &mut dyn Write) -> Result<After> {
    let who = handle(name, ":timeline kirov")?;
    let query = format!(
        "MATCH ({who})-[r]-() WHERE r.valid IS NOT NULL RETURN DISTINCT r.valid AS valid, startNode(r).name AS subject, type(r) AS claim, endNode(r).name AS object ORDER BY valid;"
    );
    ask::printed(shell, &query, Told::AsTable, out)
}

fn path(shell: &mut Shell, names: &str, out: &mut dyn Write) -> Result<After> {
    let (a, b) = two(names, ":path trotsky \"Austen Chamberlain\"")?;
    let query =
        format!("MATCH p = ANY SHORTEST ({a})-[]-+({b}) RETURN p AS path, valid(p) AS valid;");
    ask::printed(shell, &query, Told::AsStory, out)
}

fn conflicts(shell: &mut Shell, _: &str, out: &mut dyn Write) -> Result<After> {
    let query = "CALL conflicts() YIELD left, right, reason RETURN startNode(left).name AS subject, type(left) AS claim, endNode(left).name AS object, type(right) AS other_claim, endNode(right).name AS other_object, reason;";
    ask::printed(shell, query, Told::AsTable, out)
}

/// A period as a string of the language.
fn text(period: &str) -> String {
    let bare = period.trim_matches(['\'', '"']);
    format!("'{}'", bare.replace('\\', "\\\\").replace('\'', "\\'"))
}
