//! Power cuts at every event of the fixed run: of what was not synced, any sectors in any order are there.

use crate::recovery::disk::{Disk, Event};
use crate::recovery::graphs::Random;
use crate::recovery::run::{image, read, run};
use crate::recovery::scratch::rounds;
use std::collections::BTreeMap;

const SECTOR: usize = 512;

#[test]
fn a_power_cut_at_any_moment_loses_nothing_that_was_acknowledged() {
    let begin = image();
    let disk = Disk::of(begin.clone());
    let ran = run(&disk);
    assert!(ran.failure.is_none());
    let events = disk.events();
    let mut random = Random(3);
    for _ in 0..rounds(1).min(500) {
        cut_everywhere(&begin, &events, &ran.acknowledged, &mut random);
    }
}

fn cut_everywhere(begin: &[u8], events: &[Event], pictures: &[String], random: &mut Random) {
    let mut synced = begin.to_vec();
    let mut pending: Vec<&Event> = Vec::new();
    let mut acknowledged = 0;
    for (moment, event) in events.iter().enumerate() {
        match event {
            Event::Acknowledged => acknowledged += 1,
            Event::Sync => {
                check(&synced, &pending, acknowledged, pictures, random, moment);
                for event in pending.drain(..) {
                    apply(&mut synced, event);
                }
            }
            event => pending.push(event),
        }
        check(&synced, &pending, acknowledged, pictures, random, moment);
    }
}

fn check(
    synced: &[u8],
    pending: &[&Event],
    acknowledged: usize,
    pictures: &[String],
    random: &mut Random,
    moment: usize,
) {
    let image = torn(synced, pending, random);
    let found = read(image).unwrap_or_else(|error| panic!("cut at event {moment}: {error}"));
    let next = pictures.get(acknowledged + 1);
    assert!(
        found == pictures[acknowledged] || Some(&found) == next,
        "cut at event {moment}: something was lost"
    );
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
    torn(&synced, &pending, random)
}

/// The disk after a cut: each sector as some prefix of the pending writes left it, the length as some of them did.
fn torn(synced: &[u8], pending: &[&Event], random: &mut Random) -> Vec<u8> {
    let mut lengths = vec![synced.len()];
    let mut sectors: BTreeMap<usize, Vec<(usize, &[u8])>> = BTreeMap::new();
    for event in pending {
        match event {
            Event::Resize(len) => lengths.push(*len as usize),
            Event::Write(offset, data) => split(*offset as usize, data, &mut sectors),
            _ => {}
        }
    }
    let mut image = synced.to_vec();
    image.resize(lengths[random.below(lengths.len() as u64) as usize], 0);
    for writes in sectors.values() {
        for (offset, data) in &writes[..random.below(writes.len() as u64 + 1) as usize] {
            if offset + data.len() <= image.len() {
                image[*offset..offset + data.len()].copy_from_slice(data);
            }
        }
    }
    image
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
