"""The search form before other people's words: a recorded page, filled by the scripted solution.

How people give a city, two dates and a number is what the form's skill has to read, and needs far
more conversations than a browser plays in an hour. This page does nothing but keep what is put
into it, so its next prompt can be written down without a browser. A test holds this against real
recordings, letter for letter.
"""

import re
from collections.abc import Iterator

from errands.agent.route import FILL_FORM
from errands.agent.values.provenance import typed_text
from errands.agent.values.said import Said
from errands.agent.view.lens import Budget
from errands.contracts.action import ARROW
from errands.contracts.ids import ElementId, SlotName
from errands.contracts.observation import Element, Observation, Role, Section, SectionKind
from errands.contracts.profile import Profile
from errands.contracts.turn import StopReason
from learning.days import TODAY
from learning.hotels.expert import HotelExpert
from learning.hotels.topics import TOPICS
from learning.part import Part
from learning.sample import Sample
from learning.script import Script

_LINE = re.compile(r'^(?P<verb>fill|select) (?P<id>\d+) "(?P<text>.*)"$')
_FIELD = re.compile(r'^(?P<head>\w+ "(?P<name>[^"]*)" \[(?P<id>\d+)\])(?: ="[^"]*")?(?P<tail>.*)$')
"""A field as the outline renders it."""
_ASK = re.compile(r'ask "(?P<words>[^"]*)"(?P<slots>.*)')
CONFIRMATION = 'Shall I press "Confirm booking" on 127.0.0.1:8101? It says: Hotel: The...'
"""As the prompt shows it: cut short."""
_SHOWN = Budget().history_lines
_BACK = [
    f'fill "Email" @email{ARROW} ok',
    f'fill "Phone" @phone{ARROW} ok',
    f'click "Continue"{ARROW} page changed',
    f'click "Confirm booking"{ARROW} needs yes',
    f'click "Change search"{ARROW} page changed',
]
"""The way back to the form."""


def is_fresh(page: str) -> bool:
    """A search form in which nothing stands yet."""
    return 'text "City" [3] required' in page and 'date "Check-in" [4] required' in page


def played(script: Script, profile: str, page: str, history: list[str]) -> Iterator[Sample]:
    """One sample a turn spent on the form, and one more where the person changes their mind.

    `profile` and `page` are blocks of a recorded prompt, `page` with empty fields; `history` are
    the lines before them.
    """
    part = Part(script, TOPICS)
    expert = HotelExpert(part, TODAY)
    chat = [f"user: {script.opening}"]
    values: dict[str, str] = {}
    number = 0
    while True:
        number += 1
        turn = _Turn(expert, profile, chat, history[-_SHOWN:], _with(page, values))
        turn.play(values)
        yield Sample(
            id=f"{script.id}/{number}",
            skill=FILL_FORM,
            text=turn.text,
            targets=tuple(turn.targets),
        )
        asked = _ASK.fullmatch(turn.last)
        if asked is not None:
            slots = tuple(SlotName(slot) for slot in asked["slots"].split())
            answer = part.answer(asked["words"], slots, StopReason.ASKED)
            chat += [f"you: {asked['words']}", f"user: {answer}"]
            history = [*history, *turn.history, f"{turn.last}{ARROW} ok"]
        elif script.change and not part.changed:
            change = part.answer(CONFIRMATION, (), StopReason.NEEDS_YES)
            chat += [f"you: {CONFIRMATION}", f"user: {change}"]
            history = _BACK
        else:
            return


class _Turn:
    """The lines written on one sight of the page."""

    def __init__(
        self, expert: HotelExpert, profile: str, chat: list[str], history: list[str], page: str
    ) -> None:
        self._expert = expert
        self._page = page
        self._said = Said("\n".join(c[6:] for c in chat if c.startswith("user: ")), TODAY)
        blocks = (("chat", chat), ("history", history))
        self.text = profile + "".join(
            "\n".join([f"<{tag}>", *lines, f"</{tag}>", ""]) for tag, lines in blocks
        )
        self.text += page
        self.targets: list[tuple[int, int]] = []
        self.history: list[str] = []
        self.last = ""

    def play(self, values: dict[str, str]) -> None:
        """Fills one field after the other; what stands in them is put into `values`."""
        while True:
            self.last = self._expert.line(self.text)
            start = len(self.text)
            self.text += f"{self.last}{ARROW}"
            self.targets.append((start, len(self.text)))
            done = _LINE.match(self.last)
            if done is None:
                return
            value = self._typed(done, values)
            values[done["id"]] = value
            self.text += f' ok ="{value}"\n'
            name = _name_of(done["id"], self._page)
            self.history.append(f'{done["verb"]} "{name}" "{done["text"]}"{ARROW} ok')

    def _typed(self, done: re.Match[str], values: dict[str, str]) -> str:
        """What stands in the field afterwards."""
        fields = _elements(self._page, values)
        element = next(e for e in fields if str(e.id) == done["id"])
        if element.role is not Role.DATE_FIELD:
            return done["text"]
        page = Observation(
            revision=1,
            url="",
            host="",
            title="",
            sections=(Section(kind=SectionKind.FORM, name="", elements=fields),),
        )
        typed = typed_text(element, done["text"], self._said, Profile(), page)
        if typed is None:
            raise ValueError(f"not a date of this chat: {done['text']}")
        return typed


def _elements(page: str, values: dict[str, str]) -> tuple[Element, ...]:
    return tuple(
        Element(
            id=ElementId(int(field["id"])),
            role=Role(field["head"].split()[0]),
            name=field["name"],
            value=values.get(field["id"], ""),
        )
        for field in _fields(page)
    )


def _fields(page: str) -> Iterator[re.Match[str]]:
    return (m for line in page.splitlines() if (m := _FIELD.match(line)))


def _name_of(element: str, page: str) -> str:
    return next(m["name"] for m in _fields(page) if m["id"] == element)


def _with(page: str, values: dict[str, str]) -> str:
    """The page with what stands in its fields."""
    lines = []
    for line in page.splitlines():
        field = _FIELD.match(line)
        if field and (value := values.get(field["id"])):
            line = f'{field["head"]} ="{value}"{field["tail"]}'  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines) + "\n"
