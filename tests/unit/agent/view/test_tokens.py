from errands.agent.view.tokens import ESTIMATE, cost_of, within


def test_longer_text_never_costs_less() -> None:
    assert ESTIMATE.count("") == 0
    assert ESTIMATE.count("Rome") == 1
    assert ESTIMATE.count("Rome 12!") == 4
    assert ESTIMATE.count("internationalisation") > 1


def test_whole_lines_are_kept_until_one_costs_too_much() -> None:
    lines = ["one two", "three", "four five six", "seven"]
    assert within(lines, 6, ESTIMATE) == ["one two", "three"]
    assert cost_of(lines[:2], ESTIMATE) == 6
