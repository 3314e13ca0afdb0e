// What a test sees of a page: colours in front and behind, what sticks out, what has the keyboard.
window.eyes = (() => {
  const screen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    screen.clearRect(0, 0, 1, 1);
    screen.fillStyle = colour;
    screen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = screen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], below) =>
    [r, g, b].map((one, i) => one * a + below[i] * (1 - a)).concat(1);
  const canvas = () => {
    const probe = Object.assign(document.createElement("i"), { hidden: true });
    probe.style.backgroundColor = "Canvas";
    document.documentElement.append(probe);
    const colour = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return read(colour);
  };
  // Every colour that may stand behind an element: its own and its ancestors', a gradient's stops.
  const behind = (element) => {
    if (!element) return [canvas()];
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    const own = read(backgroundColor);
    const below = own[3] === 1 ? [own] : behind(element.parentElement).map((one) => over(own, one));
    const stops = backgroundImage.match(/rgba?\([^)]*\)|color\([^)]*\)/g) || [];
    return below.concat(stops.flatMap((stop) => below.map((one) => over(read(stop), one))));
  };
  // After WCAG 2.2, "relative luminance" and "contrast ratio".
  const luminance = (colour) => {
    const [r, g, b] = colour.map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const contrast = (element, colour) => {
    const grounds = behind(element);
    return Math.min(...grounds.map((ground) => ratio(over(read(colour), ground), ground)));
  };
  const name = (element) => [element.tagName.toLowerCase(), element.id && `#${element.id}`,
    element.className && `.${String(element.className).replaceAll(" ", ".")}`,
    ` "${element.textContent.trim().slice(0, 40)}"`].filter(Boolean).join("");
  const shown = (element) => element.checkVisibility({ visibilityProperty: true })
    && element.getClientRects().length > 0 && !element.closest(".unseen");

  // Texts of less than 4.5 to 1, or 3 to 1 where they are large.
  const faint = () => {
    const found = [];
    for (const element of document.querySelectorAll("body, body *")) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !shown(element) || element.closest("script, style, noscript, option")) continue;
      const { color, fontSize, fontWeight } = getComputedStyle(element);
      const size = parseFloat(fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
      const had = contrast(element, color);
      if (had < (large ? 3 : 4.5)) found.push(`${name(element)} ${had.toFixed(2)}`);
    }
    return found;
  };

  // What makes the page, or a window over it, scroll sideways.
  const wide = () => {
    const boxes = [document.scrollingElement, ...document.querySelectorAll("dialog[open]")];
    if (boxes.every((box) => box.scrollWidth <= box.clientWidth)) return [];
    const room = document.documentElement.clientWidth;
    return [`${boxes.map((box) => box.scrollWidth)} in ${room}`].concat(
      [...document.querySelectorAll("body *")]
        .filter((each) => shown(each) && !each.closest(".window")
          && each.getBoundingClientRect().right > room + 1).map(name));
  };

  // Texts cut off by the box that they stand in; what is cut on purpose is given.
  const cut = (meant) => [...document.querySelectorAll("body *")]
    .filter((each) => shown(each) && !each.closest(meant))
    .filter((each) => {
      const { overflowX, overflowY } = getComputedStyle(each);
      const clips = (flow) => flow === "hidden" || flow === "clip";
      return (clips(overflowX) && each.scrollWidth > each.clientWidth + 1)
        || (clips(overflowY) && each.scrollHeight > each.clientHeight + 1);
    }).map(name);

  // What has the keyboard: which it is, how clear its outline is, and what covers its middle.
  const focused = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const { left, top, width, height } = element.getClientRects()[0];
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const same = above && (element.contains(above) || above.contains(element));
    return {
      name: name(element),
      place: stops().indexOf(element),
      outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      contrast: contrast(element.parentElement, outlineColor),
      covered: same ? "" : above ? name(above) : "out of sight",
    };
  };
  const stops = () => [...(document.querySelector("dialog[open]") || document).querySelectorAll(
    "a[href], button, input:not([type=hidden]), textarea, summary, [tabindex='0']")]
    .filter((each) => shown(each) && !each.disabled && each.tabIndex >= 0);
  const moving = () => document.getAnimations().filter((each) => each.playState === "running").length;

  return { faint, wide, cut, focused, moving, contrast, count: () => stops().length, names: () => stops().map(name) };
})();
