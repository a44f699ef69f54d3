"use strict";
// Regions by what is said of them: a schematic map of tiles where the page has one for the reporting place, and bars.
let TILES = [], mostFacts = 1;
const factsOf = n => n.mentions + edgesOf.get(n.id).length;
derive(({tiles}) => {
  TILES = (tiles || []).map(([name, row, column, nodes]) => ({name, row, column, nodes: nodes.map(id => byId.get(id))}));
  mostFacts = Math.max(1, ...NODES.filter(n => n.kind === "Region").map(factsOf));
});
function tileMap(ids) {
  const kept = new Set(ids), tiles = TILES.map(x => ({...x, facts: x.nodes.reduce((sum, n) => sum + factsOf(n), 0)}));
  const top = Math.max(1, ...tiles.map(x => x.facts)), said = tiles.filter(x => x.facts).length;
  const map = el("div", {class: "tiles", role: "group", "aria-label": `${t("tileMap")}. ${t("tileKeys")}`}, tiles.map(x => tile(x, top, x.nodes.some(n => kept.has(n.id)))));
  const first = map.querySelector(".tile:not(:disabled)");
  if (first) first.tabIndex = 0;
  return el("figure", {class: "tile-map"}, map, el("figcaption", {}, el("span", {}, t("tilesSaid", said, tiles.length)), el("span", {class: "scale", "aria-hidden": "true"}, "1", el("i", {}), String(top)), el("span", {}, t("tileNote"))));
}
function tile({name, row, column, nodes, facts}, top, kept) {
  return el("button", {class: "tile", style: `grid-area:${row}/${column};--share:${Math.round(100 * facts / top) / 100}`, disabled: !facts || !kept, tabindex: "-1",
    "data-id": nodes.map(n => n.id).join("|"), "data-row": row, "data-column": column, title: facts ? nodes[0].listed || nodes[0].label : t("notSaid"),
    "aria-pressed": facts ? String(nodes.some(n => n.id === state.sel)) : null, onclick: () => select(nodes[(nodes.findIndex(n => n.id === state.sel) + 1) % nodes.length].id), onkeydown: walkTiles},
    el("span", {class: name.length > 2 ? "long" : ""}, name), facts ? el("small", {}, facts) : null, el("span", {class: "aside"}, ` ${t(facts ? "factsOf" : "notSaid")}`));
}
// An arrow key goes to the nearest tile of that side that can be chosen.
function walkTiles(event) {
  const side = {ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0]}[event.key];
  if (!side) return;
  event.preventDefault();
  const at = event.currentTarget, far = b => {
    const dr = b.dataset.row - at.dataset.row, dc = b.dataset.column - at.dataset.column, ahead = dr * side[0] + dc * side[1];
    return ahead > 0 ? ahead + 2 * Math.abs(dr * side[1] + dc * side[0]) : Infinity;
  };
  const next = [...at.parentNode.querySelectorAll(".tile:not(:disabled)")].map(b => [far(b), b]).filter(([d]) => d < Infinity).sort((a, b) => a[0] - b[0])[0];
  if (next) goTo(at, next[1]);
}
const factsCell = n => ({...number(factsOf(n)), content: [el("span", {class: "amount"}, el("i", {"aria-hidden": "true", style: `width:${Math.max(4, 100 * factsOf(n) / mostFacts)}%`})), el("span", {}, factsOf(n))]});
