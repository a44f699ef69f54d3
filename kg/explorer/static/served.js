"use strict";
// The whole graph, piece by piece: the server that shows this page is asked for names, neighbourhoods and sentences. What it gives
// has the form of the data of one report's page, so that all else works alike.
const NOTHING = {nodes: [], edges: [], documents: [], pairs: [], cut: []};
const wanted = () => state.around.length ? JSON.stringify([state.around, state.steps, state.together]) : "";
let loaded = null, left = [], limits = [], asking = 0, whole = null;
// How many sentences of a thing, or of two, were given, and whether there are more.
const received = new Map();
derive(data => { if (data.cut) { left = data.cut; limits = [data.most, data.beside]; received.clear(); } });
async function ask(what, parameters) {
  const answer = await fetch(`/explorer/${what}?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
const newestFirst = documents => {
  for (const doc of documents) if (!Array.isArray(doc.sentences)) { const all = []; for (const [i, s] of Object.entries(doc.sentences)) all[i] = s; doc.sentences = all; }
  return documents.sort((a, b) => (b.year || 0) - (a.year || 0) || (a.id < b.id ? -1 : 1));
};
async function fetchAround() {
  if (!wanted()) return NOTHING;
  const data = await ask("around", [...state.around.map(key => ["thing", key]), ["steps", state.steps], ["together", state.together ? 1 : 0]]);
  newestFirst(data.documents);
  return data;
}
// The neighbourhood that the state asks for, in place of the one in hand; true if it came and is still wanted.
async function arrived() {
  const key = wanted(), mine = ++asking;
  document.body.classList.add("waiting");
  announce(t("waiting"));
  let data = NOTHING;
  try { data = await fetchAround(); } catch (error) {
    if (mine === asking) { announceShort(error.message); Object.assign(state, {around: [], sel: "", edge: "", tab: "start"}); }
  }
  if (mine !== asking) return false;
  document.body.classList.remove("waiting");
  // vis draws again at any time: nothing may stand there that the new data do not have
  if (network) { edgeSet.clear(); nodeSet.clear(); }
  install(data);
  homes();
  // A table of things that are not drawn would be empty.
  if (NODES.length && state.table in TYPES && !NODES.some(n => n.kind === state.table)) state.table = Object.keys(TYPES).find(kind => NODES.some(n => n.kind === kind));
  loaded = wanted();
  return key === loaded;
}
// Where a thing is named first.
function homes() { for (const n of NODES) { const [first] = marksOf.get(n.id); if (first) n.home = `${DOCS[first[0]].id}/${DOCS[first[0]].sentences[first[1][3]][2]}`; } }
async function bring() {
  const mine = asking + 1;
  await arrived();
  if (mine !== asking) return;
  if (!byId.has(state.sel)) state.sel = "";
  if (!EDGES.some(e => e.id === state.edge)) state.edge = "";
  for (const key of ["extra", "hidden"]) state[key] = new Set([...state[key]].filter(id => byId.has(id)));
  state.path = state.path.every(id => byId.has(id)) ? state.path : [];
  drawn.key = "none";
  draw();
  ready();
  if (state.sel) bringEvidence([state.sel]);
}
// The state of the address: what it names must come before it can be chosen.
async function restore() {
  loadState();
  overviewOnce().then(drawHeader, error => announceShort(error.message));
  if (wanted() !== loaded) {
    const mine = asking + 1;
    await arrived();
    if (mine !== asking) return;
    const table = state.table;
    if (state.around.length) loadState();
    state.table = table;
  }
  written = addressOf(false);
  drawn.key = state.camera ? "" : "none";
  draw();
  ready();
  if (state.sel) bringEvidence([state.sel]);
  const edge = EDGES.find(e => e.id === state.edge);
  if (edge && !edge.report) bringEvidence([edge.from, edge.to]);
}
const ready = () => { document.documentElement.dataset.ready = `${NODES.length}:${loaded}`; };
async function centre(...ids) {
  await change({...unfiltered(), around: ids, sel: ids.length > 1 ? "" : ids[0], edge: "", path: [], hidden: new Set(), camera: null, tab: state.tab === "tables" ? "tables" : "graph"});
  $("details").scrollTop = 0;
  $("details").focus({preventScroll: true});
}
function follow(id) { if (!state.around.includes(id)) change({around: [...state.around, id], sel: id, edge: "", camera: null}); }
let typing = 0;
function searchServed(typed) {
  const mine = ++typing;
  setTimeout(async () => {
    if (mine !== typing || !plain($("search").value)) return;
    try {
      const found = await ask("search", {q: typed});
      if (mine !== typing || document.activeElement !== $("search")) return;
      learn(found.pinyin);
      found.nodes.forEach((n, i) => { n.rank = i; });
      showHits(typed, namesOf(found.nodes), found.count);
    } catch (error) { if (mine === typing) announceShort(error.message); }
  }, 120);
}
// Sentences of all reports that name a thing, or two of them together, some at a time.
async function bringEvidence(ids, more) {
  const key = ids.join("|"), known = received.get(key), of = loaded;
  if (known && (!more || known.busy)) return;
  received.set(key, {count: 0, more: true, ...known, busy: true});
  try {
    const data = await ask("evidence", [...ids.map(id => ["thing", id]), ["skip", known ? known.count : 0]]);
    if (of !== loaded) return;
    absorb(newestFirst(data.documents));
    received.set(key, {count: (known ? known.count : 0) + data.given, more: data.more, at: [...(known ? known.at : []), ...data.documents.flatMap(doc => doc.sentences.map((s, i) => `${doc.id}|${i}`).filter(Boolean))]});
    if (more) evidenceShown += 30;
    const at = $("details").scrollTop, edge = EDGES.find(e => e.id === state.edge);
    if (state.sel === key || (edge && key === `${edge.from}|${edge.to}`)) { drawDetails(); $("details").scrollTop = at; }
  } catch (error) { received.delete(key); announceShort(error.message); }
}
function absorb(documents) {
  for (const doc of documents) {
    const own = DOCS.find(d => d.id === doc.id);
    if (!own) { DOCS.push(doc); continue; }
    doc.sentences.forEach((s, i) => { own.sentences[i] = s; });
    const sections = new Set(own.sections.map(s => s[0])), marks = new Set(own.marks.map(m => m[8]));
    own.sections.push(...doc.sections.filter(s => !sections.has(s[0])));
    own.marks = [...own.marks, ...doc.marks.filter(m => !marks.has(m[8]))].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }
  install({nodes: NODES, edges: EDGES, documents: newestFirst(DOCS), pairs: PAIRS});
}
function moreEvidence(id) {
  const known = received.get(id);
  return known && known.more && !known.busy ? el("button", {id: "more-evidence", onclick: () => bringEvidence([id], true)}, t("showMore")) : known && known.busy ? el("p", {class: "soft"}, t("waiting")) : null;
}
// What lies behind a tie that no report states: the sentences with both, or the two numbers.
function lightEvidence(e) {
  if (e.kind === "sameSeries") return [el("h3", {}, t("evidence")), ...[e.from, e.to].flatMap(id => marksOf.get(id).slice(0, 1)).map(markEvidence)];
  bringEvidence([e.from, e.to]);
  const known = received.get(`${e.from}|${e.to}`), ends = new Set([e.from, e.to]);
  const quoted = (known.at || []).map(at => at.split("|")).map(([id, i]) => [DOCS.findIndex(d => d.id === id), Number(i)]).map(([i, index]) => {
    const doc = DOCS[i], s = doc.sentences[index], spans = doc.marks.filter(m => m[3] === index && ends.has(m[2])).map(m => [m[0], m[1], m[2] === e.from ? "from" : "to", m]);
    return el("div", {class: "evidence"}, quotation(i, s[0], s[1], spans), source(i, `${doc.id}/${s[2]}`, spans[0][3], spans[0][3][4], spans[0][3][5]));
  });
  return [el("h3", {}, t("evidence"), el("small", {}, e.times)), ...quoted, known.busy ? el("p", {class: "soft"}, t("waiting")) : null,
    known.more && !known.busy ? el("button", {onclick: () => bringEvidence([e.from, e.to], true)}, t("showMore")) : null].filter(Boolean);
}
// The report itself, where it has a page, with the thing marked in it.
function reportLink(doc, span) {
  const mark = doc.marks.find(m => m[0] === span[0] && m[1] === span[1]), page = pageOfReport(doc.slug);
  return page && el("a", {class: "quiet", href: `${page}#${new URLSearchParams({tab: "text", ...(mark ? {sel: mark[2], at: `${doc.id}|${span[0]}`} : {}), ...(state.lang === "en" ? {lang: "en"} : {})})}`}, t("inText") + " →");
}
const pageOfReport = slug => ({pages: `/pages/${encodeURIComponent(slug)}.html`, one: "/", none: ""})[document.body.dataset.served];
function servedActions(n) {
  return [
    state.tab === "tables" ? el("button", {id: "in-network", onclick: () => change({tab: "graph"})}, t("inNetwork")) : null,
    state.around.includes(n.id) ? null : el("button", {id: "expand", onclick: () => follow(n.id)}, t("follow")),
    state.around.length === 1 && state.around[0] === n.id ? null : el("button", {id: "centre", onclick: () => centre(n.id)}, t("centre"))
  ].filter(Boolean);
}
// How many neighbours of a relation are drawn, and of how many where that is not all.
function drawnOf(n, kind, inverse, count) {
  const cuts = left.filter(c => c.centre === n.id && c.kind === kind && (SYMMETRIC.has(kind) || c.inverse === inverse)), missing = cuts.reduce((sum, c) => sum + c.of - c.drawn, 0);
  return missing ? `${count} / ${count + missing}` : count;
}
const cutCount = () => left.reduce((sum, c) => sum + c.of - c.drawn, 0);
const drawnSaid = count => `${count < NODES.length ? t("shownOf", count, NODES.length) : t("drawnOf", count)}${cutCount() ? ` · ${t("drawnCut", cutCount())}` : ""}`;
function servedTools() {
  const tool = (id, text, label, pressed, action) => el("button", {id, title: label, "aria-pressed": String(pressed), onclick: action}, text);
  return [tool("steps-1", t("oneStep"), t("around1"), state.steps === 1, () => change({steps: 1, camera: null})), tool("steps-2", t("twoSteps"), t("around2"), state.steps === 2, () => change({steps: 2, camera: null})),
    tool("together", t("togetherTie"), t("togetherTie"), state.together, () => change({together: !state.together, camera: null}))];
}
// The right panel while nothing is chosen: whose neighbourhood is drawn, and what of it is not, relation by relation.
function drawnPanel() {
  const parts = [el("button", {class: "close", id: "close-overview", "aria-label": t("close"), onclick: closeOverview}, "×")];
  if (!state.around.length) return [...parts, el("p", {class: "hint"}, t("startHint"))];
  const name = key => byId.has(key) ? byId.get(key).label : t("secondStep");
  parts.push(el("div", {class: "head"}, el("div", {class: "kicker"}, t("steps")), el("h2", {}, [...new Set(state.around.filter(key => byId.has(key)).map(name))].join("、")), el("p", {class: "soft"}, `${t(state.steps === 2 ? "around2" : "around1")} · ${drawnSaid(drawn.nodes.length)}`)));
  parts.push(...state.around.filter(key => byId.has(key)).map(key => nodeButton(byId.get(key), byId.get(key).place || typeName(byId.get(key).kind))));
  if (left.length) parts.push(el("h3", {}, t("leftOut"), el("small", {}, cutCount())), el("ul", {id: "cut"}, left.map(c => el("li", {}, t("leftRow", `${name(c.centre)} · ${relationName(c.kind, c.inverse)}`, c.drawn, c.of)))), el("p", {class: "note"}, t("leftNote", ...limits)));
  else parts.push(el("p", {class: "soft"}, t("nothingLeft")));
  return [...parts, el("p", {class: "hint"}, t("chooseHint"))];
}
// The same promise for all who need it.
let overviewAsked = null;
function overviewOnce() {
  overviewAsked = overviewAsked || ask("overview", {}).then(data => { whole = data; }, error => { overviewAsked = null; throw error; });
  return overviewAsked;
}
const corpusName = () => whole ? t("corpus", whole.reports.length) : "kg";
