// Covers what is secret in one document while people watch it, in a world of its own that the page's
// scripts don't see into. Asked before a picture is shown, it says how much was not covered until
// now, and so may be seen in that picture.
(words) => {
  const FIELDS = "input[type=password], " + ["cc-number", "cc-csc", "current-password",
    "new-password", "one-time-code"].map((name) => `input[autocomplete~=${name}]`).join(", ");
  const COVERED = "data-errands-covered";
  const NAME = "errands-secret";
  const LOOKS = `${FIELDS}, [${COVERED}] { -webkit-text-security: disc !important; }
    ::highlight(${NAME}) { color: transparent !important; -webkit-text-fill-color: transparent !important;
      background-color: #555 !important; text-shadow: none !important; }`;

  // Whether it wasn't yet. A page may put other sheets in the place of ours.
  function dress(state, root) {
    if (root.adoptedStyleSheets.includes(state.sheet)) return 0;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, state.sheet];
    state.observer.observe(root, { subtree: true, childList: true, characterData: true,
      attributeFilter: ["type", "autocomplete", "value"], attributeOldValue: true });
    return 1;
  }
  function coverField(state, field) {
    if (field.matches(FIELDS)) {
      state.once.add(field);
      return 0;
    }
    const secret = state.once.has(field) || state.words.some((word) => fold(field.value).includes(word));
    if (!secret || field.hasAttribute(COVERED)) return 0;
    field.setAttribute(COVERED, "");
    return 1;
  }
  // Letters are compared without their case where that keeps their places.
  function fold(text) {
    const low = text.toLowerCase();
    return low.length === text.length ? low : text;
  }
  // A word may stand in several pieces of text that lie side by side.
  function* rangesIn(state, nodes) {
    const ends = [];
    let length = 0;
    for (const node of nodes) ends.push(length += node.data.length);
    const text = fold(nodes.map((node) => node.data).join(""));
    const place = (at) => {
      const which = ends.findIndex((end) => at < end);
      return [nodes[which], at - (ends[which] - nodes[which].data.length)];
    };
    for (const word of state.words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        const [last, offset] = place(at + word.length - 1);
        range.setStart(...place(at));
        range.setEnd(last, offset + 1);
        yield range;
      }
    }
  }
  const same = (one, other) => one.startContainer === other.startContainer && one.endContainer === other.endContainer &&
    one.startOffset === other.startOffset && one.endOffset === other.endOffset;
  // Only what is different: whatever is put there anew is drawn anew.
  function coverTexts(state, ranges) {
    const before = [...state.highlight];
    const more = ranges.filter((range) => !before.some((old) => same(old, range)));
    for (const old of before) if (!ranges.some((range) => same(old, range))) state.highlight.delete(old);
    for (const range of more) state.highlight.add(range);
    return Math.max(0, ranges.length - before.length);
  }
  function walk(state, root, count) {
    count.found += dress(state, root);
    const texts = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) texts.push(node);
      else if (node.shadowRoot) walk(state, node.shadowRoot, count);
      else if (node.tagName === "INPUT" || node.tagName === "TEXTAREA") count.found += coverField(state, node);
    }
    if (state.words.length) count.ranges.push(...rangesIn(state, texts));
  }
  function cover(state) {
    const count = { found: 0, ranges: [] };
    walk(state, document, count);
    const more = coverTexts(state, count.ranges);
    if (CSS.highlights.get(NAME) !== state.highlight) CSS.highlights.set(NAME, state.highlight);
    return count.found + more;
  }
  // Before anything of it is drawn.
  function changed(state, records) {
    for (const { type, target, attributeName, oldValue } of records) {
      if (type !== "attributes") continue;
      if (attributeName === "type" && oldValue === "password") state.once.add(target);
      if (target.matches("input, textarea")) coverField(state, target);
    }
    if (state.words.length) cover(state);
  }
  function begin() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOKS);
    const state = { sheet, words: [], once: new WeakSet(), highlight: new Highlight() };
    state.observer = new MutationObserver((records) => changed(state, records));
    return state;
  }

  const state = globalThis.errandsCover ??= begin();
  state.words = words.map(fold);
  return cover(state);
}
