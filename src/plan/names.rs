//! Labels, types and property keys that a statement names: one that is read and exists nowhere becomes a note.

use crate::error::nearest;
use crate::outcome::Note;
use factio_grammar::{Span, ast};
use factio_graph::catalog::Catalog;
use factio_graph::id::Symbol;
use std::sync::Arc;

/// The names met so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    read: Vec<Mention>,
    written: Vec<(Sort, Symbol)>,
}

#[derive(Debug)]
struct Mention {
    sort: Sort,
    symbol: Symbol,
    text: String,
    span: Span,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Label,
    Type,
    /// Labels of a node or the type of a relation, where the pattern does not say which.
    LabelOrType,
    Key,
}

impl Names {
    pub fn read(&mut self, sort: Sort, symbol: Symbol, name: &ast::Name) {
        if self
            .read
            .iter()
            .any(|mention| mention.sort == sort && mention.symbol == symbol)
        {
            return;
        }
        self.read.push(Mention {
            sort,
            symbol,
            text: name.text.clone(),
            span: name.span,
        });
    }

    /// A name that the statement itself brings into being is no mistake.
    pub fn written(&mut self, sort: Sort, symbol: Symbol) {
        self.written.push((sort, symbol));
    }

    /// A note for each name that was read, that no node or relation carries and that the statement does not write.
    pub fn notes(&self, catalog: &dyn Catalog) -> Vec<Note> {
        self.read
            .iter()
            .filter(|mention| !self.is_written(mention) && !is_known(catalog, mention))
            .map(|mention| note(catalog, mention))
            .collect()
    }

    fn is_written(&self, mention: &Mention) -> bool {
        self.written.iter().any(|(sort, symbol)| {
            *symbol == mention.symbol
                && (*sort == mention.sort
                    || (mention.sort == Sort::LabelOrType && *sort != Sort::Key))
        })
    }
}

fn is_known(catalog: &dyn Catalog, mention: &Mention) -> bool {
    let symbol = mention.symbol;
    match mention.sort {
        Sort::Label => is_label(catalog, symbol),
        Sort::Type => is_type(catalog, symbol),
        Sort::LabelOrType => is_label(catalog, symbol) || is_type(catalog, symbol),
        Sort::Key => catalog.property_keys().contains(&symbol),
    }
}

fn is_label(catalog: &dyn Catalog, symbol: Symbol) -> bool {
    catalog.label_count(symbol) > 0 || catalog.schema().labels.contains_key(&symbol)
}

fn is_type(catalog: &dyn Catalog, symbol: Symbol) -> bool {
    let relations = &catalog.schema().relations;
    catalog.type_count(symbol) > 0
        || relations.contains_key(&symbol)
        || relations
            .values()
            .any(|known| known.inverse == Some(symbol))
}

fn note(catalog: &dyn Catalog, mention: &Mention) -> Note {
    let name = &mention.text;
    let message = match mention.sort {
        Sort::Label => format!("no node has the label `{name}`"),
        Sort::Type => format!("no relation has the type `{name}`"),
        Sort::LabelOrType => format!("no node has the label and no relation the type `{name}`"),
        Sort::Key => format!("nothing has a property `{name}`"),
    };
    let candidates = candidates(catalog, mention.sort);
    let hint = nearest::hint(name, candidates.iter().map(|text| &**text));
    Note {
        message,
        span: Some(mention.span),
        hints: hint.into_iter().collect(),
    }
}

fn candidates(catalog: &dyn Catalog, sort: Sort) -> Vec<Arc<str>> {
    let symbols = match sort {
        Sort::Label => catalog.labels(),
        Sort::Type => types(catalog),
        Sort::LabelOrType => [catalog.labels(), types(catalog)].concat(),
        Sort::Key => catalog.property_keys(),
    };
    symbols
        .into_iter()
        .map(|symbol| catalog.symbols().text(symbol))
        .collect()
}

/// Types that relations have, and the names under which they are read backwards.
fn types(catalog: &dyn Catalog) -> Vec<Symbol> {
    let inverse = catalog.schema().relations.values();
    let mut types = catalog.types();
    types.extend(inverse.filter_map(|definition| definition.inverse));
    types
}
