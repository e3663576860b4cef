//! What EXPLAIN tells of slices: what their time means, and how many of the graph's periods hold in them.

use crate::error::Result;
use crate::plan::{self, Planned, Slice, SliceKind};
use crate::session::{Session, time};
use factio_graph::id::PeriodId;
use factio_graph::time::{self as graph_time, Certainty};
use factio_graph::value::Value;

impl Session {
    /// Three lines for each slice that is the same for every row: a slice is a set of periods, decided once for each of them.
    ///
    /// # Errors
    /// The time of a slice cannot be read.
    pub(super) fn explained_slices(
        &mut self,
        text: &str,
        planned: &Planned,
    ) -> Result<Vec<Vec<Value>>> {
        let mut told: Vec<String> = Vec::new();
        let mut lines = Vec::new();
        for slice in planned.slices() {
            let name = plan::explain_slice(text, slice, &*self.graph);
            if told.contains(&name) || !slice.is_constant() || !self.knows_parameters(planned) {
                continue;
            }
            lines.push(format!("slice {name}: {}", self.meaning(slice)?));
            lines.push(format!("  {}", self.decided(slice)?));
            lines.push(format!("  {}", self.sifted(slice)?));
            told.push(name);
        }
        Ok(lines
            .into_iter()
            .map(|line| vec![Value::string(line)])
            .collect())
    }

    fn knows_parameters(&self, planned: &Planned) -> bool {
        let mut needed = planned.parameters.iter();
        needed.all(|(name, _)| self.parameters.contains_key(name))
    }

    /// What the time of a slice says.
    fn meaning(&mut self, slice: &Slice) -> Result<String> {
        let context = self.context(false);
        let period = match &slice.kind {
            SliceKind::At(e) | SliceKind::During(e) | SliceKind::Throughout(e) => {
                time::period(e, &context)?
            }
            SliceKind::FromTo(from, to) => time::between(from, to, &context)?,
        };
        let nothing = || "null, in which nothing is known to hold".to_string();
        Ok(period.map_or_else(nothing, |period| period.explain()))
    }

    /// How the relations that count in a slice are found.
    fn sifted(&mut self, slice: &Slice) -> Result<&'static str> {
        let context = self.context(false);
        let sliced = time::sliced(Some(slice), &context)?;
        let window = sliced.and_then(|sliced| sliced.slice);
        let one_day = window.is_some_and(|slice| slice.window.span().0 == slice.window.span().1);
        Ok(match (one_day, slice.in_order) {
            (true, _) => {
                "relations: lists sifted by it, kept until a write; all that hold in it hold together"
            }
            (false, false) => {
                "relations: lists sifted by it, kept until a write; in the order of time where they have to hold together"
            }
            (false, true) => {
                "relations: lists sifted by it, kept until a write; in the order of time where they have to follow each other"
            }
        })
    }

    /// How many of the periods in the graph hold in a slice.
    fn decided(&mut self, slice: &Slice) -> Result<String> {
        let context = self.context(false);
        let window = time::sliced(Some(slice), &context)?.and_then(|sliced| sliced.slice);
        let graph = context.graph();
        let periods = (0..graph.period_bound()).filter_map(|number| graph.period(PeriodId(number)));
        let mut counts = [0usize; 3];
        for period in periods {
            let certainty =
                window.map_or(Certainty::Absent, |window| window.decide(period.bounds()));
            counts[certainty as usize] += 1;
        }
        let [absent, possible, certain] = counts;
        let always = window.map_or(Certainty::Absent, |window: graph_time::Slice| {
            window.decide(&graph_time::Bounds::ALWAYS)
        });
        Ok(format!(
            "decided once for each of {} periods: {certain} certain, {possible} possible, {absent} absent; what has no period is {}",
            absent + possible + certain,
            always.name()
        ))
    }
}
