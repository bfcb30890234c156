// What a page of somebody's site says comes in here as text: it is only ever set as text.

const KEY = "errands.labeler-key";
const MOST_AT_HAND = 50;
const by = (id) => document.getElementById(id);

/** Items of this sitting, with what was said of them; `place` is the one that is shown. */
const sitting = { items: [], place: -1, given: 0 };
/** How long the shown item was looked at, while the page was in view. */
const watch = { since: 0, spent: 0 };
/** What Enter does in the field, or null while it is closed: "hint" or "act". */
let writing = null;
/** A verdict is on its way: keys wait. */
let busy = false;

const shown = () => sitting.items[sitting.place];

async function call(method, path, body) {
  const response = await fetch(`/v1/labels/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${sessionStorage.getItem(KEY)}`,
      ...(body ? { "Content-Type": "application/json" } : {}),
    },
    body: body && JSON.stringify(body),
  });
  if (response.status === 204) return null;
  if (response.ok) return response.headers.get("Content-Type") === "image/png" ? response.blob() : response.json();
  const problem = await response.json();
  if (response.status === 401 || response.status === 403) leave(problem.detail);
  throw new Error(problem.detail);
}

function leave(why) {
  sessionStorage.removeItem(KEY);
  for (const id of ["desk", "bar", "empty"]) by(id).hidden = true;
  by("door").hidden = false;
  by("door-trouble").textContent = why;
  by("key").value = "";
  by("key").focus();
}

/** Runs one thing at a time; what goes wrong is said where the eyes are. */
async function once(work) {
  if (busy) return;
  busy = true;
  by("trouble").textContent = "";
  try {
    await work();
  } catch (error) {
    by("trouble").textContent = error.message;
  } finally {
    busy = false;
  }
}

async function next() {
  if (sitting.place < sitting.items.length - 1) return show(sitting.place + 1);
  const at_hand = sitting.items.slice(-MOST_AT_HAND).map((one) => one.item.item);
  const query = new URLSearchParams(at_hand.map((id) => ["without", id]));
  const item = await call("GET", `next?${query}`);
  by("door").hidden = true;
  by("key").blur(); // a hidden field keeps the keys until the next frame is drawn
  if (!item) return nothing();
  sitting.items.push({ item, verdict: null, outcome: null, proposed: null });
  return show(sitting.items.length - 1);
}

function nothing() {
  by("desk").hidden = by("bar").hidden = true;
  by("empty").hidden = false;
  sitting.place = sitting.items.length;
  tell();
}

function previous() {
  if (sitting.place > 0) show(sitting.place - 1);
}

function show(place) {
  sitting.place = place;
  const { item } = shown();
  by("empty").hidden = true;
  by("desk").hidden = by("bar").hidden = false;
  lines("chat", item.chat);
  lines("profile", item.profile);
  lines("history", item.history);
  lines("done", item.done);
  by("done").hidden = by("done-head").hidden = !item.done.length;
  outline(item);
  turn(item);
  close();
  paint();
  picture(item);
  restart();
}

/** Comes when it comes; judging needs no picture. */
async function picture(item) {
  by("picture").hidden = true;
  by("no-picture").hidden = item.screenshot;
  URL.revokeObjectURL(by("screenshot").src);
  by("screenshot").removeAttribute("src");
  if (!item.screenshot) return;
  try {
    const png = await call("GET", `screenshot?${new URLSearchParams({ item: item.item })}`);
    if (item !== shown()?.item) return;
    by("screenshot").src = URL.createObjectURL(png);
    by("picture").hidden = false;
  } catch {
    by("no-picture").hidden = false;
  }
}

function lines(id, texts) {
  by(id).replaceChildren(...texts.map((text) => line(text)));
}

function line(text, ...classes) {
  const li = document.createElement("li");
  li.textContent = text;
  li.classList.add(...classes);
  return li;
}

function outline(item) {
  const rows = item.outline.map(({ text, controls }) => {
    const li = line("", ...(text.startsWith("# ") ? ["part"] : []));
    li.append(...(controls.length ? pieces(text) : [text]));
    return li;
  });
  by("outline").replaceChildren(...rows);
}

/** A line with each of its controls apart, from its name to where the next one begins. */
function pieces(text) {
  const found = [...text.matchAll(/"[^"]*" \[(\d+)\]/g)];
  const ends = [...found.slice(1).map((one) => one.index), text.length];
  const spans = found.map((one, place) => {
    const span = document.createElement("span");
    span.className = "control";
    span.dataset.number = one[1];
    span.textContent = text.slice(one.index, ends[place]);
    span.addEventListener("click", () => open("act", `click ${one[1]}`));
    return span;
  });
  return [text.slice(0, found[0]?.index), ...spans];
}

function mark(target) {
  const spans = [...by("outline").querySelectorAll(".control")];
  for (const span of spans) span.classList.toggle("target", span.dataset.number === String(target));
  const found = by("outline").querySelector(".target");
  if (found) found.scrollIntoView({ block: "center" });
  else by("page").scrollTop = 0;
}

function turn(item) {
  const rows = item.turn.map(({ number, action, effect }) => {
    const li = line(`${number}. ${action} `, ...(item.item.endsWith(`.${number}`) ? ["now"] : []));
    const told = document.createElement("span");
    told.className = "effect";
    told.textContent = effect && `→ ${effect}`;
    li.append(told);
    return li;
  });
  by("turn").replaceChildren(...rows);
}

/** Everything that depends on what was said of the shown item. */
function paint() {
  const { item, verdict, outcome, proposed } = shown();
  const { words, line, target } = proposed ?? item.proposed;
  mark(target);
  by("whose").textContent = proposed ? "The model now says" : "The model did";
  by("words").textContent = words;
  by("line").textContent = line === words ? "" : line;
  by("effect").textContent = proposed || !item.effect ? "" : `→ ${item.effect}`;
  for (const button of document.querySelectorAll("[data-do]"))
    button.classList.toggle("chosen", button.dataset.do === (verdict === "act" ? "edit" : verdict));
  for (const button of document.querySelectorAll("[data-outcome]"))
    button.classList.toggle("chosen", button.dataset.outcome === outcome);
  tell();
}

function tell() {
  const left = sitting.items.length - sitting.place - 1;
  const behind = left > 0 ? `, ${left} after this one` : "";
  by("status").textContent = `${sitting.given} judged in this sitting${behind}`;
}

/** Sends a verdict. Accepting what the model says now is doing it oneself. */
async function judge(verdict, more = {}) {
  const { item, proposed } = shown();
  if (verdict === "accept" && proposed) return judge("act", { line: proposed.line });
  const answer = await call("POST", "steps", { item: item.item, verdict, seconds: seconds(), ...more });
  if (shown().verdict === null) sitting.given += 1;
  shown().verdict = verdict;
  shown().proposed = answer.proposed;
  close();
  if (!answer.proposed) return next();
  paint();
}

async function judgeTurn(outcome) {
  await call("POST", "turns", { item: shown().item.item, outcome, seconds: seconds() });
  shown().outcome = outcome;
  paint();
}

function open(what, text = "") {
  writing = what;
  by("write").hidden = false;
  by("write-label").textContent = what === "hint" ? "Hint" : "Line";
  by("written").value = text;
  by("written").focus();
}

function close() {
  writing = null;
  by("write").hidden = true;
  by("written").blur();
}

const doing = {
  accept: () => once(() => judge("accept")),
  reject: () => once(() => judge("reject")),
  regenerate: () => once(() => judge("regenerate")),
  hint: () => open("hint"),
  edit: () => open("act", (shown().proposed ?? shown().item.proposed).line),
  previous: () => once(async () => previous()),
  next: () => once(next),
};
const keys = { a: "accept", r: "reject", g: "regenerate", h: "hint", e: "edit", k: "previous", j: "next" };
const outcomes = { 1: "reached", 2: "missed", 3: "unclear" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return close();
  if (event.target.closest("input") || by("door").hidden === false) return;
  if (event.key === "?") return by("help").showModal();
  const away = by("desk").hidden;
  const wanted = keys[event.key];
  if (wanted && (!away || wanted === "next" || wanted === "previous")) {
    event.preventDefault();
    doing[wanted]();
  } else if (outcomes[event.key] && !away) {
    once(() => judgeTurn(outcomes[event.key]));
  }
});

for (const button of document.querySelectorAll("[data-do]"))
  button.addEventListener("click", () => doing[button.dataset.do]());
for (const button of document.querySelectorAll("[data-outcome]"))
  button.addEventListener("click", () => once(() => judgeTurn(button.dataset.outcome)));

by("write").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = by("written").value.trim();
  if (!text) return;
  const more = writing === "hint" ? { hint: text } : { line: text };
  once(() => judge(writing, more));
});

by("door").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, by("key").value.trim());
  by("door-trouble").textContent = "";
  once(next);
});

by("show-help").addEventListener("click", () => by("help").showModal());
by("show-report").addEventListener("click", () => once(report));

async function report() {
  const { labelers, pairs } = await call("GET", "report");
  const share = (found) => (found.share === null ? "–" : `${Math.round(100 * found.share)}% of ${found.items}`);
  const kappa = (found) => (found.kappa === null ? "–" : found.kappa.toFixed(2));
  rows("labelers", labelers, (one) => [
    one.labeler, one.steps, one.turns, one.verdicts.accept ?? 0, one.seconds.toFixed(1),
    share(one.known), kappa(one.known),
  ]);
  rows("pairs", pairs, ({ labelers: [one, other], agreement }) => [
    one, other, agreement.items, share(agreement), kappa(agreement),
  ]);
  by("report").showModal();
}

function rows(id, found, cells) {
  by(id).replaceChildren(...found.map((one) => {
    const row = document.createElement("tr");
    for (const cell of cells(one)) row.insertCell().textContent = cell;
    return row;
  }));
}

function restart() {
  watch.spent = 0;
  watch.since = performance.now();
}

function seconds() {
  const now = document.hidden ? watch.since : performance.now();
  return Math.min(86400, (watch.spent + now - watch.since) / 1000);
}

document.addEventListener("visibilitychange", () => {
  const now = performance.now();
  if (document.hidden) watch.spent += now - watch.since;
  watch.since = now;
});

if (sessionStorage.getItem(KEY)) once(next);
else leave("");
