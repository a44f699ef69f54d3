"use strict";
// The language of the page: Chinese, or English for who chose it.
const root = document.documentElement, button = document.getElementById("language");
const show = english => {
  root.dataset.lang = english ? "en" : "zh";
  root.lang = english ? "en" : "zh-Hans";
  button.textContent = english ? "中文" : "English";
  button.lang = english ? "zh" : "en";
};
button.hidden = false;
button.addEventListener("click", () => {
  const english = root.dataset.lang !== "en";
  localStorage.setItem("kg-language", english ? "en" : "zh");
  show(english);
});
show(localStorage.getItem("kg-language") === "en");
