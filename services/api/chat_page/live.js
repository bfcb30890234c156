// The socket that shows a session's browser, and takes what a person does in it.

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 20_000;

export class Live {
  /** `onLink` is told "open", "broken" (it is tried again) or "absent" (this server has none). */
  constructor(api, session, { onFrame, onMessage, onLink }) {
    Object.assign(this, { api, session, onFrame, onMessage, onLink, ended: false, pause: FIRST_PAUSE_MS });
    this.connect();
  }

  async connect() {
    try {
      const { ticket } = await this.api.ticket(this.session);
      if (!this.ended) this.open(ticket);
    } catch (problem) {
      if (!problem.words) throw problem;
      if (this.ended || problem.status === 401) return;
      const isRefused = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
      if (isRefused) return this.onLink("absent", problem);
      this.again();
    }
  }

  /** A ticket is good once and for a moment: the key itself never stands in an address. */
  open(ticket) {
    const address = new URL(`/v1/sessions/${this.session}/live`, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.searchParams.set("ticket", ticket);
    const socket = new WebSocket(address);
    socket.binaryType = "blob";
    socket.onopen = () => this.onLink("open");
    socket.onclose = () => this.again();
    socket.onmessage = ({ data }) => this.take(data);
    this.socket = socket;
  }

  take(data) {
    if (this.ended) return;
    this.pause = FIRST_PAUSE_MS;
    if (data instanceof Blob) this.onFrame(data);
    else this.onMessage(JSON.parse(data));
  }

  again() {
    if (this.ended) return;
    this.socket = null;
    this.onLink("broken");
    this.timer = setTimeout(() => this.connect(), this.pause);
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE_MS);
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    const { socket } = this;
    // one that is closed while it connects is complained of in the console
    if (socket?.readyState === WebSocket.CONNECTING) socket.onopen = () => socket.close();
    else socket?.close();
  }
}
