//! Sessions at the prompt as texts: `tests/shell/*.txt`. `UPDATE=1` writes the answers anew.
//!
//! A line that begins with the prompt is typed; what stands below it is the answer. Other lines before the first are notes.

use factio::cli::Switch;
use factio::repl::{After, Shell, prompt};
use factio::report::{self, Mode};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn what_is_answered_is_what_the_transcripts_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for file in transcripts() {
        let wanted = fs::read_to_string(&file).expect("a transcript");
        let told = replayed(&wanted);
        if told == wanted {
            continue;
        }
        match update {
            true => fs::write(&file, told).expect("a transcript that can be written"),
            false => wrong.push(format!(
                "{}\n{}",
                file.display(),
                first_difference(&wanted, &told)
            )),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn transcripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shell");
    let entries = fs::read_dir(folder).expect("the transcripts").flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// The transcript with the answers of today.
fn replayed(text: &str) -> String {
    let session = factio::demo::session().expect("the demo graph");
    let mut shell = Shell::new(session, Mode::Table, Switch::default());
    shell.timer = false;
    let mut told = String::new();
    for line in text.lines() {
        match line.split_once("> ") {
            Some((before, typed)) if before.starts_with("factio") => {
                told.push_str(&format!("{}{typed}\n", prompt(&shell).0));
                told.push_str(&answer(&mut shell, typed));
            }
            _ if told.contains("factio") => {}
            _ => told.push_str(&format!("{line}\n")),
        }
    }
    told
}

fn answer(shell: &mut Shell, typed: &str) -> String {
    let mut out = Vec::new();
    let result = shell.text(typed, &mut out);
    let mut text = String::from_utf8(out).expect("answers are UTF-8");
    match result {
        Ok(After::Stay) => {}
        Ok(After::Leave) => text.push_str("(left)\n"),
        Ok(After::Type(line)) => text.push_str(&format!("(on the line: {line})\n")),
        Err(failure) => {
            let error = report::error(&failure.text, &failure.error);
            text.push_str(&format!("{}\n", without_colours(&error)));
        }
    }
    text
}

/// The text without the codes for colours.
fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut parts = text.split('\u{1b}');
    plain.push_str(parts.next().unwrap_or(""));
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    plain
}

fn first_difference(wanted: &str, told: &str) -> String {
    let differing = wanted.lines().zip(told.lines()).find(|(a, b)| a != b);
    match differing {
        Some((wanted, told)) => format!("wanted: {wanted}\n   got: {told}"),
        None => format!(
            "wanted {} lines, got {}",
            wanted.lines().count(),
            told.lines().count()
        ),
    }
}
