"use strict";
// The first view of the whole graph: how many reports of which places and years, what most of them name, what they aim at.
async function drawStart() {
  if (!whole) {
    $("view-start").replaceChildren(el("p", {class: "soft"}, t("waiting")));
    try { await overviewOnce(); } catch { return; }
  }
  const key = state.lang;
  if ($("view-start").dataset.drawn === key) return;
  $("view-start").dataset.drawn = key;
  const reports = whole.reports, years = reports.map(r => r.year).filter(Boolean), places = new Map();
  for (const r of reports) places.set(r.place, [...(places.get(r.place) || []), r]);
  const kinds = Object.keys(TYPES).filter(k => whole.kinds[k]);
  $("view-start").replaceChildren(el("div", {class: "start"},
    el("h2", {}, t("placeYears", reports.length, places.size, Math.min(...years), Math.max(...years))),
    el("p", {class: "soft"}, t("startHint"), " ", document.body.dataset.served === "pages" ? el("a", {class: "quiet", href: "/reports"}, t("listOfReports")) : null, " ", el("a", {class: "quiet", href: "/sparql"}, t("toSparql"))),
    el("div", {class: "sums"}, kinds.map(k => el("span", {}, sign(k, false), el("strong", {}, whole.kinds[k].toLocaleString("en")), typeName(k))), el("span", {}, el("strong", {}, whole.relations.toLocaleString("en")), t("relationsWord"))),
    el("div", {class: "columns"}, Object.entries(whole.common).filter(([, list]) => list.length).map(([kind, list]) => commonList(kind, list))),
    whole.aims.length ? el("section", {}, el("h3", {}, t("aims")), el("div", {class: "aims"}, whole.aims.map(aimChart))) : null,
    el("section", {}, el("h3", {}, t("allReports")), el("p", {class: "soft"}, t("matrixNote")), matrix(places, [...new Set(years)].sort()))));
}
function commonList(kind, list) {
  const top = list[0].reports;
  return el("section", {}, el("h3", {}, sign(kind, false), typeName(kind), el("small", {}, t("common"))), el("ol", {class: "common"}, list.map(x => el("li", {}, el("button", {class: "node", "data-id": x.ids[0], onclick: () => centre(...x.ids)},
    el("span", {class: "name"}, x.label), el("span", {class: "track", "aria-hidden": "true"}, el("i", {style: `width:${100 * x.reports / top}%;background:var(--${kind})`})), el("small", {}, t("reportCount", x.reports)))))));
}
function aimChart({label, years}) {
  const top = Math.max(...years.map(y => y.middle), .1);
  return el("figure", {}, el("figcaption", {}, label), el("div", {class: "aim"}, years.map(y => el("span", {title: t("aimsNote", y.reports, y.least, y.most)}, el("b", {}, `${y.middle}%`), el("i", {"aria-hidden": "true", style: `height:${Math.max(2, 64 * y.middle / top)}px`}), el("small", {}, y.year)))));
}
// One row a place, one cell a year; those with most reports first.
function matrix(places, years) {
  const order = [...places].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0], "zh"));
  const cell = r => { const page = pageOfReport(r.slug), name = `${r.label}`; return page ? el("a", {href: page, title: name, "aria-label": name}) : el("span", {title: name, "aria-label": name, role: "img"}); };
  return el("div", {class: "matrix"}, el("table", {"aria-label": t("allReports")}, el("thead", {}, el("tr", {}, el("th", {scope: "col"}, ""), years.map(y => el("th", {scope: "col"}, el("span", {title: y}, String(y).slice(2)))))),
    el("tbody", {}, order.map(([name, list]) => { const area = (list.find(r => r.area) || {}).area; return el("tr", {}, el("th", {scope: "row"}, area ? el("button", {class: "quiet", onclick: () => centre(area)}, name) : name), years.map(y => el("td", {}, list.filter(r => r.year === y).map(cell)))); }))));
}
