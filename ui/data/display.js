// How the pages are shown: large print and strong contrast, remembered in this browser alone.
// Stands in the head, before the stylesheets: what was chosen holds from the first paint on.
(() => {
  "use strict";
  const KEY = "selon-affichage";
  const ATTRIBUTES = { large: "size", more: "contrast" };
  const root = document.documentElement;
  const system = matchMedia("(prefers-contrast: more)");

  // A browser may forbid its storage: the choice then holds for this page.
  const read = () => {
    try {
      const words = (localStorage.getItem(KEY) || "").split(" ");
      return new Set(words.filter((word) => word in ATTRIBUTES));
    } catch {
      return new Set();
    }
  };
  const remember = () => {
    try {
      if (chosen.size) localStorage.setItem(KEY, [...chosen].sort().join(" "));
      else localStorage.removeItem(KEY);
    } catch {
      // Nothing is remembered.
    }
  };

  let chosen = read();
  const apply = () => {
    for (const [word, name] of Object.entries(ATTRIBUTES)) {
      if (chosen.has(word) || (word === "more" && system.matches)) root.dataset[name] = word;
      else delete root.dataset[name];
    }
    for (const button of document.querySelectorAll("[data-display]")) {
      button.setAttribute("aria-pressed", String(chosen.has(button.dataset.display)));
    }
  };
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    chosen = read();
    apply();
  });

  // Without this script the buttons would do nothing, so it is what shows them.
  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll(".display")) group.hidden = false;
    apply();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-display]");
    if (!button) return;
    const word = button.dataset.display;
    if (!chosen.delete(word)) chosen.add(word);
    remember();
    apply();
  });
})();
