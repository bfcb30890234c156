// What a page holds back until it is scrolled: lists that grow at their end, lists that hold only
// the rows in view, parts that are filled when they come into view.
({ above, boxOf, clean, hearsScroll, isAwaited, kids, node, numberOf, operable, reading, seen, styleOf, tagOf, textOf }) => {
  const EDGE = 2;
  const MEDIA = /^(IMG|VIDEO|CANVAS|IFRAME|PICTURE|EMBED|OBJECT|SVG|INPUT|SELECT|TEXTAREA)$/;
  const NO_ROW = /^(P|BR|SPAN|SCRIPT|STYLE|LINK|OPTION|H[1-6]|TD|TH|B|I|EM|DT|DD|COL|PATH|G|META|TEMPLATE)$/;
  const ASIDE = "nav,header,footer,aside,[role=navigation],[role=banner],[role=contentinfo]";
  const ROWS = 5;
  const LOWEST_ROW = 8;

  // --- what scrolls ----------------------------------------------------------------------
  const page = () => document.scrollingElement ?? document.documentElement;
  // A document may have no root yet.
  const farthest = (el) => el.scrollHeight - el.clientHeight;
  // From the top, where a talk that is laid out from its end counts from there, downwards.
  function shift(el) {
    const { display, flexDirection } = styleOf(el);
    return display.includes("flex") && flexDirection === "column-reverse" ? farthest(el) : 0;
  }
  const at = (el) => el.scrollTop + shift(el);
  const left = (el) => farthest(el) - at(el);
  function rolls(el) {
    if (!el || farthest(el) <= EDGE || el.clientHeight < 40) return false;
    if (el === page()) return styleOf(el).overflowY !== "hidden";
    return /^(auto|scroll)$/.test(styleOf(el).overflowY) && seen(el);
  }
  function rollerOf(el) {
    let up = above(el);
    while (up && up !== document.body && up !== page() && !rolls(up)) up = above(up);
    if (up && up !== document.body && up !== page()) return up;
    return rolls(page()) ? page() : null;
  }
  const listened = (el) => hearsScroll(el) ||
    (el === page() && [window, document, document.body].some((top) => top && hearsScroll(top)));

  // --- where something is missing, in pixels from the start of what scrolls --------------
  const origin = (el) => (el === page() ? 0 : boxOf(el).top + el.clientTop) - at(el);
  function extents(roller) {
    const from = origin(roller);
    const found = [];
    const visit = (el) => {
      const parts = [...kids(el)];
      if (MEDIA.test(tagOf(el)) || parts.some((part) => part.nodeType === Node.TEXT_NODE && clean(part.data))) {
        const box = boxOf(el);
        if (box.height > 0) found.push([box.top - from, box.bottom - from]);
      }
      for (const part of parts) if (part.nodeType === Node.ELEMENT_NODE) visit(part);
    };
    visit(roller === page() ? document.body : roller);
    return found.sort((one, other) => one[0] - other[0]);
  }
  // Stretches of half a screen or more without anything.
  function gaps(roller) {
    const found = [];
    let end = 0;
    for (const [top, bottom] of [...extents(roller), [roller.scrollHeight, roller.scrollHeight]]) {
      if (top - end > roller.clientHeight / 2) found.push([end, top]);
      end = Math.max(end, bottom);
    }
    return found;
  }
  const gapBelow = (roller) => gaps(roller).find(([, end]) => end > at(roller) + roller.clientHeight + EDGE);
  const gapAbove = (roller) => gaps(roller).findLast(([start]) => start < at(roller) - EDGE);
  // Many of a kind, one below the other, up to the end: such a list may grow.
  function listed(roller) {
    const from = origin(roller);
    return [roller, ...roller.querySelectorAll("*")].some((el) => {
      if (el.childElementCount < ROWS || NO_ROW.test(tagOf(el)) || el.closest(ASIDE)) return false;
      const tag = tagOf(el.lastElementChild.previousElementSibling);
      const rows = [...el.children].filter((kid) => tagOf(kid) === tag);
      const box = boxOf(el);
      const end = el === roller ? roller.scrollHeight : box.bottom - from;
      return !NO_ROW.test(tag) && rows.length >= Math.max(ROWS, el.childElementCount * 0.8) &&
        box.height > roller.clientHeight / 2 && end > roller.scrollHeight - 2 * roller.clientHeight;
    });
  }

  // --- what is waited for ----------------------------------------------------------------
  // Nearly empty, or the last of its kind: what is waited for to come into view. Pictures and
  // parts that only fade in are not meant.
  function isMark(el) {
    if (!isAwaited(el) || MEDIA.test(tagOf(el)) || !el.getClientRects().length) return false;
    const before = el.previousElementSibling;
    if (!el.nextElementSibling && before && tagOf(before) === tagOf(el) && !isAwaited(before)) return true;
    return !operable(el) && textOf(el).length < 40 && !el.querySelector("img,video,picture,svg");
  }
  const topOf = (roller, el) => boxOf(el).top - origin(roller);
  function marksIn(all) {
    const found = new Map();
    for (const el of all) {
      const roller = isMark(el) ? rollerOf(el) : null;
      if (roller) found.set(roller, [...(found.get(roller) ?? []), el]);
    }
    return found;
  }

  // --- which ways there are --------------------------------------------------------------
  // `last` is the way it was last scrolled; `spent` how high it was when a way brought nothing.
  const memory = new WeakMap();
  function known(roller) {
    const startsAtEnd = roller !== page() && at(roller) > EDGE && left(roller) <= EDGE;
    if (!memory.has(roller)) memory.set(roller, { last: startsAtEnd ? "back" : "on", spent: {}, marks: [] });
    return memory.get(roller);
  }
  function wayOf(roller, marks) {
    const { last, spent } = Object.assign(known(roller), { marks });
    const heard = listened(roller);
    const bottom = at(roller) + roller.clientHeight;
    const grows = (way, ahead) => last === way && (marks.some(ahead) || (heard && listed(roller)));
    const open = (way, room) => room > EDGE && spent[way] !== roller.scrollHeight;
    return {
      below: open("on", left(roller)) && (grows("on", (el) => topOf(roller, el) > bottom - EDGE) ||
        (heard && gapBelow(roller) !== undefined)),
      above: open("back", at(roller)) && (grows("back", (el) => topOf(roller, el) < at(roller) + EDGE) ||
        (heard && gapAbove(roller) !== undefined)),
    };
  }
  // What goes on where it is scrolled; `sections` counts what is read in each.
  function ways(all) {
    const marks = marksIn(all);
    const rollers = new Set(all.filter((el) => listened(el) && rolls(el)));
    const found = new Map();
    for (const roller of [...rollers, ...marks.keys()]) {
      const way = wayOf(roller, marks.get(roller) ?? []);
      if (way.below || way.above) found.set(roller, { ref: numberOf(roller), ...way, sections: new Map() });
    }
    return found;
  }
  const count = (way, section) => way?.sections.set(section, (way.sections.get(section) ?? 0) + 1);
  // The last of the large ones: a feed of articles has a section each.
  function told(found) {
    return [...found.values()].flatMap(({ sections, ...way }) => {
      const most = Math.max(0, ...sections.values());
      const large = [...sections].filter(([, size]) => size * 2 >= most).map(([section]) => section);
      return large.length ? [{ ...way, section: Math.max(...large) }] : [];
    });
  }

  // --- scrolling -------------------------------------------------------------------------
  function aim(roller, back, marks) {
    const screen = roller.clientHeight;
    const now = at(roller);
    if (back) return Math.min(now - screen / 4, (gapAbove(roller)?.[1] ?? 0) - screen * 0.9);
    const ahead = marks.map((el) => topOf(roller, el)).filter((top) => top > now + screen - EDGE);
    const gap = gapBelow(roller);
    // What is in view now and ends where something is missing stays in view, a little of it.
    const shy = gap && gap[0] + LOWEST_ROW < farthest(roller) ? [gap[0] - screen / 10] : [];
    const goals = [farthest(roller), ...ahead.map((top) => top - screen / 2), ...shy];
    return Math.max(now + screen / 4, Math.min(...goals));
  }
  // Scrolls to where something is missing, or as far as it goes.
  function turn(number, back) {
    const roller = node(number);
    if (!roller) return null;
    const state = known(roller);
    const marks = state.marks.filter((el) => el.isConnected);
    const before = at(roller);
    const goal = reading(() => aim(roller, back, marks) - shift(roller));
    roller.scrollTo({ top: goal, behavior: "instant" });
    state.last = back ? "back" : "on";
    const rest = back ? at(roller) : left(roller);
    return { ended: rest <= EDGE || Math.abs(at(roller) - before) < 1 };
  }
  function spend(number, back) {
    const roller = node(number);
    if (roller) known(roller).spent[back ? "back" : "on"] = roller.scrollHeight;
  }
  function reveal(number) {
    const el = node(number);
    const box = el?.getBoundingClientRect();
    const far = Boolean(box) && (box.bottom < -innerHeight || box.top > 2 * innerHeight);
    if (far) el.scrollIntoView({ block: "start", behavior: "instant" });
    return far;
  }
  return { countIn: count, reveal, spend, toldWays: told, turn, ways };
}
