//! Power cuts at every event of the fixed run: of what was not synced, any sectors in any order are there.

use crate::recovery::disk::{Disk, Event};
use crate::recovery::graphs::Random;
use crate::recovery::run::{image, read, run};
use crate::recovery::scratch::{alone, rounds};
use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

const SECTOR: usize = 512;

#[test]
fn a_power_cut_at_any_moment_loses_nothing_that_was_acknowledged() {
    let begin = image();
    let disk = Disk::of(begin.clone());
    let ran = run(&disk);
    assert!(ran.failure.is_none());
    let events = disk.events();
    let mut cuts = Cuts {
        pictures: &ran.acknowledged,
        random: Random(3),
        seen: HashSet::new(),
    };
    alone(|| {
        for _ in 0..rounds(1).min(500) {
            cuts.everywhere(&begin, &events);
        }
    });
}

/// Cuts, each of which is looked at once: what a disk comes to often hangs on a draw or two.
struct Cuts<'r> {
    /// The graph after each commit that was acknowledged.
    pictures: &'r [String],
    random: Random,
    /// The hashes of the moments and of what was drawn for them.
    seen: HashSet<u64>,
}

impl Cuts<'_> {
    fn everywhere(&mut self, begin: &[u8], events: &[Event]) {
        let mut synced = begin.to_vec();
        let mut pending: Vec<&Event> = Vec::new();
        let mut acknowledged = 0;
        for (moment, event) in events.iter().enumerate() {
            match event {
                Event::Acknowledged => acknowledged += 1,
                Event::Sync => {
                    self.check(&synced, &pending, acknowledged, 2 * moment);
                    for event in pending.drain(..) {
                        apply(&mut synced, event);
                    }
                }
                event => pending.push(event),
            }
            self.check(&synced, &pending, acknowledged, 2 * moment + 1);
        }
    }

    fn check(&mut self, synced: &[u8], pending: &[&Event], acknowledged: usize, moment: usize) {
        let unsynced = Unsynced::of(pending);
        let draws = unsynced.draw(&mut self.random);
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one((moment, &draws));
        if !self.seen.insert(hash) {
            return;
        }
        let image = unsynced.torn(synced, &draws);
        let found =
            read(image).unwrap_or_else(|error| panic!("cut at event {}: {error}", moment / 2));
        let next = self.pictures.get(acknowledged + 1);
        assert!(
            found == self.pictures[acknowledged] || Some(&found) == next,
            "cut at event {}: something was lost",
            moment / 2
        );
    }
}

/// The disk after a power cut behind these events.
pub fn cut_behind(begin: &[u8], events: &[Event], random: &mut Random) -> Vec<u8> {
    let mut synced = begin.to_vec();
    let mut pending: Vec<&Event> = Vec::new();
    for event in events {
        match event {
            Event::Sync => pending
                .drain(..)
                .for_each(|event| apply(&mut synced, event)),
            Event::Acknowledged => {}
            event => pending.push(event),
        }
    }
    let unsynced = Unsynced::of(&pending);
    let draws = unsynced.draw(random);
    unsynced.torn(&synced, &draws)
}

/// What was not synced, by the sectors that it goes to.
struct Unsynced<'e> {
    lengths: Vec<usize>,
    sectors: BTreeMap<usize, Vec<(usize, &'e [u8])>>,
}

/// Which of the lengths the disk came to, and how many of its writes each sector saw.
type Draws = Vec<u32>;

impl<'e> Unsynced<'e> {
    fn of(pending: &[&'e Event]) -> Unsynced<'e> {
        let mut unsynced = Unsynced {
            lengths: Vec::new(),
            sectors: BTreeMap::new(),
        };
        for event in pending {
            match event {
                Event::Resize(len) => unsynced.lengths.push(*len as usize),
                Event::Write(offset, data) => {
                    split(*offset as usize, data, &mut unsynced.sectors);
                }
                _ => {}
            }
        }
        unsynced
    }

    fn draw(&self, random: &mut Random) -> Draws {
        let writes = self.sectors.values().map(Vec::len);
        std::iter::once(self.lengths.len())
            .chain(writes)
            .map(|most| random.below(most as u64 + 1) as u32)
            .collect()
    }

    /// The disk after a cut: each sector as some prefix of its writes left it, the length as some of them did.
    fn torn(&self, synced: &[u8], draws: &Draws) -> Vec<u8> {
        let length = (draws[0] as usize).checked_sub(1);
        let mut image = synced.to_vec();
        image.resize(
            length.map_or(synced.len(), |length| self.lengths[length]),
            0,
        );
        for (writes, &seen) in self.sectors.values().zip(&draws[1..]) {
            for (offset, data) in &writes[..seen as usize] {
                if offset + data.len() <= image.len() {
                    image[*offset..offset + data.len()].copy_from_slice(data);
                }
            }
        }
        image
    }
}

fn split<'e>(
    mut offset: usize,
    mut data: &'e [u8],
    sectors: &mut BTreeMap<usize, Vec<(usize, &'e [u8])>>,
) {
    while !data.is_empty() {
        let len = data.len().min(SECTOR - offset % SECTOR);
        sectors
            .entry(offset / SECTOR)
            .or_default()
            .push((offset, &data[..len]));
        (offset, data) = (offset + len, &data[len..]);
    }
}

fn apply(image: &mut Vec<u8>, event: &Event) {
    match event {
        Event::Resize(len) => image.resize(*len as usize, 0),
        Event::Write(offset, data) => {
            let (offset, end) = (*offset as usize, *offset as usize + data.len());
            image.resize(image.len().max(end), 0);
            image[offset..end].copy_from_slice(data);
        }
        _ => {}
    }
}
