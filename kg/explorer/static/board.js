"use strict";
// The status board: projects as cards, one column for how far they are, walked with the arrow keys.
const STEPS = ["planned", "approved", "started", "ongoing", "completed", ""];
const statusHead = s => s ? statusName(s) : t("noStatus");
function board(ids) {
  const columns = STEPS.map(s => [s, ids.map(id => byId.get(id)).filter(n => (n.status || "") === s)]).filter(([, list]) => list.length);
  const box = el("div", {class: "board", role: "group", "aria-label": `${t("board")}. ${t("boardKeys")}`}, columns.map(([s, list]) => el("section", {class: "column", "aria-labelledby": `column-${s}`},
    el("h2", {class: "part", id: `column-${s}`}, el("i", {class: s || "none", "aria-hidden": "true"}), el("span", {}, statusHead(s)), el("small", {}, list.length)),
    el("ul", {}, list.map(n => el("li", {}, ticket(n)))))));
  const first = box.querySelector(".ticket");
  if (first) first.tabIndex = 0;
  return columns.length ? box : el("p", {class: "soft"}, t("noResults"));
}
function ticket(n) {
  const ties = (kind, most) => neighbours(edgesOf.get(n.id).filter(e => e.kind === kind && e.from === n.id), n.id).map(id => byId.get(id).label).slice(0, most).join("、");
  const place = ties("locatedIn", 2), whole = ties("partOf", 1);
  return el("button", {class: "ticket", tabindex: "-1", "data-id": n.id, "aria-pressed": String(n.id === state.sel), onclick: () => select(n.id), onkeydown: walkBoard},
    el("span", {class: "name"}, n.label), el("span", {class: "meta"}, n.year ? el("span", {}, n.year) : null, place ? el("span", {class: "place"}, place) : null, whole ? el("span", {}, whole) : null));
}
function walkBoard(event) {
  const at = event.currentTarget, column = at.closest(".column"), cards = c => [...c.querySelectorAll(".ticket")], own = cards(column), i = own.indexOf(at);
  const beside = c => { const list = c ? cards(c) : []; return list[Math.min(i, list.length - 1)]; };
  const next = {ArrowDown: own[i + 1], ArrowUp: own[i - 1], Home: own[0], End: own[own.length - 1], ArrowRight: beside(column.nextElementSibling), ArrowLeft: beside(column.previousElementSibling)}[event.key];
  if (!["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  if (next) goTo(at, next);
}
// One of a group takes part in the tab order: the one that was last stood on.
function goTo(from, to) { from.tabIndex = -1; to.tabIndex = 0; to.focus(); }
