import re

from hypothesis import given
from hypothesis import strategies as st

from errands.agent.view.chunks import chunks_of, written
from errands.agent.view.outline import LINE_TOKENS, line_of
from errands.agent.view.series import Piece, lines_of
from errands.agent.view.tokens import ESTIMATE, cost_of
from errands.contracts.observation import Element, Observation, Role, SectionKind
from tests.unit.agent.pages import control, long_pages, observations, section, seen, words


def lines(*elements: Element) -> list[str]:
    pieces = []
    for element in elements:
        line = line_of(element, "", frozenset(), ESTIMATE)
        assert line is not None
        pieces.append(Piece(element, line, ESTIMATE.count(line.text)))
    return [line.text for line in lines_of(pieces, ESTIMATE)]


def links(*names: str, start: int = 1, **more: object) -> list[Element]:
    return [control(n, Role.LINK, name, **more) for n, name in enumerate(names, start)]


def test_three_like_controls_share_a_line() -> None:
    assert lines(*links("News", "World", "Sport")) == ['link "News" [1] "World" [2] "Sport" [3]']


def test_two_keep_lines_of_their_own() -> None:
    assert lines(*links("News", "World")) == ['link "News" [1]', 'link "World" [2]']


def test_each_says_its_own_state() -> None:
    sizes = [
        control(1, Role.RADIO, "S", checked=True),
        control(2, Role.RADIO, "M", checked=False),
        control(3, Role.RADIO, "L", checked=False, disabled=True),
    ]
    assert lines(*sizes) == ['radio "S" [1] on "M" [2] off "L" [3] off disabled']


def test_what_holds_a_value_or_options_stands_alone() -> None:
    fields = [control(n, Role.TEXT_FIELD, f"Line {n}") for n in range(1, 5)]
    filled = fields[1].model_copy(update={"value": "Rome"})
    assert len(lines(*fields)) == 1
    assert lines(fields[0], filled, *fields[2:])[1] == 'text "Line 2" [2] ="Rome"'


def test_a_series_ends_with_its_item() -> None:
    rows = [links("Reply", "Share", "Report", start=n, item=n) for n in (1, 4)]
    assert lines(*rows[0], *rows[1]) == [
        'link "Reply" [1] "Share" [2] "Report" [3]',
        'link "Reply" [4] "Share" [5] "Report" [6]',
    ]


def test_items_of_one_control_each_are_a_series() -> None:
    entries = [control(n, Role.LINK, f"Story {n}", item=n) for n in range(1, 4)]
    assert lines(*entries) == ['link "Story 1" [1] "Story 2" [2] "Story 3" [3]']
    told = words("an hour ago").model_copy(update={"item": 3})
    assert len(lines(*entries, told)) == 4


def test_a_series_that_costs_more_than_a_line_may_goes_on_in_the_next() -> None:
    names = [f"A page with quite a long name {n}" for n in range(30)]
    found = lines(*links(*names))
    assert 1 < len(found) < 30
    assert all(ESTIMATE.count(line) <= LINE_TOKENS for line in found)


@given(st.one_of(observations(), long_pages()))
def test_any_page_keeps_its_controls_in_order_each_behind_its_name(page: Observation) -> None:
    shown = [line for chunk in chunks_of(page) for line in chunk.lines]
    ids = [number for line in shown for number in line.ids]
    assert ids == [e.id for e in page.elements if e.id]
    for line in shown:
        assert re.findall(r'"[^"]*" \[(\d+)\]', line.text) == [str(number) for number in line.ids]
        assert ESTIMATE.count(line.text) <= LINE_TOKENS


@given(st.one_of(observations(), long_pages()))
def test_no_page_costs_more_than_its_chunks_say(page: Observation) -> None:
    chunks = chunks_of(page)
    assert cost_of(written(chunks), ESTIMATE) <= sum(chunk.cost for chunk in chunks)


def test_parts_that_follow_each_other_have_one_name() -> None:
    items = [words(f"Entry {n} of a long list, with a few words about itself") for n in range(90)]
    chunks = chunks_of(seen(section(*items, kind=SectionKind.LIST, name="Results")))
    heads = [line for line in written(chunks) if line.startswith("# ")]
    assert len(chunks) > 2
    assert heads == ["# results"]
    assert [line for line in written([chunks[0], chunks[2]]) if line.startswith("# ")] == [
        "# results",
        f"# {chunks[2].name}",
    ]
    assert next(written(chunks[1:])) == f"# {chunks[1].name}"
