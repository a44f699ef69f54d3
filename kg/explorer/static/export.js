"use strict";
// What is shown, to keep: picture, vector drawing, tables, address, query.
function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], {type})), link = el("a", {href: url, download: name});
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
function exportMenu() {
  const item = (key, action) => el("button", {id: `export-${key}`, onclick: event => { event.target.closest("details").open = false; action(); }}, t(key));
  return el("details", {class: "menu"}, el("summary", {id: "export"}, t("export")), el("div", {}, item("png", savePng), item("svg", saveSvg), item("nodesCsv", saveNodes), item("edgesCsv", saveEdges), item("turtle", saveTurtle), item("link", () => copy(location.href)), item("sparql", () => copy(sparql()))));
}
const fileName = end => SERVED ? `kg-${end}` : `${DOCS.map(d => d.id).slice(0, 2).join("-") || "kg"}-${end}`;
function savePng() {
  const canvas = $("network").querySelector("canvas"), sheet = el("canvas", {width: canvas.width, height: canvas.height}), ctx = sheet.getContext("2d");
  ctx.fillStyle = css("--bg"); ctx.fillRect(0, 0, sheet.width, sheet.height); ctx.drawImage(canvas, 0, 0);
  sheet.toBlob(blob => download(fileName("graph.png"), "image/png", blob), "image/png");
}
function saveSvg() {
  download(fileName("graph.svg"), "image/svg+xml", new XMLSerializer().serializeToString(drawing()));
}
// The same nodes, lines and names as on the canvas at its present zoom, as shapes.
function drawing() {
  const ctx = document.createElement("canvas").getContext("2d"), scale = network.getScale(), box = $("network").getBoundingClientRect();
  ctx.font = `500 ${LABEL_SIZE}px ${FONT}`;
  const point = n => { const p = network.canvasToDOM(network.getPosition(n.id)); return [p.x, p.y, sizeOf(n) * scale]; };
  const sheet = svg("svg", {xmlns: SVG, width: Math.round(box.width), height: Math.round(box.height), "font-family": FONT, "font-size": LABEL_SIZE});
  sheet.append(svg("rect", {width: "100%", height: "100%", fill: css("--bg")}));
  const words = (text, attributes) => svg("text", {"text-anchor": "middle", stroke: css("--bg"), "stroke-width": 3, "paint-order": "stroke", ...attributes}, text);
  for (const g of drawn.groups) {
    const {x, y} = network.canvasToDOM(g), radius = g.radius * scale;
    sheet.append(svg("circle", {cx: x, cy: y, r: radius, fill: css("--group"), stroke: css("--line")}), words(shorten(g.name, Math.max(6, Math.floor(2.4 * radius / 14))), {x, y: y - radius - 6, fill: css("--soft"), "font-size": 14, "font-weight": 600}));
  }
  for (const e of edgeSet.get()) {
    const [a, b] = [point(byId.get(e.from)), point(byId.get(e.to))], colour = e.color.color;
    sheet.append(svg("line", {x1: a[0], y1: a[1], x2: b[0], y2: b[1], stroke: colour, "stroke-width": e.width, ...(e.dashes ? {"stroke-dasharray": e.dashes.join(" ")} : {})}));
    if (e.arrows.to.enabled) sheet.append(svg("path", {d: arrowHead(a, b), fill: colour}));
  }
  for (const n of drawn.nodes) { const [x, y, size] = point(n); sheet.append(svg("path", {class: "thing", d: pathData(TYPES[n.kind].shape, x, y, size), stroke: colourOf(n.kind), "stroke-width": 1.5, fill: hollow(n) ? css("--panel") : colourOf(n.kind)})); }
  for (const [, text, x, y] of placeLabels(ctx, drawn.nodes, point, drawn.near, [0, 0, box.width, box.height])) sheet.append(words(text, {x, y, "dominant-baseline": "central", fill: css("--ink")}));
  return sheet;
}
// A small triangle where the line meets the outline of the node that it leads to.
function arrowHead([x1, y1], [x2, y2, size]) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1, dx = (x2 - x1) / length, dy = (y2 - y1) / length, tip = [x2 - dx * size * 1.2, y2 - dy * size * 1.2];
  const back = side => `${(tip[0] - 6 * dx - 2.5 * side * dy).toFixed(1)} ${(tip[1] - 6 * dy + 2.5 * side * dx).toFixed(1)}`;
  return `M${tip[0].toFixed(1)} ${tip[1].toFixed(1)}L${back(1)}L${back(-1)}Z`;
}
// A cell that begins like a formula is told to a spreadsheet as text.
const cell = value => { const text = String(value ?? ""); return '"' + (/^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"'; };
const csvOf = rows => "\ufeff" + rows.map(row => row.map(cell).join(",")).join("\r\n") + "\r\n";
const sentenceOf = ([i, mark]) => { const s = DOCS[i].sentences[mark[3]]; return cut(i, s[0], s[1]).trim(); };
function saveNodes() {
  const rows = drawn.nodes.map(n => { const [first] = marksOf.get(n.id); return [BASE + n.id, n.kind, n.label, (n.aliases || []).join("|"), n.status, n.year, n.indicator, valueOf(n), n.unit, n.comparator, n.measure, n.mentions, sectionName(n.home, true), first[1][0], first[1][1], sentenceOf(first), n.confidence]; });
  download(fileName("nodes.csv"), "text/csv", csvOf([["iri", "type", "label", "aliases", "status", "year", "indicator", "value", "unit", "comparator", "measure", "mentions", "section", "start", "end", "sentence", "confidence"], ...rows]));
}
function saveEdges() {
  const ids = new Set(drawn.nodes.map(n => n.id));
  const rows = EDGES.filter(e => ids.has(e.from) && ids.has(e.to)).map(e => [BASE + e.from, byId.get(e.from).label, e.kind, BASE + e.to, byId.get(e.to).label, ...(e.report ? [e.span[0], e.span[1], cut(DOCS.findIndex(d => d.id === e.report), e.span[0], e.span[1]).trim(), e.confidence, e.rule] : ["", "", "", "", ""])]);
  download(fileName("relations.csv"), "text/csv", csvOf([["head", "headLabel", "relation", "tail", "tailLabel", "start", "end", "sentence", "confidence", "rule"], ...rows]));
}
function saveTable() {
  const table = tableOf(state.table), rows = sortedRows(table), told = list => list.filter((_, i) => rows.some(r => r.cells[i].text));
  download(fileName(`${state.table.toLowerCase()}.csv`), "text/csv", csvOf([["iri", ...told(table.heads).map(headName)], ...rows.map(r => [BASE + r.id, ...told(r.cells).map(c => c.text)])]));
}
// A query that gives the relations among the things in view, with the sentences that state them.
function sparql() {
  const things = drawn.nodes.filter(n => n.kind !== "Target").map(n => `    <${BASE}${n.id}>`).join("\n");
  return `PREFIX kg: <https://w3id.org/govreport/ontology#>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\nSELECT ?label ?relation ?otherLabel ?sentence WHERE {\n  VALUES ?thing {\n${things}\n  }\n  ?statement a kg:Statement ; kg:subject ?thing ; kg:predicate ?relation ; kg:object ?other ; kg:sentence/kg:text ?sentence .\n  ?thing rdfs:label ?label .\n  ?other rdfs:label ?otherLabel .\n}\nORDER BY ?label ?relation ?otherLabel\n`;
}
function copy(text) {
  const done = () => announceShort(t("copied"));
  const byHand = () => { const area = el("textarea", {class: "aside"}); area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); done(); };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
}
function announceShort(text) {
  announce(text);
  const note = el("div", {class: "toast"}, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 1600);
}
