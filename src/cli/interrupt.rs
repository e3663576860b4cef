//! Stopping a statement from outside: Ctrl-C and `--timeout`.

use crate::error::Error;
use crate::session::Session;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// What Ctrl-C does while no statement runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// The program ends.
    Leaves,
    /// Nothing: the prompt sees the key itself.
    Stays,
}

/// The switch that stops the running statement, and why it was thrown.
#[derive(Clone, Debug, Default)]
pub struct Switch {
    /// What the engine looks at.
    cancelled: Arc<AtomicBool>,
    /// Whether a person asked.
    by_hand: Arc<AtomicBool>,
    /// Whether a statement runs.
    running: Arc<AtomicBool>,
    timeout: Option<Duration>,
}

/// Lets Ctrl-C stop the session's statements, and a time-out too.
pub fn install(session: &mut Session, timeout: Option<Duration>, idle: Idle) -> Switch {
    let switch = Switch {
        cancelled: session.limits.cancelled.clone(),
        timeout,
        ..Switch::default()
    };
    let handler = switch.clone();
    // A second handler cannot be set; the first one serves then.
    let _ = ctrlc::set_handler(move || {
        handler.by_hand.store(true, Ordering::Relaxed);
        handler.cancelled.store(true, Ordering::Relaxed);
        if idle == Idle::Leaves && !handler.running.load(Ordering::Relaxed) {
            std::process::exit(super::Exit::Interrupted as i32);
        }
    });
    switch
}

impl Switch {
    /// Whether Ctrl-C was pressed.
    pub fn pressed(&self) -> bool {
        self.by_hand.load(Ordering::Relaxed)
    }

    /// A Ctrl-C of before does not count any more.
    pub fn forget(&self) {
        self.by_hand.store(false, Ordering::Relaxed);
    }

    /// Before a statement: the switch is as Ctrl-C left it, and the time-out runs until the guard is dropped.
    pub fn arm(&self) -> Guard {
        self.cancelled.store(self.pressed(), Ordering::Relaxed);
        self.running.store(true, Ordering::Relaxed);
        let (done, wait) = channel::<()>();
        let late = Arc::new(AtomicBool::new(false));
        if let Some(timeout) = self.timeout {
            let (cancelled, late) = (self.cancelled.clone(), late.clone());
            thread::spawn(move || {
                if wait.recv_timeout(timeout) == Err(RecvTimeoutError::Timeout) {
                    late.store(true, Ordering::Relaxed);
                    cancelled.store(true, Ordering::Relaxed);
                }
            });
        }
        Guard {
            running: self.running.clone(),
            late,
            timeout: self.timeout,
            _done: done,
        }
    }
}

/// While it lives, a statement runs, and the time-out too.
pub struct Guard {
    running: Arc<AtomicBool>,
    late: Arc<AtomicBool>,
    timeout: Option<Duration>,
    _done: Sender<()>,
}

impl Guard {
    /// The error of the statement; where it was stopped by the time-out, it says so.
    pub fn explained(&self, mut error: Error) -> Error {
        let stopped = error.kind == crate::error::ErrorKind::Cancelled;
        if let (true, true, Some(timeout)) =
            (stopped, self.late.load(Ordering::Relaxed), self.timeout)
        {
            error.message = format!("the statement was stopped: it took longer than {timeout:?}");
            error.hints.push("--timeout allows more".to_string());
        }
        error
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.running.store(false, Ordering::Relaxed);
    }
}
