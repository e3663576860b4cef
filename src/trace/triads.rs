//! `triads(options)`: the census of signed triangles.

use crate::context::Context;
use crate::error::Result;
use crate::kind::Kind;
use crate::procedure::{Field, Procedure};
use crate::trace::options::Options;
use crate::trace::question;
use factio_graph::algo::triads::triad_census;
use factio_graph::value::Value;

pub(super) fn triads() -> Procedure {
    let integer = |name: &str| Field::new(name, Kind::Integer);
    let float = |name: &str| Field::new(name, Kind::Float);
    Procedure {
        name: "triads".into(),
        parameters: vec![Field::optional("options", Kind::Map)],
        results: vec![
            integer("triads"),
            integer("ppp"),
            integer("ppm"),
            integer("pmm"),
            integer("mmm"),
            float("balanced"),
            float("weakly_balanced"),
            Field::new("evidence", Kind::RelationList),
        ],
        summary: "How many triangles have no, one, two and three negative ties, and the shares of balanced ones; options ties, among, where, via.".into(),
        run: Box::new(rows),
    }
}

fn rows(context: &Context<'_>, arguments: &[Value]) -> Result<Vec<Vec<Value>>> {
    let options = Options::read("triads", arguments.first(), &question::options(&[]))?;
    let (network, _) = question::network(context, &options)?;
    let census = triad_census(&network.signed);
    let integer = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let float = |share: Option<f64>| share.map_or(Value::Null, Value::Float);
    let mut row = vec![integer(census.total())];
    row.extend(census.by_negative.map(integer));
    row.extend([
        float(census.balanced()),
        float(census.weakly_balanced()),
        network.all_relations(),
    ]);
    Ok(vec![row])
}
