// The page as a whole: who is signed in, which session is open, which view is seen.

import { Api } from "./api.js";
import { Browser } from "./browser.js";
import { Composer, forgetDrafts } from "./composer.js";
import { Conversation, isOver, toEnd } from "./conversation.js";
import { announce, attempt, by, dropPicture, trouble } from "./element.js";
import { Files } from "./files.js";
import { dropKey, isEmbedded, keepKey, keptKey, whenHandedOver } from "./keys.js";
import { Profile } from "./profile.js";
import { Sessions, forgetAll } from "./sessions.js";
import { StartForm } from "./start.js";
import { follow } from "./stream.js";
import { Views } from "./views.js";

const LINKS = { connecting: "Connecting…", open: "Connected", broken: "Connection lost, trying again…", over: "" };
const DOWNLOADS = new Set(["download"]);

const start = new StartForm(started);
const composer = new Composer();
const browser = new Browser();
const profile = new Profile((session) => session && changed(session));
const files = new Files();
const views = new Views(() => browser.seen(by("browser").checkVisibility()));
const sessions = new Sessions({ onOpen: (id) => go(id), onClosed: closed });
/** What is open now; `followed` ends its stream. */
const now = { api: null, session: null, conversation: null, followed: null };

async function signIn(key, { keep = null, session = asked() } = {}) {
  const api = new Api(key, (problem) => signOut(problem.words));
  await sessions.load(api);
  keep?.();
  now.api?.end();
  now.api = api;
  by("door").hidden = true;
  by("desk").hidden = false;
  by("leave").hidden = by("new").hidden = isEmbedded;
  views.see("chat");
  await open(session);
}

function signOut(why = "") {
  dropKey();
  leave();
  start.forget();
  now.api?.end();
  now.api = null;
  for (const id of ["session-list", "announcer"]) by(id).replaceChildren();
  by("desk").hidden = by("leave").hidden = by("new").hidden = true;
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  dropPicture("step-image");
  by("key").value = "";
  showDoor(why);
}

function showDoor(why) {
  by("door").hidden = false;
  by("door-trouble").textContent = why;
  by("key").focus();
}

const asked = () => new URLSearchParams(location.search).get("session");

/** The address leads to this session again, or to the form of a new one. */
function point(session) {
  const address = new URL(location.href);
  if (session) address.searchParams.set("session", session);
  else address.searchParams.delete("session");
  history.pushState(null, "", address);
}

function go(session) {
  point(session);
  return open(session);
}

async function open(id) {
  leave();
  trouble("sessions-trouble", null);
  if (!id) return showStart();
  const mine = (now.followed = new AbortController());
  try {
    const { api } = now;
    const [session, turns] = await Promise.all([api.session(id), api.turns(id)]);
    if (mine.signal.aborted) return;
    sessions.hear(id, turns[0]?.message);
    show(session, new Set(turns.filter(isOver).map((turn) => turn.id)), turns.length === 0);
  } catch (problem) {
    if (!problem.words) throw problem;
    if (problem.status === 401 || mine.signal.aborted) return;
    showStart();
    trouble("start-trouble", problem);
  }
}

function show(session, known, isEmpty) {
  const { api, followed } = now;
  now.session = session;
  now.conversation = new Conversation(api, session.id, known, (step) => happened(step));
  by("no-turns").hidden = !isEmpty;
  sessions.put(session);
  sessions.show(session.id);
  start.hide();
  paint();
  files.show(api, session);
  views.see("chat");
  if (!isTouched()) by("message").focus({ preventScroll: true });
  const { signal } = followed;
  follow(api, session.id, { signal, onEvent: (event) => signal.aborted || take(event), onLink: link });
}

const isTouched = () => matchMedia("(pointer: coarse)").matches;

/** All that shows the session as it is now. */
function paint() {
  const { api, session, conversation } = now;
  const title = sessions.titleOf(session);
  by("place").textContent = title;
  document.title = `${title} – Errands`;
  composer.show(api, conversation, session.status === "closed");
  profile.show(api, session);
  if (!isEmbedded) browser.show(api, session);
}

function leave() {
  now.followed?.abort();
  now.conversation?.leave();
  Object.assign(now, { session: null, conversation: null, followed: null });
  by("turns").replaceChildren();
  by("no-turns").hidden = by("jump").hidden = true;
  by("place").textContent = "";
  document.title = "Errands";
  composer.hide();
  start.hide();
  browser.leave();
  profile.show(null, null);
  files.show(null, null);
  sessions.show(null);
  link("over");
}

function showStart() {
  start.show(now.api);
  views.see("chat");
  if (!isTouched()) by("first-message").focus();
}

/** Who has gone on to another session meanwhile stays there. */
function started(session, turn) {
  if (!start.isSeen) return sessions.put(session);
  point(session.id);
  leave();
  now.followed = new AbortController();
  show(session, new Set(), false);
  now.conversation.turn(turn);
}

function take(event) {
  now.conversation.take(event);
  if (event.type === "session.changed") changed({ ...now.session, status: event.status });
  if (["turn.ended", "profile.changed"].includes(event.type)) reread();
}

function changed(session) {
  const wasClosed = now.session.status === "closed";
  now.session = session;
  sessions.put(session);
  paint();
  if (session.status === "closed" && !wasClosed) files.show(now.api, session);
}

/** Once for much that happened long ago: what has changed is read when all is told. */
function reread() {
  clearTimeout(now.reading);
  now.reading = setTimeout(async () => {
    const { api, session, followed } = now;
    if (!session) return;
    browser.refresh();
    try {
      const found = await api.session(session.id);
      if (followed.signal.aborted) return;
      changed(found);
      await files.load();
    } catch (problem) {
      if (!problem.words) throw problem; // the stream tells of a server that is away
    }
  }, 150);
}

function happened(step) {
  composer.update();
  if (!step) return;
  browser.refresh(step);
  if (DOWNLOADS.has(step.effect.kind)) views.mark("files");
}

function closed(id) {
  if (now.session?.id === id) changed({ ...now.session, status: "closed" });
  by("sessions-head").focus();
  announce("The session is closed.");
}

function link(state) {
  const before = by("link").dataset.state;
  by("link").textContent = LINKS[state];
  if (state === "over") by("link").removeAttribute("data-state");
  else by("link").dataset.state = state;
  if (state === "open" && before === "broken") announce("Connected again.");
}

by("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const key = by("key").value.trim();
  const keep = () => {
    keepKey(key, by("stay").checked);
    by("key").value = "";
  };
  attempt("door-trouble", by("sign-in").querySelector(".first"), () => signIn(key, { keep }));
});
by("leave").addEventListener("click", () => {
  forgetAll();
  forgetDrafts();
  signOut();
});
by("new").addEventListener("click", () => go(null));
by("jump").addEventListener("click", toEnd);
by("scroll").addEventListener("scroll", () => {
  const { scrollTop, scrollHeight, clientHeight } = by("scroll");
  if (scrollHeight - scrollTop - clientHeight < 8) by("jump").hidden = true;
});
addEventListener("popstate", () => now.api && open(asked()));

document.body.classList.toggle("embed", isEmbedded);
views.see("chat");
whenHandedOver((key, session) => signIn(key, { session: session ?? asked() }).catch((problem) => showDoor(problem.words)));

const key = keptKey();
if (key) signIn(key).catch((problem) => showDoor(problem.words ?? String(problem)));
else if (isEmbedded && window.parent !== window) {
  by("door").hidden = by("waiting").hidden = false;
  by("sign-in").hidden = true;
} else showDoor("");
