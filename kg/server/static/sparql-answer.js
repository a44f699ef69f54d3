// An answer read into rows of terms. A term is {type: "uri" | "bnode" | "literal" | "triple", value, "xml:lang"?, datatype?}, as in SPARQL JSON.
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"].map(name => XSD + name));
const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (.*) \.$/s;
const LITERAL = /^"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?$/s;
const ESCAPES = {t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\"};

/** Read an answer: {kind: "rows" | "graph" | "boolean", columns, rows, value}; a graph has the columns subject, predicate, object. */
export function read(type, text) {
  if (type.startsWith("application/n-triples")) {
    const rows = text.split("\n").filter(Boolean).map(triple);
    return {kind: "graph", columns: ["subject", "predicate", "object"], rows};
  }
  const found = JSON.parse(text);
  if ("boolean" in found) return {kind: "boolean", value: found.boolean, columns: [], rows: []};
  const columns = found.head.vars;
  return {kind: "rows", columns, rows: found.results.bindings.map(row => columns.map(name => (Object.hasOwn(row, name) ? row[name] : null)))};
}

function triple(line) {
  const match = TRIPLE.exec(line);
  if (!match) throw new Error(line.slice(0, 80));
  return match.slice(1).map(parsed);
}

function parsed(text) {
  if (text.startsWith("<<")) return {type: "triple", value: text};
  if (text.startsWith("<")) return {type: "uri", value: unescaped(text.slice(1, -1))};
  if (text.startsWith("_:")) return {type: "bnode", value: text.slice(2)};
  const match = LITERAL.exec(text);
  if (!match) throw new Error(text.slice(0, 80));
  const term = {type: "literal", value: unescaped(match[1])};
  if (match[2]) term["xml:lang"] = match[2];
  if (match[3]) term.datatype = match[3];
  return term;
}

const unescaped = text => text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, short, long, sign) => (sign ? ESCAPES[sign] ?? sign : String.fromCodePoint(parseInt(short ?? long, 16))));

export const isNumber = term => term?.type === "literal" && NUMERIC.has(term.datatype);

/** A term as N-Triples writes it, to be told apart in full. */
export function whole(term) {
  if (term.type === "uri") return `<${term.value}>`;
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") return typeof term.value === "string" ? term.value : `<<( ${["subject", "predicate", "object"].map(part => whole(term.value[part])).join(" ")} )>>`;
  const mark = term["xml:lang"] ? `@${term["xml:lang"]}` : term.datatype ? `^^<${term.datatype}>` : "";
  return JSON.stringify(term.value) + mark;
}

/** Rows sorted by a column, those without a value last; numbers by size, texts as a Chinese dictionary has them. */
export function sorted(rows, column, descending) {
  const collator = new Intl.Collator("zh-Hans", {numeric: true});
  const compare = (a, b) => (isNumber(a) && isNumber(b) ? Number(a.value) - Number(b.value) : collator.compare(String(a.value), String(b.value)));
  return [...rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
    return descending ? compare(y, x) : compare(x, y);
  });
}
