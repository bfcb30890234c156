"""What a model's own mistakes teach: the line that would have been right there."""

from pathlib import Path

import pytest

from errands.backends.memory_model import ScriptedModel
from errands.contracts.action import Action, Click, to_line
from errands.contracts.ids import ElementId, SessionId, SkillName
from errands.contracts.ports import Decision, Request
from errands.contracts.recording import Recording
from learning import correct
from learning.days import TODAY
from learning.episode import Episode
from learning.exercise import read_exercises
from learning.hotels.synthesis import make_script
from learning.page_sample import samples_of
from learning.practice import LOST
from learning.sample import lines_of
from learning.shop import synthesis as shop
from learning.tutor import Tutor
from tests.unit.learning.graders.steps import PROMPT, step

BEGUN = PROMPT.format(done="")
LATER = PROMPT.format(done="click 3 -> ok\n")
RIGHT, WRONG = Click(element=ElementId(3)), Click(element=ElementId(9))


def met(action: Action, prompt: str, page: int = 1) -> Recording:
    update = {"output": to_line(action), "page": page}
    return step(action, prompt=prompt).model_copy(update=update)


def episode(*steps: tuple[Recording, str | None], ok: bool = False) -> Episode:
    return Episode(
        script=make_script(0, 5, TODAY),
        ok=ok,
        outcome="",
        recordings=tuple(recording for recording, _ in steps),
        advice=tuple(advice for _, advice in steps),
    )


def test_a_wrong_step_becomes_an_exercise_in_the_right_line() -> None:
    (exercise,) = correct.corrections_of(episode((met(WRONG, BEGUN), "click 3")))
    (span,) = exercise.targets
    assert exercise.text == f"{BEGUN}click 3 ->"
    assert exercise.text[slice(*span)] == "click 3 ->"
    assert (exercise.kind, exercise.site) == (correct.CORRECTED, "hotels")


@pytest.mark.parametrize("advice", ["click 3", None])
def test_a_right_step_teaches_nothing_nor_does_one_without_advice(advice: str | None) -> None:
    assert not list(correct.corrections_of(episode((met(RIGHT, BEGUN), advice))))


def test_of_a_page_each_line_is_corrected_once() -> None:
    lost = episode(
        (met(RIGHT, BEGUN), "click 3"),
        (met(WRONG, LATER), "click 4"),
        (met(WRONG, LATER), "click 5"),
        (met(WRONG, LATER), "click 4"),
        (met(WRONG, BEGUN, page=2), "click 4"),
    )
    found = [exercise.text.removesuffix(" ->")[-7:] for exercise in correct.corrections_of(lost)]
    assert found == ["click 4", "click 5", "click 4"]


def test_wrong_steps_of_a_right_conversation_are_read_and_not_learned() -> None:
    strayed = episode((met(WRONG, BEGUN), "click 3"), (met(RIGHT, LATER), "click 3"), ok=True)
    assert strayed.right_steps == (strayed.recordings[1],)
    (sample,) = samples_of(strayed.right_steps)
    assert lines_of(sample) == ("click 3 ->",)
    assert episode((met(WRONG, BEGUN), None)).right_steps, "nobody says that it was wrong"


def test_an_episode_that_nobody_advised_teaches_nothing() -> None:
    old = episode((met(WRONG, BEGUN), None)).model_copy(update={"advice": ()})
    assert not list(correct.corrections_of(old))


def test_the_site_that_is_kept_out_of_training_is_left_out(tmp_path: Path) -> None:
    one = episode((met(WRONG, BEGUN), "click 3"))
    other = one.model_copy(update={"script": shop.make_script(0, 5, TODAY, 0)})
    played, output = tmp_path / "played.jsonl", tmp_path / "corrected.jsonl"
    played.write_text("".join(f"{each.model_dump_json()}\n" for each in (one, other)))
    correct.main(episodes=played, output=output)
    assert [exercise.site for exercise in read_exercises(output)] == ["hotels"]


class Known:
    """An adviser who knows one prompt, says one thing there, and is lost in another."""

    async def decide(self, request: Request) -> Decision:
        raise AssertionError(f"it is not asked to play: {request}")

    def line(self, prompt: str) -> str:
        return {BEGUN: "click 3", LATER: LOST, "forbidden": "click 77"}[prompt]


def asked(prompt: str) -> Request:
    return Request(
        skill=SkillName("choose"),
        session=SessionId("s"),
        prompt=prompt,
        grammar='start: "click " ("3" | "9") " ->"',
        stop=" ->",
    )


@pytest.mark.parametrize(
    ("prompt", "advice"),
    [(BEGUN, "click 3"), (LATER, None), ("forbidden", None), ("elsewhere", None)],
)
async def test_what_can_be_said_is_noted_and_the_model_plays(
    prompt: str, advice: str | None
) -> None:
    model = ScriptedModel(["click 9", "click 9"])
    tutor = Tutor(model, Known())
    for _ in range(2):
        assert (await tutor.decide(asked(prompt))).text == "click 9"
    assert tutor.advice([met(WRONG, prompt), met(WRONG, "never met")]) == (advice, None)


@pytest.mark.parametrize(("prompt", "done"), [(BEGUN, "click 3"), (LATER, "click 9")])
async def test_a_share_of_wrong_lines_is_put_right_where_it_is_known_how(
    prompt: str, done: str
) -> None:
    tutor = Tutor(ScriptedModel(["click 9"]), Known(), follow=1)
    assert (await tutor.decide(asked(prompt))).text == done
    assert tutor.put_right([met(RIGHT, prompt)]) == ({0} if done == "click 3" else set())


def test_a_line_that_was_put_right_is_learned_though_the_conversation_went_wrong() -> None:
    played = episode((met(RIGHT, BEGUN), "click 3"), (met(RIGHT, LATER), "click 3"))
    followed = played.model_copy(update={"put_right": frozenset({1})})
    (exercise,) = correct.corrections_of(followed)
    assert exercise.text == f"{LATER}click 3 ->"
