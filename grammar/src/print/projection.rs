//! What `WITH` and `RETURN` share.

use super::expr::value;
use super::{comma, name};
use crate::ast::{Expr, Projection, SortKey};

pub(super) fn projection(out: &mut String, projection: &Projection) {
    if projection.distinct {
        out.push_str("DISTINCT ");
    }
    if projection.star {
        out.push('*');
        if !projection.items.is_empty() {
            out.push_str(", ");
        }
    }
    comma(out, &projection.items, |out, item| {
        value(out, &item.expr);
        if let Some(alias) = &item.alias {
            out.push_str(" AS ");
            name::variable(out, alias);
        }
    });
    let (skip, limit) = (projection.skip.as_ref(), projection.limit.as_ref());
    page(out, &projection.order, skip, limit);
}

/// Order and limits, each after a space.
pub(super) fn page(out: &mut String, order: &[SortKey], skip: Option<&Expr>, limit: Option<&Expr>) {
    if !order.is_empty() {
        out.push_str(" ORDER BY ");
        comma(out, order, |out, key| {
            value(out, &key.expr);
            if key.descending {
                out.push_str(" DESC");
            }
        });
    }
    for (word, count) in [(" SKIP ", skip), (" LIMIT ", limit)] {
        if let Some(count) = count {
            out.push_str(word);
            value(out, count);
        }
    }
}
