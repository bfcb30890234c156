"""Redis: the one that keeps sessions, and the one that carries hints; their clocks beside ours."""

from typing import Final
from urllib.parse import urlsplit, urlunsplit

from errands.backends.celery_hints import hints_waiting
from errands.backends.redis_health import RedisHealth, redis_health
from errands.contracts.errors import StoreUnavailableError, UnsafeSetupError
from stack.doctor.finding import Examined, Finding, broken, ok, warning

TRIED: Final = (7, 0)
"""The oldest version that the tests are run with."""
_FULL: Final = 0.9
_OFF: Final = 1.0
_FAR_OFF: Final = 60.0
"""Seconds. A webhook's time may be off by five minutes, a lease lives for nine seconds."""
_MANY: Final = 1000


async def redis(examined: Examined) -> list[Finding]:
    """The one that keeps what must not be lost, and its clock."""
    settings = examined.settings
    where = without_password(settings.redis_url)
    try:
        health = await redis_health(settings.redis_url)
    except (StoreUnavailableError, UnsafeSetupError, ValueError) as error:
        return [broken("redis", f"{where}: {error}", _start(settings.redis_url))]
    return [_kept("redis", where, health, trial=settings.trial), _clock(health)]


async def broker(examined: Examined) -> list[Finding]:
    """The one that carries hints may lose them."""
    url = examined.settings.broker_url
    where = without_password(url)
    try:
        health = await redis_health(url)
    except (StoreUnavailableError, UnsafeSetupError, ValueError) as error:
        return [broken("broker", f"{where}: {error}", _start(url))]
    waiting = hints_waiting(url)
    if health.is_replica:
        return [broken("broker", f"{where} is a replica, which takes no writes", _primary())]
    if waiting > _MANY:
        return [
            warning("broker", f"{where}: {waiting} hints wait", "more workers: docs/capacity.md")
        ]
    return [ok("broker", f"{where}, {_version(health)}, {waiting} hints wait")]


def _kept(name: str, where: str, health: RedisHealth, *, trial: bool) -> Finding:
    found = f"{where}, {_version(health)}"
    lacks = [] if health.appends else ["appendonly yes"]
    lacks += [] if health.policy == "noeviction" else ["maxmemory-policy noeviction"]
    if health.is_replica:
        return broken(name, f"{found} is a replica, which takes no writes", _primary())
    if lacks:
        wish = " && ".join(f"redis-cli -u {where} CONFIG SET {one}" for one in lacks)
        missing = f"{found} may lose data: it lacks `{'`, `'.join(lacks)}`"
        say = warning if trial else broken
        return say(name, missing, f"{wish}; and in redis.conf, to stay so")
    if health.max_memory and health.memory > _FULL * health.max_memory:
        used = f"{health.memory / 2**20:.0f} of {health.max_memory / 2**20:.0f} MiB used"
        return warning(name, f"{found}: {used}", "raise maxmemory, or ERRANDS_IDLE_HOURS")
    if health.version[:2] < TRIED:
        return warning(name, f"{found} is older than what is tried (7.0)", "apt-get install redis")
    return ok(name, f"{found}, appends, evicts nothing, {health.memory / 2**20:.0f} MiB")


def _clock(health: RedisHealth) -> Finding:
    off = abs(health.ahead)
    found = f"Redis's clock is {off:.1f} s {'ahead of' if health.ahead > 0 else 'behind'} ours"
    if off > _FAR_OFF:
        return broken("clock", found, "timedatectl set-ntp true")
    if off > _OFF:
        return warning("clock", found, "timedatectl set-ntp true")
    return ok("clock", f"the same as Redis's within {off:.2f} s")


def _version(health: RedisHealth) -> str:
    return "Redis " + ".".join(map(str, health.version))


def _start(url: str) -> str:
    return (
        "`errands up` starts one of its own; or: redis-server"
        f" --port {urlsplit(url).port or 6379} --appendonly yes --maxmemory-policy noeviction"
    )


def _primary() -> str:
    return "name the primary in ERRANDS_REDIS_URL and ERRANDS_BROKER_URL"


def without_password(url: str) -> str:
    """An address as it may be shown."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=host, query=""))
