"""The settings of every process; the only reader of the environment (`ERRANDS_...`)."""

from pathlib import Path
from typing import Final, Literal, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from errands.contracts.backlog import USUAL_BACKLOG, Backlog
from errands.contracts.files import FileLimits
from errands.contracts.model_api import ModelApi
from errands.contracts.model_place import ModelPlace, Patience
from errands.contracts.served import SERVED_MODEL_NAME

_ORIGIN: Final = r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"


class Settings(BaseSettings):
    """What an operator may choose; `ERRANDS_REDIS_URL` sets `redis_url`, and so on."""

    model_config = SettingsConfigDict(
        env_prefix="ERRANDS_",
        frozen=True,
        extra="ignore",
        protected_namespaces=(),
        use_attribute_docstrings=True,
    )

    redis_url: str = "redis://127.0.0.1:6379/0"
    """Where sessions, turns, leases, events and keys live."""

    broker_url: str = ""
    """Celery's broker; the database 1 of `redis_url` where it isn't given."""

    model_url: str = "http://127.0.0.1:8200/v1"
    """The OpenAI-compatible endpoint that answers for the skills."""

    model_api: ModelApi = ModelApi.VLLM
    """How the endpoint is asked for an action, and what holds its answer to one."""

    model_name: str = SERVED_MODEL_NAME
    """The model to ask where a skill has no adapter of its own."""

    model_key: SecretStr | None = None
    """The bearer key of the model's endpoint."""

    model_repairs: int = Field(default=2, ge=0, le=5)
    """How often a model is told that its answer is no action of the page, for one step."""

    model_tokens: int = Field(default=512, ge=16)
    """The longest answer of a chat endpoint, in tokens; a model that thinks first needs more."""

    model_attempt_seconds: float = Field(default=30, gt=0)
    """How long one answer of the model is waited for."""

    model_patience_seconds: float = Field(default=150, gt=0)
    """How long a step goes on asking, retries and repairs included."""

    adapters_url: str = "http://127.0.0.1:8201"
    """Where `services.inference` says which adapters are live."""

    model_folder: Path = Path("var/models/smollm2-135m-instruct")
    """The served model's folder, for its `tokenizer.json`; without one tokens are estimated."""

    chromium: Path = Path("/usr/bin/chromium-headless-shell")
    """The browser: Chromium without a window, or any other (ADR 20)."""

    chromium_sandbox: bool = True
    """Whether Chromium locks its own processes up; root can't have that. Off only where the
    container is the sandbox.
    """

    browser_max_bytes: int = Field(default=3 * 1024**3, ge=0)
    """Where a worker's browser has grown beyond this between turns, it is started anew; 0 never."""

    page_max_bytes: int = Field(default=1024**3, ge=0)
    """The most memory that the process of a page may take; it is ended beyond that, 0 never."""

    recordings: str = "var/recordings"
    """Where recordings of steps are kept: a folder, or an address that fsspec can open."""

    recordings_open: Path | None = None
    """The folder of recordings that aren't there yet, on each worker's own disk; `open` below
    `recordings`, or below `var/recordings` where that is no folder, unless it is given.
    """

    recordings_days: float = Field(default=0, ge=0)
    """How long recordings are kept, in days; 0 keeps them for ever."""

    idle_hours: float = Field(default=0, ge=0)
    """After how long without a message a session is closed, in hours; 0 leaves it open."""

    closed_hours: float = Field(default=24, ge=0)
    """How long a closed session can still be read, in hours; then nothing is left of it."""

    closed_recordings: bool = False
    """Whether its recordings, their pictures and labels go with a closed session."""

    recordings_pictures: bool = False
    """Whether a picture of its page is kept with each recording."""

    label_model: bool = False
    """Whether the model is asked again where a labeler wants that; the API then has to reach it."""

    files: Path = Path("var/files")
    """The folder of the sessions' files; the API and all workers share it."""

    max_file_bytes: int = Field(default=FileLimits().max_bytes, ge=1)
    """The largest file of a session, whether a caller or a page gives it."""

    max_files: int = Field(default=FileLimits().max_files, ge=0)
    """How many files a session may hold."""

    allow_local_hosts: bool = False
    """Whether sessions may visit private and local addresses (demo sites, tests)."""

    trial: bool = False
    """Whether a Redis that may lose data (no AOF, evicting) is accepted."""

    leave_seconds: float = Field(default=30, ge=0)
    """How long a worker that is told to end goes on with its turn before another one has to."""

    takeover_idle_seconds: float = Field(default=300, gt=0)
    """After how long without a touch a page that a person took over is theirs no more."""

    takeover_most_seconds: float = Field(default=1800, gt=0)
    """For how long a person may have a page; they may take it over again."""

    stuck_seconds: float = Field(default=60, gt=0)
    """How long a worker may stand idle beside a queue that isn't empty before it isn't healthy."""

    lease_seconds: float = Field(default=9, gt=0)
    """How long a worker's lease of a session lives without being renewed."""

    reconcile_seconds: float = Field(default=1, gt=0)
    """How often sessions with pending turns and no live lease are published again."""

    log_json: bool = False
    """Whether logs are JSON lines; words for a console otherwise."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """The least severe level that is logged."""

    traces_url: str = ""
    """Where spans go, by OTLP over HTTP, as `http://collector:4318/v1/traces`; none without."""

    traces_share: float = Field(default=1, ge=0, le=1)
    """The share of turns that are traced."""

    api_host: str = "127.0.0.1"
    """The address the API listens on."""

    api_port: int = Field(default=8080, ge=0, le=65535)
    """The port the API listens on; 0 picks a free one."""

    worker_metrics_port: int = Field(default=9101, ge=0, le=65535)
    """The port of a worker's /healthz, /readyz and /metrics; 0 picks a free one."""

    reconciler_metrics_port: int = Field(default=9102, ge=0, le=65535)
    """The port of the reconciler's /healthz, /readyz and /metrics; 0 picks a free one."""

    embed_origins: str = Field(default="", pattern=rf"^({_ORIGIN}( {_ORIGIN})*)?$")
    """Origins of pages that may frame the chat page, as `https://product.example`, with spaces
    between them; none unless they are given.
    """

    max_message_bytes: int = Field(default=8000, ge=1)
    """The longest message of a turn, in bytes of UTF-8."""

    max_body_bytes: int = Field(default=256 * 1024, ge=1024)
    """The longest request body; a longer one is refused before it is parsed."""

    key_posts_a_minute: int = Field(default=600, ge=0)
    """How often in a minute a key may open sessions and say something; 0 is no limit."""

    max_turns_waiting: int = Field(default=USUAL_BACKLOG.turns, ge=1)
    """How many turns of a session may be unfinished; more are answered by 429."""

    max_sessions_waiting: int = Field(default=USUAL_BACKLOG.sessions, ge=1)
    """How many sessions may have unfinished turns; what comes then is answered by 503."""

    @property
    def backlog(self) -> Backlog:
        return Backlog(turns=self.max_turns_waiting, sessions=self.max_sessions_waiting)

    @property
    def model_place(self) -> ModelPlace:
        patience = Patience(total=self.model_patience_seconds, attempt=self.model_attempt_seconds)
        return ModelPlace(
            api=self.model_api,
            url=self.model_url,
            name=self.model_name,
            adapters_url=self.live_adapters_url,
            key=self.model_key,
            repairs=self.model_repairs,
            tokens=self.model_tokens,
            patience=patience,
        )

    @property
    def live_adapters_url(self) -> str:
        """Where it is told which adapters are live."""
        return f"{self.adapters_url.rstrip('/')}/adapters"

    @property
    def origins(self) -> tuple[str, ...]:
        """Those of `embed_origins`."""
        return tuple(self.embed_origins.split())

    @property
    def file_limits(self) -> FileLimits:
        return FileLimits(max_bytes=self.max_file_bytes, max_files=self.max_files)

    @model_validator(mode="before")
    @classmethod
    def _broker_beside_redis(cls, values: dict[str, object]) -> dict[str, object]:
        if values.get("broker_url"):
            return values
        redis_url = str(values.get("redis_url") or cls.model_fields["redis_url"].default)
        return {**values, "broker_url": urlunsplit(urlsplit(redis_url)._replace(path="/1"))}

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.broker_url == self.redis_url:
            raise ValueError(
                "broker_url must differ from redis_url: a flushed broker loses nothing"
            )
        return self
