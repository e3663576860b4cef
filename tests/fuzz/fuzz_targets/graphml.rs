//! GraphML documents.
#![no_main]

#[path = "../folder.rs"]
mod folder;
#[path = "../laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::graphml(&folder::folder(), bytes));
