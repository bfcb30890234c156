"""What the model reads: profile, chat, history, the page as it was met, what was done on it.

What changes least comes first. The page is written once, when it is met; each action on it adds
one line below, with its effect and what changed. So the prompts of one page only grow: the
server's prefix cache holds them, and training reads a whole page's steps as one sequence
(docs/adr/0003).
"""

from errands.agent.outline import plain
from errands.agent.page import Page
from errands.contracts.action import Action, target_of, to_line
from errands.contracts.observation import Observation
from errands.contracts.profile import Profile
from errands.contracts.session import ChatLine, Speaker
from errands.contracts.step import Effect, EffectKind

CHAT_LINES = 12
HISTORY_LINES = 5
OWN_WORDS = 80
"""Characters of the assistant's own earlier lines; the page says the rest."""

ARROW = " ->"
"""Ends an action and begins its effect; generation stops here."""


def render(profile: Profile, chat: tuple[ChatLine, ...], page: Page) -> str:
    """The prompt, ending where the model's line begins."""
    return "".join(
        [
            _block("profile", _profile_lines(profile)),
            _block("chat", _chat_lines(chat)),
            _block("history", page.history[-HISTORY_LINES:]),
            *(f"{line}\n" for line in (*_page_lines(page), *page.done)),
        ]
    )


def done_line(action: Action, effect: Effect) -> str:
    """An action and its effect, below the page it was done on."""
    return f"{to_line(action)}{ARROW} {effect}"


def history_line(action: Action, effect: Effect, page: Observation) -> str:
    """An action and its effect once its page is gone: a control's name in place of its id."""
    brief = effect if effect.kind is not EffectKind.OK else Effect(kind=EffectKind.OK)
    return f"{named_line(action, page)}{ARROW} {brief}"


def named_line(action: Action, page: Observation) -> str:
    """The action's line with the control's name in place of its id."""
    target = target_of(action)
    element = page.element(target) if target is not None else None
    if element is None:
        return to_line(action)
    return to_line(action).replace(f" {target}", f' "{plain(element.name)}"', 1)


def _block(tag: str, lines: tuple[str, ...]) -> str:
    return "\n".join([f"<{tag}>", *lines, f"</{tag}>", ""])


def _profile_lines(profile: Profile) -> tuple[str, ...]:
    known = [f"{name}: {plain(v) if v else 'undefined'}" for name, v in profile.slots.items()]
    return (*known, *(f"{name}: secret (set)" for name in profile.secrets))


def _chat_lines(chat: tuple[ChatLine, ...]) -> tuple[str, ...]:
    """The first line, which holds the errand, and the last ones."""
    kept = chat if len(chat) <= CHAT_LINES else (chat[0], *chat[1 - CHAT_LINES :])
    return tuple(f"{line.speaker}: {_words(line)}" for line in kept)


def _words(line: ChatLine) -> str:
    text = " ".join(line.text.split()).replace("<", "(").replace(">", ")")
    if line.speaker is Speaker.USER or len(text) <= OWN_WORDS:
        return text
    return text[:OWN_WORDS].rsplit(" ", 1)[0] + "..."


def _page_lines(page: Page) -> tuple[str, ...]:
    seen = page.met
    tabs = f" tab={seen.tab}/{seen.tabs}" if seen.tabs > 1 else ""
    lines = [f'<page host={seen.host}{tabs} title="{plain(seen.title)}">']
    for chunk in page.shown:
        lines += [f"# {chunk.name}", *(line.text for line in chunk.lines)]
    if page.closed:
        lines.append("... " + " | ".join(chunk.summary for chunk in page.closed))
    return (*lines, "</page>")
