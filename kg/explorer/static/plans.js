"use strict";
// Where the shown nodes stand. The network plan comes with the page; the others arrange what is shown, always alike.
function arranged(nodes) {
  if (state.plan === "around" && state.sel) return {places: ringsAround(nodes), groups: []};
  if (state.plan === "section") return circles(nodes, n => [...state.section].find(key => sectionsOf.get(n.id).has(key)) || n.home, [...SECTIONS.keys()], key => sectionName(key).split("，")[0]);
  if (state.plan === "type") return circles(nodes, n => n.kind, Object.keys(TYPES), typeName);
  return {places: new Map(nodes.map(n => [n.id, n.at])), groups: []};
}
// Points of a lattice, the nearest to the middle first, so that a group is round and its main things are in its heart.
function lattice(count, across, down) {
  const reach = Math.ceil(Math.sqrt(count)) + 2, points = [];
  for (let row = -reach; row <= reach; row++) for (let column = -reach; column <= reach; column++) points.push([(column + (row & 1) / 2) * across, row * down]);
  return points.sort((a, b) => Math.hypot(...a) - Math.hypot(...b) || a[1] - b[1] || a[0] - b[0]).slice(0, count);
}
function circles(nodes, groupOf, order, nameOf) {
  const members = new Map(order.map(key => [key, []]));
  [...nodes].sort((a, b) => a.rank - b.rank).forEach(n => members.get(groupOf(n)).push(n));
  // Few nodes stand so far apart that all names fit; many stand close, and names appear as one zooms in.
  const [across, down] = nodes.length <= 160 ? [128, 58] : [44, 40];
  const groups = [...members].filter(([, list]) => list.length).map(([key, list]) => {
    const points = lattice(list.length, across, down);
    return {key, name: nameOf(key), list, points, radius: Math.max(...points.map(p => Math.hypot(...p))) + Math.max(48, across * .56)};
  });
  inBands(groups);
  const places = new Map(groups.flatMap(g => g.list.map((n, i) => [n.id, [g.x + g.points[i][0], g.y + g.points[i][1]]])));
  return {places, groups};
}
// Circles in reading order, in bands as wide as the stage asks for.
function inBands(groups) {
  const box = $("network").getBoundingClientRect(), shape = box.width && box.height ? Math.min(2.2, box.width / box.height) : 1.2;
  const area = groups.reduce((sum, g) => sum + (2 * g.radius + 20) * (2 * g.radius + 70), 0);
  const width = Math.max(Math.sqrt(area * shape) * 1.06, ...groups.map(g => 2 * g.radius)), bands = [];
  for (const g of groups) {
    const last = bands[bands.length - 1];
    if (last && last.width + 2 * g.radius + 20 <= width) { last.groups.push(g); last.width += 2 * g.radius + 20; } else bands.push({groups: [g], width: 2 * g.radius});
  }
  let y = 0;
  for (const band of bands) {
    const height = Math.max(...band.groups.map(g => 2 * g.radius)) + 66, gap = (width - band.groups.reduce((sum, g) => sum + 2 * g.radius, 0)) / (band.groups.length + 1);
    let x = gap;
    for (const g of band.groups) { g.x = x + g.radius; g.y = y + height / 2 + 18; x += 2 * g.radius + gap; }
    y += height;
  }
}
// Rings around the selection, one for every step; a ring keeps the order of the neighbours within.
function ringsAround(nodes) {
  const steps = distanceFrom(state.sel), rings = [], angle = new Map([[state.sel, 0]]), places = new Map([[state.sel, [0, 0]]]);
  nodes.forEach(n => { const s = steps.get(n.id); if (s) (rings[s] = rings[s] || []).push(n); });
  let radius = 0;
  rings.forEach((ring, step) => {
    const inner = n => Math.min(...edgesOf.get(n.id).map(e => e.from === n.id ? e.to : e.from).filter(o => steps.get(o) === step - 1).map(o => angle.get(o) ?? 0));
    const order = ring.map(n => [inner(n), n]).sort((a, b) => a[0] - b[0] || a[1].rank - b[1].rank);
    radius = Math.max(radius + 130, ring.length * 46 / (2 * Math.PI));
    order.forEach(([, n], i) => { const a = 2 * Math.PI * (i + step / 2) / order.length; angle.set(n.id, a); places.set(n.id, [1.3 * radius * Math.cos(a), radius * Math.sin(a)]); });
  });
  return places;
}
