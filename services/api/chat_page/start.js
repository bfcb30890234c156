// The form that opens a session with its first message. What is typed stays until both are done.

import { onceKey } from "./api.js";
import { attempt, by, el } from "./element.js";
import { COMMON, Rows } from "./slots.js";
import { shortened } from "./words.js";

/** Fields by where the server's problem points to. */
const FIELDS = { start_url: "start-url", allowed_hosts: "hosts", message: "first-message" };

export class StartForm {
  /** `onStarted` is given the session and its first turn. */
  constructor(onStarted) {
    this.onStarted = onStarted;
    this.form = by("start");
    this.slots = new Rows(by("start-slots"), { noun: "detail" });
    this.secrets = new Rows(by("start-secrets"), { noun: "secret", isSecret: true });
    this.forget();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start();
    });
  }

  show(api) {
    this.api = api;
    this.form.hidden = false;
  }

  hide() {
    this.form.hidden = true;
  }

  /** Nothing that was typed stays. */
  forget() {
    this.opened = null;
    this.form.reset();
    this.unmark();
    by("start-trouble").textContent = "";
    this.secrets.clear();
    this.slots.clear();
    this.slots.show(COMMON.map((slot) => [slot, null]));
  }

  body() {
    const message = by("first-message").value.trim();
    return {
      start_url: withScheme(by("start-url").value.trim()),
      allowed_hosts: by("hosts").value.split(/[\s,]+/).filter(Boolean),
      profile: this.slots.values(),
      secrets: this.secrets.values(),
      metadata: { title: shortened(message) },
    };
  }

  get isSeen() {
    return !this.form.hidden;
  }

  async start() {
    this.unmark();
    const message = by("first-message").value.trim();
    const missing = [["first-message", message, "Say what shall be done."], ["start-url", by("start-url").value.trim(), "Give the address to begin at."]]
      .filter(([, value]) => !value);
    for (const [id, , words] of missing) mark(id, words);
    if (missing.length) return by(missing[0][0]).focus();
    await attempt("start-trouble", this.form.querySelector(".first"), async () => {
      try {
        await this.open(this.body(), message);
      } catch (problem) {
        this.point(problem);
        throw problem;
      }
    });
  }

  /** The same session where only its first message failed, or an answer was lost on the way. */
  async open(body, message) {
    const text = JSON.stringify(body);
    if (this.opened?.text !== text) this.opened = { text, keys: [onceKey(), onceKey()] };
    const [once, onceSaid] = this.opened.keys;
    const { api } = this;
    const session = await api.open(body, once);
    const turn = await api.say(session.id, message, false, onceSaid);
    if (JSON.stringify(this.body()) === text) this.forget(); // what was typed meanwhile stays
    this.onStarted(session, turn);
  }

  /** What the server says of a field stands at the field. */
  point(problem) {
    for (const { pointer, detail } of problem.faults ?? []) {
      const [, , name] = pointer.split("/");
      if (FIELDS[name]) mark(FIELDS[name], detail);
    }
    this.form.querySelector("[aria-invalid]")?.focus();
  }

  unmark() {
    for (const fault of this.form.querySelectorAll(".fault[id]")) fault.remove();
    for (const field of this.form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      describe(field.id);
    }
  }
}

function mark(id, words) {
  const fault = by(`${id}-fault`) ?? el("p", { class: "fault", id: `${id}-fault` });
  fault.textContent = words;
  by(id).setAttribute("aria-invalid", "true");
  by(id).after(fault);
  describe(id);
}

/** By its note and by what is wrong with it, where there are such. */
function describe(id) {
  const told = [`${id}-note`, `${id}-fault`].filter(by);
  if (told.length) by(id).setAttribute("aria-describedby", told.join(" "));
  else by(id).removeAttribute("aria-describedby");
}

function withScheme(address) {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`;
}
