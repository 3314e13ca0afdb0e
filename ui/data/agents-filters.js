// The filters of the agents' console: what there is to choose comes from the server, and is checked there.
"use strict";
window.selonFilters = ({ make, post, changed, back, cleared }) => {
  const byId = (id) => document.getElementById(id);
  const form = byId("filters"), opener = byId("filters-open"), chips = byId("chips"), clearer = byId("filters-clear");
  const place = (name) => form.querySelector(`[data-filter=${name}]`);
  // Those that the server took, by the names of their fields; only what it took is searched.
  let taken = {}, sequence = 0, offered = "", last = Promise.resolve(true);

  const trouble = (said, code = "") => {
    byId("filters-trouble").textContent = said;
    byId("filters-trouble").hidden = !said;
    [form.first, form.last].forEach((page) => page.setAttribute("aria-invalid", String(code.includes("pages"))));
  };
  const open = () => {
    form.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    [...form.elements].find((each) => each.matches("select, input") && each.checkVisibility())?.focus();
  };
  const close = () => {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };

  const choices = (name, told) => {
    place(name).hidden = !told;
    const select = form[name];
    place(name).querySelector("label").textContent = told ? told.label : "";
    select.replaceChildren(...(told ? told.options.map(({ value, said }) => new Option(said, value)) : []));
  };
  const offer = ({ report, chapter, place: commune, pages, tables }) => {
    const all = JSON.stringify([report, chapter, commune, pages, tables]);
    if (all === offered) return;
    offered = all;
    choices("report", report);
    choices("chapter", chapter);
    choices("place", commune);
    place("pages").hidden = !pages;
    place("pages").querySelector("legend").textContent = pages ? pages.label : "";
    place("tables").hidden = !tables;
    place("tables").querySelector("span").textContent = tables || "";
    byId("narrow").hidden = ![report, chapter, commune, pages, tables].some(Boolean);
  };
  const fill = () => {
    for (const name of ["report", "chapter", "place", "first", "last"]) form[name].value = taken[name] || "";
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
    return true;
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
  ask({});
  return { wanted: () => taken, open, clear };
};
