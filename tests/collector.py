"""A collector of traces that speaks OTLP over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from bench.loopback import listening


@dataclass(frozen=True)
class Told:
    """A span, and which process told of it."""

    service: str
    span: Span

    @property
    def name(self) -> str:
        return self.span.name

    @property
    def facts(self) -> dict[str, str | int]:
        return {one.key: _value(one) for one in self.span.attributes}


@dataclass
class Collector:
    told: list[Told] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/traces"

    def named(self, name: str) -> list[Told]:
        return [one for one in self.told if one.name == name]


@contextmanager
def collecting() -> Iterator[Collector]:
    collector = Collector()

    class Handler(_Handler):
        pass

    Handler.collector = collector
    with listening(Handler) as collector.port:
        yield collector


class _Handler(BaseHTTPRequestHandler):
    collector: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            facts = {one.key: _value(one) for one in resource.resource.attributes}
            service = str(facts["service.name"])
            self.collector.told += [
                Told(service, span) for scope in resource.scope_spans for span in scope.spans
            ]
        answer = ExportTraceServiceResponse().SerializeToString()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Quiet: the tests read `told`."""


def _value(one: KeyValue) -> str | int:
    return one.value.string_value or one.value.int_value
