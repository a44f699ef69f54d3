// What of an answer can be drawn: things with their names and facts, and the ties between them.
import {whole} from "./sparql-answer.js";
import {compact, isProperty, NAMES, term, TYPE} from "./sparql-terms.js";
import {said} from "./sparql-words.js";

export const MOST = 300;

/**
 * {nodes: [{id, term, name, type, facts}], edges: [{from, to, iris}], all}, at most MOST nodes, those with most ties; `all` counts every one.
 *
 * Of a graph, every IRI and blank node is a thing, types and names aside. Of rows, IRIs and names with a language tag are
 * things, joined in the order of the columns; a property between two of them is the tie, other cells are facts of the row's first thing.
 */
export function network(answer) {
  const nodes = new Map(), edges = new Map();
  const node = found => {
    const id = whole(found);
    if (!nodes.has(id)) nodes.set(id, {id, term: found, name: found.type === "literal" ? found.value : "", type: "", facts: new Map(), ties: 0});
    return nodes.get(id);
  };
  const tie = (from, to, iri) => {
    const id = `${from.id} ${to.id}`;
    if (!edges.has(id)) { edges.set(id, {from: from.id, to: to.id, iris: new Set()}); from.ties++; to.ties++; }
    if (iri) edges.get(id).iris.add(iri);
  };
  const fact = (of, name, value) => of.facts.set(name, (of.facts.get(name) ?? new Set()).add(value));
  if (answer.kind === "graph") {
    for (const [subject, predicate, object] of answer.rows) {
      const from = node(subject), iri = predicate.value;
      if (iri === TYPE) from.type ||= object.value;
      else if (object.type === "uri" || object.type === "bnode") tie(from, node(object), iri);
      else if (NAMES.includes(iri)) from.name ||= object.value;
      else fact(from, iri, object.value);
    }
  } else {
    for (const row of answer.rows) {
      let first = null, last = null, between = "";
      const facts = [];
      row.forEach((found, i) => {
        if (!found) return;
        if (found.type === "uri" && isProperty(found.value)) between = found.value;
        else if (found.type === "uri" || found.type === "bnode" || (found["xml:lang"] && found.value.length <= 40)) {
          const next = node(found);
          if (last && last !== next) tie(last, next, between);
          first ??= next;
          last = next;
          between = "";
        } else facts.push([answer.columns[i], found.value]);
      });
      if (first) facts.forEach(([name, value]) => fact(first, name, value));
    }
  }
  const drawn = [...nodes.values()].map((n, i) => [n, i]).sort((a, b) => b[0].ties - a[0].ties || a[1] - b[1]).slice(0, MOST).map(([n]) => n);
  const kept = new Set(drawn.map(n => n.id));
  return {nodes: drawn, edges: [...edges.values()].filter(e => kept.has(e.from) && kept.has(e.to)), all: nodes.size};
}

/** The question for names and types of the drawn things that the answer does not give; empty if none is to be asked for. */
export function unknown(drawn) {
  const iris = drawn.nodes.filter(n => n.term.type === "uri" && !(n.name && n.type) && !/[<>"{}|\\^`\s]/.test(n.term.value)).map(n => n.id);
  const names = drawn.nodes.filter(n => n.term.type === "literal").map(n => n.id);
  const parts = [];
  if (iris.length) parts.push(`{ VALUES ?thing { ${iris.join(" ")} } OPTIONAL { ?thing rdfs:label ?name } OPTIONAL { ?thing a ?type } }`);
  if (names.length) parts.push(`{ VALUES ?name { ${names.join(" ")} } ?thing rdfs:label ?name ; a ?type }`);
  return parts.length ? `SELECT ?thing ?name ?type WHERE { ${parts.join(" UNION ")} } ORDER BY ?thing ?name ?type` : "";
}

/** Put names and types, rows of the answer to unknown(), to the things. */
export function complete(drawn, answer) {
  const nodes = new Map(drawn.nodes.map(n => [n.id, n]));
  for (const [thing, name, type] of answer.rows) {
    for (const found of [nodes.get(whole(thing)), name && nodes.get(whole(name))]) {
      if (!found) continue;
      if (found.term.type === "literal") found.leads ??= thing.value;
      else if (name) found.name ||= name.value;
      // a type of our vocabulary before those of others
      if (type && (!found.type || (!term(found.type) && term(type.value)))) found.type = type.value;
    }
  }
}

/** The name of a thing, of a tie, of a fact, as it is read. */
export const nameOf = node => node.name || (term(node.term.value) ? said(term(node.term.value), "label") : node.term.type === "bnode" ? "[]" : compact(node.term.value));
export const wordOf = name => (term(name) ? said(term(name), "label") : compact(name));
export const kindOfNode = node => (term(node.type) ? compact(node.type).replace(/^kg:/, "") : "");
