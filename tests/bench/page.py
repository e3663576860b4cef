"""Writes the tables of README.md between its marks."""

import re

QUESTIONS = [
    ("point", "point by name ×100"),
    ("hop1", "neighbours ×100"),
    ("hop2", "within 2 hops ×100"),
    ("hop3", "within 3 hops ×100"),
    ("hop2_window", "2 hops in a month ×100"),
    ("allies_window", "allies in a month ×100"),
    ("enemy_of_enemy", "enemy of enemy in a month ×100"),
    ("shortest_path", "shortest path ×100"),
    ("triangles", "triangles of one kind"),
    ("rel_counts", "count per kind"),
    ("top_conflict_month", "top ten in conflict per month ×11"),
]


def write(path, figures, peers):
    text = path.read_text()
    for name, table in [
        ("events", events(figures, peers)),
        ("patterns", patterns(figures, peers)),
        ("writes", writes(figures, peers)),
        ("sizes", sizes(figures)),
        ("growth", growth(figures)),
    ]:
        marks = rf"(<!-- {name} -->\n).*?(<!-- end -->)"
        text = re.sub(marks, lambda found: found[1] + table + "\n" + found[2], text, flags=re.S)
    path.write_text(text)


def events(figures, peers):
    times, rows = figures["times"], []
    names = [("load", "load from CSV", "load/plain", "load/own")]
    names += [(key, title, f"events/{key}/plain", f"events/{key}/own") for key, title in QUESTIONS]
    for key, title, plain, own in names:
        floor = peers["floor"].get(key)
        mine = times.get(plain)
        factor = f"{mine / floor:.1f}" if mine and floor else ""
        rows.append([title, show(mine), show(times.get(own)), show(floor), factor, best(key, peers)])
    return table(["question", "factio", "in own words", "floor", "factio ÷ floor", "peers"], rows)


def patterns(figures, peers):
    rows = []
    for number in range(1, 10):
        key = f"q{number}"
        mine, floor = figures["times"].get(f"patterns/{key}"), peers["floor"].get(key)
        factor = f"{mine / floor:.1f}" if mine and floor else ""
        rows.append([key, show(mine), show(floor), factor, best(key, peers)])
    return table(["pattern", "factio", "floor", "factio ÷ floor", "peers"], rows)


def writes(figures, peers):
    times, rows = figures["times"], []
    for name, title in [
        ("batch/nodes", "nodes by UNWIND, in memory"),
        ("batch/relations", "relations by UNWIND, ends matched by an indexed key"),
        ("batch/merge_new", "nodes by MERGE, all new"),
        ("batch/merge_old", "nodes by MERGE, all there"),
    ]:
        if times.get(name):
            rows.append([title, f"{1e7 / times[name]:,.0f} a second", peers["writes"].get(name, "")])
    commit, sync = times.get("durable/commit_wall"), times.get("durable/sync_wall")
    if commit and sync:
        words = f"{1e3 / commit:,.0f} a second ({commit:.2f} ms; writing 4 KiB and syncing takes {sync:.2f} ms here: {commit / sync:.1f} ×)"
        rows.append(["single durable commits, by the clock on the wall", words, peers["writes"].get("commits", "")])
    if times.get("durable/commit_cpu"):
        rows.append(["processor time of a commit", f"{times['durable/commit_cpu']:.3f} ms", ""])
    for name, title in [("parse", "parse a one-hop query"), ("new", "parse, plan and run it"), ("kept", "run it by the plan that was kept")]:
        if times.get(f"statement/{name}"):
            rows.append([title, f"{times[f'statement/{name}'] * 1e3:.1f} µs", ""])
    return table(["what", "factio", "peers"], rows)


def sizes(figures):
    rows = []
    for wording in ["plain", "own"]:
        for line in figures["sizes"]:
            if line["part"] == "load" and line["wording"] == wording:
                rows.append([f"loading ({wording})", f"{line['cpu_ms']:.0f} ms", each(line, "resting_bytes"), megabytes(line, "peak_bytes"), each(line, "file_bytes")])
            if line["part"] == "open" and line["file"] == wording:
                rows.append([f"opened ({wording})", f"{line['cpu_ms']:.1f} ms", each(line, "opened_bytes"), "", ""])
            if line["part"] == "open_point" and line["wording"] == wording:
                rows.append([f"a new process opens it and answers a point query ({wording})", f"{line['cpu_ms']:.1f} ms ({line['wall_ms']:.1f} on the wall)", "", "", ""])
    return table(["what", "time", "bytes a relation, in memory", "peak of memory", "bytes a relation, in the file"], rows)


def growth(figures):
    names = [("load_ms_plain", "load"), ("hop2_ms_plain", "2 hops ×100"), ("hop3_ms_plain", "3 hops ×100"), ("rel_counts_ms_plain", "per kind"), ("load_ms_own", "load, own"), ("hop2_window_ms_own", "2 hops DURING, own ×100"), ("rel_counts_ms_own", "per type, own")]
    lines = sorted((line for line in figures["sizes"] if line["part"] == "growth"), key=lambda line: line["relations"])
    rows = [[f"{line['relations']:,}", *(show(line.get(name)) for name, _ in names), f"{line['bytes_plain'] / line['relations']:.0f}" if line.get("bytes_plain") else ""] for line in lines]
    return table(["relations", *(title for _, title in names), "bytes a relation"], rows)


def each(line, key):
    return f"{line[key] / line['relations']:.0f}" if line.get(key) else ""


def megabytes(line, key):
    return f"{line[key] / 1e6:.0f} MB" if line.get(key) else ""


def best(key, peers):
    found = sorted((figures[key], name) for name, figures in peers["peers"].items() if figures.get(key))
    return ", ".join(f"{name} {show(time)}" for time, name in found)


def show(time):
    if time is None:
        return ""
    return f"{time:.3f}" if time < 1 else f"{time:.1f}" if time < 100 else f"{time:,.0f}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
