// Which labelled control a listed node stands for: its id, "" for none, "~" for what is no
// control at all (a frame, the page itself). Generous on purpose; the rules are in README.md.
(listed) => {
  const MARK = "data-bench", HOLDS = "data-bench-holds";
  const el = listed.nodeType === 1 ? listed : listed.parentElement;
  if (!el || /^(HTML|BODY|IFRAME|FRAME)$/.test(el.tagName)) return "~";
  const up = (n) => n.assignedSlot ?? n.parentElement ?? n.getRootNode().host ?? null;
  const drawn = (n) => (n.tagName === "LABEL" ? n.control ?? n.querySelector(`[${MARK}]`) : null);
  for (let n = el; n; n = up(n)) {
    const id = n.getAttribute(MARK) ?? drawn(n)?.getAttribute(MARK);
    if (id) return id;
  }
  const box = el.getBoundingClientRect();
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const within = (root) => [...root.querySelectorAll("*")].flatMap((n) => [
    ...(n.hasAttribute(MARK) || n.hasAttribute(HOLDS) ? [n] : []),
    ...(n.shadowRoot ? within(n.shadowRoot) : [])]);
  const inside = [el, ...(el.shadowRoot ? within(el.shadowRoot) : []), ...within(el)];
  const ids = inside.flatMap((n) => [n.getAttribute(MARK), ...(n.getAttribute(HOLDS) ?? "").split("|")])
    .filter(Boolean);
  const only = new Set(ids);
  if (only.size !== 1) return "";
  const holder = inside.find((n) => n.hasAttribute(MARK) || n.hasAttribute(HOLDS));
  const its = holder.getBoundingClientRect();
  return x >= its.left && x <= its.right && y >= its.top && y <= its.bottom ? ids[0] : "";
}
