// One view at a time where there is little room; else the conversation and one beside it.

import { toEnd } from "./conversation.js";
import { by } from "./element.js";

const isNarrow = matchMedia("(max-width: 55.99rem)");

export class Views {
  /** `onSeen` is told that others may be seen now. */
  constructor(onSeen) {
    this.onSeen = onSeen;
    isNarrow.addEventListener("change", () => this.see(document.body.dataset.view));
    for (const button of by("tabs").children)
      button.addEventListener("click", () => {
        this.see(button.dataset.open);
        if (button.dataset.open === "chat") toEnd();
      });
  }

  see(view) {
    document.body.dataset.view = view;
    if (view !== "chat") document.body.dataset.side = view;
    const shown = isNarrow.matches ? view : document.body.dataset.side;
    for (const button of by("tabs").children) {
      const isSeen = button.dataset.open === shown;
      if (isSeen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (isSeen) button.classList.remove("news");
    }
    this.onSeen();
  }

  /** There is something new in it. */
  mark(view) {
    const button = by("tabs").querySelector(`[data-open=${view}]`);
    if (!button.hasAttribute("aria-current")) button.classList.add("news");
  }
}
