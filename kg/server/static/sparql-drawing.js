// The drawing of a network with vis-network, and what it says of the chosen thing.
import {make} from "./sparql-dom.js";
import {kindOfNode, MOST, nameOf, wordOf} from "./sparql-network.js";
import {address, compact, term} from "./sparql-terms.js";
import {counted, said, SHAPES, t} from "./sparql-words.js";

const SVG = "http://www.w3.org/2000/svg", LINE = 10, LONGEST = 24, NAMED_TIES = 80, FEW = 12;
const PATHS = {
  diamond: "M7 1 13 7 7 13 1 7Z", square: "M2 2H12V12H2Z", triangleDown: "M1 3H13L7 12Z", triangle: "M1 11H13L7 2Z", dot: "M7 2A5 5 0 1 1 7 12 5 5 0 1 1 7 2Z",
  hexagon: "M4 2H10L13 7 10 12H4L1 7Z", star: "M7 1 8.8 5.2 13 5.5 9.7 8.3 10.8 12.7 7 10.2 3.2 12.7 4.3 8.3 1 5.5 5.2 5.2Z"
};
let loading = null;

/** The drawing program, loaded when it is first needed. */
function program() {
  loading ??= new Promise((resolve, reject) => {
    const script = make("script", {src: "/static/vis-network.min.js"});
    script.addEventListener("load", () => (window.vis ? resolve(window.vis) : reject(new Error())));
    script.addEventListener("error", () => { loading = null; reject(new Error()); });
    document.head.append(script);
  });
  return loading;
}

/** Draw into a place; returns a function that takes the drawing away. */
export async function draw(place, drawn) {
  if (!drawn.nodes.length) {
    place.replaceChildren(make("p", {className: "nothing"}, t("nothingDrawn")));
    return () => {};
  }
  let vis;
  try {
    vis = await program();
  } catch {
    place.replaceChildren(make("p", {className: "nothing"}, t("noDrawing")));
    return () => {};
  }
  const style = getComputedStyle(document.documentElement), colour = name => style.getPropertyValue(name).trim();
  const paint = kind => (Object.hasOwn(SHAPES, kind) ? colour(`--${kind}`) : colour("--soft"));
  const font = {face: style.getPropertyValue("--sans"), color: colour("--ink"), size: 14, strokeWidth: 3, strokeColor: colour("--bg")};
  const nodes = drawn.nodes.map(n => {
    const kind = kindOfNode(n), fill = paint(kind);
    return {id: n.id, label: lines(nameOf(n)), shape: SHAPES[kind] ?? "dot", size: 8 + Math.min(14, 2.5 * Math.sqrt(n.ties)), font: {...font, size: 13 + Math.min(9, n.ties)}, color: {background: fill, border: fill, highlight: {background: fill, border: colour("--ink")}, hover: {background: fill, border: colour("--ink")}}};
  });
  const words = drawn.edges.map(e => [...e.iris].map(wordOf).join("、")), [only, ...others] = new Set(words);
  const named = others.length > 0 && words.length <= NAMED_TIES;
  const edges = drawn.edges.map((e, id) => ({
    id, from: e.from, to: e.to, arrows: {to: {enabled: e.iris.size > 0, scaleFactor: .45}}, width: 1,
    label: (named && words[id]) || undefined, font: {...font, size: 11, color: colour("--soft")},
    color: {color: colour("--edge"), highlight: colour("--accent"), hover: colour("--edge")}
  }));
  const canvas = make("div", {className: nodes.length > FEW ? "canvas" : "canvas few", role: "img", tabIndex: 0, "aria-label": t("canvas")});
  const chosen = make("div", {className: "chosen", "aria-live": "polite", hidden: true});
  const cut = drawn.all > MOST ? make("strong", {className: "cut"}, t("nodesCut", MOST, counted(drawn.all))) : "";
  const tools = make("div", {className: "drawing-tools"}, make("span", {className: "soft"}, t("nodes", counted(nodes.length), counted(edges.length)), only && !others.length ? ` (${only})` : ""), cut, make("span", {className: "space"}));
  place.replaceChildren(tools, make("div", {className: "drawing"}, canvas, chosen), legend(drawn, paint));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const network = new vis.Network(canvas, {nodes, edges}, {
    autoResize: true, layout: {randomSeed: 7, improvedLayout: nodes.length <= 120},
    physics: {solver: "forceAtlas2Based", forceAtlas2Based: {gravitationalConstant: -90, centralGravity: .025, springLength: 80, springConstant: .08, avoidOverlap: .5}, stabilization: {iterations: 250, fit: true}},
    interaction: {hover: true, zoomView: false, keyboard: {enabled: true, bindToWindow: false}},
    nodes: {scaling: {label: {drawThreshold: 6}}}, edges: {smooth: false}
  });
  network.once("stabilizationIterationsDone", () => { network.setOptions({physics: false}); network.fit(); canvas.dataset.drawn = String(nodes.length); });
  const move = calm ? false : {duration: 200};
  for (const [key, sign, act] of [
    ["zoomIn", "+", () => network.moveTo({scale: network.getScale() * 1.3, animation: move})],
    ["zoomOut", "−", () => network.moveTo({scale: network.getScale() / 1.3, animation: move})],
    ["fit", "⤢", () => network.fit({animation: move})]
  ]) {
    const button = make("button", {type: "button", title: t(key), "aria-label": t(key)}, sign);
    button.addEventListener("click", act);
    tools.append(button);
  }
  const names = [...drawn.nodes].map(n => [nameOf(n), n.id]).sort(([a], [b]) => new Intl.Collator("zh-Hans", {numeric: true}).compare(a, b));
  const list = make("select", {"aria-label": t("choose")}, make("option", {value: ""}, t("choose")), ...names.map(([name, id]) => make("option", {value: id}, name)));
  list.addEventListener("change", () => {
    if (!list.value) { leave(); return; }
    network.selectNodes([list.value]);
    network.focus(list.value, {scale: Math.max(1, network.getScale()), animation: move});
    describe(chosen, drawn, list.value, leave);
  });
  tools.querySelector(".space").after(list);
  const leave = () => { network.unselectAll(); chosen.hidden = true; list.value = ""; canvas.focus(); };
  network.on("selectNode", ({nodes: [id]}) => { list.value = id; describe(chosen, drawn, id, leave); });
  network.on("deselectNode", () => { list.value = ""; chosen.hidden = true; });
  return () => { network.destroy(); place.replaceChildren(); };
}

/** What the answer says of a thing: its page, its kind, its facts, its ties. */
function describe(chosen, drawn, id, leave) {
  const node = drawn.nodes.find(n => n.id === id), iri = node.term.type === "uri" ? node.term.value : node.leads ?? "", to = address(iri);
  const list = make("dl");
  const say = (name, ...values) => list.append(make("div", {}, make("dt", {}, name), make("dd", {}, ...values)));
  for (const [name, values] of node.facts) say(wordOf(name), [...values].join("；"));
  const names = new Map(drawn.nodes.map(n => [n.id, nameOf(n)]));
  for (const edge of drawn.edges) {
    if (edge.from !== id && edge.to !== id) continue;
    const words = [...edge.iris].map(wordOf).join("、");
    say(words ? `${edge.from === id ? "" : "← "}${words}` : t("tied"), names.get(edge.from === id ? edge.to : edge.from));
  }
  const kind = node.type ? make("p", {className: "soft"}, term(node.type) ? said(term(node.type), "label") : compact(node.type)) : "";
  const close = make("button", {type: "button", className: "close", title: t("close"), "aria-label": t("close")}, "×");
  close.addEventListener("click", leave);
  chosen.hidden = false;
  chosen.replaceChildren(close, make("h3", {}, to ? make("a", {href: to, rel: "noreferrer"}, nameOf(node)) : nameOf(node)), kind, list);
}

function legend(drawn, paint) {
  const kinds = new Map();
  for (const node of drawn.nodes) {
    const kind = kindOfNode(node);
    kinds.set(kind, {count: (kinds.get(kind)?.count ?? 0) + 1, type: node.type});
  }
  const rows = [...kinds].sort((a, b) => b[1].count - a[1].count).map(([kind, {count, type}]) => {
    const sign = document.createElementNS(SVG, "svg"), path = document.createElementNS(SVG, "path");
    sign.setAttribute("viewBox", "0 0 14 14");
    sign.setAttribute("aria-hidden", "true");
    path.setAttribute("d", PATHS[SHAPES[kind] ?? "dot"]);
    path.setAttribute("fill", paint(kind));
    sign.append(path);
    return make("li", {}, sign, kind ? said(term(type), "label") : t("other"), " ", make("small", {}, counted(count)));
  });
  return make("ul", {className: "legend"}, ...rows);
}

/** A name in lines of one length that fit under a sign, cut where it is very long; the description has the whole of it. */
function lines(name) {
  const signs = [...name].slice(0, LONGEST), count = Math.ceil(signs.length / LINE);
  if ([...name].length > LONGEST) signs[LONGEST - 1] = "…";
  if (/^[\x20-\x7f]*$/.test(name)) return signs.join("");
  const length = Math.ceil(signs.length / count);
  return Array.from({length: count}, (_, i) => signs.slice(i * length, (i + 1) * length).join("")).join("\n");
}
