"use strict";
// The right panel while nothing is chosen: what the report promises, its main programmes, how far its projects are.
function overview() {
  const parts = [el("button", {class: "close", id: "close-overview", "aria-label": t("close"), onclick: closeOverview}, "×")];
  for (const doc of DOCS) {
    parts.push(el("div", {class: "head"}, el("div", {class: "kicker"}, doc.date || ""), el("h2", {}, reportName(doc)), el("p", {class: "soft"}, [doc.meeting, doc.speaker].filter(Boolean).join(" · "))));
    const cards = headlineCards(doc);
    if (cards.length) parts.push(el("h3", {}, t("headline")), el("div", {class: "cards"}, cards));
  }
  const programmes = NODES.filter(n => n.kind === "Program" && edgesOf.get(n.id).length > 1).sort((a, b) => a.rank - b.rank).slice(0, 6);
  if (programmes.length) parts.push(el("h3", {}, t("programmes")), ...programmes.map(n => nodeButton(n, t("members", edgesOf.get(n.id).length))));
  parts.push(...statusBar(), el("p", {class: "hint"}, t("chooseHint")));
  return parts;
}
// On a narrow screen it is a sheet that a button opens.
function openOverview() { document.body.classList.add("glance"); $("details").scrollTop = 0; $("close-overview").focus(); }
function closeOverview() { document.body.classList.remove("glance"); $("open-overview").focus(); }
function headlineCards(doc) {
  const before = new Map(doc.pairs.map(([reached, promised]) => [promised, byId.get(reached)]));
  return doc.headlines.map(id => byId.get(id)).filter((n, i) => n.status === "planned" || !doc.headlines.some(id => byId.get(id).status === "planned") && i < 8).map(n => {
    const last = before.get(n.id);
    return el("button", {class: "card", onclick: () => select(n.id)}, el("span", {class: "what"}, n.indicator),
      n.value === undefined ? null : el("strong", {}, quantity(n)),
      last ? el("small", {}, `${t("reached", last.year)} ${quantity(last)}`) : n.value === undefined ? el("small", {}, n.text.replace(n.indicator, "") || n.text) : null);
  });
}
function statusBar() {
  const projects = NODES.filter(n => n.kind === "Project"), counts = STEPS.map(s => [s, projects.filter(n => (n.status || "") === s).length]).filter(([, n]) => n);
  if (!projects.length) return [];
  return [
    el("h3", {}, t("projectStatus"), el("small", {}, projects.length), el("button", {class: "quiet", id: "open-board", onclick: () => change({tab: "tables", table: "board"})}, `${t("board")} →`)),
    el("div", {class: "bar", "aria-hidden": "true"}, counts.map(([s, n]) => el("i", {class: s || "none", style: `flex:${n}`}))),
    el("div", {class: "keys"}, counts.map(([s, n]) => el("button", {class: "key", disabled: !s, onclick: () => change({type: new Set(["Project"]), status: new Set([s])})}, el("i", {class: s || "none"}), statusHead(s), el("small", {}, n))))
  ];
}
