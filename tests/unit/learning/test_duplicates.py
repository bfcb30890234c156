"""What has been taught already is left out; what differs in what is to be done is not."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from learning.duplicates import distinct, unlike
from learning.hotels.rename import OTHER_CITIES
from learning.sample import Sample
from tests.unit.learning.exercises import sample

WORDS = [f"w{number}" for number in range(200)]


def page(*lines: str, other: int = 0, name: str = "s") -> Sample:
    """Two hundred words, the last few of them others."""
    words = [*WORDS[: len(WORDS) - other], *(f"{name}{number}" for number in range(other))]
    return sample(*lines, before=f"{' '.join(words)}\n", name=name)


def test_a_text_is_kept_once() -> None:
    assert len(distinct([sample("click 7"), sample("click 7", name="t"), sample("click 3")])) == 2


def test_a_page_that_differs_in_a_word_is_kept_once_and_one_that_differs_in_many_is_kept() -> None:
    first, near = page("click 7"), page("click 7", other=1, name="n")
    far = page("click 7", other=60, name="f")
    assert unlike([first, near, far]) == [first, far]


def test_a_page_where_another_line_is_right_is_never_alike() -> None:
    pages = [page(f'fill 3 "{city}"', name=city) for city in OTHER_CITIES[:9]]
    assert unlike(pages) == pages


def test_nothing_is_alike_where_that_is_wished() -> None:
    assert len(unlike([page("click 7")] * 3, alike=2)) == 3


@given(st.lists(st.integers(0, 60), max_size=12))
def test_what_is_kept_is_the_same_every_time_and_holds_no_two_that_are_alike(
    others: list[int],
) -> None:
    pages = [page("click 7", other=n, name=f"n{n}") for n in others]
    kept = unlike(pages)
    assert unlike(pages) == kept
    assert unlike(kept) == kept
    assert all(one.text != other.text for one, other in pairwise(kept))
