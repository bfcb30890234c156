"""What is told and offered where a page goes on when it is scrolled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.grammar import Scope, build
from errands.agent.prompt import render
from errands.agent.view.chunks import NEXT, PREVIOUS, chunks_of
from errands.agent.view.lens import Budget, Lens
from errands.agent.view.page import Page, meet
from errands.agent.view.tokens import ESTIMATE
from errands.agent.view.ways import ways_line, ways_of
from errands.agent.view.wish import Wish
from errands.contracts.observation import Observation, Role, Section, SectionKind
from errands.contracts.profile import Profile
from tests.unit.agent.pages import control, long_pages, met, said, section, seen, user, words


def rows(count: int, name: str = "Rooms", first: int = 1, **going: bool) -> Section:
    items = [control(n, Role.LINK, f"Room {n}", item=n) for n in range(first, first + count)]
    plain = section(*items, kind=SectionKind.LIST, name=name)
    return plain.model_copy(update=going)


def prompt(page: Page) -> str:
    return render(Profile(), user("a room"), page)


def grammar(page: Page) -> str:
    return build(Scope(page=page, said=said("a room"), profile=Profile(), chat_text="a room"))


def test_a_section_that_goes_on_is_told_of_below_the_page_and_offered() -> None:
    page = met(seen(rows(3, below=True)))
    assert prompt(page).endswith("... more of rooms below: open next\n</page>\n")
    assert '"open next"' in grammar(page)


def test_a_page_that_holds_all_of_itself_says_and_offers_nothing() -> None:
    page = met(seen(rows(3)))
    assert "more of" not in prompt(page)
    assert '"open next"' not in grammar(page)
    assert '"open previous"' not in grammar(page)


def test_a_section_can_go_on_both_ways() -> None:
    page = met(seen(rows(3, below=True, above=True)))
    told = "... more of rooms below: open next | more of rooms above: open previous\n"
    assert told in prompt(page)
    assert '"open previous"' in grammar(page)


def test_the_largest_section_is_next_unless_another_was_opened() -> None:
    page = seen(rows(2, "People", below=True), rows(5, "Talk", first=3, below=True))
    chunks = chunks_of(page)
    assert [(w.name, w.of) for w in ways_of(page, chunks)] == [
        ("next", "talk"),
        ("next-2", "people"),
    ]
    assert [w.of for w in ways_of(page, chunks, ("people",))] == ["people", "talk"]
    assert [w.of for w in ways_of(page, chunks, ("people", "talk"))] == ["talk", "people"]


def test_a_part_further_down_names_its_whole_section() -> None:
    page = seen(rows(60, below=True))
    (way,) = ways_of(page, chunks_of(page), ("rooms-3",))
    assert (way.of, way.section) == ("rooms", 0)


@pytest.mark.parametrize("name", ["next", "Next", "previous", "Next 2"])
def test_no_part_of_a_page_is_called_as_a_way_is(name: str) -> None:
    (chunk,) = chunks_of(seen(rows(2, name)))
    assert chunk.name not in {*NEXT, *PREVIOUS}


def test_what_came_is_shown_before_what_was_there() -> None:
    before = met(seen(rows(60, below=True)))
    after = seen(rows(120, below=True))
    lens = Lens(budget=Budget(page=480))
    for known, expected in ((before.words, True), (frozenset[str](), False)):
        page = meet(2, after, Wish(opened=("next",), known=known), lens)
        assert (61 in page.visible) is expected


def going(page: Observation, sides: list[tuple[bool, bool]]) -> Observation:
    sections = zip(page.sections, [*sides, *[(False, False)] * len(page.sections)], strict=False)
    return page.model_copy(
        update={
            "sections": tuple(
                part.model_copy(update={"above": above, "below": below})
                for part, (above, below) in sections
            )
        }
    )


SIDES = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=16)


@given(long_pages(), SIDES, st.integers(60, 900))
def test_a_page_that_goes_on_stays_within_its_budget(
    page: Observation, sides: list[tuple[bool, bool]], room: int
) -> None:
    lens = Lens(budget=Budget(page=room))
    found = meet(1, going(page, sides), Wish(), lens)
    text = prompt(found)
    assert ESTIMATE.count(text[text.index("<page") :]) <= room


@given(long_pages(), SIDES)
def test_every_way_has_a_name_of_its_own_and_a_section_that_goes_there(
    page: Observation, sides: list[tuple[bool, bool]]
) -> None:
    moving = going(page, sides)
    ways = ways_of(moving, chunks_of(moving))
    assert len({way.name for way in ways}) == len(ways)
    for way in ways:
        section_ = moving.sections[way.section]
        assert section_.above if way.back else section_.below
    wanted = sum(s.below for s in moving.sections), sum(s.above for s in moving.sections)
    assert len(ways) == sum(min(count, 3) for count in wanted)


def test_a_line_that_costs_too_much_is_shortened_not_cut() -> None:
    page = seen(rows(2, below=True, above=True), words_of_size(2))
    ways = ways_of(page, chunks_of(page))
    told = [ways_line(ways, ESTIMATE, room) for room in (40, 18, 12, 3)]
    assert told == [
        "... more of rooms below: open next | more of rooms above: open previous",
        "... more below: open next | more above: open previous",
        "... more below: open next",
        "",
    ]


def words_of_size(count: int) -> Section:
    return section(*(words(f"line {n}") for n in range(count)), name="Text")
