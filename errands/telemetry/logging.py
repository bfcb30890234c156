"""One way to log: structlog, and what libraries log through it."""

import logging.config
import sys
from typing import Literal

import structlog
import structlog.tracebacks

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

_QUIETER = ("httpx", "httpcore", "celery.bootsteps", "kombu", "amqp", "sse_starlette")


def configure_logging(*, json: bool, level: Level = "INFO") -> None:
    """Sends every log line of the process to stderr, as JSON or for a console."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    _route_libraries(shared, json=json, level=level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _route_libraries(shared: list[structlog.typing.Processor], *, json: bool, level: Level) -> None:
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_colours,
            *_renderers(json=json),
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"ours": formatter},
            "filters": {"without queries": {"()": _WithoutQueries}},
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "stream": "ext://sys.stderr",
                    "formatter": "ours",
                }
            },
            "root": {"handlers": ["stderr"], "level": level},
            # uvicorn's own access lines would double ours, without the request's id
            "loggers": {
                **{name: {"level": "WARNING"} for name in _QUIETER},
                "uvicorn": {"handlers": [], "level": level, "propagate": True},
                # at DEBUG it tells every header and message of a WebSocket, keys and secrets too
                "uvicorn.error": {
                    "level": "INFO" if level == "DEBUG" else level,
                    "filters": ["without queries"],
                },
                "uvicorn.access": {"handlers": [], "level": "WARNING", "propagate": True},
            },
        }
    )


class _WithoutQueries(logging.Filter):
    """What a WebSocket's address asks with isn't told: a ticket opens the live view."""

    def filter(self, record: logging.LogRecord) -> bool:
        if "WebSocket" in str(record.msg) and isinstance(record.args, tuple):
            record.args = tuple(
                part.partition("?")[0] if isinstance(part, str) else part for part in record.args
            )
        return True


def _without_colours(
    _logger: structlog.typing.WrappedLogger, _method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Drops uvicorn's second, coloured copy of each message."""
    line.pop("color_message", None)
    return line


def _renderers(*, json: bool) -> list[structlog.typing.Processor]:
    # never the locals of a traceback: they hold what people said, and their secrets
    if json:
        transform = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [
            structlog.processors.ExceptionRenderer(transform),
            structlog.processors.EventRenamer("message"),
            structlog.processors.JSONRenderer(),
        ]
    return [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    ]
