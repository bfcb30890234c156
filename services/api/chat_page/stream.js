// A session's events over many connections: each comes once, in order.

const SILENCE_MS = 30_000; // heartbeats come every ten seconds
const LONGEST_PAUSE_MS = 15_000;

/**
 * Follows a session until it is closed or `signal` aborts. `onEvent` is given each event, `onLink`
 * how the connection is: "connecting", "open", "broken", "over".
 */
export async function follow(api, session, { onEvent, onLink, signal }) {
  const stream = { last: null, retry: 2000, failures: 0 };
  onLink("connecting");
  while (!signal.aborted) {
    const before = stream.last;
    try {
      if (await connection(api, session, stream, { onEvent, onLink, signal })) return onLink("over");
      stream.failures = 0;
    } catch (problem) {
      if (signal.aborted || problem.status === 401) return;
      if (problem.status === 404) return onLink("over");
      stream.failures += 1;
    }
    if (signal.aborted) return;
    if (stream.last === before || stream.failures) {
      onLink("broken");
      await pause(stream, signal);
    }
  }
}

/** One connection until it ends; true where nothing will ever come any more. */
async function connection(api, session, stream, { onEvent, onLink, signal }) {
  const bound = new AbortController();
  const silence = watch(() => bound.abort());
  const both = AbortSignal.any([signal, bound.signal]);
  const headers = { Accept: "text/event-stream", ...(stream.last ? { "Last-Event-ID": stream.last } : {}) };
  try {
    const response = await api.ask("GET", `sessions/${session}/events`, { headers, signal: both });
    if (response.status === 204) return true;
    onLink("open");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new Parser(stream, onEvent);
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return false;
      stream.failures = 0;
      silence.again();
      parser.take(value);
    }
  } finally {
    silence.end();
  }
}

/** Lines of the event-stream format; what is cut off in the middle of an event is not one. */
class Parser {
  constructor(stream, onEvent) {
    Object.assign(this, { stream, onEvent, rest: "", id: null, data: [] });
  }

  take(text) {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop();
    for (const line of lines) this.line(line);
  }

  line(line) {
    if (line === "") return this.end();
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line);
    if (name === "id") this.id = value;
    if (name === "data") this.data.push(value);
    if (name === "retry" && /^\d+$/.test(value)) this.stream.retry = Number(value);
  }

  /** A fault of ours over one event must not look like a broken connection. */
  give(event) {
    try {
      this.onEvent(event);
    } catch (error) {
      reportError(error);
    }
  }

  end() {
    if (this.data.length) {
      this.stream.last = this.id ?? this.stream.last;
      this.give(JSON.parse(this.data.join("\n")));
    }
    this.data = [];
  }
}

function watch(onSilence) {
  let timer = setTimeout(onSilence, SILENCE_MS);
  const end = () => clearTimeout(timer);
  const again = () => {
    end();
    timer = setTimeout(onSilence, SILENCE_MS);
  };
  return { again, end };
}

/** Longer after each failure; none where the network has just come back. */
function pause(stream, signal) {
  const longest = Math.min(LONGEST_PAUSE_MS, stream.retry * 2 ** Math.min(stream.failures, 6) / 2);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, longest * (0.5 + Math.random() / 2));
    addEventListener("online", done);
    signal.addEventListener("abort", done, { once: true });
  });
}
