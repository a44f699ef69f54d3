"use strict";
// The whole report with every mention and target marked. A click on a mark chooses the thing; where marks cover one
// another, clicking again goes on to the next.
let textDrawn = "";
function drawText() {
  const key = FACETS.map(f => [...state[f]].join()).join(";");
  if (textDrawn !== key) {
    $("view-text").replaceChildren(...DOCS.map((doc, i) => el("article", {"aria-label": reportName(doc), lang: "zh-CN"}, doc.paragraphs.map(p => paragraph(doc, i, p)))));
    textDrawn = key;
  }
  for (const mark of $("view-text").querySelectorAll(".on")) mark.classList.remove("on");
  if (state.sel) for (const mark of $("view-text").querySelectorAll(".m")) if (mark.dataset.ids.split("|").includes(state.sel)) mark.classList.add("on");
}
function paragraph(doc, i, [start, end, kind, section]) {
  const marks = doc.marks.filter(m => m[0] < end && m[1] > start && passes(byId.get(m[2])));
  const words = pieces(i, start, end, marks).map(p => {
    if (!p.cover.length) return p.text;
    const ids = p.cover.map(m => m[2]), n = byId.get(ids[0]);
    return el("span", {class: `m ${n.kind === "Target" ? "target" : ""}`, "data-ids": ids.join("|"), "data-at": `${i}:${p.from}`, style: `--c:var(--${n.kind})`, title: `${typeName(n.kind)} · ${n.label}`, onclick: () => { select(ids[(ids.indexOf(state.sel) + 1) % ids.length]); if (narrow()) focusMark(i, p.from); }}, p.text);
  });
  return el(kind === "heading" || kind === "title" ? "h2" : "p", {class: kind, "data-section": `${doc.id}/${section}`}, words);
}
function focusMark(i, at) {
  const mark = $("view-text").querySelector(`[data-at="${i}:${at}"]`);
  if (!mark) return;
  bringIn(mark);
  mark.classList.add("on");
}
// Scrolls an element or a range into the middle; headings, and on a narrow screen all, to the top, since there the panel covers the
// lower half. What is far off comes at once: nobody can read what flies past.
function bringIn(part, atTop) {
  const view = $("view-text"), room = view.getBoundingClientRect(), box = part.getBoundingClientRect();
  const by = box.top - room.top - (narrow() || atTop ? 16 : (room.height - box.height) / 2);
  view.scrollBy({top: by, behavior: calm() || Math.abs(by) > 2 * room.height ? "auto" : "smooth"});
}
// Selects the words within a sentence, or all of it where they are not in it, as a reader would with the mouse.
function showWords(i, [start, end], words) {
  const before = cut(i, start, end).toLowerCase().split(words), from = before.length > 1 ? start + Array.from(before[0]).length : start;
  const to = before.length > 1 ? from + Array.from(words).length : end, k = DOCS[i].paragraphs.findIndex(p => p[0] <= from && from < p[1]), range = document.createRange();
  let passed = DOCS[i].paragraphs[k][0];
  for (const walk = document.createTreeWalker($("view-text").querySelectorAll("article")[i].children[k], NodeFilter.SHOW_TEXT); walk.nextNode();) {
    const letters = Array.from(walk.currentNode.data), unit = at => letters.slice(0, at - passed).join("").length;
    if (passed <= from && from < passed + letters.length) range.setStart(walk.currentNode, unit(from));
    if (passed < to && to <= passed + letters.length) range.setEnd(walk.currentNode, unit(to));
    passed += letters.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  bringIn(range);
}
// Where a link leads: to the mark that it names, else to the first of what it chooses.
function showArrival() {
  const marks = marksOf.get(state.sel), [i, mark] = marks.find(([i, m]) => arrival === `${DOCS[i].id}|${m[0]}`) || marks[0];
  focusMark(i, mark[0]);
}
function showSection(key) {
  const start = [...$("view-text").querySelectorAll("[data-section]")].find(p => p.dataset.section === key);
  if (start) bringIn(start, true);
  closeDrawer();
}
