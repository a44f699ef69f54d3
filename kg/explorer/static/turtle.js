"use strict";
// The things in view as Turtle, under the IRIs and in the words of graph.ttl: what they are, their relations, and the characters
// of the report that state them. JSON's escapes are Turtle's too.
const PREFIXES = {
  kg: "https://w3id.org/govreport/ontology#", oa: "http://www.w3.org/ns/oa#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#", xsd: "http://www.w3.org/2001/XMLSchema#"
};
const CONTEXT = 20;
const iriOf = key => `<${BASE}${key}>`;
const stringOf = value => JSON.stringify(String(value));
const chinese = value => `${stringOf(value)}@zh`;
const decimal = value => `"${value}"^^xsd:decimal`;
const offset = value => `"${value}"^^xsd:nonNegativeInteger`;
const given = value => value !== undefined && value !== null && value !== "";

function saveTurtle() {
  download(fileName("graph.ttl"), "text/turtle", turtle());
}
function turtle() {
  const shown = new Set(drawn.nodes.map(n => n.id));
  const marks = drawn.nodes.flatMap(n => marksOf.get(n.id)).sort((a, b) => a[0] - b[0] || a[1][0] - b[1][0] || a[1][1] - b[1][1]);
  const records = DOCS.map(doc => new Map(doc.marks.map(m => [m[8], m])));
  const stated = DOCS.flatMap((doc, i) => doc.statements.map(s => [i, s, records[i].get(s[2]), records[i].get(s[3])])).filter(([, , head, tail]) => shown.has(head[2]) && shown.has(tail[2]));
  const sentences = new Map([...marks, ...stated.map(([i, , , tail]) => [i, tail])].map(([i, mark]) => [`${i}/${mark[3]}`, [i, mark[3]]]));
  const reports = new Set([...sentences.values()].map(([i]) => i));
  const blocks = [
    ...[...reports].sort((a, b) => a - b).map(reportTriples), ...drawn.nodes.map(n => thingTriples(n, stated)),
    ...marks.flatMap(mentionTriples), ...stated.map(statementTriples),
    ...[...sentences.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(sentenceTriples)
  ];
  return Object.entries(PREFIXES).map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`).join("") + "\n" + blocks.join("\n");
}
// One subject: its pairs of property and written value, those without a value left out.
const block = (subject, pairs) => `${subject} ${pairs.filter(p => p).map(([property, value]) => `${property} ${value}`).join(" ;\n    ")} .\n`;
const say = (property, value, write) => given(value) && [property, write(value)];
const part = (i, kind, name) => iriOf(`${kind}/${DOCS[i].slug}-${name}`);
const sentenceIri = (i, index) => part(i, "sentence", `s${String(index + 1).padStart(4, "0")}`);

function reportTriples(i) {
  const doc = DOCS[i];
  return block(iriOf(`report/${doc.slug}`), [
    ["a", "kg:Report"], say("rdfs:label", doc.label, chinese), say("kg:place", doc.place, stringOf), say("kg:year", doc.year, String),
    say("kg:date", doc.date, date => `"${date}"^^xsd:date`), say("kg:meeting", doc.meeting, stringOf), say("kg:speaker", doc.speaker, stringOf)
  ]);
}
function thingTriples(n, stated) {
  const target = n.kind === "Target", name = n.listed || n.label, ties = stated.filter(([, , head]) => head[2] === n.id);
  const others = target ? [] : [...new Set([...(n.aliases || []), n.label])].filter(alias => alias !== name);
  const bounds = Array.isArray(n.value) ? [["kg:minValue", decimal(n.value[0])], ["kg:maxValue", decimal(n.value[1])]] : [say("kg:value", n.value, decimal)];
  return block(iriOf(n.id), [
    ["a", `kg:${n.kind}`], ["rdfs:label", chinese(target && given(n.value) ? `${n.indicator}：${n.text}` : name)],
    ...others.map(alias => ["skos:altLabel", chinese(alias)]), say("kg:adminCode", n.code, stringOf), say("kg:status", n.status, stringOf),
    say(target ? "kg:year" : "kg:statusYear", n.year, String),
    ...(target ? [say("kg:indicatorText", n.indicator, stringOf), ...bounds, say("kg:unit", n.unit, stringOf), say("kg:comparator", n.comparator, stringOf), say("kg:measure", n.measure, stringOf), ["kg:report", iriOf(`report/${DOCS[marksOf.get(n.id)[0][0]].slug}`)]] : []),
    ...marksOf.get(n.id).map(([i, mark]) => ["kg:mention", part(i, "mention", mark[8])]),
    ...[...new Set(ties.map(([, s, , tail]) => `kg:${s[1]} ${iriOf(tail[2])}`))].map(tie => tie.split(" "))
  ]);
}
function mentionTriples([i, mark]) {
  const [start, end, node, sentence, confidence, rule, status, year, id] = mark, target = byId.get(node).kind === "Target";
  const position = part(i, "position", id), quote = part(i, "quote", id);
  return [
    block(part(i, "mention", id), [
      ["a", "kg:Mention"], ["kg:mentionOf", iriOf(node)], ["kg:text", stringOf(cut(i, start, end))], ["kg:start", start], ["kg:end", end], say("kg:page", pageOf(i, start), String),
      ["kg:sentence", sentenceIri(i, sentence)], ["oa:hasSource", iriOf(`report/${DOCS[i].slug}`)], ["oa:hasSelector", `${position}, ${quote}`],
      ["kg:rule", stringOf(rule)], ["kg:confidence", decimal(confidence)],
      ...(target || !status ? [] : [["kg:status", stringOf(status)], say("kg:statusYear", year, String)])
    ]),
    block(position, [["a", "oa:TextPositionSelector"], ["oa:start", offset(start)], ["oa:end", offset(end)]]),
    block(quote, [["a", "oa:TextQuoteSelector"], ["oa:exact", stringOf(cut(i, start, end))], ["oa:prefix", stringOf(cut(i, Math.max(0, start - CONTEXT), start))], ["oa:suffix", stringOf(cut(i, end, end + CONTEXT))]])
  ];
}
function statementTriples([i, [id, kind, head, tail, rule, confidence], from, to]) {
  return block(part(i, "statement", id), [
    ["a", "kg:Statement"], ["kg:subject", iriOf(from[2])], ["kg:predicate", `kg:${kind}`], ["kg:object", iriOf(to[2])],
    ["kg:sentence", sentenceIri(i, to[3])], ["kg:subjectMention", part(i, "mention", head)], ["kg:objectMention", part(i, "mention", tail)],
    ["kg:rule", stringOf(rule)], ["kg:confidence", decimal(confidence)]
  ]);
}
function sentenceTriples([i, index]) {
  const [start, end, section] = DOCS[i].sentences[index];
  return block(sentenceIri(i, index), [
    ["a", "kg:Sentence"], ["kg:text", stringOf(cut(i, start, end))], ["kg:start", start], ["kg:end", end],
    ["kg:section", part(i, "section", section)], ["kg:report", iriOf(`report/${DOCS[i].slug}`)]
  ]);
}
