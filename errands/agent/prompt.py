"""What the model reads: profile, chat, history, the page as it was met, what was done on it.

What changes least comes first. The page is written once, when it is met; each action on it adds
one line below, with its effect and what changed. So the prompts of one page only grow: the
server's prefix cache holds them, and training reads a whole page's steps as one sequence
(docs/adr/0003).
"""

from bisect import bisect_right
from typing import Final

from errands.agent.view.chunks import written
from errands.agent.view.lens import Lens
from errands.agent.view.outline import plain
from errands.agent.view.page import END, Page
from errands.agent.view.tokens import cost_of, within
from errands.contracts.action import ARROW, Action, Open, target_of, to_line
from errands.contracts.observation import Observation
from errands.contracts.profile import Profile
from errands.contracts.session import ChatLine, Speaker
from errands.contracts.step import Effect, EffectKind, Step

CHAT_LINES = 11
"""Besides the first."""
OWN_WORDS = 80
"""Characters of the assistant's own earlier lines; the page says the rest."""
RELOADED: Final = f"reload{ARROW} {Effect(kind=EffectKind.PAGE_CHANGED)}"
"""In the history where the browser is another one by now."""

TAKEN_OVER: Final = f"person{ARROW} {Effect(kind=EffectKind.PAGE_CHANGED)}"
"""In the history where the person acted on the page themselves."""
_NOBODYS: Final = frozenset({RELOADED, TAKEN_OVER})


def done_by_us(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines of a history that tell of the assistant's own actions."""
    return tuple(line for line in lines if line not in _NOBODYS)


def render(profile: Profile, chat: tuple[ChatLine, ...], page: Page) -> str:
    """The prompt, ending where the model's line begins."""
    lens = page.lens
    return "".join(
        [
            _block("profile", _profile_lines(profile, page.met.files, lens)),
            _block("chat", _chat_lines(chat, lens)),
            _block("history", _history_lines(page)),
            *(f"{line}\n" for line in (*_page_lines(page), *page.done)),
        ]
    )


def done_line(action: Action, effect: Effect) -> str:
    """An action and its effect, below the page it was done on."""
    return f"{to_line(action)}{ARROW} {_shown(effect)}"


def history_line(action: Action, effect: Effect, page: Observation) -> str:
    """An action and its effect once its page is gone: a control's name in place of its id."""
    bare = effect.kind is EffectKind.OK and not isinstance(action, Open)
    brief = Effect(kind=EffectKind.OK) if bare else _shown(effect)
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


def _room(tag: str, budget: int, lens: Lens) -> int:
    """What is left for a block's lines."""
    return budget - lens.tokens.count(_block(tag, ()))


def _profile_lines(profile: Profile, files: tuple[str, ...], lens: Lens) -> tuple[str, ...]:
    known = [f"{name}: {plain(v) if v else 'undefined'}" for name, v in profile.slots.items()]
    lines = [*known, *(f"{name}: secret (set)" for name in profile.secrets)]
    held = _file_lines(files, lens)
    room = _room("profile", lens.budget.profile, lens) - cost_of(held, lens.tokens)
    return (*within(lines, room, lens.tokens), *held)


def _file_lines(files: tuple[str, ...], lens: Lens) -> tuple[str, ...]:
    """The names of the session's files, the last ones left out where they are too many."""
    kept = within([plain(name) for name in files], lens.budget.files, lens.tokens)
    return (f"files: {', '.join(kept)}",) if kept else ()


def _chat_lines(chat: tuple[ChatLine, ...], lens: Lens) -> tuple[str, ...]:
    """The first line, which holds the errand, and as many of the last ones as the budget holds."""
    if not chat:
        return ()
    first, *rest = (_said(line, lens) for line in (chat[0], *chat[1:][-CHAT_LINES:]))
    room = _room("chat", lens.budget.chat, lens) - lens.tokens.count(f"{first}\n")
    later = within(reversed(rest), room, lens.tokens)
    return (first, *reversed(later))


def _history_lines(page: Page) -> tuple[str, ...]:
    lens = page.lens
    last = reversed(page.history[-lens.budget.history_lines :])
    kept = within(last, _room("history", lens.budget.history, lens), lens.tokens)
    return tuple(reversed(kept))


def _said(line: ChatLine, lens: Lens) -> str:
    return _cut(f"{line.speaker}: {_words(line)}", lens)


def _words(line: ChatLine) -> str:
    text = " ".join(line.text.split()).replace("<", "(").replace(">", ")")
    if line.speaker is Speaker.USER or len(text) <= OWN_WORDS:
        return text
    return text[:OWN_WORDS].rsplit(" ", 1)[0] + "..."


def _cut(text: str, lens: Lens) -> str:
    """A long message's beginning. What is left out may still be typed: grammars read it all."""
    most, count = lens.budget.message, lens.tokens.count
    if count(f"{text}\n") <= most:
        return text
    words = [word[:OWN_WORDS] for word in text.split()]
    fitting = bisect_right(
        range(1, len(words)), most, key=lambda n: count(" ".join(words[:n]) + "...\n")
    )
    return " ".join(words[:fitting]) + "..."


def _page_lines(page: Page) -> tuple[str, ...]:
    told = (line for line in (page.summary, page.further) if line)
    return (page.head, *written(page.shown), *told, END)
