//! Which elements of a chunk have something: a run, a list, or a bit each, whichever is shortest.

use crate::facts::Ids;
use crate::store::bytes::{Read, Reader, write_number, write_packed};
use crate::store::piece::CHUNK;

const RUN: u8 = 0;
const LIST: u8 = 1;
const BITS: u8 = 2;
const BYTES: usize = CHUNK as usize / 8;

/// Appends slots, which ascend.
pub(super) fn write_slots(out: &mut Vec<u8>, slots: &[u16]) {
    let first = slots.first().copied().unwrap_or(0);
    let last = slots.last().copied().unwrap_or(0);
    if usize::from(last - first) + 1 == slots.len() {
        out.push(RUN);
        write_number(out, u64::from(first));
        write_number(out, slots.len() as u64);
    } else if slots.len() * 2 < BYTES {
        out.push(LIST);
        let numbers: Vec<i64> = slots.iter().map(|&slot| i64::from(slot)).collect();
        write_packed(out, &numbers);
    } else {
        out.push(BITS);
        let mut bits = [0u8; BYTES];
        for slot in slots {
            bits[usize::from(slot / 8)] |= 1 << (slot % 8);
        }
        out.extend_from_slice(&bits);
    }
}

/// The elements of slots of a chunk that begins with the element `first`, ascending.
pub(super) fn read_slots(reader: &mut Reader, first: u32) -> Read<Ids> {
    let slots: Vec<u32> = match reader.byte()? {
        RUN => {
            let begin = reader.number_u32()?;
            let end = begin.checked_add(reader.number_u32()?);
            let end = end.filter(|&end| end <= CHUNK).ok_or("a run is too long")?;
            check_last(first, end.checked_sub(1).filter(|last| begin <= *last))?;
            return Ok(Ids::Run(first + begin..first + end));
        }
        LIST => {
            let numbers = reader.packed(CHUNK as usize)?;
            if !numbers.is_sorted_by(|a, b| a < b) {
                return Err("a list does not ascend");
            }
            let slot = |number: i64| u32::try_from(number).ok().filter(|&slot| slot < CHUNK);
            let slots: Option<Vec<u32>> = numbers.into_iter().map(slot).collect();
            slots.ok_or("a list is out of range")?
        }
        BITS => {
            let bits = reader.take(BYTES)?;
            (0..CHUNK)
                .filter(|slot| bits[(slot / 8) as usize] >> (slot % 8) & 1 == 1)
                .collect()
        }
        _ => return Err("slots are of no known form"),
    };
    check_last(first, slots.last().copied())?;
    Ok(Ids::Each(
        slots.into_iter().map(|slot| first + slot).collect(),
    ))
}

/// Whether ids up to that of the last slot can be.
fn check_last(first: u32, last: Option<u32>) -> Read<()> {
    match last {
        Some(last) if first.checked_add(last).is_none_or(|id| id >= u32::MAX - 1) => {
            Err("there are no such ids")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{read_slots, write_slots};
    use crate::store::bytes::Reader;

    #[test]
    fn slots_of_every_form_are_read_as_they_were_written() {
        let all: Vec<u16> = (0..=u16::MAX).collect();
        let odd: Vec<u16> = (0..=u16::MAX).filter(|slot| slot % 2 == 1).collect();
        for slots in [&[][..], &[0], &[u16::MAX], &[3, 4, 5], &[3, 5], &all, &odd] {
            let mut out = Vec::new();
            write_slots(&mut out, slots);
            let read = read_slots(&mut Reader::new(&out), 65_536).unwrap();
            let read = read.into_vec();
            let expected: Vec<u32> = slots.iter().map(|&slot| 65_536 + u32::from(slot)).collect();
            assert_eq!(read, expected);
        }
    }
}
