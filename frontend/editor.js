// The rich editor of the SPARQL page: CodeMirror with colours, completion of our vocabulary, and a marked line for errors.
import {autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting} from "@codemirror/language";
import {sparql} from "@codemirror/legacy-modes/mode/sparql";
import {Compartment, EditorState, Prec, StateEffect, StateField} from "@codemirror/state";
import {Decoration, drawSelection, EditorView, gutterLineClass, GutterMarker, highlightActiveLine, keymap, lineNumbers, tooltips} from "@codemirror/view";
import {RangeSet} from "@codemirror/state";
import {tags} from "@lezer/highlight";

const KEYWORDS = ("SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE ORDER BY ASC DESC LIMIT OFFSET GROUP HAVING VALUES OPTIONAL UNION MINUS " +
  "GRAPH FILTER BIND EXISTS NOT IN AS a COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI BNODE ABS ROUND CEIL FLOOR " +
  "CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER SUBSTR REPLACE REGEX ENCODE_FOR_URI YEAR MONTH DAY IF COALESCE STRLANG STRDT SAMETERM " +
  "ISIRI ISBLANK ISLITERAL ISNUMERIC").split(" ");
const MOST = 60;

const style = HighlightStyle.define([
  {tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600"},
  {tag: [tags.variableName, tags.special(tags.variableName), tags.definition(tags.variableName)], color: "var(--code-variable)"},
  {tag: [tags.string, tags.number, tags.literal], color: "var(--code-text)"},
  {tag: [tags.comment], color: "var(--soft)", fontStyle: "italic"},
  {tag: [tags.atom, tags.link, tags.url], color: "var(--code-iri)"},
  {tag: [tags.standard(tags.variableName), tags.propertyName, tags.namespace], color: "var(--code-name)"}
]);
const theme = EditorView.theme({
  "&": {backgroundColor: "var(--panel)", color: "var(--ink)", fontSize: "13.5px"},
  "&.cm-focused": {outline: "none"},
  ".cm-scroller": {fontFamily: "var(--mono)", lineHeight: "1.6", maxHeight: "var(--editor-height)"},
  ".cm-content": {caretColor: "var(--ink)", padding: "8px 0"},
  ".cm-cursor": {borderLeftColor: "var(--ink)"},
  ".cm-gutters": {backgroundColor: "var(--panel)", color: "var(--soft)", border: "none"},
  ".cm-activeLine": {backgroundColor: "transparent"},
  "&.cm-focused .cm-activeLine": {backgroundColor: "var(--hover)"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {backgroundColor: "var(--mark)"},
  "&.cm-focused .cm-matchingBracket": {backgroundColor: "var(--mark)"},
  ".cm-wrong, &.cm-focused .cm-wrong": {backgroundColor: "var(--wash)"},
  ".cm-gutterElement.cm-wrong": {color: "var(--accent)", fontWeight: "700"},
  ".cm-tooltip": {backgroundColor: "var(--panel)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "10px", boxShadow: "0 12px 40px #0003", overflow: "hidden"},
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {fontFamily: "var(--sans)", maxHeight: "17em", minWidth: "min(330px, 92vw)"},
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {padding: "4px 10px", display: "flex", gap: "10px", alignItems: "baseline"},
  ".cm-tooltip-autocomplete ul li[aria-selected]": {backgroundColor: "var(--wash)", color: "var(--ink)"},
  ".cm-completionLabel": {fontFamily: "var(--mono)", fontSize: "13px"},
  ".cm-completionDetail": {marginLeft: "auto", color: "var(--soft)", fontStyle: "normal", fontSize: "12.5px"},
  ".cm-completionInfo": {padding: "8px 12px", maxWidth: "320px", fontFamily: "var(--sans)", fontSize: "12.5px", lineHeight: "1.6"}
});

const wrongIs = StateEffect.define();
const wrongLine = Decoration.line({class: "cm-wrong"});
const wrongMarker = new (class extends GutterMarker { elementClass = "cm-wrong"; })();
const wrong = StateField.define({
  create: () => 0,
  update(at, transaction) {
    for (const effect of transaction.effects) if (effect.is(wrongIs)) return effect.value;
    if (!at || !transaction.docChanged) return at;
    // the line moves with what is written above it
    const line = transaction.startState.doc.line(at);
    return transaction.state.doc.lineAt(transaction.changes.mapPos(line.from)).number;
  },
  provide: field => [
    EditorView.decorations.from(field, at => view => (at ? Decoration.set(wrongLine.range(view.state.doc.line(at).from)) : Decoration.none)),
    gutterLineClass.compute([field, "doc"], state => (state.field(field) ? RangeSet.of(wrongMarker.range(state.doc.line(state.field(field)).from)) : RangeSet.empty))
  ]
});

/** Put a CodeMirror in the place of a textarea; settings and result as of plain() in sparql-plain.js. */
export function rich(area, {nonce, run, changed, terms, prefixes, variables, t}) {
  const info = words => () => Object.assign(document.createElement("div"), {textContent: words});
  const option = (label, detail, words, type, rank) => ({label, detail, type, rank, ...(words && {info: info(words)})});
  const candidates = text => [
    ...[...new Set([...variables(), ...[...text.matchAll(/[?$](\w+)/gu)].map(match => match[1])])].map(name => ({...option(`?${name}`, t("variable"), "", "variable", 0), words: `?${name}`.toLowerCase()})),
    ...terms().map(term => ({...option(term.name, term.label, term.definition, term.kind, 1), words: term.words})),
    ...KEYWORDS.map(word => ({...option(word, t("keyword"), "", "keyword", 2), words: word.toLowerCase()})),
    ...Object.entries(prefixes()).map(([prefix, iri]) => ({...option(`${prefix}:`, t("prefix"), iri, "namespace", 3), words: `${prefix}:`.toLowerCase()}))
  ];
  // Names, labels of both languages and parts of them are found, those that begin with what was typed first.
  const complete = context => {
    const word = context.matchBefore(/[?$]?[\p{L}\p{N}_:.-]*/u), typed = word.text.toLowerCase().replace(/^\$/, "?");
    if (!typed && !context.explicit) return null;
    const around = context.state.doc.sliceString(0, word.from) + " " + context.state.doc.sliceString(word.to);
    const place = option => (!typed || option.words.startsWith(typed) ? 0 : option.words.split(/[\s:]/).some(part => part.startsWith(typed)) ? 1 : option.words.includes(typed) && typed.length > 1 ? 2 : 9);
    const options = candidates(around).map(option => ({...option, place: place(option)})).filter(option => option.place < 9);
    options.sort((a, b) => a.place - b.place || a.rank - b.rank || (a.label < b.label ? -1 : 1));
    return options.length ? {from: word.from, filter: false, options: options.slice(0, MOST)} : null;
  };
  const language = new Compartment();
  const labelled = label => [EditorView.contentAttributes.of({"aria-label": label, "aria-describedby": "keys"}), EditorState.phrases.of({Completions: t("completions")})];
  // text that is put in by the page is not a change of the reader
  let filling = false;
  const keys = ["Mod-Enter", "Ctrl-Enter"].map(key => ({key, run: () => { run(); return true; }}));
  const extensions = [
    EditorView.cspNonce.of(nonce), Prec.highest(keymap.of(keys)), lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(), wrong,
    autocompletion({override: [complete], icons: false}), tooltips({position: "fixed", parent: document.body}), StreamLanguage.define(sparql), syntaxHighlighting(style), theme,
    language.of(labelled("")), keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.updateListener.of(update => {
      if (!update.docChanged) return;
      area.value = update.state.doc.toString();
      if (!filling) changed();
    })
  ];
  const view = new EditorView({doc: area.value, extensions});
  area.hidden = true;
  const frame = document.createElement("div");
  frame.className = "rich";
  frame.append(view.dom);
  area.before(frame);
  return {
    get text() { return view.state.doc.toString(); },
    replace(text) {
      filling = true;
      view.dispatch({changes: {from: 0, to: view.state.doc.length, insert: text}, selection: {anchor: 0}, effects: wrongIs.of(0)});
      filling = false;
      area.value = text;
    },
    insert(words) {
      view.dispatch(view.state.replaceSelection(words), {userEvent: "input", scrollIntoView: true});
      view.focus();
    },
    mark(line) { view.dispatch({effects: wrongIs.of(line > view.state.doc.lines ? 0 : line)}); },
    focus(line) {
      view.focus();
      if (line) view.dispatch({selection: {anchor: view.state.doc.line(Math.min(line, view.state.doc.lines)).from}, scrollIntoView: true});
    },
    relabel(label) { view.dispatch({effects: language.reconfigure(labelled(label))}); }
  };
}
