"""The only file of the API that chooses concrete classes."""

from urllib.parse import urlsplit, urlunsplit

import httpx

from errands.backends.any_model import any_model
from errands.backends.archived_lines import LinePlace
from errands.backends.celery_hints import CeleryHints, celery_app
from errands.backends.folder_files import FolderFiles
from errands.backends.host_lookup import resolve_host
from errands.backends.labels import GzipLabels
from errands.backends.pace import redis_pace
from errands.backends.pictures import GzipPictures
from errands.backends.recordings import GzipRecordings
from errands.backends.redis_calls import RedisCalls
from errands.backends.redis_connection import check_durability, connect
from errands.backends.redis_deliveries import RedisDeliveries
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_journal import RedisJournal
from errands.backends.redis_keys import RedisKeys
from errands.backends.redis_leases import RedisLeases
from errands.backends.redis_live import RedisLive
from errands.backends.redis_sessions import RedisSessions
from errands.backends.redis_state import RedisState
from errands.backends.redis_takeovers import RedisTakeovers
from errands.backends.redis_tickets import RedisTickets
from errands.backends.redis_turns import RedisTurns
from errands.backends.redis_webhooks import RedisWebhooks
from errands.backends.served_skills import FixedSkills, ToldSkills
from errands.backends.system_clock import SystemClock
from errands.contracts.model_api import ModelApi
from errands.contracts.ports import SkillSource
from errands.contracts.skill import AdapterManifest, ServedSkills
from errands.settings import Settings
from services.api.hints import KeeperHints, PromptHints
from services.api.ports import Ports, Rules
from services.api.remembered_keys import RememberedKeys

_MAX_STREAMS = 2000


def build_ports(settings: Settings) -> Ports:
    """Connects to nothing yet: every connection is made, and made again, when it is needed."""
    client = connect(settings.redis_url)
    # Each open stream and long poll holds a connection, so they have a pool of their own.
    streams = connect(_with_connections(settings.redis_url, _MAX_STREAMS))
    hints = CeleryHints(celery_app(settings.broker_url, "errands-api"))
    leases = RedisLeases(client)
    found = KeeperHints(hints, leases)
    keys = RememberedKeys(RedisKeys(client))
    clock = SystemClock()
    place = LinePlace.at(settings.recordings, settings.recordings_open)
    labels = GzipLabels(place, clock)
    http = httpx.AsyncClient()

    async def check() -> None:
        await keys.find("")
        await check_durability(client, trial=settings.trial)

    async def close() -> None:
        await found.close()
        await client.aclose()
        await streams.aclose()
        await hints.close()
        await http.aclose()
        labels.close()

    return Ports(
        sessions=RedisSessions(client),
        turns=RedisTurns(client, backlog=settings.backlog),
        journal=RedisJournal(client),
        states=RedisState(client),
        files=FolderFiles(settings.files, settings.file_limits),
        events=RedisEvents(streams),
        hints=PromptHints(found),
        leases=leases,
        live=RedisLive(streams),
        takeovers=RedisTakeovers(client, backlog=settings.backlog),
        tickets=RedisTickets(client),
        keys=keys,
        pace=redis_pace(client, settings.key_posts_a_minute),
        calls=RedisCalls(client),
        skills=_skills(settings, http),
        recordings=GzipRecordings(place, clock),
        pictures=GzipPictures(place, clock),
        labels=labels,
        webhooks=RedisWebhooks(client),
        deliveries=RedisDeliveries(client),
        model=any_model(settings.model_place, http) if settings.label_model else None,
        clock=clock,
        resolve=resolve_host,
        rules=Rules(
            allow_local_hosts=settings.allow_local_hosts,
            max_message_bytes=settings.max_message_bytes,
            max_body_bytes=settings.max_body_bytes,
            embed_origins=settings.origins,
        ),
        check=check,
        close=close,
    )


def _skills(settings: Settings, client: httpx.AsyncClient) -> SkillSource:
    if settings.model_api is not ModelApi.VLLM:
        return FixedSkills(ServedSkills(manifest=AdapterManifest(base_model=settings.model_name)))
    return ToldSkills(settings.live_adapters_url, client)


def _with_connections(url: str, count: int) -> str:
    parts = urlsplit(url)
    if "max_connections=" in parts.query:
        return url
    query = "&".join(filter(None, (parts.query, f"max_connections={count}")))
    return urlunsplit(parts._replace(query=query))
