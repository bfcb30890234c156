// What one node of a page is: its number, role, name, value and states.
({ attr, byIds, clean, contentOf, cut, isBox, isField, nameByLook, nameOf, once, saidRole, tagOf, textOf }) => {
  const ROLES = { button: "button", link: "link", textbox: "text", searchbox: "text",
    spinbutton: "number", slider: "number", combobox: "combobox", checkbox: "checkbox",
    switch: "checkbox", radio: "radio", tab: "tab", menuitem: "menuitem", option: "option",
    menuitemcheckbox: "checkbox", menuitemradio: "radio", treeitem: "option" };
  const INPUTS = { submit: "button", button: "button", reset: "button", image: "button",
    color: "text", email: "email", tel: "tel", number: "number", range: "number",
    password: "password", date: "date", "datetime-local": "date", month: "date", week: "date",
    checkbox: "checkbox", radio: "radio", file: "file" };
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
  const numbered = (el) => numbers.get(el) ?? 0;
  function node(number) {
    const el = nodes.get(number)?.deref();
    return el?.isConnected ? el : null;
  }

  // --- roles -----------------------------------------------------------------------------
  const editable = (el) => el.isContentEditable || (isField(el) && !el.readOnly);
  function ownRole(el) {
    const tag = tagOf(el);
    const said = ROLES[saidRole(el)] ?? "";
    if (tag === "SELECT") return "select";
    if (tag === "INPUT") return inputRole(el, said);
    if (said === "combobox") return editable(el) ? said : "select";
    if (tag === "TEXTAREA") return el.readOnly ? "" : "text";
    const pressed = said === "button" || (!said && tag === "BUTTON");
    if (pressed && attr(el, "aria-haspopup") === "listbox") return "select";
    if (said) return said;
    if (tag === "A" && (el.hasAttribute("href") || el.hasAttribute("xlink:href"))) return "link";
    if (tag === "BUTTON" || (tag === "SUMMARY" && tagOf(el.parentElement ?? el) === "DETAILS")) return "button";
    return /^(|true|plaintext-only)$/.test(el.getAttribute("contenteditable") ?? "no") ? "text" : "";
  }
  function inputRole(el, said) {
    if (el.type === "hidden") return "";
    const own = INPUTS[el.type] ?? "text";
    if (/^(checkbox|radio|file|button|password)$/.test(own)) return own;
    if (/^(text|tel|search)$/.test(el.type) && said !== "combobox" && takesDay(el)) return "date";
    if (el.readOnly) return said === "combobox" ? "select" : "button";
    return said === "combobox" || el.list ? "combobox" : own;
  }
  // Ordinary fields that open a calendar, or say in which form a day goes in. A field that can't
  // be typed into is one only where its calendar is known.
  const CALENDAR = /(^|\s)(has-?datepicker|(date-?picker|flatpickr)(-input)?|(react|ui|mat|p|ant)-(datepicker|calendar)(-input)?|pikaday)(\s|$)/i;
  const DAY_FORM = /^\W*(d{1,2}|t{2}|j{2}|m{1,4}|y{2,4}|j{4})([-/. ]{1,2})(d{1,2}|t{2}|m{1,4})\2(y{2,4}|j{2,4}|a{4}|d{1,2}|t{2})\W*$/i;
  const OF_DAYS = /date|datum|fecha|\bday\b|birth|check.?(in|out)|arriv|depart|calendar/i;
  function takesDay(el) {
    if (CALENDAR.test(attr(el, "class"))) return true;
    if (el.readOnly) return false;
    if (DAY_FORM.test(attr(el, "placeholder"))) return true;
    const said = [el.id, el.name, el.placeholder, attr(el, "aria-label"), ...[...(el.labels ?? [])].map(textOf)];
    return /^(dialog|grid)$/.test(attr(el, "aria-haspopup")) && OF_DAYS.test(said.join(" "));
  }
  // Elements that are controls only because a page made them so; found anew by each census.
  let made = new WeakMap();
  const remember = (found) => { made = found; };
  const madeName = (el) => once("made", el, () => made.get(el)(el));
  const roleOf = (el) => once("role", el, () => ownRole(el)) || (made.has(el) ? "button" : "");

  // --- names -----------------------------------------------------------------------------
  const LONG = 100;
  function called(el) {
    if (made.has(el)) return cut(madeName(el), LONG);
    return cut(nameOf(el) || nameByLook(el, false), LONG);
  }

  // --- values and states -----------------------------------------------------------------
  // Once a secret, always one: "show password" turns the field into a text field.
  const hushed = new WeakSet();
  const LONGEST = 4000;
  function valueOf(el, role) {
    if (role === "password" || SECRET.test(attr(el, "autocomplete"))) hushed.add(el);
    if (hushed.has(el)) return el.value ? "set" : "";
    if (tagOf(el) === "SELECT") {
      return [...el.selectedOptions].filter(chosen).map((option) => clean(option.label)).join(", ");
    }
    if (role === "file") return [...(el.files ?? [])].map((file) => file.name).join(", ");
    // As it is, blanks and lines too: whoever copies it copies all of it.
    if (role === "text" && isField(el)) return clean(el.value) ? el.value.slice(0, LONGEST) : "";
    if (/^(select|combobox|text|number)$/.test(role)) {
      return cut(clean(isField(el) ? el.value : saidValue(el) || written(el)), 240);
    }
    return isField(el) && /^(email|tel|date)$/.test(role) ? clean(el.value) : "";
  }
  const saidValue = (el) => attr(el, "aria-valuetext") || attr(el, "aria-valuenow");
  // A list's button often holds the only name it has.
  const written = (el) => (textOf(el) === called(el) ? "" : contentOf(el));
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
    if (role === "checkbox" || role === "radio") return false;
    return (role === "tab" || role === "option" || made.has(el)) && marked(el) ? true : null;
  }
  const marked = (el) => [...el.classList].some((name) => /^(is-)?(selected|active|checked|clicked|current|highlighted)$/i.test(name));
  // An address without a host of its own is where the page is, unless a <base> says otherwise.
  const PATH = /^(?!\/\/)[^:]*$/;
  const atHome = () => document.baseURI === document.URL;
  function hostOf(el) {
    if (tagOf(el) !== "A" || (PATH.test(el.getAttribute("href") ?? "") && once("home", document, atHome))) return "";
    return !/^https?:$/.test(el.protocol) || el.host === location.host ? "" : el.host;
  }
  function openOf(el) {
    const said = attr(el, "aria-expanded");
    if (/^(true|false)$/.test(said)) return said === "true";
    return tagOf(el) === "SUMMARY" ? Boolean(el.parentElement?.open) : null;
  }
  const shut = (el) => el.matches(":disabled") || attr(el, "aria-disabled") === "true" ||
    el.closest("[aria-disabled=true]") !== null;
  const least = (el) => (isField(el) && el.min) || attr(el, "aria-valuemin");
  const most = (el) => (isField(el) && el.max) || attr(el, "aria-valuemax");
  function hintOf(el, name) {
    const hint = attr(el, "placeholder") || attr(el, "aria-placeholder") ||
      byIds(el, "aria-describedby").map(textOf).join(" ") || (el.type === "time" ? "hh:mm" : "");
    return isField(el) && hint !== name ? cut(hint, 60) : "";
  }
  function describe(el) {
    const role = roleOf(el);
    const name = called(el);
    return {
      id: 0, role, name, value: valueOf(el, role), options: optionsOf(el),
      required: Boolean(el.required) || attr(el, "aria-required") === "true",
      disabled: shut(el),
      invalid: attr(el, "aria-invalid") === "true" || el.matches(":user-invalid"),
      checked: checkedOf(el, role),
      submits: /^(submit|image)$/.test(el.type ?? "") && Boolean(el.form),
      host: hostOf(el),
      expanded: openOf(el),
      current: !/^(|false)$/.test(attr(el, "aria-current")),
      minimum: String(least(el)), maximum: String(most(el)), hint: hintOf(el, name),
      autocomplete: attr(el, "autocomplete").toLowerCase(),
      multiline: el.matches("textarea") || (el.isContentEditable && attr(el, "aria-multiline") !== "false"),
    };
  }
  return { called, describe, node, numbered, numberOf, ownRole, remember, roleOf };
}
