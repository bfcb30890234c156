"""Whatever a model writes is an action in its line, or a fault; never another action."""

import json
from typing import cast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from llguidance import LLMatcher, LLTokenizer

from errands.agent.parse import ParseFailure, parse
from errands.backends.heard import Fault, Line, action_of
from errands.backends.line_form import LineForm, line_of
from errands.backends.object_form import INSTRUCTIONS, ObjectForm, schema
from errands.backends.refused_field import refused_field
from errands.contracts.action import Action, Ask, Fill, Goto, Key, Say, Select, Text, to_line
from errands.contracts.ids import ElementId
from tests.unit.agent.lines import actions

IDS = st.integers().map(ElementId)
ANY_ACTION: st.SearchStrategy[Action] = actions | st.one_of(
    st.builds(Fill, element=IDS, value=st.builds(Text, text=st.text())),
    st.builds(Select, element=IDS, option=st.text()),
    st.builds(Goto, url=st.text()),
    st.builds(Ask, question=st.text()),
    st.builds(Say, text=st.text()),
)
"""Such too as no line can say."""
BYTES = LLTokenizer("byte")
HELD = LLMatcher(BYTES, LLMatcher.grammar_from_json_schema(json.dumps(schema())))
WORDY = st.text(alphabet=st.sampled_from('{}[]":,kindclickelement123 \n<think>/`'), max_size=80)


@given(ANY_ACTION, st.booleans())
def test_an_object_is_its_action_or_a_fault(action: Action, wrapped: bool) -> None:  # noqa: FBT001 drawn
    plain = action.model_dump(mode="json")
    heard = ObjectForm().read(json.dumps({"action": plain} if wrapped else plain))
    if isinstance(heard, Line):
        read = parse(heard.text)
        assert not isinstance(read, ParseFailure)
        assert read == action or isinstance(action, Ask | Say)
        assert type(read) is type(action)
    else:
        assert action_of(to_line(action)) != action or isinstance(action, Ask | Say)


@given(actions)
def test_what_can_be_said_in_a_line_can_be_said_in_an_object(action: Action) -> None:
    line = to_line(action)
    assume(len(line.splitlines()) == 1)
    assume(action_of(line) == action)  # a text may hold the arrow that ends a line
    heard = ObjectForm().read(f"```json\n{json.dumps(action.model_dump(mode='json'))}\n```")
    assert isinstance(heard, Line)


@given(
    actions, st.sampled_from(["{}", "`{}`", "Sure!\n{}", "```\n{}\n```", "<think>back</think>{}"])
)
def test_a_line_is_found_in_what_models_put_around_it(action: Action, around: str) -> None:
    assume(action_of(to_line(action)) == action and "<" not in to_line(action))
    assert action_of(line_of(around.replace("{}", to_line(action)))) == action


@given(st.text() | WORDY)
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    for form in (LineForm(), ObjectForm()):
        heard = form.read(text)
        assert isinstance(heard, Fault) or "\n" not in heard.text
    held = ObjectForm().read(text)
    assert isinstance(held, Fault) or not isinstance(parse(held.text), ParseFailure)


@pytest.mark.parametrize("depth", [10, 100_000])
def test_nesting_without_end_is_a_fault(depth: int) -> None:
    assert isinstance(ObjectForm().read('{"action":' * depth + "}" * depth), Fault)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ({"kind": "say", "text": 'It says "full".\nSorry.'}, "say \"It says 'full'. Sorry.\""),
        ({"kind": "fill", "element": 3, "value": {"kind": "text", "text": 'a"b'}}, None),
        ({"kind": "fill", "element": 3, "value": {"kind": "text", "text": "a -> b"}}, None),
        ({"kind": "fill", "element": -3, "value": {"kind": "slot", "name": "city"}}, None),
        ({"kind": "click", "element": 3, "why": "it leads there"}, None),
        ({"kind": "press", "key": "F5"}, None),
        ({"kind": "goto", "url": "http://a.test/ -> click 1"}, None),
        ({"kind": "press", "key": "Enter"}, "press Enter"),
        ({"kind": "ask", "question": "Where?", "slots": ["city"]}, 'ask "Where?" city'),
    ],
)
def test_objects(value: dict[str, object], line: str | None) -> None:
    heard = ObjectForm(held=False).read(json.dumps(value))
    assert heard == (Line(line) if line else heard)
    assert isinstance(heard, Line) == (line is not None)


def test_the_thought_beside_an_action_is_told() -> None:
    answer = {"thought": "Rome is left.", "action": {"kind": "click", "element": 1}}
    assert ObjectForm().read(json.dumps(answer)) == Line("click 1", "Rome is left.")


def test_an_object_is_found_behind_thoughts_of_objects() -> None:
    text = '<think>{"kind": "back"}? No.</think>{"kind": "click", "element": 1}'
    assert ObjectForm().read(text) == Line("click 1")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("click 1", "click 1"),
        ("\n\nclick 1\nclick 2", "click 1"),
        ("```text\nclick 1\n```", "click 1"),
        ("`click 1`", "click 1"),
        ("click 1 -> ok", "click 1"),
        ("Let me look.\nclick 1", "click 1"),
        ("click 9</think>\nclick 1", "click 1"),
        ("click 1\n<think>click 9", "click 1"),
        ("<think>click 9", ""),
        ("I can't.\nSorry.", "I can't."),
        ("", ""),
    ],
)
def test_lines(text: str, line: str) -> None:
    assert line_of(text) == line


def test_the_schema_keeps_to_what_strict_endpoints_take() -> None:
    def objects(node: object) -> list[dict[str, object]]:
        if isinstance(node, list):
            return [one for item in node for one in objects(item)]
        if not isinstance(node, dict):
            return []
        return [node, *(one for value in node.values() for one in objects(value))]

    found = [node for node in objects(schema()) if "properties" in node]
    assert found
    for node in found:
        assert node["additionalProperties"] is False
        assert node["required"] == list(cast("dict[str, object]", node["properties"]))
    assert not {"oneOf", "discriminator", "default"} & {k for n in objects(schema()) for k in n}


@given(actions)
def test_the_schema_allows_every_action(action: Action) -> None:
    matcher = HELD.deep_copy()
    answer = {"thought": "It is next.", "action": action.model_dump(mode="json")}
    text = json.dumps(answer, ensure_ascii=False)
    text = text.replace("\x7f", r"\u007f")  # llguidance wants it escaped, which it may be
    assert matcher.consume_tokens(BYTES.tokenize_str(text)), matcher.get_error()
    assert matcher.is_accepting()


@given(actions)
def test_both_instructions_tell_every_verb(action: Action) -> None:
    assert f'"kind": "{action.kind}"' in INSTRUCTIONS
    assert f"\n{action.kind}" in LineForm().instructions


def test_both_instructions_tell_the_same_keys() -> None:
    told = [{key for key in Key if key in text} for text in (INSTRUCTIONS, LineForm().instructions)]
    assert told[0] == told[1] > {Key.ENTER}


@given(st.binary() | st.text().map(str.encode))
def test_no_refusal_is_too_odd_to_be_read(body: bytes) -> None:
    assert refused_field(body) is None or body


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"error": {"message": "no", "param": "seed"}}, "seed"),
        ({"error": {"message": "no", "param": "messages.[0].role"}}, "messages"),
        ({"error": {"message": "no", "param": None}}, None),
        ({"error": "no"}, None),
        ({"detail": [{"loc": ["body", "seed"], "type": "extra_forbidden"}]}, "seed"),
        ({"detail": [{"loc": ["query", "seed"]}]}, None),
        ({"detail": [{"loc": ["body", 3]}]}, None),
        ({"detail": []}, None),
    ],
)
def test_refused_fields(body: dict[str, object], name: str | None) -> None:
    assert refused_field(json.dumps(body).encode()) == name
