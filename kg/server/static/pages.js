"use strict";
// Language and theme of the page: Chinese, or English for who chose it; dark where the system is, or as chosen.
// Set before the first paint; an event "appearance" tells other scripts of a change.
{
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  // A browser that keeps nothing (storage blocked) still shows the page.
  const kept = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* for this page only */ } };
  const choice = {language: kept("kg-language"), theme: kept("kg-theme")};
  const show = () => {
    const english = choice.language === "en";
    root.dataset.lang = english ? "en" : "zh";
    root.lang = english ? "en" : "zh-Hans";
    root.dataset.theme = choice.theme || (dark.matches ? "dark" : "light");
    const language = document.getElementById("language"), theme = document.getElementById("theme");
    if (!language) return;
    language.hidden = theme.hidden = false;
    language.textContent = english ? "中文" : "English";
    language.lang = english ? "zh-Hans" : "en";
    theme.title = english ? "Dark / light" : "深色 / 浅色";
    theme.setAttribute("aria-label", theme.title);
    theme.textContent = root.dataset.theme === "dark" ? "☀" : "☾";
    document.dispatchEvent(new Event("appearance"));
  };
  const choose = (name, value) => { choice[name] = value; keep(`kg-${name}`, value); show(); };
  show();
  dark.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.getElementById("language").addEventListener("click", () => choose("language", root.dataset.lang === "en" ? "zh" : "en"));
    document.getElementById("theme").addEventListener("click", () => choose("theme", root.dataset.theme === "dark" ? "light" : "dark"));
  });
}
