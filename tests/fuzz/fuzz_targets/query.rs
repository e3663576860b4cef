//! Statements.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| laws::query(&mut laws::session(), text));
