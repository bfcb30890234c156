import re

from hypothesis import given
from hypothesis import strategies as st

from errands.agent.view.chunks import CHUNK_TOKENS, MORE, Chunk, chunks_of
from errands.agent.view.focus import View, look
from errands.agent.view.picker import Rules
from errands.agent.view.tokens import ESTIMATE, cost_of
from errands.agent.view.wish import Wish
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation, Role, Section, SectionKind
from tests.unit.agent.pages import control, long_pages, observations, section, seen, words


def view(page: Observation, budget: int, *opened: str, chat: str = "", at: int = 0) -> View:
    wish = Wish(words=chat, opened=opened, at=ElementId(at) if at else None)
    return look(chunks_of(page), wish, Rules(), budget, ESTIMATE)


def names(page: Observation, budget: int, *opened: str, chat: str = "", at: int = 0) -> list[str]:
    return [chunk.name for chunk in view(page, budget, *opened, chat=chat, at=at).shown]


def cost(found: View) -> int:
    heads = [f"# {chunk.name}" for chunk in found.shown]
    lines = [line.text for chunk in found.shown for line in chunk.lines]
    return cost_of([*heads, *lines, *([found.summary] if found.summary else [])], ESTIMATE)


def room_of(chunk: Chunk) -> int:
    """A budget in which one such chunk fits beside the listing."""
    return chunk.cost * 6 // 5 + 3


def paragraphs(name: str, lines: int = 15, kind: SectionKind = SectionKind.REGION) -> Section:
    return section(*(words(f"{name} line {n}") for n in range(lines)), name=name, kind=kind)


def button(name: str, number: int = 1) -> Section:
    return section(control(number, Role.BUTTON, "Go"), name=name)


def hotels(count: int) -> Section:
    items = [
        element
        for n in range(1, count + 1)
        for element in (
            control(n, Role.LINK, f"Hotel number {n}", item=n),
            words("by the sea").model_copy(update={"item": n}),
        )
    ]
    return section(*items, kind=SectionKind.LIST, name="results")


@given(st.one_of(observations(), long_pages()), st.integers(0, 900), st.text(max_size=40))
def test_what_is_shown_and_told_stays_within_the_budget(
    page: Observation, budget: int, chat: str
) -> None:
    assert cost(view(page, budget, chat=chat)) <= budget


@given(st.one_of(observations(), long_pages()), st.integers(0, 900))
def test_no_line_is_cut_and_every_line_shown_is_one_of_the_pages(
    page: Observation, budget: int
) -> None:
    whole = {chunk.name: chunk.lines for chunk in chunks_of(page)}
    for chunk in view(page, budget).shown:
        *lines, last = chunk.lines or whole[chunk.name] or [None]
        told_of_more = last is not None and re.fullmatch(r"\.\.\. \d+ more: open \S+", last.text)
        assert tuple(lines if told_of_more else chunk.lines) == whole[chunk.name]


@given(st.one_of(observations(), long_pages()), st.integers(0, 900))
def test_chunks_are_open_or_closed_and_stay_in_the_order_of_the_page(
    page: Observation, budget: int
) -> None:
    found = view(page, budget)
    order = [chunk.name for chunk in chunks_of(page)]
    shown = [chunk.name for chunk in found.shown]
    closed = [chunk.name for chunk in found.closed if chunk.name != MORE]

    assert shown == [name for name in order if name in shown]
    assert closed == [name for name in order if name not in shown]


@given(long_pages(), st.data())
def test_every_closed_chunk_can_be_opened(page: Observation, data: st.DataObject) -> None:
    closed = [chunk.name for chunk in view(page, 700).closed if chunk.name != MORE]
    if closed:
        name = data.draw(st.sampled_from(closed))
        assert name in names(page, 700, name)
        assert names(page, 700, *closed[:3], name).count(name) == 1


@given(long_pages())
def test_opening_more_tells_of_every_closed_chunk_in_the_end(page: Observation) -> None:
    first = view(page, 500)
    told: set[str] = set()
    for turn in range(min(len(first.closed), 8)):
        found = view(page, 500, *[MORE] * turn)
        told |= {text.split(" ")[0] for text in found.summary[4:].split(" | ")}
        tails = re.findall(r"open (\S+)", "\n".join(x.text for c in found.shown for x in c.lines))
        told |= set(tails)
    starts = [c.name for c in first.closed if c.part == 1 and c.name != MORE]
    assert set(starts) <= told


@given(observations())
def test_a_large_budget_shows_every_inner_chunk(page: Observation) -> None:
    edges = {"header", "navigation", "footer"}
    inner = [chunk.name for chunk in chunks_of(page) if chunk.name not in edges]
    assert set(inner) <= set(names(page, 10**6))


def test_what_the_model_opened_is_kept_first_and_the_last_one_before_the_others() -> None:
    dialog = paragraphs("dialog", kind=SectionKind.DIALOG)
    page = seen(dialog, paragraphs("first"), paragraphs("last"))
    room = room_of(chunks_of(page)[0])
    assert names(page, room) == ["dialog"]
    assert names(page, room, "last") == ["last"]
    assert names(page, room, "last", "first") == ["first"]


def test_where_work_is_being_done_stays_open() -> None:
    long = [words(f"line {n}") for n in range(15)]
    first, last = (section(control(n, Role.BUTTON, "Go"), *long, name=f"part{n}") for n in (1, 2))
    page = seen(first, last)
    assert names(page, room_of(chunks_of(page)[0])) == ["part1"]
    assert names(page, room_of(chunks_of(page)[0]), at=2) == ["part2"]


def test_then_comes_what_needs_input_and_what_the_chat_speaks_of() -> None:
    city = control(1, Role.TEXT_FIELD, "City", required=True)
    needy = section(city, *(words(f"form line {n}") for n in range(15)), name="form")
    page = seen(paragraphs("other"), paragraphs("breakfast"), needy)
    assert names(page, room_of(chunks_of(page)[2])) == ["form"]
    rest = seen(paragraphs("other"), paragraphs("breakfast"))
    assert names(rest, room_of(chunks_of(rest)[1]), chat="with breakfast") == ["breakfast"]


def test_edges_are_closed_where_the_page_has_controls_of_its_own() -> None:
    page = seen(button("header"), button("main", 2), button("footer", 3))
    found = view(page, 1000)
    assert [chunk.name for chunk in found.shown] == ["main"]
    assert found.summary == "... header 1 | footer 1"
    assert names(page, 1000, "footer") == ["main", "footer"]


def test_edges_are_open_where_there_is_nothing_else_to_act_on() -> None:
    assert names(seen(button("header"), paragraphs("main")), 1000) == ["header", "main"]


def test_a_long_list_shows_its_first_items_and_counts_the_rest() -> None:
    (first,) = view(seen(hotels(60)), 300).shown
    assert first.ids == (*range(1, 9),)
    assert first.lines[-1].text == "... 52 more: open results-2"


def test_the_next_part_of_a_list_is_opened_by_its_name() -> None:
    found = view(seen(hotels(60)), 800, "results-2")
    assert [chunk.name for chunk in found.shown] == ["results", "results-2"]
    assert found.shown[0].ids[-1] == 8
    assert found.shown[0].lines[-1].text == "by the sea"
    assert re.fullmatch(r"\.\.\. \d+ more: open results-3", found.shown[1].lines[-1].text)


def test_a_closed_chunk_tells_its_total() -> None:
    order = section(
        words("Wall art $240.00"),
        words("Total USD $269.10"),
        control(1, Role.BUTTON, "Have a code?"),
        name="Order summary",
    )
    page = seen(paragraphs("long", 30), order)
    assert (
        view(page, room_of(chunks_of(page)[0]), "long").summary
        == '... order-summary 1, "Total USD $269.10"'
    )


def test_no_chunk_costs_more_than_its_bound() -> None:
    page = seen(paragraphs("long", lines=200), hotels(300))
    assert max(chunk.cost for chunk in chunks_of(page)) <= CHUNK_TOKENS + 40
