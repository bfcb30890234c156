import pytest

from errands.agent.effects.classify import commits
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Observation, Role
from sites.mail.wording import Word
from sites.variant import HELD_OUT, TRAINING, Variant

FINAL = (Word.SEND, Word.DELETE)
BUTTONS = (Word.BIN, Word.ARCHIVE, Word.RESTORE, Word.NEXT, Word.SAVE)
LINKS = (Word.WRITE, Word.REPLY, Word.BIN, Word.KEEP, Word.EDIT, Word.NEW_EVENT, Word.ALTER)
PAGE = Observation(revision=1, url="http://x.test/", host="x.test", title="", sections=())


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


@pytest.mark.parametrize(
    ("word", "role"),
    [*((word, Role.BUTTON) for word in BUTTONS), *((word, Role.LINK) for word in LINKS)],
)
def test_what_is_not_final_does_not_read_so(word: Word, role: Role) -> None:
    for way in word.value:
        assert not commits(Element(id=ElementId(1), role=role, name=way, submits=True), PAGE), way


@pytest.mark.parametrize("word", FINAL)
def test_what_is_final_reads_as_final(word: Word) -> None:
    for way in word.value:
        assert commits(Element(id=ElementId(1), role=Role.BUTTON, name=way, submits=True), PAGE)
