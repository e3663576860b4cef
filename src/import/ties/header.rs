//! What the columns of a tie list are, by their names; without a header, by their places.

use crate::import::ties::TieLists;
use crate::import::ties::row::sign_of;

/// What a column tells of a tie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Source,
    Target,
    Sign,
    /// A number whose sign is the sign of the tie, kept under this name.
    Weight(String),
    Type,
    Valid,
    From,
    To,
    /// A day, or seconds since 1970.
    Day,
    Sources,
    Property(String),
}

/// The roles of all columns.
#[derive(Clone, Debug)]
pub(super) struct Roles {
    pub columns: Vec<Role>,
    /// Whether the first line is a tie already.
    pub is_headless: bool,
}

/// Names of two columns that are the ends; the first pair that is there wins.
const ENDS: &[(&str, &str)] = &[
    ("a", "b"),
    ("subject", "object"),
    ("source", "target"),
    ("src", "dst"),
    ("src", "tgt"),
    ("rater", "ratee"),
    ("sender", "receiver"),
    ("actor1", "actor2"),
    ("node1", "node2"),
    ("from", "to"),
    ("u", "v"),
    ("i", "j"),
];

const SIGNS: &[&str] = &["sign", "polarity"];
const WEIGHTS: &[&str] = &["weight", "value", "rating", "score", "strength"];
const TYPES: &[&str] = &["type", "relation", ":type", "kind"];
const VALID: &[&str] = &["valid", "period"];
const STARTS: &[&str] = &["from", "start", "begin", "begun", "since", "valid_from"];
const ENDINGS: &[&str] = &["to", "end", "until", "valid_to"];
const DAYS: &[&str] = &["date", "day", "time", "timestamp", "year"];
const SOURCES: &[&str] = &["sources", "source", "citation", "reference"];

impl Roles {
    /// Reads the first line as a header, or else as the first tie.
    pub fn of(first: &[String], lists: &TieLists) -> Result<Roles, String> {
        let names: Vec<String> = first.iter().map(|name| name.to_lowercase()).collect();
        match ends(&names, lists)? {
            Some((source, target)) => named(first, &names, source, target),
            None => by_place(first),
        }
    }

    /// Whether something tells the sign of a tie, or its type.
    fn is_signed(&self) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|role| matches!(role, Role::Sign | Role::Weight(_) | Role::Type))
    }
}

/// The places of the ends; `None` when no names say them.
fn ends(names: &[String], lists: &TieLists) -> Result<Option<(usize, usize)>, String> {
    let place = |wanted: &str| names.iter().position(|name| *name == wanted.to_lowercase());
    let given = |wanted: &Option<String>| match wanted {
        None => Ok(None),
        Some(wanted) => {
            let found = place(wanted);
            found.map(Some).ok_or_else(|| {
                format!(
                    "no column is called {wanted}; there are {}",
                    names.join(", ")
                )
            })
        }
    };
    let known = ENDS
        .iter()
        .find_map(|(source, target)| Some((place(source)?, place(target)?)));
    Ok(match (given(&lists.source)?, given(&lists.target)?) {
        (Some(source), Some(target)) => Some((source, target)),
        (source, target) => {
            let known = known.or(source.or(target).map(|_| (0, 1)));
            known.map(|(a, b)| (source.unwrap_or(a), target.unwrap_or(b)))
        }
    })
}

fn named(
    first: &[String],
    names: &[String],
    source: usize,
    target: usize,
) -> Result<Roles, String> {
    if source == target {
        return Err(format!("{} cannot be both ends of a tie", first[source]));
    }
    let role = |(place, name): (usize, &String)| match name.as_str() {
        _ if place == source => Role::Source,
        _ if place == target => Role::Target,
        name if SIGNS.contains(&name) => Role::Sign,
        name if WEIGHTS.contains(&name) => Role::Weight(first[place].clone()),
        name if TYPES.contains(&name) => Role::Type,
        name if VALID.contains(&name) => Role::Valid,
        name if STARTS.contains(&name) => Role::From,
        name if ENDINGS.contains(&name) => Role::To,
        name if DAYS.contains(&name) => Role::Day,
        name if SOURCES.contains(&name) => Role::Sources,
        "" => Role::Property(format!("column{}", place + 1)),
        _ => Role::Property(first[place].clone()),
    };
    let roles = Roles {
        columns: names.iter().enumerate().map(role).collect(),
        is_headless: false,
    };
    match roles.is_signed() {
        true => Ok(roles),
        false => Err(format!(
            "no column tells the sign of a tie: {} (a column named sign, weight, value or rating does, or one named type)",
            first.join(", ")
        )),
    }
}

/// Two ends, a sign or weight, and a period, a day, or a first and a last day.
fn by_place(first: &[String]) -> Result<Roles, String> {
    let third = first
        .get(2)
        .map(|text| sign_of(text).is_some() || text.parse::<f64>().is_ok());
    if third != Some(true) {
        return Err(format!(
            "the first line names no ends and is no tie: {} (name the columns source, target and sign, or give --source and --target)",
            first.join(", ")
        ));
    }
    let mut columns = vec![Role::Source, Role::Target];
    columns.push(match first[2].trim_start_matches(['+', '-']) {
        "1" => Role::Sign,
        text if text.parse::<f64>().is_ok() => Role::Weight("weight".to_string()),
        _ => Role::Sign,
    });
    columns.extend(match first.len() {
        3 => Vec::new(),
        4 if first[3].contains('/') => vec![Role::Valid],
        4 => vec![Role::Day],
        _ => vec![Role::From, Role::To],
    });
    let more = columns.len()..first.len();
    columns.extend(more.map(|place| Role::Property(format!("column{}", place + 1))));
    Ok(Roles {
        columns,
        is_headless: true,
    })
}
