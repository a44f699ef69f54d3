// Asks an endpoint with Comunica: node ask.mjs ENDPOINT QUESTION prints the answer as SPARQL results in JSON, or N-Triples.
import { QueryEngine } from "@comunica/query-sparql";

const [endpoint, question] = process.argv.slice(2);
const engine = new QueryEngine();
const result = await engine.query(question, { sources: [{ type: "sparql", value: endpoint }] });
const form = result.resultType === "quads" ? "application/n-triples" : "application/sparql-results+json";
const { data } = await engine.resultToString(result, form);
for await (const piece of data) process.stdout.write(piece);
