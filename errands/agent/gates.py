"""Rules in code, not in the prompt: what an action must pass before it is performed."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from errands.agent.effect import fingerprint, is_irreversible
from errands.agent.said import Said
from errands.agent.values import is_backed, option_derivable, typed_slot, typed_text
from errands.contracts.action import (
    Action,
    Ask,
    Back,
    Check,
    Click,
    Fill,
    Goto,
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
from errands.contracts.ids import SlotName
from errands.contracts.observation import (
    CHECKABLE,
    CLICKABLE,
    FILLABLE,
    Element,
    Observation,
    Role,
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
    if target is not None and (element is None or not _fits(action, element)):
        return _refused(EffectKind.STALE, "no such control")
    if element is not None and not _states_truth(action, element, case):
        return _refused(EffectKind.NOT_DERIVABLE)
    match action:
        case Fill() if element is not None:
            return _judge_fill(action, element, case)
        case Click() | Press() | Select():
            return _judge_effect(action, case)
        case Goto():
            return _judge_address(action.url, case)
        case _:
            return Passed()


def _states_truth(action: Action, element: Element, case: Case) -> bool:
    """Whether a choice is backed by what was said."""
    match action:
        case Select(option=option):
            return option_derivable(element, option, case.said, case.session.profile)
        case Check(on=True) | Click():
            return is_backed(element, case.said, case.session.profile)
        case Upload(file=name):
            return name in case.page.files
        case _:
            return True


def _fits(action: Action, element: Element) -> bool:
    match action:
        case Click():
            return not element.disabled and element.role in CLICKABLE | CHECKABLE | FILLABLE
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
            if element.role is not Role.PASSWORD_FIELD:
                return _refused(EffectKind.NOT_DERIVABLE, "a secret goes into a secret field only")
            return Passed(text=case.secrets[name])
        case Slot(name=name):
            value = profile.value(name)
            if not value:
                return _refused(EffectKind.NOT_DERIVABLE, f"{name} is undefined")
            return Passed(text=SecretStr(typed_slot(element, value, case.said.today)))
        case Text(text=text):
            typed = typed_text(element, text, case.said, profile, case.page)
            if not typed:
                return _refused(EffectKind.NOT_DERIVABLE)
            return Passed(text=SecretStr(typed))


def _judge_effect(action: Click | Press | Select, case: Case) -> Verdict:
    if not is_irreversible(action, case.page):
        return Passed()
    if fingerprint(action, case.page) not in case.session.approved:
        return _refused(EffectKind.NEEDS_YES)
    return Passed(irreversible=True)


def _judge_address(url: str, case: Case) -> Verdict:
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that isn't closed, and the like
        return _refused(EffectKind.NOT_DERIVABLE)
    known = url in case.said.words or url == case.session.start_url
    if parts.scheme not in {"http", "https"} or not known:
        return _refused(EffectKind.NOT_DERIVABLE)
    allowed = case.session.hosts.allowed
    if parts.netloc in allowed or parts.hostname in allowed:
        return Passed()
    return _refused(EffectKind.BLOCKED_HOST, parts.netloc)


def _refused(kind: EffectKind, detail: str = "") -> Refused:
    return Refused(effect=Effect(kind=kind, detail=detail))
