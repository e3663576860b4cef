//! Lists of ties.
#![no_main]

#[path = "../folder.rs"]
mod folder;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::ties(&folder::folder(), bytes));
