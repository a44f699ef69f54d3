// The SPARQL page: put together and set going.
import {$, copy, toast} from "./sparql-dom.js";
import {blank, page, remember} from "./sparql-page.js";
import {plain} from "./sparql-plain.js";
import {completions, drawQuestion, drawShelf, edited, listTerms, show} from "./sparql-question.js";
import {drawResult, halt, run, turnTo, view, VIEWS} from "./sparql-result.js";
import {curl, packed, python, unpacked} from "./sparql-share.js";
import {learn, terms} from "./sparql-terms.js";
import {STARTERS, t} from "./sparql-words.js";

const ENDPOINT = new URL("/sparql", location.href).href;
// What stands on elements of the page: their text, their label for screen readers.
const TEXTS = {
  run: "run", stop: "stop", "terms-button": "terms", blank: "blank", "copy-name": "copies", "copy-link": "link", "tab-table": "table", "tab-graph": "graph", "tab-raw": "raw",
  "start-counts": "counts", "start-drawing": "drawing"
};
const LABELS = {search: "search", "terms-search": "termsSearch", families: "families", tabs: "views", copies: "copies", terms: "terms"};

function speak() {
  for (const [id, key] of Object.entries(TEXTS)) $(id).textContent = t(key);
  for (const [id, key] of Object.entries(LABELS)) $(id).setAttribute("aria-label", t(key));
  for (const id of ["search", "terms-search"]) $(id).placeholder = t(LABELS[id]);
  $("keys").textContent = t($("ask").dataset.editor === "rich" ? "keysRich" : "keys");
  page.editor.relabel(t("editor"));
}

/** The editor: CodeMirror where the page has it, else the textarea. */
async function edit() {
  if ($("ask").dataset.editor === "rich") {
    try {
      const {rich} = await import("/static/editor.js");
      const {nonce} = document.querySelector("link[nonce]");
      return rich($("text"), {nonce, run, changed: edited, terms: completions, prefixes: () => terms().prefixes, variables: () => Object.keys(page.state.parameters), t});
    } catch {
      $("ask").dataset.editor = "plain";
    }
  }
  return plain($("text"), {run, changed: edited});
}

/** Take the question of the address and ask it; without one, the page is as at first. */
function restore() {
  const found = unpacked(location.hash, page.library);
  show(found ?? blank());
  if (!found) return;
  remember();
  run();
}

function listen() {
  const clicked = (id, act) => $(id).addEventListener("click", act);
  $("ask").addEventListener("submit", event => { event.preventDefault(); run(); });
  clicked("stop", halt);
  $("search").addEventListener("input", drawShelf);
  clicked("unfold", () => { $("gallery").classList.toggle("open"); drawShelf(); });
  clicked("blank", () => { show(blank("")); remember(true); page.editor.focus(); });
  clicked("start-counts", () => { show(blank(STARTERS.counts)); run(); });
  clicked("start-drawing", () => { show(blank(STARTERS.drawing)); run(); });
  clicked("terms-button", () => {
    const open = $("terms").hidden;
    $("terms").hidden = !open;
    $("terms-button").setAttribute("aria-expanded", String(open));
    if (!open) return;
    listTerms();
    $("terms-search").focus();
  });
  $("terms-search").addEventListener("input", listTerms);
  const copies = {
    "copy-link": () => new URL(packed(page.state, page.library), location.href).href, "copy-curl": () => curl(ENDPOINT, page.state), "copy-python": () => python(ENDPOINT, page.state)
  };
  for (const [id, text] of Object.entries(copies)) clicked(id, async () => toast(t(await copy(text()) ? "copied" : "notCopied")));
  for (const name of VIEWS) clicked(`tab-${name}`, () => turnTo(name));
  $("tabs").addEventListener("keydown", event => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!step) return;
    const next = VIEWS[(VIEWS.indexOf(view()) + step + VIEWS.length) % VIEWS.length];
    turnTo(next);
    $(`tab-${next}`).focus();
  });
  addEventListener("popstate", restore);
  document.addEventListener("appearance", () => {
    speak();
    drawQuestion();
    drawResult();
    if (!$("terms").hidden) listTerms();
  });
}

const fetched = async path => (await fetch(path, {headers: {Accept: "application/json"}})).json();
const [questions, vocabulary] = await Promise.all([fetched("/api/questions"), fetched("/api/vocabulary")]);
// the head of a question says what the page shows as title, description and parameters
page.library = questions.map(question => ({...question, text: question.text.replace(/^(?:#.*\n)+/, "").trimEnd()}));
page.state = blank();
learn(vocabulary);
page.editor = await edit();
speak();
listen();
restore();
$("ask").dataset.ready = "true";
