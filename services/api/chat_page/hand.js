// A person's hand in the live picture: what the mouse, a finger and the keys do, in the page's pixels.

const BUTTONS = ["left", "middle", "right"];
const MODIFIERS = { altKey: 1, ctrlKey: 2, metaKey: 4, shiftKey: 8 }; // as Chromium's protocol counts them
const TAP_PX = 10;
const LONGEST_TEXT = 5000; // characters in one message
const LINE_PX = 40; // what a notch of a wheel that counts lines is worth

export class Hand {
  /** `onLeave` is called for Esc twice. */
  constructor(canvas, send, onLeave) {
    Object.assign(this, { canvas, send, onLeave, holds: false, left: false, width: 0, height: 0, escapes: 0, moved: null });
    const on = (name, take, options) => canvas.addEventListener(name, (event) => this.holds && take(event), options);
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("contextmenu", (event) => event.preventDefault());
    on("keydown", (event) => this.key("down", event));
    on("keyup", (event) => this.key("up", event));
    on("paste", (event) => this.paste(event));
  }

  scale({ width, height }) {
    Object.assign(this, { width, height });
  }

  take() {
    Object.assign(this, { holds: true, left: false, escapes: 0 });
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", "The browser's page, in your hands. Esc twice hands it back.");
    this.canvas.focus();
  }

  let() {
    this.holds = false;
    this.canvas.removeAttribute("tabindex");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", "The browser's page");
  }

  place({ offsetX, offsetY }) {
    const x = (offsetX * this.width) / (this.canvas.clientWidth || 1);
    const y = (offsetY * this.height) / (this.canvas.clientHeight || 1);
    return { x: Math.round(clamp(x, this.width)), y: Math.round(clamp(y, this.height)) };
  }

  mouse(event, source, more = {}) {
    const button = BUTTONS[source.button] ?? "left"; // a move has none
    this.send({ type: "mouse", event, ...this.place(source), button, clicks: 0, dx: 0, dy: 0, ...more });
  }

  down(event) {
    this.canvas.focus();
    this.canvas.setPointerCapture(event.pointerId);
    if (event.pointerType === "touch") {
      this.finger = { id: event.pointerId, x: event.clientX, y: event.clientY, scrolled: false };
      return;
    }
    const near = this.pressed && event.timeStamp - this.pressed.at < 500 && Math.hypot(event.clientX - this.pressed.x, event.clientY - this.pressed.y) < TAP_PX;
    this.pressed = { at: event.timeStamp, x: event.clientX, y: event.clientY, clicks: near ? Math.min(this.pressed.clicks + 1, 3) : 1 };
    this.mouse("down", event, { clicks: this.pressed.clicks });
  }

  /** Once a frame at most: the last place is the one that counts. */
  move(event) {
    if (event.pointerType === "touch") return this.drag(event);
    if (!this.moved) requestAnimationFrame(() => this.flush());
    this.moved = event;
  }

  flush() {
    const moved = this.moved;
    this.moved = null;
    if (moved && this.holds) this.mouse("move", moved);
  }

  /** A finger that is drawn over the page scrolls it. */
  drag(event) {
    const { finger } = this;
    if (finger?.id !== event.pointerId) return;
    const [dx, dy] = [finger.x - event.clientX, finger.y - event.clientY];
    if (!finger.scrolled && Math.hypot(dx, dy) < TAP_PX) return;
    this.mouse("wheel", event, { button: "left", dx: Math.round(dx), dy: Math.round(dy) });
    Object.assign(finger, { x: event.clientX, y: event.clientY, scrolled: true });
  }

  up(event) {
    if (event.pointerType !== "touch") return this.mouse("up", event, { clicks: this.pressed?.clicks ?? 1 });
    const isTap = this.finger?.id === event.pointerId && !this.finger.scrolled;
    this.finger = null;
    if (!isTap) return;
    this.mouse("move", event, { button: "left" });
    this.mouse("down", event, { button: "left", clicks: 1 });
    this.mouse("up", event, { button: "left", clicks: 1 });
  }

  wheel(event) {
    event.preventDefault();
    const each = event.deltaMode ? LINE_PX : 1;
    this.mouse("wheel", event, { dx: Math.round(event.deltaX * each), dy: Math.round(event.deltaY * each) });
  }

  key(event, source) {
    if (source.isComposing) return;
    const isGraph = source.getModifierState("AltGraph");
    const pastes = !isGraph && (source.ctrlKey || source.metaKey) && source.key.toLowerCase() === "v";
    if (pastes) return; // comes as a paste: what is in this device's clipboard, not in that one's
    source.preventDefault();
    if (event === "down") this.escapes = source.key === "Escape" && !source.repeat ? this.escapes + 1 : 0;
    if (this.left && source.key === "Escape") return; // of the key that has left it
    if (this.escapes === 2) {
      Object.assign(this, { escapes: 0, left: true });
      return this.onLeave();
    }
    const types = source.key.length === 1 && (isGraph || (!source.ctrlKey && !source.metaKey));
    const text = event === "down" && types ? source.key : event === "down" && source.key === "Enter" ? "\r" : "";
    this.send({ type: "key", event, key: source.key, code: source.code, text, modifiers: modifiers(source) });
  }

  press(key) {
    const text = key === "Enter" ? "\r" : "";
    this.send({ type: "key", event: "down", key, code: key, text, modifiers: 0 });
    this.send({ type: "key", event: "up", key, code: key, text: "", modifiers: 0 });
  }

  paste(event) {
    event.preventDefault();
    this.type(event.clipboardData.getData("text/plain"));
  }

  /** What was typed by other means than keys. */
  type(text) {
    const letters = [...text];
    for (let at = 0; at < letters.length; at += LONGEST_TEXT)
      this.send({ type: "text", text: letters.slice(at, at + LONGEST_TEXT).join("") });
  }
}

const clamp = (value, most) => Math.max(0, Math.min(value, Math.max(0, most - 1)));

/** AltGr is told as Ctrl and Alt by some systems; the letter that it gives is all that counts. */
function modifiers(event) {
  if (event.getModifierState("AltGraph")) return event.shiftKey ? MODIFIERS.shiftKey : 0;
  return Object.entries(MODIFIERS).reduce((sum, [name, bit]) => sum + (event[name] ? bit : 0), 0);
}
