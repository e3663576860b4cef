// The page of an export: a picture, a table and a slider over time, all of the same data. Text from data reaches the page as
// text nodes alone. Bounds are days since 1970-01-01: [first start, last start, first end, last end], null where open.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const shown = { moment: null, search: "", alone: false, tab: "relations", chosen: null };
  const names = data.nodes, links = data.relations;
  names.forEach((node, at) => { node.at = at; node.links = []; });
  links.forEach((link, at) => { link.at = at; names[link.from].links.push(link); if (link.to !== link.from) names[link.to].links.push(link); });
  shown.alone = names.filter((node) => !node.links.length).length > names.length / 2;

  // Pages are made of elements and texts; nothing is ever read as markup.
  function make(tag, attributes, ...children) {
    const element = tag === "svg" || make.svg.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) element.setAttribute(name, ""); else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  }
  // A name from data; its direction of writing ends with it.
  const bdi = (text) => make("bdi", {}, text);
  make.svg = new Set(["line", "rect", "path", "ellipse", "polygon"]);

  // ---- time ----
  const DAY = 86400000;
  const date = (day) => new Date(day * DAY);
  const day = (year, month, ofMonth) => { const at = new Date(0); at.setUTCFullYear(year, month, ofMonth); return Math.round(at.getTime() / DAY); };
  const iso = (days) => {
    const at = date(days);
    if (Number.isNaN(at.getTime())) return days < 0 ? "long ago" : "far off";
    const year = at.getUTCFullYear(), text = String(Math.abs(year)).padStart(4, "0");
    return `${year < 0 ? "-" : ""}${text}-${String(at.getUTCMonth() + 1).padStart(2, "0")}-${String(at.getUTCDate()).padStart(2, "0")}`;
  };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  // 2 certain, 1 possible, 0 absent; without a moment, certain if it ever is.
  function stateOf(item, moment) {
    if (!item.bounds) return 2;
    const [a, b, c, d] = item.bounds;
    if (moment === null) return item.doubtful || (b !== null && c !== null && b > c) ? 1 : 2;
    if ((a !== null && moment < a) || (d !== null && moment > d)) return 0;
    const begun = b === null ? a === null : moment >= b;
    const lasts = c === null ? d === null : moment <= c;
    return begun && lasts && !item.doubtful ? 2 : 1;
  }
  function states(moment) {
    const link = links.map((link) => Math.min(stateOf(link, moment), ends(link, moment)));
    const node = names.map((node) => {
      const own = stateOf(node, moment);
      if (!own || (!node.links.length && !shown.alone && links.length)) return 0;
      const best = Math.max(0, ...node.links.map((near) => link[near.at]));
      return node.links.length && !best && !shown.alone ? 0 : own;
    });
    return { link, node };
  }
  // A relation is shown while both its ends are there.
  const ends = (link, moment) => (stateOf(names[link.from], moment) && stateOf(names[link.to], moment) ? 2 : 0);

  const moments = (() => {
    const days = [];
    for (const item of (links.some((link) => link.bounds) ? links : names)) if (item.bounds) for (const found of item.bounds) if (found !== null) days.push(found);
    if (!days.length) return [];
    days.sort((a, b) => a - b);
    // A few claims far from the others do not stretch the slider.
    const first = days[Math.floor(days.length * 0.02)], last = days[Math.ceil(days.length * 0.98) - 1];
    const steps = [];
    if (last - first < 900) { for (let at = first; at <= last; at += 1) steps.push(at); return steps; }
    const from = date(first).getUTCFullYear(), to = date(last).getUTCFullYear();
    const months = to - from > 400 ? 12 * Math.ceil((to - from) / 400) : 1;
    for (let month = from * 12; month <= to * 12 + 11; month += months) {
      const at = day(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
      if (at >= first - 31 && at <= last) steps.push(at);
    }
    return steps.length ? steps : [first];
  })();
  const daily = moments.length > 1 && moments[1] - moments[0] === 1;
  const spoken = (at) => { const found = date(at); return daily ? `${found.getUTCDate()} ${MONTHS[found.getUTCMonth()]} ${found.getUTCFullYear()}` : `${MONTHS[found.getUTCMonth()]} ${found.getUTCFullYear()}`; };

  function boundsInWords(item) {
    if (!item.bounds) return null;
    const [a, b, c, d] = item.bounds;
    const range = (x, y, open) => (x === null && y === null ? open : x === y ? iso(x) : x === null ? `by ${iso(y)}` : y === null ? `not before ${iso(x)}` : `between ${iso(x)} and ${iso(y)}`);
    return `began ${range(a, b, "before all records")}; ended ${range(c, d, "not yet")}${item.doubtful ? "; in doubt altogether" : ""}`;
  }

  // ---- picture ----
  const SHAPES = { ellipse: "ellipse", oval: "ellipse", circle: "ellipse", box: "round-rectangle", rect: "round-rectangle", rectangle: "round-rectangle", hexagon: "hexagon", octagon: "octagon", house: "round-pentagon", note: "cut-rectangle", cds: "tag", component: "barrel", folder: "bottom-round-rectangle", diamond: "diamond", triangle: "triangle" };
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "600 13px sans-serif";
  function wrapped(text) {
    const lines = [""];
    for (const word of text.replace(/[\u0000-\u001f]+/g, " ").split(" ")) {
      const last = lines[lines.length - 1];
      if (last && pen.measureText(`${last} ${word}`).width > 112) lines.push(word); else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    const kept = lines.slice(0, 3);
    if (lines.length > 3) kept[2] += " …";
    return kept.map((line) => (line.length > 26 ? `${line.slice(0, 25)}…` : line));
  }
  const color = (text) => (/^#[0-9a-f]{3,8}$/i.test(text || "") ? text : null);
  const elements = [];
  for (const node of names) {
    const lines = wrapped(node.title), wide = Math.max(34, ...lines.map((line) => pen.measureText(line).width));
    const shape = SHAPES[node.shape] || "round-rectangle";
    const roomy = ["ellipse", "hexagon", "octagon", "round-pentagon", "tag", "diamond"].includes(shape) ? 1.24 : 1;
    elements.push({ group: "nodes", data: { id: `n${node.at}`, at: node.at, text: lines.join("\n"), shape, fill: color(node.color) || "#e9e7e1", width: (wide + 22) * roomy, height: (lines.length * 16 + 16) * (roomy > 1 ? 1.18 : 1), font: 13, bold: node.bold || undefined } });
    // Those with many relations are larger.
    const large = 1 + Math.min(0.8, node.links.length / 50), drawn = elements[elements.length - 1].data;
    for (const side of ["width", "height", "font"]) drawn[side] *= large;
  }
  for (const link of links) elements.push({ group: "edges", data: { id: `r${link.at}`, at: link.at, source: `n${link.from}`, target: `n${link.to}`, text: link.type, tone: link.tone }, classes: `${link.tone}${link.symmetric ? " symmetric" : ""}${link.contested ? " contested" : ""}${link.inferred ? " inferred" : ""}` });

  const ink = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  function style() {
    const tone = (name) => ({ selector: `edge.${name}`, style: { "line-color": ink(name), "target-arrow-color": ink(name), "source-arrow-color": ink(name), color: ink(name) } });
    return [
      { selector: "node", style: { label: "data(text)", shape: "data(shape)", "background-color": "data(fill)", width: "data(width)", height: "data(height)", "border-width": 1.2, "border-color": "#59606a", color: "#17191c", "font-size": "data(font)", "font-weight": 600, "font-family": "sans-serif", "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", "line-height": 1.15, "min-zoomed-font-size": 3.5 } },
      { selector: "edge", style: { width: 2, opacity: links.length > 150 ? 0.6 : 0.95, "curve-style": "bezier", "control-point-step-size": 46, "target-arrow-shape": "triangle", "arrow-scale": 1.1, label: "data(text)", "font-size": 11, "font-family": "sans-serif", "text-rotation": "autorotate", "text-background-color": ink("halo"), "text-background-opacity": 0.86, "text-background-padding": 2, "min-zoomed-font-size": 8, "loop-direction": "-45deg" } },
      tone("ally"), tone("rival"), tone("succession"), tone("neutral"),
      { selector: "edge.symmetric", style: { "target-arrow-shape": "none" } },
      { selector: "edge.rival", style: { "line-style": "dashed", "line-dash-pattern": [9, 5], "target-arrow-shape": "tee" } },
      { selector: "edge.rival.symmetric", style: { "source-arrow-shape": "tee" } },
      { selector: "edge.succession", style: { width: 4.2 } },
      { selector: "edge.contested", style: { "line-outline-width": 2.4, width: 1.6 } },
      ...["ally", "rival", "succession", "neutral"].map((name) => ({ selector: `edge.${name}.contested`, style: { "line-color": ink("halo"), "line-outline-color": ink(name) } })),
      { selector: "edge.inferred", style: { width: 1.4, "line-style": "dashed", "line-dash-pattern": [2, 5] } },
      { selector: "node[bold]", style: { "border-width": 3.4, "border-color": ink("ink") } },
      { selector: "edge.possible", style: { "line-style": "dotted", opacity: 0.5 } },
      { selector: "node.possible", style: { "border-style": "dotted", "border-width": 2.4, opacity: 0.55 } },
      { selector: ".absent", style: { display: "none" } },
      { selector: ".faint", style: { opacity: 0.13, "text-opacity": 0.4 } },
      { selector: "node.near", style: { opacity: 1 } },
      { selector: "node.chosen, node.found", style: { "border-width": 4, "border-color": ink("mark") } },
      { selector: "edge.chosen", style: { width: 5, "z-index": 9, "min-zoomed-font-size": 4 } },
    ];
  }

  // The first picture: the nodes of a cluster near each other, then forces; from the same places, so that it comes out the same.
  function places() {
    const groups = new Map();
    for (const node of names) { const key = node.cluster === null ? `\u0000${node.label}` : node.cluster; if (!groups.has(key)) groups.set(key, []); groups.get(key).push(node); }
    const wide = Math.sqrt(names.length) * 150, positions = {};
    [...groups.values()].forEach((group, at, all) => {
      const turn = (2 * Math.PI * at) / all.length, far = all.length > 1 ? wide * 0.55 : 0;
      group.forEach((node, place) => {
        const around = place * 2.399963, out = 70 * Math.sqrt(place + 0.5);
        positions[`n${node.at}`] = { x: far * Math.cos(turn) + out * Math.cos(around), y: 0.7 * (far * Math.sin(turn) + out * Math.sin(around)) };
      });
    });
    return positions;
  }
  const positions = places();
  const net = cytoscape({ container: byId("graph"), elements, style: style(), layout: { name: "preset", positions: (node) => positions[node.id()] }, minZoom: 0.05, maxZoom: 3, boxSelectionEnabled: false, selectionType: "single" });
  function arrange() {
    const wanted = net.elements().not(".absent");
    if (!wanted.length) return;
    wanted.layout({ name: "cose", animate: false, randomize: false, fit: true, padding: 30, nodeDimensionsIncludeLabels: false, nodeRepulsion: () => 26000, nodeOverlap: 24, idealEdgeLength: () => 70, edgeElasticity: () => 60, gravity: 0.9, numIter: names.length > 600 ? 200 : 1500, componentSpacing: 70, initialTemp: 260, coolingFactor: 0.985, minTemp: 1 }).run();
    const box = wanted.nodes().boundingBox({ includeLabels: false }), bent = (net.width() / net.height()) / (box.w / box.h);
    apart(wanted.nodes(), Math.max(1, Math.min(2.4, bent)), Math.max(1, Math.min(2.4, 1 / bent)));
    net.fit(wanted, 30);
  }
  // Stretches the picture to the form of its frame, then pushes boxes that overlap apart.
  function apart(nodes, wide, high) {
    const boxes = nodes.map((node) => ({ node, x: node.position("x") * wide, y: node.position("y") * high, w: node.data("width") + 26, h: node.data("height") + 26 }));
    for (let round = 0; round < 120; round += 1) {
      let moved = false;
      for (let i = 0; i < boxes.length; i += 1) for (let j = i + 1; j < boxes.length; j += 1) {
        const a = boxes[i], b = boxes[j], dx = b.x - a.x, dy = b.y - a.y, ox = (a.w + b.w) / 2 - Math.abs(dx), oy = (a.h + b.h) / 2 - Math.abs(dy);
        if (ox <= 0 || oy <= 0) continue;
        moved = true;
        if (ox < oy) { const push = (dx < 0 ? -ox : ox) / 2; a.x -= push; b.x += push; } else { const push = (dy < 0 ? -oy : oy) / 2; a.y -= push; b.y += push; }
      }
      if (!moved) break;
    }
    for (const box of boxes) box.node.position({ x: box.x, y: box.y });
  }

  // ---- table ----
  const SIGNS = { ally: "ally", rival: "rival", succession: "succeeds", neutral: "" };
  function lineOf(tone, { symmetric = false, contested = false, possible = false, inferred = false } = {}) {
    const svg = make("svg", { width: 34, height: 12, viewBox: "0 0 34 12", "aria-hidden": "true", class: tone });
    const dash = possible ? "1.5 3" : inferred ? "2 5" : tone === "rival" ? "6 3" : null;
    const line = (y) => make("line", { x1: 3, x2: 29, y1: y, y2: y, stroke: "currentColor", "stroke-width": tone === "succession" ? 3.6 : contested ? 1.2 : 2, "stroke-dasharray": dash });
    if (contested) svg.append(line(4.4), line(7.6)); else svg.append(line(6));
    if (tone === "rival") { svg.append(make("line", { x1: 30, x2: 30, y1: 1.5, y2: 10.5, stroke: "currentColor", "stroke-width": 2 })); if (symmetric) svg.append(make("line", { x1: 3, x2: 3, y1: 1.5, y2: 10.5, stroke: "currentColor", "stroke-width": 2 })); } else if (!symmetric) svg.append(make("path", { d: "M26 1.5 L33 6 L26 10.5 Z", fill: "currentColor" }));
    return svg;
  }
  const matches = (text) => !shown.search || text.toLocaleLowerCase().includes(shown.search);
  const words = (link) => `${names[link.from].title} ${link.type} ${names[link.to].title} ${link.period} ${link.sources.join(" ")}`;
  const about = (node) => `${node.title} ${node.label} ${node.id} ${node.aliases} ${node.period}`;
  const MOST = 1500;
  function table(state) {
    const body = make("tbody"), rows = [];
    const list = shown.tab === "relations" ? links : names;
    let count = 0;
    for (const item of list) {
      const now = (shown.tab === "relations" ? state.link : state.node)[item.at];
      if (!now || !matches(shown.tab === "relations" ? words(item) : about(item))) continue;
      count += 1;
      if (count > MOST) continue;
      const id = `${shown.tab === "relations" ? "r" : "n"}${item.at}`;
      const row = make("tr", { class: `row${now === 1 ? " possible" : ""}${shown.chosen === id ? " chosen" : ""}`, tabindex: rows.length ? -1 : 0, "data-id": id });
      if (shown.tab === "relations") row.append(make("td", { class: "sign" }, lineOf(item.tone, { ...item, possible: now === 1 }), make("span", { class: "sr" }, SIGNS[item.tone])), make("td", {}, bdi(names[item.from].title), " ", make("span", { class: "verb" }, bdi(item.type.replaceAll("_", " "))), " ", bdi(names[item.to].title), item.contested ? make("span", { class: "verb" }, " (sources differ)") : null), make("td", { class: "when" }, item.period || "—"));
      else row.append(make("td", {}, bdi(item.title)), make("td", {}, bdi(item.label)), make("td", { class: "when" }, item.period || "—"));
      rows.push(row);
      body.append(row);
    }
    const heads = shown.tab === "relations" ? ["Sign", "Relation", "When"] : ["Name", "Kind", "When"];
    const head = make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", class: text.toLowerCase() }, text))));
    const holder = byId("table"), top = holder.scrollTop;
    holder.replaceChildren(make("table", {}, head, body));
    if (count > MOST) holder.append(make("p", { class: "more" }, `… and ${count - MOST} more. Search to narrow them down.`));
    if (!count) holder.append(make("p", { class: "more" }, shown.search ? "Nothing of that name here." : "Nothing holds at this time."));
    holder.scrollTop = top;
    byId("count").textContent = count === list.length ? `${count}` : `${count} of ${list.length}`;
  }

  // ---- details ----
  function details() {
    const holder = byId("details"), id = shown.chosen;
    holder.hidden = !id;
    if (!id) return;
    const relation = id[0] === "r", item = (relation ? links : names)[Number(id.slice(1))];
    const list = make("dl");
    const say = (term, value) => { if (value) list.append(make("dt", {}, bdi(term)), make("dd", {}, typeof value === "string" ? bdi(value) : value)); };
    say("when", item.period);
    say("days", boundsInWords(item));
    if (relation) { say("sign", SIGNS[item.tone]); say("note", item.contested ? "another source says otherwise" : ""); } else say("also", item.aliases);
    for (const [key, value] of item.properties) say(key, value);
    if (item.sources.length) say("sources", make("ul", {}, ...item.sources.map((source) => make("li", {}, bdi(data.sources[source] || source)))));
    const title = relation ? [bdi(names[item.from].title), " ", bdi(item.type.replaceAll("_", " ")), " ", bdi(names[item.to].title)] : [bdi(item.title)];
    const kind = relation ? "relation" : `${item.label || "no label"} · ${item.links.length} ${item.links.length === 1 ? "relation" : "relations"}`;
    holder.replaceChildren(make("h2", {}, ...title), make("p", { class: "kind" }, kind), list);
    holder.scrollTop = 0;
  }

  // ---- drawing what is shown ----
  function draw() {
    const state = states(shown.moment);
    net.batch(() => {
      net.nodes().forEach((node) => { const at = node.data("at"), now = state.node[at]; node.toggleClass("absent", !now); node.toggleClass("possible", now === 1); node.toggleClass("found", Boolean(shown.search) && matches(about(names[at]))); });
      net.edges().forEach((edge) => { const link = links[edge.data("at")], now = state.link[link.at]; edge.toggleClass("absent", !now || !state.node[link.from] || !state.node[link.to]); edge.toggleClass("possible", now === 1); });
      net.elements().removeClass("faint chosen near");
      const chosen = shown.chosen ? net.getElementById(shown.chosen) : null;
      let bright = chosen && chosen.length ? chosen.union(chosen.isNode() ? chosen.closedNeighborhood() : chosen.connectedNodes()) : null;
      if (!bright && shown.search) { const found = net.nodes(".found"), edges = net.edges().filter((edge) => matches(words(links[edge.data("at")]))); bright = found.union(edges).union(edges.connectedNodes()); }
      if (bright) { net.elements().not(bright).addClass("faint"); bright.nodes().addClass("near"); }
      if (chosen) chosen.addClass("chosen");
    });
    table(state);
    details();
    const output = byId("moment");
    output.textContent = shown.moment === null ? "All times" : spoken(shown.moment);
    byId("always").checked = shown.moment === null;
    byId("alone").checked = shown.alone;
    const slider = byId("slider");
    slider.setAttribute("aria-valuetext", output.textContent);
    strip();
  }

  const BARS = 120;
  const heights = (() => {
    if (moments.length < 2) return [];
    return Array.from({ length: Math.min(BARS, moments.length) }, (_, at, ) => {
      const moment = moments[Math.round((at * (moments.length - 1)) / (Math.min(BARS, moments.length) - 1))];
      return links.reduce((sum, link) => sum + (link.bounds ? stateOf(link, moment) / 2 : 0), 0);
    });
  })();
  function strip() {
    const svg = byId("strip"), most = Math.max(1, ...heights), wide = heights.length || 1;
    svg.setAttribute("viewBox", `0 0 ${wide} 24`);
    const now = shown.moment === null ? -1 : Math.round((byId("slider").valueAsNumber * (wide - 1)) / Math.max(1, moments.length - 1));
    svg.replaceChildren(...heights.map((count, at) => make("rect", { x: at + 0.1, width: 0.8, y: 24 - (22 * count) / most, height: (22 * count) / most, class: at === now ? "now" : null })));
  }

  function legend() {
    const list = make("ul"), add = (sign, text) => list.append(make("li", {}, sign, text));
    const has = (test) => links.some(test);
    if (has((link) => link.tone === "ally")) add(lineOf("ally"), "ally");
    if (has((link) => link.tone === "rival")) add(lineOf("rival"), "rival");
    if (has((link) => link.tone === "succession")) add(lineOf("succession"), "succession");
    if (has((link) => link.tone === "neutral")) add(lineOf("neutral"), "other relation");
    if (has((link) => link.bounds)) add(lineOf("neutral", { possible: true }), "possible, not certain");
    if (has((link) => link.contested)) add(lineOf("neutral", { contested: true }), "sources differ");
    if (has((link) => link.inferred)) add(lineOf("neutral", { inferred: true, symmetric: true }), "inferred");
    const kinds = make("ul"), seen = new Map();
    for (const node of names) if (node.label && !seen.has(node.label)) seen.set(node.label, node);
    for (const [label, node] of seen) kinds.append(make("li", {}, shapeOf(node), bdi(label)));
    byId("legend-body").replaceChildren(list, kinds);
  }
  function shapeOf(node) {
    const fill = color(node.color) || "#e9e7e1", shape = SHAPES[node.shape] || "round-rectangle";
    const points = { hexagon: "9,2 25,2 32,8 25,14 9,14 2,8", octagon: "9,1 25,1 32,5 32,11 25,15 9,15 2,11 2,5", "round-pentagon": "17,1 32,7 27,15 7,15 2,7", tag: "2,2 25,2 32,8 25,14 2,14", "cut-rectangle": "6,2 28,2 32,6 32,10 28,14 6,14 2,10 2,6", diamond: "17,1 32,8 17,15 2,8", triangle: "17,1 32,15 2,15" }[shape];
    const pens = { fill, stroke: "#59606a", "stroke-width": 1.2 };
    const drawn = points ? make("polygon", { points, ...pens }) : shape === "ellipse" ? make("ellipse", { cx: 17, cy: 8, rx: 15, ry: 6.5, ...pens }) : make("rect", { x: 2, y: 2, width: 30, height: 12, rx: shape === "barrel" ? 5 : 2.5, ...pens });
    return make("svg", { width: 34, height: 16, viewBox: "0 0 34 16", "aria-hidden": "true" }, drawn);
  }

  // ---- acts ----
  function choose(id, bring) { shown.chosen = id; draw(); if (id && bring) { const found = net.getElementById(id); if (found.length && found.visible()) net.animate({ center: { eles: found } }, { duration: 220 }); } }
  function to(step) { const slider = byId("slider"); slider.value = String(Math.max(0, Math.min(moments.length - 1, step))); shown.moment = moments[slider.valueAsNumber]; draw(); }
  function always(on) { stop(); shown.moment = on ? null : moments[byId("slider").valueAsNumber]; draw(); }
  let playing = null;
  function stop() { if (playing) clearInterval(playing); playing = null; byId("play").setAttribute("aria-pressed", "false"); byId("play").textContent = "▶ Play"; }
  function play() {
    if (playing) { stop(); return; }
    const slider = byId("slider"), stride = Math.max(1, Math.round(moments.length / 360));
    if (shown.moment === null && slider.valueAsNumber >= moments.length - 1) slider.value = "0";
    byId("play").setAttribute("aria-pressed", "true");
    byId("play").textContent = "❚❚ Stop";
    playing = setInterval(() => { if (slider.valueAsNumber >= moments.length - 1) stop(); else to(slider.valueAsNumber + stride); }, 180);
    to(slider.valueAsNumber);
  }
  function theme(name) { root.dataset.theme = name; byId("theme").textContent = name === "dark" ? "Light" : "Dark"; net.style(style()); }
  function tab(name) { shown.tab = name; for (const other of ["relations", "nodes"]) byId(`tab-${other}`).setAttribute("aria-selected", String(other === name)); byId("table").scrollTop = 0; draw(); }
  const fit = () => net.animate({ fit: { eles: net.elements(":visible"), padding: 30 } }, { duration: 220 });
  const zoom = (by) => net.zoom({ level: net.zoom() * by, renderedPosition: { x: net.width() / 2, y: net.height() / 2 } });

  net.on("tap", (event) => choose(event.target === net ? null : event.target.id(), false));
  byId("slider").addEventListener("input", (event) => { stop(); to(event.target.valueAsNumber); });
  byId("play").addEventListener("click", play);
  byId("always").addEventListener("change", (event) => always(event.target.checked));
  byId("alone").addEventListener("change", (event) => { shown.alone = event.target.checked; draw(); });
  byId("search").addEventListener("input", (event) => { shown.search = event.target.value.trim().toLocaleLowerCase(); draw(); });
  byId("fit").addEventListener("click", fit);
  byId("theme").addEventListener("click", () => theme(root.dataset.theme === "dark" ? "light" : "dark"));
  byId("keys").addEventListener("click", () => byId("help").showModal());
  for (const name of ["relations", "nodes"]) byId(`tab-${name}`).addEventListener("click", () => tab(name));
  byId("table").addEventListener("click", (event) => { const row = event.target.closest("tr.row"); if (row) choose(row.dataset.id, true); });
  byId("table").addEventListener("keydown", (event) => {
    const row = event.target.closest("tr.row");
    if (!row) return;
    if (event.key === "Enter") { const id = row.dataset.id; choose(id, true); focusRow(id); event.preventDefault(); }
    const next = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
    if (next) { row.tabIndex = -1; next.tabIndex = 0; next.focus(); event.preventDefault(); event.stopPropagation(); }
  });
  function focusRow(id) { for (const row of byId("table").querySelectorAll("tr.row")) if (row.dataset.id === id) { row.tabIndex = 0; row.focus(); } }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input[type=search], dialog[open]");
    if (event.key === "Escape" && !event.target.closest("dialog[open]")) { shown.search = ""; byId("search").value = ""; choose(null, false); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = byId("slider").valueAsNumber, year = daily ? 30 : 12, timed = moments.length > 0, inGraph = event.target === byId("graph");
    const acts = {
      "/": () => byId("search").focus(), "?": () => byId("help").showModal(), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit,
      a: () => timed && always(shown.moment !== null), d: () => byId("theme").click(), t: () => { const row = byId("table").querySelector("tr.row"); if (row) row.focus(); },
      " ": () => { if (event.target.closest("button, input, summary")) return false; if (timed) play(); },
      ArrowLeft: () => inGraph ? net.panBy({ x: 60, y: 0 }) : event.target.id === "slider" ? false : timed && to(step - 1),
      ArrowRight: () => inGraph ? net.panBy({ x: -60, y: 0 }) : event.target.id === "slider" ? false : timed && to(step + 1),
      ArrowUp: () => inGraph ? net.panBy({ x: 0, y: 60 }) : false, ArrowDown: () => inGraph ? net.panBy({ x: 0, y: -60 }) : false,
      PageUp: () => timed && to(step - year), PageDown: () => timed && to(step + year),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act && act() !== false) event.preventDefault();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => theme(event.matches ? "dark" : "light"));

  let resized = null;
  addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(() => { net.resize(); net.fit(net.elements(":visible"), 30); }, 150); });

  // ---- beginning ----
  byId("title").textContent = data.caption || "factio";
  if (moments.length < 2) document.body.classList.add("timeless");
  byId("slider").max = String(Math.max(0, moments.length - 1));
  byId("first").textContent = moments.length ? iso(moments[0]) : "";
  byId("last").textContent = moments.length ? iso(moments[moments.length - 1]) : "";
  if (matchMedia("(max-width: 760px)").matches) byId("legend").open = false;
  theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  legend();
  draw();
  arrange();
  root.dataset.ready = "true";
})();
