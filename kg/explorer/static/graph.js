"use strict";
// The network: vis-network draws nodes and edges at positions that were computed when the page was made.
const FONT = '"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif';
const SERIF = '"Noto Serif CJK SC","Noto Serif SC","Songti SC","STSong",SimSun,serif';
let network = null, nodeSet = null, edgeSet = null;
const drawn = {nodes: [], near: new Set(), groups: [], key: ""};
let colours = {};
const css = name => colours[name] || (colours[name] = getComputedStyle(document.documentElement).getPropertyValue(name).trim());
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const sizeOf = n => 5.5 + Math.min(11, 1.9 * Math.sqrt(edgesOf.get(n.id).length + n.mentions - 1));

function renderer({ctx, id, x, y, state: {selected, hover}}) {
  const n = byId.get(id), size = sizeOf(n);
  return {
    drawNode() {
      const faded = drawn.near.size && !drawn.near.has(id), colour = colourOf(n.kind);
      ctx.save();
      ctx.globalAlpha = faded ? .22 : 1;
      if (selected || hover) { ctx.beginPath(); ctx.arc(x, y, size * 1.3 + 5, 0, 2 * Math.PI); ctx.fillStyle = css(selected ? "--halo" : "--hover"); ctx.fill(); }
      trace(ctx, TYPES[n.kind].shape, x, y, size);
      ctx.lineJoin = "round"; ctx.lineWidth = 1.8; ctx.strokeStyle = colour;
      ctx.fillStyle = hollow(n) ? css("--panel") : colour;
      ctx.fill(); ctx.stroke();
      ctx.restore();
    },
    nodeDimensions: {width: 2.4 * size + 6, height: 2.4 * size + 6}
  };
}
// Ties that no report states.
const LIGHT = new Set(["namedWith", "sameSeries"]);
// Ties that are the same from both ends.
const SYMMETRIC = new Set([...LIGHT, "cooperatesWith"]);
// Parallel relations of one kind are one line, which grows with their number.
function edgesDrawn(ids, places) {
  // vis turns the words of a line about its middle, but leaves those of a level line in the middle of the canvas
  const lines = new Map(), level = e => places.get(e.from)[1] === places.get(e.to)[1];
  for (const e of EDGES) if (ids.has(e.from) && ids.has(e.to)) { const key = `${e.from}|${e.to}|${e.kind}`; if (lines.has(key)) lines.get(key).times++; else lines.set(key, {e, times: 1}); }
  return [...lines.values()].map(({e, times}) => {
    const touches = e.from === state.sel || e.to === state.sel || e.id === state.edge || onPath(e);
    const light = LIGHT.has(e.kind) && e.id !== state.edge && !onPath(e), colour = css(touches && !light ? "--accent" : (drawn.near.size || light) && !touches ? "--faint" : "--edge");
    return {
      id: e.id, from: e.from, to: e.to, width: Math.min(4, times) * (touches ? 1.4 : 1), color: {color: colour, highlight: css("--accent"), hover: css("--accent")},
      arrows: {to: {enabled: !SYMMETRIC.has(e.kind), scaleFactor: .45}}, dashes: e.kind === "hasTarget" ? [4, 4] : LIGHT.has(e.kind) ? [2, 5] : false,
      label: touches && !light && edgesOf.get(state.sel || e.from).length <= 16 ? relationName(e.kind) : undefined,
      font: {face: FONT, size: 11, color: css("--soft"), strokeWidth: 3, strokeColor: css("--bg"), align: level(e) ? "horizontal" : "middle"}
    };
  });
}
const onPath = e => state.path.some((id, i) => i && ((e.from === id && e.to === state.path[i - 1]) || (e.to === id && e.from === state.path[i - 1])));
function startNetwork() {
  nodeSet = new vis.DataSet(); edgeSet = new vis.DataSet();
  network = new vis.Network($("network"), {nodes: nodeSet, edges: edgeSet}, {
    physics: false, layout: {improvedLayout: false},
    nodes: {shape: "custom", ctxRenderer: renderer, chosen: false}, // words of lines are drawn where they are at least nine pixels high
    edges: {smooth: false, chosen: false, selectionWidth: 0, hoverWidth: .5, scaling: {label: {drawThreshold: 10}}},
    interaction: {hideEdgesOnDrag: false, hideEdgesOnZoom: false, hover: true, keyboard: {enabled: true, bindToWindow: false}, tooltipDelay: 1e6}
  });
  network.on("click", p => { if (p.nodes.length) select(p.nodes[0]); else if (p.edges.length) change({edge: p.edges[0], sel: "", path: []}); else if (state.sel || state.edge) change({sel: "", edge: "", path: []}); });
  network.on("doubleClick", p => { if (p.nodes.length) expand(p.nodes[0]); });
  network.on("beforeDrawing", drawGroups);
  network.on("afterDrawing", drawLabels);
  for (const event of ["dragEnd", "zoom", "animationFinished"]) network.on(event, keepCamera);
  network.on("hoverNode", () => { $("network").style.cursor = "pointer"; });
  network.on("blurNode", () => { $("network").style.cursor = ""; });
}
let cameraTimer = 0;
function keepCamera() {
  clearTimeout(cameraTimer);
  cameraTimer = setTimeout(() => {
    const at = network.getViewPosition();
    state.camera = [Math.round(at.x), Math.round(at.y), Number(network.getScale().toFixed(3))];
    saveState();
  }, 250);
}
function drawGraph() {
  if (!network) startNetwork();
  colours = {};
  const nodes = shownNodes(), ids = new Set(nodes.map(n => n.id)), {places, groups} = arranged(nodes);
  const near = new Set(state.path);
  if (state.sel) { near.add(state.sel); edgesOf.get(state.sel).forEach(e => near.add(e.from).add(e.to)); }
  if (state.edge) { const e = EDGES.find(x => x.id === state.edge); near.add(e.from).add(e.to); }
  Object.assign(drawn, {nodes, near, groups});
  const gone = nodeSet.getIds().filter(id => !ids.has(id));
  edgeSet.clear();
  nodeSet.remove(gone);
  nodeSet.update(nodes.map(n => ({id: n.id, x: places.get(n.id)[0], y: places.get(n.id)[1]})));
  edgeSet.add(edgesDrawn(ids, places));
  network.setSelection({nodes: state.sel ? [state.sel] : [], edges: []});
  moveCamera(ids);
  drawTools(nodes.length);
}
// The view is fitted when what is drawn has changed as a whole, and otherwise moves only to bring the selection in.
function moveCamera(ids) {
  const key = [state.plan, state.plan === "around" ? state.sel : "", state.all, state.around.join("|"), state.steps, state.together, ...FACETS.map(f => [...state[f]].join())].join(";");
  const first = drawn.key === "";
  if (first && state.camera) network.moveTo({position: {x: state.camera[0], y: state.camera[1]}, scale: state.camera[2]});
  else if (key !== drawn.key) fitGraph();
  if (state.path.length) fitGraph(state.path);
  else if (state.sel && ids.has(state.sel) && !(first && state.camera) && !(key !== drawn.key && state.around.includes(state.sel))) {
    const p = network.canvasToDOM(network.getPosition(state.sel)), box = $("network").getBoundingClientRect(), margin = 60;
    const low = narrow() ? box.height * .45 : box.height - margin;
    if (p.x < margin || p.y < margin || p.x > box.width - margin || p.y > low || network.getScale() < .55) focusNode();
  }
  drawn.key = key;
}
const narrow = () => innerWidth <= 860;
function focusNode() {
  network.focus(state.sel, {scale: Math.max(network.getScale(), .8), offset: {x: 0, y: narrow() ? -innerHeight * .18 : 0}, animation: calm() ? false : {duration: 280, easingFunction: "easeInOutQuad"}});
}
// Fits the nodes and their names: names keep their size on the screen, so they need room at the sides.
function fitGraph(only) {
  const box = $("network").getBoundingClientRect(), points = (only || nodeSet.getIds()).map(id => network.getPosition(id));
  if (!points.length || !box.width) return;
  const xs = points.map(p => p.x), ys = points.map(p => p.y), side = narrow() || drawn.groups.length ? 40 : 84, top = narrow() ? 30 : 54, bottom = narrow() ? 110 : 76;
  if (!only) for (const g of drawn.groups) { xs.push(g.x - g.radius, g.x + g.radius); ys.push(g.y - g.radius - 24, g.y + g.radius); }
  const left = Math.min(...xs), right = Math.max(...xs), high = Math.min(...ys), low = Math.max(...ys);
  const least = narrow() && !only && !state.all ? .62 : 0;
  const scale = Math.max(least, Math.min((box.width - 2 * side) / Math.max(1, right - left), (box.height - top - bottom) / Math.max(1, low - high), 1.3));
  network.moveTo({position: {x: (left + right) / 2, y: (high + low) / 2 + (bottom - top) / 2 / scale}, scale, animation: false});
}
function zoom(factor) { network.moveTo({scale: network.getScale() * factor}); keepCamera(); }
function expand(id, also) {
  if (SERVED) return follow(id);
  const extra = new Set(state.extra).add(id);
  edgesOf.get(id).forEach(e => extra.add(e.from).add(e.to));
  const hidden = new Set([...state.hidden].filter(h => !extra.has(h)));
  change({extra, hidden, ...also});
}
function drawTools(count) {
  const said = SERVED ? drawnSaid(count) : t("shownOf", count, NODES.length) + (count >= MOST_DRAWN ? ` · ${t("cut", MOST_DRAWN)}` : "");
  // What is filtered is neither all nor the story: the first click shows all.
  const all = !state.all || filtered();
  const tool = (id, text, label, action, pressed) => el("button", {id, "aria-label": label, title: label, "aria-pressed": pressed, onclick: action}, text);
  $("graph-tools").replaceChildren(
    el("span", {id: "count"}, said),
    el("button", {id: "open-overview", "aria-controls": "details", onclick: openOverview}, t("back")),
    ...(SERVED ? servedTools() : [tool("toggle-all", t(all ? "all" : "story"), t(all ? "all" : "story"), () => change({...unfiltered(), all}), String(!all))]),
    tool("fit", "⤢", t("fit"), () => { fitGraph(); keepCamera(); }), tool("zoom-in", "+", t("zoomIn"), () => zoom(1.3)), tool("zoom-out", "−", t("zoomOut"), () => zoom(1 / 1.3)),
    exportMenu());
  $("plans").replaceChildren(...PLANS.map(p => el("button", {id: `plan-${p}`, "aria-pressed": String(state.plan === p), "aria-label": t(p), title: t(p), disabled: p === "around" && !state.sel, onclick: () => change({plan: p})}, t(`by${p[0].toUpperCase()}${p.slice(1)}`))));
  $("plans").setAttribute("aria-label", t("plan"));
  $("network").setAttribute("aria-label", `${t("canvas")}. ${said}`);
}
