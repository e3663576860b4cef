//! What is measured once a process: memory, opening, and growth. A line of JSON for each figure.
//!
//! `FACTIO_BENCH_GROWTH=100000,1000000` says how many relations the graphs of the growth have; 0.1 to 10 million without it.
//! Each figure comes from a process of its own, so that none finds warm what another left.

use factio::{Access, Session};
use factio_bench::events::{Events, Tables, make};
use factio_bench::question::{QUESTIONS, Wording, run};
use factio_bench::{cpu, workplace};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Names what a started process is to do.
const PART: &str = "FACTIO_BENCH_PART";
const GROWTH: &str = "FACTIO_BENCH_GROWTH";

fn main() {
    match std::env::var(PART) {
        Ok(part) => {
            let (name, about) = part.split_once(' ').unwrap_or((&part, ""));
            match name {
                "load" => load(about),
                "open" => open(Path::new(about)),
                "point" => point(about),
                _ => grow(about),
            }
        }
        Err(_) if std::env::args().any(|argument| argument == "--test") => {}
        Err(_) => all(),
    }
}

fn all() {
    let seed = Events::workload().asked.seeds[0].clone();
    for wording in ["plain", "own"] {
        start(&format!("load {wording}"), true);
        let file = workplace::path(&format!("{wording}.factio"));
        start(&format!("open {}", file.display()), true);
        start_and_answer(wording, &file, &seed);
    }
    let asked = std::env::var(GROWTH).unwrap_or_default();
    let mut sizes: Vec<u32> = asked.split(',').flat_map(str::parse).collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];
    }
    for size in sizes {
        start(&format!("growth {size}"), true);
    }
}

/// Starts this program again for one part, and waits for its end.
fn start(part: &str, tells: bool) {
    let program = std::env::current_exe().expect("this program is somewhere");
    let mut command = Command::new(program);
    if !tells {
        command.stdout(Stdio::null());
    }
    let ended = command.env(PART, part).status().expect("it starts");
    assert!(ended.success(), "{part}");
}

/// How long a new process takes to open a database and answer a point query, and what it spends: medians of eleven.
fn start_and_answer(wording: &str, file: &Path, name: &str) {
    let part = format!("point {}\t{name}", file.display());
    let mut times: Vec<(Duration, Duration)> = (0..11)
        .map(|_| {
            let (begun, spent) = (Instant::now(), cpu::spent_by_children());
            start(&part, false);
            (begun.elapsed(), cpu::spent_by_children() - spent)
        })
        .collect();
    times.sort_unstable();
    let wall = times[times.len() / 2].0;
    times.sort_unstable_by_key(|(_, spent)| *spent);
    let spent = times[times.len() / 2].1;
    tell(
        json!({"part": "open_point", "wording": wording, "wall_ms": ms(wall), "cpu_ms": ms(spent)}),
    );
}

/// Loads the workload, and keeps it for [`open`].
fn load(wording: &str) {
    let events = Events::workload();
    let tables = Tables::write(&events, &workplace::path("events"));
    let before = memory("VmRSS");
    let begun = cpu::spent();
    let mut session = Session::new();
    match wording {
        "plain" => events.load_plain(&tables, &mut session),
        _ => events.load_own(&tables, &mut session),
    }
    let spent = cpu::spent() - begun;
    let (resting, peak) = (memory("VmRSS"), memory("VmHWM"));
    let file = workplace::fresh(&format!("{wording}.factio"));
    session.save(&file).expect("it is saved");
    let bytes = std::fs::metadata(&file).map_or(0, |about| about.len());
    tell(json!({
        "part": "load", "wording": wording, "relations": events.events.len(), "cpu_ms": ms(spent),
        "resting_bytes": grown(before, resting), "peak_bytes": grown(before, peak), "file_bytes": bytes,
    }));
}

/// Opens a file and looks what its graph takes in memory.
fn open(file: &Path) {
    let before = memory("VmRSS");
    let begun = cpu::spent();
    let mut session = Session::open(file, Access::Read).expect("it opens");
    let spent = cpu::spent() - begun;
    let opened = memory("VmRSS");
    let relations = session.graph().relations().count();
    run(
        "MATCH (a:Actor)-[]->(b:Actor) WHERE a.id < 10 RETURN count(DISTINCT b)",
        &mut session,
    );
    tell(json!({
        "part": "open", "file": file.file_stem().map(|it| it.to_string_lossy().into_owned()),
        "relations": relations, "cpu_ms": ms(spent),
        "opened_bytes": grown(before, opened), "followed_bytes": grown(before, memory("VmRSS")),
    }));
}

/// What a new process does that is asked for one actor: a file and a name.
fn point(about: &str) {
    let (file, name) = about.split_once('\t').expect("a file and a name");
    let mut session = Session::open(file, Access::Read).expect("it opens");
    session.param("n", name.into());
    let id = run("MATCH (a:Actor {name: $n}) RETURN a.id", &mut session);
    println!("{id:?}");
    // The process ends here, and with it what it holds.
    std::process::exit(0);
}

/// Loads a graph of a size, and asks it.
fn grow(size: &str) {
    let size: usize = size.parse().expect("a number of relations");
    let events = make(size);
    let folder = workplace::path(&format!("growth-{size}"));
    let tables = Tables::write(&events, &folder);
    let mut figures = vec![("relations".to_string(), json!(events.events.len()))];
    for wording in [Wording::Plain, Wording::Own] {
        let before = memory("VmRSS");
        let begun = cpu::spent();
        let mut session = Session::new();
        match wording {
            Wording::Plain => events.load_plain(&tables, &mut session),
            Wording::Own => events.load_own(&tables, &mut session),
        }
        let mut note = |name: &str, value: Value| {
            figures.push((format!("{name}_{wording:?}").to_lowercase(), value));
        };
        note("load_ms", json!(ms(cpu::spent() - begun)));
        note("bytes", json!(grown(before, memory("VmRSS"))));
        for question in QUESTIONS {
            question.ask(wording, &events.asked, &mut session);
            let mut times: Vec<Duration> = (0..3)
                .map(|_| {
                    let begun = cpu::spent();
                    question.ask(wording, &events.asked, &mut session);
                    cpu::spent() - begun
                })
                .collect();
            times.sort_unstable();
            note(&format!("{}_ms", question.name), json!(ms(times[1])));
        }
    }
    std::fs::remove_dir_all(&folder).expect("the tables go");
    let mut line = json!({"part": "growth"});
    for (name, value) in figures {
        line[name.as_str()] = value;
    }
    tell(line);
}

fn tell(line: Value) {
    println!("{line}");
}

fn ms(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn grown(before: Option<u64>, after: Option<u64>) -> Option<u64> {
    Some(after?.saturating_sub(before?))
}

/// What the system tells of this process's memory, in bytes; where it tells it.
fn memory(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let found = status.lines().find_map(|it| it.strip_prefix(line))?;
    let kibibytes: u64 = found.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}
