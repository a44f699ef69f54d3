// Asking, and the answer in three views, or why there is none.
import {read} from "./sparql-answer.js";
import {$, make, save, toast} from "./sparql-dom.js";
import {draw} from "./sparql-drawing.js";
import {complete, network, unknown} from "./sparql-network.js";
import {page, questionOf, remember} from "./sparql-page.js";
import {asked} from "./sparql-share.js";
import {tabulate} from "./sparql-table.js";
import {counted, explained, t} from "./sparql-words.js";

export const VIEWS = ["table", "graph", "raw"];
const RAW = 200000, ROWS = "application/sparql-results+json", XML = "application/sparql-results+xml";
const FORMS = {
  rows: [["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", ROWS, "json"], ["XML", XML, "xml"]],
  graph: [["Turtle", "text/turtle", "ttl"], ["JSON-LD", "application/ld+json", "jsonld"], ["N-Triples", "application/n-triples", "nt"], ["RDF/XML", "application/rdf+xml", "rdf"]],
  boolean: [["JSON", ROWS, "json"], ["XML", XML, "xml"]]
};
let running = null, undraw = () => {}, turn = 0;

/** Stop the question that is being asked, and say so. */
export const halt = () => running?.abort();

/** Forget the question that is being asked: another one takes its place. */
export function drop() {
  halt();
  running = null;
  busy(false);
}

export const view = () => page.state.view || (page.result.answer.kind === "graph" ? "graph" : "table");

async function request(fields, accept, signal) {
  const response = await fetch("/sparql", {method: "POST", headers: {Accept: accept}, body: new URLSearchParams(fields), signal});
  if (response.ok) return response;
  const sentence = (await response.text()).trim().slice(0, 2000), line = Number(/\bline (\d+)/.exec(sentence)?.[1] ?? 0);
  const title = response.status === 400 ? (line ? "errorLine" : "error") : "slow";
  throw Object.assign(new Error(sentence), {title, line});
}

/** Ask, and show the answer or why there is none. */
export async function run() {
  halt();
  const controller = running = new AbortController(), fields = asked(page.state);
  remember(true);
  page.editor.mark(0);
  busy(true);
  let result;
  try {
    result = await answered(fields, controller.signal);
  } catch (error) {
    if (error.name === "AbortError") result = {stopped: true};
    else result = error.title ? {error: error.message, title: error.title, line: error.line ?? 0} : {silent: true};
  }
  // another question was asked, or shown, meanwhile
  if (running !== controller) return;
  running = null;
  busy(false);
  page.result = result;
  if (result.line) page.editor.mark(result.line);
  drawResult();
  const top = $("answer").getBoundingClientRect().top;
  if (top > innerHeight - 160) $("answer").scrollIntoView({block: "start", behavior: "smooth"});
}

async function answered(fields, signal) {
  const began = performance.now(), response = await request(fields, `${ROWS}, application/n-triples`, signal);
  const body = await response.text(), type = response.headers.get("content-type") ?? "", cut = Number(response.headers.get("kg-truncated") ?? 0);
  const seconds = (performance.now() - began) / 1000;
  try {
    return {fields, answer: read(type, body), type, body, cut, seconds};
  } catch (error) {
    throw Object.assign(new Error(error.message), {title: "unreadable"});
  }
}

/** While a question runs, a button to stop it stands in the place of the one that asks. */
function busy(yes) {
  const [shown, hidden] = yes ? [$("stop"), $("run")] : [$("run"), $("stop")], focused = document.activeElement === hidden;
  shown.hidden = false;
  if (focused) shown.focus();
  hidden.hidden = true;
  $("answer").setAttribute("aria-busy", String(yes));
  if (yes) $("status").textContent = t("running");
}

export function drawResult() {
  const {result} = page, answer = result?.answer;
  $("hint").hidden = Boolean(result);
  $("hint-words").textContent = t(questionOf() ? "hintRun" : "hint");
  for (const id of ["start-counts", "start-drawing"]) $(id).hidden = Boolean(questionOf());
  $("error").hidden = !(result?.error || result?.silent);
  if (!$("error").hidden) drawError(result);
  if (!running) $("status").textContent = result?.stopped ? t("stopped") : "";
  const some = Boolean(answer) && (answer.kind === "boolean" || answer.rows.length > 0);
  $("result").hidden = !some;
  if (!answer) return;
  const size = answer.kind === "boolean" ? t(answer.value ? "yes" : "no") : t(answer.kind === "graph" ? "triples" : "rows", counted(answer.rows.length));
  $("status").replaceChildren(`${size} · ${t("seconds", result.seconds.toFixed(2))}`);
  if (!some) $("status").append(make("span", {className: "nothing"}, t(result.fields.length > 1 ? "noneParameters" : "none")));
  if (result.cut) $("status").append(make("strong", {className: "cut"}, t(answer.kind === "graph" ? "cutTriples" : "cut", counted(result.cut))));
  $("downloads").setAttribute("aria-label", t("downloads"));
  $("downloads").replaceChildren(make("span", {className: "soft"}, t("downloads")), ...FORMS[answer.kind].map(([name, accept, ending]) => {
    const button = make("button", {type: "button", "aria-label": t("save", name)}, name);
    button.addEventListener("click", () => download(accept, ending));
    return button;
  }));
  if (some) drawView();
}

function drawError({error, title, line, silent}) {
  const heading = silent ? t("slow") : title === "unreadable" ? t("slow") : t(title, line);
  const sentence = silent ? t("silent") : title === "unreadable" ? t("unreadable", error) : explained(error);
  $("error").replaceChildren(make("strong", {}, heading), make("p", {title: error ?? ""}, sentence));
  if (!line) return;
  const button = make("button", {type: "button"}, t("toLine", line));
  button.addEventListener("click", () => page.editor.focus(line));
  $("error").append(button);
}

function drawView() {
  const {answer, body, type} = page.result, chosen = view(), own = ++turn;
  undraw();
  undraw = () => {};
  for (const name of VIEWS) {
    const tab = $(`tab-${name}`);
    tab.setAttribute("aria-selected", String(name === chosen));
    tab.tabIndex = name === chosen ? 0 : -1;
    $(`view-${name}`).hidden = name !== chosen;
  }
  if (chosen === "table") tabulate($("view-table"), answer, page.state.order, reorder);
  if (chosen === "graph") drawGraph(answer, own);
  if (chosen === "raw") {
    const about = make("p", {className: "soft"}, type, body.length > RAW ? ` · ${t("rawCut", counted(RAW))}` : "");
    $("view-raw").replaceChildren(about, make("pre", {tabIndex: 0}, body.slice(0, RAW)));
  }
}

async function drawGraph(answer, own) {
  const drawn = network(answer), question = unknown(drawn);
  if (question) {
    // without names and types from the graph the drawing goes with what the answer says
    try { complete(drawn, read(ROWS, await (await request([["query", question]], ROWS)).text())); } catch { /* drawn without */ }
  }
  if (own !== turn) return;
  const end = await draw($("view-graph"), drawn);
  if (own === turn) undraw = end;
  else end();
}

function reorder(order) {
  const column = document.activeElement?.dataset?.column;
  page.state.order = order;
  remember();
  drawView();
  if (column) [...$("view-table").querySelectorAll(".sort")].find(button => button.dataset.column === column)?.focus();
}

/** Show the answer in another view. */
export function turnTo(name) {
  page.state.view = name;
  remember();
  drawView();
}

async function download(accept, ending) {
  try {
    save(await (await request(page.result.fields, accept)).blob(), `${page.state.question || "answer"}.${ending}`);
  } catch (error) {
    toast(error.title ? explained(error.message) : t("silent"));
  }
}
