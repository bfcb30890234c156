import pytest

from errands.agent.words import ending
from errands.contracts.turn import StopReason

OWN_WORDS = {StopReason.ASKED, StopReason.SAID, StopReason.NEEDS_YES}


@pytest.mark.parametrize("reason", sorted(set(StopReason) - OWN_WORDS))
def test_every_end_that_is_no_models_word_has_words(reason: StopReason) -> None:
    assert ending(reason)
    assert ending(reason, "click 1")


def test_they_tell_what_was_being_done() -> None:
    assert 'click "Pay"' in ending(StopReason.OUTCOME_UNKNOWN, 'click "Pay"')
    assert 'click "Pay"' in ending(StopReason.BUDGET, 'click "Pay"')
