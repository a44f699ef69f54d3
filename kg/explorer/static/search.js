"use strict";
// The search box: names and aliases first, then sentences; arrow keys, Enter and Escape.
const MOST_NAMES = SERVED ? 30 : 12, MOST_SENTENCES = 8;
let options = [], active = -1;
const plain = text => text.toLowerCase().replace(/[“”‘’《》「」\s]/g, "");
// Names as typed: without quotation marks and blanks, each character with its place in the name.
const lettersOf = name => { let at = 0; const all = []; for (const c of name) { const small = plain(c); if (small) all.push([small, at]); at += c.length; } return all; };
const namesOf = nodes => nodes.map(n => ({node: n, names: [n.label, ...(n.aliases || [])].map(name => ({name, plain: plain(name), letters: lettersOf(name)}))}));
let NAMES = [], SENTENCES = [];
derive(() => {
  if (SERVED) return;
  NAMES = namesOf(NODES);
  SENTENCES = DOCS.flatMap((doc, i) => doc.sentences.map(s => { const text = cut(i, s[0], s[1]); return {i, s, text, lower: text.toLowerCase()}; }));
});
// The name of a thing that fits best: [score, node, name, ranges of its characters in bold].
function bestName({node, names}, wanted, words) {
  let best = null;
  for (const {name, plain, letters} of names) {
    const characters = letters.map(([c]) => c);
    let points = plain === wanted ? 3 : plain.startsWith(wanted) ? 2 : plain.includes(wanted) ? 1 : 0, ranges = null;
    if (points) { const from = Array.from(plain.slice(0, plain.indexOf(wanted))).length; ranges = [[from, from + Array.from(wanted).length]]; }
    else if (words.length && (ranges = spans(characters, words))) points = .5 + (ranges[0][0] ? 0 : .2) + (ranges[ranges.length - 1][1] === characters.length ? .1 : 0) - (ranges.some((r, i) => i && r[0] > ranges[i - 1][1]) ? .3 : 0);
    if (points && (!best || points > best[0])) best = [points, node, name, ranges.map(([a, b]) => [letters[a][1], b < letters.length ? letters[b][1] : name.length])];
  }
  return best;
}
function inBold(name, ranges) {
  let at = 0;
  return [...ranges.flatMap(([from, to]) => { const parts = [name.slice(at, from), el("b", {}, name.slice(from, to))]; at = to; return parts; }), name.slice(at)];
}
function matchedText(text, wanted) {
  const at = text.toLowerCase().indexOf(wanted);
  return at < 0 ? [text] : [text.slice(0, at), el("b", {}, text.slice(at, at + wanted.length)), text.slice(at + wanted.length)];
}
function search() {
  const typed = $("search").value.trim().toLowerCase(), wanted = plain(typed);
  if (!wanted) return closeHits();
  if (SERVED) return searchServed(typed);
  showHits(typed, NAMES);
}
// The names that fit, best first; `count` is how many there are where not all are at hand.
function showHits(typed, names, count) {
  const wanted = plain(typed), words = asPinyin(typed);
  const found = names.map(x => bestName(x, wanted, words)).filter(Boolean).sort((a, b) => b[0] - a[0] || a[1].rank - b[1].rank), total = Math.max(count || 0, found.length);
  const sentences = SENTENCES.filter(x => x.lower.includes(typed));
  options = []; active = -1;
  const option = (action, ...content) => { const id = `hit-${options.length}`; options.push(action); return el("div", {role: "option", id, "aria-selected": "false", onmousedown: e => e.preventDefault(), onclick: action}, ...content); };
  const rows = [];
  if (found.length) rows.push(el("div", {class: "group"}, t("names"), el("small", {}, found.length < total ? t("firstOf", Math.min(found.length, MOST_NAMES), total) : total)));
  found.slice(0, MOST_NAMES).forEach(([, n, name, ranges]) => rows.push(option(() => choose(n.id), sign(n.kind, hollow(n)), el("span", {class: "name"}, inBold(name, ranges)), el("small", {}, name === n.label ? "" : `${n.label} · `, n.place ? `${n.place} · ` : "", n.kind === "Target" && n.year ? `${n.year} · ` : "", typeName(n.kind)))));
  if (sentences.length) rows.push(el("div", {class: "group"}, t("sentences"), el("small", {}, sentences.length)));
  sentences.slice(0, MOST_SENTENCES).forEach(({i, s, text}) => {
    const at = text.toLowerCase().indexOf(typed), from = Math.max(0, at - 14);
    rows.push(option(() => { leaveSearch(); change({tab: "text", sel: "", edge: ""}); showWords(i, s, typed); }, el("span", {class: "words"}, from ? "…" : "", matchedText(text.slice(from, at + typed.length + 26), typed), "…"), DOCS.length > 1 ? el("small", {}, reportName(DOCS[i])) : null));
  });
  if (!rows.length) rows.push(el("div", {class: "group"}, t("noResults")));
  $("hits").replaceChildren(...rows);
  $("hits").hidden = false;
  $("search").setAttribute("aria-expanded", "true");
  announce(t("results", total + sentences.length));
}
function closeHits() {
  $("hits").hidden = true; options = []; active = -1;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}
function leaveSearch() { closeHits(); $("search").value = ""; $("search").blur(); }
function choose(id) {
  leaveSearch();
  if (SERVED) return centre(id);
  const extra = new Set(state.extra).add(id);
  edgesOf.get(id).forEach(e => extra.add(e.from).add(e.to));
  select(id, {extra});
  $("details").focus({preventScroll: true});
}
function walkHits(event) {
  if (event.key === "Escape") return leaveSearch();
  if (event.key === "Enter" && options.length) { event.preventDefault(); options[Math.max(0, active)](); return; }
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (!step || !options.length) return;
  event.preventDefault();
  active = (active + step + options.length) % options.length;
  $("hits").querySelectorAll("[role=option]").forEach((o, i) => { o.setAttribute("aria-selected", String(i === active)); if (i === active) o.scrollIntoView({block: "nearest"}); });
  $("search").setAttribute("aria-activedescendant", `hit-${active}`);
}
function startSearch() {
  $("search").addEventListener("input", search);
  $("search").addEventListener("focus", search);
  $("search").addEventListener("blur", closeHits);
  $("search").addEventListener("keydown", walkHits);
}
