// What of a document goes along when its tab moves to another browser: take() and put().
(() => {
  const DRAWN = "[role=option][aria-selected], [role=radio][aria-checked], [role=checkbox][aria-checked], [role=switch][aria-checked]";
  const FIELDS = `input, textarea, select, [contenteditable]:not([contenteditable=false]), ${DRAWN}`;
  const LEFT = "input:is([type=password], [type=file], [type=hidden], [type=submit], [type=button], [type=image], [type=reset])";
  const MOST = 500;
  const LONGEST = 20000;
  const ALL = 200000; // characters of a document's fields, and of its storage
  const owner = (el) => ({ INPUT: HTMLInputElement, TEXTAREA: HTMLTextAreaElement, SELECT: HTMLSelectElement })[el.tagName];
  const reader = () => window[Symbol.for("errands.reader")];
  const isField = (el) => owner(el) !== undefined;
  const isDrawn = (el) => !isField(el) && el.matches(DRAWN);
  const isBox = (el) => el.type === "checkbox" || el.type === "radio" || isDrawn(el);
  const isOn = (el) => (isDrawn(el) ? /true/.test(el.getAttribute("aria-selected") ?? el.getAttribute("aria-checked")) : el.checked);
  const read = (el) => (isField(el) ? el.value : el.innerText) ?? "";

  // Ids may be drawn anew at each load; what a field is called isn't.
  function calledSo(el) {
    const label = el.labels?.[0]?.textContent ?? "";
    const own = isDrawn(el) ? el.textContent : "";
    const said = el.getAttribute("aria-label") || label || own || el.getAttribute("placeholder") || "";
    const choice = el.type === "radio" ? el.value : "";
    return [el.tagName, el.type ?? "", el.name ?? "", said, choice].map((part) => part.trim().slice(0, 80)).join("|");
  }
  function places() {
    const counts = new Map();
    const found = new Map();
    for (const el of [...document.querySelectorAll(FIELDS)].slice(0, MOST)) {
      if (el.matches(LEFT)) continue;
      const name = calledSo(el);
      const number = counts.get(name) ?? 0;
      counts.set(name, number + 1);
      found.set(`${name}|${number}`, el);
    }
    return found;
  }
  // The reader knows which fields hold a secret, and which did before a page showed it.
  const isSecret = (el) => el.value !== "set" && reader()?.describe(el).value === "set";
  const stateOf = (place, el) => (isBox(el) ? { place, checked: isOn(el) } : { place, value: read(el) });

  function within(items, sizeOf) {
    let left = ALL;
    return items.filter((item) => (left -= sizeOf(item)) >= 0);
  }
  function stored() {
    try {
      return within(Object.entries(sessionStorage), ([key, value]) => key.length + value.length);
    } catch {
      return []; // A document without an origin has none, and says so by an error.
    }
  }
  function take() {
    const all = [...places()];
    const short = all.filter(([, el]) => read(el).length <= LONGEST && !isSecret(el));
    const kept = within(short, ([place, el]) => place.length + read(el).length);
    const focus = kept.find(([, el]) => el === document.activeElement);
    return {
      session_storage: stored(),
      fields: kept.map(([place, el]) => stateOf(place, el)),
      focus: focus?.[0] ?? "",
      scroll: [Math.round(scrollX), Math.round(scrollY)],
    };
  }

  // A field that is sent by a button of its form acts on nothing by itself; any other one might,
  // and is left alone where its page shows something else. (Nothing is sent meanwhile either way.)
  const waits = (el) => Boolean(el.closest("form")?.querySelector("button:not([type=button]):not([type=reset]), [type=submit], [type=image]"));
  // Frameworks watch a field's own setter, and take what is written past it for no change.
  const write = (el, name, value) => Object.getOwnPropertyDescriptor(owner(el).prototype, name).set.call(el, value);
  const tell = (el, kind) => el.dispatchEvent(new Event(kind, { bubbles: true }));
  function fill(el, field) {
    if (isDrawn(el)) return el.click();
    if (field.checked !== null) write(el, "checked", field.checked);
    else if (isField(el)) write(el, "value", field.value);
    else el.innerText = field.value;
    tell(el, "input");
    if (waits(el)) tell(el, "change");
  }
  const differs = (el, field) => (field.checked === null ? read(el) !== field.value : isOn(el) !== field.checked);
  // Of several of which one is on, the others go off by themselves.
  const goesOff = (el, field) => field.checked === false && /^(option|radio)$/.test(el.getAttribute("role") ?? el.type);
  const typed = (el) => !isBox(el) && el.tagName !== "SELECT";
  const takes = (el, field) => el.tagName !== "SELECT" || [...el.options].some((option) => option.value === field.value);
  // The places that were written. Some fields are only there once another one is.
  function put(fields) {
    const now = places();
    const written = [];
    for (const field of fields) {
      const el = now.get(field.place);
      if (!el || !differs(el, field) || goesOff(el, field) || !takes(el, field)) continue;
      if (!waits(el) && !typed(el)) continue;
      fill(el, field);
      written.push(field.place);
    }
    return written;
  }
  function missing(fields) {
    const now = places();
    return fields.filter((field) => !now.has(field.place) || differs(now.get(field.place), field)).length;
  }
  function stand({ focus, scroll }) {
    places().get(focus)?.focus({ preventScroll: true });
    scrollTo(...scroll);
  }
  return { take, put, missing, stand };
})()
