//! Files for LOAD CSV.
#![no_main]

#[path = "../folder.rs"]
mod folder;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::csv(&folder::folder(), bytes));
