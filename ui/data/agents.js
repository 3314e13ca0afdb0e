// The agents' console: hits while typing, a passage opened, keys; what is said comes from the server.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const desk = byId("desk");
  const { base, csrf, agent, edition: usual } = desk.dataset;
  const words = JSON.parse(desk.dataset.words);
  const field = byId("q");
  const list = byId("hits");
  const WAIT = 60;

  const make = (tag, about = {}, ...inside) => {
    const { style, data, ...rest } = about;
    const element = Object.assign(document.createElement(tag), rest);
    if (style) element.style.cssText = style;
    Object.assign(element.dataset, data);
    element.append(...inside.filter((each) => each));
    return element;
  };
  const table = ({ heads, rows, title, counted_in: counted, heads_from, counted_from }) => make("div", {},
    make("div", { className: "cells", role: "region", tabIndex: 0, ariaLabel: title },
      make("table", {},
        counted && make("caption", {}, counted),
        heads.some(Boolean) && make("thead", {}, make("tr", {},
          ...heads.map((head) => make(head ? "th" : "td", head ? { scope: "col" } : {}, head)))),
        make("tbody", {}, ...rows.flatMap(({ group, cells }) => [
          group && make("tr", { className: "group" },
            make("th", { scope: "colgroup", colSpan: heads.length }, group)),
          make("tr", {}, ...cells.map((cell) => make(cell.label ? "th" : "td",
            cell.label ? { scope: "row" } : {}, ...spans(cell.spans)))),
        ].filter(Boolean))))),
    ...[heads_from, counted_from].map((from) => from && make("p", { className: "table-heads" }, from)));
  const spans = (of) => of.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));
  const button = (said, act, className = "link") => {
    const pressed = make("button", { type: "button", className }, said);
    pressed.addEventListener("click", act);
    return pressed;
  };
  const toast = (said) => {
    // Behind an open dialog nothing is seen or read out.
    (document.querySelector("dialog[open]") || desk).append(byId("toast"));
    byId("toast").textContent = "";
    setTimeout(() => { byId("toast").textContent = said; }, 30);
    clearTimeout(toast.timer);
    toast.timer = setTimeout(() => { byId("toast").textContent = ""; }, 5000);
  };
  const trouble = (said) => {
    byId("trouble").textContent = said;
    byId("trouble").hidden = !said;
  };

  // Asks the server; null where there is no answer, which is then told. No address holds a question.
  const post = async (path, body, signal, tell = trouble) => {
    try {
      const response = await fetch(`${base}agents/${path}`, {
        method: "POST", signal, body: JSON.stringify(body), cache: "no-store",
        headers: { "Content-Type": "application/json", "X-Selon-Csrf": csrf },
      });
      if (response.status === 401) location.assign(`${base}agents/connexion`);
      const told = await response.json();
      tell(told.error || "", told.code);
      return response.ok ? told : null;
    } catch (error) {
      if (error.name !== "AbortError") tell(words.offline);
      return null;
    }
  };

  // Hits while typing: an answer that comes after a later question was typed is dropped.
  let hits = [], active = -1, sequence = 0, asked = "", waiting, running, shown = { question: "" };
  const point = (id) => [field, list].forEach((each) =>
    (id ? each.setAttribute("aria-activedescendant", id) : each.removeAttribute("aria-activedescendant")));
  const choose = (at) => {
    active = hits.length ? Math.max(-1, Math.min(at, hits.length - 1)) : -1;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", place === active));
    const option = list.children[active];
    point(option?.id);
    option?.scrollIntoView({ block: "nearest" });
  };
  const option = (hit, at) => {
    const other = hit.among && make("p", { className: "of" }, hit.among);
    const top = make("p", { className: "top" },
      make("span", { className: "page-number" }, hit.page), make("span", { className: "found-by" }, hit.found_by));
    const item = make("li", { id: `hit-${at}` }, top, other,
      hit.headings && make("p", { className: "above" }, hit.headings),
      make("p", { className: "snippet" }, ...spans(hit.spans)));
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.addEventListener("click", () => { choose(at); open(hit); });
    return item;
  };
  const fill = (found) => {
    shown = found;
    hits = found.hits;
    list.replaceChildren(...hits.map(option));
    field.setAttribute("aria-expanded", String(hits.length > 0));
    byId("found").textContent = found.count;
    list.tabIndex = hits.length ? 0 : -1;
    choose(-1);
  };
  const search = async () => {
    clearTimeout(waiting);
    if (running) running.abort();
    const mine = ++sequence;
    asked = field.value.trim();
    if (!asked) return fill({ question: "", count: words.start, hits: [] });
    running = new AbortController();
    const found = await post("chercher", { q: asked, within: filters.wanted() }, running.signal);
    if (found && mine === sequence) fill(found);
  };
  field.addEventListener("input", () => {
    choose(-1);
    clearTimeout(waiting);
    waiting = setTimeout(search, WAIT);
  });

  // What is searched: filters that change look the same words up again.
  const filters = window.selonFilters({ make, post, changed: search, back: () => field.focus(), cleared: () => toast(words.cleared) });

  // The passage that is open, in its page and in its text.
  let current = null, opening = 0;
  const picture = (view) => {
    const sheet = make("span", { className: "sheet", style: `${view.framed};aspect-ratio:${view.ratio}` },
      make("img", { src: base + view.picture, alt: view.alt, decoding: "async" }),
      ...view.boxes.map((box) => make("span", { className: "box", style: box })));
    const link = make("a", { className: "picture", href: base + view.large, target: "_blank", rel: "noopener" },
      make("span", { className: "window", style: `aspect-ratio:${view.window_ratio}` }, sheet),
      make("span", { className: "caption" }, view.caption));
    link.setAttribute("aria-label", view.enlarge);
    link.addEventListener("click", (event) => enlarge(event, link));
    return link;
  };
  const enlarge = (event, link) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const sheet = link.querySelector(".sheet").cloneNode(true);
    sheet.style.width = sheet.style.left = sheet.style.top = "";
    sheet.querySelector("img").src = link.href;
    byId("enlarged").querySelector(".enlarged-sheet").replaceChildren(sheet);
    byId("enlarged").showModal();
    sheet.querySelector(".box")?.scrollIntoView({ block: "center" });
  };
  const neighbour = (side, name) => current[side] && make("div", { className: "neighbour" },
    make("h3", {}, `${words[name]} · ${current[side].page}`),
    make("p", {}, current[side].text),
    button(words.open, () => open({ edition: current.edition, passage: current[side].passage })));
  const linked = ({ number, picture: at }) =>
    make("a", { href: base + at, target: "_blank", rel: "noopener" }, String(number));
  // What is printed is headed by the report that the passage is from.
  const elsewhere = (from) => desk.classList.toggle("elsewhere", from);
  const show = (passage) => {
    current = passage;
    elsewhere(passage.edition !== usual);
    byId("passage-title").textContent = passage.title;
    const also = passage.also.flatMap((other) => [" ", linked(other)]);
    byId("passage-body").replaceChildren(...[
      passage.edition !== usual && make("p", { className: "of" }, passage.report),
      passage.headings && make("p", { className: "above" }, passage.headings),
      passage.heads && make("p", { className: "table-heads" }, `${words.heads} ${passage.heads}`),
      passage.by_ocr && make("p", { className: "by-ocr" }, passage.by_ocr),
      passage.view && picture(passage.view),
      neighbour("above", "above"),
      make("div", { className: "neighbour here" }, make("h3", {}, words.text),
        make("p", { id: "passage-text" }, passage.before,
          make("span", { className: "quoted" },
            ...(passage.table ? [passage.said] : spans(passage.spans))), passage.after)),
      passage.table && table(passage.table),
      neighbour("below", "below"),
      passage.acronyms.length && make("ul", { className: "acronyms" },
        ...passage.acronyms.map((acronym) => make("li", {}, acronym))),
      also.length && make("p", { className: "also" }, words.also, ...also),
      make("p", { className: "links" },
        make("a", { href: base + passage.pdf, target: "_blank", rel: "noopener" }, passage.open_pdf)),
    ].filter(Boolean));
  };
  const clear = () => {
    current = null;
    byId("passage-title").textContent = words.passage;
    byId("passage-body").replaceChildren(make("p", { className: "quiet" }, words.choose));
  };
  const arrive = (title) => {
    byId(title).focus({ preventScroll: true });
    byId(title).closest("section").scrollIntoView({ block: "nearest" });
  };
  const open = async ({ edition, passage }) => {
    const mine = ++opening;
    const opened = await post("passage", { q: asked, edition, passage });
    if (!opened || mine !== opening) return;
    show(opened);
    arrive("passage-title");
  };

  // The answer as residents would read it, its first quote opened.
  const quoted = (quote) => make("div", { className: "quote" },
    make("p", { className: "according" }, quote.page),
    quote.among && make("p", { className: "of" }, quote.among),
    quote.table ? table(quote.table) : make("blockquote", {}, make("p", {}, ...spans(quote.spans))),
    button(words.open, () => { show(quote); arrive("passage-title"); }));
  const helped = ({ sentence, numbers }) => make("aside", { className: "help" },
    make("p", { className: "situation" }, sentence),
    make("ul", {}, ...numbers.map(([number, name]) => make("li", {}, make("strong", {}, number), make("span", {}, name)))));
  const askFor = (question) => { field.value = question; search(); ask(); };
  const placeOf = ({ page, edition, copy: copied }) => (edition === usual ? page : `${page} · ${copied.title}`);
  const answered = (answer) => {
    byId("answer").className = `panel ${answer.outcome}`;
    byId("answer-body").replaceChildren(...[
      make("p", { className: "asked-for" }, answer.shown),
      ...answer.help.map(helped),
      make("p", { className: "verdict" }, make("strong", {}, answer.label), " ", answer.sentence),
      answer.within && make("p", { className: "within" }, answer.within),
      answer.searched && make("p", { className: "searched" }, answer.searched),
      ...answer.notices.map((notice) => make("p", { className: "notice" }, notice)),
      ...answer.quotes.map(quoted),
      answer.choices.length && make("p", { className: "nearest" }, words.choices),
      answer.choices.length && make("ul", { className: "choices" },
        ...answer.choices.map((choice) => make("li", {}, button(choice, () => askFor(choice))))),
      answer.provisional && make("p", { className: "provisional" }, answer.provisional),
    ].filter(Boolean));
    if (answer.quotes.length) show(answer.quotes[0]);
    else { clear(); elsewhere(Boolean(filters.wanted().report)); }
    const place = answer.quotes.length ? placeOf(answer.quotes[0]) : "";
    begin(answer.question, answer.label, place, answer.entry);
    byId("announced").textContent = answer.announced;
  };
  const ask = async () => {
    const question = field.value.trim();
    if (!question) return field.focus();
    if (question !== asked) search();
    byId("answer").setAttribute("aria-busy", "true");
    const mine = ++opening;
    const answer = await post("demander", { q: question, within: filters.wanted() });
    byId("answer").setAttribute("aria-busy", "false");
    if (!answer || mine !== opening) return;
    answered(answer);
    arrive("answer-title");
  };
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  const arrows = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose(active + step); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); open(hits[active]); }
    if (event.key === "Escape") {
      if (active >= 0) { event.preventDefault(); choose(-1); } else filters.clear();
    }
  };
  field.addEventListener("keydown", arrows);
  list.addEventListener("keydown", arrows);

  // The calls of this tab: kept here alone, gone at sign-out, and with another agent.
  const STORE = "selon.calls";
  const stored = () => {
    try { return JSON.parse(sessionStorage.getItem(STORE)) || {}; } catch { return {}; }
  };
  let calls = stored().agent === agent ? stored().calls : [];
  const keep = () => {
    sessionStorage.setItem(STORE, JSON.stringify({ agent, calls }));
    byId("no-call").hidden = calls.length > 0;
    byId("calls").replaceChildren(...[...calls].reverse().map((call) => make("li", { className: call.code || "open" },
      make("span", { className: "when" }, call.at), button(call.question, () => askFor(call.question)),
      make("span", { className: "code" }, call.code ? words[call.code] : words.unmarked),
      make("span", { className: "quiet" }, [call.label, call.page].filter(Boolean).join(" · ")))));
  };
  const begin = (question, label, page, entry) => {
    const last = calls.at(-1);
    const at = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    if (last && !last.code && last.question === question) calls.pop();
    calls.push({ at, question, label, page, entry, code: "" });
    keep();
  };
  const wrapUp = byId("wrap-up");
  wrapUp.addEventListener("close", () => {
    const code = wrapUp.returnValue;
    if (!code) return;
    const call = calls.at(-1);
    call.code = code;
    keep();
    if ("noted" in desk.dataset) post("cloture", { q: call.question, entry: call.entry || "", code });
    toast(words.marked.replace("{code}", words[code].toLowerCase()));
    field.focus();
    field.select();
  });
  byId("sign-out").addEventListener("submit", () => sessionStorage.removeItem(STORE));

  // Copied as plain text, and with the title in italics where that can be pasted.
  const copy = (text, html) => {
    const give = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
    };
    document.addEventListener("copy", give);
    const copied = document.execCommand("copy");
    document.removeEventListener("copy", give);
    return copied;
  };
  const acts = {
    copy() {
      if (!current) return toast(words.noPassage);
      const { quote, title, where } = current.copy;
      const html = make("p", {}, `${quote} — `, make("em", {}, title), `, ${where}`).outerHTML;
      toast(copy(`${quote} — ${title}, ${where}`, html) ? words.copied : words.uncopied);
    },
    spoken() {
      if (!current) return toast(words.noPassage);
      const said = [current.spoken.text, current.spoken.offer];
      byId("spoken-text").replaceChildren(...said.map((each) => make("span", {}, each)));
      if (!byId("spoken").open) byId("spoken").showModal();
      toast(copy(said.join(" ")) ? words.spoken : words.uncopied);
    },
    async print() {
      // A sheet without the picture of its page would be half of one.
      await document.querySelector("#passage .picture img")?.decode().catch(() => {});
      window.print();
    },
    filters: filters.open,
    mark() {
      const last = calls.at(-1);
      if (shown.question && (!last || last.code)) begin(shown.question, "", "");
      if (!calls.length || calls.at(-1).code) return toast(words.noCall);
      byId("wrap-up-question").textContent = calls.at(-1).question;
      wrapUp.returnValue = "";
      wrapUp.showModal();
    },
    keys() { byId("keys").showModal(); },
  };
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-do]");
    if (pressed) acts[pressed.dataset.do]();
    if (event.target.matches("dialog")) event.target.close();
  });

  // Single keys, outside of fields and unless they are switched off.
  const letters = byId("letters");
  letters.checked = localStorage.getItem("selon.letters") !== "off";
  const settle = () => document.body.classList.toggle("no-letters", !letters.checked);
  letters.addEventListener("change", () => {
    localStorage.setItem("selon.letters", letters.checked ? "on" : "off");
    settle();
  });
  const KEYS = { c: "copy", p: "spoken", i: "print", f: "filters", m: "mark", "?": "keys" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !letters.checked) return;
    if (event.target.matches("input:not([type=checkbox]), textarea") || (event.target.matches("select") && event.key !== "/")) return;
    if (wrapUp.open) return wrapUp.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`)?.click();
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "/") { event.preventDefault(); field.focus(); field.select(); }
    if (KEYS[event.key]) { event.preventDefault(); acts[KEYS[event.key]](); }
  });
  settle();
  keep();
})();
