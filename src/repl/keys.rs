//! Ctrl-C at the prompt: on a written line it clears the line, and twice on an empty one it leaves.

use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, EventHandler, KeyEvent, RepeatCount,
};
use rustyline::{Helper, history::History};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the line was empty when Ctrl-C was pressed last.
#[derive(Clone, Debug, Default)]
pub struct Interrupts {
    on_nothing: Arc<AtomicBool>,
}

impl Interrupts {
    /// Listens at a line editor.
    pub fn listen<H: Helper, I: History>(reader: &mut rustyline::Editor<H, I>) -> Interrupts {
        let interrupts = Interrupts::default();
        let handler = EventHandler::Conditional(Box::new(interrupts.clone()));
        reader.bind_sequence(KeyEvent::ctrl('C'), handler);
        interrupts
    }

    /// Whether the last Ctrl-C had no line to clear.
    pub fn were_on_nothing(&self) -> bool {
        self.on_nothing.load(Ordering::Relaxed)
    }
}

impl ConditionalEventHandler for Interrupts {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        let empty = context.line().is_empty();
        self.on_nothing.store(empty, Ordering::Relaxed);
        None
    }
}
