// Reads GEXF with graphology: node gexf.js FILE.gexf … Wants `npm install graphology graphology-gexf @xmldom/xmldom`.
"use strict";
const fs = require("fs");
const { DOMParser } = require("@xmldom/xmldom");
globalThis.DOMParser = DOMParser;
const { MultiGraph } = require("graphology");
const gexf = require("graphology-gexf");

for (const file of process.argv.slice(2)) {
  const graph = gexf.parse(MultiGraph, fs.readFileSync(file, "utf8"), { allowUndeclaredAttributes: false, respectInputGraphType: false });
  console.log(`${file}: graphology reads ${graph.order} nodes, ${graph.size} edges`);
}
