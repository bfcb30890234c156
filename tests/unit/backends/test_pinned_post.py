"""Where an event is sent, and where it isn't."""

import ssl
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from errands.backends.pinned_post import PinnedPost, pinning_client
from errands.contracts.webhook import Attempt, Outcome
from tests.receiver import Receiver, receiving

HEADERS = {"webhook-id": "msg_1"}
LOOPBACK = "127.0.0.1"


class Names:
    """A resolver that remembers what it was asked, and answers each time with the next."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str) -> tuple[str, ...]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with pinning_client() as opened:
        yield opened


async def test_headers_and_body_come_as_they_are(
    receiver: Receiver, client: httpx.AsyncClient
) -> None:
    names = Names((LOOPBACK,))
    post = PinnedPost(client, names, allow_local=True)
    url = f"http://product.test:{receiver.port}/a%20b?c=%2F&d"
    assert await post(url, HEADERS, b'{"a": 1}') == Attempt(Outcome.DELIVERED, 200)
    (got,) = receiver.got
    assert (got.path, got.body, got.id) == ("/a%20b?c=%2F&d", b'{"a": 1}', "msg_1")
    assert got.headers["host"] == f"product.test:{receiver.port}"
    assert names.asked == ["product.test"]


@pytest.mark.parametrize(
    "url",
    [
        "http://product.test/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest",
        "https://metadata.internal/",
        "https://user@product.test/",
        "ftp://product.test/",
        "nothing",
    ],
)
async def test_no_address_but_a_public_one_by_https(client: httpx.AsyncClient, url: str) -> None:
    post = PinnedPost(client, Names(("93.184.216.34",)))
    assert await post(url, HEADERS, b"") == Attempt(Outcome.NOT_ALLOWED)


@pytest.mark.parametrize(
    "addresses", [(LOOPBACK,), ("93.184.216.34", "10.0.0.7"), ("fe80::1%eth0",)]
)
async def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(
    client: httpx.AsyncClient, addresses: tuple[str, ...]
) -> None:
    post = PinnedPost(client, Names(addresses))
    assert await post("https://product.test/", HEADERS, b"") == Attempt(Outcome.NOT_ALLOWED)


async def test_a_name_is_looked_up_once_and_never_by_who_connects(
    receiver: Receiver, client: httpx.AsyncClient
) -> None:
    """No resolver of this computer knows the name, and the second answer is never asked for."""
    names = Names((LOOPBACK,), ("192.0.2.1",))
    post = PinnedPost(client, names, allow_local=True)
    attempt = await post(f"http://product.invalid:{receiver.port}/", HEADERS, b"")
    assert attempt.outcome is Outcome.DELIVERED
    assert names.asked == ["product.invalid"]


async def test_of_several_addresses_one_may_be_away(
    receiver: Receiver, client: httpx.AsyncClient
) -> None:
    post = PinnedPost(client, Names(("127.0.0.2", LOOPBACK)), allow_local=True)
    attempt = await post(f"http://product.test:{receiver.port}/", HEADERS, b"")
    assert attempt.outcome is Outcome.DELIVERED


async def test_nobody_is_sent_elsewhere_by_a_redirect(
    receiver: Receiver, client: httpx.AsyncClient
) -> None:
    with receiving(Receiver()) as inner:
        receiver.status, receiver.location = 307, inner.url
        post = PinnedPost(client, Names((LOOPBACK,)), allow_local=True)
        assert await post(receiver.url, HEADERS, b"") == Attempt(Outcome.REDIRECTED, 307)
        assert inner.got == []


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (204, Outcome.DELIVERED),
        (400, Outcome.REJECTED),
        (410, Outcome.GONE),
        (503, Outcome.REJECTED),
    ],
)
async def test_what_an_answer_means(
    receiver: Receiver, client: httpx.AsyncClient, status: int, outcome: Outcome
) -> None:
    receiver.status = status
    post = PinnedPost(client, Names((LOOPBACK,)), allow_local=True)
    assert await post(receiver.url, HEADERS, b"") == Attempt(outcome, status)


async def test_who_does_not_answer_in_time_is_not_waited_for(
    receiver: Receiver, client: httpx.AsyncClient
) -> None:
    receiver.holds = True
    post = PinnedPost(client, Names((LOOPBACK,)), allow_local=True, seconds=0.2)
    assert await post(receiver.url, HEADERS, b"") == Attempt(Outcome.TIMED_OUT)


async def test_where_nothing_listens_and_where_no_name_leads(client: httpx.AsyncClient) -> None:
    post = PinnedPost(client, Names((LOOPBACK,)), allow_local=True)
    assert await post("http://product.test:9/", HEADERS, b"") == Attempt(Outcome.UNREACHABLE)
    nowhere = PinnedPost(client, Names(()))
    assert await nowhere("https://product.test/", HEADERS, b"") == Attempt(Outcome.UNREACHABLE)


def certificate(folder: Path, name: str) -> ssl.SSLContext:
    """What a server of this name shows; `folder/cert.pem` is who vouches for it."""
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-nodes", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    names = ["-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run([*words, *files, *names], check=True, capture_output=True)  # noqa: S603 our own words only
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("product.test", Outcome.DELIVERED), ("another.test", Outcome.UNREACHABLE)],
)
async def test_tls_goes_by_the_name_and_not_by_the_address(
    tmp_path: Path, name: str, outcome: Outcome
) -> None:
    context = certificate(tmp_path, "product.test")
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    with receiving(Receiver(), context) as receiver:
        async with pinning_client(trusting) as client:
            post = PinnedPost(client, Names((LOOPBACK,)), allow_local=True)
            attempt = await post(f"https://{name}:{receiver.port}/", HEADERS, b"")
    assert attempt.outcome is outcome


async def test_a_certificate_nobody_vouches_for_is_refused(
    tmp_path: Path, client: httpx.AsyncClient
) -> None:
    with receiving(Receiver(), certificate(tmp_path, "product.test")) as receiver:
        post = PinnedPost(client, Names((LOOPBACK,)), allow_local=True)
        attempt = await post(f"https://product.test:{receiver.port}/", HEADERS, b"")
    assert attempt == Attempt(Outcome.UNREACHABLE)
    assert receiver.got == []
