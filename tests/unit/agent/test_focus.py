from hypothesis import given
from hypothesis import strategies as st

from errands.agent.focus import estimate_tokens, open_chunks
from errands.agent.outline import Chunk, chunks_of
from errands.contracts.observation import Observation, Role, Section, SectionKind
from tests.unit.agent.pages import control, observations, section, seen, words

HEAD = 6


def cost(chunk: Chunk) -> int:
    return HEAD + sum(estimate_tokens(line.text) for line in chunk.lines)


def names(page: Observation, budget: int, wanted: str = "", chat: str = "") -> list[str]:
    opened = frozenset({wanted} if wanted else ())
    return [chunk.name for chunk in open_chunks(chunks_of(page), opened, chat, budget)]


def paragraphs(name: str, lines: int = 3, kind: SectionKind = SectionKind.REGION) -> Section:
    return section(*(words(f"{name} line {n}") for n in range(lines)), name=name, kind=kind)


def button(name: str, number: int = 1) -> Section:
    return section(control(number, Role.BUTTON, "Go"), name=name)


@given(observations(), st.integers(0, 400), st.text(max_size=40))
def test_what_is_shown_stays_within_the_budget(page: Observation, budget: int, chat: str) -> None:
    shown = open_chunks(chunks_of(page), frozenset(), chat, budget)
    assert sum(map(cost, shown)) <= budget


@given(observations(), st.integers(0, 400))
def test_chunks_stay_in_the_order_of_the_page(page: Observation, budget: int) -> None:
    order = [chunk.name for chunk in chunks_of(page)]
    assert names(page, budget) == [name for name in order if name in names(page, budget)]


@given(observations())
def test_a_large_budget_shows_every_inner_chunk(page: Observation) -> None:
    edges = {"header", "navigation", "footer"}
    inner = [chunk.name for chunk in chunks_of(page) if chunk.name not in edges]
    assert set(inner) <= set(names(page, 10**6))


def test_what_the_model_opened_is_kept_first() -> None:
    dialog = paragraphs("dialog", kind=SectionKind.DIALOG)
    page = seen(dialog, paragraphs("first"), paragraphs("last"))
    budget = max(cost(chunk) for chunk in chunks_of(page))
    assert names(page, budget) == ["dialog"]
    assert names(page, budget, wanted="last") == ["last"]


def test_then_comes_what_needs_input_and_what_the_chat_speaks_of() -> None:
    needy = section(control(1, Role.TEXT_FIELD, "City", required=True), name="form")
    page = seen(paragraphs("other"), paragraphs("breakfast"), needy)
    assert names(page, cost(chunks_of(page)[2])) == ["form"]
    rest = seen(paragraphs("other"), paragraphs("breakfast"))
    assert names(rest, cost(chunks_of(rest)[1]), chat="with breakfast") == ["breakfast"]


def test_edges_are_closed_where_the_page_has_controls_of_its_own() -> None:
    page = seen(button("header"), button("main", 2), button("footer", 3))
    assert names(page, 1000) == ["main"]
    assert names(page, 1000, wanted="footer") == ["main", "footer"]


def test_edges_are_open_where_there_is_nothing_else_to_act_on() -> None:
    assert names(seen(button("header"), paragraphs("main")), 1000) == ["header", "main"]


def test_a_chunk_too_large_is_cut_between_lines_and_says_so() -> None:
    page = seen(paragraphs("long", lines=40))
    whole = chunks_of(page)[0]
    (cut,) = open_chunks((whole,), frozenset(), "", 100)
    kept = cut.lines[:-1]
    assert kept == whole.lines[: len(kept)]
    assert cut.lines[-1].text == f"... {40 - len(kept)} more lines"


def test_a_chunk_of_which_little_would_be_left_is_closed() -> None:
    assert names(seen(paragraphs("long", lines=40)), 36) == []


def test_longer_text_never_costs_less() -> None:
    assert estimate_tokens("") == 0
    assert estimate_tokens("Rome") == 1
    assert estimate_tokens("Rome 12!") == 4
    assert estimate_tokens("internationalisation") > 1
