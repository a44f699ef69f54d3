// Elements made without markup: whatever comes from the graph becomes a text node.
export const $ = id => document.getElementById(id);

/** An element with properties, attributes (those with a dash, role, lang, for) and children. */
export function make(tag, settings = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(settings)) {
    if (name.includes("-") || name === "role" || name === "for") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** Copy to the clipboard; false if the browser refuses. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // pages that do not come from this machine or over HTTPS have no clipboard object
    const area = make("textarea", {value: text, className: "aside"}), before = document.activeElement;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  }
}

/** Save bytes as a file. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  make("a", {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

let fading = 0;
/** Say something for a moment. */
export function toast(words) {
  const place = $("toast");
  place.textContent = words;
  clearTimeout(fading);
  fading = setTimeout(() => { place.textContent = ""; }, 2500);
}
