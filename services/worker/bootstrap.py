"""The only file of the worker that chooses concrete classes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from errands.backends.any_model import any_model
from errands.backends.archived_lines import LinePlace
from errands.backends.celery_hints import CeleryHints, celery_app
from errands.backends.folder_files import FolderFiles
from errands.backends.host_lookup import own_lookup
from errands.backends.labels import GzipLabels
from errands.backends.own_queues import OwnQueues
from errands.backends.pictures import GzipPictures
from errands.backends.pinned_post import PinnedPost, pinning_client
from errands.backends.playwright_browser import PlaywrightBrowsers
from errands.backends.recordings import GzipRecordings
from errands.backends.redis_connection import check_durability, connect
from errands.backends.redis_deliveries import RedisDeliveries
from errands.backends.redis_events import RedisEvents
from errands.backends.redis_journal import RedisJournal
from errands.backends.redis_leases import RedisLeases
from errands.backends.redis_live import RedisLive
from errands.backends.redis_outbox import RedisOutbox
from errands.backends.redis_sessions import RedisSessions
from errands.backends.redis_state import RedisState
from errands.backends.redis_takeovers import RedisTakeovers
from errands.backends.redis_turns import RedisTurns
from errands.backends.redis_webhooks import RedisWebhooks
from errands.backends.served_lens import served_lens
from errands.backends.system_clock import SystemClock
from errands.backends.traced_transport import TracedTransport
from errands.contracts.ids import WorkerId
from errands.contracts.keeping import PictureStore, RecordingStore
from errands.contracts.ports import Browsers, Clock, Model
from errands.contracts.stores import Hints, LeaseStore, TurnStore
from errands.settings import Settings
from services.worker.counted_model import CountedModel
from services.worker.forgetting import Forgetting
from services.worker.gallery import Gallery
from services.worker.holding import stop
from services.worker.leaving import Leaving
from services.worker.page_memory import end_large_pages_forever
from services.worker.processor import BrowserProcessor
from services.worker.recordings import ship, ship_forever
from services.worker.recycling import Recycling
from services.worker.session_runner import SessionRunner
from services.worker.stores import Parts, Stores
from services.worker.takeover import Bounds, Takeovers
from services.worker.telling import Telling
from services.worker.turn_player import TurnPlayer
from services.worker.warm import WarmContexts


@asynccontextmanager
async def open_runner(
    settings: Settings,
    owner: WorkerId,
    leaving: Leaving,
    browsers: Browsers | None = None,
    model: Model | None = None,
) -> AsyncIterator[SessionRunner]:
    """Belongs to the running loop; nothing of it may cross a fork.

    Chromium and the model of the settings, unless others are given.
    """
    clock = SystemClock()
    browsers = browsers or PlaywrightBrowsers(
        executable_path=str(settings.chromium), sandbox=settings.chromium_sandbox
    )
    redis = connect(settings.redis_url)
    records = open_records(settings)
    with records.recordings, records.pictures:
        stores = Stores(
            sessions=RedisSessions(redis),
            turns=RedisTurns(redis),
            leases=RedisLeases(redis, ttl=settings.lease_seconds),
            journal=RedisJournal(redis),
            states=RedisState(redis),
            takeovers=RedisTakeovers(redis),
            recordings=records.recordings,
            pictures=records.pictures if settings.recordings_pictures else None,
        )
        transport = TracedTransport() if settings.traces_url else None
        async with redis, httpx.AsyncClient(transport=transport) as client:
            model = CountedModel(model or any_model(settings.model_place, client))
            hints = CeleryHints(celery_app(settings.broker_url, "errands-worker-hints"))
            parts = Parts(
                stores=stores,
                browsers=browsers,
                model=model,
                clock=clock,
                hints=hints,
                lens=served_lens(settings.model_folder),
                leaving=leaving,
            )
            files = FolderFiles(settings.files, settings.file_limits)
            warm = WarmContexts(browsers, stores.states, files, clock)
            gallery = Gallery(owner, RedisLive(redis), warm, stores.sessions, clock)
            bounds = Bounds(
                idle=settings.takeover_idle_seconds, most=settings.takeover_most_seconds
            )
            beside = (
                gallery.listen_forever(),
                warm.sweep_forever(),
                ship_forever(records.made),
                end_large_pages_forever(settings.page_max_bytes),
                BrowserProcessor().look_forever(),
            )
            try:
                async with _beside(*beside):
                    yield SessionRunner(
                        parts,
                        warm,
                        TurnPlayer(parts, warm),
                        owner=owner,
                        lease_seconds=settings.lease_seconds,
                        recycling=Recycling(browsers, warm, settings.browser_max_bytes),
                        takeovers=Takeovers(parts, warm, gallery, bounds),
                    )
            finally:
                await gallery.close()
                await warm.close()
                await browsers.close()
                await hints.close()
                for store in records.made:
                    store.close()
                    await ship(store)


@asynccontextmanager
async def _beside(*jobs: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """They go on meanwhile."""
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            await stop(task)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is kept of sessions outside of Redis; a worker makes all but labels."""

    recordings: GzipRecordings
    pictures: GzipPictures
    labels: GzipLabels

    @property
    def made(self) -> tuple[GzipRecordings, GzipPictures]:
        return self.recordings, self.pictures


def open_records(settings: Settings) -> Records:
    place, clock = LinePlace.at(settings.recordings, settings.recordings_open), SystemClock()
    return Records(
        recordings=GzipRecordings(place, clock),
        pictures=GzipPictures(place, clock),
        labels=GzipLabels(place, clock),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciling:
    """What the reconciler works with."""

    leases: LeaseStore
    turns: TurnStore
    hints: Hints
    tidy: Callable[[], Awaitable[None]]
    """Sees to what dead workers leave at the broker. Raises `StoreUnavailableError`."""
    kept: Sequence[RecordingStore | PictureStore]
    clock: Clock
    forgetting: Forgetting
    telling: Telling


@asynccontextmanager
async def open_reconciling(settings: Settings) -> AsyncIterator[Reconciling]:
    hints = CeleryHints(celery_app(settings.broker_url, "errands-reconciler"))
    records, clock = open_records(settings), SystemClock()
    recorded = (*records.made, records.labels) if settings.closed_recordings else ()
    async with (
        connect(settings.redis_url) as redis,
        connect(settings.broker_url) as broker,
        pinning_client() as client,
        own_lookup() as lookup,
    ):
        post = PinnedPost(client, lookup, allow_local=settings.allow_local_hosts)
        telling = Telling(
            webhooks=RedisWebhooks(redis),
            deliveries=RedisDeliveries(redis),
            outbox=RedisOutbox(redis),
            events=RedisEvents(redis),
            sessions=RedisSessions(redis),
            post=post,
            clock=clock,
        )
        try:
            yield Reconciling(
                leases=RedisLeases(redis, ttl=settings.lease_seconds),
                turns=RedisTurns(redis),
                hints=hints,
                tidy=OwnQueues(broker).tidy,
                kept=records.made,
                clock=clock,
                forgetting=Forgetting(
                    RedisSessions(redis),
                    FolderFiles(settings.files, settings.file_limits),
                    (*recorded, telling.deliveries),
                    clock,
                    settings.closed_hours,
                    settings.idle_hours,
                ),
                telling=telling,
            )
        finally:
            await hints.close()


async def check_setup(settings: Settings) -> None:
    """Raises `UnsafeSetupError` where Redis would lose turns."""
    async with connect(settings.redis_url) as redis:
        await check_durability(redis, trial=settings.trial)
