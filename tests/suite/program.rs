//! Running the program as a user would.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a run gave.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

/// The program on an empty database.
pub fn memory(arguments: &[&str]) -> Ran {
    factio(&[&[":memory:"], arguments].concat(), "")
}

/// The program with these arguments and this standard input.
pub fn factio(arguments: &[&str], input: &str) -> Ran {
    factio_in(Path::new("."), arguments, input)
}

/// The program in a folder, where `editor.sh` is the editor.
pub fn factio_in(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_factio"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("VISUAL")
        .env("EDITOR", "sh editor.sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // A program that ends early closes the pipe; that is its right.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        code: output.status.code().unwrap_or(-1),
    }
}
