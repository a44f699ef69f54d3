"use strict";
// Selection, search, tabs, language and theme; everything goes through update().
function select(id) { state.sel = id; update(false); if (state.tab === "graph") { network.focus(id, {scale: Math.max(network.getScale(), .8), animation: false}); } else if (state.tab === "text") { const first = marksOf.get(id)[0]; if (first) focusMark(first[0], first[1][0]); } }
function update(refit) {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = state.theme || system;
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.getElementById("search").placeholder = t("search");
  document.getElementById("search").setAttribute("aria-label", t("search"));
  document.getElementById("language").textContent = state.lang === "zh" ? "English" : "中文";
  document.getElementById("tabs").replaceChildren(...["graph", "tables", "text"].map(k => el("button", {role: "tab", id: "tab-" + k, "aria-selected": String(state.tab === k), onclick: () => { state.tab = k; update(false); }}, t(k))));
  for (const k of ["graph", "tables", "text"]) document.getElementById("view-" + k).hidden = state.tab !== k;
  drawFacets(); drawDetails();
  if (state.tab === "graph") drawGraph(refit || !network);
  if (state.tab === "tables") drawTables();
  if (state.tab === "text") drawText();
  saveState();
}
const box = document.getElementById("search"), hits = document.getElementById("hits");
let picked = -1;
function search() {
  const q = box.value.trim().toLowerCase();
  picked = -1;
  if (!q) { hits.hidden = true; box.setAttribute("aria-expanded", "false"); return; }
  const score = n => { const names = [n.label, ...n.aliases].map(x => x.toLowerCase()); return names.some(x => x === q) ? 3 : names.some(x => x.startsWith(q)) ? 2 : names.some(x => x.includes(q)) ? 1 : 0; };
  const found = NODES.map(n => [score(n), n]).filter(x => x[0]).sort((a, b) => b[0] - a[0] || b[1].mentions - a[1].mentions || (a[1].id < b[1].id ? -1 : 1));
  const rows = found.slice(0, 40).map(([, n]) => el("li", {role: "option", onclick: () => choose(n.id)}, el("span", {class: "sw", style: `background:${TYPES[n.kind].colour}`}), n.label, el("small", {}, TYPES[n.kind][state.lang])));
  if (rows.length < 40) DOCS.forEach((d, i) => d.sentences.forEach(s => { if (rows.length < 40) { const words = charsOf(i).slice(s[0], s[1]).join(""), at = words.toLowerCase().indexOf(q); if (at >= 0) rows.push(el("li", {role: "option", onclick: () => { hits.hidden = true; state.tab = "text"; update(false); const m = d.marks.find(m => m[0] >= s[0]); if (m) focusMark(i, m[0]); }}, el("small", {}, "…" + words.slice(Math.max(0, at - 12), at + 30) + "…"))); } }));
  hits.replaceChildren(el("small", {}, `${found.length} ${t("results")}`), ...rows);
  hits.hidden = false; box.setAttribute("aria-expanded", "true");
  announce(`${found.length} ${t("results")}`);
}
function choose(id) { hits.hidden = true; box.setAttribute("aria-expanded", "false"); state.extra.add(id); edgesOf.get(id).forEach(e => { state.extra.add(e.from); state.extra.add(e.to); }); select(id); }
box.addEventListener("input", search);
box.addEventListener("keydown", e => {
  const rows = [...hits.querySelectorAll("li")];
  if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); picked = Math.max(0, Math.min(rows.length - 1, picked + (e.key === "ArrowDown" ? 1 : -1))); rows.forEach((r, i) => r.setAttribute("aria-selected", String(i === picked))); }
  if (e.key === "Enter" && rows.length) rows[Math.max(0, picked)].click();
  if (e.key === "Escape") { hits.hidden = true; box.blur(); }
});
document.addEventListener("keydown", e => { if (e.key === "/" && e.target.tagName !== "INPUT") { e.preventDefault(); box.focus(); } if (e.key === "Escape" && e.target.tagName !== "INPUT" && state.sel) { state.sel = ""; update(false); } });
document.addEventListener("click", e => { if (!e.target.closest(".search")) hits.hidden = true; });
document.getElementById("language").addEventListener("click", () => { state.lang = state.lang === "zh" ? "en" : "zh"; update(false); });
document.getElementById("theme").addEventListener("click", () => { state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark"; update(false); });
addEventListener("popstate", () => { loadState(); update(false); });
loadState();
update(true);
if (state.sel && state.tab === "graph") network.focus(state.sel, {animation: false});
document.documentElement.dataset.ready = String(NODES.length);
