"""What a scripted solution has: the instruction, the page as observed, and lines to say."""

import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeAlias

from pydantic import SecretStr

from errands.agent.parse import ParseFailure, parse
from errands.contracts.action import Action, Ask, Fill, Open, PageAction, Say, Select, Text, to_line
from errands.contracts.ids import ElementId
from errands.contracts.observation import FILLABLE, Element, Observation, Role
from errands.contracts.step import Effect, EffectKind

Solution: TypeAlias = Callable[["Script"], Coroutine[object, object, None]]

_PUSHED: Final = frozenset({Role.BUTTON, Role.LINK, Role.TAB, Role.MENU_ITEM, Role.OPTION})
_QUOTED: Final = re.compile(r'"([^"]*)"')


class GaveUpError(Exception):
    """A solution didn't find on the page what it needs."""


class Hands(Protocol):
    """What acts for a script, and sees: a browser, or who asks one."""

    async def observe(self) -> Observation: ...

    async def perform(self, action: PageAction, text: SecretStr | None = None) -> Effect: ...


class Witness(Protocol):
    def note(self, page: Observation, instruction: str, action: Action) -> None:
        """Is told of each action before it is performed, and of the page as it is then."""
        ...


@dataclass(slots=True)
class Script:
    """A person with a list of instructions: sees observations, says lines, sees no document."""

    instruction: str
    browser: Hands
    page: Observation
    witness: Witness | None = None
    said: list[str] = field(default_factory=list)

    async def say(self, line: str) -> Effect:
        """Performs one line of the action language and looks again."""
        action = parse(line)
        if isinstance(action, ParseFailure | Open | Ask | Say):
            raise GaveUpError(f"not for a page: {line}")
        if self.witness:
            self.witness.note(self.page, self.instruction, action)
        self.said.append(line)
        typed = action.value if isinstance(action, Fill) else None
        text = SecretStr(typed.text) if isinstance(typed, Text) else None
        effect = await self.browser.perform(action, text)
        self.page = await self.browser.observe()
        return effect

    async def click(self, name: str, *, last: bool = False) -> Effect:
        return await self.push(self.control(name, last=last))

    async def push(self, element: Element) -> Effect:
        return await self.say(f"click {element.id}")

    async def fill(self, element: Element, text: str) -> Effect:
        return await self.say(f'fill {element.id} "{text}"')

    async def choose(self, element: Element, option: str) -> Effect:
        return await self.say(to_line(Select(element=element.id, option=option)))

    async def pick(self, start: str, name: str) -> None:
        """Types into the field of a list that opens by itself, and picks from the list.

        Where the list closed again with the field's focus, an arrow key brings it back.
        """
        field_id = self.field().id
        await self.say(f'fill {field_id} "{start}"')
        if not self.controls(name):
            await self.say("press ArrowDown")
        await self.click(name)

    # --- what is seen ----------------------------------------------------------------------
    @property
    def words(self) -> list[str]:
        """Texts that are no controls, in order."""
        return [element.name for element in self.page.elements if not element.id]

    def controls(self, pattern: str = "", *, roles: frozenset[Role] = _PUSHED) -> list[Element]:
        """Controls whose whole name the pattern matches."""
        return [
            e
            for e in self.page.elements
            if e.id and e.role in roles and (not pattern or re.fullmatch(pattern, e.name))
        ]

    def control(self, pattern: str, *, last: bool = False) -> Element:
        found = self.controls(pattern)
        if not found:
            raise GaveUpError(f"nothing called {pattern}")
        return found[-1 if last else 0]

    def called(self, name: str) -> Element:
        return self.control(re.escape(name))

    @property
    def fields(self) -> list[Element]:
        return self.controls(roles=FILLABLE)

    def field(self, pattern: str = ".*") -> Element:
        found = self.controls(pattern, roles=FILLABLE)
        if not found:
            raise GaveUpError(f"no field {pattern}")
        return found[0]

    def element(self, number: ElementId) -> Element:
        found = self.page.element(number)
        if found is None:
            raise GaveUpError(f"no element {number}")
        return found

    def shows(self, pattern: str) -> bool:
        return any(re.search(pattern, element.name) for element in self.page.elements)

    # --- what was asked --------------------------------------------------------------------
    def quoted(self, number: int = 0) -> str:
        return str(_QUOTED.findall(self.instruction)[number])

    def asked(self, pattern: str) -> str:
        """The first group of a pattern in the instruction."""
        found = re.search(pattern, self.instruction)
        if found is None:
            raise GaveUpError(f"the instruction has no {pattern}")
        return str(found.group(1))


def went(effect: Effect) -> bool:
    return effect.kind in (EffectKind.OK, EffectKind.PAGE_CHANGED)
