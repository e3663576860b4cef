//! Tables for the import.
#![no_main]

#[path = "../folder.rs"]
mod folder;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::table(&folder::folder(), bytes));
