//! factio: a knowledge-graph engine with a query language for history.
