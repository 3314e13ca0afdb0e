// Keeps a page of the desk up to date while work goes on behind it; without it the page has a link.
(() => {
  "use strict";
  const PAUSE = 2000;
  const work = document.getElementById("en-cours");
  if (!work) return;

  const main = document.querySelector("main");
  const again = document.getElementById("actualiser");
  // Of each page that is read nothing is heard: of steps and their quarters, once.
  const heard = Object.assign(document.createElement("p"), { className: "unseen" });
  heard.setAttribute("role", "status");
  document.body.append(heard);
  let said = work.dataset.said;
  const say = (sentence) => {
    if (sentence && sentence !== said) heard.textContent = said = sentence;
  };

  const show = (now) => {
    for (const id of ["ou-en-est", "avancement", "etapes"]) {
      const [before, after] = [document.getElementById(id), now.querySelector(`#${id}`)];
      if (before && after && !before.isEqualNode(after)) before.replaceWith(after);
    }
    say(now.dataset.said);
  };
  const end = (page) => {
    const held = main.contains(document.activeElement);
    main.replaceChildren(...page.querySelector("main").childNodes);
    if (held) main.focus();
    const outcome = main.querySelector(".done, .trouble");
    // An alert is heard by itself.
    if (outcome && outcome.getAttribute("role") !== "alert") say(outcome.textContent.trim());
  };
  const look = async () => {
    try {
      const response = await fetch(location.href, { cache: "no-store" });
      // Signed out meanwhile, or nothing there any more: the page itself says it.
      if (response.redirected || !response.ok) return location.reload();
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const now = page.getElementById("en-cours");
      if (!now) return end(page);
      show(now);
      again.hidden = true;
    } catch {
      again.hidden = false;
    }
    setTimeout(look, PAUSE);
  };
  again.hidden = true;
  setTimeout(look, PAUSE);
})();
