"""A prompt read back: controls with what they hold, alone on a line or several together."""

import pytest

from learning.prompt_text import PromptText

PAGE = """<page host=a:1 title="Reserve">
# form
date "Date" [3] required
text "Name" [4] ="Ana Lima" required
select "Time" [5] ="19:30" {19:00|19:30|+10} required
option "1 seat" [6] off "2 seats" [7] on "3 seats" [8] off
checkbox "Terrace" [9] off
link "Start" [10] -> a:2
12 Mill Street "Rome" [11 rooms]
... header 2 | footer 0
</page>
"""


def prompt(done: str = "", history: str = "") -> PromptText:
    profile = "<profile>\nfirst_name: Ana\nemail: undefined\n</profile>\n"
    chat = "<chat>\nuser: a table\nyou: When?\nuser: at 7\n</chat>\n"
    return PromptText(f"{profile}{chat}<history>\n{history}</history>\n{PAGE}{done}")


def test_a_control_has_what_stands_in_it() -> None:
    read = prompt()
    assert [c.id for c in read.controls] == list(range(3, 11))
    time = read.control("Time")
    assert (time.role, time.value, time.options) == ("select", "19:30", ("19:00", "19:30", "+10"))
    assert [c.on for c in read.controls] == [*[None] * 3, False, True, False, False, None]
    assert read.control("Name").value == "Ana Lima"
    assert read.control("Start").value == ""


def test_a_control_is_found_by_any_of_its_names() -> None:
    read = prompt()
    found = read.find({"Outdoor", "Terrace"})
    assert found is not None
    assert found.id == 9
    assert read.find({"Terrace"}, {"radio"}) is None
    with pytest.raises(LookupError):
        read.control("Outdoor")


def test_what_was_done_on_the_page_is_known() -> None:
    read = prompt('fill 3 "12 May" -> ok ="2027-05-12"\nclick 4 -> no change\n')
    assert read.done_on(3)
    assert not read.done_on(4)
    assert not read.untouched
    assert prompt().untouched


def test_what_the_person_said_and_is_known_of_them() -> None:
    read = prompt(history='click "Reserve" -> needs yes\n')
    assert read.user_lines == ("a table", "at 7")
    assert read.defined("first_name")
    assert not read.defined("email")
    assert read.was_asked_for_yes
