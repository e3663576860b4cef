// Reads flowcharts with Mermaid's own parser: node mermaid.js FILE.mmd … Wants `npm install mermaid jsdom`.
"use strict";
const fs = require("fs");
const { JSDOM } = require("jsdom");
const window = new JSDOM("<body></body>").window;
globalThis.window = window;
globalThis.document = window.document;

(async () => {
  const { default: mermaid } = await import(require.resolve("mermaid").replace(/mermaid(\.core)?\.(cjs|js|mjs)$/, "mermaid.core.mjs"));
  mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 1e5 });
  for (const file of process.argv.slice(2)) {
    const found = await mermaid.mermaidAPI.getDiagramFromText(fs.readFileSync(file, "utf8"));
    const nodes = found.db.getVertices(), edges = found.db.getEdges();
    console.log(`${file}: ${nodes.size ?? Object.keys(nodes).length} nodes, ${edges.length} edges`);
    for (const edge of edges) if (/<(?!br\/?>)/.test(edge.text)) throw new Error(`markup in ${edge.text}`);
  }
})().catch((error) => { console.error(error); process.exit(1); });
