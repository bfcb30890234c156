import pytest

from errands.agent.consent import is_yes


@pytest.mark.parametrize(
    "answer",
    [
        "yes",
        "Yes.",
        "YES!!",
        "yes please",
        "yes, book it",
        "ok",
        "OK, go ahead",
        "sure, thanks",
        "yes, that's right",
        "that’s correct",  # noqa: RUF001 as phones type it
        "go for it",
        "please do",
        "sounds good",
        "confirm",
        "yes 👍",
        "of course",
    ],
)
def test_plain_assent_is_a_yes(answer: str) -> None:
    assert is_yes(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "no",
        "no, thanks",
        "not yes",
        "yes but for 3",
        "yes, but not today",
        "yes?? wait",
        "ok but cheaper",
        "sure, if it has breakfast",
        "what does it cost?",
        "yes or no?",
        "thanks",
        "please",
        "maybe",
        "don't",
        "book the other one",
        "yesterday",
        "okra",
        "I'd say yes",
        "👍",
        "book it " * 40 + "x",
    ],
)
def test_anything_else_is_not(answer: str) -> None:
    assert not is_yes(answer)
