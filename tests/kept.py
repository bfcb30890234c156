"""All that is kept somewhere, as text to search in: Redis by its keys, a folder by its files."""

import zlib
from pathlib import Path

from redis.asyncio import Redis


async def in_redis(redis: Redis) -> dict[str, str]:
    """What each key holds, by its name."""
    found: dict[str, str] = {}
    async for key in redis.scan_iter("*"):
        name = key.decode() if isinstance(key, bytes) else str(key)
        found[name] = repr(await _dumped(redis, name))
    return found


def in_files(folder: Path) -> dict[str, str]:
    """What each file holds, unpacked where it is packed, by its path below the folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): _text_of(path) for path in files}


async def _dumped(redis: Redis, name: str) -> object:
    match await redis.type(name):
        case b"string" | "string":
            return await redis.get(name)
        case b"hash" | "hash":
            return await redis.hgetall(name)
        case b"list" | "list":
            return await redis.lrange(name, 0, -1)
        case b"stream" | "stream":
            return await redis.xrange(name)
        case b"zset" | "zset":
            return await redis.zrange(name, 0, -1)
        case _:
            return await redis.smembers(name)


def _text_of(path: Path) -> str:
    """What it holds so far; a worker that runs hasn't closed it."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS).decompress(data)
    return data.decode(errors="replace")
