"use strict";
// The data of the page and the state that the address keeps.
const read = id => JSON.parse(document.getElementById(id).textContent);
const NODES = read("nodes"), EDGES = read("edges"), DOCS = read("documents"), BASE = read("base");
const byId = new Map(NODES.map(n => [n.id, n]));
const edgesOf = new Map(NODES.map(n => [n.id, []]));
EDGES.forEach(e => { edgesOf.get(e.from).push(e); edgesOf.get(e.to).push(e); });
const marksOf = new Map(NODES.map(n => [n.id, []]));
DOCS.forEach((d, i) => d.marks.forEach(m => { const list = marksOf.get(m[2]); if (list) list.push([i, m]); }));
const targetOf = new Map(DOCS.flatMap(d => d.targets).map(t => [t.id, t]));
const state = {lang: "zh", theme: "", tab: "graph", sel: "", types: new Set(Object.keys(TYPES)), status: "", year: "", all: false, extra: new Set(), hidden: new Set()};
const t = key => WORDS[state.lang][key];
const el = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (k === "onclick") node.addEventListener("click", v);
    else if (v !== undefined && v !== null && v !== false) node.setAttribute(k, v);
  }
  children.flat().forEach(c => node.append(c));
  return node;
};
const passes = n => state.types.has(n.kind) && (!state.status || n.status === state.status) && (!state.year || String(n.year) === state.year);
const isShown = n => (passes(n) && !state.hidden.has(n.id) && (state.all || n.first || state.extra.has(n.id) || state.status || state.year)) || n.id === state.sel;
function loadState() {
  const p = new URLSearchParams(location.hash.slice(1));
  state.lang = p.get("lang") === "en" ? "en" : "zh";
  state.theme = p.get("theme") || "";
  state.tab = ["graph", "tables", "text"].includes(p.get("tab")) ? p.get("tab") : "graph";
  state.sel = byId.has(p.get("sel")) ? p.get("sel") : "";
  if (p.get("types") !== null) state.types = new Set(p.get("types").split(",").filter(k => k in TYPES));
  state.status = p.get("status") || ""; state.year = p.get("year") || ""; state.all = p.get("all") === "1";
  state.extra = new Set((p.get("extra") || "").split("|").filter(k => byId.has(k)));
  state.hidden = new Set((p.get("hidden") || "").split("|").filter(k => byId.has(k)));
}
function saveState() {
  const p = new URLSearchParams();
  if (state.lang !== "zh") p.set("lang", state.lang);
  if (state.theme) p.set("theme", state.theme);
  if (state.tab !== "graph") p.set("tab", state.tab);
  if (state.sel) p.set("sel", state.sel);
  if (state.types.size !== Object.keys(TYPES).length) p.set("types", [...state.types].join(","));
  if (state.status) p.set("status", state.status);
  if (state.year) p.set("year", state.year);
  if (state.all) p.set("all", "1");
  if (state.extra.size) p.set("extra", [...state.extra].join("|"));
  if (state.hidden.size) p.set("hidden", [...state.hidden].join("|"));
  const hash = "#" + p.toString();
  if (hash !== location.hash && !(hash === "#" && !location.hash)) history.pushState(null, "", hash);
}
function announce(text) { document.getElementById("live").textContent = text; }
