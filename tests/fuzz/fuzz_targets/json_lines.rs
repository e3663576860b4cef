//! Files of JSON lines.
#![no_main]

#[path = "../folder.rs"]
mod folder;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::json_lines(&folder::folder(), bytes));
