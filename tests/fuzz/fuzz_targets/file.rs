//! Database files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::file(bytes));
