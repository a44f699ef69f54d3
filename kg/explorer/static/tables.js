"use strict";
// Everything as tables: sorted by a click on a heading, filtered by words and by the facets, walked with the arrow keys.
let sorting = {column: -1, down: false}, tableFilter = "";
const number = (n, text) => ({sort: typeof n === "number" ? n : Number.NEGATIVE_INFINITY, text: text === undefined ? String(n ?? "") : text, numeric: true});
const word = (text, content) => ({sort: text || "", text: text || "", content});
const short = text => ({...word(text), numeric: true});
const named = n => word(n.label, [sign(n.kind, hollow(n)), n.label]);
const others = (n, kind, inverse) => { const names = neighbours(edgesOf.get(n.id).filter(e => e.kind === kind && (inverse ? e.to : e.from) === n.id), n.id).map(id => byId.get(id).label); return word(names.join("、")); };
const statusCell = n => word(statusName(n.status), n.status ? [el("span", {class: `state ${n.status}`}, statusName(n.status))] : null);
const tableOf = kind => withoutEmpty(wholeTable(kind));
function wholeTable(kind) {
  if (kind === "pairs") return {heads: ["indicator", "reachedBare", "promisedBare", "gap", "chart", "measure"], rows: PAIRS.map(([a, b]) => [byId.get(a), byId.get(b)]).filter(p => p.some(passesAll)).map(pairRow)};
  if (kind === "board") return wholeTable("Project");
  const order = {Target: () => 0, Region: (a, b) => factsOf(b) - factsOf(a) || a.rank - b.rank}[kind] || ((a, b) => a.rank - b.rank);
  const rows = NODES.filter(n => n.kind === kind && passesAll(n)).sort(order);
  if (kind === "Target") return {heads: ["indicator", "comparator", "value", "unit", "measure", "year", "status", "chart", "of", "home"], rows: rows.map(n => ({id: n.id, cells: [
    word(n.indicator, [sign(n.kind, hollow(n)), n.indicator]), short(n.comparator), number([].concat(n.value)[0], valueOf(n)), short(n.unit), short(MEASURES[n.measure][state.lang]), number(n.year), statusCell(n), pairCell(n), others(n, "hasTarget", true), homeCell(n)]}))};
  const base = n => [named(n), statusCell(n), number(n.year)], tail = n => [homeCell(n), number(n.mentions), number(edgesOf.get(n.id).length)];
  if (kind === "Project") return {heads: ["name", "status", "year", "partOf", "inIndustry", "operatedBy", "locatedIn", "home", "count", "ties"], rows: rows.map(n => ({id: n.id, cells: [...base(n), others(n, "partOf"), others(n, "inIndustry"), others(n, "operatedBy"), others(n, "locatedIn"), ...tail(n)]}))};
  if (kind === "Region") return {heads: ["name", "factCount", "count", "ties", "code", "status", "year", "home"], rows: rows.map(n => ({id: n.id, cells: [named(n), factsCell(n), ...tail(n).slice(1), word(n.code), ...base(n).slice(1), homeCell(n)]}))};
  return {heads: ["name", "status", "year", "home", "count", "ties"], rows: rows.map(n => ({id: n.id, cells: [...base(n), ...tail(n)]}))};
}
const passesAll = n => passes(n, "type");
const homeCell = n => word(sectionName(n.home), [el("span", {class: "home", title: sectionName(n.home, true)}, sectionName(n.home).split("，")[0])]);
function pairRow([reached, promised]) {
  const same = comparable([reached, promised]);
  const gap = same ? Math.round((promised.value - reached.value) * 1000) / 1000 : null;
  const bars = same ? [twin([reached, promised])] : null;
  const cell = n => ({...number([].concat(n.value)[0], `${n.year ?? ""}  ${quantity(n)}`), content: [el("small", {}, `${n.year ?? ""} `), quantity(n)]});
  return {id: promised.id, cells: [word(promised.indicator), cell(reached), cell(promised), number(gap, gap === null ? "" : `${gap > 0 ? "+" : ""}${gap} ${promised.unit}`), {sort: gap ?? 0, text: "", content: bars}, short(MEASURES[promised.measure][state.lang])]};
}
const headName = key => !key ? "" : key in RELATIONS ? relationName(key) : t(key);
function sortedRows({rows}) {
  const wanted = tableFilter.trim().toLowerCase();
  const kept = wanted ? rows.filter(r => r.cells.some(c => c.text.toLowerCase().includes(wanted))) : [...rows];
  const c = sorting.column;
  if (c >= 0) kept.sort((a, b) => { const x = a.cells[c].sort, y = b.cells[c].sort, d = typeof x === "number" ? x - y : x.localeCompare(y, "zh"); return sorting.down ? -d : d; });
  return kept;
}
// Columns in which no row says anything are left out.
function withoutEmpty({heads, rows}) {
  const used = heads.map((_, i) => !rows.length || rows.some(r => r.cells[i].text || r.cells[i].content));
  const kept = list => list.filter((_, i) => used[i]);
  return {heads: kept(heads), rows: rows.map(r => ({id: r.id, cells: kept(r.cells)}))};
}
function drawTables() {
  const kinds = [...(PAIRS.length ? ["pairs"] : []), ...(NODES.some(n => n.kind === "Project") ? ["board"] : []), ...Object.keys(TYPES).filter(k => NODES.some(n => n.kind === k))];
  const filter = el("input", {type: "search", id: "table-filter", placeholder: t("filter"), "aria-label": t("filter"), oninput: e => { tableFilter = e.target.value; drawRows(); }});
  filter.value = tableFilter;
  $("view-tables").replaceChildren(
    el("div", {class: "kinds", role: "group", "aria-label": t("tables")}, kinds.map(k => el("button", {id: `table-${k}`, "aria-pressed": String(state.table === k), onclick: () => { sorting = {column: -1, down: false}; change({table: k}); $(`table-${k}`).focus(); }}, k in TYPES ? [sign(k, false), typeName(k)] : t(k)))),
    el("div", {class: "table-tools"}, filter, el("span", {id: "rows", class: "soft"}), el("button", {id: "table-csv", onclick: saveTable}, t("csv"))),
    el("div", {class: "scroll"}, state.table === "board" ? null : el("table", {"aria-label": state.table in TYPES ? typeName(state.table) : t(state.table)}, el("thead", {}), el("tbody", {}))));
  drawRows();
  $(`table-${state.table}`)?.scrollIntoView({block: "nearest", inline: "nearest"});
}
function drawRows() {
  const table = tableOf(state.table), rows = sortedRows(table), box = $("view-tables"), ids = rows.map(r => r.id);
  $("rows").textContent = t(state.table === "board" ? "cards" : "rows", rows.length);
  if (state.table === "board") return box.querySelector(".scroll").replaceChildren(board(ids));
  if (state.table === "Region" && TILES.length) { box.querySelectorAll(".tile-map").forEach(map => map.remove()); box.querySelector(".scroll").prepend(tileMap(ids)); }
  const heads = table.heads.map((h, i) => el("th", {scope: "col", "aria-sort": sorting.column !== i ? "none" : sorting.down ? "descending" : "ascending"},
    h ? el("button", {onclick: () => { sorting = {column: i, down: sorting.column === i && !sorting.down}; drawRows(); box.querySelectorAll("th")[i].querySelector("button").focus(); }}, headName(h), el("span", {"aria-hidden": "true"}, sorting.column !== i ? "" : sorting.down ? " ↓" : " ↑")) : ""));
  box.querySelector("thead").replaceChildren(el("tr", {}, heads));
  box.querySelector("tbody").replaceChildren(...rows.map((r, i) => el("tr", {tabindex: i ? "-1" : "0", "data-id": r.id, "aria-selected": String(r.id === state.sel), onclick: () => select(r.id), onkeydown: walkRows},
    r.cells.map(c => el("td", {class: c.numeric ? "number" : null}, c.content || c.text)))));
}
function walkRows(event) {
  const row = event.currentTarget, step = {ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: row.parentNode.firstElementChild, End: row.parentNode.lastElementChild}[event.key];
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(row.dataset.id); }
  else if (step) { event.preventDefault(); goTo(row, step); }
}
function markRows() {
  for (const row of $("view-tables").querySelectorAll("tbody tr")) row.setAttribute("aria-selected", String(row.dataset.id === state.sel));
  for (const card of $("view-tables").querySelectorAll(".ticket, .tile:not(:disabled)")) {
    const chosen = card.dataset.id.split("|").includes(state.sel);
    card.setAttribute("aria-pressed", String(chosen));
    if (chosen) card.scrollIntoView({block: "nearest", inline: "nearest"});
  }
}
