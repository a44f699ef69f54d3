"use strict";
// What the reader has chosen. All of it lives in the address, so that a link or the back button restores it exactly.
const FACETS = ["type", "status", "year", "section", "place", "region", "industry", "programme"];
const fresh = () => ({
  lang: state ? state.lang : "zh", theme: state ? state.theme : "", tab: "graph", sel: "", edge: "", plan: "network", all: false, path: [],
  ...Object.fromEntries(FACETS.map(f => [f, new Set()])), extra: new Set(), hidden: new Set(),
  table: "Target", camera: null,
  // Of the whole graph: whose neighbourhood is drawn, how many steps of it, and whether being named in one sentence is a tie.
  around: [], steps: 1, together: true
});
let state = null;
state = fresh();
const TABS = SERVED ? ["start", "graph", "tables"] : ["graph", "tables", "text"], PLANS = SERVED ? ["network", "type", "around"] : ["network", "section", "type", "around"];
const isDark = () => document.documentElement.dataset.theme === "dark";

// What a thing belongs to: itself, if it is of that kind, and what its relations of that sort lead to.
const belongsTo = (relation, kind) => n => [...new Set([...(n.kind === kind ? [n.id] : []), ...edgesOf.get(n.id).filter(e => e.kind === relation && e.from === n.id && byId.get(e.to).kind === kind).map(e => e.to)])];
const facetValues = {
  type: n => [n.kind], status: n => n.status ? [n.status] : [], year: n => n.year ? [String(n.year)] : [], section: n => [...sectionsOf.get(n.id)], place: n => n.places || [],
  region: belongsTo("locatedIn", "Region"), industry: belongsTo("inIndustry", "Industry"), programme: belongsTo("partOf", "Program")
};
let knownValues = {};
derive(() => { knownValues = Object.fromEntries(FACETS.map(f => [f, new Set(NODES.flatMap(facetValues[f]))])); });
const passesFacet = (n, facet) => !state[facet].size || facetValues[facet](n).some(v => state[facet].has(v));
const passes = (n, except) => FACETS.every(f => f === except || passesFacet(n, f));
const filtered = () => FACETS.some(f => state[f].size);
// A page draws no more than this, and says so.
const MOST_DRAWN = 2000;
function shownNodes() {
  const chosen = new Set([state.sel, ...state.path, ...state.extra]);
  if (state.edge) { const e = EDGES.find(x => x.id === state.edge); chosen.add(e.from).add(e.to); }
  const list = NODES.filter(n => chosen.has(n.id) || (!state.hidden.has(n.id) && passes(n) && (state.all || filtered() || n.first)));
  if (state.plan === "around" && state.sel) { const near = distanceFrom(state.sel); return most(NODES.filter(n => near.get(n.id) <= 2 && (n.id === state.sel || !state.hidden.has(n.id))), chosen); }
  return most(list, chosen);
}
const most = (list, chosen) => list.length <= MOST_DRAWN ? list : list.sort((a, b) => chosen.has(b.id) - chosen.has(a.id) || a.rank - b.rank).slice(0, MOST_DRAWN);
// Steps from a node to every other that relations lead to.
let distances = {from: "", steps: new Map()};
derive(() => { distances = {from: "", steps: new Map()}; });
function distanceFrom(id) {
  if (distances.from !== id) {
    const steps = new Map([[id, 0]]);
    for (const [at, step] of steps) for (const e of edgesOf.get(at)) { const other = e.from === at ? e.to : e.from; if (!steps.has(other)) steps.set(other, step + 1); }
    distances = {from: id, steps};
  }
  return distances.steps;
}
function pathBetween(from, to) {
  const steps = distanceFrom(from);
  if (!steps.has(to)) return [];
  const path = [to];
  while (path[0] !== from) path.unshift(edgesOf.get(path[0]).map(e => e.from === path[0] ? e.to : e.from).find(o => steps.get(o) === steps.get(path[0]) - 1));
  return path;
}
// The mark to which an address leads: the document and where in its text the mark begins.
let arrival = null;
function loadState() {
  const p = new URLSearchParams(location.hash.slice(1)), list = key => (p.get(key) || "").split("|").filter(Boolean);
  const next = fresh();
  next.lang = p.get("lang") === "en" ? "en" : "zh";
  next.theme = ["dark", "light"].includes(p.get("theme")) ? p.get("theme") : "";
  next.around = SERVED ? list("around") : [];
  next.steps = p.get("steps") === "2" ? 2 : 1;
  next.together = p.get("together") !== "0";
  if (SERVED && !next.around.length) next.tab = "start";
  else if (TABS.includes(p.get("tab"))) next.tab = p.get("tab");
  if (PLANS.includes(p.get("plan"))) next.plan = p.get("plan");
  if (byId.has(p.get("sel"))) next.sel = p.get("sel");
  if (EDGES.some(e => e.id === p.get("edge"))) next.edge = p.get("edge");
  if (["pairs", "board"].includes(p.get("table")) || Object.hasOwn(TYPES, p.get("table"))) next.table = p.get("table");
  for (const key of FACETS) next[key] = new Set(list(key).filter(value => knownValues[key].has(value)));
  for (const key of ["extra", "hidden"]) next[key] = new Set(list(key).filter(id => byId.has(id)));
  next.path = list("path").filter(id => byId.has(id));
  next.all = p.get("all") === "1";
  const camera = (p.get("camera") || "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) next.camera = camera;
  arrival = next.tab === "text" ? p.get("at") : null;
  state = next;
}
function addressOf(withCamera) {
  const p = new URLSearchParams(), blank = {lang: "zh", theme: "", tab: SERVED && !state.around.length ? "start" : "graph", plan: "network", sel: "", edge: "", table: "Target"};
  for (const [key, value] of Object.entries(blank)) if (state[key] !== value) p.set(key, state[key]);
  for (const key of ["around", ...FACETS, "extra", "hidden", "path"]) { const values = [...state[key]]; if (values.length) p.set(key, values.join("|")); }
  if (state.all) p.set("all", "1");
  if (state.steps !== 1) p.set("steps", state.steps);
  if (!state.together) p.set("together", "0");
  if (withCamera && state.camera) p.set("camera", state.camera.join(","));
  return "#" + p;
}
let written = null;
function saveState() {
  const bare = addressOf(false), full = addressOf(true);
  if (full === location.hash || (full === "#" && !location.hash)) { written = bare; return; }
  // A moved camera is no step to go back to.
  if (written === null || written === bare) history.replaceState(null, "", full); else history.pushState(null, "", full);
  written = bare;
}
