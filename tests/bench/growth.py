"""Draws how costs grow with the graph, as an SVG: both axes are logarithmic, and a cost that grows with the graph runs beside
the dashed lines."""

import math

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 40, 50
# What is drawn: the name of a figure, how it is called, its colour.
CURVES = [
    ("load_ms_plain", "load, plain properties", "#1b6ca8"),
    ("load_ms_own", "load, own words", "#6aaed6"),
    ("hop2_ms_plain", "within two hops × 100", "#b5432a"),
    ("hop2_window_ms_own", "two hops DURING a month × 100", "#e08a6d"),
    ("rel_counts_ms_plain", "count per kind, plain", "#3c7a3c"),
    ("rel_counts_ms_own", "count per type, own words", "#8fc18f"),
]


def plot(sizes):
    points = sorted((line for line in sizes if line["part"] == "growth"), key=lambda line: line["relations"])
    if not points:
        return svg(['<text x="20" y="40">no figures yet</text>'])
    across = Axis([point["relations"] for point in points], LEFT, WIDTH - RIGHT)
    costs = [point[name] for point in points for name, _, _ in CURVES if point.get(name)]
    up = Axis(costs, HEIGHT - BOTTOM, TOP)
    parts = [text((LEFT + WIDTH - RIGHT) / 2, 20, "processor milliseconds by number of relations", "middle", 14)]
    parts += [line for exponent in across.decades() for line in down(across, exponent)]
    parts += [line for exponent in up.decades() for line in level(up, exponent)]
    parts += proportional(across, up)
    labels = []
    for name, title, colour in CURVES:
        places = [(across.at(point["relations"]), up.at(point[name])) for point in points if point.get(name)]
        if not places:
            continue
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        labels.append((places[-1][1], title, colour))
    return svg(parts + list(written(labels)))


class Axis:
    """From a number to a place on the picture, by its logarithm."""

    def __init__(self, numbers, begin, end):
        self.low = math.floor(math.log10(min(numbers)))
        self.high = max(math.ceil(math.log10(max(numbers))), self.low + 1)
        self.begin, self.end = begin, end

    def at(self, number):
        return self.place(math.log10(number))

    def place(self, exponent):
        return self.begin + (exponent - self.low) / (self.high - self.low) * (self.end - self.begin)

    def decades(self):
        return range(self.low, self.high + 1)


def down(across, exponent):
    x = across.place(exponent)
    yield line(x, TOP, x, HEIGHT - BOTTOM)
    yield text(x, HEIGHT - BOTTOM + 18, number(exponent), "middle")


def level(up, exponent):
    y = up.place(exponent)
    yield line(LEFT, y, WIDTH - RIGHT, y)
    yield text(LEFT - 8, y + 4, number(exponent), "end")


def proportional(across, up):
    """Lines along which ten times the relations cost ten times as much."""
    for offset in range(up.low - across.high, up.high - across.low + 1):
        ends = [(exponent, exponent + offset) for exponent in (across.low, across.high)]
        (low, cost_low), (high, cost_high) = ends
        if cost_low < up.low:
            low, cost_low = low + up.low - cost_low, up.low
        if cost_high > up.high:
            high, cost_high = high - (cost_high - up.high), up.high
        if low < high:
            ends = [across.place(low), up.place(cost_low), across.place(high), up.place(cost_high)]
            yield line(*ends, dashed=True)


def written(labels):
    """The names of the curves at their ends, apart from each other."""
    last = -1e9
    for y, title, colour in sorted(labels):
        y = max(y, last + 15)
        last = y
        yield text(WIDTH - RIGHT + 10, y + 4, title, "start", 11, colour)


def number(exponent):
    names = {0: "1", 1: "10", 2: "100", 3: "1 000", 4: "10 000", 5: "100 000", 6: "1 million", 7: "10 million", 8: "100 million"}
    return names.get(exponent, f"{10.0 ** exponent:g}")


def line(x1, y1, x2, y2, dashed=False):
    dash = ' stroke-dasharray="3 4"' if dashed else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"{dash}/>'


def text(x, y, words, anchor="start", size=11, colour="#333"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{colour}">{words}</text>'


def svg(parts):
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>\n"])
