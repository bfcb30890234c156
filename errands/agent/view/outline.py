"""Elements → lines: the page as a model reads it.

The id stands right after the name, where a small model points best (docs/adr/0002).
"""

import re
from dataclasses import dataclass

from errands.agent.view.lookalike import bare, folded, skeleton
from errands.agent.view.wording import words_of
from errands.contracts.ids import ElementId
from errands.contracts.observation import Element, Role
from errands.contracts.ports import Tokens

RENDERER = 2
"""Version of the prompt's form; every recording names the one it was made with."""

MAX_TEXT = 160
"""Characters of one text or name."""
MAX_OPTIONS = 12
"""Options of a select that are listed; the rest are counted."""
MANY_OPTIONS = 30
"""The first ones of more say little of the rest: those near to what was said are listed."""
FEW_OPTIONS = 3
"""That are listed of many, whatever was said."""
LINE_TOKENS = 160
"""Of one line; an ordinary control costs about 11."""

_LOOKS_LIKE_ID = re.compile(r"\[\s*(\d+)\s*\]")
_BRACKETS = str.maketrans(
    {
        **dict.fromkeys("<＜〈‹❮⟨《˂﹤≺", "("),
        **dict.fromkeys(">＞〉›❯⟩》˃﹥≻→⇒➜⟶➔", ")"),
        **dict.fromkeys("［【⟦〔", "["),
        **dict.fromkeys("］】⟧〕", "]"),
        **dict.fromkeys('"＂', "'"),
    }
)
"""Marks of the outline, and what looks like them."""
_LIKE_A_LINE = re.compile(
    r"(?:[#=+!<>]|\.\.\.|…|(?:user|you|system|assistant|developer|human|ai|profile|chat|history)\s*[:：]"
    r"|(?:click|fill|select|check|press|open|goto|upload) [\d(@h]|tab \d+$|(?:ask|say) '"
    rf"|(?:{'|'.join(Role)}) ')"
)
"""How lines of ours begin: page text that does so too is moved away from the edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the outline; `ids` are of the controls on it, in order."""

    text: str
    ids: tuple[ElementId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much of an element its line holds."""

    text: int = MAX_TEXT
    options: int = MAX_OPTIONS


WHOLE = Bounds()
_TIGHTER = (Bounds(text=80), Bounds(text=40, options=6), Bounds(text=8, options=1))


def line_of(element: Element, section: str, said: frozenset[str], tokens: Tokens) -> Line | None:
    """One element as one line of a bounded cost: names are shortened before a line is cut."""
    line = render(element, section, said)
    for bounds in _TIGHTER:
        if line is None or fits(line.text, tokens):
            break
        line = render(element, section, said, bounds)
    return line


def fits(text: str, tokens: Tokens) -> bool:
    """Whether a line costs what it may. A token holds a byte at least."""
    return len(text) * 4 <= LINE_TOKENS or tokens.count(text) <= LINE_TOKENS


def render(
    element: Element,
    section: str = "",
    said: frozenset[str] = frozenset(),
    bounds: Bounds = WHOLE,
) -> Line | None:
    """One element as one line; `None` where the section's own line says it already."""
    name = plain(element.name, bounds.text)
    match element.role:
        case Role.HEADING:
            return None if name == plain(section, bounds.text) else Line(text=f"= {name}")
        case Role.PARAGRAPH:
            return Line(text=_off_the_edge(name))
        case Role.ALERT:
            return Line(text=f'! "{name}"')
        case _:
            return Line(text=_control(element, name, said, bounds), ids=(element.id,))


def _control(element: Element, name: str, said: frozenset[str], bounds: Bounds) -> str:
    parts = [f'{element.role} "{name}" [{element.id}]']
    if element.value:
        parts.append(f'="{_ends(element.value, bounds.text)}"')
    if element.options:
        parts.append(_listed(element.options, said, bounds))
    if element.checked is not None:
        parts.append("on" if element.checked else "off")
    if element.host:
        parts.append(f"-> {plain(element.host, bounds.text)}")
    flags = {"required": element.required, "disabled": element.disabled, "invalid": element.invalid}
    parts += [flag for flag, given in flags.items() if given]
    return " ".join(parts)


def _listed(options: tuple[str, ...], said: frozenset[str], bounds: Bounds) -> str:
    """The options nearest to what was said, else the first, in their order; the rest counted.

    Those left out can be selected too: the grammar reads them all.
    """
    places = list(range(len(options)))
    if len(options) > bounds.options:
        shared = [len(said & words_of(option)) for option in options]
        near = sum(1 for count in shared if count)
        most = bounds.options if len(options) <= MANY_OPTIONS else max(near, FEW_OPTIONS)
        nearest = sorted(places, key=lambda place: -shared[place])
        places = sorted(nearest[: min(most, bounds.options)])
    shown = "|".join(_option(options[place], bounds) for place in places)
    more = len(options) - len(places)
    return "{" + shown + (f"|+{more}" if more else "") + "}"


def named(element: Element) -> str:
    """A control in a line of history, where its id means nothing any more."""
    return f'"{plain(element.name)}"'


def plain(text: str, limit: int = MAX_TEXT) -> str:
    """Page text as data: one line, bounded, and without look-alikes of our own marks."""
    flat = bare(text).translate(_BRACKETS)
    flat = _LOOKS_LIKE_ID.sub(r"(\1)", flat)
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + "..."


def _ends(text: str, limit: int) -> str:
    """A value with both its ends: what was written last matters as much as how it begins."""
    whole = plain(text, len(text) * 4)
    if len(whole) <= limit:
        return whole
    half = max(limit // 2 - 3, 1)
    return f"{whole[:half].rsplit(' ', 1)[0]} ... {whole[-half:].split(' ', 1)[-1]}"


def _off_the_edge(text: str) -> str:
    looks = skeleton(text)
    return f"· {text}" if _LIKE_A_LINE.match(looks) or _LIKE_A_LINE.match(folded(text)) else text


def _option(text: str, bounds: Bounds) -> str:
    return plain(text, bounds.text).replace("|", "/").replace("{", "(").replace("}", ")")


_SLUG_BYTES = 60
"""A letter of another script costs up to one token a byte, and a chunk is named twice or more."""


def slug(text: str) -> str:
    """A short word for a name: `Your details` → `your-details`."""
    words = re.findall(r"[^\W_]+", text.lower())
    return "-".join(words[:3]).encode()[:_SLUG_BYTES].decode(errors="ignore").rstrip("-")


def snake(text: str) -> str:
    """A slot's name for a field's name: `Check-in date` → `check_in_date`."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    joined = "_".join(words[:4])
    return joined if joined[:1].isalpha() else ""
