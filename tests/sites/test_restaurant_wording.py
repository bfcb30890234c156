import pytest

from sites.restaurants.wording import Word
from sites.variant import HELD_OUT, TRAINING, Variant


def said(word: Word, numbers: range) -> set[str]:
    return {Variant.of(number).choose(word.name, word.value) for number in numbers}


def test_held_out_words_are_never_learned() -> None:
    for word in Word:
        assert 3 <= len(word.value) <= 6
        assert not said(word, HELD_OUT) & said(word, TRAINING)


@pytest.mark.parametrize("number", [*TRAINING, *HELD_OUT])
def test_no_variant_says_one_thing_for_two(number: int) -> None:
    chosen = [Variant.of(number).choose(word.name, word.value) for word in Word]
    assert len({text.casefold() for text in chosen}) == len(chosen)
