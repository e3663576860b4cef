//! Scopes made from scopes: of subqueries, of projected rows, with some names left out.

use crate::plan::expr::Slot;
use crate::plan::scope::{Aggregates, Reason, Scope, Variable};

impl<'a> Scope<'a> {
    /// The scope of a subquery whose argument is this row with its locals: all names stay in force throughout.
    pub fn nested(&self) -> Scope<'a> {
        let width = self.width();
        Scope {
            variables: self.variables.clone(),
            row: width,
            locals: 0,
            kept: width,
            outer: width,
            computed: Vec::new(),
            hidden: self.hidden.clone(),
            made: self.made,
            aggregates: Aggregates::Forbidden,
        }
    }

    /// The names of the first columns alone, over a row of only those.
    pub fn cut_to(&self, columns: usize) -> Scope<'a> {
        let mut variables = self.variables.clone();
        variables.retain(|variable| variable.slot < columns);
        Scope {
            variables,
            row: columns,
            hidden: self.hidden.clone(),
            kept: self.kept,
            outer: self.outer,
            ..Scope::default()
        }
    }

    /// The scope of a row that holds the named variables alone, in this order, and the slots in which they stand here.
    pub fn picked(&self, names: &[&str]) -> (Scope<'a>, Vec<Slot>) {
        let mut picked = Scope::default();
        let mut slots = Vec::new();
        for name in names {
            if let Some(variable) = self.get(name) {
                let slot = picked.add_column();
                slots.push(variable.slot);
                picked.variables.push(Variable {
                    slot,
                    ..variable.clone()
                });
            }
        }
        let hidden = self.hidden.iter();
        let named = hidden.filter(|hidden| names.contains(&&*hidden.name));
        picked.hidden = named.cloned().collect();
        (picked, slots)
    }

    /// Adds the columns of another row from one on, with their names.
    pub fn extend(&mut self, other: &Scope<'a>, from: Slot) {
        let offset = self.row;
        self.row += other.row - from;
        let added = other.variables.iter().filter(|it| it.slot >= from);
        self.variables.extend(added.map(|variable| Variable {
            slot: variable.slot - from + offset,
            ..variable.clone()
        }));
    }

    /// The same names over a row with more columns.
    pub fn widened_to(&self, columns: usize) -> Scope<'a> {
        Scope {
            row: columns,
            ..self.clone()
        }
    }

    /// The same names where `outer` columns stand in front instead of those kept: the kept ones are the first of them.
    pub fn moved_behind(&self, outer: usize) -> Scope<'a> {
        let mut moved = self.clone();
        for variable in &mut moved.variables {
            if variable.slot >= self.kept {
                variable.slot = variable.slot - self.kept + outer;
            }
        }
        moved.row = self.row - self.kept + outer;
        moved.kept = outer;
        moved.outer = outer;
        moved
    }

    /// Leaves only some variables in force and hides the others.
    pub fn restrict(&mut self, reason: Reason, stays: impl Fn(&Variable) -> bool) {
        let all = std::mem::take(&mut self.variables);
        let (stay, go): (Vec<Variable>, Vec<Variable>) = all.into_iter().partition(stays);
        self.variables = stay;
        for variable in go {
            self.hide(&variable.name, reason);
        }
    }

    /// The outer row is no longer kept by projections, and its names are as good as any others.
    pub fn forget_outer(&mut self) {
        self.kept = 0;
        self.outer = 0;
    }

    /// Brings names of the row around back into force.
    pub fn restore(&mut self, around: &Scope<'a>, is_wanted: impl Fn(&str) -> bool) {
        for variable in around
            .visible()
            .filter(|variable| is_wanted(&variable.name))
        {
            self.hidden.retain(|hidden| hidden.name != variable.name);
            self.variables.push(variable.clone());
        }
    }

    /// The scope after a projection: the columns kept for a subquery and their names, and nothing else yet.
    pub fn projected(&self) -> Scope<'a> {
        Scope {
            variables: self
                .variables
                .iter()
                .filter(|variable| variable.slot < self.kept)
                .cloned()
                .collect(),
            row: self.kept,
            locals: 0,
            kept: self.kept,
            outer: self.kept.min(self.outer),
            computed: Vec::new(),
            hidden: self
                .hidden
                .iter()
                .filter(|hidden| hidden.reason == Reason::NotImported)
                .cloned()
                .collect(),
            made: None,
            aggregates: Aggregates::Forbidden,
        }
    }
}
