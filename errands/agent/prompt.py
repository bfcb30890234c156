"""What the model reads: profile, chat, history, the page as it was met, what was done on it.

What changes least comes first. The page is written once, when it is met; each action on it adds
one line below, with its effect and what changed. So the prompts of one page only grow: the
server's prefix cache holds them, and training reads a whole page's steps as one sequence
(docs/adr/0003).
"""

from collections.abc import Iterable

from errands.agent.focus import estimate_tokens
from errands.agent.outline import plain
from errands.agent.page import Page
from errands.contracts.action import Action, target_of, to_line
from errands.contracts.observation import Observation
from errands.contracts.profile import Profile
from errands.contracts.session import ChatLine, Speaker
from errands.contracts.step import Effect, EffectKind, Step

CHAT_LINES = 11
"""Besides the first."""
HISTORY_LINES = 5
CHAT_TOKENS = 500
MESSAGE_TOKENS = 250
PROFILE_TOKENS = 250
FILES_TOKENS = 60
OWN_WORDS = 80
"""Characters of the assistant's own earlier lines; the page says the rest."""

ARROW = " ->"
"""Ends an action and begins its effect; generation stops here."""


def render(profile: Profile, chat: tuple[ChatLine, ...], page: Page) -> str:
    """The prompt, ending where the model's line begins."""
    return "".join(
        [
            _block("profile", (*_profile_lines(profile), *_file_lines(page.met.files))),
            _block("chat", _chat_lines(chat)),
            _block("history", page.history[-HISTORY_LINES:]),
            *(f"{line}\n" for line in (*_page_lines(page), *page.done)),
        ]
    )


def done_line(action: Action, effect: Effect) -> str:
    """An action and its effect, below the page it was done on."""
    return f"{to_line(action)}{ARROW} {_shown(effect)}"


def history_line(action: Action, effect: Effect, page: Observation) -> str:
    """An action and its effect once its page is gone: a control's name in place of its id."""
    brief = _shown(effect) if effect.kind is not EffectKind.OK else Effect(kind=EffectKind.OK)
    return f"{named_line(action, page)}{ARROW} {brief}"


def _shown(effect: Effect) -> Effect:
    """What a dialog, a file's name or a field says is page text, and bounded as such."""
    return effect.model_copy(update={"detail": plain(effect.detail)})


def unseen_line(step: Step) -> str:
    """A step that nobody saw the end of: the next turns are told that it may have happened."""
    return f"{step.line}{ARROW} {Effect(kind=EffectKind.MAYBE)}"


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
    lines = [*known, *(f"{name}: secret (set)" for name in profile.secrets)]
    return tuple(_within(lines, PROFILE_TOKENS))


def _file_lines(files: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the session's files, the last ones left out where they are too many."""
    kept = _within([plain(name) for name in files], FILES_TOKENS)
    return (f"files: {', '.join(kept)}",) if kept else ()


def _chat_lines(chat: tuple[ChatLine, ...]) -> tuple[str, ...]:
    """The first line, which holds the errand, and as many of the last ones as the budget holds."""
    if not chat:
        return ()
    first, *rest = (
        f"{line.speaker}: {_words(line)}" for line in (chat[0], *chat[1:][-CHAT_LINES:])
    )
    later = _within(reversed(rest), CHAT_TOKENS - estimate_tokens(first))
    return (first, *reversed(later))


def _within(lines: Iterable[str], budget: int) -> list[str]:
    """Whole lines, in order, until the next one would cost too much."""
    kept: list[str] = []
    for line in lines:
        budget -= estimate_tokens(line) + 1
        if budget < 0:
            break
        kept.append(line)
    return kept


def _words(line: ChatLine) -> str:
    text = " ".join(line.text.split()).replace("<", "(").replace(">", ")")
    if line.speaker is Speaker.USER:
        return _cut(text)
    return text if len(text) <= OWN_WORDS else text[:OWN_WORDS].rsplit(" ", 1)[0] + "..."


def _cut(text: str) -> str:
    """A long message's beginning. What is left out may still be typed: grammars read it all."""
    if estimate_tokens(text) <= MESSAGE_TOKENS:
        return text
    kept = _within((word[:OWN_WORDS] for word in text.split()), MESSAGE_TOKENS)
    return " ".join(kept) + "..."


def _page_lines(page: Page) -> tuple[str, ...]:
    seen = page.met
    tabs = f" tab={seen.tab}/{seen.tabs}" if seen.tabs > 1 else ""
    lines = [f'<page host={seen.host}{tabs} title="{plain(seen.title)}">']
    for chunk in page.shown:
        lines += [f"# {chunk.name}", *(line.text for line in chunk.lines)]
    if page.closed:
        lines.append("... " + " | ".join(chunk.summary for chunk in page.closed))
    return (*lines, "</page>")
