"""Changes to an account: what is said can be read, and the scripted solution makes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errands.agent.effects.consent import is_yes
from errands.agent.parse import ParseFailure, parse
from learning.account.expert import AccountExpert
from learning.account.heard import tells
from learning.account.phrases import HEARD, TITLES
from learning.account.practice import AccountDeeds
from learning.account.synthesis import make_script
from learning.account.topics import TOPICS
from learning.days import TODAY
from learning.part import Part
from learning.practice import Outcome
from learning.script import Script
from learning.topic import asked_for
from learning.wishes.account import AccountWish
from sites.account.account import Language, Setting
from sites.account.draw import draw_account
from sites.account.look import Look
from sites.record import Record
from sites.variant import TRAINING, Variant

PLAIN = Look.of(Variant())
scripts = st.builds(
    make_script,
    st.integers(0, 10**6),
    st.integers(0, 99),
    st.just(TODAY),
    st.sampled_from(TRAINING),
)
PROMPT = """<profile>
</profile>
<chat>
user: {said}
</chat>
<history>
</history>
<page host=127.0.0.1 title="{title} · Quillbox">
{page}
</page>
"""


def script_of(setting: Setting, *told: str) -> Script:
    """The first script about a setting that tells this much, in the plain look."""
    made = (make_script(number, 5, TODAY, 0) for number in range(3000))
    return next(s for s in made if AccountWish.of(s.wish).setting is setting and s.revealed == told)


def line(script: Script, title: str, page: str) -> str:
    text = PROMPT.format(said=script.opening, title=title, page=page)
    found = AccountExpert(Part(script, TOPICS), PLAIN).line(text)
    assert not isinstance(parse(found), ParseFailure)
    return found


@given(scripts)
def test_what_is_revealed_can_be_read_and_the_rest_cannot(script: Script) -> None:
    wish, look = AccountWish.of(script.wish), Look.of(Variant.of(script.variant))
    for piece, answer in script.answers.items():
        assert tells(piece, wish, script.opening, look) == (piece in script.revealed)
        assert tells(piece, wish, answer, look)
    assert is_yes(script.confirm)


@given(scripts)
def test_every_change_changes_something(script: Script) -> None:
    wish = AccountWish.of(script.wish)
    settings = draw_account(script.known_as, 7).settings
    assert settings.value(wish.setting) != wish.setting_value


@pytest.mark.parametrize("setting", Setting)
def test_a_setting_is_known_by_all_its_names_and_no_other_is(setting: Setting) -> None:
    assert set(TITLES) == set(HEARD) == set(Setting)
    for title in TITLES[setting]:
        heard = {
            one
            for one in Setting
            if tells("setting", AccountWish(setting=one, setting_value=True), title, PLAIN)
        }
        assert setting in heard
        assert heard <= {setting, Setting.EMAIL} or setting is Setting.FREQUENCY


def test_the_expert_asks_for_what_was_not_said_and_its_question_is_understood() -> None:
    nothing = script_of(Setting.NEWS)
    assert asked_for(TOPICS, line(nothing, "Profile", ""), ()) == ["setting"]
    no_value = script_of(Setting.EMAIL, "setting")
    assert asked_for(TOPICS, line(no_value, "Profile", ""), ()) == ["setting_value"]
    switch = script_of(Setting.OFFERS, "setting")
    assert asked_for(TOPICS, line(switch, "Profile", ""), ()) == ["setting_value"]


def test_the_expert_finds_the_section_changes_saves_and_says_so() -> None:
    script = script_of(Setting.OFFERS, "setting", "setting_value")
    is_on = AccountWish.of(script.wish).setting_value
    box = f'checkbox "Special offers" [5] {"off" if is_on else "on"}\nbutton "Save changes" [6]'
    assert line(script, "Profile", "... header 1 | navigation 5 | footer 0") == "open navigation"
    assert line(script, "Profile", 'link "Notifications" [3]') == "click 3"
    assert line(script, "Notifications", box) == f"check 5 {'on' if is_on else 'off'}"
    done = box.replace("] off" if is_on else "] on", "] on" if is_on else "] off")
    assert line(script, "Notifications", done) == "click 6"
    saved = line(script, "Notifications", f'! "Your changes are saved."\n{done}')
    assert saved == 'say "Done: Special offers is changed."'


def test_deeds_are_judged_by_the_site_and_name_what_was_set() -> None:
    script = script_of(Setting.LANGUAGE, "setting", "setting_value")
    wish, first = AccountWish.of(script.wish), draw_account(script.known_as, 7)
    now = first.with_settings({wish.setting: wish.setting_value})
    nothing, right = (AccountDeeds(Record(first, one)) for one in (first, now))
    assert not nothing
    assert nothing.judged(script) == Outcome(ok=False, kind="not_set")
    assert right.judged(script) == Outcome(ok=True, kind="ok")
    assert right.values == (("setting_value", wish.setting_value),)


def test_only_what_cannot_be_set_back_needs_a_yes() -> None:
    first = draw_account("t5-00001", 7)
    language = AccountWish(setting=Setting.LANGUAGE, setting_value="swedish")
    changed = first.with_settings({language.setting: Language.SWEDISH})
    fewer = first.without_address(first.addresses[0])
    closed = first.model_copy(update={"closed": True})
    assert not AccountDeeds(Record(first, changed))
    assert AccountDeeds(Record(first, fewer))
    assert AccountDeeds(Record(first, closed))
