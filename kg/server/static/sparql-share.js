// The question in an address, and as a command or a program for others to run.

/** The state of the page as the part of the address behind #. A question of the library goes by its name unless its text was changed. */
export function packed(state, library) {
  const fields = new URLSearchParams(), question = library.find(q => q.name === state.question);
  if (question) fields.set("question", question.name);
  if (state.text !== question?.text) fields.set("query", state.text);
  for (const [name, value] of Object.entries(state.parameters)) fields.set(`$${name}`, value);
  if (state.view) fields.set("view", state.view);
  if (state.order) fields.set("order", (state.order[1] ? "-" : "") + state.order[0]);
  return "#" + fields;
}

/** The state that packed() wrote; null if the address has no question that is known. */
export function unpacked(hash, library) {
  const fields = new URLSearchParams(hash.replace(/^#/, "")), question = library.find(q => q.name === fields.get("question"));
  const text = fields.get("query") ?? question?.text;
  if (text === undefined) return null;
  const parameters = Object.fromEntries((question?.parameters ?? []).map(p => [p.name, fields.get(`$${p.name}`) ?? p.default]));
  const view = ["table", "graph", "raw"].includes(fields.get("view")) ? fields.get("view") : "";
  const order = fields.get("order");
  return {question: question?.name ?? "", text, parameters, view, order: order ? [order.replace(/^-/, ""), order.startsWith("-")] : null};
}

/** What is sent to the endpoint: the question, and those parameters that occur in it. */
export function asked(state) {
  const used = Object.entries(state.parameters).filter(([name]) => new RegExp(`[?$]${name}(?!\\w)`).test(state.text));
  return [["query", state.text], ...used.map(([name, value]) => [`$${name}`, value])];
}

/** The kind of a question by its first keyword outside of comments, IRIs and texts: SELECT, ASK, CONSTRUCT, DESCRIBE. */
export function kindOf(text) {
  const bare = text.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, " ").replace(/\bPREFIX\s+\S+/gi, " ");
  return /(?<![?$\w:])(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(bare)?.[1].toUpperCase() ?? "SELECT";
}

/** A shell command that asks the same. */
export function curl(endpoint, state) {
  const accept = {SELECT: "text/csv", ASK: "application/sparql-results+json"}[kindOf(state.text)] ?? "text/turtle";
  const quoted = words => `'${words.replaceAll("'", "'\\''")}'`;
  const fields = asked(state).map(([name, value]) => `  --data-urlencode ${quoted(`${name}=${value}`)}`);
  return [`curl ${quoted(endpoint)}`, `  --header ${quoted(`Accept: ${accept}`)}`, ...fields].join(" \\\n") + "\n";
}

/** A Python program that asks the same, with the standard library alone. */
export function python(endpoint, state) {
  const kind = kindOf(state.text), rows = kind === "SELECT" || kind === "ASK";
  const [[, text], ...parameters] = asked(state);
  const block = `"""\\\n${text.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"').replace(/"$/, '\\"')}"""`;
  const fields = ['"query": question', ...parameters.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)].join(", ");
  const read = {
    SELECT: '    for row in json.load(answer)["results"]["bindings"]:\n        print({name: cell["value"] for name, cell in row.items()})',
    ASK: '    print(json.load(answer)["boolean"])'
  }[kind] ?? '    print(answer.read().decode("utf-8"))';
  return `${rows ? "import json\n" : ""}from urllib.parse import urlencode
from urllib.request import Request, urlopen

question = ${block}
fields = {${fields}}
headers = {"Accept": "${rows ? "application/sparql-results+json" : "text/turtle"}"}
with urlopen(Request(${JSON.stringify(endpoint)}, urlencode(fields).encode("utf-8"), headers)) as answer:
${read}
`;
}
