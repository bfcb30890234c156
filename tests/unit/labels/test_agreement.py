"""Cohen's kappa, beside scikit-learn's."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from errands.labels.agreement import Agreement, agreement

answers = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)


@given(answers)
def test_kappa_is_scikit_learns(given_answers: list[tuple[str, str]]) -> None:
    ones, others = ([*side] for side in zip(*given_answers, strict=True))
    found = agreement(given_answers)
    assert found.share == sum(a == b for a, b in given_answers) / len(given_answers)
    if len({*ones, *others}) == 1:
        assert found.kappa is None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = cohen_kappa_score(ones, others)
    assert found.kappa == pytest.approx(expected)


@given(answers)
def test_neither_order_nor_side_matters(given_answers: list[tuple[str, str]]) -> None:
    found = agreement(given_answers)
    assert found == agreement([(b, a) for a, b in reversed(given_answers)])


def test_nothing_in_common() -> None:
    assert agreement([]) == Agreement(0, 0, None)
    assert agreement([]).share is None


def test_two_who_always_agree_and_two_who_never_do() -> None:
    assert agreement([(True, True), (False, False)]).kappa == 1
    assert agreement([(True, False), (False, True)]).kappa == -1
