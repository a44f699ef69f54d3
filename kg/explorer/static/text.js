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
    return el("span", {class: `m ${n.kind === "Target" ? "target" : ""}`, "data-ids": ids.join("|"), "data-at": `${i}:${p.from}`, style: `--c:var(--${n.kind})`, title: `${typeName(n.kind)} · ${n.label}`, onclick: () => select(ids[(ids.indexOf(state.sel) + 1) % ids.length])}, p.text);
  });
  return el(kind === "heading" || kind === "title" ? "h2" : "p", {class: kind, "data-section": `${doc.id}/${section}`}, words);
}
function focusMark(i, at) {
  const mark = $("view-text").querySelector(`[data-at="${i}:${at}"]`);
  if (!mark) return;
  mark.scrollIntoView({block: narrow() ? "start" : "center", behavior: calm() ? "auto" : "smooth"});
  mark.classList.add("on");
}
function showSection(key) {
  const start = [...$("view-text").querySelectorAll("[data-section]")].find(p => p.dataset.section === key);
  if (start) start.scrollIntoView({block: "start", behavior: calm() ? "auto" : "smooth"});
  closeDrawer();
}
