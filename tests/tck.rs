//! The openCypher TCK, where its features are at hand: `FACTIO_TCK=DIR`, else `../shared/tck/features`.
//!
//! `cargo test --test tck -- Match3` plays the scenarios whose names contain `Match3`. Every scenario is played, strictly;
//! only those that the TCK itself marks `@ignore` are left out, and they are not counted.

#[path = "support/tck/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use support::feature::{self, Scenario};
use support::scenario::play;

/// How many scenarios are played at a time.
const THREADS: usize = 2;

/// How long a scenario may take.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() -> ExitCode {
    let filters: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    if let Err(message) = check_strictness() {
        println!("{message}");
        return ExitCode::FAILURE;
    }
    let folder = std::env::var_os("FACTIO_TCK")
        .map_or_else(|| PathBuf::from("../shared/tck/features"), PathBuf::from);
    if !folder.is_dir() {
        println!(
            "{} is not there; FACTIO_TCK=DIR names the folder of the features",
            folder.display()
        );
        println!("0 passed, 0 failed, 0 skipped");
        return ExitCode::SUCCESS;
    }
    let scenarios = match scenarios(&folder) {
        Ok(scenarios) => scenarios,
        Err(message) => {
            println!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let wanted = |scenario: &Scenario| {
        filters.is_empty() || filters.iter().any(|filter| scenario.name.contains(filter))
    };
    let (ignored, scenarios): (Vec<_>, Vec<_>) = scenarios
        .into_iter()
        .filter(wanted)
        .partition(|scenario| scenario.tags.iter().any(|tag| tag == "@ignore"));
    let graphs = folder.join("../graphs");
    report(&scenarios, &ignored, &play_all(&scenarios, &graphs))
}

/// Scenarios that ask for the wrong thing fail, every one.
fn check_strictness() -> Result<(), String> {
    let scenarios = feature::read(include_str!("support/tck/wrong.feature"))?;
    let results = play_all(&scenarios, Path::new(""));
    let blind = scenarios
        .iter()
        .zip(results)
        .find(|(_, result)| result.is_ok());
    match blind {
        Some((scenario, _)) => Err(format!("{}: this must fail, and passed", scenario.name)),
        None => Ok(()),
    }
}

/// The scenarios of all files under a folder, files in order of their paths.
fn scenarios(folder: &Path) -> Result<Vec<Scenario>, String> {
    let mut files = Vec::new();
    collect(folder, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    files.sort();
    let mut scenarios = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let read = feature::read(&text);
        scenarios.extend(read.map_err(|message| format!("{}, {message}", file.display()))?);
    }
    Ok(scenarios)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "feature")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// The result of each scenario, in order.
fn play_all(scenarios: &[Scenario], graphs: &Path) -> Vec<Result<(), String>> {
    std::panic::set_hook(Box::new(|_| {}));
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<_>> = Mutex::new(vec![Ok(()); scenarios.len()]);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((at, scenario)) = take(&next, scenarios) {
                    let result = play_guarded(scenario, graphs);
                    if let Ok(mut results) = results.lock() {
                        results[at] = result;
                    }
                }
            });
        }
    });
    results.into_inner().unwrap_or_default()
}

fn take<'s>(next: &AtomicUsize, scenarios: &'s [Scenario]) -> Option<(usize, &'s Scenario)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    scenarios.get(at).map(|scenario| (at, scenario))
}

/// Plays a scenario; a panic or a query without end is a failure like any other.
fn play_guarded(scenario: &Scenario, graphs: &Path) -> Result<(), String> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let start = Instant::now();
            while !done.load(Ordering::Relaxed) {
                std::thread::park_timeout(PATIENCE.saturating_sub(start.elapsed()));
                if start.elapsed() >= PATIENCE {
                    cancelled.store(true, Ordering::Relaxed);
                    return;
                }
            }
        });
        let play = || play(scenario, graphs, cancelled.clone());
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(play));
        done.store(true, Ordering::Relaxed);
        watch.thread().unpark();
        result.unwrap_or_else(|panic| Err(format!("panicked: {}", panic_text(&*panic))))
    })
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

fn report(
    scenarios: &[Scenario],
    ignored: &[Scenario],
    results: &[Result<(), String>],
) -> ExitCode {
    let mut failed = 0;
    for (scenario, result) in scenarios.iter().zip(results) {
        if let Err(message) = result {
            failed += 1;
            println!(
                "FAILED {}\n    {}\n",
                scenario.name,
                message.replace('\n', "\n    ")
            );
        }
    }
    for scenario in ignored {
        println!("left out, for the TCK marks it @ignore: {}", scenario.name);
    }
    println!(
        "{} passed, {failed} failed, 0 skipped",
        scenarios.len() - failed
    );
    match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
