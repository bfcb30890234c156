// A session's files: put in, fetched, removed.

import { attempt, by, el } from "./element.js";
import { size } from "./words.js";

export class Files {
  constructor() {
    by("file").addEventListener("change", () => this.put([...by("file").files]));
    const drop = by("drop");
    for (const kind of ["dragover", "dragleave", "drop"])
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop") this.put([...event.dataTransfer.files]);
      });
  }

  async show(api, session) {
    Object.assign(this, { api, session: session?.id });
    by("drop").hidden = !session || session.status === "closed";
    by("files-done").textContent = "";
    by("file").value = "";
    by("file-list").replaceChildren();
    by("no-files").hidden = true;
    if (session) await this.load();
  }

  /** The session that is shown now, and whether it still is. */
  get place() {
    const { api, session } = this;
    return { api, session, isThere: () => this.session === session };
  }

  load() {
    const { api, session, isThere } = this.place;
    return attempt("files-trouble", [], async () => {
      const { files } = await api.files(session);
      if (!isThere()) return;
      by("file-list").replaceChildren(...files.map((file) => this.row(file)));
      by("no-files").hidden = files.length > 0;
    }, isThere);
  }

  row({ name, size: bytes }) {
    const { api, session, isThere } = this.place;
    const fetched = () => attempt("files-trouble", [], async () => save(await api.file(session, name), name), isThere);
    const removed = () => attempt("files-trouble", [], async () => {
      await api.removeFile(session, name);
      if (!isThere()) return;
      by("files-done").textContent = `${name} was removed.`;
      await this.load();
      by("files-head").focus();
    }, isThere);
    return el(
      "li",
      { class: "file" },
      el("span", {}, name),
      el("small", {}, size(bytes)),
      el("button", { type: "button", "aria-label": `Download ${name}`, onclick: fetched }, "Download"),
      el("button", { type: "button", class: "plain", "aria-label": `Remove ${name}`, onclick: removed }, "Remove"),
    );
  }

  /** All into the session that they were chosen in, whichever is shown by then. */
  async put(files) {
    const { api, session, isThere } = this.place;
    const tell = (words) => isThere() && (by("files-done").textContent = words);
    await attempt("files-trouble", [], async () => {
      for (const file of files) {
        tell(`Sending ${file.name}…`);
        try {
          const { name } = await api.putFile(session, safe(file.name), file);
          tell(name === file.name ? `${name} is there.` : `${file.name} is there as ${name}.`);
        } catch (problem) {
          tell("");
          if (problem.title) problem.title = `${file.name}: ${problem.title}`;
          throw problem;
        }
      }
      if (isThere()) by("file").value = "";
    }, isThere);
    if (!isThere()) return;
    const told = by("files-trouble").textContent;
    await this.load();
    by("files-trouble").textContent ||= told;
  }
}

/** One word, as names of files have to be; the server judges it. */
function safe(name) {
  const [, stem, suffix] = /^(.*?)((?:\.[^.]{1,12})?)$/s.exec(name.normalize("NFKC").replaceAll(/[^\p{L}\p{N}_.-]+/gu, "_"));
  const trimmed = stem.slice(0, 60).replaceAll(/^[._-]+|[._-]+$/g, "") || "file";
  return trimmed + suffix.replace(/[._-]+$/, "");
}

function save(content, name) {
  const address = URL.createObjectURL(content);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
