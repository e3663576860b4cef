//! The law between a look at a chunk and its decoding: whatever its bytes are, what was checked can be decoded.

use super::{Decoded, Seen, all, check, decode, encode};
use crate::catalog::Catalog;
use crate::facts::{Graph, NAME, VALID};
use crate::store::piece::Chunk;
use crate::time::{Date, Period};
use crate::value::Value;
use std::sync::Arc;

/// A graph with a column of every form.
fn graph() -> Graph {
    let mut graph = Graph::new();
    let words = [
        "A", "T", "U", "number", "far", "share", "day", "sure", "any",
    ];
    let [label, kind, other, number, far, share, day, sure, any] =
        words.map(|word| graph.symbols().intern(word));
    let period = |text| Value::Period(Arc::new(Period::parse(text).unwrap()));
    for row in 0..400i64 {
        let mixed = [Value::from(row), Value::from("x"), period("1924")];
        let properties = [
            (NAME, Value::from(format!("name {}", row % 300).as_str())),
            (number, Value::from(row % 200)),
            (far, Value::from(row << 40)),
            (share, Value::Float(row as f64 / 3.0)),
            (day, Value::Date(Date { days: row * 900 })),
            (sure, Value::from(row % 3 == 0)),
            (any, mixed[row as usize % 3].clone()),
            (
                VALID,
                period(["1924", "1926/1934", "193X"][row as usize % 3]),
            ),
        ];
        let some = &properties[..properties.len() - (row % 4) as usize];
        let node = graph.create_node_with(&[label], some).unwrap();
        if row % 5 > 0 {
            let kind = if row % 2 == 0 { kind } else { other };
            graph.create_relation_with(kind, node, node, &[]).unwrap();
        }
    }
    graph
}

fn holds(chunk: Chunk, bytes: &[u8]) -> bool {
    let Ok(Some(seen)) = check(chunk, bytes) else {
        return false;
    };
    match (decode(chunk, bytes), seen) {
        (Ok(Decoded::Relations(rows)), Seen::Relations { kind }) => {
            let kinds = rows.relations.iter().map(|relation| relation.kind);
            assert!(kinds.max().is_none_or(|most| most <= kind));
            assert_eq!(rows.ids.len(), rows.relations.len());
        }
        (Ok(Decoded::Values(stretch)), Seen::Values(seen)) => {
            assert_eq!(stretch.elements.len(), seen.rows);
            assert_eq!(stretch.values.has_periods(), seen.has_periods);
            assert_eq!(stretch.values.strings(), seen.strings);
        }
        (decoded, _) => panic!("{chunk}: it was checked and is {decoded:?}"),
    }
    true
}

#[test]
fn what_was_checked_can_be_decoded_whatever_it_is() {
    let graph = graph();
    let mut state = 7u64;
    let mut draw = move |bound: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % bound.max(1)
    };
    let mut passed = 0;
    for chunk in all(&graph) {
        let good = encode(&graph, chunk).unwrap().bytes;
        if check(chunk, &good) == Ok(None) {
            continue;
        }
        assert!(holds(chunk, &good), "{chunk}");
        for _ in 0..3_000 {
            let mut bytes = good.clone();
            for _ in 0..=draw(3) {
                // The front says how the rest is to be read.
                let at = if draw(2) == 0 {
                    draw(24)
                } else {
                    draw(bytes.len())
                };
                let at = at.min(bytes.len() - 1);
                match draw(8) {
                    0 => bytes.truncate(at.max(1)),
                    1 => bytes.insert(at, draw(256) as u8),
                    2 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][draw(5)],
                    _ => bytes[at] = draw(256) as u8,
                }
            }
            passed += u32::from(holds(chunk, &bytes));
        }
    }
    assert!(passed > 1_000, "only {passed} were checked and decoded");
}
