"use strict";
// Quotations: exact characters of the report with spans marked. Spans may cross or nest, so the text is cut at every
// boundary, and each piece knows all the spans that cover it.
function pieces(i, start, end, spans) {
  const inside = spans.filter(s => s[0] < end && s[1] > start);
  const edges = [...new Set([start, end, ...inside.flatMap(s => [Math.max(s[0], start), Math.min(s[1], end)])])].sort((a, b) => a - b);
  return edges.slice(1).map((to, k) => ({
    from: edges[k], to, text: cut(i, edges[k], to),
    cover: inside.filter(s => s[0] <= edges[k] && s[1] >= to).sort((a, b) => (a[1] - a[0]) - (b[1] - b[0]))
  }));
}
function quotation(i, start, end, spans) {
  return el("blockquote", {}, pieces(i, start, end, spans).map(p => p.cover.length ? el("mark", {class: p.cover[0][2] || ""}, p.text) : p.text));
}
function source(i, section, span, confidence, rule) {
  const percent = Math.round(confidence * 100);
  return el("div", {class: "source"},
    el("div", {class: "where"}, sectionName(section, true)),
    el("div", {class: "facts"},
      SERVED ? reportLink(DOCS[i], span) : el("button", {class: "quiet", onclick: () => showInText(i, span[0])}, t("inText") + " →"),
      pageOf(i, span[0]) && el("span", {}, t("page", pageOf(i, span[0]))),
      el("span", {}, t("at", span[0], span[1])),
      el("span", {class: "sure", title: `${t("rule")} ${rule}`}, el("span", {class: "meter", "aria-hidden": "true"}, el("i", {style: `width:${percent}%`})), `${t("confidence")} ${percent}%`),
      el("code", {}, rule)));
}
function markEvidence([i, mark]) {
  const doc = DOCS[i], sentence = doc.sentences[mark[3]];
  return el("div", {class: "evidence"}, quotation(i, sentence[0], sentence[1], [mark]), source(i, `${doc.id}/${sentence[2]}`, mark, mark[4], mark[5]));
}
function edgeEvidence(edge) {
  const i = DOCS.findIndex(doc => doc.id === edge.report), doc = DOCS[i];
  const inside = doc.sentences.filter(s => s[0] < edge.span[1] && s[1] > edge.span[0]);
  const ends = [[edge.head[0], edge.head[1], "from"], [edge.tail[0], edge.tail[1], "to"]];
  // A heading or lead sentence may name one end: its sentence is shown too.
  const outside = ends.filter(s => s[0] < edge.span[0] || s[0] >= edge.span[1]).flatMap(s => doc.sentences.filter(x => x[0] <= s[0] && s[0] < x[1]));
  return el("div", {class: "evidence"},
    outside.map(s => quotation(i, s[0], s[1], ends)), quotation(i, edge.span[0], edge.span[1], ends),
    source(i, `${doc.id}/${(inside[0] || [0, 0, "0"])[2]}`, edge.tail, edge.confidence, edge.rule));
}
function showInText(i, at) {
  change({tab: "text"});
  focusMark(i, at);
}
