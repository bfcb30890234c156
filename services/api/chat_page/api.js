// All calls of the page. The key goes into a header, never into an address.

const UNREACHABLE = {
  code: "unreachable",
  title: "The server can't be reached",
  detail: "Try again in a moment.",
};
const UNSENT = { ...UNREACHABLE, detail: `Nothing that you typed is lost. ${UNREACHABLE.detail}` };
const SIGNED_OUT = { code: "signed_out", title: "You have signed out", detail: "" };
/** A server of an older version doesn't have every call. */
const ABSENT = new Set(["route_not_found", "method_not_allowed"]);
const WAITS = new Set([429, 503]);

/** A problem as the server states it (RFC 9457). */
export class Problem extends Error {
  constructor({ title, detail, code, status = 0, errors = [] }, retryAfter = null) {
    super(detail);
    Object.assign(this, { title, detail, code, status, faults: errors, retryAfter });
  }

  /** For people: the title, what it says beyond the title, and when to try again. */
  get words() {
    const more = this.detail && !this.detail.startsWith(this.title) ? ` ${this.detail}` : "";
    const said = this.detail?.startsWith(this.title) ? this.detail : `${this.title}.${more}`;
    const wait = WAITS.has(this.status) && this.retryAfter ? ` Try again in ${this.retryAfter} s.` : "";
    return said + wait;
  }

  /** Nobody is there any more to be told. */
  get isPast() {
    return this.code === "signed_out";
  }

  get absent() {
    return ABSENT.has(this.code);
  }
}

/** An Idempotency-Key. (`randomUUID` isn't there on a page by plain http.) */
export function onceKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Api {
  /** `onRefused` is told the problem when the key is good no more. */
  constructor(key, onRefused) {
    this.key = key;
    this.onRefused = onRefused;
  }

  /** Its holder has signed out: nothing is asked any more, and no answer is for whoever comes next. */
  end() {
    this.key = null;
  }

  /** What was answered, while that is still theirs to see. */
  held(told) {
    if (this.key === null) throw new Problem(SIGNED_OUT);
    return told;
  }

  /** The answer as it is. Raises a `Problem`; an abort stays an abort. `typed`: somebody typed the body. */
  async ask(method, path, { body, headers = {}, signal, typed = false } = {}) {
    this.held();
    const isJson = body !== undefined && !(body instanceof Blob);
    let response;
    try {
      response = await fetch(`/v1/${path}`, {
        method,
        signal,
        headers: {
          Authorization: `Bearer ${this.key}`,
          ...(isJson ? { "Content-Type": "application/json" } : {}),
          ...headers,
        },
        body: isJson ? JSON.stringify(body) : body,
        redirect: "error",
        credentials: "omit",
      });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Problem(typed ? UNSENT : UNREACHABLE);
    }
    this.held();
    if (response.ok) return response;
    const problem = this.held(await problemOf(response));
    if (response.status === 401) this.onRefused(problem);
    throw problem;
  }

  async json(method, path, more) {
    const response = await this.ask(method, path, more);
    return this.held(response.status === 204 ? null : await response.json());
  }

  async blob(path) {
    const response = await this.ask("GET", path);
    return this.held(await response.blob());
  }

  sessions(after) {
    return this.json("GET", `sessions?${new URLSearchParams({ limit: 50, ...(after ? { after } : {}) })}`);
  }

  session(id) {
    return this.json("GET", `sessions/${id}`);
  }

  open(body, once) {
    return this.json("POST", "sessions", { body, typed: true, headers: { "Idempotency-Key": once } });
  }

  close(id) {
    return this.json("DELETE", `sessions/${id}`);
  }

  /** All of them: a page holds 200 at most. */
  async turns(id) {
    const found = [];
    let after = null;
    do {
      const query = new URLSearchParams({ limit: 200, ...(after ? { after } : {}) });
      const page = await this.json("GET", `sessions/${id}/turns?${query}`);
      found.push(...page.turns);
      after = page.has_more ? page.next_cursor : null;
    } while (after);
    return found;
  }

  say(id, message, interrupt, once) {
    const headers = { "Idempotency-Key": once };
    return this.json("POST", `sessions/${id}/turns`, { body: { message, interrupt }, typed: true, headers });
  }

  cancel(id, turn) {
    return this.json("POST", `sessions/${id}/turns/${turn}/cancel`);
  }

  approval(id) {
    return this.json("GET", `sessions/${id}/approval`);
  }

  answer(id, approval, approved, once) {
    const headers = { "Idempotency-Key": once };
    return this.json("POST", `sessions/${id}/approval`, { body: { id: approval, approved }, headers });
  }

  stepPicture(id, turn, number) {
    return this.blob(`sessions/${id}/turns/${turn}/steps/${number}/screenshot`);
  }

  picture(id) {
    return this.blob(`sessions/${id}/screenshot`);
  }

  files(id) {
    return this.json("GET", `sessions/${id}/files`);
  }

  putFile(id, name, file) {
    return this.json("PUT", `sessions/${id}/files/${encodeURIComponent(name)}`, { body: file });
  }

  file(id, name) {
    return this.blob(`sessions/${id}/files/${encodeURIComponent(name)}`);
  }

  removeFile(id, name) {
    return this.json("DELETE", `sessions/${id}/files/${encodeURIComponent(name)}`);
  }

  /** Slots by name, null for one that is not known; secrets as they are given with a session. */
  saveProfile(id, changed) {
    return this.json("PATCH", `sessions/${id}/profile`, { body: changed, typed: true });
  }

  ticket(id) {
    return this.json("POST", `sessions/${id}/live-tickets`);
  }
}

async function problemOf(response) {
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  try {
    const body = await response.json();
    return new Problem({ ...body, status: response.status }, retryAfter);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    // a proxy between us and the server says it in its own words
    const title = `The server answered ${response.status}`;
    return new Problem({ title, detail: "", code: "unknown", status: response.status }, retryAfter);
  }
}
