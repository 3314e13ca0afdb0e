// The filters of the agents' console: what there is to choose comes from the server, and is checked there.
"use strict";
window.selonFilters = ({ make, post, changed, back, cleared }) => {
  const byId = (id) => document.getElementById(id);
  const form = byId("filters"), opener = byId("filters-open"), chips = byId("chips"), clearer = byId("filters-clear");
  const place = (name) => form.querySelector(`[data-filter=${name}]`);
  // Those that the server took, by the names of their fields; only what it took is searched.
  let taken = {}, sequence = 0, last = Promise.resolve(true);
  const listed = {};
  const SOON = 3000;

  const trouble = (said, code = "") => {
    byId("filters-trouble").textContent = said;
    byId("filters-trouble").hidden = !said;
    [form.first, form.last].forEach((page) => page.setAttribute("aria-invalid", String(code.includes("pages"))));
  };
  const enter = () => [...form.elements].find((each) => each.matches("select, input") && each.checkVisibility())?.focus();
  // Asked for before they are there, they take the focus as they come, unless it went elsewhere meanwhile.
  const open = async () => {
    const from = document.activeElement;
    form.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    if (byId("narrow").hidden) await first;
    if (!form.hidden && document.activeElement === from) enter();
  };
  const close = () => {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };

  const choices = (name, told) => {
    place(name).hidden = !told;
    if (JSON.stringify(told) === listed[name]) return;
    listed[name] = JSON.stringify(told);
    place(name).querySelector("label").textContent = told ? told.label : "";
    form[name].replaceChildren(...(told ? told.options.map(option) : []));
  };
  const option = ({ value, said, options }) => (options
    ? Object.assign(make("optgroup", {}, ...options.map(option)), { label: said })
    : new Option(said, value));
  const offer = ({ report, chapter, theme, place: commune, pages, tables }) => {
    choices("report", report);
    choices("chapter", chapter);
    choices("theme", theme);
    choices("place", commune);
    place("pages").hidden = !pages;
    place("pages").querySelector("legend").textContent = pages ? pages.label : "";
    place("tables").hidden = !tables;
    place("tables").querySelector("span").textContent = tables || "";
    byId("narrow").hidden = ![report, chapter, theme, commune, pages, tables].some(Boolean);
  };
  const fill = () => {
    for (const name of ["report", "chapter", "theme", "place", "first", "last"]) form[name].value = taken[name] || "";
    form.tables.checked = Boolean(taken.tables);
  };
  const fieldsOf = (name) => (name === "pages" ? ["first", "last"] : [name]);
  const chip = ({ name, said, remove }) => {
    const button = make("button", { type: "button", className: "chip" }, said);
    button.setAttribute("aria-label", remove);
    button.addEventListener("click", async () => {
      const kept = Object.entries(taken).filter(([field]) => !fieldsOf(name).includes(field));
      await ask(name === "report" ? {} : Object.fromEntries(kept));
      (chips.querySelector("button") || opener).focus();
    });
    return make("li", {}, button);
  };

  // Whether the server takes `wanted`; where it refuses, what was searched before stays.
  const ask = async (wanted) => {
    const mine = ++sequence;
    const told = await post("filtres", { q: "", within: wanted }, undefined, trouble);
    if (!told || mine !== sequence) return false;
    taken = wanted;
    offer(told);
    fill();
    chips.replaceChildren(...told.chips.map(chip));
    clearer.hidden = !told.chips.length;
    byId("left").textContent = told.left;
    changed();
    later(told);
    return true;
  };
  // Themes may still be worked out: those that come are offered, and nothing that is set or typed changes.
  const later = ({ awaited }) => {
    const mine = sequence;
    if (awaited) setTimeout(() => mine === sequence && again(mine), SOON);
  };
  const again = async (mine) => {
    const told = await post("filtres", { q: "", within: taken }, undefined, () => {});
    if (!told || mine !== sequence) return;
    choices("theme", told.theme);
    form.theme.value = taken.theme || "";
    if (told.theme) byId("narrow").hidden = false;
    later(told);
  };
  const read = (event) => {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    const wanted = Object.fromEntries(given.map(([name, value]) => [name, value.trim()]));
    return event.target === form.report ? Object.fromEntries(given.filter(([name]) => name === "report")) : wanted;
  };
  const clear = () => {
    if (!Object.keys(taken).length && byId("filters-trouble").hidden) return false;
    ask({}).then((took) => took && cleared());
    return true;
  };

  opener.addEventListener("click", () => (form.hidden ? open() : close()));
  clearer.addEventListener("click", () => { clear(); back(); });
  form.addEventListener("change", (event) => { last = ask(read(event)); });
  form.addEventListener("submit", (event) => { event.preventDefault(); last.then((took) => took && back()); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (!clear()) close();
    back();
  });
  const first = ask({});
  return { wanted: () => taken, open, clear };
};
