// The field for the next message. What is typed is kept in the tab until the server has it.

import { onceKey } from "./api.js";
import { attempt, by } from "./element.js";

const DRAFTS = "errands.draft.";
const isTouched = matchMedia("(pointer: coarse)").matches;

export class Composer {
  constructor() {
    this.call = null;
    by("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    by("stop").addEventListener("click", () => this.stop());
    by("message").addEventListener("input", () => this.changed());
    by("interrupt").addEventListener("change", () => this.changed());
    by("message").addEventListener("keydown", (event) => {
      const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing && !isTouched;
      if (!sends) return;
      event.preventDefault();
      this.send();
    });
  }

  show(api, conversation, isClosed) {
    const isOther = this.conversation?.session !== conversation.session;
    Object.assign(this, { api, conversation });
    by("composer").hidden = false;
    if (isOther) {
      const draft = draftOf(conversation.session);
      by("message").value = draft.text ?? "";
      by("composer-trouble").textContent = "";
      this.call = draft.call ?? null;
      grow();
    }
    this.close(isClosed);
  }

  hide() {
    by("composer").hidden = true;
    by("message").value = ""; // it is kept as a draft
    this.conversation = null;
  }

  close(isClosed) {
    by("closed-note").hidden = !isClosed;
    for (const part of by("composer").children) if (part.id !== "closed-note") part.hidden = isClosed;
    this.update();
  }

  /** What can be done depends on what runs. */
  update() {
    const runs = this.conversation?.unfinished.length > 0;
    if (by("stop").hidden && runs) by("interrupt").checked = false;
    if (!runs && document.activeElement === by("stop")) by("message").focus();
    by("stop").hidden = by("interrupt-row").hidden = !runs;
    by("composer-note").hidden = runs; // there is room for one of them
  }

  changed() {
    this.call = null; // another message is another turn
    this.keep();
    grow();
  }

  /** With its key, and whether it interrupts: what is sent again, after a reload too, is the same turn. */
  keep() {
    const draft = { text: by("message").value, call: this.call };
    const name = DRAFTS + this.conversation.session;
    if (draft.text) sessionStorage.setItem(name, JSON.stringify(draft));
    else sessionStorage.removeItem(name);
  }

  async send() {
    const { api, conversation } = this;
    const message = by("message").value;
    if (!message.trim()) return by("message").focus();
    this.call ??= { once: onceKey(), interrupt: by("interrupt").checked };
    const { once, interrupt } = this.call;
    this.keep();
    const { session } = conversation;
    const isThere = () => this.conversation?.session === session;
    await attempt("composer-trouble", by("send"), async () => {
      const turn = await api.say(session, message, interrupt, once);
      forgetDraft(session, message);
      if (!isThere()) return;
      this.conversation.turn(turn);
      if (by("message").value !== message) return; // what was typed meanwhile stays
      by("message").value = "";
      this.changed();
    }, isThere);
  }

  /** All that hasn't ended, the last first: what waits would begin as soon as the first is gone. */
  async stop() {
    const { api, conversation } = this;
    await attempt("composer-trouble", by("stop"), async () => {
      for (const turn of conversation.unfinished.reverse())
        conversation.turn(await api.cancel(conversation.session, turn.id));
    }, () => !conversation.isLeft);
  }
}

const draftOf = (session) => JSON.parse(sessionStorage.getItem(DRAFTS + session) ?? "{}");

/** The server has it; another one that was begun meanwhile stays. */
function forgetDraft(session, message) {
  if (draftOf(session).text === message) sessionStorage.removeItem(DRAFTS + session);
}

/** Of one who signs out. */
export function forgetDrafts() {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(DRAFTS)) sessionStorage.removeItem(name);
}

function grow() {
  const field = by("message");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
