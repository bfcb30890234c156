"""The scripted solution of changes to an account, as a model: it reads nothing but prompts."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from errands.contracts.ports import Decision, Request
from learning.account.heard import tells
from learning.asking import question
from learning.part import Part
from learning.prompt_text import PromptText
from learning.sayable import decision
from learning.site_form import Put, next_line
from learning.wishes.account import AccountWish
from sites.account.account import CHOICES, SECTIONS, Section, Setting
from sites.account.look import Editing, Look
from sites.controls.field import Control, Field, Typing

LINK: Final = "Account — Quillbox"
"""On the start page."""
_TITLE: Final = re.compile(r'title="(.*?) · Quillbox"')
_NAVIGATION: Final = re.compile(r"^\.\.\. .*\bnavigation \d", re.MULTILINE)
"""Among the parts of the page that aren't shown."""
_TYPING: Final = {Setting.EMAIL: Typing.EMAIL, Setting.PHONE: Typing.PHONE}


@dataclass(slots=True)
class AccountExpert:
    """Implements `Model` for one person's errand."""

    part: Part
    look: Look

    async def decide(self, request: Request) -> Decision:
        return decision(request, self.line(request.prompt))

    @property
    def _wish(self) -> AccountWish:
        return AccountWish.of(self.part.wish)

    @property
    def _section(self) -> Section:
        return next(one for one in Section if self._wish.setting in SECTIONS[one])

    def line(self, text: str) -> str:
        """What to do at a prompt, by its text alone."""
        prompt = PromptText(text)
        found = _TITLE.search(prompt.page)
        if found is None:
            return _click(prompt, (LINK,)) or "back"
        words = self.look.words
        if (line := self._question(prompt)) is not None:
            return line
        if self.look.editing is Editing.APART and found[1] == words[self._wish.setting]:
            return self._set(prompt)
        section = words[self._section]
        return self._at_section(prompt) if found[1] == section else self._to(prompt, section)

    def _at_section(self, prompt: PromptText) -> str:
        words = self.look.words
        label = words[self._wish.setting]
        if words["saved"] in prompt.page:
            return f'say "Done: {label} is changed."'
        if self.look.editing is Editing.APART:
            return _click(prompt, (f"{words['change']}: {label}",)) or "back"
        return self._set(prompt)

    def home(self, text: str) -> str | None:
        """The line towards the first section."""
        prompt = PromptText(text)
        first = self.look.words[self.look.pages[0]]
        found = _TITLE.search(prompt.page)
        is_there = found is not None and found[1] in {first, self.look.words["settings"]}
        return None if is_there else self._to(prompt, first)

    def _question(self, prompt: PromptText) -> str | None:
        words, wish = "\n".join(prompt.user_lines), self._wish
        if not tells("setting", wish, words, self.look):
            return question("Which setting shall I change?")
        if not tells("setting_value", wish, words, self.look):
            switch = isinstance(wish.setting_value, bool)
            return question("Shall it be on or off?" if switch else "What shall it be?")
        return None

    def _to(self, prompt: PromptText, page: str) -> str:
        if line := _click(prompt, (page,)):
            return line
        if _NAVIGATION.search(prompt.page):
            return "open navigation"
        header = (self.look.words["settings"], "Quillbox")
        return _click(prompt, header) or "open header"

    def _set(self, prompt: PromptText) -> str:
        wish = self._wish
        field = Field(
            name=wish.setting, label=self.look.words[wish.setting], control=self._control(wish)
        )
        line = next_line(prompt, (field,), {field.name: Put(self._words(prompt))})
        return line or _click(prompt, (self.look.words["save"],), ("button",)) or "back"

    def _words(self, prompt: PromptText) -> str:
        """As an option has it, or as it was said."""
        wish = self._wish
        match wish.setting_value:
            case bool() as is_on:
                return "On" if is_on else "Off"
            case str() as value if wish.setting in CHOICES:
                return self.look.value_words(CHOICES[wish.setting](value))
            case str() as value:
                said = re.search(re.escape(value), "\n".join(prompt.user_lines), re.IGNORECASE)
                return value if said is None else said[0]

    def _control(self, wish: AccountWish) -> Control:
        if isinstance(wish.setting_value, bool):
            return self.look.switching
        return self.look.choosing.get(wish.setting) or _TYPING.get(wish.setting, Typing.TEXT)


def _click(
    prompt: PromptText, names: Collection[str], roles: Collection[str] = ("link", "tab")
) -> str | None:
    found = prompt.find(names, roles)
    return None if found is None else f"click {found.id}"
