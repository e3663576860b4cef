//! Bad input to the program: bytes that are no text, arguments that make no sense, files that are damaged.

use crate::recovery::scratch::Scratch;
use factio_graph::store::check;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

/// Exit code, output and what was told of errors.
fn run(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_factio"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that ends early closes the pipe; that is its right.
    let _ = child.stdin.take().expect("stdin is piped").write_all(input);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = output.status.code().unwrap_or(-1);
    (code, text(&output.stdout), text(&output.stderr))
}

#[test]
fn bytes_that_are_no_text_end_in_an_error_and_change_nothing() {
    let scratch = Scratch::new("program");
    let path = scratch.path("piped.factio");
    let file = path.to_str().unwrap();
    assert_eq!(run(&[file, "-c", "CREATE (:A)"], b"").0, 0);
    let before = check(&path).unwrap();
    for bytes in [
        &b"CREATE (:B {name: '\xff'});"[..],
        b"\xff\xfeM\0A\0T\0C\0H\0",
        b"RETURN '\xc3\x28' AS x;",
        b"RETURN '\xed\xa0\x80' AS x;",
        b"RETURN 1 AS \x80;",
        b"\x00\x00\x00\x00",
        b"CREATE (:B) \x00 ;",
        b"\x1f\x8b\x08\x00\x00",
        b"CREATE (:B",
        b"CREATE (:B)) ;",
    ] {
        let (code, _, err) = run(&[file], bytes);
        assert!(code == 1 || code == 3, "{code} {bytes:?} {err}");
        assert!(!err.contains("panicked"), "{err}");
        assert!(!err.is_empty(), "{bytes:?}");
        let (code, out, _) = run(
            &["--readonly", file, "-c", "MATCH (n) RETURN count(n) AS n"],
            b"",
        );
        assert_eq!((code, &*out), (0, "n\n1\n"), "{bytes:?}");
    }
    // Opening a file to write leaves its mark in the container; what is in it is the same.
    assert_eq!(check(&path).unwrap(), before);
}

#[test]
fn arguments_that_make_no_sense_are_refused() {
    for arguments in [
        &["--nonsense"][..],
        &[":memory:", "--timeout", "soon"],
        &[":memory:", "--timeout", "5 parsecs"],
        &[":memory:", "--timeout", "99999999999999999999s"],
        &[":memory:", "--memory", "much"],
        &[":memory:", "--memory", "5 elephants"],
        &[":memory:", "--memory", "99999999999GB"],
        &[":memory:", "--memory", "-1"],
        &[":memory:", "--threads", "0"],
        &[":memory:", "--threads", "many"],
        &[":memory:", "--mode", "nonsense"],
        &[":memory:", "--param", "novalue"],
        &[":memory:", "--param", "x={"],
        &[":memory:", "--param", "x=@/no/such/file"],
        &["check"],
        &["recover", "x"],
        &[":memory:", "two.factio"],
    ] {
        let (code, _, err) = run(arguments, b"");
        assert!(code == 2 || code == 3, "{arguments:?}: {code} {err}");
        assert!(!err.is_empty() && !err.contains("panicked"), "{err}");
    }
}

#[test]
fn a_limit_on_memory_holds_for_the_program() {
    let hungry = "UNWIND range(1, 1000000) AS x RETURN collect(x) AS l";
    for (limit, told) in [("5MB", "5 MB"), ("5MiB", "5 MiB"), ("7000kB", "7 MB")] {
        let (code, _, err) = run(&[":memory:", "--memory", limit, "-c", hungry], b"");
        assert_eq!(code, 1);
        let told = format!("needs more than {told} of memory");
        assert!(err.contains(&told), "{err}");
    }
}

#[test]
fn a_damaged_file_is_told_of_in_one_message() {
    let scratch = Scratch::new("program");
    let path = scratch.path("damaged.factio");
    let file = path.to_str().unwrap();
    let fill = "UNWIND range(1, 2000) AS x CREATE (:A {name: 'Nobody ' + toString(x)})";
    assert_eq!(run(&[file, "-c", fill], b"").0, 0);
    let good = fs::read(&path).unwrap();
    for at in (0..good.len()).step_by(good.len() / 40) {
        let mut damaged = good.clone();
        let end = (at + 700).min(good.len());
        damaged[at..end].iter_mut().for_each(|byte| *byte ^= 0x5a);
        fs::write(&path, &damaged).unwrap();
        let (code, out, err) = run(&["check", file], b"");
        assert!(code == 0 || code == 3, "{code} {out} {err}");
        assert!(
            !err.contains("panicked") && !err.contains("RUST_BACKTRACE"),
            "{err}"
        );
        let (code, out, err) = run(&[file, "-c", "MATCH (n) RETURN count(n) AS n"], b"");
        match code {
            0 => assert_eq!(out, "n\n2000\n"),
            _ => assert!(!err.contains("panicked"), "{err}"),
        }
    }
}
