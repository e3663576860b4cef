#!/usr/bin/env python3
"""Reads the exports of factio with software that others wrote. See README.md beside this file."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

HERE = Path(__file__).resolve().parent
FACTIO = os.environ.get("FACTIO") or str(HERE.parent.parent / "target/release/factio")
missing = []


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def counts(database):
    """Nodes and relations, as factio counts them."""
    lines = run(FACTIO, "export", database, "-", "--format", "jsonl").splitlines()
    kinds = [json.loads(line)["type"] for line in lines]
    return kinds.count("node"), kinds.count("relationship")


def graphviz(path, wanted):
    if not shutil.which("dot"):
        return missing.append("graphviz")
    plain = run("dot", "-Tdot_json", path)
    found = json.loads(plain)
    nodes = [n for n in found["objects"] if "nodes" not in n and not n["name"].startswith(("cluster", "legend"))]
    edges = [e for e in found["edges"] if "tooltip" in e]
    assert (len(nodes), len(edges)) == wanted, (len(nodes), len(edges), wanted)
    for kind in ["svg", "png"]:
        picture = path.with_suffix("." + kind).read_bytes()
        assert picture[:5] == b"<?xml" if kind == "svg" else picture[:4] == b"\x89PNG", kind
    svg = xml.parse(path.with_suffix(".svg"))
    assert not [e for e in svg.iter() if e.tag.endswith("script")], "a name became a script"


def networkx(base, wanted):
    try:
        import networkx
    except ImportError:
        return missing.append("networkx")
    readers = {
        "gexf": networkx.read_gexf,
        "graphml": lambda path: networkx.read_graphml(path, force_multigraph=True),
        "cyjs": lambda path: networkx.cytoscape_graph(json.loads(Path(path).read_text())),
    }
    for ending, read in readers.items():
        graph = read(base.with_suffix("." + ending))
        found = graph.number_of_nodes(), graph.number_of_edges()
        assert found == wanted, (ending, found, wanted)
        print(f"  networkx reads {ending}: {found[0]} nodes, {found[1]} edges")


def gexf(path):
    """Intervals are in order, parallel edges of a kind are apart."""
    space = {"g": "http://gexf.net/1.3"}
    graph = xml.parse(path).getroot().find("g:graph", space)
    assert graph.get("mode") == "dynamic" and graph.get("timeformat") == "date"
    seen = set()
    for edge in graph.iterfind("g:edges/g:edge", space):
        place = edge.get("source"), edge.get("target"), edge.get("kind")
        assert place not in seen, place
        seen.add(place)
        if edge.get("start") and edge.get("end"):
            assert edge.get("start") <= edge.get("end"), place
    declared = {a.get("id") for a in graph.iterfind("g:attributes/g:attribute", space)}
    used = {v.get("for") for v in graph.iterfind(".//g:attvalue", space)}
    assert used <= declared, used - declared
    schema = os.environ.get("GEXF_XSD")
    if not schema:
        return missing.append("the XSD of GEXF (GEXF_XSD=gexf.xsd)")
    from lxml import etree

    etree.XMLSchema(etree.parse(schema)).assertValid(etree.parse(str(path)))
    print("  the XSD of GEXF 1.3 holds")


def tables(base, wanted):
    """The pair of tables, by Python's own reader and by pandas."""
    nodes = list(csv.DictReader(base.with_suffix(".nodes.csv").open(newline="")))
    relations = list(csv.DictReader(base.with_suffix(".relations.csv").open(newline="")))
    assert (len(nodes), len(relations)) == wanted
    ids = {row[":ID"] for row in nodes}
    assert all(row[":START_ID"] in ids and row[":END_ID"] in ids and row[":TYPE"] for row in relations)
    try:
        import pandas
    except ImportError:
        return missing.append("pandas")
    frame = pandas.read_csv(base.with_suffix(".relations.csv"))
    assert len(frame) == wanted[1]
    lines = pandas.read_json(base.with_suffix(".jsonl"), lines=True)
    assert (lines["type"] == "node").sum() == wanted[0]
    print("  pandas reads the tables and the JSON lines")


def with_node(script, *arguments):
    """A script of Node.js; whether it could run."""
    if not shutil.which("node"):
        return missing.append("node")
    found = subprocess.run(["node", HERE / script, *arguments], capture_output=True, text=True)
    if "Cannot find module" in found.stderr:
        return missing.append(f"the packages of {script} (NODE_PATH)")
    sys.stdout.write("".join(f"  {line}\n" for line in found.stdout.splitlines()))
    assert found.returncode == 0, found.stderr


def again(folder, base, wanted):
    """Files that are imported give an equal graph."""
    part = lambda ending: str(base.with_suffix(ending))
    for name, files in {
        "script": [part(".factio")],
        "jsonl": [part(".jsonl")],
        "graphml": [part(".graphml")],
        "csv": ["--nodes", part(".nodes.csv"), "--relations", part(".relations.csv"), part(".schema.factio")],
    }.items():
        database = str(folder / f"{base.name}-{name}.db")
        run(FACTIO, "import", database, *files)
        assert counts(database) == wanted, name


def check(folder, name, database):
    wanted = counts(database)
    print(f"{name}: {wanted[0]} nodes, {wanted[1]} relations")
    base = folder / name
    for ending in ["dot", "svg", "png", "html", "mmd", "gexf", "graphml", "cyjs", "csv", "jsonl", "factio"]:
        run(FACTIO, "export", database, str(base.with_suffix("." + ending)))
    graphviz(base.with_suffix(".dot"), wanted)
    networkx(base, wanted)
    gexf(base.with_suffix(".gexf"))
    tables(base, wanted)
    again(folder, base, wanted)
    with_node("gexf.js", base.with_suffix(".gexf"))
    with_node("mermaid.js", base.with_suffix(".mmd"))
    with_node("page.js", base.with_suffix(".html"), folder / name)


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="factio-exports-"))
    folder.mkdir(parents=True, exist_ok=True)
    hostile = folder / "hostile.db"
    hostile.unlink(missing_ok=True)
    run(FACTIO, str(hostile), "-f", str(HERE / "hostile.factio"))
    for old in folder.glob("*-*.db"):
        old.unlink()
    check(folder, "hostile", str(hostile))
    check(folder, "demo", ":demo:")
    for name in dict.fromkeys(missing):
        print(f"not checked, since it is not here: {name}")
    print(f"all is well; the files are in {folder}")


if __name__ == "__main__":
    main()
