//! `:help`, `:examples` and `:quit`.

use crate::error::Result;
use crate::repl::command::examples::{EXAMPLES, examples};
use crate::repl::command::{Command, Completes, GROUPS, all, find, misused, nearest, say, topics};
use crate::repl::shell::{After, Shell};
use std::io::Write;

pub const COMMANDS: &[Command] = &[
    Command::new(
        &["help", "h", "?"],
        "[TOPIC]",
        "all commands, or more of one command, topic or function",
        help,
    )
    .example(":help trace")
    .completes(Completes::Topics),
    Command::new(
        &["examples"],
        "[N]",
        "questions to the demo graph; with a number, ask that one",
        examples,
    )
    .example(":examples 1"),
    Command::new(&["quit", "q", "exit"], "", "leave", quit)
        .more("Ctrl-D does the same, and Ctrl-C twice."),
];

/// Lists the commands, or tells of one of them, of a topic, or of a function.
fn help(shell: &mut Shell, topic: &str, out: &mut dyn Write) -> Result<After> {
    if topic.is_empty() {
        return say(out, &overview());
    }
    let told = find(topic)
        .map(about)
        .or_else(|| topics::topic(topic))
        .or_else(|| topics::callable(&shell.session, topic));
    match told {
        Some(text) => say(out, &text),
        None => {
            let error = misused(format!("there is no help on {topic}"));
            let known = all().map(|command| command.names[0]).chain(topics::names());
            Err(match nearest(topic, known) {
                Some(nearest) => error.hint(format!("did you mean :help {nearest}?")),
                None => error.hint(":help lists the commands"),
            })
        }
    }
}

fn overview() -> String {
    let mut text = String::from(
        "A statement ends with ; and may span lines. Tab completes, Ctrl-R searches what was typed before, Ctrl-C stops.\n",
    );
    let call = |command: &Command| format!(":{} {}", command.names[0], command.usage);
    let width = all().map(|command| call(command).len()).max().unwrap_or(0);
    for group in GROUPS {
        text.push_str(&format!("\n{}\n", group.title));
        for command in group.commands.iter().filter(|command| command.is_listed()) {
            text.push_str(&format!(
                "  {:<width$}  {}\n",
                call(command),
                command.summary
            ));
        }
    }
    let topics: Vec<&str> = topics::names().collect();
    text.push_str(&format!(
        "\n:help TOPIC tells more of a command or function, and of: {}\nA first question:\n  {}",
        topics.join(", "),
        EXAMPLES[0].1
    ));
    text
}

/// Usage, what it does, and an example.
fn about(command: &Command) -> String {
    let mut text = format!(":{} {}", command.names[0], command.usage);
    text.truncate(text.trim_end().len());
    text.push_str(&format!("\n  {}", command.summary));
    if !command.more.is_empty() {
        text.push_str(&format!("\n  {}", command.more));
    }
    if command.names.len() > 1 {
        let others: Vec<String> = command.names[1..]
            .iter()
            .map(|name| format!(":{name}"))
            .collect();
        text.push_str(&format!("\n  also {}", others.join(", ")));
    }
    for (index, line) in command.shown().lines().enumerate() {
        let before = if index == 0 { "example: " } else { "         " };
        text.push_str(&format!("\n  {before}{line}"));
    }
    text
}

fn quit(_: &mut Shell, _: &str, _: &mut dyn Write) -> Result<After> {
    Ok(After::Leave)
}
