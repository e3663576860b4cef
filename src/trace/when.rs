//! When a tie counts: the time clause of the statement, and what the elements of a walk share in it.

use crate::context::{Context, Sliced};
use crate::trace::facts::{Element, Facts};
use factio_graph::time::{Asked, Bounds, Certainty, Shared, Slice};

/// The slice in which procedures look at the graph.
#[derive(Clone, Copy)]
pub(super) struct When {
    sliced: Option<Sliced>,
}

impl When {
    /// The statement's.
    pub fn of(context: &Context<'_>) -> When {
        When {
            sliced: context.slice,
        }
    }

    /// That slice instead, of what is certain or possible as before; nothing where the statement's slice is null.
    pub fn at(self, slice: Slice) -> When {
        let (slice, certainly) = match self.sliced {
            None => (Some(slice), false),
            Some(sliced) => (sliced.slice.map(|_| slice), sliced.certainly),
        };
        When {
            sliced: Some(Sliced {
                slice,
                certainly,
                in_order: false,
            }),
        }
    }

    /// All of history, of what is certain or possible as before.
    pub fn ever(self) -> When {
        self.at(Slice {
            asked: Asked::During,
            window: Bounds::ALWAYS,
        })
    }

    /// Whether there is a slice.
    pub fn is_sliced(&self) -> bool {
        self.sliced.is_some()
    }

    /// Whether the statement asks for paths in order.
    pub fn is_in_order(&self) -> bool {
        self.sliced.is_some_and(|sliced| sliced.in_order)
    }

    /// Whether only what is certain counts.
    pub fn is_certainly(&self) -> bool {
        self.sliced.is_some_and(|sliced| sliced.certainly)
    }

    /// Nothing met yet; `None` when nothing is known to lie in the slice.
    pub fn start(&self) -> Option<Shared> {
        match self.sliced {
            None => Some(Shared::ever()),
            Some(sliced) => sliced.slice.map(Shared::within),
        }
    }

    /// The days that the slice covers.
    pub fn window(&self) -> Bounds {
        let slice = self.sliced.and_then(|sliced| sliced.slice);
        slice.map_or(Bounds::ALWAYS, |slice| slice.window)
    }

    /// How far the elements hold together in the slice; `None` when they do not count.
    pub fn decide(&self, elements: &[Element], facts: Facts<'_>) -> Option<Certainty> {
        let shared = elements.iter().try_fold(self.start()?, |shared, element| {
            shared.with(facts.bounds(*element))
        })?;
        self.admits(shared.certainty())
    }

    /// Whether the elements may hold together in the slice, also where only what is certain counts.
    pub fn leaves_open(&self, elements: &[Element], facts: Facts<'_>) -> bool {
        let shared = |start: Shared| {
            elements
                .iter()
                .try_fold(start, |shared, element| shared.with(facts.bounds(*element)))
        };
        self.start().and_then(shared).is_some()
    }

    /// As [`When::decide`], for one validity.
    pub fn decide_one(&self, validity: &Bounds) -> Option<Certainty> {
        let shared = self.start()?.with(validity)?;
        self.admits(shared.certainty())
    }

    /// The certainty, where it suffices.
    pub fn admits(&self, certainty: Certainty) -> Option<Certainty> {
        let enough = certainty == Certainty::Certain || !self.is_certainly();
        (enough && certainty != Certainty::Absent).then_some(certainty)
    }
}
