"use strict";
// The left panel. The legend is the filter; each count says how many things a click would show.
function toggled(facet, value) {
  const next = new Set(state[facet]);
  if (!next.delete(value)) next.add(value);
  return {[facet]: next, extra: new Set()};
}
const unfiltered = () => ({...Object.fromEntries(FACETS.map(f => [f, new Set()])), extra: new Set()});
function countBy(facet) {
  const counts = new Map();
  for (const n of NODES) if (passes(n, facet)) for (const v of facetValues[facet](n)) counts.set(v, (counts.get(v) || 0) + 1);
  return counts;
}
function facetButton(facet, value, label, count, mark) {
  return el("button", {class: "facet", "data-facet": facet, "data-value": value, "aria-pressed": String(state[facet].has(value)), onclick: () => change(toggled(facet, value))},
    mark || null, el("span", {class: "label", title: label}, label), el("span", {class: "n"}, count || 0));
}
// Regions, industries and programmes to which other things belong, those with most of them first.
const OWNERS = {region: "Region", industry: "Industry", programme: "Program"};
let owning = {};
derive(() => { owning = Object.fromEntries(Object.keys(OWNERS).map(f => [f, new Set(NODES.flatMap(n => facetValues[f](n).filter(id => id !== n.id)))])); });
function ownerButtons(facet) {
  const counts = countBy(facet), ids = [...owning[facet]].filter(id => counts.has(id) || state[facet].has(id));
  ids.sort((a, b) => (counts.get(b) || 0) - (counts.get(a) || 0) || byId.get(a).rank - byId.get(b).rank);
  return ids.map(id => facetButton(facet, id, byId.get(id).label, counts.get(id)));
}
// Rows of sections, of several reports below the name of each.
const bySections = (entries, row) => entries.flatMap(([key, s], i) => [DOCS.length > 1 && (!i || entries[i - 1][1].doc !== s.doc) ? el("h3", {class: "report"}, reportName(DOCS[s.doc])) : null, row(key, s)]).filter(Boolean);
function drawFacets() {
  const open = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset : {};
  const box = $("facets"), at = box.scrollTop, parts = [];
  const group = (facet, title, rows) => { if (rows.length) parts.push(el("h2", {class: "part"}, title), el("div", {class: `facets ${facet in OWNERS || facet === "place" ? "long" : ""} ${state[facet].size ? "some" : ""}`, role: "group", "aria-label": title}, rows)); };
  if (state.tab === "text") parts.push(el("h2", {class: "part"}, t("outline")), el("nav", {"aria-label": t("outline")}, bySections([...SECTIONS], (key, s) => el("button", {class: `outline level${s.level}`, onclick: () => showSection(key)}, sectionName(key)))));
  const types = countBy("type"), statuses = countBy("status"), years = countBy("year"), sections = countBy("section");
  group("type", t("types"), Object.keys(TYPES).filter(k => NODES.some(n => n.kind === k)).map(k => facetButton("type", k, typeName(k), types.get(k), sign(k, false))));
  parts.push(el("p", {class: "note"}, sign("Project", true), t("hollow")));
  group("status", t("status"), Object.keys(STATUSES).filter(k => statuses.has(k) || state.status.has(k)).map(k => facetButton("status", k, statusName(k), statuses.get(k))));
  group("year", t("years"), [...new Set([...years.keys(), ...state.year])].sort().map(y => facetButton("year", y, y, years.get(y))));
  const places = countBy("place");
  group("place", t("reporting"), [...places].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "zh")).map(([name, count]) => facetButton("place", name, name, count)));
  if (!SERVED && state.tab !== "text") group("section", t("sections"), bySections([...SECTIONS].filter(([key]) => sections.has(key) || state.section.has(key)), (key, s) => { const b = facetButton("section", key, sectionName(key), sections.get(key)); b.classList.add(`level${s.level}`); return b; }));
  for (const [facet, kind] of Object.entries(OWNERS)) group(facet, typeName(kind), ownerButtons(facet));
  box.replaceChildren(el("div", {class: "drawer-head"}, el("strong", {}, t("filters")), el("button", {class: "close", "aria-label": t("close"), onclick: closeDrawer}, "×")), ...parts);
  box.setAttribute("aria-label", t("filters"));
  box.scrollTop = at;
  if (open.facet) { const again = [...box.querySelectorAll(".facet")].find(b => b.dataset.facet === open.facet && b.dataset.value === open.value); if (again) again.focus(); }
}
// What filters the view, as chips above it; a click removes one.
function drawChips() {
  const names = {type: typeName, status: statusName, year: y => y, place: name => name, section: key => shorten(sectionName(key), 14), ...Object.fromEntries(Object.keys(OWNERS).map(f => [f, id => shorten(byId.get(id).label, 14)]))};
  const chips = FACETS.flatMap(f => [...state[f]].map(v => el("button", {class: "chip", "aria-label": `${t("clear")}: ${names[f](v)}`, onclick: () => change(toggled(f, v))}, names[f](v), el("span", {"aria-hidden": "true"}, "×"))));
  if (state.hidden.size) chips.push(el("button", {class: "chip", id: "unhide", "aria-label": t("unhide", state.hidden.size), onclick: () => change({hidden: new Set()})}, t("hidden", state.hidden.size), el("span", {"aria-hidden": "true"}, "×")));
  if (chips.length > 1) chips.push(el("button", {class: "chip clear", onclick: () => change({...unfiltered(), hidden: new Set()})}, t("clear")));
  $("chips").replaceChildren(...chips);
}
function openDrawer() { document.body.classList.add("drawer"); $("open-facets").setAttribute("aria-expanded", "true"); $("facets").querySelector("button").focus(); }
function closeDrawer() { document.body.classList.remove("drawer"); $("open-facets").setAttribute("aria-expanded", "false"); }
