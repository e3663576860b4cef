//! Every command of `:help` does what help says: its example is run as it stands.

use crate::program::{Ran, factio_in};
use factio::export::Format;
use factio::repl::command::{Command, all};
use std::fs;
use std::path::PathBuf;

/// A command, the file that its example makes if any, and a word of what it answers.
const ANSWERS: &[(&str, &str)] = &[
    ("help", "example: :trace trotsky zinoviev"),
    ("examples", "Lev Kamenev"),
    ("quit", ""),
    ("schema", "(:Person)-->(:Faction)"),
    ("labels", "(:Person)"),
    ("types", "[:led]"),
    ("stats", " nodes with "),
    ("allies", "Vyacheslav Molotov"),
    ("rivals", "Joseph Stalin"),
    ("trace", "Leon Trotsky allied with Grigory Zinoviev"),
    ("factions", "Joseph Stalin, "),
    ("balance", "1920-01-01"),
    ("realignments", "Grigory Zinoviev"),
    ("timeline", "Assassination of Kirov"),
    ("path", "Joseph Stalin accused Austen Chamberlain"),
    ("conflicts", "succeeded has one end"),
    ("at", "at 1925"),
    ("certainty", "certain only"),
    ("why", "Leon Trotsky led Red Army"),
    ("sources", "source erickson: John Erickson"),
    ("mode", "mode line"),
    ("timer", "timer off"),
    ("explain", "Match"),
    ("param", "@stalin"),
    ("dot", "drew the last answer to factions.dot"),
    ("svg", "drew the last answer to factions.svg"),
    ("png", "drew the last answer to factions.png"),
    ("html", "drew the last answer to factions.html"),
    ("export", "wrote the whole graph to demo.jsonl"),
    ("import", "2 nodes"),
    ("read", "from the script"),
    ("open", "my.factio: 0 nodes, 0 relations"),
    ("open!", "my.factio: 0 nodes, 0 relations"),
    ("save", " relations in copy.factio"),
    ("demo", "the demo graph: "),
    ("demo!", "the demo graph: "),
    ("begin", "a transaction is open"),
    ("commit", "committed"),
    ("rollback", "rolled back"),
    ("history", "nothing was typed before"),
    ("edit", "from the editor"),
];

/// Whether Graphviz is there.
fn draws() -> bool {
    let dot = std::process::Command::new("dot").arg("-V").output();
    dot.is_ok_and(|dot| dot.status.success())
}

#[test]
fn every_command_works_as_help_says() {
    let listed: Vec<&str> = all().map(|command| command.names[0]).collect();
    let known: Vec<&str> = ANSWERS.iter().map(|(name, _)| *name).collect();
    let missing: Vec<&&str> = listed.iter().filter(|name| !known.contains(name)).collect();
    assert!(missing.is_empty(), "no answer is told of {missing:?}");
    for command in all() {
        let name = command.names[0];
        let is_there = match name {
            "svg" | "png" => draws(),
            "html" => Format::named("html").is_some(),
            _ => true,
        };
        if !is_there {
            continue;
        }
        let ran = example(command);
        let answer = ANSWERS.iter().find(|(known, _)| *known == name);
        let answer = answer.map_or("", |(_, answer)| answer);
        assert_eq!(ran.code, 0, ":{name}\n{}", ran.err);
        let told = ran.out + &ran.err;
        assert!(told.contains(answer), ":{name}\n{told}");
    }
}

#[test]
fn help_lists_each_command_with_a_line_and_tells_more_of_each() {
    let overview = factio_in(&scratch("overview"), &[], ":help\n").out;
    for command in all().filter(|command| command.is_listed()) {
        let name = command.names[0];
        let call = format!(":{name} {}", command.usage);
        let line = overview
            .lines()
            .find(|line| line.trim_start().starts_with(call.trim_end()));
        assert!(
            line.is_some_and(|line| line.ends_with(command.summary)),
            ":{name}"
        );
        let more = factio_in(&scratch("more"), &[], &format!(":help {name}\n")).out;
        assert!(
            more.contains(command.summary) && more.contains("example: "),
            "{more}"
        );
    }
    let gone = factio_in(&scratch("gone"), &[], ":help alies\n").err;
    assert!(gone.contains("did you mean :help allies?"), "{gone}");
    for (topic, word) in [
        ("time", "AT '1925'"),
        ("size", "size(listOrString"),
        ("factions", "two camps"),
    ] {
        let told = factio_in(&scratch("topic"), &[], &format!(":help {topic}\n")).out;
        assert!(told.contains(word), "{told}");
    }
}

/// Runs the example of a command in a folder of its own, on the demo graph.
fn example(command: &Command) -> Ran {
    let folder = scratch(command.names[0].trim_end_matches('!'));
    fs::write(
        folder.join("script.factio"),
        "RETURN 'from the script' AS it;\n",
    )
    .expect("a script");
    let editor = "echo \"RETURN 'from the editor' AS it;\" > \"$1\"\n";
    fs::write(folder.join("editor.sh"), editor).expect("an editor");
    let people = "key:ID,name,:LABEL\nnew_one,New One,Person\nnew_two,New Two,Person\n";
    fs::write(folder.join("people.csv"), people).expect("a table");
    let text = format!("{}\n", command.shown());
    let ran = factio_in(&folder, &["--mode", "table"], &text);
    let _ = fs::remove_dir_all(folder);
    ran
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("factio-help-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}
