"""Recorded pages before other errands: the line is what the solution does for those words."""

from pathlib import Path
from random import Random

import pytest

from errands.contracts.action import ARROW, Click
from errands.contracts.ids import ElementId
from errands.contracts.recording import Recording
from learning import contrast
from learning.bills.heard import SERVICES
from learning.bills.phrases import BARE_OPENERS
from learning.contrast import contrasts_of
from learning.days import TODAY
from learning.episode import Episode
from learning.exercise import read_exercises
from learning.repertoire import PRACTICES
from learning.script import Order, Script, Splice
from learning.seen_prompt import SeenPrompt
from learning.wishes.account import AccountWish
from learning.wishes.site import SiteName
from sites.account.account import SECTIONS, Section
from tests.unit.learning.graders.steps import step

SECTION_LINKS = "\n".join(
    f'link "{name}" [{number}]'
    for number, name in enumerate(("Profile", "Notifications", "Privacy", "Addresses"), start=2)
)
PROMPT = """<profile>
</profile>
<chat>
user: {said}
</chat>
<history>
click "Account — Quillbox" -> page changed
</history>
<page host=127.0.0.1 title="{title}">
{page}
</page>
"""
UNTOLD = {opener for openers in BARE_OPENERS.values() for opener in openers}
IDS = {Section.PROFILE: 2, Section.NOTIFICATIONS: 3, Section.PRIVACY: 4}


def script_at(site: SiteName, number: int = 1) -> Script:
    return PRACTICES[site].make_script(number, 5, TODAY, 0)


BRANDS = {
    SiteName.ACCOUNT: " · Quillbox",
    SiteName.BILLS: " · Billfold",
    SiteName.RESTAURANTS: " · Good Tables",
}


def met(
    script: Script, title: str, page: str, number: int = 1, *, on_site: bool = True
) -> Recording:
    title += BRANDS[script.site] if on_site else ""
    prompt = PROMPT.format(said=script.opening, title=title, page=page)
    return step(Click(element=ElementId(2)), prompt=prompt, number=number)


def episode(script: Script, *steps: Recording) -> Episode:
    return Episode(script=script, ok=True, outcome="ok", recordings=steps)


def test_each_line_is_right_for_the_words_before_it() -> None:
    script = script_at(SiteName.ACCOUNT)
    home = met(script, "Account", f"{SECTION_LINKS}\n... header 4 | footer 0")
    made = list(contrasts_of(episode(script, home), 40, 5))
    assert len(made) == 40
    lines = set()
    for one in made:
        (start, end) = one.targets[0]
        line = one.text[start:end].removesuffix(ARROW)
        lines.add(line.split()[0])
        seen = SeenPrompt.of(one.text[:start])
        assert SECTION_LINKS in seen.page
        assert seen.history == SeenPrompt.of(home.prompt).history
        assert len(seen.user_lines) == len(seen.own_lines) + 1
        assert one.talk == script.id
    assert {"click", "ask"} <= lines


def test_a_click_leads_where_the_other_errand_is_done() -> None:
    script = script_at(SiteName.ACCOUNT)
    home = met(script, "Account", SECTION_LINKS)
    rng = Random(f"5/{script.id}/{home.number}")  # noqa: S311 as it is drawn there
    other = PRACTICES[SiteName.ACCOUNT].another(script, rng, TODAY)
    while "setting" not in other.revealed or "setting_value" not in other.revealed:
        script = script_at(SiteName.ACCOUNT, int(script.id[-5:]) + 1)
        rng = Random(f"5/{script.id}/{home.number}")  # noqa: S311 as above
        other = PRACTICES[SiteName.ACCOUNT].another(script, rng, TODAY)
    (one,) = contrasts_of(episode(script, home), 1, 5)
    wish = AccountWish.of(other.wish)
    section = next(each for each in Section if wish.setting in SECTIONS[each])
    assert one.text.endswith(f"click {IDS[section]}{ARROW}")
    assert other.opening in one.text


@pytest.mark.parametrize(
    ("title", "page"),
    [
        ("Notifications", f'! "Your changes are saved."\n{SECTION_LINKS}'),
        ("Account", f"{SECTION_LINKS}\n... list 9 | footer 3"),
    ],
    ids=["what was saved", "a part alone is shown"],
)
def test_pages_that_the_words_alone_cannot_tell_are_left_out(title: str, page: str) -> None:
    script = script_at(SiteName.ACCOUNT)
    assert not list(contrasts_of(episode(script, met(script, title, page)), 5, 5))


def test_summaries_and_pages_of_a_search_are_left_out() -> None:
    bills, tables = script_at(SiteName.BILLS), script_at(SiteName.RESTAURANTS)
    summary = met(bills, "Check your payment", 'button "Pay" [2]')
    results = met(tables, "Restaurants in Rome", 'link "Trattoria" [2]')
    assert not list(contrasts_of(episode(bills, summary), 5, 5))
    assert not list(contrasts_of(episode(tables, results), 5, 5))


def test_a_bill_is_led_to_by_its_name() -> None:
    script = script_at(SiteName.BILLS)
    rows = "\n".join(f'link "{name}" [{n}]' for n, name in enumerate(sorted(SERVICES), start=2))
    home = met(script, "Your bills", rows)
    made = list(contrasts_of(episode(script, home), 20, 5))
    assert len({one.text[one.targets[0][0] :] for one in made}) > 3


@pytest.mark.parametrize("site", [SiteName.HOTELS, SiteName.RESTAURANTS, SiteName.ACCOUNT])
def test_the_start_page_leads_to_each_sites_errands(site: SiteName) -> None:
    script = script_at(site)
    links = {
        SiteName.HOTELS: "Hotels — Lodgings",
        SiteName.RESTAURANTS: "Restaurants — Good Tables",
        SiteName.ACCOUNT: "Account — Quillbox",
    }
    page = "\n".join(f'link "{name}" [{n}]' for n, name in enumerate(links.values(), start=3))
    start = met(script, "Start", page, on_site=False)
    made = list(contrasts_of(episode(script, start), 6, 5))
    wanted = f"click {3 + list(links).index(site)}{ARROW}"
    assert [one.text[one.targets[0][0] :] for one in made] == [wanted] * 6


def test_who_told_no_bill_is_asked_for_it_whichever_is_shown() -> None:
    script = script_at(SiteName.BILLS)
    shown = 'link "Pay this bill" [2]\nlink "Set up autopay" [3]\nlink "Your bills" [4]'
    for service in sorted(SERVICES):
        page = met(script, service, shown)
        for one in contrasts_of(episode(script, page), 12, 5):
            start, end = one.targets[0]
            told = SeenPrompt.of(one.text[:start]).user_lines
            if told[0] in UNTOLD and len(told) == 1:
                assert one.text[start:end].startswith("ask ")


def test_two_errands_in_one_conversation_are_left_as_they_are() -> None:
    script = script_at(SiteName.ACCOUNT)
    both = Splice(order=Order.THEN, errand=script, lead="And")
    spliced = script.model_copy(update={"splice": both})
    assert not list(contrasts_of(episode(spliced, met(script, "Account", SECTION_LINKS)), 5, 5))


def test_the_command_writes_exercises_of_what_came_out_right(tmp_path: Path) -> None:
    script = script_at(SiteName.ACCOUNT)
    right = episode(script, met(script, "Account", SECTION_LINKS))
    wrong = right.model_copy(update={"ok": False})
    source, output = tmp_path / "e.jsonl", tmp_path / "out" / "x.jsonl"
    source.write_text(f"{right.model_dump_json()}\n{wrong.model_dump_json()}\n")
    contrast.main(episodes=[source], output=output, count=3, seed=5)
    assert len(list(read_exercises(output))) == 3
