"use strict";
// Facets on the left, details and evidence on the right, tables in the middle.
function facetButton(label, count, pressed, action, colour) {
  return el("button", {class: "facet", "aria-pressed": String(pressed), onclick: action}, colour ? el("span", {class: "sw", style: `background:${colour}`}) : "", label, el("span", {class: "n"}, String(count)));
}
function drawFacets() {
  const box = document.getElementById("facets");
  const count = test => NODES.filter(test).length;
  const parts = [el("h3", {}, t("types"))];
  for (const [key, kind] of Object.entries(TYPES)) {
    const n = count(x => x.kind === key);
    if (n) parts.push(facetButton(kind[state.lang], n, state.types.has(key), () => { state.types.has(key) ? state.types.delete(key) : state.types.add(key); update(false); }, kind.colour));
  }
  parts.push(el("h3", {}, t("status")));
  for (const key of Object.keys(STATUSES)) {
    const n = count(x => x.status === key && state.types.has(x.kind));
    if (n) parts.push(facetButton(STATUSES[key][state.lang], n, !state.status || state.status === key, () => { state.status = state.status === key ? "" : key; update(true); }));
  }
  parts.push(el("h3", {}, t("years")));
  for (const year of [...new Set(NODES.map(n => n.year).filter(Boolean))].sort()) {
    const n = count(x => x.year === year && state.types.has(x.kind));
    parts.push(facetButton(String(year), n, !state.year || state.year === String(year), () => { state.year = state.year === String(year) ? "" : String(year); update(true); }));
  }
  box.replaceChildren(...parts);
}
function sectionName(doc, id) {
  const own = doc.sections.find(s => s[0] === id), part = doc.sections.find(s => s[0] === id.split(".")[0]);
  return [part, own].filter((s, i, a) => s && a.indexOf(s) === i).map(s => `${s[1]}${s[2]}`).join(" › ") || doc.title;
}
function quoteOf(docIndex, mark) {
  const doc = DOCS[docIndex], chars = charsOf(docIndex), s = doc.sentences[mark[3]] || [mark[0], mark[1], "0"];
  const cut = (a, b) => chars.slice(a, b).join("");
  return el("div", {class: "evidence"},
    el("blockquote", {}, cut(s[0], mark[0]), el("mark", {}, cut(mark[0], mark[1])), cut(mark[1], s[1])),
    el("small", {}, `${doc.id} · ${sectionName(doc, s[2])} · ${t("chars")} ${mark[0]}–${mark[1]} · ${t("confidence")} ${mark[4]} · ${mark[5]} `,
      el("button", {onclick: () => { state.tab = "text"; update(false); focusMark(docIndex, mark[0]); }}, t("text"))));
}
function drawDetails() {
  const box = document.getElementById("details"), n = byId.get(state.sel);
  if (!n) { box.replaceChildren(el("p", {}, el("small", {}, t("details")))); return; }
  const kind = TYPES[n.kind], ties = edgesOf.get(n.id), marks = marksOf.get(n.id), target = targetOf.get(n.id);
  const parts = [el("h2", {id: "chosen"}, n.label), el("span", {class: "tag"}, kind[state.lang])];
  if (n.status) parts.push(el("span", {class: "tag"}, `${STATUSES[n.status][state.lang]} ${n.year ?? ""}`));
  if (target && target.value !== null) parts.push(el("p", {}, `${target.indicator} ${target.comparator} ${[].concat(target.value).join("–")} ${target.unit ?? ""}（${target.measure}，${target.year ?? ""}）`));
  if (n.aliases.length) parts.push(el("p", {}, el("small", {}, `${t("aliases")}: ${n.aliases.join("、")}`)));
  if (n.code) parts.push(el("p", {}, el("small", {}, `${t("code")}: ${n.code}`)));
  parts.push(el("div", {}, el("button", {id: "expand", onclick: () => expand(n.id)}, `${t("expand")} (${ties.length})`), " ", el("button", {onclick: () => { state.hidden.add(n.id); state.sel = ""; update(false); }}, t("hide"))));
  const groups = new Map();
  ties.forEach(e => { const key = e.kind + (e.from === n.id ? " →" : " ←"); groups.set(key, [...(groups.get(key) || []), e]); });
  if (groups.size) parts.push(el("h3", {}, `${t("relations")} (${ties.length})`));
  for (const [key, list] of [...groups].sort()) {
    parts.push(el("small", {}, `${RELATIONS[list[0].kind][state.lang]} ${key.slice(-1)} (${list.length})`));
    list.forEach(e => { const other = byId.get(e.from === n.id ? e.to : e.from); parts.push(el("button", {class: "rel", onclick: () => { state.extra.add(other.id); select(other.id); }}, el("span", {class: "sw", style: `background:${TYPES[other.kind].colour}`}), " " + other.label)); });
  }
  parts.push(el("h3", {}, `${t("evidence")} (${marks.length} ${t("mentions")})`), ...marks.slice(0, 30).map(([i, m]) => quoteOf(i, m)));
  if (marks.length > 30) parts.push(el("small", {}, `${t("shown")} 30 ${t("of")} ${marks.length}`));
  box.replaceChildren(...parts);
}
function showEdge(e) {
  const doc = DOCS.findIndex(d => d.id === e.report), s = DOCS[doc].sentences[e.sentence], chars = charsOf(doc);
  document.getElementById("details").replaceChildren(el("h2", {}, `${byId.get(e.from).label} → ${byId.get(e.to).label}`), el("span", {class: "tag"}, RELATIONS[e.kind][state.lang]),
    el("h3", {}, t("evidence")), el("blockquote", {}, chars.slice(s[0], s[1]).join("")), el("small", {}, `${sectionName(DOCS[doc], s[2])} · ${t("chars")} ${s[0]}–${s[1]} · ${t("confidence")} ${e.confidence}`));
}
let sorting = {column: 0, down: false}, tableKind = "Target", tableFilter = "";
function tableRows() {
  if (tableKind === "both") {
    const groups = new Map();
    DOCS.flatMap(d => d.targets).filter(x => typeof x.value === "number").forEach(x => { const k = x.indicator + "|" + x.measure; groups.set(k, [...(groups.get(k) || []), x]); });
    return [...groups.values()].filter(g => g.some(x => x.status === "planned") && g.some(x => x.status === "achieved")).map(g => {
      const a = g.find(x => x.status === "achieved"), p = g.find(x => x.status === "planned");
      return {id: p.id, cells: [a.indicator, a.measure, `${a.year ?? ""} ${a.comparator} ${a.value} ${a.unit}`, `${p.year ?? ""} ${p.comparator} ${p.value} ${p.unit}`, a.unit === p.unit ? +(p.value - a.value).toFixed(3) : ""]};
    });
  }
  if (tableKind === "Target") return DOCS.flatMap(d => d.targets).map(x => ({id: x.id, cells: [x.indicator, x.comparator, x.value === null ? "" : [].concat(x.value).join("–"), x.unit ?? "", x.measure, x.year ?? "", STATUSES[x.status][state.lang]]}));
  return NODES.filter(n => n.kind === tableKind).map(n => ({id: n.id, cells: [n.label, n.status ? STATUSES[n.status][state.lang] : "", n.year ?? "", n.mentions, edgesOf.get(n.id).length]}));
}
function drawTables() {
  const heads = tableKind === "Target" ? [t("indicator"), "", t("value"), "", t("measure"), t("year"), t("status")] : tableKind === "both" ? [t("indicator"), t("measure"), t("achieved"), t("planned"), "Δ"] : [t("name"), t("status"), t("year"), t("count"), t("ties")];
  let rows = tableRows().filter(r => !tableFilter || r.cells.join(" ").includes(tableFilter));
  const c = sorting.column;
  rows.sort((a, b) => { const x = a.cells[c], y = b.cells[c], nx = parseFloat(x), ny = parseFloat(y); const d = !isNaN(nx) && !isNaN(ny) ? nx - ny : String(x).localeCompare(String(y), "zh"); return sorting.down ? -d : d; });
  const filter = el("input", {type: "search", placeholder: t("filter"), "aria-label": t("filter"), id: "table-filter"});
  filter.value = tableFilter;
  filter.addEventListener("input", () => { tableFilter = filter.value; const at = filter.selectionStart; drawTables(); const again = document.getElementById("table-filter"); again.focus(); again.setSelectionRange(at, at); });
  const kinds = ["Target", "both", ...Object.keys(TYPES).filter(k => k !== "Target")];
  document.getElementById("view-tables").replaceChildren(
    el("p", {}, kinds.map(k => el("button", {"aria-pressed": String(tableKind === k), onclick: () => { tableKind = k; sorting = {column: 0, down: false}; drawTables(); }}, k === "both" ? t("both") : TYPES[k][state.lang]))),
    el("p", {}, filter, el("small", {}, `${rows.length} ${t("results")}`)),
    el("table", {}, el("thead", {}, el("tr", {}, heads.map((h, i) => el("th", {scope: "col", "aria-sort": i === c ? (sorting.down ? "descending" : "ascending") : "none"}, el("button", {onclick: () => { sorting = {column: i, down: sorting.column === i && !sorting.down}; drawTables(); }}, h + (i === c ? (sorting.down ? " ▾" : " ▴") : "")))))),
      el("tbody", {}, rows.map(r => { const row = el("tr", {tabindex: "0", onclick: () => select(r.id)}, r.cells.map(x => el("td", {class: typeof x === "number" ? "num" : undefined}, String(x)))); row.addEventListener("keydown", e => { if (e.key === "Enter") select(r.id); if (e.key === "ArrowDown" && row.nextSibling) { e.preventDefault(); row.nextSibling.focus(); } if (e.key === "ArrowUp" && row.previousSibling) { e.preventDefault(); row.previousSibling.focus(); } }); return row; }))));
}
