//! `percentileDisc` and `percentileCont`: the value below which a given share of the values lies.

use super::summary::{Part, Summary};
use crate::error::{Detail, Error, ErrorKind, Result};
use crate::exec::op::evaluate::describe;
use factio_graph::value::{Value, order};

pub(super) struct Percentile {
    name: &'static str,
    /// Between two values lies a mean of them.
    continuous: bool,
    groups: Vec<Group>,
}

#[derive(Clone, Default)]
struct Group {
    values: Vec<Value>,
    /// As the group's first row has it.
    share: Option<f64>,
}

impl Percentile {
    pub(super) fn continuous() -> Percentile {
        Percentile {
            name: "percentileCont",
            continuous: true,
            groups: Vec::new(),
        }
    }

    pub(super) fn discrete() -> Percentile {
        Percentile {
            name: "percentileDisc",
            continuous: false,
            groups: Vec::new(),
        }
    }

    fn share(&self, rest: &[Value]) -> Result<f64> {
        let share = number(rest.first().unwrap_or(&Value::Null), self.name)?;
        match (0.0..=1.0).contains(&share) {
            true => Ok(share),
            false => Err(Error::runtime(
                ErrorKind::ArgumentError,
                Detail::NumberOutOfRange,
                format!(
                    "{}() takes a share between 0.0 and 1.0; this is {share}",
                    self.name
                ),
            )),
        }
    }
}

impl Summary for Percentile {
    fn grow(&mut self, groups: usize) {
        self.groups.resize(groups, Group::default());
    }

    fn add(&mut self, group: usize, value: Value, rest: &[Value]) -> Result<()> {
        let share = self.share(rest)?;
        number(&value, self.name)?;
        let group = &mut self.groups[group];
        group.share.get_or_insert(share);
        group.values.push(value);
        Ok(())
    }

    fn part(&mut self, group: usize) -> Part {
        let Group { values, share } = std::mem::take(&mut self.groups[group]);
        Part::Share(values, share)
    }

    fn join(&mut self, group: usize, next: Part) -> Result<()> {
        if let Part::Share(values, share) = next {
            let group = &mut self.groups[group];
            group.share = group.share.or(share);
            group.values.extend(values);
        }
        Ok(())
    }

    fn finish(&mut self, group: usize) -> Result<Value> {
        let Group { mut values, share } = std::mem::take(&mut self.groups[group]);
        let Some(share) = share else {
            return Ok(Value::Null);
        };
        values.sort_by(order);
        match self.continuous {
            true => between(&values, share, self.name),
            false => Ok(at(&values, share)),
        }
    }
}

/// The least value that the share of the values does not exceed (nearest rank).
fn at(values: &[Value], share: f64) -> Value {
    let rank = (share * values.len() as f64).ceil() as usize;
    values[rank.saturating_sub(1).min(values.len() - 1)].clone()
}

/// The value at the share of the way from the least to the greatest, on a straight line between its neighbours.
fn between(values: &[Value], share: f64, name: &str) -> Result<Value> {
    let place = share * (values.len() - 1) as f64;
    let below = number(&values[place.floor() as usize], name)?;
    let above = number(&values[place.ceil() as usize], name)?;
    let fraction = place - place.floor();
    Ok(Value::Float(below * (1.0 - fraction) + above * fraction))
}

/// A number as a float.
pub(super) fn number(value: &Value, function: &str) -> Result<f64> {
    match value {
        Value::Integer(number) => Ok(*number as f64),
        Value::Float(number) => Ok(*number),
        other => Err(Error::runtime(
            ErrorKind::TypeError,
            Detail::InvalidArgumentType,
            format!("{function}() takes numbers; this is {}", describe(other)),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::Percentile;
    use crate::error::Detail;
    use crate::exec::op::aggregate::summary::Summary;
    use factio_graph::value::Value;

    fn of(mut percentile: Percentile, values: &[f64], share: f64) -> crate::Result<Value> {
        percentile.grow(1);
        for &value in values {
            percentile.add(0, value.into(), &[share.into()])?;
        }
        percentile.finish(0)
    }

    #[test]
    fn a_continuous_percentile_may_lie_between_values() {
        let quarter = of(Percentile::continuous(), &[4.0, 2.0], 0.25);
        assert_eq!(quarter, Ok(Value::Float(2.5)));
    }

    #[test]
    fn a_discrete_percentile_is_one_of_the_values() {
        let quarter = of(Percentile::discrete(), &[4.0, 2.0, 8.0], 0.5);
        assert_eq!(quarter, Ok(Value::Float(4.0)));
    }

    #[test]
    fn a_share_beyond_one_is_out_of_range() {
        let error = of(Percentile::discrete(), &[4.0], 1.1).unwrap_err();
        assert_eq!(error.detail, Some(Detail::NumberOutOfRange));
    }
}
