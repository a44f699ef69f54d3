"use strict";
// Names beside the nodes: always of readable size, none over another; the nodes that much hangs on come first, then the largest. Zooming in shows more.
// HUB is the size, before zooming, from which on much hangs on a node.
const MOST_LETTERS = 15, FEW_LETTERS = 8, LABEL_SIZE = 12.5, HUB = 11;
const widths = new Map();
function widthOf(ctx, text) {
  if (!widths.has(text)) widths.set(text, ctx.measureText(text).width);
  return widths.get(text);
}
class Boxes {
  constructor() { this.cells = new Map(); }
  *near([x1, y1, x2, y2]) {
    for (let c = Math.floor(x1 / 80); c <= Math.floor(x2 / 80); c++) for (let r = Math.floor(y1 / 40); r <= Math.floor(y2 / 40); r++) yield c * 100003 + r;
  }
  free(box) {
    for (const key of this.near(box)) for (const b of this.cells.get(key) || []) if (b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]) return false;
    return true;
  }
  take(box) { for (const key of this.near(box)) { if (!this.cells.has(key)) this.cells.set(key, []); this.cells.get(key).push(box); } }
}
// Where a name may stand: below, above, right and left of its node, then at its four corners.
const sides = (x, y, size, w, h) => {
  const near = .7 * size + 2, ends = [[x + near, x + near + 2 * w], [x - near - 2 * w, x - near]], levels = [[y + near, y + near + h], [y - near - h, y - near]];
  return [[x - w, y + size + 1, x + w, y + size + h], [x - w, y - size - h, x + w, y - size - 1], [x + size + 3, y - h / 2, x + size + 3 + 2 * w, y + h / 2], [x - size - 3 - 2 * w, y - h / 2, x - size - 3, y + h / 2],
    ...ends.flatMap(([x1, x2]) => levels.map(([y1, y2]) => [x1, y1, x2, y2]))];
};
// Places [node, text, x, y] in screen units; `toScreen` maps a node to its point and size there.
function placeLabels(ctx, nodes, toScreen, chosen, bounds) {
  const boxes = new Boxes(), placed = [], seen = [], inside = b => b[0] >= bounds[0] && b[1] >= bounds[1] && b[2] <= bounds[2] && b[3] <= bounds[3];
  for (const n of nodes) {
    const [x, y, size] = toScreen(n);
    if (x < bounds[0] - 60 || x > bounds[2] + 60 || y < bounds[1] - 30 || y > bounds[3] + 30) continue;
    seen.push([n, x, y, size, 0]);
    // a name may touch the rim of a node
    if (size > 3.5) boxes.take([x - size + 2, y - size + 2, x + size - 2, y + size - 2]);
  }
  const around = (text, x, y, size) => sides(x, y, size, widthOf(ctx, text) / 2 + 2, LABEL_SIZE + 1.5);
  // Of the nodes that much hangs on, those with the fewest free sides come first.
  for (const place of seen) place[4] = sizeOf(place[0]) < HUB ? Infinity : around(shorten(place[0].label, FEW_LETTERS), ...place.slice(1, 4)).filter(b => boxes.free(b)).length;
  seen.sort((a, b) => chosen.has(b[0].id) - chosen.has(a[0].id) || (a[4] === b[4] ? b[3] - a[3] || a[0].rank - b[0].rank : a[4] - b[4]));
  for (const [n, x, y, size] of seen) {
    // The whole name where it stands free; one that would be cut by the edge of the canvas is shortened further.
    for (const letters of n.id === state.sel ? [28] : [MOST_LETTERS, FEW_LETTERS]) {
      const text = shorten(n.label, letters), all = around(text, x, y, size);
      const box = all.find(b => inside(b) && boxes.free(b)) || (n.id === state.sel ? all[0] : null);
      if (box) { boxes.take(box); placed.push([n, text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2]); }
      if (box || !all.some(b => boxes.free(b))) break;
    }
  }
  return placed;
}
function drawLabels(ctx) {
  const scale = network.getScale(), {width, height} = ctx.canvas, ratio = window.devicePixelRatio || 1;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.font = `500 ${LABEL_SIZE}px ${FONT}`;
  ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.lineJoin = "round";
  const view = network.canvas.body.view, ink = css("--ink"), paper = css("--bg");
  const point = n => { const p = network.body.nodes[n.id]; return [p.x * view.scale + view.translation.x, p.y * view.scale + view.translation.y, sizeOf(n) * scale]; };
  // vis redraws while nodes are still being added: those not there yet get no label
  for (const [n, text, x, y] of placeLabels(ctx, drawn.nodes.filter(n => network.body.nodes[n.id]), point, drawn.near, [0, 0, width / ratio, height / ratio])) {
    ctx.globalAlpha = drawn.near.size && !drawn.near.has(n.id) ? .38 : 1;
    ctx.lineWidth = 3.5; ctx.strokeStyle = paper; ctx.strokeText(text, x, y);
    ctx.fillStyle = ink; ctx.fillText(text, x, y);
  }
  ctx.restore();
}
// Circles of sections or types with their headings, under everything else.
function drawGroups(ctx) {
  const scale = network.getScale(), size = Math.min(60, Math.max(14, 13.5 / scale));
  ctx.save();
  ctx.textAlign = "center"; ctx.textBaseline = "alphabetic";
  ctx.font = `600 ${size}px ${SERIF}`;
  for (const {name, x, y, radius} of drawn.groups) {
    ctx.beginPath(); ctx.arc(x, y, radius, 0, 2 * Math.PI);
    ctx.fillStyle = css("--group"); ctx.fill();
    ctx.strokeStyle = css("--line"); ctx.lineWidth = 1; ctx.stroke();
    const room = Math.max(6, Math.floor(2.4 * radius / size));
    ctx.lineWidth = size / 4; ctx.strokeStyle = css("--bg"); ctx.lineJoin = "round";
    ctx.strokeText(shorten(name, room), x, y - radius - 6);
    ctx.fillStyle = css("--soft"); ctx.fillText(shorten(name, room), x, y - radius - 6);
  }
  ctx.restore();
}
