//! Columns of rows that share items, and how they become columns of the graph.

use crate::facts::dictionary::Dictionary;
use crate::facts::ids::Ids;
use crate::facts::page::{Kind, PAGE};
use crate::facts::properties::Properties;
use crate::facts::restore::{Shares, Stored, Stretch, restore_stretch};
use crate::facts::stored::Lists;
use crate::id::Symbol;
use crate::time::Period;
use crate::value::Value;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One column of rows that share items: each row has the item at its place.
#[derive(Debug)]
pub struct Coded<'c, T> {
    /// By row: a place among the items.
    pub places: &'c [u32],
    pub items: &'c [T],
}

/// The values of one property key over rows; null is no property.
#[derive(Clone, Copy, Debug)]
pub struct BulkColumn<'c> {
    pub key: Symbol,
    pub values: Coded<'c, Value>,
}

impl<T> Clone for Coded<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Coded<'_, T> {}

impl<'c, T> Coded<'c, T> {
    pub fn get(&self, row: usize) -> &'c T {
        &self.items[self.places[row] as usize]
    }
}

/// Gives new elements their values and the orders of their keys.
pub(super) fn fill(
    properties: &mut Properties,
    first: u32,
    columns: &[BulkColumn<'_>],
    periods: &mut Dictionary<Period>,
) {
    for column in columns {
        fill_column(properties, first, *column, periods);
    }
    let (patterns, lists) = patterns(columns);
    let rows = (first..).zip(patterns);
    let (elements, places) = rows
        .filter(|(_, pattern)| !lists[*pattern as usize].is_empty())
        .unzip();
    properties.put_orders(&Lists::new(Ids::Each(elements), lists, places));
}

fn fill_column(
    properties: &mut Properties,
    first: u32,
    column: BulkColumn<'_>,
    periods: &mut Dictionary<Period>,
) {
    let Coded { places, items } = column.values;
    let rows = (first..).zip(places);
    let (elements, places): (Vec<u32>, Vec<u32>) = rows
        .filter(|&(_, &place)| !items[place as usize].is_null())
        .unzip();
    // The page that older elements lie in too is written one by one.
    let fresh = first.next_multiple_of(PAGE);
    let begun = elements.partition_point(|&element| element < fresh);
    for (&element, &place) in elements.iter().zip(&places).take(begun) {
        let value = items[place as usize].clone();
        properties
            .column_mut(column.key)
            .set(element, value, periods);
    }
    let stretch = Stretch {
        elements: elements[begun..].to_vec(),
        values: stored(items, &places[begun..]),
    };
    restore_stretch(properties.column_mut(column.key), stretch, periods);
}

/// The values of rows, none of them null, in the narrowest form.
fn stored(items: &[Value], places: &[u32]) -> Stored {
    let rows = || places.iter().map(|&place| &items[place as usize]);
    match items.iter().find(|item| !item.is_null()) {
        Some(Value::String(first)) if are(items, |item| matches!(item, Value::String(_))) => {
            let text = |item: &Value| match item {
                Value::String(text) => Arc::clone(text),
                _ => Arc::clone(first),
            };
            Stored::Strings(Shares {
                items: items.iter().map(text).collect(),
                places: places.to_vec(),
            })
        }
        Some(Value::Period(first)) if are(items, |item| matches!(item, Value::Period(_))) => {
            let period = |item: &Value| match item {
                Value::Period(period) => Arc::clone(period),
                _ => Arc::clone(first),
            };
            Stored::Periods(Shares {
                items: items.iter().map(period).collect(),
                places: places.to_vec(),
            })
        }
        Some(Value::Integer(_)) if are(items, |item| matches!(item, Value::Integer(_))) => {
            let number = |item: &Value| match item {
                Value::Integer(number) => *number,
                _ => 0,
            };
            Stored::Numbers(Kind::Integer, rows().map(number).collect())
        }
        Some(Value::Float(_)) if are(items, |item| matches!(item, Value::Float(_))) => {
            let number = |item: &Value| match item {
                Value::Float(number) => *number,
                _ => 0.0,
            };
            Stored::Floats(rows().map(number).collect())
        }
        _ => Stored::Each(rows().cloned().collect()),
    }
}

/// Whether all items but null are of a kind.
fn are(items: &[Value], kind: fn(&Value) -> bool) -> bool {
    items.iter().all(|item| item.is_null() || kind(item))
}

/// By row the number of its pattern, which is the list of the keys that it has; and the patterns.
fn patterns(columns: &[BulkColumn<'_>]) -> (Vec<u32>, Vec<Arc<[Symbol]>>) {
    let rows = columns
        .first()
        .map_or(0, |column| column.values.places.len());
    let mut pattern_of = vec![0u32; rows];
    let mut patterns: Vec<Vec<Symbol>> = vec![Vec::new()];
    for column in columns {
        let mut longer: Vec<Vec<Symbol>> = Vec::new();
        let mut known: FxHashMap<(u32, bool), u32> = FxHashMap::default();
        for (pattern, &place) in pattern_of.iter_mut().zip(column.values.places) {
            let has = !column.values.items[place as usize].is_null();
            *pattern = *known.entry((*pattern, has)).or_insert_with(|| {
                let mut keys = patterns[*pattern as usize].clone();
                keys.extend(has.then_some(column.key));
                longer.push(keys);
                longer.len() as u32 - 1
            });
        }
        patterns = longer;
    }
    (pattern_of, patterns.into_iter().map(Arc::from).collect())
}
