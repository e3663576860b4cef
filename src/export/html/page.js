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

  const { iso, boundsInWords } = Time;
  const moments = Time.moments(links.some((link) => link.bounds) ? links : names), daily = Time.daily(moments);

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
  function box(node) {
    const lines = wrapped(node.title), wide = Math.max(34, ...lines.map((line) => pen.measureText(line).width));
    const shape = SHAPES[node.shape] || "round-rectangle";
    const roomy = ["ellipse", "hexagon", "octagon", "round-pentagon", "tag", "diamond"].includes(shape) ? (shape === "tag" ? 1.45 : 1.24) : 1;
    // Those with many relations are larger.
    const large = 1 + Math.min(0.8, node.links.length / 50);
    return { group: "nodes", data: { id: `n${node.at}`, at: node.at, text: lines.join("\n"), shape, fill: color(node.color) || "#e9e7e1", width: (wide + 22) * roomy * large, height: (lines.length * 16 + 16) * (roomy > 1 ? 1.18 : 1) * large, font: 13 * large, bold: node.bold || undefined } };
  }
  const line = (link) => ({ group: "edges", data: { id: `r${link.at}`, at: link.at, source: `n${link.from}`, target: `n${link.to}`, text: link.type, tone: link.tone }, classes: `${link.tone}${link.symmetric ? " symmetric" : ""}${link.contested ? " contested" : ""}${link.inferred ? " inferred" : ""}` });

  const ink = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  function style() {
    const tone = (name) => ({ selector: `edge.${name}`, style: { "line-color": ink(name), "target-arrow-color": ink(name), "source-arrow-color": ink(name), color: ink(name) } });
    return [
      { selector: "node", style: { label: "data(text)", shape: "data(shape)", "background-color": "data(fill)", width: "data(width)", height: "data(height)", "border-width": 1.2, "border-color": "#59606a", color: "#17191c", "font-size": "data(font)", "font-weight": 600, "font-family": "sans-serif", "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", "line-height": 1.15, "min-zoomed-font-size": 6 } },
      { selector: "node.landmark", style: { "font-size": "data(big)", width: "data(wide)", height: "data(high)", "z-index": 5 } },
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
      { selector: "node.possible", style: { "border-style": "dotted", "border-width": 2.4, "background-opacity": 0.22, "border-opacity": 0.6, color: ink("soft") } },
      { selector: ".absent", style: { display: "none" } },
      { selector: ".faint", style: { opacity: 0.13, "text-opacity": 0.4 } },
      { selector: "node.near", style: { opacity: 1 } },
      { selector: "node.chosen, node.found", style: { "border-width": 4, "border-color": ink("mark") } },
      { selector: "edge.chosen", style: { width: 5, "z-index": 9, "min-zoomed-font-size": 4 } },
    ];
  }

  // The first picture: the nodes of a cluster near each other, then forces; from the same places, so that it comes out the same.
  function places(nodes) {
    const groups = new Map();
    for (const node of nodes) { const key = node.cluster === null ? `\u0000${node.label}` : node.cluster; if (!groups.has(key)) groups.set(key, []); groups.get(key).push(node); }
    const wide = Math.sqrt(nodes.length) * 150, positions = {};
    [...groups.values()].forEach((group, at, all) => {
      const turn = (2 * Math.PI * at) / all.length, far = all.length > 1 ? wide * 0.55 : 0;
      group.forEach((node, place) => {
        const around = place * 2.399963, out = 70 * Math.sqrt(place + 0.5);
        positions[`n${node.at}`] = { x: far * Math.cos(turn) + out * Math.cos(around), y: 0.7 * (far * Math.sin(turn) + out * Math.sin(around)) };
      });
    });
    return positions;
  }
  const net = cytoscape({ container: byId("graph"), style: style(), minZoom: 0.05, maxZoom: 3, boxSelectionEnabled: false, selectionType: "single" });
  function arrange() {
    net.resize();
    const wanted = net.elements().filter((found) => found.isEdge() || shown.alone || !links.length || names[found.data("at")].links.length);
    if (!wanted.length) return;
    const count = wanted.nodes().length, rounds = Math.round(Math.max(250, Math.min(1500, 5e7 / (count * count))));
    wanted.layout({ name: "cose", animate: false, randomize: false, fit: false, nodeDimensionsIncludeLabels: false, nodeRepulsion: () => 26000, nodeOverlap: 24, idealEdgeLength: () => 70, edgeElasticity: () => 60, gravity: 0.9, numIter: rounds, componentSpacing: 70, initialTemp: 260, coolingFactor: 1 - 22 / rounds, minTemp: 1 }).run();
    const extent = wanted.nodes().boundingBox({ includeLabels: false }), bent = (net.width() / net.height()) / (extent.w / extent.h);
    apart(wanted.nodes(), Math.max(1, Math.min(2.4, bent)), Math.max(1, Math.min(2.4, 1 / bent)));
    net.fit(wanted, 40);
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
  // As on a map: where names would be too small to read, the boxes with most relations are drawn larger, as far as there is room.
  const READABLE = 10.5;
  function landmarks() {
    const level = net.zoom(), taken = [];
    const seen = net.nodes().filter((node) => node.visible() && !node.hasClass("faint")).sort((a, b) => b.data("font") - a.data("font") || a.data("at") - b.data("at"));
    net.batch(() => {
      net.nodes(".landmark").removeClass("landmark");
      for (const node of seen) {
        const { font, width, height } = node.data(), { x, y } = node.renderedPosition(), grown = Math.max(1, READABLE / (font * level));
        const large = grown > 1 ? { wide: (width * grown - 14 * (grown - 1)), high: height * grown - 8 * (grown - 1) } : { wide: width, high: height };
        const w = large.wide * level + 3, h = large.high * level + 3;
        if (taken.some((box) => Math.abs(box.x - x) < (box.w + w) / 2 && Math.abs(box.y - y) < (box.h + h) / 2)) continue;
        taken.push({ x, y, w, h });
        if (grown > 1) node.data({ big: font * grown, ...large }).addClass("landmark");
      }
    });
  }

  // ---- what is drawn: all, or of a large graph what is looked for with its neighbours, else those with most relations ----
  const MOST_NAMES = 300, MOST_LINKS = 900;
  const large = names.length > MOST_NAMES || links.length > MOST_LINKS;
  const byLinks = names.slice().sort((a, b) => b.links.length - a.links.length || a.at - b.at);
  const number = (count) => count.toLocaleString("en");
  let drawn = new Set(), looked = null;
  // Those that the choice and the search are about.
  function wanted() {
    const found = new Set();
    if (shown.chosen && !drawn.has(shown.chosen)) { const at = Number(shown.chosen.slice(1)); if (shown.chosen[0] === "n") found.add(names[at]); else found.add(names[links[at].from]).add(names[links[at].to]); }
    if (!found.size && shown.search) {
      for (const node of names) if (matches(about(node))) found.add(node);
      for (const link of links) { if (found.size >= MOST_NAMES) break; if (matches(words(link))) found.add(names[link.from]).add(names[link.to]); }
    }
    return [...found];
  }
  function focus() {
    const first = large ? wanted() : names, nodes = new Set(), kept = new Set();
    const add = (list) => { for (const node of list) if (!large || nodes.size < MOST_NAMES) nodes.add(node); };
    add(first.length ? first : byLinks);
    if (large && first.length) for (const node of first) add(node.links.map((link) => names[link.from === node.at ? link.to : link.from]).sort((a, b) => b.links.length - a.links.length));
    for (const node of nodes) for (const link of node.links) if ((!large || kept.size < MOST_LINKS) && nodes.has(names[link.from]) && nodes.has(names[link.to])) kept.add(link);
    // An overview shows no name alone.
    if (large && !first.length && kept.size) { const tied = new Set([...kept].flatMap((link) => [names[link.from], names[link.to]])); for (const node of nodes) if (!tied.has(node)) nodes.delete(node); }
    return { nodes: [...nodes], links: [...kept].sort((a, b) => a.at - b.at), around: large && first.length > 0 };
  }
  // Draws anew when something else is looked for.
  function refocus() {
    const asked = `${shown.search}\u0000${shown.chosen && !drawn.has(shown.chosen) ? shown.chosen : ""}`;
    if (looked === asked || (looked !== null && !large)) return;
    looked = asked;
    const part = focus(), positions = places(part.nodes);
    drawn = new Set([...part.nodes.map((node) => `n${node.at}`), ...part.links.map((link) => `r${link.at}`)]);
    net.batch(() => { net.elements().remove(); net.add([...part.nodes.map((node) => ({ ...box(node), position: positions[`n${node.at}`] })), ...part.links.map(line)]); });
    note(part);
    draw();
    arrange();
  }
  function note(part) {
    const holder = byId("note");
    holder.hidden = !large;
    if (!large) return;
    const counts = `${number(part.nodes.length)} of ${number(names.length)} names and ${number(part.links.length)} of ${number(links.length)} relations are drawn: `;
    holder.textContent = counts + (part.around ? "what was looked for and its neighbours. Esc shows those with most relations again." : "the names with most relations. Search, or choose a row of the table, to see what is around it.");
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
  const matches = (text) => !shown.search || text.includes(shown.search);
  const words = (link) => (link.words ??= `${names[link.from].title} ${link.type} ${names[link.to].title} ${link.period} ${link.sources.join(" ")}`.toLocaleLowerCase());
  const about = (node) => (node.words ??= `${node.title} ${node.label} ${node.id} ${node.aliases} ${node.period}`.toLocaleLowerCase());
  // A line ends within an interval, not within a date.
  const when = (item) => make("td", { class: "when" }, ...(item.period ? item.period.split(/(?<=\/)/).map((part) => make("span", { class: part.length < 14 ? "whole" : null }, part)).flatMap((part) => [make("wbr"), part]).slice(1) : ["—"]));
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
      if (shown.tab === "relations") row.append(make("td", { class: "sign" }, lineOf(item.tone, { ...item, possible: now === 1 }), make("span", { class: "sr" }, SIGNS[item.tone])), make("td", {}, bdi(names[item.from].title), " ", make("span", { class: "verb" }, bdi(item.type.replaceAll("_", " "))), " ", bdi(names[item.to].title), item.contested ? make("span", { class: "verb" }, " (sources differ)") : null), when(item));
      else row.append(make("td", {}, bdi(item.title)), make("td", {}, bdi(item.label)), when(item));
      rows.push(row);
      body.append(row);
    }
    const heads = shown.tab === "relations" ? ["Sign", "Relation", "When"] : ["Name", "Kind", "When"];
    const head = make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col", class: text.toLowerCase() }, text))));
    const holder = byId("table"), top = holder.scrollTop;
    holder.replaceChildren(make("table", {}, head, body));
    if (count > MOST) holder.append(make("p", { class: "more" }, `… and ${number(count - MOST)} more. Search to narrow them down.`));
    if (!count) holder.append(make("p", { class: "more" }, shown.search ? "Nothing of that name here." : "Nothing holds at this time."));
    holder.scrollTop = top;
    byId("count").textContent = count === list.length ? number(count) : `${number(count)} of ${number(list.length)}`;
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
    landmarks();
    table(state);
    details();
    const output = byId("moment");
    output.textContent = shown.moment === null ? "All times" : Time.spoken(shown.moment, daily);
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
  function choose(id, bring) {
    shown.chosen = id;
    if (id && bring && large && !drawn.has(id)) refocus(); else draw();
    const found = id && bring ? net.getElementById(id) : [];
    if (found.length && found.visible()) near(found.isNode() ? found.closedNeighborhood(":visible") : found.union(found.connectedNodes()));
  }
  // Moves close enough to read these, and not nearer.
  function near(some) {
    const extent = some.boundingBox({ includeLabels: false }), level = Math.min(1.1, (net.width() - 80) / extent.w, (net.height() - 80) / extent.h);
    net.animate({ zoom: level, pan: { x: net.width() / 2 - (level * (extent.x1 + extent.x2)) / 2, y: net.height() / 2 - (level * (extent.y1 + extent.y2)) / 2 } }, { duration: 220 });
  }
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
  const fit = () => net.animate({ fit: { eles: net.elements(":visible"), padding: 40 } }, { duration: 220 });
  const zoom = (by) => net.zoom({ level: net.zoom() * by, renderedPosition: { x: net.width() / 2, y: net.height() / 2 } });

  let later = null;
  const soon = (act) => { clearTimeout(later); if (large) later = setTimeout(act, 350); };
  let mapped = 0;
  net.on("viewport", () => { if (!mapped) mapped = requestAnimationFrame(() => { mapped = 0; landmarks(); }); });
  byId("legend").addEventListener("toggle", () => net.resize());
  net.on("tap", (event) => choose(event.target === net ? null : event.target.id(), false));
  byId("slider").addEventListener("input", (event) => { stop(); to(event.target.valueAsNumber); });
  byId("play").addEventListener("click", play);
  byId("always").addEventListener("change", (event) => always(event.target.checked));
  byId("alone").addEventListener("change", (event) => { shown.alone = event.target.checked; draw(); });
  byId("search").addEventListener("input", (event) => { shown.search = event.target.value.trim().toLocaleLowerCase(); draw(); soon(refocus); });
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
    if (event.key === "Escape" && !event.target.closest("dialog[open]")) { shown.search = ""; byId("search").value = ""; choose(null, false); refocus(); return; }
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
  addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(() => { net.resize(); net.fit(net.elements(":visible"), 40); }, 150); });

  // ---- beginning ----
  byId("title").textContent = data.caption || `The whole graph: ${number(names.length)} names, ${number(links.length)} relations`;
  if (moments.length < 2) document.body.classList.add("timeless");
  byId("slider").max = String(Math.max(0, moments.length - 1));
  byId("first").textContent = moments.length ? iso(moments[0]) : "";
  byId("last").textContent = moments.length ? iso(moments[moments.length - 1]) : "";
  if (matchMedia("(max-width: 760px)").matches) byId("legend").open = false;
  theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  legend();
  refocus();
  root.dataset.ready = "true";
})();
