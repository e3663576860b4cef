//! Pictures through Graphviz's own `dot`, where it is installed.

use std::io::{self, Write};
use std::process::{Command, Stdio};

/// How to get Graphviz, for people who have none.
pub const HOW_TO_GET: &str = "install Graphviz (Debian and Ubuntu: apt install graphviz; Fedora: dnf install graphviz; macOS: brew install graphviz; Windows: winget install graphviz), or write .dot or .html, which need nothing";

/// A DOT text as a picture of `kind` (`svg`, `png`).
///
/// # Errors
/// `dot` is not installed ([`io::ErrorKind::NotFound`]), or it refuses the text.
pub fn picture(text: &str, kind: &str) -> io::Result<Vec<u8>> {
    let mut child = Command::new("dot")
        .arg(format!("-T{kind}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let input = child.stdin.take();
    let text = text.to_string();
    // `dot` may write before it has read all: both ways at once.
    let feeding = std::thread::spawn(move || match input {
        Some(mut input) => input.write_all(text.as_bytes()),
        None => Ok(()),
    });
    let output = child.wait_with_output()?;
    let fed = feeding.join().unwrap_or(Ok(()));
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!(
            "dot ended with {}: {}",
            output.status,
            said.trim()
        )));
    }
    fed?;
    Ok(output.stdout)
}
