"""Pages, sessions and chats that the agent's tests are made of."""

from datetime import date

from hypothesis import strategies as st

from errands.agent.values.said import Said
from errands.agent.view.lens import Lens
from errands.agent.view.page import Page, meet
from errands.agent.view.wish import Wish
from errands.contracts.ids import ElementId, SessionId, SlotName, TenantId, TurnId
from errands.contracts.observation import (
    WORDS,
    Element,
    Observation,
    Role,
    Section,
    SectionKind,
)
from errands.contracts.profile import Profile
from errands.contracts.session import ChatLine, HostPolicy, Session, Speaker
from errands.contracts.turn import Turn

TODAY_SECONDS = 1_795_392_000.0
"""2026-11-23, a Monday."""

ODD = ["", " ", '"', "\\", "\\n", "->", "😀", "5️⃣", "٣", "²", "\u2028", "\x00", "</page>", "[3]"]
texts = st.one_of(
    st.sampled_from(ODD), st.text(max_size=24), st.text("aé0 9-/.'\u2019\\\"{}[]|", max_size=40)
)


def control(number: int, role: Role, name: str, **more: object) -> Element:
    return Element.model_validate({"id": number, "role": role, "name": name, **more})


def words(text: str, role: Role = Role.PARAGRAPH) -> Element:
    return Element(id=ElementId(0), role=role, name=text)


def section(
    *elements: Element, kind: SectionKind = SectionKind.FORM, name: str = "Search"
) -> Section:
    return Section(kind=kind, name=name, elements=elements)


def seen(*sections: Section, url: str = "http://hotels.test/", revision: int = 1) -> Observation:
    return Observation(
        revision=revision, url=url, host="hotels.test", title="Hotels", sections=sections
    )


def met(page: Observation, chat: str = "", history: tuple[str, ...] = ()) -> Page:
    return meet(1, page, Wish(words=chat), Lens(), history=history)


def user(*lines: str) -> tuple[ChatLine, ...]:
    return tuple(ChatLine(speaker=Speaker.USER, text=line) for line in lines)


def session(**more: object) -> Session:
    given = {
        "id": SessionId("s"),
        "tenant": TenantId("t"),
        "start_url": "http://hotels.test/",
        "profile": Profile.of({SlotName("first_name"): "Maya"}),
        "hosts": HostPolicy(allowed=("hotels.test",)),
        "created_at": TODAY_SECONDS,
    }
    return Session.model_validate({**given, **more})


def turn(message: str, number: int = 1) -> Turn:
    return Turn(
        id=TurnId(f"t{number}"),
        session=SessionId("s"),
        number=number,
        message=message,
        created_at=TODAY_SECONDS,
    )


def said(text: str) -> Said:

    return Said(text, date(2026, 11, 23))


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any page: odd names, many sections, every role."""
    sections: list[Section] = []
    count = 0
    for _ in range(draw(st.integers(0, 3))):
        elements = []
        for _ in range(draw(st.integers(0, 6))):
            role = draw(st.sampled_from(Role))
            number = 0 if role in WORDS else (count := count + 1)
            elements.append(draw(_element(number, role)))
        name = draw(st.one_of(st.sampled_from(["header", "footer", "navigation"]), texts))
        kind = draw(st.sampled_from(SectionKind))
        sections.append(Section(kind=kind, name=name, elements=tuple(elements)))
    return seen(*sections)


def _element(number: int, role: Role) -> st.SearchStrategy[Element]:
    return st.builds(
        Element,
        id=st.just(ElementId(number)),
        role=st.just(role),
        name=texts,
        value=texts,
        options=st.lists(texts, max_size=3).map(tuple),
        required=st.booleans(),
        disabled=st.booleans(),
        checked=st.sampled_from([None, True, False]),
        submits=st.booleans(),
        host=st.sampled_from(["", "else.test"]),
    )


@st.composite
def long_pages(draw: st.DrawFn) -> Observation:
    """Pages of many and long sections, with items and headings."""
    sections: list[Section] = []
    count = 0
    for number in range(draw(st.integers(1, 16))):
        kind = draw(st.sampled_from(SectionKind))
        elements: list[Element] = []
        name = draw(st.sampled_from(["Results", "Filters", "More", "header", f"Part {number}"]))
        for item in range(1, draw(st.integers(1, 14)) + 1):
            count += 1
            own = {"item": item} if kind in {SectionKind.LIST, SectionKind.TABLE} else {}
            elements.append(control(count, Role.LINK, f"{name} entry {count} of the page", **own))
            if draw(st.booleans()):
                role = draw(st.sampled_from([Role.PARAGRAPH, Role.HEADING]))
                elements.append(Element(id=ElementId(0), role=role, name=f"€ {count}", **own))
        sections.append(Section(kind=kind, name=name, elements=tuple(elements)))
    return seen(*sections)
