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
    by("file-list").replaceChildren();
    by("no-files").hidden = true;
    if (session) await this.load();
  }

  load() {
    return attempt("files-trouble", [], async () => {
      const session = this.session;
      const { files, max_bytes: most } = await this.api.files(session);
      if (session !== this.session) return;
      this.most = most;
      by("file-list").replaceChildren(...files.map((file) => this.row(file)));
      by("no-files").hidden = files.length > 0;
    });
  }

  row({ name, size: bytes }) {
    const fetched = () => attempt("files-trouble", [], async () => save(await this.api.file(this.session, name), name));
    const removed = () => attempt("files-trouble", [], async () => {
      await this.api.removeFile(this.session, name);
      by("files-done").textContent = `${name} was removed.`;
      await this.load();
      by("files-head").focus();
    });
    return el(
      "li",
      { class: "file" },
      el("span", {}, name),
      el("small", {}, size(bytes)),
      el("button", { type: "button", "aria-label": `Download ${name}`, onclick: fetched }, "Download"),
      el("button", { type: "button", class: "plain", "aria-label": `Remove ${name}`, onclick: removed }, "Remove"),
    );
  }

  async put(files) {
    by("files-done").textContent = "";
    await attempt("files-trouble", [], async () => {
      for (const file of files) {
        by("files-done").textContent = `Sending ${file.name}…`;
        try {
          const { name } = await this.api.putFile(this.session, safe(file.name), file);
          by("files-done").textContent = name === file.name ? `${name} is there.` : `${file.name} is there as ${name}.`;
        } catch (problem) {
          by("files-done").textContent = "";
          if (problem.title) problem.title = `${file.name}: ${problem.title}`;
          throw problem;
        }
      }
      by("file").value = "";
    });
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
