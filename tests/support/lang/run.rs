//! Running a case.

use super::case::{Case, Order};
use super::render;
use factio::Session;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

thread_local! {
    /// The stages that were set, each once.
    static STAGES: RefCell<HashMap<String, Session>> = RefCell::default();
}

/// What the case's question gives, in the notation of the files.
///
/// # Errors
/// A statement that sets the stage fails.
pub fn answer(case: &Case) -> Result<String, String> {
    let mut session = match (&case.stage, case.on_demo) {
        (Some(name), _) => stage(name)?,
        (None, true) => factio::demo::session().map_err(|error| error.to_string())?,
        (None, false) => Session::new(),
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lang/import");
    session.limits.import_directory = Some(folder);
    for (name, expression) in &case.parameters {
        let given = session.run(&format!("RETURN {expression}"));
        let given = given.map_err(|error| format!("parameter {name}: {error}"))?;
        session.param(name, given.rows[0][0].clone());
    }
    let pieces = factio_grammar::split(&case.statements);
    let (question, stage) = pieces.split_last().ok_or("the case asks nothing")?;
    for piece in &pieces {
        check_print(&case.statements[piece.range.clone()])?;
    }
    for piece in stage {
        let text = &case.statements[piece.range.clone()];
        session
            .run(text)
            .map_err(|error| format!("{text}\n{}", render::error(&error, text)))?;
    }
    let text = &case.statements[question.range.clone()];
    Ok(match session.run(text) {
        Ok(outcome) => render::outcome(&outcome, &session),
        Err(error) => render::error(&error, text),
    })
}

/// A session on what a script of `tests/lang/stages` makes.
fn stage(name: &str) -> Result<Session, String> {
    STAGES.with_borrow_mut(|stages| {
        if let Some(session) = stages.get(name) {
            return Ok(session.copy());
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lang/stages");
        let script = std::fs::read_to_string(folder.join(format!("{name}.factio")));
        let script = script.map_err(|error| format!("the stage {name}: {error}"))?;
        let mut session = Session::new();
        let ran = session.run_script(&script);
        ran.map_err(|error| format!("the stage {name}: {error}"))?;
        let copy = session.copy();
        stages.insert(name.to_string(), session);
        Ok(copy)
    })
}

/// A statement prints back to text that says the same.
fn check_print(text: &str) -> Result<(), String> {
    let Ok(statement) = factio_grammar::parse(text) else {
        return Ok(());
    };
    let printed = factio_grammar::print::statement(&statement);
    match factio_grammar::parse(&printed) {
        Ok(again) if again == statement => Ok(()),
        Ok(_) => Err(format!("{text}\nprints as another statement:\n{printed}")),
        Err(error) => Err(format!("{text}\nprints as\n{printed}\n{error}")),
    }
}

/// Whether an answer is the expected one; the rows of a table may stand in any order unless the case asks for one.
pub fn agrees(case: &Case, answer: &str) -> bool {
    let lines = |text: &str| {
        let mut lines: Vec<String> = text
            .lines()
            .map(|line| line.trim_end().to_string())
            .collect();
        let rows = lines
            .iter()
            .take_while(|line| line.starts_with('|'))
            .count();
        if case.order == Order::Any && rows > 2 {
            lines[1..rows].sort();
        }
        lines
    };
    lines(answer) == lines(&case.expected)
}
