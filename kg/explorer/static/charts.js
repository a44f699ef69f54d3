"use strict";
// Small charts: what an indicator reached and what is planned of it, as bars of one scale.
const isNumber = n => typeof n.value === "number";
const seriesKey = n => `${DOCS[marksOf.get(n.id)[0][0]].place}|${n.measure}|${n.unit}|${n.indicator}`;
const partnersOf = new Map(), sameSeries = new Map();
derive(() => {
  partnersOf.clear(); sameSeries.clear();
  for (const [a, b] of PAIRS) for (const [one, other] of [[a, b], [b, a]]) partnersOf.set(one, [...(partnersOf.get(one) || []), other]);
  for (const n of NODES) if (n.kind === "Target" && isNumber(n)) sameSeries.set(seriesKey(n), [...(sameSeries.get(seriesKey(n)) || []), n]);
});
// All numbers of a place's indicator with this unit, by year: those of its own name, and what the report sets beside this one.
function seriesOf(n) {
  const beside = (partnersOf.get(n.id) || []).map(id => byId.get(id)).filter(other => comparable([n, other]));
  return [...new Set([...sameSeries.get(seriesKey(n)), ...beside])].sort((a, b) => (a.year || 0) - (b.year || 0) || (a.status === "planned") - (b.status === "planned") || a.rank - b.rank);
}
const yearWord = n => t(n.status === "planned" ? (n.year ? "promised" : "promisedBare") : n.year ? "reached" : "reachedBare", n.year);
const shareOf = (n, list) => Math.abs(n.value) / (Math.max(...list.map(x => Math.abs(x.value))) || 1);
// Two bars without words for a cell; the numbers are for those who do not see them.
function twin(list) {
  return el("span", {class: "twin", role: "img", "aria-label": list.map(n => `${yearWord(n)} ${quantity(n)}`).join("，")},
    list.map(n => el("i", {class: n.status === "planned" ? "hollow" : "", style: `width:${100 * shareOf(n, list)}%`})));
}
const comparable = ([a, b]) => isNumber(a) && isNumber(b) && a.unit === b.unit;
function pairCell(n) {
  const other = (partnersOf.get(n.id) || []).map(id => byId.get(id)).find(o => comparable([n, o]));
  const list = other ? [n, other].sort((a, b) => (a.status === "planned") - (b.status === "planned")) : [];
  return {sort: other ? shareOf(list[1], list) / (shareOf(list[0], list) || 1) : -1, text: list.map(x => `${x.year ?? ""} ${quantity(x)}`).join(" → "), content: other ? [twin(list)] : null};
}
// The whole series with its words, for the panel; each line leads to its target.
function seriesChart(n) {
  const list = isNumber(n) ? seriesOf(n) : [];
  if (list.length < 2) return null;
  return el("div", {class: "series", role: "group", "aria-label": t("series")}, list.map(x => el("button", {class: "point", "aria-current": x === n ? "true" : null, onclick: () => select(x.id)},
    el("span", {class: "when"}, yearWord(x)), el("span", {class: "track", "aria-hidden": "true"}, el("i", {class: x.status === "planned" ? "hollow" : "", style: `width:${Math.max(1, 100 * shareOf(x, list))}%`})), el("span", {class: "much"}, quantity(x)))));
}
