// The question: its title, its parameters, the editor, the shelf it came from.
import {$, make} from "./sparql-dom.js";
import {shelve} from "./sparql-gallery.js";
import {page, questionOf, remember, rememberSoon} from "./sparql-page.js";
import {drawResult, drop} from "./sparql-result.js";
import {terms} from "./sparql-terms.js";
import {said, t} from "./sparql-words.js";

/** Show a question that is not asked yet. */
export function show(state) {
  drop();
  Object.assign(page, {state, result: null});
  page.editor.replace(state.text);
  drawQuestion();
  drawResult();
}

/** Take a question of the library: fill in the editor and its parameters, and go there. */
function pick(question) {
  $("gallery").classList.remove("open");
  const parameters = Object.fromEntries(question.parameters.map(p => [p.name, p.default]));
  show({question: question.name, text: question.text, parameters, view: "", order: null});
  remember(true);
  $("work").scrollIntoView({block: "start"});
  const field = $("parameters").querySelector("input");
  (field ?? $("run")).focus({preventScroll: true});
  field?.select();
}

export function drawQuestion() {
  drawTitle();
  $("parameters").setAttribute("aria-label", t("parameters"));
  $("parameters").replaceChildren(...(questionOf()?.parameters ?? []).map(parameter => {
    const field = make("input", {id: `parameter-${parameter.name}`, type: "text", value: page.state.parameters[parameter.name], autocomplete: "off", spellcheck: false});
    field.addEventListener("input", () => { page.state.parameters[parameter.name] = field.value; rememberSoon(); });
    return make("label", {for: field.id}, make("span", {}, said(parameter, "about"), " ", make("code", {}, `?${parameter.name}`)), field);
  }));
  drawShelf();
}

function drawTitle() {
  const question = questionOf();
  $("title").textContent = question ? said(question, "title") : t("own");
  $("description").textContent = question ? said(question, "description") : t("ownHint");
  if (!question || page.state.text === question.text) return;
  const restore = make("button", {type: "button", className: "quiet"}, t("restore"));
  restore.addEventListener("click", () => {
    page.state.text = question.text;
    page.editor.replace(question.text);
    drawTitle();
    remember();
    $("run").focus();
  });
  $("title").append(" ", make("small", {}, t("edited")), " ", restore);
}

/** Take up what the reader wrote in the editor. */
export function edited() {
  page.state.text = page.editor.text;
  drawTitle();
  rememberSoon();
}

export function drawShelf() {
  shelve(page.library, page.state.question, pick);
  const open = $("gallery").classList.contains("open");
  $("unfold").textContent = open ? t("fold") : t("unfold", page.library.length);
  $("unfold").setAttribute("aria-expanded", String(open));
}

/** The vocabulary in the page's language; `words` is what a search looks through. */
export const completions = () => [
  ...terms().classes.map(term => ({...term, kind: "class"})), ...terms().properties.map(term => ({...term, kind: "property"}))
].map(term => ({name: term.name, label: said(term, "label"), definition: said(term, "definition"), kind: term.kind, words: `${term.name} ${term.label} ${term.label_en}`.toLowerCase()}));

/** The vocabulary as a list; a click writes a name into the question. */
export function listTerms() {
  const wanted = $("terms-search").value.trim().toLowerCase(), found = completions().filter(term => term.words.includes(wanted));
  const group = (kind, title) => {
    const some = found.filter(term => term.kind === kind);
    return some.length ? [make("h3", {}, t(title)), ...some.map(row)] : [];
  };
  const row = term => {
    const button = make("button", {type: "button", className: "term", title: term.definition}, make("code", {}, term.name), make("span", {}, term.label), make("small", {}, term.definition));
    button.addEventListener("click", () => page.editor.insert(`${term.name} `));
    return button;
  };
  const rows = [...group("class", "classes"), ...group("property", "properties")];
  $("terms-list").replaceChildren(...(rows.length ? rows : [make("p", {className: "soft"}, t("noTerm"))]));
}
