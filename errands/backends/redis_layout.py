"""Where things lie in Redis.

All keys of a session carry its id in braces, so that they share a slot of a cluster and a script
may touch several:

- `NS:{SESSION}:session`    hash: `json` as last saved, `turns` (count), `closed`
- `NS:{SESSION}:secrets`    hash: slot name -> value, `was:SHA1` -> a value it had before
- `NS:{SESSION}:turns`      hash: TURN -> JSON as last saved, and `TURN:number`, `TURN:status`,
  `TURN:cancel` (flag), `TURN:cancelled_at` (ended by a cancel before it ran), `TURN:idempotency`
  (the key of its record, where there is one); `:NUMBER` -> TURN
- `NS:{SESSION}:pending`    list: ids of the turns that haven't ended, oldest first
- `NS:{SESSION}:idempotency:DIGEST`  hash: `digest` of what was said, `turn`, `interrupts`
  (1 or 0); expires
- `NS:{SESSION}:lease`      hash: `owner`, `fence`; expires with the lease
- `NS:{SESSION}:fence`      the last fence given
- `NS:{SESSION}:keeper`     the worker that keeps the browser, while nobody has the lease; expires
- `NS:{SESSION}:takeover`   hash: `viewer` who wants the page or has it, `fence` once it is granted
- `NS:{SESSION}:tickets`    hash: digest of a ticket -> `UNIX_MS KEY`; expires with the last one
- `NS:{SESSION}:journal:TURN`  hash: `NUMBER:begun` and `NUMBER:finished` -> step
- `NS:{SESSION}:state`      hash: `state`, `screenshot`
- `NS:{SESSION}:events`     stream
- `NS:{SESSION}:told`       hash: webhook -> id of the last event that is in its deliveries
- `NS:{SESSION}:live`       channel: what watchers are shown; `NS:live:WORKER` what a worker is told
- `NS:pending`              zset: session -> ms of the last touch; a hint that is always verified
- `NS:open`                 zset: session -> unix seconds of its last message, until it is closed
- `NS:closed`               zset: session -> unix seconds of its closing, until it is forgotten
- `NS:{of:TENANT}:sessions` zset: session -> unix ms of its opening, until it is forgotten
- `NS:news`                 zset: session -> ms of the last touch, for webhooks; a hint as well
- `NS:call:DIGEST`          hash: `sent`, and `ended` once it has; digests only; expires
- `NS:{webhooks}`           hash: webhook -> it as JSON, its secret with it
- `NS:{WEBHOOK}:due`        zset: delivery -> unix seconds, while it is out as well
- `NS:{WEBHOOK}:log`        hash: delivery -> it as JSON
- `NS:{WEBHOOK}:order`      zset: deliveries by their names, which begin with the time
- `NS:{WEBHOOK}:out`        zset: session that an attempt is under way for -> until when
- `NS:{keys}:keys`          hash: digest of an API key -> the key as JSON
- `NS:{keys}:digests`       hash: KEY -> its digest
- `NS:{keys}:of:TENANT`     set: ids of a tenant's keys; `NS:{keys}:labelers` those of labelers
"""

from dataclasses import dataclass

from errands.contracts.ids import SessionId, TenantId, TurnId, WebhookId, WorkerId


@dataclass(frozen=True, slots=True)
class SessionKeys:
    """The names of one session's keys."""

    namespace: str
    id: SessionId

    def _key(self, *parts: str) -> str:
        return ":".join((self.namespace, f"{{{self.id}}}", *parts))

    @property
    def session(self) -> str:
        return self._key("session")

    @property
    def secrets(self) -> str:
        return self._key("secrets")

    @property
    def turns(self) -> str:
        return self._key("turns")

    @property
    def pending(self) -> str:
        return self._key("pending")

    @property
    def lease(self) -> str:
        return self._key("lease")

    @property
    def fence(self) -> str:
        return self._key("fence")

    @property
    def keeper(self) -> str:
        return self._key("keeper")

    @property
    def takeover(self) -> str:
        return self._key("takeover")

    @property
    def tickets(self) -> str:
        return self._key("tickets")

    @property
    def live(self) -> str:
        return self._key("live")

    @property
    def state(self) -> str:
        return self._key("state")

    @property
    def events(self) -> str:
        return self._key("events")

    @property
    def told(self) -> str:
        return self._key("told")

    def idempotency(self, digest: str) -> str:
        return self._key("idempotency", digest)

    def journal(self, turn: TurnId) -> str:
        return self._key("journal", turn)


@dataclass(frozen=True, slots=True)
class WebhookKeys:
    """The names of the keys of one webhook's deliveries."""

    namespace: str
    id: WebhookId

    def _key(self, part: str) -> str:
        return f"{self.namespace}:{{{self.id}}}:{part}"

    @property
    def due(self) -> str:
        return self._key("due")

    @property
    def log(self) -> str:
        return self._key("log")

    @property
    def order(self) -> str:
        return self._key("order")

    @property
    def out(self) -> str:
        return self._key("out")


def worker_channel(namespace: str, worker: WorkerId) -> str:
    return f"{namespace}:live:{worker}"


def pending_index(namespace: str) -> str:
    return f"{namespace}:pending"


def open_index(namespace: str) -> str:
    return f"{namespace}:open"


def closed_index(namespace: str) -> str:
    return f"{namespace}:closed"


def tenant_index(namespace: str, tenant: TenantId) -> str:
    return f"{namespace}:{{of:{tenant}}}:sessions"


def news_index(namespace: str) -> str:
    return f"{namespace}:news"
