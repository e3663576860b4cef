//! One algorithm a file, generic over the visit traits of petgraph.
