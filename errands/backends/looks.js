// What to call a control that has no name: its icon, its picture, its colour, its address.
({ attr, clean, spoken, styleOf, tagOf }) => {
  const COLOURS = { black: [0, 0, 0], white: [255, 255, 255], gray: [128, 128, 128], silver: [192, 192, 192],
    red: [255, 0, 0], maroon: [128, 0, 0], orange: [255, 165, 0], yellow: [255, 255, 0],
    olive: [128, 128, 0], lime: [0, 255, 0], green: [0, 128, 0], cyan: [0, 255, 255],
    teal: [0, 128, 128], blue: [0, 0, 255], navy: [0, 0, 128], purple: [128, 0, 128],
    magenta: [255, 0, 255], pink: [255, 192, 203], brown: [165, 42, 42] };
  const SHAPES = { RECT: "box", CIRCLE: "circle", ELLIPSE: "ellipse", LINE: "line", PATH: "shape",
    POLYGON: "shape", POLYLINE: "line", G: "group" };
  const ICON = /^(?:fa|icon|icons|glyphicon|bi|mdi|ti|ri|ph|lucide|anticon|feather|oi|la|bx|pi|uil|octicon|codicon|i|ico|svg)[-_]+(.+)$/i;
  const STYLE = /^(solid|regular|light|brands?|fw|lg|xs|sm|md|xl|\dx|spin|icon|icons|button|btn|wrapper|inverse|size.*)$/i;

  function channels(colour) {
    const found = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour);
    return found && found[4] !== "0" ? found.slice(1, 4).map(Number) : null;
  }
  const apart = (a, b) => a.reduce((sum, value, index) => sum + (value - b[index]) ** 2, 0);
  function colourName(colour) {
    const given = channels(colour);
    if (!given) return "";
    return Object.entries(COLOURS).sort((a, b) => apart(a[1], given) - apart(b[1], given))[0][0];
  }
  function shapeOf(el) {
    const tag = tagOf(el);
    if (!(el instanceof SVGElement)) return "box";
    const corners = tag === "POLYGON" ? el.points.numberOfItems : 0;
    return { 3: "triangle", 4: "quadrangle" }[corners] ?? SHAPES[tag] ?? "shape";
  }
  function painted(el) {
    const style = styleOf(el);
    if (!(el instanceof SVGElement)) return colourName(style.backgroundColor);
    return colourName(style.fill) || colourName(style.stroke);
  }
  function colourOf(el) {
    const own = painted(el);
    if (own) return `${own} ${shapeOf(el)}`;
    const part = [...el.children].find(painted);
    return part ? `${painted(part)} ${shapeOf(part)}` : "";
  }

  // --- icons and pictures ----------------------------------------------------------------
  const listed = (el) => [...el.classList];
  function iconOf(el) {
    for (const part of [el, ...el.querySelectorAll("*")].slice(0, 12)) {
      const said = attr(part, "data-icon") || attr(part, "data-lucide") || attr(part, "icon");
      if (said && !/\s/.test(said)) return spoken(said.split(":").pop());
      const used = tagOf(part) === "USE" ? part.getAttribute("href") ?? part.getAttribute("xlink:href") ?? "" : "";
      if (used.includes("#")) return spoken(used.split("#").pop().replace(ICON, "$1"));
      const found = listed(part).map((name) => ICON.exec(name)?.[1]).find((name) => name && !STYLE.test(name));
      if (found) return spoken(found);
    }
    return "";
  }
  function fileOf(address) {
    const last = address.split(/[?#]/)[0].split("/").filter(Boolean).pop() ?? "";
    const name = spoken(last.replace(/\.\w{2,5}$/, ""));
    return !address.startsWith("data:") && worded(name) ? name : "";
  }
  function pictureOf(el) {
    const image = tagOf(el) === "IMG" ? el : el.querySelector("img");
    const drawn = [el, ...el.children].map((part) => /^url\("(.*)"\)/.exec(styleOf(part).backgroundImage)?.[1]);
    return (image && fileOf(image.currentSrc || image.src)) || fileOf(drawn.find(Boolean) ?? "");
  }
  // Words, not the hash of a build.
  const worded = (text) => /^[\p{L} ]{2,40}$/u.test(text) && /[aeiouy]|[^\x00-\x7f]/i.test(text);
  function calledInCode(el) {
    const given = [attr(el, "data-testid"), attr(el, "data-test"), attr(el, "name"), attr(el, "id"),
      ...listed(el).filter((name) => !STYLE.test(name))];
    return given.map(spoken).find(worded) ?? "";
  }
  function leadsTo(el) {
    if (tagOf(el) !== "A" || !el.href) return "";
    return fileOf(el.pathname ?? "") || (el.host === location.host ? "" : el.host ?? "");
  }
  // A thing without words that can only be pressed means what it looks like; a proper control
  // with a colour is decorated.
  const nameByLook = (el, bare) => clean(iconOf(el) || pictureOf(el) || leadsTo(el) ||
    (bare && tagOf(el) !== "SVG" ? colourOf(el) || calledInCode(el) : calledInCode(el) || colourOf(el)));
  return { nameByLook };
}
