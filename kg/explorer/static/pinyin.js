"use strict";
// Names by the initials of their pinyin (渝湘高铁: yxgt), from the order in which the browser sorts Chinese characters.
// The first character of each initial in that order; where a browser does not sort by pinyin, initials are not searched.
const FIRST_OF = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨它穵夕丫帀"], INITIALS = "abcdefghjklmnopqrstwxyz";
// Characters with a second reading that names use.
const SECOND = {重: "c", 长: "z", 行: "h", 厦: "x", 藏: "z", 调: "t", 朝: "c", 乐: "y", 会: "k", 曾: "c", 单: "s", 尉: "y", 都: "d", 率: "l", 校: "j", 降: "x", 系: "j", 车: "j"};
const collator = new Intl.Collator("zh-CN-u-co-pinyin");
const sortsByPinyin = collator.compare("阿", "重") < 0 && collator.compare("波", "啊") > 0 && collator.compare("庆", "重") < 0;
const initialCache = new Map();
function initialsOf(character) {
  if (!initialCache.has(character)) {
    let found = character.toLowerCase();
    if (/\p{Script=Han}/u.test(character)) {
      let i = FIRST_OF.length - 1;
      while (i > 0 && collator.compare(character, FIRST_OF[i]) < 0) i--;
      found = INITIALS[i] + (SECOND[character] || "");
    }
    initialCache.set(character, found);
  }
  return initialCache.get(character);
}
// Where in the name the letters are the initials of successive characters; -1 if nowhere.
function initialsAt(name, letters) {
  if (!sortsByPinyin || !/^[a-z][a-z0-9]+$/.test(letters)) return -1;
  const initials = Array.from(name, initialsOf);
  return initials.findIndex((_, start) => start + letters.length <= initials.length && [...letters].every((c, i) => initials[start + i].includes(c)));
}
