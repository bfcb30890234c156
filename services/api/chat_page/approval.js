// The card of what can't be undone: what would be pressed, where, and for how much.

import { onceKey } from "./api.js";
import { attempt, by, el } from "./element.js";

/** Yes and No by buttons, and by `y` and `n` while one of them has the focus. */
export function approvalCard(conversation, approval) {
  const name = `approval-${approval.id.slice(0, 12)}`;
  const told = el("p", { class: "trouble", role: "alert", id: `${name}-trouble` });
  const yes = el("button", { type: "button", class: "first", "aria-keyshortcuts": "y" }, "Yes, press it ", key("Y"));
  const no = el("button", { type: "button", "aria-keyshortcuts": "n" }, "No ", key("N"));
  const once = { true: onceKey(), false: onceKey() };
  const say = (approved) => answer(conversation, approval, approved, once[approved], [yes, no], told.id);
  yes.addEventListener("click", () => say(true));
  no.addEventListener("click", () => say(false));
  const card = el(
    "section",
    { class: "approval", "aria-labelledby": name },
    el("h3", { id: name, tabindex: "-1" }, `May I press “${approval.control}”?`),
    el("dl", { tabindex: "0", "aria-label": "What the page says" }, ...facts(approval)),
    el("p", { class: "note" }, "It can't be undone. A yes is to exactly this: another price is asked about again."),
    told,
    el("div", { class: "row" }, yes, no),
  );
  card.addEventListener("keydown", (event) => {
    const said = { y: true, n: false }[event.key.toLowerCase()];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
    if (said === undefined || !isPlain || event.target.tagName !== "BUTTON") return;
    event.preventDefault();
    say(said);
  });
  return card;
}

const key = (letter) => el("kbd", { "aria-hidden": "true" }, letter);

function facts({ host, amounts, facts: said }) {
  const rows = [row("Where", host)];
  for (const amount of amounts) rows.push(row(...halves(amount, "How much"), "amount"));
  for (const fact of said) if (!amounts.includes(fact)) rows.push(row(...halves(fact, "")));
  return rows.flat();
}

/** `Total price: €660` as a name and a value. */
function halves(fact, otherwise) {
  const at = fact.indexOf(": ");
  return at > 0 && at < 30 ? [fact.slice(0, at), fact.slice(at + 2)] : [otherwise, fact];
}

const row = (name, value, kind) => [el("dt", {}, name), el("dd", { class: kind }, value)];

async function answer(conversation, approval, approved, once, buttons, place) {
  await attempt(place, buttons, async () => {
    try {
      conversation.turn(await conversation.api.answer(conversation.session, approval.id, approved, once));
      if (!conversation.isLeft) by("message").focus();
    } catch (problem) {
      if (problem.code === "approval_changed") await conversation.askAgain();
      if (problem.code === "nothing_to_approve") conversation.dropApproval();
      throw problem;
    }
  }, () => !conversation.isLeft);
}
