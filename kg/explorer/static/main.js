"use strict";
// Everything that a reader does goes through change(), which draws the page anew and writes the address.
function change(parts) {
  if ("sel" in parts && parts.sel !== state.sel) evidenceShown = FIRST_EVIDENCE;
  if (parts.plan !== undefined || parts.all !== undefined || FACETS.some(f => f in parts)) state.camera = null;
  const table = state.table;
  Object.assign(state, parts);
  if (state.tab === "tables" && parts.table === undefined && (parts.tab || FACETS.some(f => f in parts))) state.table = fittingTable();
  if (state.table !== table) sorting = {column: -1, down: false};
  if (SERVED && wanted() !== loaded) return bring();
  draw();
}
function select(id, also) {
  if (pathStart && pathStart !== id) return endPath(id);
  change({sel: id, edge: "", path: [], ...also});
  $("details").scrollTop = 0;
  const n = byId.get(id);
  if (SERVED) bringEvidence([id]);
  announce(`${typeName(n.kind)} ${n.label}`);
  if (state.tab === "text" && !$("view-text").matches(":hover")) { const [first] = marksOf.get(id); focusMark(first[0], first[1][0]); }
}
// Whoever goes by keyboard stays where they were: at the button of the same name, or in the panel of which a button was pressed.
function keepFocus(redraw) {
  const at = document.activeElement, inPanel = $("details").contains(at);
  redraw();
  if (at.isConnected) return;
  const again = at.id && $(at.id);
  if (again && !again.disabled) again.focus(); else if (inPanel) $("details").focus({preventScroll: true});
}
const draw = () => keepFocus(drawAll);
function drawAll() {
  const root = document.documentElement;
  root.dataset.theme = state.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.lang = state.lang === "zh" ? "zh-CN" : "en";
  Object.assign(document.body.dataset, {tab: state.tab, table: state.table});
  drawHeader();
  for (const tab of TABS) $(`view-${tab}`).hidden = state.tab !== tab;
  if (state.tab === "start") drawStart();
  if (state.tab === "graph") drawGraph();
  drawChips();
  drawFacets();
  drawDetails();
  if (state.tab === "tables") drawnTable();
  if (state.tab === "text") drawText();
  saveState();
}
let tableKey = "";
derive(() => { tableKey = ""; });
function drawnTable() {
  const key = [state.table, state.lang, ...FACETS.map(f => [...state[f]].join())].join(";");
  if (key === tableKey) return markRows();
  tableKey = key;
  drawTables();
}
function drawHeader() {
  const name = SERVED ? corpusName() : DOCS.map(reportName).slice(0, 2).join("、") + (DOCS.length > 2 ? ` … (${DOCS.length})` : "");
  $("title").textContent = name;
  document.title = `${name} · kg`;
  $("search").placeholder = t(narrow() ? "searchShort" : SERVED ? "searchAll" : "search");
  $("search").setAttribute("aria-label", t("search"));
  $("hits").setAttribute("aria-label", t("search"));
  $("language").textContent = t("language");
  $("theme").textContent = isDark() ? "☀" : "☾";
  $("theme").setAttribute("aria-label", t("theme"));
  $("theme").title = t("theme");
  const filters = FACETS.reduce((sum, f) => sum + state[f].size, 0);
  $("open-facets").textContent = filters ? `${t("filters")} ${filters}` : t("filters");
  $("skip").textContent = t("skip");
  $("tabs").replaceChildren(...TABS.map(k => el("button", {role: "tab", id: `tab-${k}`, "aria-selected": String(state.tab === k), "aria-controls": `view-${k}`, tabindex: state.tab === k ? "0" : "-1", disabled: !opens(k), title: opens(k) ? null : t("startHint"), onclick: () => change({tab: k}), onkeydown: walkTabs}, t(k))));
}
// Of the whole graph nothing is drawn before something is chosen.
const opens = tab => !SERVED || tab === "start" || state.around.length > 0;
function walkTabs(event) {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (!step) return;
  const tabs = TABS.filter(opens), next = tabs[(tabs.indexOf(state.tab) + step + tabs.length) % tabs.length];
  change({tab: next});
  $(`tab-${next}`).focus();
}
document.addEventListener("keydown", event => {
  const typing = event.target.matches("input, textarea");
  if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); $("search").select(); }
  if (event.key === "Escape" && !typing) {
    if (document.body.classList.contains("drawer")) closeDrawer();
    else if (pathStart) startPath(pathStart);
    else if (state.sel || state.edge) change({sel: "", edge: "", path: []});
  }
});
// What is pressed may be gone by now: a filter draws its panel anew.
document.addEventListener("click", event => { if (document.body.classList.contains("drawer") && !event.composedPath().some(x => x === $("facets") || x === $("open-facets"))) closeDrawer(); });
document.addEventListener("click", event => { for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false; });
$("skip").addEventListener("click", event => { event.preventDefault(); skipTo(opens("tables") ? "tables" : "start"); });
function skipTo(tab) {
  change({tab});
  ($(`view-${tab}`).querySelector("tr[tabindex='0'], .ticket[tabindex='0'], .common button") || $(`view-${tab}`)).focus();
}
$("open-facets").addEventListener("click", () => document.body.classList.contains("drawer") ? closeDrawer() : openDrawer());
$("language").addEventListener("click", () => change({lang: state.lang === "zh" ? "en" : "zh"}));
$("theme").addEventListener("click", () => change({theme: isDark() ? "light" : "dark"}));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
addEventListener("popstate", () => { if (SERVED) return restore(); loadState(); written = addressOf(false); drawn.key = state.camera ? "" : drawn.key; draw(); });
startSearch();
if (SERVED) { install(NOTHING); restore(); }
else {
  install({nodes: read("nodes"), edges: read("edges"), documents: read("documents"), tiles: read("tiles"), pinyin: read("pinyin")});
  loadState();
  draw();
  if (state.tab === "text" && state.sel) showArrival();
  document.documentElement.dataset.ready = String(NODES.length);
}
