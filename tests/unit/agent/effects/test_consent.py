import json
from pathlib import Path

import pytest

from errands.agent.effects.consent import declines, is_yes, refuses


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
        "yes 👍🏽",
        "ok ❤️",
        "of course",
        "sweet, yes",
        "yes thats fine, book it plese",
        "yesss!",
        "lovely, yes",
        "Yes, that is in order. Please book it.",
        "y",
        "yes, I agree, please go ahead",
        "👍",
        "I've checked it all and it's correct, so yes please.",
        "Right hotel, right price. Go ahead.",
        "no problem, go ahead",
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
        "sure?",
        "that's it?",
        "perfect, and now?",
        "ok 👎",
        "yes 🙅",
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
        "👎",
        "yes, for one",
        "yes, with my wife",
        "please correct: me and my friend",
        "book it " * 40 + "x",
    ],
)
def test_anything_else_is_not(answer: str) -> None:
    assert not is_yes(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "are you sure",
        "you sure",
        "ok is it correct",
        "is this the right hotel",
        "is that the total",
        "can you confirm the dates are correct",
        "please confirm the price",
        "would you be happy with it",
        "ok give me the total",
        "yes, the details please",
        "ok let me see",
        "ok let me know the price",
        "ok I want to see the room",
        "want me to do it",
    ],
)
def test_a_question_without_its_mark_is_no_yes(answer: str) -> None:
    assert not is_yes(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "let me do it",
        "I will do it",
        "I'll pay it",
        "ok I can click it",
        "ok I have done it",
        "I've made the booking",
    ],
)
def test_who_does_it_alone_needs_nobody_to(answer: str) -> None:
    assert not is_yes(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "I can see it's all correct, go ahead",
        "we're happy with it, please book it",
        "I confirm the details",
        "yes, I would like you to press it",
    ],
)
def test_a_yes_in_such_words_is_still_one(answer: str) -> None:
    assert is_yes(answer)


@pytest.mark.parametrize(
    "word",
    ["not", "don't", "wait", "stop", "cancel", "change", "instead", "other", "never", "later"],
)
def test_no_word_that_takes_a_yes_back_is_taken_for_a_slip(word: str) -> None:
    assert not is_yes(f"yes {word}")
    assert not is_yes(f"{word} yes")
    assert not is_yes(f"{word} book it")


@pytest.mark.parametrize("answer", ["no", "make it 4 people", "hm", "wait, yes", "nope", "not ok"])
def test_what_does_not_begin_as_a_yes_declines(answer: str) -> None:
    assert declines(answer)


@pytest.mark.parametrize("answer", ["yes, the one by the sea", "ok but cheaper", "yes"])
def test_what_begins_as_a_yes_may_be_asked_again(answer: str) -> None:
    assert not declines(answer)


@pytest.mark.parametrize(
    "answer",
    [
        *("no", "No.", "nope", "no thanks", "No, don't book anything", "no thank you", "not now"),
        *("No thanks, please cancel that.", "never mind", "forget it", "please don't", "cancel it"),
        *("oh no, sorry, don't press it", "stop", "I changed my mind", "ok leave it"),
    ],
)
def test_a_no_and_nothing_else_refuses(answer: str) -> None:
    assert refuses(answer)
    assert not is_yes(answer)


@pytest.mark.parametrize(
    "answer",
    [
        *("no, the one by the sea", "no, for 3 people", "cheaper please", "yes", "hm", "why not"),
        *(
            "no problem, go ahead",
            "don't forget breakfast",
            "cancel the one in Rome",
            "noon is fine",
        ),
        *("how much is it?", "no?! how much is that", "stop at Lisbon"),
    ],
)
def test_what_asks_for_something_else_is_no_plain_refusal(answer: str) -> None:
    assert not refuses(answer)


def test_whether_to_cancel_is_not_refused_by_its_own_word() -> None:
    question = 'Shall I press "Cancel my trip" on trips.test?'
    assert not refuses("cancel it please", question)
    assert refuses("no, don't cancel it", question)


def test_the_facts_of_the_question_may_be_said_again_and_no_others() -> None:
    question = "Shall I press Confirm? It says: Hotel: Amber Mill · Guests: 2 · Total price: €240"
    assert is_yes("yes, 240 is fine, please book the Amber Mill", question)
    assert not is_yes("yes, 200 is fine, please book the Amber Mill", question)
    assert not is_yes("yes, please book the Silver Mill", question)
    assert not is_yes("yes, but cancel it later", f"{question} cancel later but")


ANSWERS = [
    json.loads(line)
    for line in (Path(__file__).parent / "answers.jsonl").read_text().splitlines()
    if line
]
"""Answers of many kinds of people, written without sight of the words that are known here."""


def test_no_answer_that_is_none_is_taken_for_a_yes() -> None:
    others = [a["answer"] for a in ANSWERS if not a["yes"]]
    assert len(others) >= 60
    assert [answer for answer in others if is_yes(answer)] == []


def test_most_plain_yeses_are_read() -> None:
    yeses = [a["answer"] for a in ANSWERS if a["yes"]]
    assert len(yeses) >= 80
    assert sum(map(is_yes, yeses)) >= 0.8 * len(yeses)


def test_no_yes_refuses() -> None:
    assert [a["answer"] for a in ANSWERS if a["yes"] and refuses(a["answer"])] == []
