// Rows of what is known of a person, and of secrets, which go in and never come out.

import { by, el } from "./element.js";
import { plain } from "./words.js";

/** Shown as empty rows where nothing is known yet. */
export const COMMON = ["first_name", "last_name", "email", "phone"];
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
    const held = this.list.contains(document.activeElement) ? document.activeElement : null;
    const marked = [held?.selectionStart, held?.selectionEnd];
    this.list.replaceChildren();
    for (const [slot, value] of known) this.row(slot, value);
    for (const [slot, value] of typed) (this.field(slot) ?? this.row(slot, null)).value = value;
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
      placeholder: isSet ? "set; type to replace it" : this.isSecret ? "" : "not known",
      class: value ? null : "unknown",
    });
    field.value = this.isSecret ? "" : value ?? "";
    field.defaultValue = field.value;
    const words = [plain(slot), isSet ? " (set)" : ""].join("");
    this.list.append(el("div", { class: "field" }, el("label", { for: id }, words), field));
    return field;
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

  /** What was typed anew: values by name, null for a slot that was emptied. */
  changed() {
    return Object.fromEntries(this.fields().filter(isChanged).map((field) => [field.name, field.value.trim() || null]));
  }

  /** The server has these: what was typed over them since is still to be saved. */
  saved(sent) {
    for (const field of this.fields().filter(({ name }) => name in sent)) {
      if (!this.isSecret) field.defaultValue = sent[field.name] ?? "";
      else if (field.value.trim() === sent[field.name]) field.value = "";
    }
    this.shown = null;
  }

  /** All that has a value. */
  values() {
    return Object.fromEntries(this.fields().filter(({ value }) => value.trim()).map(({ name, value }) => [name, value.trim()]));
  }

  /** Nothing that was typed stays. */
  clear() {
    this.list.replaceChildren();
    this.shown = null;
  }
}

const isChanged = (field) => field.value.trim() !== field.defaultValue.trim();
