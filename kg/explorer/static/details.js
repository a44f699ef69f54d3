"use strict";
// The right panel: one thing or one relation, what it is tied to, and the words that say so.
const FIRST_EVIDENCE = 6;
let evidenceShown = FIRST_EVIDENCE;
function nodeButton(n, extra) {
  return el("button", {class: "node", onclick: () => select(n.id)}, sign(n.kind, hollow(n)), el("span", {class: "name"}, n.label), extra ? el("small", {}, extra) : null);
}
function drawDetails() {
  const box = $("details"), n = byId.get(state.sel), e = EDGES.find(x => x.id === state.edge);
  document.body.classList.toggle("chosen", Boolean(n || e));
  if (n || e) document.body.classList.remove("glance");
  box.setAttribute("aria-label", n ? n.label : t("overview"));
  box.replaceChildren(...(n ? nodeDetails(n) : e ? edgeDetails(e) : SERVED ? drawnPanel() : overview()));
}
function panelHead(kind, statusText, title) {
  return el("div", {class: "head"},
    el("div", {class: "kicker"}, kind, statusText ? el("span", {class: "tag"}, statusText) : null,
      el("button", {class: "close", "aria-label": t("back"), title: t("back"), onclick: () => change({sel: "", edge: "", path: []})}, "×")),
    el("h2", {id: "chosen"}, title));
}
function nodeDetails(n) {
  const ties = edgesOf.get(n.id), marks = marksOf.get(n.id), shown = new Set(drawn.nodes), missing = neighbours(ties, n.id).filter(id => !shown.has(byId.get(id))).length;
  const status = n.status ? `${statusName(n.status)}${n.year ? " · " + n.year : ""}` : "";
  const parts = [panelHead([sign(n.kind, hollow(n)), typeName(n.kind)], status, n.indicator || n.label)];
  if (n.kind === "Target") parts.push(targetCard(n));
  const facts = [];
  if (n.aliases && n.aliases.length) facts.push([t("aliases"), n.aliases.join("、")]);
  if (n.code) facts.push([t("code"), n.code]);
  if (facts.length) parts.push(el("dl", {}, facts.flatMap(([k, v]) => [el("dt", {}, k), el("dd", {}, v)])));
  const actions = [];
  if (SERVED) actions.push(...servedActions(n));
  else if (state.tab !== "graph") actions.push(el("button", {id: "in-network", onclick: () => expand(n.id, {tab: "graph"})}, t("inNetwork")));
  else if (missing) actions.push(el("button", {id: "expand", onclick: () => expand(n.id)}, t("expandAll", missing)));
  if (ties.length) actions.push(el("button", {id: "path", "aria-pressed": String(pathStart === n.id), onclick: () => startPath(n.id)}, t("pathFrom")));
  actions.push(el("button", {onclick: () => change({hidden: new Set(state.hidden).add(n.id), extra: new Set([...state.extra].filter(x => x !== n.id)), sel: ""})}, t("hide")));
  parts.push(el("div", {class: "actions"}, actions));
  if (state.path.length > 1) parts.push(pathCard());
  if (ties.length) parts.push(el("h3", {}, t("relations"), el("small", {}, ties.length)), ...relationGroups(n, ties));
  parts.push(...namesWith(n));
  parts.push(el("h3", {}, t("evidence"), el("small", {}, t("mentions", n.mentions))), ...marks.slice(0, evidenceShown).map(markEvidence));
  if (SERVED && marks.length <= evidenceShown) parts.push(moreEvidence(n.id));
  else if (marks.length > evidenceShown) parts.push(el("button", {onclick: () => { evidenceShown += 30; keepFocus(drawDetails); }}, t("more", marks.length - evidenceShown)));
  return parts;
}
// What is named after a place (主城区至涪陵 of 涪陵): no relation, yet what a reader of that place looks for.
function namesWith(n) {
  if (n.kind !== "Region" || SERVED) return [];
  const name = [n.label, ...(n.aliases || [])].filter(x => Array.from(x).length > 1).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
  const found = name ? NODES.filter(x => x !== n && x.label.includes(name)).sort((a, b) => a.rank - b.rank) : [];
  return found.length ? [el("section", {class: "relation", id: "names-with"}, el("h4", {}, t("inNames", name), el("small", {}, found.length)), folded(found.map(x => nodeButton(x, x.status ? statusName(x.status) : ""))))] : [];
}
const neighbours = (ties, id) => [...new Set(ties.map(e => e.from === id ? e.to : e.from))];
// Relations by kind and direction with their number, before anything is expanded.
function relationGroups(n, ties) {
  const groups = new Map();
  for (const e of ties) { const key = `${e.kind}|${e.from === n.id || SYMMETRIC.has(e.kind) ? 0 : 1}`; groups.set(key, [...(groups.get(key) || []), e]); }
  const shown = new Set(drawn.nodes.map(x => x.id));
  return [...groups].sort(([a], [b]) => a < b ? -1 : 1).map(([key, list]) => {
    const [kind, inverse] = key.split("|"), others = neighbours(list, n.id).map(id => byId.get(id)).sort((a, b) => a.rank - b.rank);
    const missing = others.filter(o => !shown.has(o.id));
    return el("section", {class: "relation"},
      el("h4", {}, relationName(kind, inverse === "1"), el("small", {}, SERVED ? drawnOf(n, kind, inverse === "1", others.length) : others.length),
        missing.length && state.tab === "graph" ? el("button", {class: "quiet", onclick: () => change({extra: new Set([...state.extra, ...others.map(o => o.id)])})}, `${t("expand")} +${missing.length}`) : null),
      (SERVED ? folded : rows => rows)(others.map(o => {
        const same = list.filter(e => e.from === o.id || e.to === o.id);
        return el("div", {class: "tie"}, nodeButton(o), el("button", {class: "quiet", title: t("evidence"), "aria-label": `${t("evidence")}: ${o.label}`, onclick: () => change({edge: same[0].id, sel: ""})}, same.length > 1 ? `${t("quote")} ${same.length}` : t("quote")));
      })));
  });
}
// Where there may be hundreds (neighbours in the whole graph, names with 重庆), the evidence should not lie below all of them.
const FIRST_NEIGHBOURS = 8;
function folded(rows) {
  if (rows.length <= FIRST_NEIGHBOURS + 1) return rows;
  return [...rows.slice(0, FIRST_NEIGHBOURS), el("details", {class: "rest"}, el("summary", {}, t("moreRows", rows.length - FIRST_NEIGHBOURS)), rows.slice(FIRST_NEIGHBOURS))];
}
function edgeDetails(e) {
  const head = byId.get(e.from), tail = byId.get(e.to), same = EDGES.filter(x => x.from === e.from && x.to === e.to && x.kind === e.kind);
  return [
    panelHead([relationName(e.kind)], "", `${head.label} → ${tail.label}`),
    el("div", {class: "triple"}, nodeButton(head), el("span", {class: "verb"}, relationName(e.kind)), nodeButton(tail)),
    ...(e.report ? [el("h3", {}, t("evidence"), el("small", {}, t("stated", same.length))), ...same.map(edgeEvidence)] : lightEvidence(e))
  ];
}
function targetCard(n) {
  const pair = PAIRS.find(p => p.includes(n.id));
  const card = el("div", {class: "figure"}, el("strong", {}, quantity(n)),
    el("span", {}, [n.measure && MEASURES[n.measure][state.lang], n.year && t(n.status === "planned" ? "promised" : "reached", n.year)].filter(Boolean).join(" · ")));
  const chart = seriesChart(n);
  if (chart) card.append(chart);
  else if (pair) { const other = byId.get(pair.find(id => id !== n.id)); card.append(nodeButton(other, t(other.status === "planned" ? "promised" : "reached", other.year))); }
  return card;
}
let pathStart = "";
function startPath(id) {
  pathStart = pathStart === id ? "" : id;
  announce(pathStart ? t("pathPick") : "");
  document.body.classList.toggle("picking", Boolean(pathStart));
  keepFocus(drawDetails);
  if (pathStart) $("details").querySelector(".actions").after(el("p", {class: "hint"}, t("pathPick")));
}
function endPath(id) {
  const path = pathBetween(pathStart, id), said = path.length ? t("pathFound", path.length - 1) : t("pathNone", byId.get(pathStart).label, byId.get(id).label);
  pathStart = "";
  document.body.classList.remove("picking");
  change({sel: id, edge: "", path, tab: "graph"});
  $("details").scrollTop = 0;
  announce(said);
  if (!path.length) $("details").querySelector(".actions").after(el("p", {class: "hint"}, said));
}
// What ties two neighbours on the path, as read from the first, with the sentence that says so.
function pathStep(from, to) {
  const e = edgesOf.get(from).find(x => x.from === to || x.to === to);
  return el("div", {class: "tie"}, el("span", {class: "verb"}, relationName(e.kind, e.from === to)), el("button", {class: "quiet", title: t("evidence"), "aria-label": `${t("evidence")}: ${byId.get(from).label}, ${byId.get(to).label}`, onclick: () => change({edge: e.id, sel: ""})}, t("quote")));
}
function pathCard() {
  return el("section", {class: "relation"}, el("h4", {}, t("pathFound", state.path.length - 1)), state.path.flatMap((id, i) => [i ? pathStep(state.path[i - 1], id) : null, nodeButton(byId.get(id))]));
}
