//! The line that tells how far a long statement is, with an estimate of what is left.

use crate::context::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_millis(800);
const EVERY: Duration = Duration::from_millis(200);
/// The steps of the bar.
const STEPS: u64 = 1_000;

/// Shows on the terminal of stderr how far the statement is, until the guard is dropped.
pub fn show(progress: Arc<Progress>) -> Shown {
    progress.clear();
    let (done, wait) = channel();
    let follower = thread::spawn(move || follow(&progress, &wait));
    Shown {
        done: Some(done),
        follower: Some(follower),
    }
}

/// While it lives, progress is shown; afterwards the line is empty again.
pub struct Shown {
    done: Option<Sender<()>>,
    follower: Option<JoinHandle<()>>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(follower) = self.follower.take() {
            // It draws and cannot fail otherwise; the answer does not hang on it.
            let _ = follower.join();
        }
    }
}

fn follow(progress: &Progress, wait: &Receiver<()>) {
    let begun = Instant::now();
    if wait.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(Some(STEPS), ProgressDrawTarget::stderr());
    loop {
        draw(&bar, progress.share(), begun.elapsed());
        if wait.recv_timeout(EVERY) != Err(RecvTimeoutError::Timeout) {
            break;
        }
    }
    bar.finish_and_clear();
}

fn draw(bar: &ProgressBar, share: Option<f64>, elapsed: Duration) {
    let template = match share {
        Some(_) => "… {bar:30} {msg}",
        None => "… {msg}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸ "));
    }
    bar.set_position((share.unwrap_or(0.0) * STEPS as f64) as u64);
    bar.set_message(told(share, elapsed));
    bar.tick();
}

/// `34 %, about 12 s left (Ctrl-C stops it)`, or how long it has run where nothing tells how much is left.
fn told(share: Option<f64>, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    let state = match share {
        Some(share) if share > 0.0 => {
            let left = seconds * (1.0 - share) / share;
            format!("{:.0} %, {} left", share * 100.0, rough(left))
        }
        Some(_) => format!("0 %, {} so far", rough(seconds)),
        None => format!("{} so far", rough(seconds)),
    };
    format!("{state} (Ctrl-C stops it)")
}

/// A time as one says it: `3 s`, `5 min`, `2 h`.
fn rough(seconds: f64) -> String {
    match seconds {
        few if few < 100.0 => format!("{few:.0} s"),
        some if some < 6_000.0 => format!("{:.0} min", some / 60.0),
        many if many < 360_000.0 => format!("{:.0} h", many / 3_600.0),
        _ => "days".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::told;
    use std::time::Duration;

    #[test]
    fn what_is_left_is_judged_by_what_was_done() {
        let ten = Duration::from_secs(10);
        let end = "(Ctrl-C stops it)";
        assert_eq!(told(Some(0.25), ten), format!("25 %, 30 s left {end}"));
        assert_eq!(told(Some(0.01), ten), format!("1 %, 16 min left {end}"));
        assert_eq!(told(None, ten), format!("10 s so far {end}"));
    }
}
