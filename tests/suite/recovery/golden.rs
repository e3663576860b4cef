//! Files of earlier formats open for good: one of each lies here, with what is in it.

use crate::recovery::graphs::picture;
use crate::recovery::run::{image_of, read};
use crate::recovery::scratch::Scratch;
use factio_graph::store::{Access, Store};
use std::fs;
use std::path::Path;

#[test]
fn the_files_of_every_format_open_as_they_did_when_they_were_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/recovery/golden");
    let scratch = Scratch::new("golden");
    for format in 1..=factio_graph::store::FORMAT {
        let file = folder.join(format!("format{format}.factio"));
        if std::env::var_os("FACTIO_GOLDEN").is_some() && format == factio_graph::store::FORMAT {
            // Written once a format, and never again.
            fs::write(&file, image_of(&[20, 300])).unwrap();
            let text = read(image_of(&[20, 300])).unwrap();
            fs::write(folder.join(format!("format{format}.txt")), text).unwrap();
        }
        let text = fs::read_to_string(folder.join(format!("format{format}.txt"))).unwrap();
        let (_, graph) = Store::open(&file, Access::Read).unwrap();
        assert_eq!(picture(&graph), text);
        let copy = scratch.path("copy.factio");
        fs::copy(&file, &copy).unwrap();
        let (store, graph) = Store::open(&copy, Access::Write).unwrap();
        store.close(&graph).unwrap();
        let (_, graph) = Store::open(&copy, Access::Read).unwrap();
        assert_eq!(picture(&graph), text);
    }
}
