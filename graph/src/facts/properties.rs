//! The properties of all nodes, or of all relations: a column a key, and for each element the order of its keys.

use crate::facts::column::Column;
use crate::facts::dictionary::Dictionary;
use crate::facts::paged::Paged;
use crate::facts::stored::Lists;
use crate::id::Symbol;
use crate::time::Period;
use crate::value::Value;
use std::sync::Arc;

/// Properties by element number and key.
#[derive(Clone, Debug)]
pub(crate) struct Properties {
    /// By symbol number; none where the key was never used here.
    columns: Vec<Option<Box<Column>>>,
    /// By element: which list of keys, in the order in which they were first set.
    orders: Paged<u32>,
    lists: Dictionary<[Symbol]>,
}

impl Properties {
    /// The keys of an element in the order in which they were first set.
    pub fn keys(&self, element: u32) -> &[Symbol] {
        self.lists.get(self.order(element))
    }

    pub fn column(&self, key: Symbol) -> Option<&Column> {
        self.columns.get(key.0 as usize)?.as_deref()
    }

    /// How many elements have a value for this key.
    pub fn count(&self, key: Symbol) -> u64 {
        self.column(key).map_or(0, Column::len)
    }

    /// Puts in a value that is not null; returns the one that stood there. A new key takes this place in the order; the
    /// last with `None`.
    pub fn set(
        &mut self,
        element: u32,
        key: Symbol,
        value: Value,
        place: Option<usize>,
        periods: &mut Dictionary<Period>,
    ) -> Option<Value> {
        let old = self.column_mut(key).set(element, value, periods);
        if old.is_none() {
            let place = place.unwrap_or_else(|| self.keys(element).len());
            self.insert_key(element, key, place);
        }
        old
    }

    /// Takes out a value; returns it and the place that its key had in the order.
    pub fn remove(
        &mut self,
        element: u32,
        key: Symbol,
        periods: &mut Dictionary<Period>,
    ) -> Option<(Value, usize)> {
        let column = self.columns.get_mut(key.0 as usize)?.as_mut()?;
        let old = column.remove(element, periods)?;
        let mut keys = self.keys(element).to_vec();
        let place = keys.iter().position(|&other| other == key)?;
        keys.remove(place);
        self.set_order(element, &keys);
        Some((old, place))
    }

    /// Takes out all values, in the order of their keys.
    pub fn take_all(
        &mut self,
        element: u32,
        periods: &mut Dictionary<Period>,
    ) -> Box<[(Symbol, Value)]> {
        let order = self.order(element);
        if order == 0 {
            return Box::default();
        }
        *self.orders.row(element) = 0;
        let columns = &mut self.columns;
        let keys = self.lists.get(order).iter();
        let taken = keys.filter_map(|&key| {
            let column = columns.get_mut(key.0 as usize)?.as_mut()?;
            Some((key, column.remove(element, periods)?))
        });
        let taken = taken.collect();
        self.lists.release(order);
        taken
    }

    /// Puts in all values of an element that has none.
    pub fn put_all(
        &mut self,
        element: u32,
        values: &[(Symbol, Value)],
        periods: &mut Dictionary<Period>,
    ) {
        if values.is_empty() {
            return;
        }
        for (key, value) in values {
            self.column_mut(*key).set(element, value.clone(), periods);
        }
        const SHORT: usize = 16;
        if values.len() <= SHORT {
            let mut keys = [Symbol(0); SHORT];
            for (place, (key, _)) in keys.iter_mut().zip(values) {
                *place = *key;
            }
            self.set_order(element, &keys[..values.len()]);
        } else {
            let keys: Vec<Symbol> = values.iter().map(|(key, _)| *key).collect();
            self.set_order(element, &keys);
        }
    }

    /// Takes out all values of this element and of all above; returns the keys that there were any of.
    pub fn cut(&mut self, first: u32, periods: &mut Dictionary<Period>) -> Vec<Symbol> {
        let orders = self.orders.iter_from(first).map(|(_, order)| order);
        orders
            .filter(|&order| order > 0)
            .for_each(|order| self.lists.release(order));
        self.orders.cut(first);
        let mut keys = Vec::new();
        for (key, column) in (0..).map(Symbol).zip(&mut self.columns) {
            if let Some(column) = column
                && column.cut(first, periods)
            {
                keys.push(key);
            }
        }
        keys
    }

    fn order(&self, element: u32) -> u32 {
        self.orders.get(element)
    }

    pub(super) fn column_mut(&mut self, key: Symbol) -> &mut Column {
        let number = key.0 as usize;
        if self.columns.len() <= number {
            self.columns.resize_with(number + 1, || None);
        }
        self.columns[number].get_or_insert_default()
    }

    /// Gives elements without keys their orders.
    pub(super) fn put_orders(&mut self, lists: &Lists) {
        let numbers = lists.acquire(&mut self.lists);
        match numbers[..] {
            [only] => self.orders.put_same(&lists.elements, only),
            _ => {
                let order = |row: usize| numbers[lists.place(row)];
                self.orders.put_all(&lists.elements, order);
            }
        }
    }

    /// Puts in a column where there is none.
    pub(super) fn put_column(&mut self, key: Symbol, column: Column) {
        *self.column_mut(key) = column;
    }

    fn insert_key(&mut self, element: u32, key: Symbol, place: usize) {
        const SHORT: usize = 16;
        let keys = self.keys(element);
        if keys.len() < SHORT {
            let mut longer = [Symbol(0); SHORT];
            let len = keys.len();
            longer[..place].copy_from_slice(&keys[..place]);
            longer[place] = key;
            longer[place + 1..=len].copy_from_slice(&keys[place..]);
            self.set_order(element, &longer[..=len]);
        } else {
            let mut longer = keys.to_vec();
            longer.insert(place, key);
            self.set_order(element, &longer);
        }
    }

    fn set_order(&mut self, element: u32, keys: &[Symbol]) {
        let order = self.lists.acquire_copy(keys);
        let old = std::mem::replace(self.orders.row(element), order);
        self.lists.release(old);
    }
}

impl Default for Properties {
    fn default() -> Properties {
        Properties {
            columns: Vec::new(),
            orders: Paged::new(0),
            lists: Dictionary::with_first(Arc::from([])),
        }
    }
}
