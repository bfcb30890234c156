// Runs once in every document of every frame, given the functions of the other files, and leaves
// a reader under a symbol on `window`: collect() lists what a person sees there, the rest finds
// a listed node again by its number. It changes nothing of the page but how far it is scrolled,
// and that only where it is told to.
({ SILENT, above, adopt, anyKid, attr, boxOf, boxed, byIds, called, census, clean, clipIn, countIn, cut, cutOff, decoy, describe,
  hides, isBox, isField, kids, labelOf, node, numbered, numberOf, openClip, operable, placement, reading, reveal, roleOf, seen,
  shadowOf, spend, standsOut, styleOf, tagOf, textOf, toldWays, turn, ways }) => {
  const KEY = Symbol.for("errands.reader");
  // Signs that only part the words around them tell nothing.
  const TELLS = /[\p{L}\p{N}+=×÷≤≥%?!✓✔✗✘★☆♥♡#]/u;
  const BREAK = "\u0000";

  let mutated = performance.now();
  new MutationObserver(() => { mutated = performance.now(); }).observe(document,
    { subtree: true, childList: true, attributes: true, characterData: true });

  // --- modal dialogs ---------------------------------------------------------------------
  let all = [];
  const fills = (box) => box.width >= innerWidth * 0.95 && box.height >= innerHeight * 0.95;
  function covers(el) {
    for (let up = el; up && up !== document.body; up = above(up)) {
      if (styleOf(up).position !== "fixed") continue;
      if (fills(boxOf(up))) return up;
    }
    return null;
  }
  // What catches a press in every corner of the window.
  function backdrop() {
    const [left, top, right, bottom] = [3, 3, innerWidth - 20, innerHeight - 20];
    const corners = [[left, top], [right, top], [left, bottom], [right, bottom]]
      .map(([x, y]) => document.elementFromPoint(x, y));
    const cover = corners[0] && covers(corners[0]);
    return cover && corners.every((el) => el && covers(el) === cover) ? cover : null;
  }
  const isDialog = (el) => (tagOf(el) === "DIALOG" && el.open) || /^(alert)?dialog$/.test(attr(el, "role"));
  function onTop(el) {
    const box = boxOf(el);
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, innerHeight / 2));
    return Boolean(hit) && el.contains(hit);
  }
  function modal() {
    const cover = backdrop();
    const dialogs = all.filter((el) => isDialog(el) && seen(el) && (el.matches(":modal") ||
      attr(el, "aria-modal") === "true" || covers(el) || (cover && !cover.contains(el) && onTop(el))));
    if (dialogs.length) return dialogs.pop();
    return cover && operable(cover) && cover.parentElement === document.body && seen(cover) ? cover : null;
  }

  // --- the walk ----------------------------------------------------------------------------
  const HEADING = /^H[1-6]$/;
  const isHeading = (el) => HEADING.test(tagOf(el)) || attr(el, "role") === "heading";
  const titleOf = (el) => cut(byIds(el, "aria-labelledby").map(textOf).join(" ") ||
    attr(el, "aria-label") || firstTitle(el), 60);
  function firstTitle(el) {
    const found = el.querySelector(":scope > legend, :scope > caption, h1, h2, h3, h4");
    return found ? textOf(found) : "";
  }
  function landmarkOf(el) {
    const said = attr(el, "role");
    const tag = tagOf(el);
    if (said === "navigation" || (!said && tag === "NAV")) return "navigation";
    if (el.closest("main,article,section")) return "";
    if (said === "banner" || (!said && tag === "HEADER")) return "header";
    return said === "contentinfo" || (!said && tag === "FOOTER") ? "footer" : "";
  }
  const isArticle = (el) => tagOf(el) === "ARTICLE";
  function rowsOf(el) {
    const tag = tagOf(el);
    if (tag === "TABLE") return [...el.rows].filter((row) => row.querySelector("td"));
    if (tag === "UL" || tag === "OL" || attr(el, "role") === "list") {
      return [...el.children].filter((child) => tagOf(child) === "LI" || attr(child, "role") === "listitem");
    }
    if (!anyKid(el, isArticle)) return [];
    const articles = [...el.children].filter(isArticle);
    return articles.length > 1 ? articles : [];
  }
  function alertIds() {
    const fields = all.filter((el) => el.hasAttribute("aria-errormessage") ||
      (attr(el, "aria-invalid") === "true" && el.hasAttribute("aria-describedby")));
    return new Set(fields.flatMap((el) =>
      `${attr(el, "aria-errormessage")} ${attr(el, "aria-describedby")}`.split(" ")).filter(Boolean));
  }
  const labelIds = () => new Set(all.filter((el) => el.hasAttribute("aria-labelledby") && roleOf(el))
    .flatMap((el) => attr(el, "aria-labelledby").split(" ")).filter(Boolean));

  // Elements that take up room and show nothing a script can find may hold a closed root that the
  // page's text declares. `looked` of them have been asked about.
  let looked = 0;
  const HOSTS = /-|^(ARTICLE|ASIDE|DIV|FOOTER|HEADER|MAIN|NAV|P|SECTION|SPAN)$/;
  function mute(el) {
    const tag = tagOf(el);
    if (!HOSTS.test(tag) || anyKid(el, boxed) || shadowOf(el)) return false;
    const box = boxOf(el);
    if (box.width < 8 || box.height < 8) return false;
    if (tag.includes("-")) return true;
    const style = styleOf(el);
    return !clean(el.textContent) && (style.backgroundImage === "none" && style.borderStyle === "none" &&
      /^rgba\(.*, 0\)$/.test(style.backgroundColor) && style.display !== "inline");
  }
  function muteCount() {
    const count = all.filter(mute).length;
    return count > looked ? count : 0;
  }

  // As text, since Playwright copies nested objects slowly. Some old libraries teach arrays a
  // toJSON of their own, which must not take part.
  function json(document) {
    const taught = Object.getOwnPropertyDescriptor(Array.prototype, "toJSON");
    if (!taught) return wellFormed(JSON.stringify(document));
    const options = document.items.map((item) => item.element?.options);
    for (const list of [document.sections, document.items, document.ways, ...options]) {
      if (list) Object.defineProperty(list, "toJSON", { value: undefined });
    }
    return wellFormed(JSON.stringify(document));
  }
  // A text that is cut in the middle of an emoji ends in half a letter, which is no text elsewhere.
  const HALF = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
  const wellFormed = (text) => (text.includes("\\ud") ? text.replace(HALF, "$1\\ufffd") : text);

  // What is as by default needn't be carried.
  function told({ id, role, name, checked = null, expanded = null, ...more }) {
    const kept = { id, role, name };
    if (checked !== null) kept.checked = checked;
    if (expanded !== null) kept.expanded = expanded;
    for (const key in more) {
      const value = more[key];
      if (Array.isArray(value) ? value.length > 0 : value) kept[key] = value;
    }
    return kept;
  }

  let frames = [];
  let top = null;
  function list() {
    all = census();
    top = modal();
    const further = ways(all);
    const sections = [];
    const items = [];
    const errors = alertIds();
    const labels = labelIds();
    const rows = new Map();
    let run = [];
    let runAt = null;
    let heading = "";
    frames = [];

    function section(kind, name) {
      sections.push({ kind, name: cut(clean(name), 60) });
      return sections.length - 1;
    }
    const scope = (kind, name) => ({ kind, current: section(kind, name) });
    let count = 0;
    function put(at, element, ref = 0) {
      const id = ref ? ++count : 0;
      items.push({ section: at.scope.current, ref, element: told({ ...element, id, item: at.item }) });
      if (!at.landmark) countIn(at.way, at.scope.current);
    }
    const words = (role, text, at) => put(at, { role, name: cut(text, 240) });
    function flush() {
      const parts = run.join("").split(BREAK).map(clean);
      const text = parts.filter((part) => TELLS.test(part)).join(" · ");
      run = [];
      if (text) words("paragraph", text.replaceAll(": · ", ": "), runAt);
    }
    const edge = (at) => (at.joined ? run.push(BREAK) : flush());
    function say(text, at) {
      if (at.muted || !at.visible) return;
      runAt = at;
      run.push(text);
    }

    function control(el, role, at) {
      if (cutOff(el, placement(el, styleOf(el), at.clip)) && !isBox(el)) return undefined;
      const element = describe(el);
      if (!element.name && role === "link") return;
      const twin = twinOf(el, role, element.name);
      if (twin && !(OUTER.test(role) && roleOf(twin) === "link")) return walkKids(el, at);
      flush();
      put(at, element, numberOf(el));
      const message = element.invalid && isField(el) && el.value ? el.validationMessage : "";
      if (message) words("alert", message, at);
      if (isField(el)) return undefined;
      const more = tells(el, element.name);
      walkKids(el, { ...at, muted: !more, joined: more || at.joined, skip: twin ?? titleIn(el, element.name) });
      return more ? flush() : undefined;
    }
    // A link around a button of the same name, a choice around its box: the inner one is meant.
    const OUTER = /^(tab|menuitem|option)$/;
    function twinOf(el, role, name) {
      if (isField(el) || !operable(el) || !name) return null;
      return [...el.querySelectorAll("*")].find((part) => roleOf(part) && called(part) === name && seen(part)) ?? null;
    }
    // A card says more than its name.
    const titleIn = (el, name) => {
      const part = standsOut(el);
      return part && textOf(part) === name ? part : null;
    };
    const tells = (el, name) => name !== textOf(el) && (textOf(el).length > 100 || titleIn(el, name) !== null);
    // A clear box that lies over its drawing takes the press.
    function overlaid(input) {
      const box = boxOf(input);
      return box.width >= 8 && box.height >= 8 && styleOf(input).opacity === "0" && !cutOff(input, openClip().flow) &&
        (attr(input, "aria-label") !== "" || byIds(input, "aria-labelledby").some(seen));
    }
    // Files and boxes are often drawn by their label while the input itself is hidden.
    function rescue(el, at) {
      const hidden = isBox(el) ? [el] : [...el.querySelectorAll("input")].filter(isBox);
      const typed = el.getRootNode().activeElement;
      if (typed && isField(typed) && el.contains(typed) && roleOf(typed) && !isBox(typed)) control(typed, roleOf(typed), at);
      for (const input of hidden) {
        const own = input === el && (input.type === "file" || overlaid(input)) && seen(input.parentElement);
        if ((own || labelOf(input)) && !decoy(input, at.hidden)) control(input, roleOf(input), at);
      }
    }
    function alerts(el) {
      const live = /^(alert|status|log)$/.test(attr(el, "role")) ||
        /^(polite|assertive)$/.test(attr(el, "aria-live"));
      return (live || errors.has(el.id)) && !operable(el);
    }
    function enter(el, at, style) {
      const tag = tagOf(el);
      const kind = at.scope.kind;
      const next = { ...at, visible: style.visibility === "visible" && !cutOff(el, placement(el, style, at.clip)),
        clip: clipIn(el, style, at.clip), way: further.get(el) ?? at.way };
      const mark = landmarkOf(el);
      if (rows.has(el)) Object.assign(next, { item: at.item || rows.get(el), joined: true });
      if (tag === "TR" || tag === "DT" || tag === "DD") next.joined = true;
      if (kind === "dialog") return numbered(el, next);
      if (tag === "DIALOG" || /^(alert)?dialog$/.test(attr(el, "role"))) {
        next.scope = scope("dialog", titleOf(el) || "dialog");
      } else if (tag === "FORM" || attr(el, "role") === "form" || attr(el, "role") === "search") {
        next.scope = scope("form", formName(el, at));
      } else if (tag === "FIELDSET" || /^(group|radiogroup)$/.test(attr(el, "role"))) {
        if (titleOf(el) && operable(el)) next.scope = scope("form", titleOf(el));
      } else if (mark && !at.landmark) {
        Object.assign(next, { scope: scope("region", mark), landmark: true });
      } else if (kind === "region" && /^(SECTION|ARTICLE|ASIDE|MAIN)$/.test(tag)) {
        next.scope = { ...at.scope };
      }
      return numbered(el, next);
    }
    function numbered(el, at) {
      const list = at.landmark ? [] : rowsOf(el);
      if (list.length < 2 || at.item || !list.some(operable)) return at;
      list.forEach((row, index) => rows.set(row, index + 1));
      const caption = el.querySelector(":scope > caption");
      const name = (caption ? textOf(caption) : attr(el, "aria-label")) || heading ||
        sections[at.scope.current].name;
      return at.scope.kind === "region"
        ? { ...at, scope: scope(tagOf(el) === "TABLE" ? "table" : "list", name) } : at;
    }
    function formName(el, at) {
      const said = byIds(el, "aria-labelledby").map(textOf).join(" ") || attr(el, "aria-label");
      const legends = el.querySelectorAll("legend");
      const submit = el.querySelector("button:not([type=button]),input[type=submit]");
      return said || (legends.length === 1 && textOf(legends[0])) ||
        (at.landmark && submit && called(submit)) || heading || sections[at.scope.current].name;
    }
    function title(el, at) {
      const name = textOf(el);
      flush();
      if (!at.landmark && !at.item) heading = cut(name, 60);
      const splits = /^(region|form)$/.test(at.scope.kind) && !at.landmark && !at.item;
      if (splits) at.scope.current = section(at.scope.kind, name);
      if (operable(el)) return walkKids(el, { ...at, muted: splits });
      return name && at.visible && !at.muted ? words("heading", name, at) : undefined;
    }
    function silent(el) {
      const tag = tagOf(el);
      if (tag === "LEGEND" || tag === "CAPTION") return true;
      return (tag === "LABEL" && el.control !== null) || (labels.has(el.id) && !isHeading(el));
    }

    function walkKids(el, at) {
      for (const kid of kids(el)) walk(kid, at);
    }
    function walk(part, at) {
      if (part.nodeType === Node.TEXT_NODE) return say(part.data, at);
      if (part.nodeType !== Node.ELEMENT_NODE || part === at.skip) return undefined;
      const tag = tagOf(part);
      if (tag === "BR") return say(" ", at);
      if (tag === "SCRIPT" || tag === "STYLE" || tag === "TEMPLATE") return undefined;
      const style = styleOf(part);
      if (hides(part, style)) return rescue(part, at);
      if (tag === "IFRAME" || tag === "FRAME") return boxed(part) ? frame(part, at) : undefined;
      const hidden = at.hidden || part.ariaHidden === "true";
      const role = roleOf(part);
      if (role) {
        if (decoy(part, hidden)) return undefined;
        const visible = style.visibility === "visible" && boxed(part);
        return visible ? control(part, role, at) : rescue(part, at);
      }
      if (SILENT.has(tag) && !(tag === "SVG" && operable(part))) return undefined;
      return block(part, { ...at, hidden }, style);
    }
    function frame(el, at) {
      flush();
      items.push({ section: at.scope.current, frame: frames.push(el) - 1 });
    }
    function block(el, at, style) {
      const tag = tagOf(el);
      const flows = style.display === "inline";
      const visible = style.visibility === "visible";
      if (alerts(el)) {
        const text = textOf(el);
        flush();
        return text && visible && boxed(el) ? words("alert", text, at) : undefined;
      }
      if (isHeading(el)) {
        return at.joined && !operable(el) ? around(el, at, style) : title(el, { ...at, visible });
      }
      if (silent(el)) return walkKids(el, { ...at, muted: true });
      if (tag === "DETAILS" && !el.open) return [...el.children].filter((child) => tagOf(child) === "SUMMARY")
        .forEach((child) => walk(child, at));
      return flows ? walkKids(el, { ...at, visible }) : around(el, at, style);
    }
    function around(el, at, style) {
      const tag = tagOf(el);
      const next = enter(el, at, style);
      if (tag !== "DD") edge(at);
      walkKids(el, next);
      if (tag === "DT") run.push(": ");
      else edge(at);
      return undefined;
    }

    const h1 = document.querySelector("h1");
    const page = section("region", (h1 && textOf(h1)) || document.title);
    const start = top ?? document.body ?? document.documentElement;
    // A tab that was opened a moment ago may hold no element yet.
    if (start) {
      walk(start, { scope: { kind: "region", current: page }, item: 0, visible: true,
        joined: false, muted: false, hidden: false, landmark: false, clip: openClip(),
        way: top ? undefined : further.get(document.scrollingElement) });
    }
    flush();
    return json({ token, title: document.title, sections, items, modal: Boolean(top),
      mute: muteCount(), ways: toldWays(further) });
  }

  // --- asked for from outside ------------------------------------------------------------
  const holds = (outer, inner) => outer === inner || (above(inner) !== null && holds(outer, above(inner)));
  function coverOf(el) {
    const box = boxOf(el);
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!top || holds(el, top) || holds(top, el)) return "";
    const dialog = top.closest("dialog,[role=dialog],[role=alertdialog]");
    return cut((dialog ? titleOf(dialog) : "") || textOf(top) || tagOf(top).toLowerCase(), 60);
  }
  // The numbers of what stands around a node, the nearest first; a label stands for its field.
  function around(el) {
    const found = [];
    for (let at = el; at; at = above(at)) {
      for (const one of [at, tagOf(at) === "LABEL" ? at.control : null]) {
        if (one && numbered(one)) found.push(numbered(one));
      }
    }
    return found;
  }
  function topmost(x, y) {
    let at = document.elementFromPoint(x, y);
    for (let root = at && shadowOf(at); root; root = at && shadowOf(at)) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner === at) break;
      at = inner;
    }
    return at;
  }
  function innermost() {
    let at = document.activeElement;
    for (let root = at && shadowOf(at); root?.activeElement; root = shadowOf(at)) at = root.activeElement;
    return at;
  }
  function busy() {
    const moving = document.getAnimations().some((animation) =>
      animation instanceof CSSTransition && animation.playState === "running");
    return moving ? 0 : performance.now() - mutated;
  }
  const token = `${performance.timeOrigin}:${Math.random()}`;
  Object.defineProperty(window, KEY, { value: {
    collect: (asked = 0) => {
      looked = Math.max(looked, asked);
      return reading(list);
    },
    calm: (quiet) => (document.readyState === "complete" && busy() >= quiet ? reading(list) : null),
    under: (x, y) => around(topmost(x, y)),
    focused: () => around(innermost()).slice(0, 1),
    node, describe, coverOf, adopt, reveal, spend, turn,
    frameAt: (el) => (frames.includes(el) ? frames.indexOf(el) : seen(el) && !top ? -1 : -2),
    pulse: () => ({ token, ready: document.readyState, quiet: busy() }),
    matches: (number, role, name) => {
      const el = node(number);
      return Boolean(el) && roleOf(el) === role && called(el) === name && (isBox(el) || seen(el) ||
        el === document.activeElement);
    },
  } });
}
