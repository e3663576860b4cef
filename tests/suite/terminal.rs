//! The program on a terminal of its own: a pseudo-terminal for the keys, and an emulator for what stands on the screen.

use rexpect::process::PtyProcess;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

pub const CTRL_C: &str = "\x03";
pub const CTRL_D: &str = "\x04";
pub const CTRL_R: &str = "\x12";
pub const ENTER: &str = "\r";
pub const TAB: &str = "\t";
pub const UP: &str = "\x1b[A";

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
const ROWS: u16 = 50;
const COLUMNS: u16 = 120;

/// A running program and its screen.
pub struct Terminal {
    process: PtyProcess,
    keys: File,
    shown: Arc<Shown>,
    /// A folder of its own, for the history and for files; it is where the program runs.
    pub home: PathBuf,
}

struct Shown {
    screen: Mutex<Screen>,
    changed: Condvar,
}

struct Screen {
    emulator: vt100::Parser,
    ended: bool,
}

impl Terminal {
    /// The program with these arguments and environment.
    pub fn open(arguments: &str, environment: &[(&str, &str)]) -> Terminal {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let home = format!("factio-terminal-{}-{number}", std::process::id());
        let home = std::env::temp_dir().join(home);
        fs::create_dir_all(&home).expect("a temporary folder");
        let start = format!(
            "stty rows {ROWS} cols {COLUMNS}; exec {} {arguments}",
            env!("CARGO_BIN_EXE_factio")
        );
        let mut command = Command::new("sh");
        command.args(["-c", &start]).current_dir(&home);
        command.env_remove("PAGER").env_remove("NO_COLOR");
        command.env("TERM", "xterm-256color");
        command.env("FACTIO_HISTORY", home.join("history"));
        command.envs(environment.iter().copied());
        let process = PtyProcess::new(command).expect("the program starts");
        let keys = process.get_file_handle().expect("a terminal to write to");
        let shown = shown(process.get_file_handle().expect("a terminal to read from"));
        Terminal {
            process,
            keys,
            shown,
            home,
        }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &[&str]) {
        let keys = keys.concat();
        self.keys
            .write_all(keys.as_bytes())
            .and_then(|()| self.keys.flush())
            .expect("the terminal takes keys");
    }

    /// Waits until the screen is as wanted, and gives it.
    ///
    /// # Panics
    /// It does not become so.
    pub fn wait_until(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        let mut screen = self
            .shown
            .screen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        loop {
            let text = screen.emulator.screen().contents();
            if wanted(&text) {
                return text;
            }
            let left = PATIENCE.saturating_sub(begun.elapsed());
            assert!(!left.is_zero() && !screen.ended, "no {what} on:\n{text}");
            let waited = self.shown.changed.wait_timeout(screen, left);
            screen = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until a text stands on the screen.
    pub fn wait_for(&self, text: &str) -> String {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until the last line is this one.
    pub fn wait_for_line(&self, line: &str) -> String {
        self.wait_until(line, |screen| last_line(screen) == line)
    }

    /// Types a line, and waits until a text stands on the screen and the prompt is there again.
    pub fn ask(&mut self, line: &str, text: &str) -> String {
        self.press(&[line, ENTER]);
        self.wait_until(text, |screen| {
            screen.contains(text) && last_line(screen).ends_with('>')
        })
    }

    /// Waits until the program ends, and gives its exit code.
    pub fn code(&self) -> i32 {
        match self.process.wait() {
            Ok(rexpect::process::WaitStatus::Exited(_, code)) => code,
            other => panic!("the program ended with {other:?}"),
        }
    }

    /// Whether anything on the screen has a colour.
    pub fn has_colours(&self) -> bool {
        let screen = self
            .shown
            .screen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let screen = screen.emulator.screen();
        (0..ROWS).any(|row| {
            (0..COLUMNS).any(|column| {
                let cell = screen.cell(row, column);
                cell.is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
            })
        })
    }

    /// A file in the folder where the program runs.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.process.exit();
        let _ = fs::remove_dir_all(&self.home);
    }
}

/// Reads what a file holds.
pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// What stands on the last line that has anything.
fn last_line(screen: &str) -> &str {
    screen
        .trim_end()
        .lines()
        .next_back()
        .unwrap_or("")
        .trim_end()
}

/// Follows all that is written to a terminal.
fn shown(mut terminal: File) -> Arc<Shown> {
    let size = |number| NonZeroU16::new(number).expect("a screen has lines");
    let shown = Arc::new(Shown {
        screen: Mutex::new(Screen {
            emulator: vt100::Parser::new(size(ROWS), size(COLUMNS), 0),
            ended: false,
        }),
        changed: Condvar::new(),
    });
    let follower = shown.clone();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        loop {
            let count = terminal.read(&mut bytes).unwrap_or(0);
            let mut screen = follower
                .screen
                .lock()
                .expect("no test panics with the lock");
            screen.emulator.process(&bytes[..count]);
            screen.ended = count == 0;
            follower.changed.notify_all();
            if count == 0 {
                return;
            }
        }
    });
    shown
}
