"""Receives webhooks: `python examples/webhook_receiver.py --secret whsec_...`.

Each call is verified with the Standard Webhooks library (`pip install standardwebhooks`), and an
event that comes twice is taken once. What is taken is printed, one line an event.
"""

import argparse
import json
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

MAX_BYTES = 1_000_000


class Receiver(BaseHTTPRequestHandler):
    webhook: Webhook
    taken: set[str]  # a product keeps these ids for two days, where its processes share them

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BYTES:
            self.answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return
        body = self.rfile.read(length)
        try:
            # The very bytes: JSON that is read and written again has another signature.
            self.webhook.verify(body, dict(self.headers))
        except (WebhookVerificationError, ValueError):
            self.answer(HTTPStatus.UNAUTHORIZED)
            return
        message = self.headers["webhook-id"]
        if message not in self.taken:
            self.taken.add(message)
            self.take(json.loads(body))
        self.answer(HTTPStatus.NO_CONTENT)

    def take(self, message: dict[str, object]) -> None:
        """Yours. What takes longer than 15 seconds is begun here and answered at once."""
        sys.stdout.write(f"{message['type']} {json.dumps(message['data'])}\n")
        sys.stdout.flush()

    def answer(self, status: HTTPStatus) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base's name
        """Quiet."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--secret", required=True, help="what `POST /v1/webhooks` told")
    parser.add_argument("--port", type=int, default=9000)
    chosen = parser.parse_args()
    Receiver.webhook, Receiver.taken = Webhook(chosen.secret), set()
    server = ThreadingHTTPServer(("127.0.0.1", chosen.port), Receiver)
    sys.stderr.write(f"listening on http://127.0.0.1:{server.server_address[1]}/\n")
    sys.stderr.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
