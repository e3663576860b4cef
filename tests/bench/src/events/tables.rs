//! Events as files to import, in either wording: with plain properties, or in factio's own words.

use crate::events::Events;
use factio::Session;
use factio::import::{self, Nodes, Relations, Sources};
use factio_graph::value::Value;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::path::{Path, PathBuf};

/// The day that day 0 is.
const FIRST: Date = date(2018, 1, 1);

/// Files to import.
#[derive(Clone, Debug)]
pub struct Tables {
    /// `id,name`
    pub actors: PathBuf,
    /// `src,dst,rel,sign,t`: everything is a property.
    pub plain: PathBuf,
    /// `src,dst,kind,valid`: a relation type per kind of event, and the day as a period.
    pub own: PathBuf,
}

impl Tables {
    /// Writes the files of some events into a folder.
    ///
    /// # Panics
    /// They cannot be written.
    pub fn write(events: &Events, folder: &Path) -> Tables {
        std::fs::create_dir_all(folder).expect("the folder can be made");
        let at = |name: &str| folder.join(name);
        let tables = Tables {
            actors: at("actors.csv"),
            plain: at("plain.csv"),
            own: at("own.csv"),
        };
        let actors = events.actors.iter().enumerate();
        let actors = actors.map(|(id, name)| [id.to_string(), name.clone()]);
        table(&tables.actors, ["id", "name"], actors);
        let rows = events.events.iter();
        let name = |actor: u32| events.actors[actor as usize].clone();
        let plain = rows.clone().map(|event| {
            let kind = &events.kinds[event.kind as usize];
            let (source, target) = (name(event.source), name(event.target));
            let (sign, day) = (kind.sign.to_string(), event.day.to_string());
            [source, target, kind.name.clone(), sign, day]
        });
        table(&tables.plain, ["src", "dst", "rel", "sign", "t"], plain);
        let own = rows.map(|event| {
            let kind = events.kinds[event.kind as usize].name.clone();
            let (source, target) = (name(event.source), name(event.target));
            [source, target, kind, day(event.day).to_string()]
        });
        table(&tables.own, ["src", "dst", "kind", "valid"], own);
        tables
    }

    /// What an import of the events with plain properties reads.
    pub fn plain_sources(&self) -> Sources {
        self.sources(&self.plain, Some("EVENT"))
    }

    /// What an import of the events in own words reads.
    pub fn own_sources(&self) -> Sources {
        self.sources(&self.own, None)
    }

    fn sources(&self, relations: &Path, kind: Option<&str>) -> Sources {
        let mut sources = Sources::default();
        sources.tables.nodes.push(Nodes {
            labels: vec!["Actor".to_string()],
            file: self.actors.clone(),
        });
        sources.tables.relations.push(Relations {
            kind: kind.map(str::to_string),
            start: None,
            end: None,
            file: relations.to_path_buf(),
        });
        sources.tables.key = Some("name".to_string());
        sources.tables.source = Some("src".to_string());
        sources.tables.target = Some("dst".to_string());
        sources
    }
}

impl Events {
    /// Imports the events with plain properties.
    ///
    /// # Panics
    /// The import fails or refuses a row.
    pub fn load_plain(&self, tables: &Tables, session: &mut Session) {
        load(session, &tables.plain_sources());
    }

    /// Defines the kinds with their signs, and imports the events in own words.
    ///
    /// # Panics
    /// The import fails or refuses a row.
    pub fn load_own(&self, tables: &Tables, session: &mut Session) {
        for kind in &self.kinds {
            let define = format!("DEFINE RELATION `{}` {{sign: {}}}", kind.name, kind.sign);
            session.run(&define).expect("the kind can be defined");
        }
        load(session, &tables.own_sources());
    }
}

fn load(session: &mut Session, sources: &Sources) {
    let report = import::import(session, sources, &|_, _| true).expect("the import goes well");
    assert_eq!(report.refused, [], "no row is refused");
}

/// A window in own words: its first and its last day.
pub fn period([from, to]: [u32; 2]) -> Value {
    Value::from(format!("{}/{}", day(from), day(to - 1)).as_str())
}

fn day(number: u32) -> Date {
    FIRST.saturating_add(i64::from(number).days())
}

fn table<const N: usize>(path: &Path, header: [&str; N], rows: impl Iterator<Item = [String; N]>) {
    let mut writer = csv::Writer::from_path(path).expect("the table can be made");
    writer.write_record(header).expect("there is room");
    rows.for_each(|row| writer.write_record(row).expect("there is room"));
    writer.flush().expect("there is room");
}
