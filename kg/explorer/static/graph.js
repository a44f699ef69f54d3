"use strict";
// The network: vis-network on a canvas, with positions computed beforehand.
let network = null, nodeSet = null, edgeSet = null;
function dark() { return document.documentElement.dataset.theme === "dark"; }
function drawn(n) {
  const kind = TYPES[n.kind], degree = edgesOf.get(n.id).length;
  const ink = dark() ? "#e8eaee" : "#1d2430", label = n.label.length > 16 ? n.label.slice(0, 15) + "…" : n.label;
  const node = {id: n.id, label, x: n.x, y: n.y, shape: kind.shape, size: 7 + Math.min(16, 2.2 * Math.sqrt(degree + n.mentions)),
    color: {background: kind.colour, border: kind.colour, highlight: {background: "#ffd75e", border: ink}}, font: {color: ink, size: 15, strokeWidth: 3, strokeColor: dark() ? "#14171c" : "#fafaf7"}};
  if (n.kind === "Target") Object.assign(node, {color: {background: dark() ? "#33291a" : "#fff6e0", border: kind.colour, highlight: {background: "#ffd75e", border: ink}}, font: {color: ink, size: 12}});
  return node;
}
function edgeDrawn(e) {
  return {id: e.id, from: e.from, to: e.to, arrows: {to: {enabled: true, scaleFactor: .5}}, color: {color: dark() ? "#4a5464" : "#c3c8cf", highlight: "#0b5fa5"}, title: undefined,
    label: state.sel && (e.from === state.sel || e.to === state.sel) ? RELATIONS[e.kind][state.lang] : undefined, font: {size: 11, color: dark() ? "#9aa4b2" : "#5b6472", strokeWidth: 0, background: dark() ? "#14171c" : "#fafaf7"}};
}
function drawGraph(refit) {
  const shown = NODES.filter(isShown), ids = new Set(shown.map(n => n.id));
  const edges = EDGES.filter(e => ids.has(e.from) && ids.has(e.to));
  if (!network) {
    nodeSet = new vis.DataSet(); edgeSet = new vis.DataSet();
    network = new vis.Network(document.getElementById("network"), {nodes: nodeSet, edges: edgeSet}, {physics: false, layout: {improvedLayout: false}, edges: {smooth: false}, interaction: {hideEdgesOnDrag: true, hideEdgesOnZoom: true, hover: false, keyboard: {enabled: true, bindToWindow: false}}});
    network.on("click", p => { if (p.nodes.length) select(p.nodes[0]); else if (p.edges.length) showEdge(EDGES.find(e => e.id === p.edges[0])); });
    network.on("doubleClick", p => { if (p.nodes.length) expand(p.nodes[0]); });
  }
  nodeSet.clear(); edgeSet.clear();
  nodeSet.add(shown.map(drawn)); edgeSet.add(edges.map(edgeDrawn));
  if (state.sel && ids.has(state.sel)) network.selectNodes([state.sel]);
  if (refit) network.fit({animation: false});
  const said = `${t("shown")} ${shown.length} ${t("of")} ${NODES.length}`;
  const tools = document.getElementById("graph-tools");
  tools.replaceChildren(el("span", {class: "tag", id: "count"}, said),
    el("button", {id: "toggle-all", onclick: () => { state.all = !state.all; update(true); }}, state.all ? t("story") : t("all")),
    el("button", {onclick: () => network.fit({animation: false})}, t("fit")),
    el("button", {onclick: savePng}, t("png")), el("button", {onclick: saveCsv}, t("csv")));
  announce(said);
}
function expand(id) { edgesOf.get(id).forEach(e => { state.extra.add(e.from); state.extra.add(e.to); }); state.extra.add(id); update(false); }
function download(name, href) { const a = el("a", {href, download: name}); document.body.append(a); a.click(); a.remove(); }
function savePng() { const c = document.querySelector("#network canvas"); if (c) download("graph.png", c.toDataURL("image/png")); }
function saveCsv() {
  const guard = c => { const s = String(c ?? ""); return '"' + (/^[=+\-@\t\r]/.test(s) ? "'" + s : s).replace(/"/g, '""') + '"'; };
  const rows = [["id", "type", "label", "status", "year", "mentions"], ...NODES.filter(isShown).map(n => [BASE + n.id, n.kind, n.label, n.status, n.year, n.mentions])];
  download("nodes.csv", URL.createObjectURL(new Blob(["\ufeff" + rows.map(r => r.map(guard).join(",")).join("\n") + "\n"], {type: "text/csv"})));
}
