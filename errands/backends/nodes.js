// What one node of a page is: its number, role, name, value, and whether a person sees it.
() => {
  const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "CANVAS", "VIDEO", "AUDIO",
    "OBJECT", "EMBED", "HEAD", "DATALIST", "OPTION", "OPTGROUP", "IMG", "PICTURE", "SVG"]);
  const ROLES = { button: "button", link: "link", textbox: "text", searchbox: "text",
    spinbutton: "number", slider: "number", combobox: "combobox", checkbox: "checkbox",
    switch: "checkbox", radio: "radio", tab: "tab", menuitem: "menuitem", option: "option",
    menuitemcheckbox: "checkbox", menuitemradio: "radio", treeitem: "option" };
  const INPUTS = { submit: "button", button: "button", reset: "button", image: "button",
    color: "text", email: "email", tel: "tel", number: "number", range: "number",
    password: "password", date: "date", "datetime-local": "date", month: "date", week: "date",
    checkbox: "checkbox", radio: "radio", file: "file" };
  const CONTROLS = "a[href],button,input:not([type=hidden]),select,textarea,summary,iframe," +
    "[onclick],[contenteditable=''],[contenteditable=true]," +
    Object.keys(ROLES).map((role) => `[role=${role}]`).join();
  const SECRET = /\b(cc-number|cc-csc|current-password|new-password|one-time-code)\b/;

  // --- numbers for nodes, stable while a node lives -------------------------------------
  const numbers = new WeakMap();
  const nodes = new Map();
  let lastNumber = 0;
  function numberOf(el) {
    if (!numbers.has(el)) {
      numbers.set(el, ++lastNumber);
      nodes.set(lastNumber, new WeakRef(el));
    }
    return numbers.get(el);
  }
  function node(number) {
    const el = nodes.get(number)?.deref();
    return el?.isConnected ? el : null;
  }

  // --- words -----------------------------------------------------------------------------
  const clean = (text) => text.replace(/\s+/g, " ").trim();
  function cut(text, limit) {
    if (text.length <= limit) return text;
    const head = text.slice(0, limit - 1);
    const space = head.lastIndexOf(" ");
    return `${space > limit / 2 ? head.slice(0, space) : head}…`;
  }
  const attr = (el, name) => clean(el.getAttribute(name) ?? "");
  const tagOf = (el) => el.tagName.toUpperCase();
  const isField = (el) => /^(INPUT|SELECT|TEXTAREA)$/.test(tagOf(el));
  const byIds = (el, name) => attr(el, name).split(" ").filter(Boolean)
    .map((id) => el.getRootNode().getElementById?.(id)).filter(Boolean);
  function kids(el) {
    if (el.shadowRoot) return el.shadowRoot.childNodes;
    if (tagOf(el) !== "SLOT") return el.childNodes;
    const given = el.assignedNodes();
    return given.length ? given : el.childNodes;
  }
  // For names: what a screen reader would say, so visually hidden words count.
  function words(part, top = part) {
    if (part.nodeType === Node.TEXT_NODE) return part.data;
    if (part.nodeType !== Node.ELEMENT_NODE) return "";
    const tag = tagOf(part);
    if (tag === "IMG") return part.alt;
    if (tag === "SVG") return attr(part, "aria-label") || part.querySelector("title")?.textContent || "";
    if (SILENT.has(tag) || (part !== top && isField(part))) return "";
    if (part !== top) {
      if (part.ariaHidden === "true") return "";
      const style = getComputedStyle(part);
      if (style.display === "none" || style.visibility === "hidden") return "";
      if (attr(part, "aria-label")) return ` ${attr(part, "aria-label")} `;
      if (style.display !== "inline") return ` ${inner(part, top)} `;
    }
    return tag === "BR" ? " " : inner(part, top);
  }
  const inner = (part, top) => [...kids(part)].map((kid) => words(kid, top)).join("");
  const textOf = (part) => clean(words(part));

  function nameOf(el) {
    const input = tagOf(el) === "INPUT";
    const pushed = input && /^(submit|button|reset)$/.test(el.type);
    const candidates = [
      () => byIds(el, "aria-labelledby").map(textOf).join(" "),
      () => attr(el, "aria-label"),
      () => (el.labels ? [...el.labels].map(textOf).join(" ") : ""),
      () => (pushed ? el.value || (el.type === "submit" ? "Submit" : el.type) : ""),
      () => attr(el, "alt"),
      () => (isField(el) || el.isContentEditable ? "" : textOf(el)),
      () => attr(el, "title"),
      () => attr(el, "placeholder"),
      () => (isField(el) ? nearby(el) : ""),
    ];
    for (const candidate of candidates) {
      const name = clean(candidate());
      if (name) return cut(name, 100);
    }
    return "";
  }
  // An unlabelled field: the words that stand right before it (after it, for a box).
  function nearby(el) {
    const after = /^(checkbox|radio)$/.test(el.type);
    let sibling = after ? el.nextSibling : el.previousSibling;
    for (; sibling; sibling = after ? sibling.nextSibling : sibling.previousSibling) {
      if (sibling.nodeType === Node.ELEMENT_NODE && isField(sibling)) break;
      const text = clean(words(sibling));
      if (text) return text.length <= 60 ? text : "";
    }
    const cell = el.closest("td")?.previousElementSibling;
    const text = cell ? textOf(cell) : "";
    return text || clean((el.name ?? "").replace(/[_\-[\].]+/g, " "));
  }

  // --- seeing ----------------------------------------------------------------------------
  const boxed = (el) => [...el.getClientRects()].some((box) => box.width > 0 && box.height > 0) ||
    (!isField(el) && [...el.children].some(boxed));
  function hides(el, style) {
    if (style.display === "none" || style.opacity === "0" || el.inert) return true;
    if (style.contentVisibility === "hidden") return true;
    if (el === document.body || /^(inline|contents)$/.test(style.display)) return false;
    if (/^inset\((50|100)%/.test(style.clipPath)) return true;
    const box = el.getBoundingClientRect();
    const tiny = box.width <= 2 || box.height <= 2;
    if (tiny && (style.overflowX !== "visible" || style.overflowY !== "visible")) return true;
    if (!/^(absolute|fixed)$/.test(style.position)) return false;
    return /^rect\([01]px,? [01]px,? [01]px,? [01]px\)/.test(style.clip) ||
      box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
  }
  function seen(el) {
    if (!boxed(el)) return false;
    if (getComputedStyle(el).visibility !== "visible") return false;
    for (let up = el; up; up = up.parentElement ?? up.getRootNode().host) {
      if (hides(up, getComputedStyle(up))) return false;
    }
    return true;
  }
  const isBox = (el) => tagOf(el) === "INPUT" && /^(checkbox|radio|file)$/.test(el.type);
  const labelOf = (el) => [...(el.labels ?? [])].find(seen) ?? null;
  const decoy = (el, hidden) => hidden && attr(el, "tabindex") === "-1";

  // --- what a node is --------------------------------------------------------------------
  const editable = (el) => el.isContentEditable || (isField(el) && !el.readOnly);
  function roleOf(el) {
    const tag = tagOf(el);
    const said = ROLES[attr(el, "role").split(" ")[0]] ?? "";
    if (tag === "SELECT") return "select";
    if (tag === "INPUT") {
      if (el.type === "hidden") return "";
      const own = INPUTS[el.type] ?? "text";
      if (/^(checkbox|radio|file|button|password)$/.test(own)) return own;
      if (el.readOnly) return said === "combobox" ? "select" : "button";
      return said === "combobox" || el.list ? "combobox" : own;
    }
    if (said === "combobox") return editable(el) ? said : "select";
    if (tag === "TEXTAREA") return el.readOnly ? "" : "text";
    if (said) return said;
    if (tag === "A" && el.hasAttribute("href")) return "link";
    if (tag === "BUTTON" || tag === "SUMMARY") return "button";
    if (attr(el, "contenteditable") === "true" || el.getAttribute("contenteditable") === "") return "text";
    return clickable(el) ? "button" : "";
  }
  function clickable(el) {
    if (/^(LABEL|BODY|HTML|IFRAME|FORM|TABLE|UL|OL)$/.test(tagOf(el)) || el.closest("label")) return false;
    const pointer = () => getComputedStyle(el).cursor === "pointer" &&
      (!el.parentElement || getComputedStyle(el.parentElement).cursor !== "pointer");
    if (!el.hasAttribute("onclick") && !/^\d+$/.test(attr(el, "tabindex")) && !pointer()) return false;
    if (el.querySelector(`${CONTROLS},label`)) return false;
    const name = attr(el, "aria-label") || attr(el, "title") || textOf(el);
    return name.length > 0 && name.length <= 100;
  }
  // Once a secret, always one: "show password" turns the field into a text field.
  const hushed = new WeakSet();
  function valueOf(el, role) {
    if (role === "password" || SECRET.test(attr(el, "autocomplete"))) hushed.add(el);
    if (hushed.has(el)) return el.value ? "set" : "";
    if (tagOf(el) === "SELECT") {
      return [...el.selectedOptions].filter(chosen).map((option) => clean(option.label)).join(", ");
    }
    if (role === "file") return [...el.files].map((file) => file.name).join(", ");
    if (role === "select" || role === "combobox" || role === "text" || role === "number") {
      const shown = isField(el) ? el.value
        : attr(el, "aria-valuetext") || attr(el, "aria-valuenow") || textOf(el);
      return cut(clean(shown), 240);
    }
    return isField(el) && /^(email|tel|date)$/.test(role) ? clean(el.value) : "";
  }
  const chosen = (option) => option.value !== "" && !option.disabled;
  function optionsOf(el) {
    if (tagOf(el) === "SELECT") return [...el.options].filter(chosen).map((option) => clean(option.label));
    if (el.list) return [...el.list.options].map((option) => clean(option.label || option.value));
    return [];
  }
  function checkedOf(el, role) {
    if (isBox(el) && role !== "file") return el.checked;
    for (const state of ["aria-checked", "aria-selected", "aria-pressed"]) {
      if (el.hasAttribute(state)) return attr(el, state) === "true";
    }
    return role === "checkbox" || role === "radio" ? false : null;
  }
  function hostOf(el) {
    if (tagOf(el) !== "A" || !/^https?:$/.test(el.protocol)) return "";
    return el.host === location.host ? "" : el.host;
  }
  function describe(el) {
    const role = roleOf(el);
    return {
      id: 0, role, name: nameOf(el), value: valueOf(el, role), options: optionsOf(el),
      required: Boolean(el.required) || attr(el, "aria-required") === "true",
      disabled: el.matches(":disabled") || attr(el, "aria-disabled") === "true",
      invalid: attr(el, "aria-invalid") === "true" || el.matches(":user-invalid"),
      checked: checkedOf(el, role),
      submits: /^(submit|image)$/.test(el.type ?? "") && Boolean(el.form),
      host: hostOf(el),
    };
  }
  // Through open shadow roots.
  function deep(selector, root = document, found = []) {
    found.push(...root.querySelectorAll(selector));
    for (const el of root.querySelectorAll("*")) if (el.shadowRoot) deep(selector, el.shadowRoot, found);
    return found;
  }

  return { CONTROLS, SILENT, attr, boxed, byIds, clean, cut, decoy, deep, describe, hides, isBox,
    isField, kids, labelOf, nameOf, node, numberOf, roleOf, seen, tagOf, textOf };
}
