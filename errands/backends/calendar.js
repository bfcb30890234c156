// The calendar in sight: a run of days 1, 2, 3... under the name of a month. Changes nothing.
() => {
  const KEY = Symbol.for("errands.calendar");
  const MOST_UP = 5;
  const clean = (text) => text.replace(/\s+/g, " ").trim();
  function all(root = document, found = []) {
    for (const el of root.querySelectorAll("*")) {
      found.push(el);
      if (el.shadowRoot) all(el.shadowRoot, found);
    }
    return found;
  }
  const above = (el) => el.parentElement ?? el.getRootNode().host ?? null;
  const visible = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    el.getBoundingClientRect().height > 0;
  const label = (el) => clean(`${el.getAttribute("aria-label") ?? ""} ${el.title ?? ""} ` +
    `${el.getAttribute("data-handler") ?? ""} ${typeof el.className === "string" ? el.className : ""} ` +
    `${el.textContent.length < 30 ? el.textContent : ""}`);
  const dayOf = (el) => {
    const own = clean(el.textContent);
    return /^\d{1,2}$/.test(own) && own >= 1 && own <= 31 ? Number(own) : 0;
  };
  function inside(el, root) {
    for (let up = el; up; up = above(up)) if (up === root) return true;
    return false;
  }
  const MONTHS = (() => {
    const found = [];
    for (const lang of [document.documentElement.lang || "en", "en"]) {
      for (const month of ["long", "short"]) {
        let names;
        try {
          names = new Intl.DateTimeFormat(lang, { month });
        } catch {
          continue;
        }
        for (let at = 0; at < 12; at++) {
          found.push([names.format(new Date(2024, at, 15)).toLowerCase().replace(/\.$/, ""), at]);
        }
      }
    }
    return found.sort((a, b) => b[0].length - a[0].length);
  })();
  function monthIn(text) {
    const words = text.toLowerCase();
    const named = MONTHS.find(([name]) => new RegExp(`(^|[^\\p{L}])${name}([^\\p{L}]|$)`, "u").test(words));
    const year = /(?:^|\D)((?:19|20|21)\d\d)(?:\D|$)/.exec(words);
    if (named && year) return Number(year[1]) * 12 + named[1];
    const digits = /(?:^|\D)(0?[1-9]|1[0-2])\s*[/.]\s*((?:19|20|21)\d\d)(?:\D|$)/.exec(words);
    return digits ? Number(digits[2]) * 12 + Number(digits[1]) - 1 : null;
  }
  // What stands above the days, menus by what is chosen in them.
  function heading(root, first) {
    const parts = [];
    (function walk(el) {
      if (el === first || (el.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_PRECEDING)) return;
      for (const kid of (el.shadowRoot ?? el).childNodes) {
        if (kid.nodeType === Node.TEXT_NODE) parts.push(kid.data);
        else if (kid.nodeType !== Node.ELEMENT_NODE || !visible(kid)) continue;
        else if (kid.tagName === "SELECT") parts.push(kid.selectedOptions[0]?.label ?? "");
        else if (kid.tagName === "INPUT") parts.push(kid.value);
        else if (kid.tagName !== "SCRIPT" && kid.tagName !== "STYLE") walk(kid);
      }
    })(root);
    return parts.join(" ");
  }
  function runs() {
    const cells = all().filter((el) => dayOf(el) && visible(el) &&
      ![...el.children].some((kid) => dayOf(kid)));
    const found = [];
    for (let at = 0; at < cells.length; at++) {
      if (dayOf(cells[at]) !== 1) continue;
      let end = at;
      while (end + 1 < cells.length && dayOf(cells[end + 1]) === dayOf(cells[end]) + 1) end++;
      if (end - at >= 27) found.push(cells.slice(at, end + 1));
    }
    return found;
  }
  function calendars() {
    return runs().flatMap((days) => {
      let root = days[0];
      while (root && !inside(days.at(-1), root)) root = above(root);
      for (let up = 0; root && up < MOST_UP; up++, root = above(root)) {
        if (root === document.body) break;
        const month = monthIn(heading(root, days[0]));
        if (month !== null) return [{ days, root, month }];
      }
      return [];
    });
  }
  const FORTH = /\bnext|next\b|\bforward|chevron_?right|arrow_?right|^[›»>→❯▶]$/i;
  const BACK = /\bprev|prev\b|\bback\b|chevron_?left|arrow_?left|^[‹«<←❮◀]$/i;
  function arrow(calendar, forth) {
    const wanted = forth ? FORTH : BACK;
    for (let root = calendar.root, up = 0; root && root !== document.body && up < MOST_UP; up++, root = above(root)) {
      const found = all(root.shadowRoot ?? root).filter((el) => visible(el) && !calendar.days.includes(el) &&
        !dayOf(el) && el.getAttribute("aria-disabled") !== "true" && !el.matches(":disabled,td,tr,table") &&
        (el.matches("a,button,[role=button],[onclick],[tabindex]") ||
          getComputedStyle(el).cursor === "pointer"));
      const shown = (el) => wanted.test(label(el)) || wanted.test(clean(el.textContent));
      const fits = found.filter((el) => shown(el) && !/year|decade/i.test(label(el)));
      if (fits.length) return fits[forth ? fits.length - 1 : 0];
    }
    return null;
  }
  const months = () => calendars().map((calendar) => calendar.month);
  function day(month, number) {
    return calendars().find((calendar) => calendar.month === month)?.days[number - 1] ?? null;
  }
  function step(forth) {
    const found = calendars();
    return found.length ? arrow(found[forth ? found.length - 1 : 0], forth) : null;
  }
  // A menu or a number of the year, where the calendar has one.
  function year(wanted) {
    const root = calendars()[0]?.root;
    const within = root ? all(root.shadowRoot ?? root) : [];
    return within.find((el) => visible(el) && ((el.tagName === "SELECT" &&
      [...el.options].some((option) => clean(option.label) === String(wanted))) ||
      (el.tagName === "INPUT" && /^(19|20|21)\d\d$/.test(el.value)))) ?? null;
  }
  function closed(el) {
    for (let up = el; up && up.tagName !== "TABLE"; up = above(up)) {
      if (up.getAttribute("aria-disabled") === "true" || up.matches(":disabled")) return true;
      if (/(^|[\s_-])(disabled|unselectable)([\s_-]|$)/.test(up.getAttribute("class") ?? "")) return true;
      if (up.matches("[role=gridcell],td,li")) break;
    }
    return false;
  }
  Object.defineProperty(window, KEY, { configurable: true, value: { months, day, step, year, closed } });
}
