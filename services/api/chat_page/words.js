// The wire's words in words for people.

const VERBS = {
  click: ([name]) => ["Pressed ", b(name)],
  fill: ([name, value]) => ["Typed ", value.slot ? `your ${plain(value.slot)}` : q(value), " into ", b(name)],
  select: ([name, option]) => ["Chose ", q(option), " for ", b(name)],
  check: ([name, state]) => [String(state) === "off" ? "Unticked " : "Ticked ", b(name)],
  press: ([key, name]) => ["Pressed the key ", q(key), ...(name ? [" on ", b(name)] : [])],
  open: ([part]) => (String(part) === "next" ? ["Scrolled on"] : ["Looked at ", b(part)]),
  goto: ([url]) => ["Went to ", q(url)],
  back: () => ["Went back"],
  tab: ([number]) => [String(number) === "close" ? "Closed the tab" : `Went to tab ${number}`],
  upload: ([name, file]) => ["Uploaded ", q(file.slot ?? file), " to ", b(name)],
  ask: ([question]) => ["Asked: ", q(question)],
  say: ([text]) => ["Said: ", q(text)],
};
/** What was refused was only wanted. */
const WANTED = {
  Pressed: "press", Typed: "type", Chose: "choose", Ticked: "tick", Unticked: "untick", Looked: "look",
  Scrolled: "scroll", Went: "go", Closed: "close", Uploaded: "upload", Asked: "ask", Said: "say",
};
const REFUSED = new Set(["needs yes", "not derivable", "blocked host"]);
/** The kind of each effect for the eyes, and its words. */
const EFFECTS = {
  ok: ["did", "done"],
  "page changed": ["did", "the page changed"],
  "no change": ["", "nothing changed"],
  stale: ["missed", "the page was another one by then"],
  "not derivable": ["missed", "nobody said this value"],
  "needs yes": ["asks", "it needs your yes"],
  "blocked host": ["missed", "this host isn't allowed"],
  "no match": ["missed", "nothing like it to choose"],
  failed: ["missed", "it failed"],
  dialog: ["", "a dialog was dismissed"],
  download: ["did", "downloaded"],
  "may have happened": ["asks", "may have happened"],
};
const STATUSES = {
  idle: "Ready", queued: "Waiting for a worker", running: "Working", waiting: "Waits for you",
  rescheduling: "Going on elsewhere", closed: "Closed",
};
const REASONS = {
  needs_yes: "", asked: "", said: "",
  outcome_unknown: "It may have gone through", budget: "All steps are used", loop: "It got no further",
  model_unavailable: "The model didn't answer", browser_failed: "The browser broke down",
  blocked: "Not an allowed host", unreachable: "Nothing answers there", page_stuck: "The page is stuck",
  cancelled: "Stopped",
};

const TITLE_LENGTH = 80;

const b = (name) => ({ name: String(name ?? "") });
const q = (text) => `“${text ?? ""}”`;

/** `first_name` as people write it. */
export const plain = (slot) => String(slot).replaceAll("_", " ");

/** A step's action as pieces: strings, and `{name}` for what is so named on the page. */
export function actionWords(step) {
  const pieces = done(step);
  const [past, ...rest] = String(pieces[0]).split(" ");
  if (!REFUSED.has(step.effect.kind) || !WANTED[past]) return pieces;
  return [["Wanted to", WANTED[past], ...rest].join(" "), ...pieces.slice(1)];
}

function done(step) {
  const spoken = /^(?:ask|say) "(.*)"[a-z0-9_ ]*$/s.exec(step.action);
  if (spoken) return VERBS[step.verb]?.([spoken[1]]) ?? [step.action];
  const parts = [...step.action.matchAll(/"([^"]*)"|@(\S+)|(\S+)/g)].slice(1);
  const found = parts.map(([, quoted, slot, word]) => (slot ? { slot } : quoted ?? word));
  const words = VERBS[step.verb];
  // a verb of a newer server, or a line that holds less than it should, is told as it is
  if (!words || (!found.length && words.length)) return [step.action];
  try {
    return words(found);
  } catch {
    return [step.action];
  }
}

/** Class and words of what became of it. */
export function effectWords({ kind, detail }) {
  const [mark, words] = EFFECTS[kind] ?? ["", kind];
  const read = kind === "ok" && detail ? `it now says “${detail}”` : words;
  return { mark, words: detail && kind !== "ok" ? `${read}: ${detail}` : read };
}

export const statusWords = (status) => STATUSES[status] ?? status;
export const reasonWords = (reason) => REASONS[reason] ?? plain(reason ?? "");

export function took(seconds) {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function when(at) {
  const date = new Date(at * 1000);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: "numeric", month: "short" };
  return date.toLocaleString(undefined, { hour: "2-digit", minute: "2-digit", ...day });
}

export function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  const [unit, each] = bytes < 1e6 ? ["kB", 1e3] : ["MB", 1e6];
  return `${(bytes / each).toFixed(bytes / each < 10 ? 1 : 0)} ${unit}`;
}

export const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

export function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** A message as a title. */
export function shortened(message) {
  const letters = [...message];
  return letters.length > TITLE_LENGTH ? `${letters.slice(0, TITLE_LENGTH - 1).join("").trimEnd()}…` : message;
}
