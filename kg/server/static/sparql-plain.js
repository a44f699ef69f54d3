// The editor without the bundle: the textarea of the page with line numbers and a band behind the line of an error.
import {make} from "./sparql-dom.js";

const LEAST = 5, MOST = 12;

/**
 * An editor: {text, replace(text), insert(words), mark(line), focus(line), relabel(label)}.
 * `run` is called by Ctrl/Cmd+Enter, `changed` after the reader's own changes.
 */
export function plain(area, {run, changed}) {
  const numbers = make("div", {className: "numbers", "aria-hidden": "true"}), band = make("div", {className: "band", hidden: true});
  const frame = make("div", {className: "plain"});
  area.before(frame);
  frame.append(band, numbers, area);
  let wrong = 0;
  const draw = () => {
    const count = area.value.split("\n").length, height = parseFloat(getComputedStyle(area).lineHeight), top = parseFloat(getComputedStyle(area).paddingTop);
    if (numbers.childElementCount !== count) numbers.replaceChildren(...Array.from({length: count}, (_, i) => make("div", {}, String(i + 1))));
    [...numbers.children].forEach((line, i) => line.classList.toggle("wrong", i + 1 === wrong));
    numbers.style.transform = `translateY(${-area.scrollTop}px)`;
    band.hidden = !wrong || wrong > count;
    band.style.top = `${top + (wrong - 1) * height - area.scrollTop}px`;
    band.style.height = `${height}px`;
  };
  area.addEventListener("input", () => { draw(); changed(); });
  area.addEventListener("scroll", draw);
  area.addEventListener("keydown", event => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  });
  draw();
  return {
    get text() { return area.value; },
    replace(text) {
      area.value = text;
      area.rows = Math.min(Math.max(text.split("\n").length + 1, LEAST), MOST);
      area.scrollTop = wrong = 0;
      draw();
    },
    insert(words) { area.focus(); area.setRangeText(words, area.selectionStart, area.selectionEnd, "end"); draw(); changed(); },
    mark(line) { wrong = line; draw(); },
    focus(line) {
      area.focus();
      if (!line) return;
      const start = area.value.split("\n").slice(0, line - 1).reduce((sum, words) => sum + words.length + 1, 0);
      area.setSelectionRange(start, start);
      area.scrollTop = Math.max(0, (line - 3) * parseFloat(getComputedStyle(area).lineHeight));
    },
    relabel(label) { area.setAttribute("aria-label", label); }
  };
}
