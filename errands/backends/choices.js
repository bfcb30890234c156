// The options of a drop-down made of ordinary elements, asked of its control before and after
// it is opened. Kept under a symbol on `window`; scrolling a list is all it does to the page.
() => {
  const KEY = Symbol.for("errands.choices");
  const ROLES = "[role=option],[role=menuitem],[role=menuitemradio],[role=treeitem]";
  const clean = (text) => text.replace(/\s+/g, " ").trim();
  function all(root = document, found = []) {
    for (const el of root.querySelectorAll("*")) {
      found.push(el);
      if (el.shadowRoot) all(el.shadowRoot, found);
    }
    return found;
  }
  const visible = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    el.getBoundingClientRect().height > 0;
  const textOf = (el) => clean(el.getAttribute("aria-label") ?? el.innerText ?? "");
  const usable = (el) => el.getAttribute("aria-disabled") !== "true" && !el.matches(":disabled");
  let before = new Set();
  let listed = [];
  function mark() {
    before = new Set(all().filter(visible));
  }
  function controlled(control) {
    const ids = `${control.getAttribute("aria-controls") ?? ""} ${control.getAttribute("aria-owns") ?? ""}`;
    return ids.split(/\s+/).filter(Boolean).map((id) => control.getRootNode().getElementById?.(id))
      .filter(Boolean);
  }
  function find(control) {
    const shown = all().filter((el) => visible(el) && el !== control && !control.contains(el) &&
      !el.contains(control));
    const own = controlled(control);
    const said = shown.filter((el) => el.matches(ROLES) && usable(el));
    const inOwn = said.filter((el) => own.some((list) => list.contains(el)));
    const fresh = said.filter((el) => !before.has(el));
    if (inOwn.length || fresh.length) return inOwn.length ? inOwn : fresh;
    const added = shown.filter((el) => !before.has(el) && usable(el) && !el.matches("label,input") &&
      textOf(el) && textOf(el).length <= 100);
    const items = added.filter((el) => el.matches("li,tr,a,button"));
    const leaves = added.filter((el) => ![...el.children].some((kid) => added.includes(kid)));
    return items.length ? items.filter((el) => !items.some((in_) => in_ !== el && el.contains(in_)))
      : leaves;
  }
  function list(control) {
    listed = find(control);
    return listed.map(textOf);
  }
  // Long lists hold only what is in sight: one screen further, if there is one.
  function more() {
    for (let up = listed.at(-1)?.parentElement; up && up !== document.body; up = up.parentElement) {
      const scrolls = /auto|scroll/.test(getComputedStyle(up).overflowY);
      if (scrolls && up.scrollTop + up.clientHeight < up.scrollHeight - 1) {
        up.scrollBy({ top: up.clientHeight * 0.9, behavior: "instant" });
        return true;
      }
    }
    return false;
  }
  Object.defineProperty(window, KEY, { configurable: true, value: {
    mark, list, more, at: (index) => listed[index] ?? null } });
}
