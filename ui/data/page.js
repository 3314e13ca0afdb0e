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
    document.body.classList.remove("working");
    const answer = last && last.querySelector("[data-announce]");
    const said = answer ? `${last.dataset.turn} ${answer.dataset.announce}` : "";
    if (said === announced) return;
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

  // What the server turns down is said under the question, which stays; Gradio would say nothing.
  const turnedDown = (said) => {
    document.body.classList.remove("working");
    const place = byId("turned-down") || document.createElement("p");
    place.id = "turned-down";
    place.setAttribute("role", "alert");
    if (said && !place.isConnected) byId("form-foot").before(place);
    place.textContent = said;
  };
  const fetching = window.fetch;
  window.fetch = async (...request) => {
    const response = await fetching(...request);
    const call = /\/gradio_api\/(?:run\/predict|queue\/join)/.test(response.url);
    if (call && response.ok) turnedDown("");
    else if (call) response.clone().json().then(({ error }) => turnedDown(error || ""), () => {});
    return response;
  };

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
})();
