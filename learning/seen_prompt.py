"""A rendered prompt, read back into its parts; `errands.agent.prompt` writes it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

_BLOCK = r"^<{tag}>\n(.*?)^</{tag}>$"
_PAGE = re.compile(r"^<page [^\n]*\n.*?^</page>$\n?", re.DOTALL | re.MULTILINE)
_SPEAKER = re.compile(r"^(user|you): (.*)$", re.MULTILINE)


class UnreadablePromptError(ValueError):
    """A text is no rendered prompt."""


@dataclass(frozen=True)
class SeenPrompt:
    """What a model saw at a step. `done` are the lines below the page."""

    profile: str
    chat: str
    history: str
    page: str
    done: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The parts of a prompt.

        Raises:
            UnreadablePromptError: a part is missing.
        """
        page = _PAGE.search(text)
        if page is None:
            raise UnreadablePromptError(text[:80])
        profile, chat, history = (_block(tag, text) for tag in ("profile", "chat", "history"))
        return cls(profile, chat, history, page[0], text[page.end() :])

    @cached_property
    def user_lines(self) -> tuple[str, ...]:
        return self._lines("user")

    @cached_property
    def own_lines(self) -> tuple[str, ...]:
        """What the assistant has said."""
        return self._lines("you")

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The defined values of the profile; a secret shows as `secret (set)` and is none."""
        pairs = (line.partition(": ") for line in self.profile.splitlines())
        unknown = {"", "undefined", "secret (set)"}
        return tuple(value for _, _, value in pairs if value not in unknown)

    @property
    def words(self) -> str:
        """All of the person's words, a line a message."""
        return "\n".join(self.user_lines)

    def _lines(self, speaker: str) -> tuple[str, ...]:
        return tuple(m[2] for m in _SPEAKER.finditer(self.chat) if m[1] == speaker)


def _block(tag: str, text: str) -> str:
    found = re.search(_BLOCK.format(tag=tag), text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise UnreadablePromptError(text[:80])
    return found[1]
