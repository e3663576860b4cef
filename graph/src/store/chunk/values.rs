//! Chunks of the values of one key: packed where all are of one type, else one by one.

use crate::facts::{Cell, ColumnRef, NumberKind, Shares, Stored, Stretch};
use crate::store::StoreError;
use crate::store::bytes::{Read, Reader, write_number, write_packed, write_text};
use crate::store::chunk::SeenValues;
use crate::store::chunk::slots::{read_slots, write_slots};
use crate::store::piece::CHUNK;
use crate::store::value::{date, read_period, read_value, write_period, write_value};
use crate::value::Value;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::hash::Hash;
use std::sync::Arc;

const BOOLEANS: u8 = 0;
const INTEGERS: u8 = 1;
const DATES: u8 = 2;
const FLOATS: u8 = 3;
const STRINGS: u8 = 4;
const PERIODS: u8 = 5;
const MIXED: u8 = 6;

pub(super) fn write(
    out: &mut Vec<u8>,
    column: ColumnRef<'_>,
    first: u32,
) -> Result<usize, StoreError> {
    let mut slots = Vec::new();
    let mut cells = Vec::new();
    for slot in 0..CHUNK {
        match column.cell(first.saturating_add(slot)) {
            Cell::Missing => {}
            cell => {
                slots.push(slot as u16);
                cells.push(cell);
            }
        }
    }
    write_slots(out, &slots);
    write_cells(out, &cells)?;
    Ok(slots.len())
}

fn write_cells(out: &mut Vec<u8>, cells: &[Cell<'_>]) -> Result<(), StoreError> {
    let form = cells.first().map_or(MIXED, form);
    let form = match cells.iter().all(|cell| self::form(cell) == form) {
        true => form,
        false => MIXED,
    };
    out.push(form);
    match form {
        BOOLEANS | INTEGERS | DATES => {
            let numbers: Vec<i64> = cells.iter().map(number).collect();
            write_packed(out, &numbers);
        }
        FLOATS => {
            for cell in cells {
                if let Cell::Float(number) = cell {
                    out.extend_from_slice(&number.to_bits().to_le_bytes());
                }
            }
        }
        STRINGS => {
            let texts = cells.iter().filter_map(|cell| match cell {
                Cell::String(text) => Some(&***text),
                _ => None,
            });
            write_shared(out, texts, write_text);
        }
        PERIODS => {
            let periods = cells.iter().filter_map(|cell| match cell {
                Cell::Period(id, period) => Some((*id, *period)),
                _ => None,
            });
            write_shared(out, periods, |out, (_, period)| write_period(out, period));
        }
        _ => {
            for cell in cells {
                write_value(out, &cell.to_value())?;
            }
        }
    }
    Ok(())
}

/// Each item once, in the order of first use, then which one each place has.
fn write_shared<T: Copy + Eq + Hash>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = T>,
    write: impl Fn(&mut Vec<u8>, T),
) {
    let mut shared: IndexMap<T, (), FxBuildHasher> = IndexMap::default();
    let places: Vec<i64> = items
        .map(|item| shared.insert_full(item, ()).0 as i64)
        .collect();
    write_number(out, shared.len() as u64);
    for item in shared.into_keys() {
        write(out, item);
    }
    write_packed(out, &places);
}

const FEWER: &str = "there are fewer values than it says";
const MISSING: &str = "a value is missing";

/// What there is that [`read`] can read.
pub(super) fn check(reader: &mut Reader, first: u32) -> Read<SeenValues> {
    let count = read_slots(reader, first)?.len();
    let mut seen = SeenValues {
        rows: count,
        ..SeenValues::default()
    };
    let packing = |reader: &mut Reader| {
        let packing = reader.packing(count)?;
        match packing.count == count {
            true => Ok((
                packing.least,
                packing.least.wrapping_add_unsigned(packing.span()),
            )),
            false => Err(FEWER),
        }
    };
    match reader.byte()? {
        BOOLEANS | INTEGERS => drop(packing(reader)?),
        DATES => {
            let (first, last) = packing(reader)?;
            if count > 0 {
                date(first)?;
                date(last)?;
            }
        }
        FLOATS => drop(reader.take(count * 8)?),
        STRINGS => {
            seen.strings = check_shared(reader, count, |reader| reader.text().map(drop))?;
        }
        PERIODS => {
            seen.has_periods = true;
            check_shared(reader, count, |reader| read_period(reader).map(drop))?;
        }
        MIXED => {
            for _ in 0..count {
                match read_value(reader)? {
                    Value::Null => return Err(MISSING),
                    Value::Period(_) => seen.has_periods = true,
                    _ => {}
                }
            }
        }
        _ => return Err("values are of no known form"),
    }
    Ok(seen)
}

/// Returns how many items there are.
fn check_shared(
    reader: &mut Reader,
    count: usize,
    check: impl Fn(&mut Reader) -> Read<()>,
) -> Read<usize> {
    let items = reader.count()?;
    for _ in 0..items {
        check(reader)?;
    }
    let places = reader.packing(count)?;
    match places.count == count {
        true if count == 0 || (places.greatest_u32()? as usize) < items => Ok(items),
        true => Err(MISSING),
        false => Err(FEWER),
    }
}

pub(super) fn read(reader: &mut Reader, first: u32) -> Read<Stretch> {
    let elements = read_slots(reader, first)?.into_vec();
    let count = elements.len();
    let packed = |reader: &mut Reader| reader.packed(count);
    let values = match reader.byte()? {
        BOOLEANS => {
            let numbers = packed(reader)?.into_iter();
            let numbers = numbers.map(|number| i64::from(number != 0));
            Stored::Numbers(NumberKind::Boolean, numbers.collect())
        }
        INTEGERS => Stored::Numbers(NumberKind::Integer, packed(reader)?),
        DATES => {
            let days = packed(reader)?;
            for &day in &days {
                date(day)?;
            }
            Stored::Numbers(NumberKind::Date, days)
        }
        FLOATS => {
            let bytes = reader.take(count * 8)?.chunks_exact(8);
            let floats = bytes.map(|bytes| {
                let mut bits = [0; 8];
                bits.copy_from_slice(bytes);
                f64::from_bits(u64::from_le_bytes(bits))
            });
            Stored::Floats(floats.collect())
        }
        STRINGS => Stored::Strings(read_shared(reader, count, |reader| {
            Ok(Arc::from(reader.text()?))
        })?),
        PERIODS => Stored::Periods(read_shared(reader, count, |reader| {
            Ok(Arc::new(read_period(reader)?))
        })?),
        MIXED => {
            let values: Vec<Value> = (0..count)
                .map(|_| read_value(reader))
                .collect::<Read<_>>()?;
            match values.iter().any(Value::is_null) {
                true => return Err(MISSING),
                false => Stored::Each(values),
            }
        }
        _ => return Err("values are of no known form"),
    };
    match values.len() == count {
        true => Ok(Stretch { elements, values }),
        false => Err(FEWER),
    }
}

fn read_shared<T: ?Sized>(
    reader: &mut Reader,
    count: usize,
    read: impl Fn(&mut Reader) -> Read<Arc<T>>,
) -> Read<Shares<T>> {
    let items = reader.count()?;
    let items: Vec<Arc<T>> = (0..items).map(|_| read(reader)).collect::<Read<_>>()?;
    let places = reader.packed_u32(count)?;
    match places.iter().all(|&place| (place as usize) < items.len()) {
        true => Ok(Shares { items, places }),
        false => Err(MISSING),
    }
}

fn form(cell: &Cell<'_>) -> u8 {
    match cell {
        Cell::Boolean(_) => BOOLEANS,
        Cell::Integer(_) => INTEGERS,
        Cell::Date(_) => DATES,
        Cell::Float(_) => FLOATS,
        Cell::String(_) => STRINGS,
        Cell::Period(..) => PERIODS,
        Cell::Missing | Cell::Other(_) => MIXED,
    }
}

fn number(cell: &Cell<'_>) -> i64 {
    match cell {
        Cell::Boolean(value) => i64::from(*value),
        Cell::Integer(value) => *value,
        Cell::Date(value) => value.days,
        _ => 0,
    }
}

/// Keeps the values of elements that fit.
pub(in crate::store) fn retain(stretch: &mut Stretch, fits: impl Fn(u32) -> bool) {
    fn kept<T>(elements: &[u32], values: Vec<T>, fits: impl Fn(u32) -> bool) -> Vec<T> {
        let values = elements.iter().zip(values);
        let values = values.filter(|(element, _)| fits(**element));
        values.map(|(_, value)| value).collect()
    }
    let elements = &stretch.elements;
    match &mut stretch.values {
        Stored::Each(values) => *values = kept(elements, std::mem::take(values), &fits),
        Stored::Numbers(_, numbers) => *numbers = kept(elements, std::mem::take(numbers), &fits),
        Stored::Floats(numbers) => *numbers = kept(elements, std::mem::take(numbers), &fits),
        Stored::Strings(Shares { places, .. }) => {
            *places = kept(elements, std::mem::take(places), &fits);
        }
        Stored::Periods(Shares { places, .. }) => {
            *places = kept(elements, std::mem::take(places), &fits);
        }
    }
    stretch.elements.retain(|element| fits(*element));
}
