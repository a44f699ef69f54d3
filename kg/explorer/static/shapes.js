"use strict";
// One outline per type, in units of the node's size, used alike by the canvas, the legend and the SVG export.
const star = Array.from({length: 10}, (_, i) => { const r = i % 2 ? .52 : 1.2, a = Math.PI * (i / 5 - .5); return [r * Math.cos(a), r * Math.sin(a)]; });
const OUTLINES = {
  diamond: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  square: [[-.86, -.86], [.86, -.86], [.86, .86], [-.86, .86]],
  bar: [[-1.3, -.55], [1.3, -.55], [1.3, .55], [-1.3, .55]],
  hexagon: [[-1.05, 0], [-.52, -.91], [.52, -.91], [1.05, 0], [.52, .91], [-.52, .91]],
  triangle: [[0, -1.15], [1.1, .8], [-1.1, .8]],
  page: [[-.75, -1], [.3, -1], [.75, -.5], [.75, 1], [-.75, 1]],
  star,
  cross: [[-.38, -1], [.38, -1], [.38, -.38], [1, -.38], [1, .38], [.38, .38], [.38, 1], [-.38, 1], [-.38, .38], [-1, .38], [-1, -.38], [-.38, -.38]],
  circle: null
};
function pathData(shape, x, y, size) {
  const points = OUTLINES[shape], round = v => Math.round(v * 100) / 100;
  if (!points) return `M${round(x - size)} ${round(y)}a${size} ${size} 0 1 0 ${2 * size} 0a${size} ${size} 0 1 0 ${-2 * size} 0Z`;
  return "M" + points.map(([a, b]) => `${round(x + a * size)} ${round(y + b * size)}`).join("L") + "Z";
}
function trace(ctx, shape, x, y, size) {
  const points = OUTLINES[shape];
  ctx.beginPath();
  if (!points) ctx.arc(x, y, size, 0, 2 * Math.PI);
  else { points.forEach(([a, b], i) => ctx[i ? "lineTo" : "moveTo"](x + a * size, y + b * size)); ctx.closePath(); }
}
const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
// The sign of a type beside its name, hollow where the thing is only planned.
function sign(kind, isHollow) {
  const shape = svg("path", {d: pathData(TYPES[kind].shape, 8, 8, 5.4), "stroke-width": 1.6, "stroke-linejoin": "round"});
  shape.style.stroke = `var(--${kind})`;
  shape.style.fill = isHollow ? "var(--panel)" : `var(--${kind})`;
  return svg("svg", {class: "sign", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true"}, shape);
}
