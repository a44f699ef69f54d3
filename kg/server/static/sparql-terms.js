// The vocabulary: prefixed names of IRIs, words for terms, and where an IRI leads.
let vocabulary = {base: "", prefixes: {}, classes: [], properties: []}, spaces = [], known = new Map();

export function learn(found) {
  vocabulary = found;
  // the longest namespace first: project/ before the base
  spaces = Object.entries(found.prefixes).sort((a, b) => b[1].length - a[1].length);
  known = new Map([...found.classes, ...found.properties].map(term => [term.name, term]));
}
export const terms = () => vocabulary;

/** The prefixed name of an IRI, readable where it is percent-encoded; the IRI itself where no prefix fits. */
export function compact(iri) {
  const fit = spaces.find(([, space]) => iri.startsWith(space) && iri.length > space.length);
  return fit ? `${fit[0]}:${readable(iri.slice(fit[1].length))}` : readable(iri);
}
function readable(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}
/** The term of our vocabulary that an IRI names, if any. */
export const term = iri => known.get(compact(iri));
export const isProperty = iri => vocabulary.properties.includes(term(iri)) || iri === TYPE;

export const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
export const NAMES = ["http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#prefLabel"];

/** The address of a page about an IRI: ours for what lies below our base, its own for other web addresses, else empty. */
export function address(iri) {
  if (vocabulary.base && iri.startsWith(vocabulary.base)) {
    const path = "/" + iri.slice(vocabulary.base.length);
    return URL.canParse(path, location.origin) && new URL(path, location.origin).origin === location.origin ? path : "";
  }
  return /^https?:\/\//i.test(iri) ? iri : "";
}
