"""What libraries log holds nothing that opens anything."""

import pytest
from fastapi import FastAPI, WebSocket
from websockets.asyncio.client import connect

from errands.telemetry.logging import Level, configure_logging
from tests.sites.serving import served

TICKET, KEY, TYPED = "QX77Z", "QX88Z", "QX99Z"


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


async def refuse(socket: WebSocket) -> None:
    await socket.close()


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
async def test_a_websocket_is_told_of_without_its_ticket_its_headers_and_what_was_typed(
    capsys: pytest.CaptureFixture[str], level: Level
) -> None:
    app = FastAPI()
    app.add_api_websocket_route("/live", echo)
    app.add_api_websocket_route("/refused", refuse)
    configure_logging(json=True, level=level)
    async with served(app) as url:
        address, headers = url.replace("http", "ws", 1), {"Authorization": f"Bearer {KEY}"}
        async with connect(f"{address}/live?ticket={TICKET}", additional_headers=headers) as opened:
            await opened.send(TYPED)
            assert await opened.recv() == TYPED
        with pytest.raises(Exception, match="403"):
            await connect(f"{address}/refused?ticket={TICKET}")
    logged = [line for line in capsys.readouterr().err.splitlines() if "uvicorn" in line]
    assert [line for line in logged if "/live" in line and "accepted" in line]
    assert [line for line in logged if "/refused" in line and "403" in line]
    assert not [line for line in logged for word in (TICKET, KEY, TYPED) if word in line]
