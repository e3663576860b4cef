//! Names in force: which slot each variable stands in, and what is known of it.
//!
//! A scope describes one row: its columns first, the locals of comprehensions behind them. Later names shadow earlier ones.

mod derive;

use crate::kind::Kind;
use crate::plan::expr::Slot;
use crate::plan::types::Type;
use crate::plan::why;
use crate::plan::{Slice, visit};
use factio_grammar::ast;
use std::sync::Arc;

/// The names that an expression may use.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope<'a> {
    variables: Vec<Variable>,
    /// How many columns the row has.
    row: usize,
    /// How many locals stand behind the columns.
    locals: usize,
    /// The first so many columns are the outer row of a subquery: projections keep them, and their names stay in force.
    pub kept: usize,
    /// The first so many columns are the outer row of a subquery: `*` leaves them out.
    outer: usize,
    /// Expressions that stand in a column already: grouping keys, aggregates, projected items.
    computed: Vec<Computed<'a>>,
    /// Names that exist and may not be used here.
    hidden: Vec<Hidden>,
    /// While CREATE or MERGE computes properties: which of the new variables have their value already.
    pub made: Option<Made>,
    pub aggregates: Aggregates,
}

/// How far a template is made: all columns before it, its nodes and relations up to a slot. What comes behind its row is no part of it:
/// locals, and the variables of subqueries.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    pub before: Slot,
    pub nodes: Slot,
    pub relations: Slot,
    /// The width of the finished row.
    pub row: Slot,
}

#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub name: Arc<str>,
    pub slot: Slot,
    pub ty: Type,
    /// The slice in which it was matched.
    pub slice: Option<Arc<Slice>>,
}

/// An expression whose value stands in a column.
#[derive(Clone, Debug)]
pub(super) struct Computed<'a> {
    pub expr: &'a ast::Expr,
    pub slot: Slot,
    pub ty: Type,
    /// The names that it mentions: a local of such a name stands for something else.
    pub mentions: Vec<&'a str>,
    /// Using it here is an error: it is more than a variable or property and stands beside an aggregate.
    pub ambiguous: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Hidden {
    pub name: Arc<str>,
    pub reason: Reason,
}

/// Why a name that exists may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// It stands beside an aggregate and is not a grouping key.
    NotGrouped,
    /// A projection with DISTINCT or aggregates did not keep it.
    NotProjected,
    /// It belongs to the same MATCH, outside of the quantified group.
    OutsideGroup,
    /// A subquery did not import it.
    NotImported,
    /// The same CREATE or MERGE makes it later, or at the same time.
    NotMade,
}

/// What an aggregate means that is not among the computed expressions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Aggregates {
    /// Aggregates stand in the items of WITH and RETURN alone.
    #[default]
    Forbidden,
    /// The expression is the argument of an aggregate.
    Nested,
    /// The expression sorts a projection with aggregates, which has to hold the aggregate.
    Unprojected,
}

/// What a name means.
pub(super) enum Lookup<'s> {
    Found(&'s Variable),
    Hidden(Reason),
    Unknown,
}

impl Made {
    fn has(&self, variable: &Variable) -> bool {
        let limit = match variable.ty.kind {
            Kind::Node => self.nodes,
            Kind::Relation => self.relations,
            _ => self.before,
        };
        variable.slot < self.before.max(limit) || variable.slot >= self.row
    }
}

impl<'a> Scope<'a> {
    /// A scope without names over a row of so many columns.
    pub fn of_width(row: usize) -> Scope<'a> {
        Scope {
            row,
            ..Scope::default()
        }
    }

    /// Columns and locals: the slot of the next local, the width of a subquery's argument.
    pub fn width(&self) -> usize {
        self.row + self.locals
    }

    /// How many columns the row has, without locals.
    pub fn columns(&self) -> usize {
        self.row
    }

    /// Whether a local is in force: the expression is evaluated once an element.
    pub fn has_locals(&self) -> bool {
        self.locals > 0
    }

    pub fn lookup(&self, name: &str) -> Lookup<'_> {
        if let Some(variable) = self.get(name) {
            return match self.made.is_none_or(|made| made.has(variable)) {
                true => Lookup::Found(variable),
                false => Lookup::Hidden(Reason::NotMade),
            };
        }
        match self.hidden.iter().find(|hidden| &*hidden.name == name) {
            Some(hidden) => Lookup::Hidden(hidden.reason),
            None => Lookup::Unknown,
        }
    }

    pub fn get(&self, name: &str) -> Option<&Variable> {
        self.variables
            .iter()
            .rev()
            .find(|variable| &*variable.name == name)
    }

    /// The variables in force, shadowed ones left out, in the order in which they came.
    pub fn visible(&self) -> impl Iterator<Item = &Variable> {
        self.variables
            .iter()
            .enumerate()
            .filter_map(|(at, variable)| {
                let shadowed = self.variables[at + 1..]
                    .iter()
                    .any(|later| later.name == variable.name);
                (!shadowed).then_some(variable)
            })
    }

    /// The variables that `*` stands for: those in force, without those of a query around this one.
    pub fn starred(&self) -> impl Iterator<Item = &Variable> {
        self.visible()
            .filter(|variable| variable.slot >= self.outer && !why::is_hidden(&variable.name))
    }

    /// Projections no longer keep the outer row.
    pub fn release(&mut self) {
        self.kept = 0;
    }

    /// The names a person may have meant.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|variable| &*variable.name)
    }

    /// Adds a column without a name.
    pub fn add_column(&mut self) -> Slot {
        self.row += 1;
        self.row - 1
    }

    /// Adds a column with a name.
    pub fn add(&mut self, name: &str, ty: Type) -> Slot {
        let slot = self.add_column();
        self.name(name, slot, ty);
        slot
    }

    /// Gives a column a name.
    pub fn name(&mut self, name: &str, slot: Slot, ty: Type) {
        self.variables.push(Variable {
            name: Arc::from(name),
            slot,
            ty,
            slice: None,
        });
    }

    /// Notes the slice in which the variables from a slot on were matched.
    pub fn matched_in(&mut self, slice: &Arc<Slice>, from: Slot) {
        for variable in &mut self.variables {
            if variable.slot >= from {
                variable.slice = Some(slice.clone());
            }
        }
    }

    /// Notes that the latest variable was matched in the slice of another, unless that was computed from the row.
    pub fn matched_like(&mut self, other: &Variable) {
        let slice = other.slice.clone();
        let is_fixed = |slice: &Arc<Slice>| {
            let mut exprs = slice.kind.exprs().into_iter();
            exprs.all(|expr| visit::slots(expr, usize::MAX).is_empty())
        };
        if let Some(latest) = self.variables.last_mut() {
            latest.slice = slice.filter(is_fixed);
        }
    }

    /// Brings a local into force; it stays so until [`Scope::leave`].
    pub fn enter(&mut self, name: &str, ty: Type) -> Slot {
        let slot = self.enter_unnamed();
        self.name(name, slot, ty);
        slot
    }

    /// Brings a local without a name into force.
    pub fn enter_unnamed(&mut self) -> Slot {
        self.locals += 1;
        self.width() - 1
    }

    /// Takes the latest locals out of force again.
    pub fn leave(&mut self, locals: usize) {
        self.locals -= locals;
        let width = self.width();
        self.variables.retain(|variable| variable.slot < width);
    }

    pub fn hide(&mut self, name: &Arc<str>, reason: Reason) {
        if self.get(name).is_none() {
            self.hidden.push(Hidden {
                name: name.clone(),
                reason,
            });
        }
    }

    /// Hides every name of `other` that is not in force here.
    pub fn hide_all(&mut self, other: &Scope<'_>, reason: Reason) {
        for variable in other.visible() {
            self.hide(&variable.name, reason);
        }
    }

    pub fn compute(&mut self, computed: Computed<'a>) {
        self.computed.push(computed);
    }

    /// The column that holds the value of `expr` already.
    pub fn computed(&self, expr: &ast::Expr) -> Option<&Computed<'a>> {
        self.computed
            .iter()
            .find(|computed| computed.expr == expr && !self.is_shadowed(computed))
    }

    fn is_shadowed(&self, computed: &Computed<'a>) -> bool {
        self.locals > 0
            && computed.mentions.iter().any(|name| {
                self.get(name)
                    .is_some_and(|variable| variable.slot >= self.row)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::{Lookup, Reason, Scope};
    use crate::plan::types::Type;
    use std::sync::Arc;

    #[test]
    fn a_local_shadows_a_column_until_it_is_left() {
        let mut scope = Scope::default();
        let column = scope.add("x", Type::ANY);
        let local = scope.enter("x", Type::INTEGER);
        assert_eq!((column, local), (0, 1));
        assert_eq!(scope.get("x").map(|x| x.slot), Some(local));
        assert_eq!(scope.visible().count(), 1);
        scope.leave(1);
        assert_eq!(scope.get("x").map(|x| x.slot), Some(column));
        assert_eq!(scope.width(), 1);
    }

    #[test]
    fn a_subquery_keeps_the_outer_row_through_projections() {
        let mut outer = Scope::default();
        outer.add("a", Type::ANY);
        let mut inner = outer.nested();
        inner.add("b", Type::ANY);
        let projected = inner.projected();
        assert!(projected.get("a").is_some());
        assert!(projected.get("b").is_none());
        assert_eq!(projected.columns(), 1);
    }

    #[test]
    fn a_hidden_name_says_why() {
        let mut scope = Scope::default();
        scope.hide(&Arc::from("x"), Reason::NotGrouped);
        assert!(matches!(
            scope.lookup("x"),
            Lookup::Hidden(Reason::NotGrouped)
        ));
        assert!(matches!(scope.lookup("y"), Lookup::Unknown));
    }
}
