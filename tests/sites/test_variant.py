import pytest

from sites.variant import HELD_OUT, TRAINING, Variant

WAYS = ("Email", "E-mail", "E-mail address", "Mail", "Your mail", "Contact mail")


def test_variant_0_takes_everything_as_it_stands() -> None:
    assert Variant().choose("email", WAYS) == "Email"
    assert Variant().arrange("order", WAYS) == WAYS


def test_held_out_variants_use_words_that_no_other_does() -> None:
    seen = {Variant.of(number).choose("email", WAYS) for number in TRAINING}
    held_out = {Variant.of(number).choose("email", WAYS) for number in HELD_OUT}
    assert held_out <= set(WAYS[-2:])
    assert seen <= set(WAYS[:-2])
    assert len(seen) > 1


def test_of_two_ways_one_is_kept() -> None:
    assert {Variant.of(number).choose("box", ("list", "radio")) for number in TRAINING} == {"list"}
    assert {Variant.of(number).choose("box", ("list", "radio")) for number in HELD_OUT} == {"radio"}


def test_a_choice_is_the_same_at_each_call() -> None:
    assert len({Variant.of(5).choose("email", WAYS) for _ in range(9)}) == 1
    assert len({Variant.of(5).arrange("order", WAYS) for _ in range(9)}) == 1
    assert sorted(Variant.of(5).arrange("order", WAYS)) == sorted(WAYS)


def test_other_numbers_are_refused() -> None:
    with pytest.raises(ValueError, match="no variant 32"):
        Variant.of(32)
