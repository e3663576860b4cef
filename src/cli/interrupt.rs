//! Stopping a statement from outside: Ctrl-C and `--timeout`.

use crate::session::Session;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// The switch that stops the running statement, and why it was thrown.
#[derive(Clone, Debug, Default)]
pub struct Switch {
    /// What the engine looks at.
    cancelled: Arc<AtomicBool>,
    /// Whether a person asked.
    by_hand: Arc<AtomicBool>,
    timeout: Option<Duration>,
}

/// Lets Ctrl-C stop the session's statements, and a time-out too.
pub fn install(session: &mut Session, timeout: Option<Duration>) -> Switch {
    let switch = Switch {
        cancelled: session.limits.cancelled.clone(),
        by_hand: Arc::default(),
        timeout,
    };
    let handler = switch.clone();
    // A second handler cannot be set; the first one serves then.
    let _ = ctrlc::set_handler(move || {
        handler.by_hand.store(true, Ordering::Relaxed);
        handler.cancelled.store(true, Ordering::Relaxed);
    });
    switch
}

impl Switch {
    /// Whether Ctrl-C was pressed.
    pub fn pressed(&self) -> bool {
        self.by_hand.load(Ordering::Relaxed)
    }

    /// How a prompt gets ready for each statement: a Ctrl-C of before does not count any more.
    pub fn armer(self) -> Box<dyn Fn() -> Box<dyn Send>> {
        Box::new(move || {
            self.by_hand.store(false, Ordering::Relaxed);
            Box::new(self.arm())
        })
    }

    /// Before a statement: the switch is off, and the time-out runs until the guard is dropped.
    pub fn arm(&self) -> Guard {
        self.cancelled.store(self.pressed(), Ordering::Relaxed);
        let (done, wait) = channel::<()>();
        if let Some(timeout) = self.timeout {
            let cancelled = self.cancelled.clone();
            thread::spawn(move || {
                if wait.recv_timeout(timeout) == Err(RecvTimeoutError::Timeout) {
                    cancelled.store(true, Ordering::Relaxed);
                }
            });
        }
        Guard { _done: done }
    }
}

/// While it lives, the time-out runs.
pub struct Guard {
    _done: Sender<()>,
}
