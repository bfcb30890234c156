// Rows of what is known of a person, and of secrets, which go in and never come out.

import { by, el } from "./element.js";
import { plain } from "./words.js";

/** Shown as empty rows where nothing is known yet. */
export const COMMON = ["first_name", "last_name", "email", "phone"];
const SET = "set; type to replace it";
const COMPLETE = { first_name: "given-name", last_name: "family-name", email: "email", phone: "tel" };

/** A list of rows with a way to add one. Values stay in the fields until they are read. */
export class Rows {
  constructor(place, { noun, isSecret = false }) {
    Object.assign(this, { noun, isSecret, name: place.id });
    this.list = el("div", { class: "fields" });
    this.more = el("input", { id: `${place.id}-more`, placeholder: isSecret ? "password" : "street", spellcheck: "false", autocomplete: "off" });
    const add = el("button", { type: "button", onclick: () => this.add() }, "Add");
    this.told = el("p", { class: "fault", role: "alert" });
    this.more.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.add();
    });
    const label = el("label", { for: this.more.id }, `Another ${noun}`);
    place.classList.add("fields");
    place.replaceChildren(this.list, el("div", { class: "field" }, label, el("div", { class: "row" }, this.more, add), this.told));
  }

  /** `known` are values by name, or null; of secrets only that there is one. What is typed stays. */
  show(known) {
    const shown = JSON.stringify(known);
    if (this.shown === shown && this.list.children.length) return; // the focus stays where it is
    this.shown = shown;
    const typed = new Map(this.fields().filter(isChanged).map((field) => [field.name, field.value]));
    const gone = this.fields().filter(isGone).map((field) => field.name);
    const held = this.list.contains(document.activeElement) ? document.activeElement : null;
    const marked = [held?.selectionStart, held?.selectionEnd];
    this.list.replaceChildren();
    for (const [slot, value] of known) this.row(slot, value);
    for (const [slot, value] of typed) (this.field(slot) ?? this.row(slot, null)).value = value;
    for (const slot of gone) if (this.field(slot)) this.remove(this.field(slot));
    const again = held && by(held.id);
    again?.focus();
    if (again?.value) again.setSelectionRange(...marked); // who types on does so where they were
  }

  row(slot, value) {
    const id = `${this.name}-${slot}`;
    const isSet = this.isSecret && value;
    const field = el("input", {
      id,
      name: slot,
      type: this.isSecret ? "password" : "text",
      autocomplete: this.isSecret ? "new-password" : COMPLETE[slot] ?? "off",
      placeholder: isSet ? SET : this.isSecret ? "" : "not known",
      class: value ? null : "unknown",
    });
    field.value = this.isSecret ? "" : value ?? "";
    field.defaultValue = field.value;
    const label = el("label", { for: id }, plain(slot), isSet ? " (set)" : "");
    this.list.append(el("div", { class: "field" }, label, isSet ? this.removable(field) : field));
    return field;
  }

  /** The field of a secret that is set, and what removes it. */
  removable(field) {
    const button = el("button", { type: "button", id: `${field.id}-remove`, class: "plain", onclick: () => this.remove(field) });
    nameOf(button, "Remove", field);
    return el("div", { class: "row" }, field, button);
  }

  /** Once it is saved; until then a second time takes it back. */
  remove(field) {
    const isGoing = !isGone(field);
    field.value = "";
    field.disabled = isGoing;
    field.placeholder = isGoing ? "removed when you save" : SET;
    nameOf(field.nextSibling, isGoing ? "Keep" : "Remove", field);
    field.dispatchEvent(new Event("input", { bubbles: true })); // something has changed
  }

  add() {
    const slot = this.more.value.trim().toLowerCase().replaceAll(/[^a-z0-9]+/g, "_").replaceAll(/^[0-9_]+|_+$/g, "");
    this.told.textContent = slot ? "" : `A ${this.noun} needs a name, of letters and digits.`;
    if (!slot) return this.more.focus();
    this.more.value = "";
    (this.field(slot) ?? this.row(slot, null)).focus();
  }

  fields() {
    return [...this.list.querySelectorAll("input")];
  }

  field(slot) {
    return this.fields().find((field) => field.name === slot);
  }

  /** What was typed anew: values by name, null for a slot that was emptied and a secret that goes. */
  changed() {
    const changed = this.fields().filter((field) => isChanged(field) || isGone(field));
    return Object.fromEntries(changed.map((field) => [field.name, this.valueOf(field) || null]));
  }

  /** A blank may be part of a secret. */
  valueOf(field) {
    return this.isSecret ? field.value : field.value.trim();
  }

  /** The server has these: what was typed over them since is still to be saved. */
  saved(sent) {
    for (const field of this.fields().filter(({ name }) => name in sent)) {
      if (!this.isSecret) field.defaultValue = sent[field.name] ?? "";
      else if (field.value === sent[field.name]) field.value = "";
    }
    this.shown = null;
  }

  /** All that has a value. */
  values() {
    const given = this.fields().map((field) => [field.name, this.valueOf(field)]);
    return Object.fromEntries(given.filter(([, value]) => value));
  }

  /** Nothing that was typed stays. */
  clear() {
    this.list.replaceChildren();
    this.shown = null;
  }
}

const isChanged = (field) =>
  field.type === "password" ? field.value !== "" : field.value.trim() !== field.defaultValue.trim();
const isGone = (field) => field.disabled;

function nameOf(button, verb, field) {
  button.textContent = verb;
  button.setAttribute("aria-label", `${verb} ${plain(field.name)}`);
}
