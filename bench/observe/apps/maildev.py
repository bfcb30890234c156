"""MailDev's mailbox with a dozen mails."""

import shutil
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from bench.observe.apps.app import ROOT, App
from learning.demo_web import free_port

_PROGRAM = ROOT / "var/bench/apps-node/node_modules/maildev/dist/bin/maildev.js"
_MAILS = (
    ("Lena Ström", "Keys for the boat house"),
    ("Harbour office", "Your berth for April"),
    ("Ivo", "Photos from Sunday"),
    ("Library", "Two books are due on Friday"),
    ("Bakery", "Order 4417 is ready"),
    ("Tove", "Re: rehearsal moved to 7 pm"),
)


def _seed(folder: Path) -> None:
    mails = folder / "mails"
    mails.mkdir()
    for number, (sender, subject) in enumerate(_MAILS):
        mail = EmailMessage()
        mail["From"] = f"{sender} <{sender.split()[0].lower()}@example.org>"
        mail["To"] = "Ada <ada@example.org>"
        mail["Subject"] = subject
        mail["Date"] = datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(hours=number)
        mail.set_content(f"Dear Ada,\n\n{subject}.\n\nYours, {sender}\n")
        (mails / f"mail{number}.eml").write_bytes(bytes(mail))


def _words(folder: Path, port: int) -> list[str]:
    ports = ["--web", str(port), "--smtp", str(free_port())]
    hosts = ["--web-ip", "127.0.0.1", "--ip", "127.0.0.1"]
    return [str(_PROGRAM), *ports, *hosts, "--mail-directory", str(folder / "mails")]


APP = App(
    name="maildev",
    program=Path(shutil.which("node") or "node"),
    scripts=(_PROGRAM,),
    words=_words,
    seed=_seed,
    ready="/api/healthz",
)
