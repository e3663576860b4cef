//! The prompt: reads statements and commands, answers them, and goes on.

pub mod command;
mod complete;
mod editor;
mod footer;
mod helper;
mod highlight;
mod hint;
mod history;
mod keys;
mod offer;
mod pieces;
mod progress;
mod prompt;
mod screen;
mod shell;
mod tell;
mod validate;
mod vocabulary;

use crate::report;
use helper::Prompter;
use keys::Interrupts;
pub use pieces::{Piece, pieces};
pub use prompt::prompt;
use rustyline::error::ReadlineError;
use rustyline::{ColorMode, CompletionType, Config, Editor};
pub use screen::Screen;
pub use shell::{After, Answer, Failure, Reply, Shell};
use std::io::Write;

/// What stands above the first prompt on the demo graph.
pub const DEMO_GREETING: &str = "\
factio on its demo graph: the struggle for power in the inter-war USSR, every claim with its period and source.
Try:
  MATCH (p:Person)-[r:member_of]->(@triumvirate) RETURN p.name, r.valid;
  :factions 1926
  :trace trotsky zinoviev
  (:help for all there is, :examples for more, :quit to leave)";

type Reader = Editor<Prompter, rustyline::history::FileHistory>;

/// Talks until `:quit`, Ctrl-D, or Ctrl-C twice.
pub fn run(shell: &mut Shell, greeting: &str) -> rustyline::Result<()> {
    anstream::println!("{greeting}");
    let mut reader = reader()?;
    let interrupts = Interrupts::listen(&mut reader);
    let path = history::path();
    shell.history = history::load(&mut reader, path.as_deref());
    let mut interrupted = false;
    let mut typed = String::new();
    loop {
        if let Some(helper) = reader.helper_mut() {
            helper.learn(shell);
        }
        let written = std::mem::take(&mut typed);
        let line = reader.readline_with_initial(&prompt(shell), (&written, ""));
        if let Some(helper) = reader.helper_mut() {
            helper.forget();
        }
        match line {
            Ok(text) => {
                interrupted = false;
                history::add(&mut reader, shell, &text);
                match answer(shell, &text) {
                    After::Stay => {}
                    After::Leave => break,
                    After::Type(text) => typed = text,
                }
            }
            Err(ReadlineError::Interrupted) if !interrupts.were_on_nothing() => interrupted = false,
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

fn reader() -> rustyline::Result<Reader> {
    let color = anstream::AutoStream::choice(&std::io::stdout());
    let config = Config::builder()
        .max_history_size(history::LENGTH)?
        .history_ignore_space(true)
        .history_ignore_dups(true)?
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .bracketed_paste(true)
        .color_mode(match color {
            anstream::ColorChoice::Never => ColorMode::Disabled,
            _ => ColorMode::Enabled,
        })
        .build();
    let mut reader = Reader::with_config(config)?;
    reader.set_helper(Some(Prompter::default()));
    Ok(reader)
}

/// Runs what was typed: commands and statements, in their order.
fn answer(shell: &mut Shell, text: &str) -> After {
    shell.switch.forget();
    let mut out = anstream::stdout().lock();
    let result = shell.text(text, &mut out);
    let written = out.flush();
    drop(out);
    match result {
        Ok(_) if written.is_err() => After::Leave,
        Ok(after) => after,
        Err(failure) => {
            anstream::eprintln!("{}", report::error(&failure.text, &failure.error));
            After::Stay
        }
    }
}
