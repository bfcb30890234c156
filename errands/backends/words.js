// What a node is called: the standard's accessible name, and where a page gives none, what a
// person would call what they see.
({ once, shadowOf, styleOf }) => {
  const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "CANVAS", "VIDEO", "AUDIO",
    "OBJECT", "EMBED", "HEAD", "DATALIST", "OPTION", "OPTGROUP", "IMG", "PICTURE", "SVG"]);
  const LINE = { textbox: true, searchbox: true, combobox: true, listbox: true, slider: true, spinbutton: true };

  // Icon fonts live in the private areas.
  const PLAIN = /^[!-~]*$/;
  function clean(text) {
    if (PLAIN.test(text)) return text;
    const shown = /[^\x00-\x7f]/.test(text) ? text.replace(/[\p{Co}\u200b\u200e\u200f\ufeff]/gu, "") : text;
    return shown.replace(/\s+/g, " ").trim();
  }
  function cut(text, limit) {
    if (text.length <= limit) return text;
    const head = text.slice(0, limit - 1);
    const space = head.lastIndexOf(" ");
    return `${space > limit / 2 ? head.slice(0, space) : head}…`;
  }
  function attr(el, name) {
    const value = el.getAttribute(name);
    return value ? clean(value) : "";
  }
  const saidRole = (el) => attr(el, "role").split(" ")[0];
  // Names of other kinds of elements than HTML's are in small letters.
  const tagOf = (el) => (el instanceof HTMLElement ? el.tagName : el.tagName.toUpperCase());
  const isField = (el) => /^(INPUT|SELECT|TEXTAREA)$/.test(tagOf(el));
  const byIds = (el, name) => attr(el, name).split(" ").filter(Boolean)
    .map((id) => el.getRootNode().getElementById?.(id)).filter(Boolean);
  function kids(el) {
    const root = shadowOf(el);
    if (root) return root.childNodes;
    if (tagOf(el) !== "SLOT") return el.childNodes;
    const given = el.assignedNodes();
    return given.length ? given : el.childNodes;
  }

  // --- words in and under a node ---------------------------------------------------------
  // As a screen reader would say them, so visually hidden words count.
  function words(part, way) {
    if (part.nodeType === Node.TEXT_NODE) return part.data;
    if (part.nodeType !== Node.ELEMENT_NODE || way.own === part) return "";
    if (part === way.top) return inner(part, way);
    const style = styleOf(part);
    const hidden = style.display === "none" || style.visibility === "hidden" || part.ariaHidden === "true";
    if (hidden && !way.hidden) return "";
    const text = wordsOf(part, way);
    return style.display === "inline" ? text : ` ${text} `;
  }
  const holdsValue = (part) => isField(part) || LINE[saidRole(part)];
  function wordsOf(part, way) {
    if (way.values && holdsValue(part) && shownIn(part)) return ` ${shownIn(part)} `;
    const labelled = way.pointed ? "" : byIds(part, "aria-labelledby").map(pointed).join(" ");
    if (labelled || attr(part, "aria-label")) return ` ${labelled || attr(part, "aria-label")} `;
    const tag = tagOf(part);
    if (tag === "BR") return " ";
    if (tag === "IMG") return part.alt || attr(part, "title");
    if (tag === "SVG") return part.querySelector("title")?.textContent ?? "";
    if (SILENT.has(tag)) return "";
    if (holdsValue(part)) return "";
    return inner(part, way) || attr(part, "title");
  }
  function inner(part, way) {
    let text = once("before", part, () => drawn(part, "::before"));
    for (const kid of kids(part)) text += words(kid, way);
    return text + once("after", part, () => drawn(part, "::after"));
  }
  // Styles of pseudo elements are dear; most pages draw no words with them.
  const checked = new WeakMap();
  const WRITES = /["'][^"']*[\p{L}\p{N}]/u;
  function writes(rules) {
    return [...rules].some((rule) => (rule.selectorText
      ? /:(before|after)/.test(rule.selectorText) && WRITES.test(rule.style.content)
      : false) || writes(rule.cssRules ?? rule.styleSheet?.cssRules ?? []));
  }
  function sheetWrites(sheet) {
    try {
      const rules = sheet.cssRules;
      if (checked.get(sheet)?.count !== rules.length) {
        checked.set(sheet, { count: rules.length, found: writes(rules) });
      }
      return checked.get(sheet).found;
    } catch {
      return true; // another host's
    }
  }
  const drawsWords = () => once("drawsWords", document.documentElement, () =>
    [...document.styleSheets, ...document.adoptedStyleSheets].some(sheetWrites));
  function drawn(el, place) {
    if (el.getRootNode() === document && !drawsWords()) return "";
    const { content, display } = getComputedStyle(el, place);
    if (content === "none" || content === "normal") return "";
    const said = /\/\s*"((?:[^"\\]|\\.)*)"$/.exec(content) ?? /^"((?:[^"\\]|\\.)*)"/.exec(content);
    const text = said ? said[1].replace(/\\(.)/g, "$1").replace(/\p{Co}/gu, "") : "";
    return text && display !== "inline" ? ` ${text} ` : text;
  }
  function shownIn(el) {
    if (el.type === "password" || /^(checkbox|radio|file|image)$/.test(el.type)) return "";
    if (tagOf(el) === "SELECT") return [...el.selectedOptions].map((option) => option.label).join(" ");
    return isField(el) ? el.value : attr(el, "aria-valuetext") || attr(el, "aria-valuenow") || textOf(el);
  }
  const textOf = (part) => once("text", part, () => clean(words(part, { top: part })));
  const contentOf = (el) => once("content", el, () => clean(words(el, { top: el, values: true })));
  function pointed(target) {
    const hidden = styleOf(target).display === "none" || target.ariaHidden === "true" ||
      styleOf(target).visibility === "hidden";
    const way = { top: target, values: true, pointed: true, hidden };
    return clean(plain(target) || attr(target, "aria-label") || words(target, way));
  }
  function plain(el) {
    if (isField(el)) return shownIn(el);
    return tagOf(el) === "IMG" ? el.alt : "";
  }
  const labelWords = (el) => [...(el.labels ?? [])].map((label) => attr(label, "aria-label") ||
    clean(words(label, { top: label, values: true, own: el }))).join(" ");

  // --- the name --------------------------------------------------------------------------
  function pushed(el) {
    if (tagOf(el) !== "INPUT" || !/^(submit|button|reset|image)$/.test(el.type)) return "";
    if (el.type === "image") return attr(el, "alt") || attr(el, "value") || attr(el, "title") || "Submit";
    return el.value || { submit: "Submit", reset: "Reset" }[el.type] || "";
  }
  const WORDED = /[\p{L}\p{N}]/u;
  function* candidates(el) {
    const written = isField(el) || el.isContentEditable || LINE[saidRole(el)];
    yield byIds(el, "aria-labelledby").map(pointed).join(" ");
    yield attr(el, "aria-label");
    yield labelWords(el);
    yield pushed(el);
    yield isField(el) ? "" : attr(el, "alt");
    const content = written ? "" : ownTitle(el) || contentOf(el);
    if (WORDED.test(content)) yield content;
    yield attr(el, "title") || tipOf(el); // people say this of a sign
    yield content;
    yield attr(el, "placeholder") || attr(el, "aria-placeholder") || attr(el, "data-placeholder");
    if (written) yield nearby(el);
  }
  // Where pages and their libraries keep what they show in a tip of their own.
  const TIP = /^(data-(bs-)?(original-)?(title|tip|tooltip|hint)|tooltip|tip|tt)$/;
  const tipOf = (el) => cut([...(el.attributes ?? [])].filter(({ name }) => TIP.test(name))
    .map(({ value }) => clean(value)).find((value) => WORDED.test(value)) ?? "", 60);
  const ownTitle = (el) => clean(el.querySelector?.(":scope > title")?.textContent ?? "");
  function nameOf(el) {
    for (const candidate of candidates(el)) {
      const name = clean(candidate);
      if (name) return name;
    }
    return "";
  }
  // A field without a label: the words that stand right before it (after it, for a box), or
  // before what holds nothing but it.
  function nearby(el) {
    const after = /^(checkbox|radio)$/.test(el.type);
    let text = "";
    for (let at = el, up = 0; at && up < 3 && !text; at = alone(at, el), up += 1) text = beside(at, after);
    const cell = el.closest("td")?.previousElementSibling;
    return text || (cell ? textOf(cell) : "") || spoken(el.name ?? "");
  }
  const FIELDS = "input:not([type=hidden]),select,textarea,[contenteditable]";
  const alone = (at, el) => (at.parentElement && at.parentElement !== document.body &&
    [...at.parentElement.querySelectorAll(FIELDS)].every((field) => field === el) ? at.parentElement : null);
  function beside(el, after) {
    let sibling = after ? el.nextSibling : el.previousSibling;
    for (; sibling; sibling = after ? sibling.nextSibling : sibling.previousSibling) {
      if (sibling.nodeType === Node.ELEMENT_NODE && (isField(sibling) || sibling.querySelector(FIELDS))) break;
      const text = clean(words(sibling, {}));
      if (text) return text.length <= 60 ? text : "";
    }
    return "";
  }
  const spoken = (name) => clean(name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_\-[\].:/]+/g, " "));

  return { SILENT, LINE, attr, saidRole, byIds, clean, contentOf, cut, isField, kids, nameOf, spoken, tagOf, textOf };
}
