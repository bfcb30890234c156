// What a page keeps to itself: who listens for a press or for scrolling, what is waited for to come
// into view, and what lies in closed shadow roots.
// Runs before the page's own scripts. What it wraps looks and behaves as before.
({ once }) => {
  const PRESS = new Set(["click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup"]);
  const SCROLL = /^scroll(end)?$/;
  const listeners = new WeakMap();
  const scrollers = new WeakMap();
  const awaited = new WeakMap();
  const rounds = new WeakMap();
  const roots = new WeakMap();
  // Whether all listeners are known. Documents that a script wrote are met when they have begun.
  const complete = document.readyState === "loading" && document.scripts.length === 0;

  function wrap(owner, name, after) {
    const { value, ...rest } = Object.getOwnPropertyDescriptor(owner, name);
    const apply = (native, self, given) => {
      const result = Reflect.apply(native, self, given);
      after(self, given, result);
      return result;
    };
    Object.defineProperty(owner, name, { ...rest, value: new Proxy(value, { apply }) });
  }
  // Frameworks listen at the top, capturing, for whatever scrolls inside.
  const captures = (how) => how === true || Boolean(how?.capture);
  function noted(self, [name, listener, how]) {
    if (!listener) return null;
    // Those that capture on the window are whoever watches or drives the page.
    if (PRESS.has(name) && (self instanceof Node || (self === window && !captures(how)))) return listeners;
    return SCROLL.test(name) && !captures(how) ? scrollers : null;
  }
  wrap(EventTarget.prototype, "addEventListener", (self = window, given) => {
    const known = noted(self, given);
    if (!known) return;
    if (!known.has(self)) known.set(self, new Set());
    known.get(self).add(given[1]);
  });
  wrap(EventTarget.prototype, "removeEventListener", (self = window, given) => {
    noted(self, given)?.get(self)?.delete(given[1]);
  });
  const roundOf = (observer) => rounds.get(observer) ?? 0;
  wrap(IntersectionObserver.prototype, "observe", (self, [target]) => {
    if (!awaited.has(target)) awaited.set(target, new Map());
    awaited.get(target).set(self, roundOf(self));
  });
  wrap(IntersectionObserver.prototype, "unobserve", (self, [target]) => {
    awaited.get(target)?.delete(self);
  });
  wrap(IntersectionObserver.prototype, "disconnect", (self) => { rounds.set(self, roundOf(self) + 1); });
  wrap(Element.prototype, "attachShadow", (self, given, root) => {
    if (root.mode === "closed") roots.set(self, root);
  });

  const shadowOf = (el) => el.shadowRoot ?? roots.get(el) ?? null;
  // --- who listens -----------------------------------------------------------------------
  // Svelte and Solid listen at the top and keep the handler on the node; React leaves an
  // empty one of its own there.
  const KEPT = ["onclick", "onmousedown", "onmouseup", "onpointerdown", "onpointerup", "ondblclick",
    "__click", "$$click"];
  // jQuery has one listener for its own handlers and for those that wait for a selector.
  function jqueryOf(el) {
    const data = window.jQuery?._data;
    const events = typeof data === "function" ? data(el, "events") : null;
    return events ? [...PRESS].flatMap((name) => [...(events[name] ?? [])]) : [];
  }
  function hears(el) {
    if (KEPT.some((name) => typeof el[name] === "function")) return true;
    const found = listeners.get(el);
    if (!found?.size) return false;
    const ours = jqueryOf(el);
    return ours.length === 0 || found.size > 1 || ours.some((entry) => !entry.selector);
  }
  // Whether a press on an element can be heard at all: by itself or by what it passes.
  const heard = (el) => once("heard", el, () => !complete || hears(el) ||
    (above(el) ? heard(above(el)) : [document, window].some((top) => KEPT.some((name) =>
      typeof top[name] === "function") || Boolean(listeners.get(top)?.size))));
  const above = (el) => el.parentElement ?? el.getRootNode().host ?? null;
  // What the elements above wait for in their descendants.
  function* delegated(all) {
    if (!window.jQuery) return;
    for (const above of [document, ...all]) {
      if (!listeners.get(above)?.size) continue;
      for (const { selector } of jqueryOf(above)) if (selector) yield* matching(above, selector);
    }
  }
  function matching(above, selector) {
    try {
      return window.jQuery(above).find(selector).get();
    } catch {
      return []; // the page's own mistake
    }
  }
  const hearsScroll = (el) => typeof el.onscroll === "function" || Boolean(scrollers.get(el)?.size);
  const isAwaited = (el) => [...(awaited.get(el) ?? [])].some(([observer, round]) => roundOf(observer) === round);
  return { above, heard, hears, hearsScroll, isAwaited, delegated, shadowOf, adopt: (host, root) => roots.set(host, root) };
}
