//! Scripts of statements.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| laws::script(text));
