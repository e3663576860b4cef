//! The statements of `statements.txt`, one after another in one session on one file.

use crate::recovery::scratch::Scratch;
use factio::{Access, Changes, Outcome, Result, Session};
use std::fs;
use std::path::Path;

/// What a line that is no case begins with.
const REMARK: &str = "#";
const ARROW: &str = "  => ";
/// Characters of an answer that are written down.
const SHOWN: usize = 60;

#[test]
fn bad_statements_end_in_errors_or_right_answers_and_change_nothing() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/bad/statements.txt");
    let written = fs::read_to_string(&list).unwrap();
    let scratch = Scratch::new("bad");
    let path = scratch.path("bad.factio");
    let mut session = session(&scratch, &path);
    let before = fs::read(&path).unwrap();
    let mut lines = Vec::new();
    for line in written.lines() {
        let statement = line.split(ARROW).next().unwrap_or_default();
        if line.is_empty() || line.starts_with(REMARK) {
            lines.push(line.to_string());
            continue;
        }
        let told = tell(&run(&mut session, &expanded(statement)));
        lines.push(format!("{statement}{ARROW}{told}"));
        assert!(
            fs::read(&path).unwrap() == before,
            "{statement}\nthe file was changed"
        );
        let next = session.run("MATCH (n) RETURN count(n) AS nodes").unwrap();
        assert_eq!(next.rows, [[2.into()]], "{statement}");
    }
    let cases = lines.iter().filter(|line| line.contains(ARROW)).count();
    assert!(cases >= 300, "{cases} cases");
    let found = lines.join("\n") + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&list, &found).unwrap();
        return;
    }
    for (found, written) in found.lines().zip(written.lines()) {
        assert_eq!(found, written);
    }
}

/// Runs a statement in a transaction that is rolled back; and once more without, unless it writes.
fn run(session: &mut Session, text: &str) -> Result<Outcome> {
    session.run("BEGIN").unwrap();
    let ran = session.run(text);
    if session.in_transaction() {
        session.run("ROLLBACK").unwrap();
    }
    let defines = ["CREATE", "DEFINE", "DROP"]
        .iter()
        .any(|word| text.starts_with(word));
    let writes = |outcome: &Outcome| defines || outcome.changes != Changes::default();
    match &ran {
        Ok(outcome) if writes(outcome) => ran,
        _ => {
            let again = session.run(text);
            if session.in_transaction() {
                session.run("ROLLBACK").unwrap();
            }
            again
        }
    }
}

fn session(scratch: &Scratch, path: &Path) -> Session {
    let folder = scratch.path("import");
    fs::create_dir_all(&folder).unwrap();
    fs::write(scratch.path("outside.csv"), "secret\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(scratch.path("outside.csv"), folder.join("link.csv")).unwrap();
    let files: [(&str, &[u8]); 10] = [
        ("good.csv", b"name,age\nKirov,41\nOrdzhonikidze,50\n"),
        ("empty.csv", b""),
        ("latin1.csv", b"name\nKam\xe9nev\n"),
        ("binary.csv", b"\x00\x01\x02,\x7f\n\x00"),
        ("open_quote.csv", b"a,\"b\nc,d\n"),
        ("ragged.csv", b"a,b,c\n1\n1,2,3,4,5\n"),
        ("twice.csv", b"a,a\n1,2\n"),
        ("quotes.csv", b"\"a\"b\"c\",\"\"\n"),
        ("utf16.csv", b"\xff\xfea\x00,\x00b\x00\n\x00"),
        ("late.csv", b"name\nKirov\nKam\xe9nev\n"),
    ];
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let mut session = Session::open(path, Access::Write).unwrap();
    session.limits.import_directory = Some(folder);
    session.limits.memory = Some(16 << 20);
    let people = "CREATE (:Person {name: 'Kirov'})-[:led {valid: period('1926/1934')}]->(:Body)";
    session.run(people).unwrap();
    session
}

/// The text with every `«text×count»` written out.
fn expanded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('«') {
        out.push_str(before);
        let (repeated, after) = behind.split_once('»').expect("a repetition ends");
        let (repeated, count) = repeated
            .rsplit_once('×')
            .expect("a repetition has a number");
        out.push_str(&repeated.repeat(count.parse().expect("a number")));
        rest = after;
    }
    out + rest
}

fn tell(ran: &Result<Outcome>) -> String {
    match ran {
        Err(error) => match error.detail {
            Some(detail) => format!("{} {detail}", error.kind),
            None => error.kind.to_string(),
        },
        Ok(outcome) => {
            let rows = outcome.rows.iter().map(|row| {
                let values = row.iter().map(ToString::to_string);
                values.collect::<Vec<_>>().join(", ")
            });
            let rows: String = rows.collect::<Vec<_>>().join("; ");
            let shown: String = rows.chars().take(SHOWN).collect();
            format!("({}) {shown}", outcome.rows.len())
                .trim_end()
                .to_string()
        }
    }
}
