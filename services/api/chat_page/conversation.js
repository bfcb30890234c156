// What was said and done, made of the session's events alone: after a reload it is the same.

import { approvalCard } from "./approval.js";
import { announce, by, el, showPicture } from "./element.js";
import { actionWords, count, effectWords, hostOf, plain, reasonWords, took, when } from "./words.js";

const NEAR_PX = 120;

export class Conversation {
  /** `known` are turns that had ended when it was opened: nobody has to be told of them. */
  constructor(api, session, known, onChange) {
    Object.assign(this, { api, session, known, onChange, turns: new Map(), ended: null });
    by("turns").replaceChildren();
    by("jump").hidden = true;
    by("no-turns").hidden = true;
    this.showPlace();
  }

  /** What comes later is not for the one that is shown then. */
  leave() {
    this.isLeft = true;
  }

  take(event) {
    const follows = isAtEnd();
    switch (event.type) {
      case "turn.queued":
      case "turn.started":
      case "turn.ended":
        this.turn(event.turn);
        break;
      case "step.taken":
        this.step(event.step);
        break;
    }
    if (follows) toEnd();
    else by("jump").hidden = false;
  }

  /** Turns that haven't ended, oldest first. */
  get unfinished() {
    return [...this.turns.values()].map(({ turn }) => turn).filter((turn) => !isOver(turn));
  }

  get last() {
    return [...this.turns.values()].at(-1)?.turn;
  }

  showPlace() {
    by("no-turns").hidden = this.turns.size > 0;
  }

  /** Also of one that was just said, before the stream tells of it. */
  turn(turn) {
    if (this.isLeft) return;
    const shown = this.turns.get(turn.id) ?? this.made(turn);
    if (isOver(shown.turn) && !isOver(turn)) return; // an answer that was overtaken by the stream
    const hadEnded = isOver(shown.turn);
    shown.turn = turn;
    this.paint(shown);
    if (isOver(turn) && !hadEnded) this.end(shown);
    this.onChange();
  }

  made(turn) {
    const parts = {
      turn: { ...turn, status: "queued" },
      steps: new Map(),
      person: el("p", { class: "person" }, el("span", { class: "unseen" }, "You: "), turn.message),
      working: el("p", { class: "working" }),
      list: el("ol"),
      summary: el("summary"),
      after: el("div", { class: "turn" }),
    };
    parts.details = el("details", { class: "steps", hidden: true }, parts.summary, parts.list);
    parts.details.open = true;
    parts.summary.addEventListener("click", () => (parts.touched = true));
    parts.place = el("li", { class: "turn" }, parts.person, parts.details, parts.working, parts.after);
    // one that was just said may be told before the stream tells of those that came first
    const later = [...this.turns.values()].filter((one) => one.turn.number > turn.number);
    by("turns").insertBefore(parts.place, later[0]?.place ?? null);
    for (const one of later) this.turns.delete(one.turn.id);
    for (const one of [parts, ...later]) this.turns.set(one.turn.id, one);
    this.dropApproval();
    this.showPlace();
    return parts;
  }

  step(step) {
    const shown = this.turns.get(step.turn);
    if (!shown || shown.steps.has(step.number)) return;
    shown.steps.set(step.number, step);
    shown.list.append(this.stepLine(step));
    this.paint(shown);
    this.onChange(step);
  }

  stepLine(step) {
    const effect = effectWords(step.effect);
    const { observe, decide, act } = step.timings;
    const words = actionWords(step).map((piece) => (typeof piece === "string" ? piece : el("b", {}, piece.name)));
    const line = el(
      "li",
      { class: `step ${effect.mark}` },
      step.thought ? el("p", { class: "thought" }, step.thought) : null,
      el("p", { class: "what" }, ...words),
      el(
        "p",
        { class: "after" },
        el("span", { class: effect.mark === "missed" ? "bad" : null }, effect.words),
        el("span", { title: `${step.skill}, ${step.model}` }, took((observe + decide + act) / 1000)),
        el("span", {}, hostOf(step.url)),
      ),
    );
    if (step.has_screenshot) line.lastChild.append(...this.pictureButton(step));
    return line;
  }

  pictureButton(step) {
    const told = el("span", { class: "bad", role: "status" });
    const show = async () => {
      told.textContent = "";
      try {
        const picture = await this.api.stepPicture(this.session, step.turn, step.number);
        showPage(picture);
      } catch (problem) {
        told.textContent = problem.code === "screenshot_not_found" ? "Not there yet, or no longer kept" : problem.words;
      }
    };
    const label = `Show the page of step ${step.number}`;
    const button = { type: "button", class: "plain", "aria-label": label, onclick: show };
    return [el("button", button, "Show the page"), told];
  }

  paint(shown) {
    const { turn, steps } = shown;
    const isDone = isOver(turn);
    const seconds = [...steps.values()].reduce((sum, { timings: t }) => sum + (t.observe + t.decide + t.act) / 1000, 0);
    shown.details.hidden = !steps.size;
    shown.summary.textContent = `${count(steps.size, "step")}, ${took(seconds)}`;
    shown.working.hidden = isDone;
    shown.working.textContent = turn.status === "queued" ? "Waiting for its turn…" : `Working on step ${steps.size + 1}…`;
    shown.place.className = `turn ${turn.status}`;
  }

  end(shown) {
    const { turn } = shown;
    const isNew = !this.known.has(turn.id);
    if (!shown.touched) shown.details.open = false;
    const reply = el("p", { class: "reply" }, el("span", { class: "unseen" }, "Errands: "), turn.reply ?? "");
    shown.after.replaceChildren(reply, about(turn));
    if (isNew) announce(turn.reply ?? "");
    const isLast = this.last === turn;
    if (turn.stop_reason === "needs_yes" && isLast) this.askForYes(shown, reply, isNew);
  }

  /** The card stands in the reply's place until something is said. */
  async askForYes(shown, reply, isNew) {
    try {
      const approval = await this.api.approval(this.session);
      if (this.isLeft || this.last !== shown.turn || approval.turn !== shown.turn.id) return;
      const follows = isAtEnd();
      this.dropApproval();
      const card = approvalCard(this, approval);
      this.pending = { card, reply };
      reply.replaceWith(card);
      if (isNew) announce("It needs your yes or no: the card stands before the message field.");
      if (follows) toEnd();
    } catch (problem) {
      // answered elsewhere meanwhile, or another will come with the stream: the words stay
      if (!problem.words) throw problem;
    }
  }

  /** Another effect waits by now: it is read again. */
  async askAgain() {
    const shown = this.turns.get(this.last.id);
    await this.askForYes(shown, this.pending.reply, true);
    this.pending?.card.querySelector("h3").focus();
  }

  dropApproval() {
    this.pending?.card.replaceWith(this.pending.reply);
    this.pending = null;
  }
}

function about(turn) {
  const slots = turn.asked_slots.map(plain).join(", ");
  return el(
    "p",
    { class: "about" },
    el("span", {}, when(turn.ended_at ?? turn.created_at)),
    reasonWords(turn.stop_reason) ? el("span", { class: turn.status === "failed" ? "bad" : null }, reasonWords(turn.stop_reason)) : null,
    slots ? el("span", {}, `Your answer is taken for: ${slots}`) : null,
  );
}

export const isOver = (turn) => !["queued", "running"].includes(turn.status);

export function isAtEnd() {
  const { scrollTop, scrollHeight, clientHeight } = by("scroll");
  return scrollHeight - scrollTop - clientHeight < NEAR_PX;
}

export function toEnd() {
  by("scroll").scrollTop = by("scroll").scrollHeight;
  by("jump").hidden = true;
}

function showPage(picture) {
  showPicture("step-image", picture);
  by("step-picture").showModal();
}
