import json

import pytest
from pydantic import SecretStr

from errands.agent.veil import HIDDEN, Veil
from errands.contracts.browser_state import BrowserState, FieldState, FrameState, TabState
from errands.contracts.observation import Role
from errands.contracts.step import Effect, EffectKind
from tests.unit.agent.house import HOME
from tests.unit.agent.pages import control, section, seen, words


def veil(*secrets: str) -> Veil:
    return Veil.over(SecretStr(secret) for secret in secrets)


@pytest.mark.parametrize(
    ("secret", "shown"),
    [
        ("hunter2!", "Your password is hunter2!."),
        ("hunter2!", "/login?pw=hunter2%21"),
        ("a b&c/d", "?q=a+b%26c%2Fd"),
        ("a b&c/d", "?q=a%20b%26c%2Fd"),
        ("4242424242424242", "4242 4242 4242 4242"),
        ("4242424242424242", "4242-4242-4242-4242"),
        ("4242 4242 4242 4242", "4242424242424242"),
        ("hunter2!", "HUNTER2!"),
        ("two words", "two\n  words"),
        ("123", "cvc 123"),
    ],
)
def test_a_secret_is_hidden_in_every_writing(secret: str, shown: str) -> None:
    hidden = veil(secret).text(shown)
    assert HIDDEN in hidden
    assert veil(secret).text(hidden) == hidden


def test_a_short_secret_leaves_numbers_that_hold_it() -> None:
    for text in ("1234", "€123.50", "9.123", "x123"):
        assert veil("123").text(text) == text


def test_all_that_a_page_tells_is_behind_the_veil() -> None:
    field = control(1, Role.SELECT, "hunter2!", value="hunter2!", options=("hunter2!",))
    page = seen(section(field, words("hunter2!"), name="hunter2!"), url="http://x/hunter2!")
    page = page.model_copy(update={"title": "hunter2!"})
    assert "hunter2!" not in veil("hunter2!").page(page).model_dump_json()
    effect = Effect(kind=EffectKind.DIALOG, detail="hunter2! is wrong")
    assert "hunter2!" not in str(veil("hunter2!").effect(effect))


def test_what_holds_a_secret_stays_behind_when_a_session_moves() -> None:
    secret = 'hunter"2!'
    rome = FieldState(place="city", value="Rome")
    fields = (rome, FieldState(place="code", value=secret), FieldState(place=f"{secret}|0"))
    stored = (("cart", "2"), ("login", json.dumps({"pw": secret})), (secret, "1"))
    frame = FrameState(url=HOME, fields=fields, session_storage=stored, focus=f"{secret}|0")
    state = BrowserState(tabs=(TabState(frames=(frame,)),))
    (kept,) = veil(secret).state(state).tabs[0].frames
    assert kept == FrameState(url=HOME, fields=(rome,), session_storage=stored[:1])
    assert veil().state(state) is state


def test_without_secrets_nothing_changes() -> None:
    page = seen(section(words("hunter2!")))
    assert veil().page(page) is page
    assert veil(" ").text("a  b") == "a  b"


@pytest.mark.parametrize(
    "shown",
    [
        "4111\u200b1111\u00ad1111\u20601111",
        "\uff14111 1111 1111 111\uff11",
        "4111/1111/1111/1111",
        "4111\u20131111\u20131111\u20131111",
        "pa\u0308sswo\u0308rd",
        "p\u00e4ss\u200bw\u00f6rd",
    ],
)
def test_a_secret_is_hidden_as_it_looks(shown: str) -> None:
    both = veil("4111 1111 1111 1111", "p\u00e4ssw\u00f6rd")
    assert both.text(f"You typed {shown}, didn't you?") == f"You typed {HIDDEN}, didn't you?"
    assert both.text("A\u200bB \uff11") == "A\u200bB \uff11"
