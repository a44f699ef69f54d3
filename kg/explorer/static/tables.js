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
    word(n.indicator, [sign(n.kind, hollow(n)), n.indicator]), short(n.comparator), number(amountOf(n), valueOf(n)), short(n.unit), short(MEASURES[n.measure][state.lang]), number(n.year), statusCell(n), pairCell(n), others(n, "hasTarget", true), homeCell(n)]}))};
  const base = n => [named(n), statusCell(n), number(n.year)], tail = n => [homeCell(n), number(n.mentions), number(edgesOf.get(n.id).length)];
  if (kind === "Project") return {heads: ["name", "status", "year", "partOf", "inIndustry", "operatedBy", "locatedIn", "home", "count", "ties"], rows: rows.map(n => ({id: n.id, cells: [...base(n), others(n, "partOf"), others(n, "inIndustry"), others(n, "operatedBy"), others(n, "locatedIn"), ...tail(n)]}))};
  if (kind === "Region") return {heads: ["name", "factCount", "count", "ties", "code", "status", "year", "home"], rows: rows.map(n => ({id: n.id, cells: [named(n), factsCell(n), ...tail(n).slice(1), word(n.code), ...base(n).slice(1), homeCell(n)]}))};
  if (kind === "Program") return {heads: ["name", "status", "year", "projects", "home", "count", "ties"], rows: rows.map(n => ({id: n.id, cells: [...base(n), number(projectsOf(n)), ...tail(n)]}))};
  return {heads: ["name", "status", "year", "home", "count", "ties"], rows: rows.map(n => ({id: n.id, cells: [...base(n), ...tail(n)]}))};
}
const BELONGING = new Set(["partOf", "inIndustry"]);
const projectsOf = n => neighbours(edgesOf.get(n.id).filter(e => BELONGING.has(e.kind) && e.to === n.id && byId.get(e.from).kind === "Project"), n.id).length;
const passesAll = n => passes(n, "type");
const homeCell = n => word(sectionName(n.home), [el("span", {class: "home", title: sectionName(n.home, true)}, sectionName(n.home).split("，")[0])]);
function pairRow([reached, promised]) {
  const same = comparable([reached, promised]);
  const gap = same ? Math.round((promised.value - reached.value) * 1000) / 1000 : null;
  const bars = same ? [twin([reached, promised])] : null;
  const cell = n => ({...number(amountOf(n), `${n.year ?? ""}  ${quantity(n)}`), content: [el("small", {}, `${n.year ?? ""} `), quantity(n)]});
  return {id: promised.id, cells: [word(promised.indicator), cell(reached), cell(promised), number(gap, gap === null ? "" : `${gap > 0 ? "+" : ""}${gap} ${promised.unit}`), {sort: gap ?? 0, text: "", content: bars}, short(MEASURES[promised.measure][state.lang])]};
}
const headName = key => !key ? "" : key in RELATIONS ? relationName(key) : t(key);
// Of which kind a table's rows are: two tables have names of their own.
const kindOf = table => ({pairs: "Target", board: "Project"})[table] || table;
// The table in which what is filtered can be read: the present one, or where that has nothing of it the one that has most.
function fittingTable() {
  const counts = new Map();
  for (const n of NODES) if (passes(n)) counts.set(n.kind, (counts.get(n.kind) || 0) + 1);
  if (counts.has(kindOf(state.table)) || !counts.size) return state.table;
  return [...counts].reduce((a, b) => b[1] > a[1] ? b : a)[0];
}
// "> 10%" or "≥ 1000 亿元": whether a target's number is so; null if the words are no such bound. Without a unit any will do.
function boundOf(words) {
  const found = /^([<>＜＞≤≥]=?)\s*(\d+(?:\.\d+)?)\s*(\S*)$/.exec(words);
  if (!found) return null;
  const [unit, power] = splitUnit(found[3].replace("％", "%")), bound = found[2] * 10 ** power, sign = found[1];
  return n => {
    const amount = amountOf(n);
    if (amount === undefined || (unit && unit !== splitUnit(n.unit || "")[0])) return false;
    return (amount === bound && /[=≤≥]/.test(sign)) || (/[>＞≥]/.test(sign) ? amount > bound : amount < bound);
  };
}
function sortedRows({rows}) {
  const wanted = tableFilter.trim().toLowerCase(), bound = kindOf(state.table) === "Target" ? boundOf(wanted) : null;
  const kept = bound ? rows.filter(r => bound(byId.get(r.id))) : wanted ? rows.filter(r => r.cells.some(c => c.text.toLowerCase().includes(wanted))) : [...rows];
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
  const filterHint = kindOf(state.table) === "Target" ? "filterNumbers" : "filter";
  const filter = el("input", {type: "search", id: "table-filter", placeholder: t(filterHint), "aria-label": t(filterHint), oninput: e => { tableFilter = e.target.value; drawRows(); }});
  filter.value = tableFilter;
  $("view-tables").replaceChildren(
    el("div", {class: "kinds", role: "group", "aria-label": t("tables")}, kinds.map(k => el("button", {id: `table-${k}`, "aria-pressed": String(state.table === k), onclick: () => { change({table: k}); $(`table-${k}`).focus(); }}, k in TYPES ? [sign(k, false), typeName(k)] : t(k)))),
    el("div", {class: "table-tools"}, filter, el("span", {id: "rows", class: "soft"}), el("button", {id: "table-clear", class: "chip clear", onclick: () => { tableFilter = ""; change(unfiltered()); drawTables(); }}, t("clear")), el("button", {id: "table-csv", onclick: saveTable}, t("csv"))),
    el("div", {class: "scroll"}, state.table === "board" ? null : el("table", {"aria-label": state.table in TYPES ? typeName(state.table) : t(state.table)}, el("thead", {}), el("tbody", {}))));
  drawRows();
  $(`table-${state.table}`)?.scrollIntoView({block: "nearest", inline: "nearest"});
}
function drawRows() {
  const table = tableOf(state.table), rows = sortedRows(table), box = $("view-tables"), ids = rows.map(r => r.id), all = state.table === "pairs" ? PAIRS.length : NODES.filter(n => n.kind === kindOf(state.table)).length;
  $("rows").textContent = t(state.table === "board" ? "cards" : "rows", rows.length < all ? `${rows.length} / ${all}` : all);
  $("table-clear").hidden = rows.length === all;
  if (state.table === "board") return box.querySelector(".scroll").replaceChildren(board(ids));
  if (state.table === "Region" && TILES.length) { box.querySelectorAll(".tile-map").forEach(map => map.remove()); box.querySelector(".scroll").prepend(tileMap(ids)); }
  const heads = table.heads.map((h, i) => el("th", {scope: "col", "aria-sort": sorting.column !== i ? "none" : sorting.down ? "descending" : "ascending"},
    h ? el("button", {onclick: () => { sorting = {column: i, down: sorting.column === i ? !sorting.down : table.rows.some(r => typeof r.cells[i].sort === "number")}; drawRows(); box.querySelectorAll("th")[i].querySelector("button").focus(); }}, headName(h), el("span", {"aria-hidden": "true"}, sorting.column !== i ? "" : sorting.down ? " ↓" : " ↑")) : ""));
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
