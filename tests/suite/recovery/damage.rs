//! Damaged files: a right answer or a typed error, never a wrong answer and never a panic.

use crate::recovery::disk::Disk;
use crate::recovery::graphs::{Random, picture};
use crate::recovery::run::{image, read};
use crate::recovery::scratch::{Scratch, alone, rounds};
use factio_graph::catalog::Catalog;
use factio_graph::store::{Access, Store, StoreError, recover};
use std::fs;

const PAGE: usize = 4096;

/// A file that was closed well, and one that was not.
fn files() -> [Vec<u8>; 2] {
    let open = image();
    let disk = Disk::of(open.clone());
    let (store, graph) = Store::open_on(disk.clone()).unwrap();
    store.close(&graph).unwrap();
    [disk.bytes(), open]
}

fn judge(what: &str, bytes: Vec<u8>, expected: &str) -> bool {
    match read(bytes) {
        Ok(found) => {
            assert!(found == expected, "{what}: a wrong answer");
            true
        }
        Err(StoreError::Corrupt { piece, message }) => {
            assert!(!piece.is_empty() && !message.is_empty());
            false
        }
        Err(StoreError::Io(_) | StoreError::Foreign(_) | StoreError::Newer { .. }) => false,
        Err(other) => panic!("{what}: {other:?}"),
    }
}

#[test]
fn flipped_bits_on_every_page_are_noticed_or_do_not_matter() {
    alone(flip_bits);
}

fn flip_bits() {
    let mut random = Random(4);
    for file in files() {
        let expected = read(file.clone()).unwrap();
        for page in 0..file.len() / PAGE {
            for _ in 0..rounds(2).min(200) {
                let bit = random.below(PAGE as u64 * 8) as usize;
                let mut damaged = file.clone();
                damaged[page * PAGE + bit / 8] ^= 1 << (bit % 8);
                judge(&format!("page {page}, bit {bit}"), damaged, &expected);
            }
        }
    }
}

#[test]
fn every_bit_of_the_header_may_flip() {
    alone(flip_header);
}

fn flip_header() {
    for file in files() {
        let expected = read(file.clone()).unwrap();
        for bit in 0..320 * 8 {
            let mut damaged = file.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            judge(&format!("bit {bit} of the header"), damaged, &expected);
        }
    }
}

#[test]
fn files_that_were_cut_off_or_whose_pages_changed_places_are_noticed() {
    alone(change_pages);
}

fn change_pages() {
    let mut random = Random(5);
    for file in files() {
        let expected = read(file.clone()).unwrap();
        let pages = file.len() / PAGE;
        for _ in 0..rounds(100) {
            let len = random.below(file.len() as u64 / 512) as usize * 512;
            if len > 0 {
                judge(&format!("cut at {len}"), file[..len].to_vec(), &expected);
            }
            let [a, b] = [(); 2].map(|()| random.below(pages as u64) as usize * PAGE);
            let mut swapped = file.clone();
            swapped[a..a + PAGE].copy_from_slice(&file[b..b + PAGE]);
            judge(
                &format!("page at {b} copied to {a}"),
                swapped.clone(),
                &expected,
            );
            swapped[b..b + PAGE].copy_from_slice(&file[a..a + PAGE]);
            judge(&format!("pages at {a} and {b} swapped"), swapped, &expected);
            let mut zeroed = file.clone();
            zeroed[a..a + PAGE].fill(0);
            judge(&format!("page at {a} zeroed"), zeroed, &expected);
        }
    }
}

#[test]
fn a_damaged_file_is_left_as_it_is_and_the_rest_of_it_can_be_saved() {
    let scratch = Scratch::new("damage");
    let mut random = Random(6);
    let [file, _] = files();
    let path = scratch.path("damaged.factio");
    fs::write(&path, &file).unwrap();
    let (_, graph) = Store::open(&path, Access::Read).unwrap();
    let (expected, nodes) = (picture(&graph), graph.node_count());
    let mut saved = Vec::new();
    for round in 0..rounds(40) {
        let mut damaged = file.clone();
        for _ in 0..1 + random.below(3) {
            let at = random.below(damaged.len() as u64) as usize;
            let len = (random.below(300) as usize).min(damaged.len() - at);
            damaged[at..at + len].fill(0xa5);
        }
        fs::write(&path, &damaged).unwrap();
        let opened = Store::open(&path, Access::Write);
        let whole = match opened {
            Ok((store, graph)) => {
                assert_eq!(picture(&graph), expected, "round {round}");
                drop(store);
                true
            }
            Err(_) => {
                assert!(
                    fs::read(&path).unwrap() == damaged,
                    "round {round}: it was written to"
                );
                false
            }
        };
        let new = scratch.path(&format!("saved{round}.factio"));
        match recover(&path, &new) {
            Ok(found) => {
                saved.push(found.nodes);
                assert!(found.nodes <= nodes, "round {round}: nodes from nowhere");
                assert_eq!(whole, found.losses.is_empty(), "round {round}");
                let (_, graph) = Store::open(&new, Access::Write).unwrap();
                assert_eq!(graph.node_count(), found.nodes);
            }
            Err(error) => assert!(!whole, "round {round}: {error}"),
        }
    }
    let average = saved.iter().sum::<u64>() as f64 / saved.len() as f64;
    assert!(
        average > nodes as f64 * 0.8,
        "{average} of {nodes} nodes saved"
    );
}
