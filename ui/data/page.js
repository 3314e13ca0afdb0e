// What the residents' page does by itself: the counter, the way to a new answer, a page opened large.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Gradio takes the browser's language for the page's: the page is French whatever that is.
  const root = document.documentElement;
  const speakFrench = () => {
    if (root.lang !== "fr") root.lang = "fr";
  };
  new MutationObserver(speakFrench).observe(root, { attributes: true, attributeFilter: ["lang"] });
  speakFrench();

  // The counter under the field.
  const count = () => {
    const field = document.querySelector("#question textarea, #question input");
    const counter = byId("counter");
    if (!field || !counter) return;
    const { pattern, limit } = counter.dataset;
    const used = String(field.value.length);
    const said = pattern.replace("{used}", used).replace("{limit}", limit);
    if (counter.textContent !== said) counter.textContent = said;
    counter.classList.toggle("full", field.value.length >= Number(limit));
  };
  document.addEventListener("input", count);

  // A new answer is said to screen readers and brought to the top of the screen.
  let announced = "";
  const arrived = () => {
    count();
    const turns = document.querySelectorAll("#conversation .turn");
    const last = turns[turns.length - 1];
    document.body.classList.toggle("asked", Boolean(last));
    const answer = last && last.querySelector("[data-announce]");
    const said = answer ? `${last.dataset.turn} ${answer.dataset.announce}` : "";
    // Gradio changes the conversation at the press already: only what came ends the work.
    if (said === announced) return;
    document.body.classList.remove("working");
    const isNew = said.split(" ", 1)[0] !== announced.split(" ", 1)[0];
    announced = said;
    byId("announce").textContent = answer ? answer.dataset.announce : "";
    if (answer && isNew) {
      last.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
      // The button that was pressed may be gone: the keyboard goes on from the new answer.
      if (document.activeElement === document.body) {
        last.querySelector("h2").focus({ preventScroll: true });
      }
    }
  };
  const watch = () => {
    const conversation = byId("conversation");
    if (!conversation) return requestAnimationFrame(watch);
    new MutationObserver(arrived).observe(conversation, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-announce"],
    });
    arrived();
  };
  watch();

  // From the press to the answer, the page says that it is at work.
  const working = () => document.body.classList.add("working");
  document.addEventListener("click", (event) => {
    if (event.target.closest("#send, [data-ask]")) working();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.closest("#question")) working();
  });

  // A page picture opens large over the conversation, its marks with it; Escape closes it.
  document.addEventListener("click", (event) => {
    const picture = event.target.closest("[data-enlarge]");
    const dialog = byId("enlarged");
    if (!picture || event.ctrlKey || event.metaKey || event.shiftKey || !dialog.showModal) return;
    event.preventDefault();
    const sheet = picture.querySelector(".sheet").cloneNode(true);
    sheet.style.width = sheet.style.left = sheet.style.top = "";
    const image = sheet.querySelector("img");
    image.src = picture.getAttribute("href");
    image.loading = "eager";
    dialog.querySelector(".enlarged-sheet").replaceChildren(sheet);
    dialog.showModal();
    const first = sheet.querySelector(".box");
    if (first) first.scrollIntoView({ block: "center" });
  });
  document.addEventListener("click", (event) => {
    if (event.target === byId("enlarged")) event.target.close();
  });

  // What only the eye would notice is said too: the counter, the field full, a search that lasts.
  const MOMENT = 700;
  let full = false, lasting;
  const describe = (event) => {
    const counter = byId("counter");
    if (!counter || !event.target.closest("#question")) return;
    event.target.setAttribute("aria-describedby", "counter");
    const isFull = counter.classList.contains("full");
    if (isFull && !full) byId("announce").textContent = counter.textContent;
    full = isFull;
  };
  document.addEventListener("focusin", describe);
  document.addEventListener("input", describe);
  new MutationObserver(() => {
    clearTimeout(lasting);
    if (!document.body.classList.contains("working")) return;
    const { working: said } = byId("announce").dataset;
    lasting = setTimeout(() => { byId("announce").textContent = said; }, MOMENT);
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
})();
