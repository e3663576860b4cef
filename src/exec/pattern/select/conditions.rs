//! Where the conditions on a path with a selector are checked: at a node, at a hop, by the search itself, or on whole paths.

use crate::exec::pattern::evaluator::Evaluator;
use crate::exec::pattern::filter::Filter;
use crate::exec::pattern::mentions;
use crate::exec::pattern::scope::Scope;
use crate::exec::pattern::select::build::Builder;
use crate::exec::pattern::select::segment::Follow;
use crate::plan::expr::{CompareOp, Expr, ExprKind, Slot};
use factio_graph::value::Value;
use std::borrow::Cow;
use std::rc::Rc;

impl<'p> Builder<'_, 'p> {
    /// Hangs a condition on what it is about: one node, one hop, or else the whole path.
    pub fn add_condition(&mut self, filter: &'p Expr, scope: &Scope<'p>) {
        if let Some(sign) = self.path_sign(filter)
            && self.sign.is_none_or(|other| other == sign)
        {
            self.sign = Some(sign);
            return;
        }
        let mut open = mentions::slots(filter, self.shape.end());
        let is_node = |slot: &Slot| self.tests.iter().any(|test| test.slot == *slot);
        open.retain(|slot| {
            scope.kinds.contains_key(slot) && (!(self.bound)(*slot) || is_node(slot))
        });
        if let [slot] = open.as_slice() {
            if self.tests.iter().any(|test| test.slot == *slot) {
                for test in self.tests.iter_mut().filter(|test| test.slot == *slot) {
                    let condition = Evaluator::new(Cow::Borrowed(filter), self.shape);
                    test.conditions.push(condition);
                }
                return;
            }
            let part = self
                .parts
                .iter()
                .skip(1)
                .step_by(2)
                .position(|part| part == slot);
            let one = part.filter(
                |&at| matches!(self.joint(at), Some(joint) if joint.as_free_relation().is_some()),
            );
            if let Some(segment) = one
                && let Follow::Relation { test, .. } = &mut self.segments[segment].follow
            {
                test.add(*slot, Cow::Borrowed(filter), self.shape);
                return;
            }
        }
        let condition = Filter::new(filter, self.shape, &|slot| scope.kind(slot));
        self.conditions.push(condition);
    }

    /// The elements of the path have to hold together.
    pub fn add_time(&mut self, scope: &Scope<'p>) {
        if let Some(times) = &self.times {
            let parts = self.parts.iter().map(|slot| (*slot, scope.kinds[slot]));
            self.conditions.push(Filter::Together {
                parts: parts.collect(),
                times: Rc::clone(times),
            });
        }
    }

    /// The sign that `sign(p) = s` asks of the whole path.
    fn path_sign(&self, filter: &Expr) -> Option<i64> {
        let ExprKind::Compare(CompareOp::Equal, left, right) = &filter.kind else {
            return None;
        };
        let of_path = |side: &Expr| match &side.kind {
            ExprKind::Call(function, arguments) if function.name == "sign" => {
                let slot = match arguments.as_slice() {
                    [
                        Expr {
                            kind: ExprKind::Slot(slot),
                            ..
                        },
                    ] => Some(*slot),
                    _ => None,
                };
                slot.is_some_and(|slot| self.whole_paths().any(|whole| whole == slot))
            }
            _ => false,
        };
        let sign = |side: &Expr| match side.kind {
            ExprKind::Constant(Value::Integer(sign @ (-1 | 1))) => Some(sign),
            _ => None,
        };
        match (of_path(left), of_path(right)) {
            (true, false) => sign(right),
            (false, true) => sign(left),
            _ => None,
        }
    }

    /// The slots that hold the whole path.
    fn whole_paths(&self) -> impl Iterator<Item = Slot> + '_ {
        let nested = self.selection.nested.iter();
        let whole = nested.filter(|path| path.parts == self.parts);
        self.selection
            .path
            .slot
            .into_iter()
            .chain(whole.filter_map(|path| path.slot))
    }
}
