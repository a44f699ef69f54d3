"use strict";
// Names by their pinyin: whole (yuxianggaotie), mixed (yux gao) or by initials (yxgt). The readings come with the page.
const READINGS = new Map();
function learn(pinyin) {
  for (const [syllable, characters] of Object.entries(pinyin)) for (const c of characters) READINGS.set(c, [...new Set(READINGS.get(c)).add(syllable)]);
  waysCache.clear();
}
// What stands for a character: itself, one of its syllables, or a syllable's initial.
const waysCache = new Map();
derive(({pinyin}) => learn(pinyin || {}));
function waysOf(c) {
  if (!waysCache.has(c)) waysCache.set(c, [...new Set([c, ...(READINGS.get(c) || []).flatMap(s => [s, ...(/^[zcs]h/.test(s) ? [s.slice(0, 2)] : []), s[0]])])]);
  return waysCache.get(c);
}
// Where the letters end that begin at this character of the name, the last syllable finished or not; -1 if they do not fit.
function spelt(characters, at, letters) {
  if (!letters) return at;
  if (at === characters.length) return -1;
  for (const way of waysOf(characters[at])) {
    if (way.startsWith(letters)) return at + 1;
    const end = letters.startsWith(way) ? spelt(characters, at + 1, letters.slice(way.length)) : -1;
    if (end > 0) return end;
  }
  return -1;
}
// Blanks may leave characters out. A search of one letter would find everything.
const asPinyin = typed => /[a-zü]/.test(typed) && /[^\s']{2}|\S\s+\S/.test(typed) ? typed.replaceAll("ü", "v").split(/[\s']+/).filter(Boolean) : [];
// Ranges [from, to) of the characters that the words spell, one after another; null if they do not.
function spans(characters, words) {
  const found = [];
  for (const word of words) {
    let start = found.length ? found[found.length - 1][1] : 0, end = -1;
    while (start < characters.length && (end = spelt(characters, start, word)) < 0) start++;
    if (end < 0) return null;
    found.push([start, end]);
  }
  return found;
}
