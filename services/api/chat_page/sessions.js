// The history: sessions of this key, newest first; open one, close one.

import { attempt, by, el } from "./element.js";
import { hostOf, shortened, statusWords, when } from "./words.js";

const IDS = "errands.sessions";
const MOST_IDS = 50;

export class Sessions {
  constructor({ onOpen, onClosed }) {
    Object.assign(this, { onOpen, onClosed, found: new Map(), said: new Map(), cursor: null, current: null });
    by("more-sessions").addEventListener("click", () => attempt("sessions-trouble", by("more-sessions"), () => this.more()));
    by("keep").addEventListener("click", () => by("closing").close());
    by("close").addEventListener("click", () => this.close());
  }

  /** Raises a `Problem` where the key isn't good. */
  async load(api) {
    Object.assign(this, { api, cursor: null });
    this.found.clear();
    this.said.clear();
    await this.more();
  }

  async more() {
    try {
      const page = await this.api.sessions(this.cursor);
      for (const session of page.sessions) this.found.set(session.id, session);
      this.cursor = page.has_more ? page.next_cursor : null;
    } catch (problem) {
      if (!problem.absent) throw problem;
      await this.remembered();
    }
    this.paint();
  }

  /** Of a server that lists none: those that were open in this browser. */
  async remembered() {
    for (const id of ids()) {
      try {
        this.found.set(id, await this.api.session(id));
      } catch (problem) {
        if (problem.status !== 404) throw problem;
        forget(id);
      }
    }
    if (!this.found.size) await this.api.session("ses_0").catch((problem) => {
      if (problem.status !== 404) throw problem; // whether the key is good at all
    });
  }

  /** What a session began with: its title where its product gave it none. */
  hear(id, message) {
    if (message) this.said.set(id, shortened(message));
  }

  titleOf(session) {
    return session.metadata.title || this.said.get(session.id) || hostOf(session.start_url);
  }

  put(session) {
    this.found.set(session.id, session);
    localStorage.setItem(IDS, JSON.stringify([session.id, ...ids().filter((id) => id !== session.id)].slice(0, MOST_IDS)));
    this.paint();
  }

  show(id) {
    this.current = id;
    this.paint();
  }

  paint() {
    const sorted = [...this.found.values()].sort((one, other) => other.created_at - one.created_at);
    const focused = document.activeElement?.closest?.(".session")?.dataset.id;
    by("session-list").replaceChildren(...sorted.map((session) => this.row(session)));
    if (focused) by("session-list").querySelector(`[data-id="${CSS.escape(focused)}"] .open`)?.focus();
    by("no-sessions").hidden = sorted.length > 0;
    by("more-sessions").hidden = !this.cursor;
  }

  row(session) {
    const isCurrent = session.id === this.current;
    const title = this.titleOf(session);
    const host = hostOf(session.start_url);
    const open = el(
      "button",
      { type: "button", class: "open", "aria-current": isCurrent ? "true" : null, onclick: () => this.onOpen(session.id) },
      el("b", {}, title),
      el("small", {}, `${statusWords(session.status)} · ${when(session.created_at)}`),
      host === title ? null : el("small", {}, host),
    );
    const close = session.status === "closed" ? null : el(
      "button",
      { type: "button", class: "x", "aria-label": `Close ${title}`, title: "Close", onclick: () => this.ask(session) },
      "✕",
    );
    return el("li", { class: `session${isCurrent ? " current" : ""}`, "data-id": session.id }, open, close);
  }

  ask(session) {
    this.asked = session;
    by("closing-name").textContent = `“${this.titleOf(session)}”`;
    by("closing-trouble").textContent = "";
    by("closing").showModal();
    by("keep").focus();
  }

  async close() {
    await attempt("closing-trouble", by("close"), async () => {
      await this.api.close(this.asked.id);
      this.put({ ...this.asked, status: "closed" });
      by("closing").close();
      this.onClosed(this.asked.id);
    });
  }
}

export function forgetAll() {
  localStorage.removeItem(IDS);
}

function ids() {
  try {
    const kept = JSON.parse(localStorage.getItem(IDS) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => /^ses_\w+$/.test(id)) : [];
  } catch {
    return [];
  }
}

function forget(gone) {
  localStorage.setItem(IDS, JSON.stringify(ids().filter((id) => id !== gone)));
}
