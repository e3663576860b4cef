//! Reading events from a folder of tables.

use crate::events::{Asked, Event, Events, Kind};
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::File;
use std::path::Path;

#[derive(Deserialize)]
struct Node {
    name: String,
}

#[derive(Deserialize)]
struct Edge {
    src: String,
    dst: String,
    rel: String,
    sign: i8,
    t: u32,
}

#[derive(Deserialize)]
struct Queries {
    seeds: Vec<String>,
    pairs: Vec<[String; 2]>,
    window: [u32; 2],
    months: Vec<[u32; 2]>,
    tri_rel: String,
}

pub(super) fn read(folder: &Path) -> Events {
    let rows = rows::<Node>(&folder.join("nodes.csv"));
    let actors: Vec<String> = rows.into_iter().map(|node| node.name).collect();
    let numbers = actors.iter().enumerate();
    let numbers: HashMap<&str, u32> = numbers
        .map(|(number, name)| (name.as_str(), number as u32))
        .collect();
    let mut kinds: Vec<Kind> = Vec::new();
    let mut kind_numbers: HashMap<String, u32> = HashMap::new();
    let mut events = Vec::new();
    for edge in self::rows::<Edge>(&folder.join("edges.csv")) {
        let kind = *kind_numbers.entry(edge.rel.clone()).or_insert_with(|| {
            kinds.push(Kind {
                name: edge.rel.clone(),
                sign: edge.sign,
            });
            kinds.len() as u32 - 1
        });
        events.push(Event {
            day: edge.t,
            source: numbers[edge.src.as_str()],
            kind,
            target: numbers[edge.dst.as_str()],
        });
    }
    let file = File::open(folder.join("queries.json")).expect("there is queries.json");
    let queries: Queries = serde_json::from_reader(file).expect("queries.json is as described");
    Events {
        asked: Asked {
            seeds: queries.seeds,
            pairs: queries.pairs,
            window: queries.window,
            months: queries.months,
            triangles: queries.tri_rel,
        },
        actors,
        kinds,
        events,
    }
}

fn rows<T: for<'d> Deserialize<'d>>(path: &Path) -> Vec<T> {
    let mut reader = csv::Reader::from_path(path).expect("the table is there");
    let rows = reader.deserialize();
    rows.collect::<Result<_, _>>()
        .expect("the table is as described")
}
