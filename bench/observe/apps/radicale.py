"""Radicale's own web pages, which keep a person's calendars and address books."""

import json
from pathlib import Path

from bench.observe.apps.app import INSTALLED, App

_PERSON = "ada"
_COLLECTIONS = (
    ("home", "VCALENDAR", "Home", "Birthdays and the dentist", "#2a7de1"),
    ("team", "VCALENDAR", "Harbour team", "Shifts and meetings", "#d1495b"),
    ("friends", "VADDRESSBOOK", "Friends", "", "#5aa469"),
)


def _seed(folder: Path) -> None:
    for name, tag, title, about, color in _COLLECTIONS:
        path = folder / "collections/collection-root" / _PERSON / name
        path.mkdir(parents=True)
        calendar = tag == "VCALENDAR"
        hue = "ICAL:calendar-color" if calendar else "{http://inf-it.com/ns/ab/}addressbook-color"
        text = "C:calendar-description" if calendar else "CR:addressbook-description"
        props = {"tag": tag, "D:displayname": title, hue: color, text: about}
        (path / ".Radicale.props").write_text(json.dumps(props))


def _words(folder: Path, port: int) -> list[str]:
    return ["-m", "bench.observe.apps.radicale_site", str(folder), str(port), _PERSON]


APP = App(
    name="radicale",
    program=INSTALLED / "python",
    words=_words,
    seed=_seed,
    ready="/.web/",
)
