//! `:why N` and `:sources`: the claims and the works that an answer rests on, by the language's own `WHY`.

use crate::error::{Error, ErrorKind, Phase, Result};
use crate::outcome::{Changes, Outcome};
use crate::repl::command::{acknowledge, misused, say, switched};
use crate::repl::shell::{After, Answer, Reply, Shell};
use crate::repl::tell;
use crate::report::text;
use factio_graph::catalog::Catalog;
use factio_graph::value::Value;
use indexmap::IndexSet;
use std::io::Write;

/// The column that `WHY` adds.
const BECAUSE: &str = "because";

/// Tells what a row of the last answer rests on.
pub fn why(shell: &mut Shell, number: &str, out: &mut dyn Write) -> Result<After> {
    let Some(Answer {
        query,
        sight,
        outcome,
    }) = shell.last.clone()
    else {
        return Err(misused("there is no answer to explain yet").hint("ask something first"));
    };
    let row = match number {
        "" => 1,
        number => number.parse().map_err(|_| {
            misused(format!("{number} is no row")).hint("such as :why 1 for the first row")
        })?,
    };
    let Some(wanted) = usize::checked_sub(row, 1).and_then(|row| outcome.rows.get(row)) else {
        let message = match outcome.rows.len() {
            0 => "the last answer has no rows".to_string(),
            1 => format!("the last answer has one row, and no row {row}"),
            rows => format!("the last answer has rows 1 to {rows}, and no row {row}"),
        };
        return Err(misused(message));
    };
    let explained = explaining(&query);
    acknowledge(shell, out, &explained)?;
    let now = shell.session.look_as(sight);
    let reasons = shell.ask(&explained);
    shell.session.look_as(now);
    let (reasons, _) = reasons?;
    let nth = outcome.rows[..row]
        .iter()
        .filter(|row| *row == wanted)
        .count();
    for line in reason(&reasons, wanted, nth, shell) {
        say(out, &text::harmless(&line))?;
    }
    Ok(After::Stay)
}

/// Turns the list of works below each answer on or off.
pub fn sources(shell: &mut Shell, state: &str, out: &mut dyn Write) -> Result<After> {
    shell.sources = switched(shell.sources, state, "sources are told")?;
    acknowledge(
        shell,
        out,
        if shell.sources {
            "sources on"
        } else {
            "sources off"
        },
    )
}

/// Asks a statement once, with its reasons, and tells the works that its rows rest on, each once. What has no reasons is
/// asked as it stands.
///
/// # Errors
/// Those of the statement.
pub fn sourced(shell: &mut Shell, text: &str) -> Result<Reply> {
    let explained = explaining(text);
    match shell.ask(&explained) {
        Ok((mut outcome, milliseconds)) => {
            let works = works(&outcome, shell);
            if explained != text.trim() {
                without_reasons(&mut outcome);
            }
            Ok(Reply {
                outcome,
                milliseconds,
                works,
            })
        }
        Err(error) if error.kind == ErrorKind::Cancelled => Err(error),
        Err(error) => Ok(Reply {
            works: untold(&error),
            ..Reply::plain(shell.ask(text)?)
        }),
    }
}

/// The works of an answer with its reasons: `source key: author, title, year`.
fn works(reasons: &Outcome, shell: &Shell) -> Vec<String> {
    if reasons.changes != Changes::default() {
        return Vec::new();
    }
    let place = because(reasons);
    let mut keys: IndexSet<String> = IndexSet::new();
    for fact in reasons.rows.iter().flat_map(|row| facts(row, place)) {
        if let Value::Map(fact) = fact
            && let Some(Value::List(sources)) = fact.get("sources")
        {
            keys.extend(sources.iter().map(Value::to_text));
        }
    }
    let told = |key: &String| text::harmless(&format!("source {}", work(key, shell)));
    keys.iter().map(told).collect()
}

/// The answer as it is without `WHY`.
fn without_reasons(outcome: &mut Outcome) {
    let Some(place) = because(outcome) else {
        return;
    };
    outcome.columns.remove(place);
    for row in &mut outcome.rows {
        row.remove(place);
    }
    if outcome.columns.is_empty() {
        outcome.rows.clear();
        outcome.time = None;
    }
}

/// What is said where the reasons were too much; what shows plans or definitions has none, and nothing is said.
fn untold(error: &Error) -> Vec<String> {
    match error.phase {
        Phase::CompileTime => Vec::new(),
        Phase::Runtime => vec![text::harmless(&format!(
            "the works are not told: {}",
            error.message
        ))],
    }
}

/// The statement behind `WHY`; as it is when it asks why already.
fn explaining(query: &str) -> String {
    let query = query.trim();
    let first = query.split(|letter: char| !letter.is_alphabetic()).next();
    match first.is_some_and(|word| word.eq_ignore_ascii_case("WHY")) {
        true => query.to_string(),
        false => format!("WHY {query}"),
    }
}

fn reason(reasons: &Outcome, wanted: &[Value], nth: usize, shell: &Shell) -> Vec<String> {
    let place = because(reasons);
    let told = wanted.len().min(place.unwrap_or(wanted.len()));
    let mut equal = reasons
        .rows
        .iter()
        .filter(|row| row[..told] == wanted[..told]);
    let Some(row) = equal.nth(nth.saturating_sub(1)) else {
        return vec!["no reason was found: the graph has changed since the answer".to_string()];
    };
    let (relations, nodes): (Vec<&Value>, Vec<&Value>) =
        facts(row, place).iter().partition(|fact| is_relation(fact));
    let lines: Vec<String> = relations
        .into_iter()
        .chain(nodes)
        .filter_map(|fact| line(fact, shell))
        .collect();
    match lines.is_empty() {
        true => vec!["it rests on no claim of the graph".to_string()],
        false => lines,
    }
}

fn is_relation(fact: &Value) -> bool {
    matches!(fact, Value::Map(fact) if matches!(fact.get("fact"), Some(Value::Relation(_))))
}

fn line(fact: &Value, shell: &Shell) -> Option<String> {
    let Value::Map(fact) = fact else {
        return None;
    };
    let claim = tell::claim(fact.get("fact")?, shell.session.graph());
    match fact.get("certainty") {
        Some(Value::String(certainty)) if &**certainty == "possible" => {
            Some(format!("  {claim} (possible)"))
        }
        _ => Some(format!("  {claim}")),
    }
}

fn because(reasons: &Outcome) -> Option<usize> {
    reasons.columns.iter().rposition(|name| name == BECAUSE)
}

fn facts(row: &[Value], place: Option<usize>) -> &[Value] {
    match place.and_then(|place| row.get(place)) {
        Some(Value::List(facts)) => facts,
        _ => &[],
    }
}

/// What the graph knows of a work by its key: `carr: E. H. Carr, Socialism in One Country, 1958`.
fn work(key: &str, shell: &Shell) -> String {
    let graph = shell.session.graph();
    let is_it = |node: &_| text::property(*node, "key", graph) == Value::string(key);
    let source = graph
        .symbols()
        .get("Source")
        .and_then(|label| graph.nodes_with_label(label).iter().copied().find(is_it));
    let Some(source) = source else {
        return key.to_string();
    };
    let about: Vec<String> = ["author", "name", "year"]
        .iter()
        .map(|name| text::property(source, name, graph))
        .filter(|value| !value.is_null())
        .map(|value| value.to_text())
        .collect();
    format!("{key}: {}", about.join(", "))
}
