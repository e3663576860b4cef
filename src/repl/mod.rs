//! The prompt: reads statements and commands, answers them, and goes on.

pub mod command;
mod complete;
mod helper;
mod highlight;
mod hint;
mod history;
mod shell;
mod validate;
mod vocabulary;

use crate::report;
use helper::Prompter;
use rustyline::error::ReadlineError;
use rustyline::{ColorMode, CompletionType, Config, Editor};
pub use shell::{After, Shell};
use std::io::Write;

/// What stands above the first prompt on the demo graph.
pub const DEMO_GREETING: &str = "\
factio on its demo graph: the struggle for power in the inter-war USSR, every claim with its period and source.
Try:
  MATCH (p:Person)-[r:member_of]->(@triumvirate) RETURN p.name, r.valid;
  MATCH (by)-[r:expelled]->(who:Person) RETURN who.name, by.name, r.valid ORDER BY r.valid;
  :examples        (:help for all there is, :quit to leave)";

type Reader = Editor<Prompter, rustyline::history::FileHistory>;

/// Talks until `:quit`, Ctrl-D, or Ctrl-C twice.
pub fn run(shell: &mut Shell, greeting: &str) -> rustyline::Result<()> {
    anstream::println!("{greeting}");
    let mut reader = reader(shell)?;
    let path = history::path();
    history::load(&mut reader, path.as_deref());
    let mut interrupted = false;
    loop {
        match reader.readline(&shell.prompt()) {
            Ok(text) => {
                interrupted = false;
                history::add(&mut reader, &text);
                if answer(shell, &text) == After::Leave {
                    break;
                }
                if let Some(helper) = reader.helper_mut() {
                    helper.learn(shell);
                }
            }
            Err(ReadlineError::Interrupted) if interrupted => break,
            Err(ReadlineError::Interrupted) => {
                interrupted = true;
                anstream::println!("(Ctrl-C again or :quit leaves)");
            }
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error),
        }
    }
    history::save(&mut reader, path.as_deref());
    Ok(())
}

fn reader(shell: &Shell) -> rustyline::Result<Reader> {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let config = Config::builder()
        .max_history_size(history::LENGTH)?
        .history_ignore_space(true)
        .history_ignore_dups(true)?
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .bracketed_paste(true)
        .color_mode(if plain {
            ColorMode::Disabled
        } else {
            ColorMode::Enabled
        })
        .build();
    let mut reader = Reader::with_config(config)?;
    reader.set_helper(Some(Prompter::new(shell)));
    Ok(reader)
}

/// Runs what was typed: one command, or every statement of it.
fn answer(shell: &mut Shell, text: &str) -> After {
    let text = text.trim();
    if text.is_empty() {
        return After::Stay;
    }
    let mut out = anstream::stdout().lock();
    let result = match command::is_command(text) {
        true => shell.command(text, &mut out),
        false => shell.statements(text, &mut out).map(|()| After::Stay),
    };
    let written = out.flush();
    drop(out);
    match result {
        Ok(after) => {
            if written.is_err() {
                After::Leave
            } else {
                after
            }
        }
        Err(failure) => {
            anstream::eprintln!("{}", report::error(&failure.text, &failure.error));
            After::Stay
        }
    }
}
