"use strict";
// The whole report with every mention and target marked. Offsets are code points, so texts are held as arrays of them.
const charCache = new Map();
function charsOf(i) { if (!charCache.has(i)) charCache.set(i, Array.from(DOCS[i].text)); return charCache.get(i); }
let textDrawn = false;
function drawText() {
  const box = document.getElementById("view-text");
  if (!textDrawn) {
    box.replaceChildren(...DOCS.flatMap((doc, i) => doc.paragraphs.map(p => paragraph(doc, i, p))));
    textDrawn = true;
  }
  box.querySelectorAll(".on").forEach(x => x.classList.remove("on"));
  if (state.sel) box.querySelectorAll(".m").forEach(x => { if (x.dataset.ids.split("|").includes(state.sel)) x.classList.add("on"); });
}
// Spans may cross or nest: the text is cut at every boundary and each piece knows all the marks that cover it.
function paragraph(doc, i, [start, end, kind]) {
  const chars = charsOf(i), marks = doc.marks.filter(m => m[0] < end && m[1] > start);
  const cuts = [...new Set([start, end, ...marks.flatMap(m => [Math.max(m[0], start), Math.min(m[1], end)])])].sort((a, b) => a - b);
  const pieces = [];
  for (let k = 0; k + 1 < cuts.length; k++) {
    const cover = marks.filter(m => m[0] <= cuts[k] && m[1] >= cuts[k + 1]).sort((a, b) => (a[1] - a[0]) - (b[1] - b[0]));
    const words = chars.slice(cuts[k], cuts[k + 1]).join("");
    if (!cover.length) { pieces.push(words); continue; }
    const first = byId.get(cover[0][2]);
    pieces.push(el("span", {class: "m", "data-ids": cover.map(m => m[2]).join("|"), "data-at": `${i}:${cuts[k]}`, style: `--c:${TYPES[first.kind].colour}`, onclick: () => select(first.id)}, words));
  }
  return el("p", {class: kind}, pieces);
}
function focusMark(i, at) { const x = document.querySelector(`#view-text [data-at="${i}:${at}"]`); if (x) x.scrollIntoView({block: "center"}); }
