"""Each control of the demo sites is filled by its label, once, whatever it is drawn as."""

from datetime import date

import pytest

from learning.prompt_text import PromptText
from learning.site_form import Put, next_line
from sites.controls.control import Choosing, Dating, Switching
from sites.controls.field import Control, Field, Typing

DAY = Put("12 May", day=date(2027, 5, 12))


def page(lines: str, done: str = "") -> PromptText:
    blocks = "".join(f"<{tag}>\n</{tag}>\n" for tag in ("profile", "chat", "history"))
    return PromptText(f'{blocks}<page host=a:1 title="t">\n{lines}\n</page>\n{done}')


CASES: list[tuple[Control, str, Put, str]] = [
    (Typing.TEXT, 'text "A" [3]', Put("hello"), 'fill 3 "hello"'),
    (Typing.PHONE, 'tel "A" [3]', Put("12", slot="phone"), "fill 3 @phone"),
    (Choosing.SELECT, 'select "A" [3] {x|y}', Put("y"), 'select 3 "y"'),
    (Choosing.RADIO, '# a\nradio "x" [3] on "y" [4] off "z" [5] off', Put("y"), "check 4 on"),
    (Choosing.LISTBOX, '# a\noption "x" [3] off "y" [4] off "z" [5] on', Put("y"), "click 4"),
    (Choosing.MENU, 'select "A" [3] ="Choose"', Put("y"), "click 3"),
    (Choosing.MENU, 'select "A" [3] ="Choose"\noption "y" [4] off', Put("y"), "click 4"),
    (Dating.NATIVE, 'date "A" [3]', DAY, 'fill 3 "12 May"'),
    (Dating.DAY_FIRST, 'text "A" [3]\nDD/MM/YYYY', DAY, 'fill 3 "12/05/2027"'),
    (
        Dating.PARTS,
        '# a\nselect "Day" [3] ="12" {12}\nselect "Month" [4] {May}\nselect "Year" [5]',
        DAY,
        'select 4 "May"',
    ),
    (Switching.CHECKBOX, 'checkbox "A" [3] off', Put("yes"), "check 3 on"),
    (
        Switching.YES_NO,
        '# b\nradio "On" [2] off\nradio "Off" [3] on\n# a\nradio "On" [4] off\nradio "Off" [5] on',
        Put("yes"),
        "check 4 on",
    ),
]
HELD: list[tuple[Control, str, Put]] = [
    (Typing.AREA, 'text "A" [3] ="Hello"', Put("hello")),
    (Choosing.SELECT, 'select "A" [3] ="y" {x|y}', Put("y")),
    (Choosing.RADIO, 'radio "y" [3] on', Put("y")),
    (Choosing.LISTBOX, 'option "y" [3] on', Put("y")),
    (Choosing.MENU, 'select "A" [3] ="y"', Put("y")),
    (Dating.NATIVE, 'date "A" [3] ="2027-05-12"', DAY),
    (Dating.DAY_FIRST, 'text "A" [3] ="12/05/2027"', DAY),
    (Switching.SWITCH, 'checkbox "A" [3] on', Put("yes")),
]


@pytest.mark.parametrize(("control", "lines", "put", "expected"), CASES)
def test_an_empty_control_is_filled(control: Control, lines: str, put: Put, expected: str) -> None:
    field = Field(name="a", label="A", control=control)
    assert next_line(page(lines), [field], {"a": put}) == expected


@pytest.mark.parametrize(("control", "lines", "put"), HELD)
def test_what_stands_so_is_left(control: Control, lines: str, put: Put) -> None:
    field = Field(name="a", label="A", control=control)
    assert next_line(page(lines), [field], {"a": put}) is None


def test_what_was_put_on_this_page_is_not_put_again() -> None:
    field = Field(name="a", label="A")
    shown = page('text "A" [3]', 'fill 3 "hello" -> ok ="HELLO!"\n')
    assert next_line(shown, [field], {"a": Put("hello")}) is None


def test_what_is_unknown_is_asked_for_in_its_turn() -> None:
    fields = [Field(name=name, label=name.upper()) for name in ("a", "b", "c")]
    shown = page('text "A" [3] ="x"\ntext "B" [4]\ntext "C" [5]')
    puts: dict[str, Put | str | None] = {"a": Put("x"), "b": 'ask "B?"', "c": Put("z")}
    assert next_line(shown, fields, puts) == 'ask "B?"'
    assert next_line(shown, fields, {**puts, "b": None}) == 'fill 5 "z"'
