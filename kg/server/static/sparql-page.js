// What the page holds: the library, the question as it stands, the editor, the last answer; and its trace in the address.
import {packed} from "./sparql-share.js";
import {STARTERS} from "./sparql-words.js";

/**
 * state: {question, text, parameters, view, order}; order is [column, descending] or null.
 * result: null, {fields, answer, type, body, cut, seconds}, {error, title, line} or {stopped}.
 */
export const page = {library: [], state: null, editor: null, result: null};
export const blank = (text = STARTERS.counts) => ({question: "", text, parameters: {}, view: "", order: null});
export const questionOf = () => page.library.find(question => question.name === page.state.question);

let soon = 0;
/** Keep the question in the address; `anew` makes it a step that the back button undoes. */
export function remember(anew = false) {
  clearTimeout(soon);
  const hash = packed(page.state, page.library);
  if (hash !== location.hash) history[anew ? "pushState" : "replaceState"](null, "", hash);
}
export function rememberSoon() {
  clearTimeout(soon);
  soon = setTimeout(remember, 400);
}
