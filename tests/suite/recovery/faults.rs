//! Errors, full disks and short writes at every call of the fixed run.

use crate::recovery::disk::{Disk, Fault};
use crate::recovery::run::{image, read, run};
use crate::recovery::scratch::{alone, rounds};
use std::io::ErrorKind;

#[test]
fn a_disk_that_fails_at_any_call_loses_nothing_that_was_acknowledged() {
    alone(fail_at_every_call);
}

fn fail_at_every_call() {
    let image = image();
    let whole = Disk::of(image.clone());
    let expected = run(&whole);
    assert!(expected.failure.is_none());
    // Every call in turn; a bounded run takes one kind of fault a call, a longer one all of them.
    let faults = [
        Fault::Fails(ErrorKind::Other),
        Fault::Fails(ErrorKind::StorageFull),
        Fault::Short,
        Fault::Dies,
    ];
    let kinds = rounds(1).clamp(1, 4);
    for call in 0..whole.calls() {
        for kind in 0..kinds {
            let fault = faults[(call + kind) as usize % faults.len()];
            let disk = Disk::failing(image.clone(), call, fault);
            let ran = run(&disk);
            assert!(disk.has_struck() || ran.failure.is_none());
            let agree = ran
                .acknowledged
                .iter()
                .eq(expected.acknowledged.iter().take(ran.acknowledged.len()));
            assert!(agree, "call {call}, {fault:?}: another run");
            let found = read(disk.bytes())
                .unwrap_or_else(|error| panic!("call {call}, {fault:?}: {error}"));
            let last = ran.acknowledged.last().unwrap_or(&expected.acknowledged[0]);
            assert!(
                found == *last || Some(&found) == ran.attempted.as_ref(),
                "call {call}, {fault:?}: something was lost ({:?})",
                ran.failure
            );
        }
    }
}
