//! A line of a tie list as a tie: its ends, its sign, its period, and what else it tells.

use crate::import::ties::TieLists;
use crate::import::ties::header::{Role, Roles};
use crate::import::ties::lines::Line;
use factio_graph::catalog::Catalog;
use factio_graph::facts::{Graph, VALID};
use factio_graph::id::Symbol;
use factio_graph::time::{Bounds, Date, FUTURE, PAST, Period};
use factio_graph::value::Value;
use std::sync::Arc;

/// A line as it will be written.
pub(super) struct Row<'l> {
    pub source: &'l str,
    /// Empty where the line tells of one actor alone: who died, what was founded.
    pub target: &'l str,
    pub kind: Symbol,
    /// `None` where its type tells.
    pub sign: Option<i64>,
    /// Whether a column names the type.
    is_typed: bool,
    pub properties: Vec<(Symbol, Value)>,
}

/// The names that ties are written with.
pub(super) struct Words {
    kind: Symbol,
    sign: Symbol,
    pub sources: Symbol,
    /// By column: the property that it becomes.
    properties: Vec<Option<Symbol>>,
}

impl Words {
    pub fn of(graph: &Graph, roles: &Roles, lists: &TieLists) -> Words {
        let symbols = graph.symbols();
        let property = |role: &Role| match role {
            Role::Property(name) | Role::Weight(name) => Some(symbols.intern(name)),
            _ => None,
        };
        Words {
            kind: symbols.intern(&lists.kind),
            sign: symbols.intern("sign"),
            sources: symbols.intern("sources"),
            properties: roles.columns.iter().map(property).collect(),
        }
    }
}

impl<'l> Row<'l> {
    /// # Errors
    /// The line is no tie, and why.
    pub fn read(
        line: &'l Line,
        roles: &Roles,
        words: &Words,
        graph: &Graph,
    ) -> Result<Row<'l>, String> {
        let (fields, wanted) = (line.fields.len(), roles.columns.len());
        if !line.is_text {
            return Err("it is not UTF-8".to_string());
        }
        if fields != wanted {
            return Err(format!("{fields} fields where the first line has {wanted}"));
        }
        let mut row = Row {
            source: "",
            target: "",
            kind: words.kind,
            sign: None,
            is_typed: false,
            properties: Vec::new(),
        };
        let mut dates = Dates::default();
        let columns = line
            .fields
            .iter()
            .zip(&roles.columns)
            .zip(&words.properties);
        for ((text, role), property) in columns {
            row.field(text, role, *property, words, &mut dates, graph)?;
        }
        match row.target.is_empty() && row.is_typed && row.sign.is_none() {
            true => row.alone(&dates),
            false => row.finished(&dates, words),
        }
    }

    fn field(
        &mut self,
        text: &'l str,
        role: &Role,
        property: Option<Symbol>,
        words: &Words,
        dates: &mut Dates<'l>,
        graph: &Graph,
    ) -> Result<(), String> {
        match role {
            Role::Source => self.source = text,
            Role::Target => self.target = text,
            Role::Sign => {
                let sign = sign_of(text).ok_or_else(|| format!("`{text}` is no sign"))?;
                self.sign = Some(sign);
            }
            Role::Weight(name) => {
                let (value, sign) = weight(text).ok_or_else(|| {
                    format!("the {name} `{text}` is no number, so the tie has no sign")
                })?;
                self.sign.get_or_insert(sign);
                self.properties.extend(property.map(|key| (key, value)));
            }
            Role::Type if text.is_empty() => return Err("the type is missing".to_string()),
            Role::Type => {
                self.kind = graph.symbols().intern(&text.replace(' ', "_"));
                self.is_typed = true;
            }
            Role::Valid => dates.valid = text,
            Role::Day => dates.day = text,
            Role::From => dates.from = text,
            Role::To => dates.to = text,
            Role::Sources if text.is_empty() => {}
            Role::Sources => {
                let sources = text.split(';').map(|source| Value::string(source.trim()));
                self.properties
                    .push((words.sources, Value::list(sources.collect())));
            }
            Role::Property(_) if text.is_empty() => {}
            Role::Property(_) => self
                .properties
                .extend(property.map(|key| (key, value(text)))),
        }
        Ok(())
    }

    /// What happened to one: `died` becomes the actor's property of that name, the date its value.
    fn alone(mut self, dates: &Dates<'_>) -> Result<Row<'l>, String> {
        if self.source.is_empty() {
            return Err("both ends are missing".to_string());
        }
        let told = match dates.once()? {
            Some(period) => Value::Period(Arc::new(period)),
            None => Value::Boolean(true),
        };
        self.properties.push((self.kind, told));
        Ok(self)
    }

    fn finished(mut self, dates: &Dates<'_>, words: &Words) -> Result<Row<'l>, String> {
        if self.source.is_empty() || self.target.is_empty() {
            return Err("an end is missing".to_string());
        }
        if self.source == self.target {
            return Err(format!("it ties {} to itself", self.source));
        }
        if self.sign == Some(0) {
            return Err("a tie of 0 has no sign".to_string());
        }
        if let Some(period) = dates.period()? {
            self.properties
                .push((VALID, Value::Period(Arc::new(period))));
        }
        if let Some(sign) = self.sign {
            self.properties.push((words.sign, Value::Integer(sign)));
        }
        Ok(self)
    }
}

#[derive(Default)]
struct Dates<'l> {
    valid: &'l str,
    day: &'l str,
    from: &'l str,
    to: &'l str,
}

impl Dates<'_> {
    /// An end that is missing is unknown, not open. A first or last day that is an interval is some day of it.
    fn period(&self) -> Result<Option<Period>, String> {
        let (from, to) = (day(self.from)?, day(self.to)?);
        let text = match (self.valid, from.as_str(), to.as_str()) {
            ("", "", "") => day(self.day)?,
            ("", from, to) if from.contains('/') || to.contains('/') => return between(from, to),
            ("", from, to) => format!("{from}/{to}"),
            (valid, ..) => valid.to_string(),
        };
        parsed(&text)
    }

    /// When it happened: a day that is the only one is that day.
    fn once(&self) -> Result<Option<Period>, String> {
        match (self.valid, self.to) {
            ("", "") if !self.from.is_empty() => parsed(&day(self.from)?),
            _ => self.period(),
        }
    }
}

/// From some day of one period to some day of another.
fn between(from: &str, to: &str) -> Result<Option<Period>, String> {
    let days = |text: &str| {
        let period = parsed(text)?;
        let unknown = (PAST, FUTURE);
        Ok::<_, String>(period.map_or(unknown, |period| period.bounds().span()))
    };
    let bounds = Bounds::new(days(from)?, days(to)?);
    let bounds = bounds.ok_or("the end comes before the start")?;
    Ok(Some(Period::from_bounds(bounds)))
}

fn parsed(text: &str) -> Result<Option<Period>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let period = Period::parse(text);
    period.map(Some).map_err(|error| error.to_string())
}

/// Numbers with more digits than a year has count seconds since 1970, or thousandths of them.
const EPOCH: f64 = 100_000_000.0;
const EPOCH_IN_MILLISECONDS: f64 = 100_000_000_000.0;

/// A day as EDTF writes it.
fn day(text: &str) -> Result<String, String> {
    let is_number = !text.is_empty()
        && text
            .chars()
            .all(|sign| sign.is_ascii_digit() || sign == '.');
    let seconds = match text.parse::<f64>() {
        Ok(number) if is_number && number.abs() >= EPOCH_IN_MILLISECONDS => number / 1_000.0,
        Ok(number) if is_number && number.abs() >= EPOCH => number,
        _ => return Ok(text.to_string()),
    };
    let date = Date::from_days((seconds / 86_400.0).floor() as i64);
    date.map(|date| date.to_string())
        .map_err(|error| error.to_string())
}

/// 1, 0 or −1; signs come as numbers and as words.
pub(super) fn sign_of(text: &str) -> Option<i64> {
    match text.to_lowercase().as_str() {
        "+" | "positive" | "pos" | "ally" | "friend" | "trust" | "for" => Some(1),
        "-" | "−" | "negative" | "neg" | "rival" | "enemy" | "foe" | "distrust" | "against" => {
            Some(-1)
        }
        _ => weight(text).map(|(_, sign)| sign),
    }
}

/// A number and its sign.
fn weight(text: &str) -> Option<(Value, i64)> {
    if let Ok(number) = text.parse::<i64>() {
        return Some((Value::Integer(number), number.signum()));
    }
    let number = text
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())?;
    let sign = i64::from(number > 0.0) - i64::from(number < 0.0);
    Some((Value::Float(number), sign))
}

/// A number where it is written as one.
fn value(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(number) if number.to_string() == text => Value::Integer(number),
        _ => Value::string(text),
    }
}
