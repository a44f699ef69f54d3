// An answer as a table.
import {isNumber, sorted, whole} from "./sparql-answer.js";
import {make} from "./sparql-dom.js";
import {address, compact, term} from "./sparql-terms.js";
import {counted, said, t} from "./sparql-words.js";

const PAGE = 200;

/** Put the table of an answer into a place. `order` is [column, descending] or null; `reorder` takes another one. */
export function tabulate(place, answer, order, reorder) {
  if (answer.kind === "boolean") {
    place.replaceChildren(make("p", {className: "verdict"}, t(answer.value ? "yes" : "no")));
    return;
  }
  const at = order ? answer.columns.indexOf(order[0]) : -1;
  const rows = at < 0 ? answer.rows : sorted(answer.rows, at, order[1]);
  const numeric = answer.columns.map((_, i) => rows.some(row => row[i]) && rows.every(row => !row[i] || isNumber(row[i])));
  const head = make("tr");
  answer.columns.forEach((name, i) => {
    const shown = answer.kind === "graph" ? t(name) : name;
    const way = i === at ? (order[1] ? "descending" : "ascending") : "none";
    const button = make("button", {type: "button", className: "sort", title: t("sort", shown)}, shown, make("span", {className: "way", "aria-hidden": "true"}, {none: "", ascending: "▲", descending: "▼"}[way]));
    button.dataset.column = name;
    button.addEventListener("click", () => reorder(way === "none" ? [name, false] : way === "ascending" ? [name, true] : null));
    head.append(make("th", {scope: "col", className: numeric[i] ? "number" : "", "aria-sort": way}, button));
  });
  const body = make("tbody"), more = make("p", {className: "more"});
  const table = make("table", {}, make("caption", {className: "aside"}, t("tableName")), make("thead", {}, head), body);
  const frame = make("div", {className: "scroll", tabIndex: 0, role: "region", "aria-label": t("tableName")}, table);
  const extend = () => {
    const from = body.rows.length;
    for (const row of rows.slice(from, from + PAGE)) body.append(make("tr", {}, ...row.map(cell)));
    const left = rows.length - body.rows.length;
    more.replaceChildren();
    if (!left) return;
    const button = make("button", {type: "button"}, t("more", Math.min(PAGE, left)));
    button.addEventListener("click", () => { extend(); body.rows[from + PAGE].scrollIntoView({block: "nearest"}); frame.focus(); });
    more.append(make("span", {className: "soft"}, t("shown", counted(body.rows.length), counted(rows.length))), " ", button);
  };
  extend();
  place.replaceChildren(frame, more);
}

function cell(found) {
  if (!found) return make("td", {className: "none"}, make("span", {className: "aside"}, t("empty")));
  const long = String(found.value).length > 24;
  return make("td", {className: isNumber(found) ? "number" : long ? "long" : ""}, content(found));
}

/** A term as it is read: a link for an IRI that has a page, digits in groups for a large number. */
export function content(found) {
  const title = whole(found);
  if (found.type === "uri") {
    const words = term(found.value), shown = compact(found.value), to = address(found.value);
    const inner = words ? [make("span", {}, said(words, "label")), " ", make("small", {}, shown)] : [shown];
    return to ? make("a", {href: to, title, rel: "noreferrer"}, ...inner) : make("span", {title}, ...inner);
  }
  if (found.type === "literal") return make("span", {title}, isNumber(found) ? grouped(found.value) : found.value);
  return make("span", {title, className: "soft"}, title);
}

/** Digits in groups of three from 10,000 on; the number itself is not touched, years stay as they are. */
const grouped = digits => (/^[+-]?\d{5,}(\.\d+)?$/.test(digits) ? digits.replace(/^([+-]?)(\d+)/, (_, sign, whole) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ",")) : digits);
