import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.values.numbers import find_heads, find_numbers, to_number


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("2 guests", (2,)),
        ("two of us", (2,)),
        ("just me", (1,)),
        ("on my own", (1,)),
        ("my wife and I", (2,)),
        ("me and my sister", (2,)),
        ("me plus 2", (3,)),
        ("a couple", (2,)),
        ("2 adults and 1 room", (2, 1)),
        ("for one", (1,)),
        ("one guest", (1,)),
        ("One", (1,)),
        ("the best rated one", ()),
        ("one with breakfast", ()),
        ("one where breakfast is included", ()),
        ("the one travellers like best", ()),
        ("for my daughter and myself", (2,)),
        ("a couple of nights", ()),
        ("a 4-star hotel", ()),
        ("3 km from the beach, at 6 pm, for 11 years", ()),
        ("room 3b", ()),
        ("2.5 stars", ()),
        ("1,200 euros", ()),
        ("maya@4.test", ()),
        ("", ()),
    ],
)
def test_numbers_in_words(words: str, numbers: tuple[int, ...]) -> None:
    assert find_numbers(words) == numbers


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("2 rooms", ()), ("2 rooms for 4 people", (4,)), ("for 2", (2,)), ("two of us", (2,))],
)
def test_numbers_that_may_count_people(words: str, numbers: tuple[int, ...]) -> None:
    assert find_numbers(words, of_people=True) == numbers


def test_spans_left_out_hold_no_numbers() -> None:
    assert find_numbers("3 nights for 2", ((0, 8),)) == (2,)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), (" Two ", 2), ("twelve", 12), ("²", None), ("9" * 5000, None), ("", None)],
)
def test_one_number(text: str, number: int | None) -> None:
    assert to_number(text) == number


@given(st.text(max_size=40))
def test_any_words_have_numbers_or_none(words: str) -> None:
    assert all(number >= 0 for number in find_numbers(words))


@pytest.mark.parametrize(
    ("words", "heads"),
    [
        ("three of us (two adults, one kid)", (3,)),
        ("2 adults and a child", (3,)),
        ("two adults, 2 kids", (4,)),
        ("a family of four", (4,)),
        ("2 people, no, 3 people", (2, 3)),
        ("the one guests like most, for 4", ()),
        ("one guest", (1,)),
        ("2 of us, no, I'm travelling alone", (2, 1)),
        ("2 adults", ()),
        ("for 2", ()),
    ],
)
def test_how_many_come_where_it_is_said_outright(words: str, heads: tuple[int, ...]) -> None:
    assert find_heads(words) == heads
