// What a session knows of the person: slots, those that are not known as empty rows; names of secrets.

import { attempt, by } from "./element.js";
import { Rows } from "./slots.js";
import { hostOf } from "./words.js";

export class Profile {
  /** `onSaved` is given the session as it is then. */
  constructor(onSaved) {
    this.onSaved = onSaved;
    this.slots = new Rows(by("slots"), { noun: "detail" });
    this.secrets = new Rows(by("secrets"), { noun: "secret", isSecret: true });
    by("profile-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    by("profile-form").addEventListener("input", () => (by("profile-done").textContent = ""));
  }

  show(api, session) {
    if (this.session !== session?.id) {
      this.slots.clear(); // what was typed for another person
      this.secrets.clear();
      by("profile-trouble").textContent = by("profile-done").textContent = "";
      this.saving = null;
    }
    Object.assign(this, { api, session: session?.id });
    by("profile-form").hidden = !session;
    by("no-profile").hidden = Boolean(session);
    if (!session || this.saving === session.id) return; // what was sent isn't known yet to be saved
    by("secrets-host").textContent = hostOf(session.start_url);
    this.slots.show(Object.entries(session.profile));
    this.secrets.show(session.secrets.map((name) => [name, true]));
    by("save-profile").disabled = session.status === "closed";
  }

  async save() {
    const changed = { slots: this.slots.changed(), secrets: this.secrets.changed() };
    if (!Object.keys({ ...changed.slots, ...changed.secrets }).length) {
      by("profile-done").textContent = "Nothing was changed.";
      return;
    }
    const { api, session } = this;
    const isThere = () => this.session === session;
    await attempt("profile-trouble", by("save-profile"), async () => {
      const saved = await this.sent(api, session, changed);
      if (!isThere()) return;
      this.slots.saved(changed.slots);
      this.secrets.saved(changed.secrets);
      this.onSaved(saved);
      by("profile-done").textContent = "Saved.";
    }, isThere);
  }

  async sent(api, session, changed) {
    this.saving = session;
    try {
      return await api.saveProfile(session, changed);
    } finally {
      if (this.saving === session) this.saving = null;
    }
  }
}
