// Which elements of a document are controls, before anything is written down. An element that
// only listens or only looks pressable is one where nothing inside it is.
({ above, attr, boxOf, clean, cut, delegated, heard, hears, hides, kids, nameByLook, nameOf, ownRole, remember, saidRole,
  seen, shadowOf, styleOf, tagOf, textOf }) => {
  const NEVER = /^(BODY|HTML|IFRAME|FORM|TABLE|TBODY|THEAD|TFOOT|UL|OL|DL|OPTION|LEGEND|HEAD|SCRIPT|STYLE|MAIN|HR|BR|USE|DEFS)$/;
  const WRAPS = /^(UL|OL|TABLE|TBODY|DL|NAV|FORM|MAIN|BODY)$/;
  const NOT_BY_FOCUS = /^(region|group|dialog|alertdialog|tabpanel|document|application|log|list|listbox|table|grid|tree|menu|menubar|tablist|toolbar|feed|article|main|alert|status|radiogroup|progressbar|img)$/;
  const PROPER = "a[href],button,summary,label,select," + ["button", "link", "tab", "menuitem", "option",
    "checkbox", "radio", "switch", "combobox"].map((role) => `[role=${role}]`).join();
  const LONG = 100;

  function everything(root = document, found = []) {
    for (const el of root.querySelectorAll("*")) {
      found.push(el);
      const shadow = shadowOf(el);
      if (shadow) everything(shadow, found);
    }
    return found;
  }

  let holders = new Set();
  const operable = (el) => holders.has(el);
  function noted(el) {
    for (let up = above(el); up && !holders.has(up); up = above(up)) holders.add(up);
  }

  // --- signs -----------------------------------------------------------------------------
  const pointed = (el) => styleOf(el).cursor === "pointer";
  // Where nobody listens a pointer is decoration, unless it opens what style sheets alone show.
  const unfolds = (el) => [el, el.nextElementSibling].some((part) => part &&
    [...part.querySelectorAll("a[href],button,[role]")].some((held) => !seen(held)));
  function points(el) {
    if (!pointed(el)) return false;
    const up = above(el);
    if (up && pointed(up) && !WRAPS.test(tagOf(up))) return false;
    return heard(el) || unfolds(el);
  }
  const scrolls = (el) => (el.scrollHeight > el.clientHeight + 1 || el.scrollWidth > el.clientWidth + 1) &&
    /auto|scroll/.test(styleOf(el).overflow);
  const focused = (el) => /^\d+$/.test(attr(el, "tabindex")) && !NOT_BY_FOCUS.test(saidRole(el)) && !scrolls(el);
  // Rows whose list listens for them.
  const rowOfListener = (el) => tagOf(el) === "LI" && el.parentElement !== null && !WRAPS.test(tagOf(el)) &&
    hears(el.parentElement) && textOf(el) !== "";
  // Cells that listen one by one, beside the link of their row.
  function cellOfLinks(el) {
    if (!/^T[DH]$/.test(tagOf(el)) || pointed(el) || !el.parentElement?.querySelector("a[href],button")) return false;
    return [...el.parentElement.cells].every((cell) => hears(cell) || cell.querySelector(PROPER));
  }
  const large = (el) => {
    const box = boxOf(el);
    return box.width * box.height > innerWidth * innerHeight * 0.6;
  };

  // --- made controls ---------------------------------------------------------------------
  function madeName(el, awaited) {
    if (NEVER.test(tagOf(el)) || (tagOf(el) === "LABEL" && el.control)) return "";
    const mine = awaited.has(el) || hears(el) || rowOfListener(el);
    const shows = points(el);
    if (!mine && !shows && !focused(el)) return "";
    if (!seen(el) || cellOfLinks(el)) return "";
    const around = above(el)?.closest?.(PROPER);
    if (around) return mine ? insideProper(el, around) : "";
    if (holders.has(el)) return mine && shows ? cardName(el) : "";
    return bareName(el, shows);
  }
  function insideProper(el, around) {
    if (tagOf(around) === "LABEL" && around.control) return "";
    const name = nameOf(el) || nameByLook(el, true);
    return textOf(el) !== textOf(around) && el.textContent !== around.textContent ? cut(name, LONG) : "";
  }
  function bareName(el, shows) {
    if (large(el) && !shows) return "";
    const name = attr(el, "aria-label") ? nameOf(el) : shownName(el);
    if (name.length > LONG) return shows && !large(el) ? cut(name, LONG) : "";
    return name || (large(el) ? "" : nameByLook(el, true));
  }
  // Of many words those that stand out are the name; the rest is told beside it.
  function standsOut(el) {
    const whole = textOf(el);
    const parts = el.querySelectorAll("h1,h2,h3,h4,h5,h6,strong,b,[role=heading]");
    const found = [...parts].find((part) => /\p{L}/u.test(textOf(part)) && seen(part));
    return found && textOf(found) !== whole ? found : null;
  }
  function shownName(el) {
    const part = standsOut(el);
    return part && textOf(el).length > 40 ? textOf(part) : nameOf(el).replace(/^[+＋] ?(?=\p{L})/u, "");
  }
  // A card that can be pressed beside the controls it holds.
  function cardName(el) {
    if (large(el)) return "";
    const own = clean(outerWords(el)).replace(/[\p{P}\p{S}\s]+$/u, "");
    if (!/\p{L}{2}/u.test(own)) return "";
    const part = standsOut(el);
    return cut(attr(el, "aria-label") || (part && own.includes(textOf(part)) && textOf(part)) || own, LONG);
  }
  function outerWords(el) {
    return [...kids(el)].map((kid) => {
      if (kid.nodeType === Node.TEXT_NODE) return kid.data;
      if (kid.nodeType !== Node.ELEMENT_NODE || ownRole(kid) || tagOf(kid) === "LABEL" || hides(kid)) return "";
      return holders.has(kid) ? ` ${outerWords(kid)} ` : ` ${textOf(kid)} `;
    }).join("");
  }

  function census() {
    holders = new Set();
    const made = new WeakMap();
    const all = everything();
    const awaited = new Set(delegated(all));
    const nameNow = (el) => madeName(el, awaited);
    remember(made);
    // The innermost first.
    for (const el of all.reverse()) {
      if (ownRole(el) || tagOf(el) === "IFRAME") {
        if (seen(el)) noted(el);
        continue;
      }
      if (nameNow(el)) {
        made.set(el, nameNow);
        noted(el);
      }
    }
    return all.reverse();
  }
  return { census, operable, standsOut };
}
