// The browser beside the conversation: live where the server has it, otherwise pictures of it.

import { announce, attempt, by, dropPicture, showPicture } from "./element.js";
import { Live } from "./live.js";
import { Hand } from "./hand.js";

const HELD = {
  assistant: "The assistant has the browser.",
  person: "Somebody else has the browser. The assistant waits.",
  nobody: "Nobody has the browser just now.",
};
const MINE = "You have the browser. The assistant waits.";
const AWAY = "The browser isn't open. It opens with the next message, or when you take over.";
const NONE = "The browser opens with the first message.";
const GONE = "The session is closed, and its browser with it.";
const STILL = "Pictures of the page, after a step or a reply: this server has no live view.";
const BROKEN = "The live view broke off. Pictures of the page are shown until it is back.";
const LIVE_NOTE = "Take over to log in, or to do yourself what a page wants a person for.";
const MINE_NOTE = "Click and type into the page. Esc twice hands it back, and so does the button. Nothing that you type there is kept by this page.";

export class Browser {
  constructor() {
    this.hand = new Hand(by("picture"), (message) => this.live?.send(message), () => this.handBack());
    by("take").addEventListener("click", () => this.take());
    by("hand-back").addEventListener("click", () => this.handBack());
    for (const button of document.querySelectorAll("[data-go]"))
      button.addEventListener("click", () => this.live?.send({ type: "go", action: button.dataset.go }));
    by("typing").addEventListener("submit", (event) => {
      event.preventDefault();
      this.type();
    });
    by("typed-enter").addEventListener("click", () => this.hand.press("Enter"));
  }

  show(api, session) {
    const isClosed = session.status === "closed";
    if (this.session === session.id && this.isClosed === isClosed) return;
    this.leave();
    Object.assign(this, { api, session: session.id, isClosed, shot: 0 });
    by("no-picture").textContent = isClosed ? GONE : NONE;
    this.connect();
    this.refresh();
  }

  /** Whether anybody can see it: no frames are sent for nothing. */
  seen(isSeen) {
    this.isSeen = isSeen;
    this.connect();
  }

  connect() {
    const isWanted = this.session && !this.isClosed && (this.isSeen || this.isMine);
    if (isWanted && !this.live) {
      this.live = new Live(this.api, this.session, {
        onFrame: (frame) => this.frame(frame),
        onMessage: (message) => this.message(message),
        onLink: (link, problem) => this.link(link, problem),
      });
    } else if (!isWanted && this.live) {
      this.live.end();
      Object.assign(this, { live: null, state: null });
      this.paint();
    }
  }

  leave() {
    this.live?.end();
    Object.assign(this, { live: null, session: null, state: null, isMine: false, taking: false });
    this.hand.let();
    for (const id of ["picture", "still", "chrome", "take", "hand-back", "typing"]) by(id).hidden = true;
    by("no-picture").textContent = NONE;
    by("no-picture").hidden = false;
    by("screen").classList.remove("mine");
    for (const id of ["held", "browser-trouble", "browser-note", "address"]) by(id).textContent = "";
    by("held").removeAttribute("data-by");
    by("typed").value = "";
    dropPicture("still");
    by("picture").width = by("picture").width; // which empties it
  }

  /** What a step or a reply has left to be seen, where no live picture shows it. */
  async refresh(step) {
    if (!this.session || this.isLive) return;
    const [session, mine] = [this.session, (this.shot += 1)];
    try {
      const picture = step?.has_screenshot
        ? await this.api.stepPicture(session, step.turn, step.number)
        : step ? null : await this.api.picture(session);
      if (!picture || session !== this.session || mine !== this.shot || this.isLive) return;
      showPicture("still", picture);
      this.look("still");
    } catch (problem) {
      if (!problem.words) throw problem; // a picture that isn't there yet is no trouble
    }
  }

  get isLive() {
    return this.state?.live === true;
  }

  look(shown) {
    for (const id of ["picture", "still", "no-picture"]) by(id).hidden = id !== shown;
    by("chrome").hidden = shown !== "picture";
    this.tell();
  }

  /** In their order; of those that come while one is drawn, the last. */
  async frame(frame) {
    this.next = frame;
    if (this.drawing) return;
    this.drawing = true;
    try {
      while (this.next) {
        const drawn = this.next;
        this.next = null;
        this.draw(await createImageBitmap(drawn));
      }
    } finally {
      this.drawing = false;
    }
  }

  draw(picture) {
    const canvas = by("picture");
    if (canvas.width !== picture.width || canvas.height !== picture.height)
      Object.assign(canvas, { width: picture.width, height: picture.height });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    picture.close();
    if (this.isLive) this.look("picture");
  }

  message(message) {
    switch (message.type) {
      case "state":
        return this.became(message);
      case "taken":
        return this.hold(true);
      case "handed_back":
        return this.hold(false);
      case "problem":
        this.taking = false;
        by("browser-trouble").textContent = message.detail || message.code;
        return this.paint();
    }
  }

  became(state) {
    const wasLive = this.isLive;
    this.state = state;
    by("address").textContent = state.address ?? "";
    this.hand.scale(state);
    this.paint();
    if (wasLive && !state.live) this.refresh();
  }

  /** Ours, and nobody's who only watches. */
  hold(isMine) {
    const wasMine = this.isMine;
    Object.assign(this, { isMine, taking: false });
    this.paint();
    if (isMine) {
      this.look("picture");
      this.hand.take();
      announce(`${MINE} ${MINE_NOTE}`);
    } else {
      this.hand.let();
      by("typed").value = "";
      if (wasMine) by("take").focus();
      announce("The browser was handed back.");
    }
  }

  /** Who has it; that it isn't open is said once, in the picture's place where there is none. */
  tell() {
    const { isLive, isMine, state } = this;
    const isBare = !by("no-picture").hidden;
    by("held").textContent = isMine ? MINE : isLive ? HELD[state.held_by] ?? "" : state && !isBare ? AWAY : "";
    if (!this.isClosed) by("no-picture").textContent = state && !isLive ? AWAY : NONE;
  }

  paint() {
    const { isLive, isMine, state } = this;
    this.tell();
    by("held").dataset.by = isMine ? "me" : state?.held_by ?? "";
    by("take").hidden = !state || isMine;
    by("take").textContent = this.taking ? "Asking for it…" : "Take over";
    by("hand-back").hidden = by("typing").hidden = !isMine;
    by("screen").classList.toggle("mine", isMine);
    by("browser-note").textContent = isMine ? MINE_NOTE : isLive ? LIVE_NOTE : "";
    for (const button of document.querySelectorAll("[data-go]")) button.disabled = !isMine;
  }

  link(link, problem) {
    if (link === "open") return;
    Object.assign(this, { state: null, taking: false, isMine: false });
    this.hand.let();
    this.paint();
    if (!by("picture").hidden) this.look("no-picture");
    by("browser-note").textContent = link !== "absent" ? BROKEN : problem.absent ? STILL : problem.words;
    this.refresh();
  }

  take() {
    by("browser-trouble").textContent = "";
    this.taking = true;
    this.live.send({ type: "take" });
    this.paint();
  }

  handBack() {
    attempt("browser-trouble", by("hand-back"), async () => this.live?.send({ type: "hand_back" }));
  }

  type() {
    this.hand.type(by("typed").value);
    by("typed").value = "";
    by("typed").focus();
  }
}
