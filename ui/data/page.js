// What the residents' page does by itself: the field, the way to what came, Back and Forward, pages.
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

  // The counter of the field.
  const field = () => document.querySelector("#question textarea, #question input");
  const count = () => {
    const counter = byId("counter");
    if (!field() || !counter) return;
    const { pattern, limit } = counter.dataset;
    const used = String(field().value.length);
    const said = pattern.replace("{used}", used).replace("{limit}", limit);
    if (counter.textContent !== said) counter.textContent = said;
    counter.classList.toggle("full", field().value.length >= Number(limit));
  };
  document.addEventListener("input", count);

  // A question goes back into the field to be changed, the caret behind it.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-edit]");
    if (!button || !field()) return;
    field().value = button.dataset.edit.slice(0, Number(byId("counter").dataset.limit));
    field().dispatchEvent(new Event("input", { bubbles: true }));
    field().focus();
    field().setSelectionRange(field().value.length, field().value.length);
  });

  // From the press to the answer, the page says that it is at work.
  let asking = false;
  const working = () => {
    asking = true;
    document.body.classList.add("working");
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("#send, #again, [data-ask]")) working();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.closest("#question")) working();
  });

  // What is said of an answer is answered under it. Its buttons are new ones then: the keyboard
  // goes back to the one that was pressed.
  let judged = null;
  document.addEventListener("click", (event) => {
    const said = event.target.closest("[data-opinion]");
    if (said) judged = { ...said.dataset };
  });
  const heard = () => {
    const turn = judged && document.querySelector(`#conversation .turn[data-turn="${judged.of}"]`);
    const sentence = turn && turn.querySelector(".heard");
    const pressed = judged && `[data-opinion="${judged.opinion}"][aria-pressed=true], .heard.lost`;
    const place = sentence && turn.querySelector(pressed);
    if (!place) return;
    judged = null;
    byId("announce").textContent = sentence.textContent;
    place.focus({ preventScroll: true });
  };

  // Back and Forward: every step of the visit is an entry of the browser's history. It holds the
  // number of the step and how many entries of ours are before it, nothing that was asked.
  const shown = { step: 0, depth: 0, furthest: 0, said: "" };
  const enter = (step) => {
    if (step > history.state.step && asking) {
      shown.depth += 1;
      history.pushState({ step, depth: shown.depth }, "");
    } else if (step !== history.state.step) {
      history.replaceState({ step, depth: shown.depth }, "");
    }
    shown.furthest = Math.max(shown.furthest, step);
  };
  const moved = () => {
    asking = false;
    // A link within the page made an entry of its own: it shows the step that was there.
    if (!history.state) history.replaceState({ step: shown.step, depth: shown.depth + 1 }, "");
    const { step, depth } = history.state;
    // An entry from before the page was loaded again: what it showed is forgotten.
    if (step > shown.furthest) return history.go(shown.depth - depth);
    shown.depth = depth;
    const turns = document.querySelector("#conversation .turns");
    if (!turns || step === shown.step) return;
    turns.dispatchEvent(new CustomEvent("selon-moved", { detail: step, bubbles: true }));
  };
  const stale = history.state && history.state.depth;
  history.scrollRestoration = "manual";
  window.addEventListener("popstate", moved);
  if (stale) history.go(-stale);
  else history.replaceState({ step: 0, depth: 0 }, "");

  // What came is said to screen readers and brought to the top of the screen.
  const scrollTo = (card, behavior) => {
    if (card) card.scrollIntoView({ behavior, block: "start" });
    else window.scrollTo({ top: 0, behavior });
  };
  const present = (last, said, place) => {
    byId("announce").textContent = asking ? said : place;
    scrollTo(last, asking && !calm.matches ? "smooth" : "auto");
    const heading = document.querySelector("#conversation .welcome h2");
    const start = last ? last.querySelector("h2") : asking ? field() : heading || field();
    // A press leaves the keyboard where it is, unless its button is gone.
    if (start && !(asking && last && document.activeElement !== document.body)) {
      start.focus({ preventScroll: true });
    }
  };
  const arrived = () => {
    count();
    const turns = document.querySelector("#conversation .turns");
    if (!turns) return;
    const last = [...turns.querySelectorAll(".turn")].pop();
    const answer = last && last.querySelector("[data-announce]");
    const said = answer ? answer.dataset.announce : "";
    const step = Number(turns.dataset.step);
    document.body.classList.toggle("asked", Boolean(last));
    // Gradio changes the conversation at the press already: only what came ends the work.
    if (step !== shown.step) {
      document.body.classList.remove("working");
      enter(step);
      present(last, said, turns.dataset.place);
      asking = false;
    } else if (said !== shown.said) {
      byId("announce").textContent = said;
    }
    Object.assign(shown, { step, said });
    heard();
  };
  const watch = () => {
    const conversation = byId("conversation");
    if (!conversation) return requestAnimationFrame(watch);
    new MutationObserver(arrived).observe(conversation, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["data-announce", "data-step"],
    });
    arrived();
  };
  watch();

  // On paper every picture is wanted, and no empty frame where one isn't there yet.
  window.addEventListener("beforeprint", () => {
    for (const image of document.querySelectorAll("#conversation .picture img")) {
      image.loading = "eager";
      image.closest(".picture").classList.toggle("blank", !image.naturalWidth);
    }
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
