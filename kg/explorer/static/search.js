"use strict";
// The search box: names and aliases first, then sentences; arrow keys, Enter and Escape.
const MOST_NAMES = 12, MOST_SENTENCES = 8;
let options = [], active = -1;
const plain = text => text.toLowerCase().replace(/[“”‘’《》「」\s]/g, "");
const NAMES = NODES.map(n => ({node: n, names: [n.label, ...(n.aliases || [])].map(plain)}));
function score({names}, wanted) {
  const initials = name => { const at = initialsAt(name, wanted); return at < 0 ? 0 : at ? .4 : .6; };
  return Math.max(...names.map(name => name === wanted ? 3 : name.startsWith(wanted) ? 2 : name.includes(wanted) ? 1 : initials(name)));
}
function matchedText(text, wanted) {
  const at = text.toLowerCase().indexOf(wanted);
  return at < 0 ? [text] : [text.slice(0, at), el("b", {}, text.slice(at, at + wanted.length)), text.slice(at + wanted.length)];
}
function search() {
  const typed = $("search").value.trim().toLowerCase(), wanted = plain(typed);
  if (!wanted) return closeHits();
  const found = NAMES.map(x => [score(x, wanted), x.node]).filter(x => x[0]).sort((a, b) => b[0] - a[0] || a[1].rank - b[1].rank);
  const sentences = DOCS.flatMap((doc, i) => doc.sentences.map(s => ({i, s, text: cut(i, s[0], s[1])}))).filter(x => x.text.toLowerCase().includes(typed));
  options = []; active = -1;
  const option = (action, ...content) => { const id = `hit-${options.length}`; options.push(action); return el("div", {role: "option", id, "aria-selected": "false", onmousedown: e => e.preventDefault(), onclick: action}, ...content); };
  const rows = [];
  if (found.length) rows.push(el("div", {class: "group"}, t("names"), el("small", {}, found.length)));
  found.slice(0, MOST_NAMES).forEach(([, n]) => rows.push(option(() => choose(n.id), sign(n.kind, hollow(n)), el("span", {class: "name"}, matchedText(n.label, typed)), el("small", {}, typeName(n.kind)))));
  if (sentences.length) rows.push(el("div", {class: "group"}, t("sentences"), el("small", {}, sentences.length)));
  sentences.slice(0, MOST_SENTENCES).forEach(({i, s, text}) => {
    const at = text.toLowerCase().indexOf(typed), from = Math.max(0, at - 14);
    rows.push(option(() => { closeHits(); change({tab: "text"}); showSentence(i, s[0]); }, el("span", {class: "words"}, from ? "…" : "", matchedText(text.slice(from, at + typed.length + 26), typed), "…")));
  });
  if (!rows.length) rows.push(el("div", {class: "group"}, t("noResults")));
  $("hits").replaceChildren(...rows);
  $("hits").hidden = false;
  $("search").setAttribute("aria-expanded", "true");
  announce(t("results", found.length + sentences.length));
}
function closeHits() {
  $("hits").hidden = true; options = []; active = -1;
  $("search").setAttribute("aria-expanded", "false");
  $("search").removeAttribute("aria-activedescendant");
}
function choose(id) {
  closeHits();
  $("search").value = "";
  const extra = new Set(state.extra).add(id);
  edgesOf.get(id).forEach(e => extra.add(e.from).add(e.to));
  select(id, {extra});
  $("details").focus({preventScroll: true});
}
function showSentence(i, start) {
  const sentence = DOCS[i].sentences.find(s => s[0] === start), mark = DOCS[i].marks.find(m => m[0] >= start && m[0] < sentence[1]);
  if (mark) focusMark(i, mark[0]); else showSection(`${DOCS[i].id}/${sentence[2]}`);
}
function walkHits(event) {
  if (event.key === "Escape") { $("search").value = ""; closeHits(); $("search").blur(); return; }
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
