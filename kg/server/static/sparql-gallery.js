// The question library as a shelf of cards, by family and by search.
import {$, make} from "./sparql-dom.js";
import {families, family, said, t} from "./sparql-words.js";

let chosenFamily = "";

/** Draw the shelf; `pick` takes the question of a card, `current` is the name of the chosen one. */
export function shelve(library, current, pick) {
  const wanted = $("search").value.trim().toLowerCase();
  const words = q => [q.name, q.title, q.title_en, q.description, q.description_en, ...q.tags, ...q.tags.map(family)].join(" ").toLowerCase();
  const fits = library.filter(q => words(q).includes(wanted));
  const tags = [...families(), ...new Set(library.flatMap(q => q.tags).filter(tag => !families().includes(tag)))];
  const chip = (tag, name, count) => {
    const button = make("button", {type: "button", className: "chip", "aria-pressed": String(tag === chosenFamily)}, name, " ", make("small", {}, String(count)));
    button.addEventListener("click", () => {
      chosenFamily = tag === chosenFamily ? "" : tag;
      shelve(library, current, pick);
      [...$("families").children].find(other => other.dataset.tag === tag)?.focus();
    });
    button.dataset.tag = tag;
    return button;
  };
  const counts = tags.map(tag => [tag, fits.filter(q => q.tags.includes(tag)).length]).filter(([tag, count]) => count || tag === chosenFamily);
  $("families").replaceChildren(chip("", t("all"), fits.length), ...counts.map(([tag, count]) => chip(tag, family(tag), count)));
  const shown = fits.filter(q => !chosenFamily || q.tags.includes(chosenFamily));
  const groups = (chosenFamily ? [chosenFamily] : tags).map(tag => [tag, shown.filter(q => (chosenFamily ? true : q.tags[0] === tag))]).filter(([, questions]) => questions.length);
  const card = q => {
    const button = make("button", {type: "button", className: "card"}, make("span", {className: "name"}, said(q, "title")), make("span", {className: "about"}, said(q, "description")));
    if (q.name === current) button.setAttribute("aria-current", "true");
    button.dataset.question = q.name;
    button.addEventListener("click", () => pick(q));
    return make("li", {}, button);
  };
  $("cards").replaceChildren(...groups.flatMap(([tag, questions]) => [make("h3", {}, family(tag)), make("ul", {}, ...questions.map(card))]));
  if (!shown.length) $("cards").append(make("p", {className: "soft"}, t("noneFound")));
  $("found").textContent = t("found", shown.length);
}
