"""Rules in code, not in the prompt: what an action must pass before it is performed."""

import re
from dataclasses import dataclass

from pydantic import SecretStr

from errands.agent.effects.effect import fingerprint, is_irreversible
from errands.agent.effects.keys import turns_a_choice
from errands.agent.values.provenance import is_backed, option_derivable, typed_slot, typed_text
from errands.agent.values.said import Said
from errands.agent.values.shown_codes import place_of
from errands.agent.values.whose import may_be_given
from errands.contracts.action import (
    Action,
    Ask,
    Back,
    Check,
    Click,
    Fill,
    Goto,
    Key,
    Open,
    Press,
    Say,
    Select,
    Slot,
    Tab,
    Text,
    Upload,
    target_of,
)
from errands.contracts.address import parse_address
from errands.contracts.ids import SlotName
from errands.contracts.observation import (
    CHECKABLE,
    CLICKABLE,
    FILLABLE,
    WORDS,
    Element,
    Observation,
    Role,
    takes_secret,
)
from errands.contracts.session import Session
from errands.contracts.step import Effect, EffectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """The action may be performed; `text` is what a fill types."""

    text: SecretStr | None = None
    irreversible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The action is not performed; the model is shown why."""

    effect: Effect


Verdict = Passed | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a gate judges by."""

    session: Session
    said: Said
    page: Observation
    secrets: dict[SlotName, SecretStr]


def judge(action: Action, case: Case) -> Verdict:
    """The verdict of all gates, the first refusal first."""
    target = target_of(action)
    element = case.page.element(target) if target is not None else None
    if target is not None and (element is None or not fits(action, element)):
        return _refused(EffectKind.STALE, "no such control")
    if refused := _refused_there(action, element, case):
        return refused
    match action:
        case Fill() if element is not None:
            return _judge_fill(action, element, case)
        case Click() | Press() | Select() | Check():
            return _judge_effect(action, case)
        case Goto():
            return _judge_address(action.url, case)
        case _:
            return Passed()


def _refused_there(action: Action, element: Element | None, case: Case) -> Refused | None:
    if element is None:
        is_unsaid = isinstance(action, Press) and not _is_true_anywhere(action, case)
        return _refused(EffectKind.NOT_DERIVABLE) if is_unsaid else None
    if not _states_truth(action, element, case):
        return _refused(EffectKind.NOT_DERIVABLE)
    if not _is_for_this_host(action, element, case):
        return _refused(EffectKind.BLOCKED_HOST, element.frame_host or case.page.host)
    return None


def _is_for_this_host(action: Action, element: Element, case: Case) -> bool:
    if not isinstance(action, Fill | Select | Check):
        return True
    slot = (
        action.value.name if isinstance(action, Fill) and isinstance(action.value, Slot) else None
    )
    secret = slot if slot in case.secrets else None
    return may_be_given(element, case.page, case.session, secret)


def _states_truth(action: Action, element: Element, case: Case) -> bool:
    """Whether a choice is backed by what was said."""
    match action:
        case Select(option=option):
            return option_derivable(element, option, case.said, case.session.profile)
        case Check(on=True) | Click():
            return is_backed(element, case.page, case.said, case.session.profile)
        case Press(key=Key.SPACE):
            return is_backed(element, case.page, case.said, case.session.profile)
        case Press(key=key):
            return not turns_a_choice(key, element)
        case Upload(file=name):
            return name in case.page.files
        case _:
            return True


def _is_true_anywhere(key: Press, case: Case) -> bool:
    """A key without a control goes to whichever has the focus."""
    return all(_states_truth(key, e, case) for e in case.page.elements if e.id)


def fits(action: Action, element: Element) -> bool:
    match action:
        case Click():
            drawn = element.role is Role.SELECT and not element.options
            clicked = drawn or element.role in CLICKABLE | CHECKABLE | FILLABLE
            return not element.disabled and clicked
        case Fill():
            return not element.disabled and element.role in FILLABLE
        case Select():
            return not element.disabled and element.role in {Role.SELECT, Role.COMBOBOX}
        case Check():
            return not element.disabled and element.role in CHECKABLE
        case Upload():
            return element.role is Role.FILE_FIELD
        case Press() | Open() | Goto() | Back() | Tab() | Ask() | Say():
            return True


def _judge_fill(action: Fill, element: Element, case: Case) -> Verdict:
    profile = case.session.profile
    match action.value:
        case Slot(name=name) if name in case.secrets:
            if not takes_secret(element):
                return _refused(EffectKind.NOT_DERIVABLE, "a secret goes into a secret field only")
            return Passed(text=case.secrets[name])
        case Slot(name=name):
            value = profile.value(name)
            if not value:
                return _refused(EffectKind.NOT_DERIVABLE, f"{name} is undefined")
            return Passed(text=SecretStr(typed_slot(element, value, case.said.today)))
        case Text(text=text):
            codes = case.session.shown_codes.get(place_of(case.page, element.frame_host), ())
            typed = typed_text(element, text, case.said, profile, case.page, codes)
            if not typed:
                return _refused(EffectKind.NOT_DERIVABLE)
            return Passed(text=SecretStr(typed))


def _judge_effect(action: Click | Press | Select | Check, case: Case) -> Verdict:
    if not is_irreversible(action, case.page):
        return Passed()
    if fingerprint(action, case.page) not in case.session.approved:
        return _refused(EffectKind.NEEDS_YES)
    return Passed(irreversible=True)


def _judge_address(url: str, case: Case) -> Verdict:
    address = parse_address(url)
    if address is None or not address.is_page or not _is_known_url(url, case):
        return _refused(EffectKind.NOT_DERIVABLE)
    if address.is_listed(case.session.hosts.allowed):
        return Passed()
    return _refused(EffectKind.BLOCKED_HOST, address.entry)


def _is_known_url(url: str, case: Case) -> bool:
    """An address stands whole in the chat, or is shown on the page, or is where it all began."""
    if url == case.session.start_url:
        return True
    shown = " ".join(e.name for e in case.page.elements if e.role in WORDS)
    whole = re.compile(rf"(?<![\w/.:@-]){re.escape(url)}(?![\w/?#&=%@-]|[.:]\w)")
    return any(whole.search(text) for text in (case.said.words, shown))


def _refused(kind: EffectKind, detail: str = "") -> Refused:
    return Refused(effect=Effect(kind=kind, detail=detail))
