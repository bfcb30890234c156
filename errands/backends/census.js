// Which elements of a document are controls, before anything is written down. An element that
// only listens or only looks pressable is one where nothing inside it is.
({ above, attr, clean, cut, delegated, hears, kids, nameByLook, nameOf, ownRole, remember, saidRole,
  seen, shadowOf, tagOf, textOf }) => {
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
  const pointed = (el) => getComputedStyle(el).cursor === "pointer";
  function points(el) {
    if (!pointed(el)) return false;
    const up = above(el);
    return !up || !pointed(up) || WRAPS.test(tagOf(up));
  }
  const scrolls = (el) => (el.scrollHeight > el.clientHeight + 1 || el.scrollWidth > el.clientWidth + 1) &&
    /auto|scroll/.test(getComputedStyle(el).overflow);
  const focused = (el) => /^\d+$/.test(attr(el, "tabindex")) && !NOT_BY_FOCUS.test(saidRole(el)) && !scrolls(el);
  // Rows whose list listens for them.
  const rowOfListener = (el) => tagOf(el) === "LI" && el.parentElement !== null && !WRAPS.test(tagOf(el)) &&
    hears(el.parentElement) && textOf(el) !== "";
  const large = (el) => {
    const box = el.getBoundingClientRect();
    return box.width * box.height > innerWidth * innerHeight * 0.6;
  };

  // --- made controls ---------------------------------------------------------------------
  function madeName(el, awaited) {
    if (NEVER.test(tagOf(el)) || (tagOf(el) === "LABEL" && el.control)) return "";
    const heard = awaited.has(el) || hears(el) || rowOfListener(el);
    const shows = points(el);
    if (!heard && !shows && !focused(el)) return "";
    if (!seen(el)) return "";
    const around = above(el)?.closest?.(PROPER);
    if (around) return heard ? insideProper(el, around) : "";
    if (holders.has(el)) return heard && shows ? cardName(el) : "";
    return bareName(el, heard, shows);
  }
  function insideProper(el, around) {
    if (tagOf(around) === "LABEL" && around.control) return "";
    const name = nameOf(el) || nameByLook(el, true);
    return textOf(el) !== textOf(around) && el.textContent !== around.textContent ? cut(name, LONG) : "";
  }
  function bareName(el, heard, shows) {
    const name = nameOf(el);
    if (name.length > LONG) return shows && !large(el) ? short(el, name) : "";
    if (name) return large(el) && !shows ? "" : name;
    return (heard || shows) && !large(el) ? nameByLook(el, true) : "";
  }
  function short(el, name) {
    const heading = el.querySelector("h1,h2,h3,h4,h5,h6,strong,b");
    return cut((heading && textOf(heading)) || name, LONG);
  }
  // A card that can be pressed beside the controls it holds.
  function cardName(el) {
    if (large(el)) return "";
    const own = clean(outerWords(el)).replace(/[\p{P}\p{S}\s]+$/u, "");
    if (!/\p{L}{2}/u.test(own)) return "";
    const heading = [...el.querySelectorAll("h1,h2,h3,h4,h5,h6")].find((part) => textOf(part));
    return cut(attr(el, "aria-label") || (heading && textOf(heading)) || own, LONG);
  }
  function outerWords(el) {
    return [...kids(el)].map((kid) => {
      if (kid.nodeType === Node.TEXT_NODE) return kid.data;
      if (kid.nodeType !== Node.ELEMENT_NODE || ownRole(kid) || tagOf(kid) === "LABEL") return "";
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
  return { census, operable };
}
