"use strict";
// The data of the page, its indexes, and the few helpers that every part uses.
const read = id => JSON.parse(document.getElementById(id).textContent);
const BASE = read("base"), UNITS = read("units");
// The explorer of the whole graph has its data from the server that shows it, a neighbourhood at a time; else they are in the page.
const SERVED = document.body.dataset.served !== undefined;
let NODES, EDGES, DOCS, PAIRS, CHARACTERS, byId, edgesOf, marksOf, sectionsOf, SECTIONS;
// What other parts work out of the data, anew whenever others come.
const derivations = [];
const derive = f => derivations.push(f);
function install(data) {
  NODES = data.nodes; EDGES = data.edges; DOCS = data.documents;
  byId = new Map(NODES.map(n => [n.id, n]));
  edgesOf = new Map(NODES.map(n => [n.id, []]));
  EDGES.forEach(e => { edgesOf.get(e.from).push(e); edgesOf.get(e.to).push(e); });
  // Marks: [start, end, node, sentence, confidence, rule, status, year], with the document's index put first.
  marksOf = new Map(NODES.map(n => [n.id, []]));
  sectionsOf = new Map(NODES.map(n => [n.id, new Set()]));
  SECTIONS = new Map();
  DOCS.forEach((doc, i) => {
    doc.sections.forEach(([id, number, heading, level]) => SECTIONS.set(`${doc.id}/${id}`, {doc: i, id, number, heading, level}));
    doc.marks.filter(mark => byId.has(mark[2])).forEach(mark => {
      marksOf.get(mark[2]).push([i, mark]);
      sectionsOf.get(mark[2]).add(`${doc.id}/${doc.sentences[mark[3]][2]}`);
    });
  });
  PAIRS = data.pairs || DOCS.flatMap(doc => doc.pairs);
  // Offsets count code points; JavaScript counts UTF-16 units, so texts that have others are held as arrays.
  CHARACTERS = DOCS.map(doc => /[\ud800-\udfff]/.test(doc.text || "") ? Array.from(doc.text) : null);
  derivations.forEach(f => f(data));
}
// Of the whole graph's reports only sentences are at hand, each with its own text.
const within = (doc, start, end) => doc.sentences.filter(s => s[0] < end && s[1] > start).map(s => Array.from(s[3]).slice(Math.max(0, start - s[0]), end - s[0]).join("")).join("");
const cut = (i, start, end) => CHARACTERS[i] ? CHARACTERS[i].slice(start, end).join("") : DOCS[i].text === undefined ? within(DOCS[i], start, end) : DOCS[i].text.slice(start, end);
// The page on which a place of a paged document stands.
const pageOf = (i, at) => (DOCS[i].pages || []).filter(start => start <= at).length || null;

const $ = id => document.getElementById(id);
const t = (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, value), WORDS[state.lang][key]);
const typeName = kind => TYPES[kind][state.lang];
const statusName = status => status ? STATUSES[status][state.lang] : "";
const relationName = (kind, inverse) => RELATIONS[kind][state.lang][inverse ? 1 : 0];
const colourOf = kind => TYPES[kind][isDark() ? "dark" : "light"];
const hollow = node => node.status === "planned" || node.status === "approved";
const announce = text => { $("live").textContent = text; };
const shorten = (text, most) => { const all = Array.from(text); return all.length > most ? all.slice(0, most - 1).join("") + "…" : text; };
const valueOf = n => n.value === undefined ? "" : [].concat(n.value).join("–");
// What a unit counts and its power of ten: 万亿元 is 元 and 12, 千瓦 itself and 0.
function splitUnit(unit) {
  const word = UNITS.whole.includes(unit) ? "" : Object.keys(UNITS.powers).find(w => unit.startsWith(w)) || "";
  return [unit.slice(word.length), word ? UNITS.powers[word] : 0];
}
// The number with its magnitude multiplied in; of a range the lower end.
const amountOf = n => n.value === undefined ? undefined : [].concat(n.value)[0] * 10 ** splitUnit(n.unit || "")[1];
const quantity = n => n.value === undefined ? n.text : `${n.measure === "decrease" ? "↓ " : ""}${n.comparator && n.comparator !== "=" ? n.comparator + " " : ""}${valueOf(n)}${n.unit === "%" ? "" : " "}${n.unit || ""}`;

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    // A policy without inline styles refuses the attribute, not the property
    else if (name === "style") node.style.cssText = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat(2).filter(c => c !== null && c !== undefined && c !== false && c !== ""));
  return node;
}
function sectionName(key, long) {
  const section = SECTIONS.get(key);
  if (!section) return "";
  const own = section.number || section.heading ? section.number + (section.number.endsWith("）") || !section.number ? "" : "、") + section.heading : t("opening");
  const part = long && section.level > 1 ? SECTIONS.get(`${DOCS[section.doc].id}/${section.id.split(".")[0]}`) : null;
  return (DOCS.length > 1 && long ? DOCS[section.doc].id + " › " : "") + (part ? `${part.number}、${part.heading} › ` : "") + own;
}
const reportName = doc => doc.place && doc.year ? t("report", doc.place, doc.year) : doc.title;
