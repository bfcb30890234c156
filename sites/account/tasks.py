"""The errands on this site, and the check of what came of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from sites.account.account import (
    SECTIONS,
    Account,
    Address,
    AddressField,
    AddressText,
    Setting,
    Settings,
)
from sites.record import Record
from sites.verdict import Verdict
from sites.writing import plain


@dataclass(frozen=True, slots=True)
class Change:
    """One setting as it shall be: a text, a value of its closed set, or on and off."""

    setting: Setting
    value: str | bool


@dataclass(frozen=True, slots=True)
class SettingsWish:
    """Change some settings, and no others."""

    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class AddressWish:
    """Add an address."""

    text: AddressText


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an address as it shall be."""

    field: AddressField
    value: str


@dataclass(frozen=True, slots=True)
class CorrectionWish:
    """Correct some lines of the address that is called `label`, and no others."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DeletionWish:
    """Delete the address that is called `label`."""

    label: str


AccountWish = SettingsWish | AddressWish | CorrectionWish | DeletionWish


class Kind(StrEnum):
    """What came of a wish."""

    OK = "ok"
    ACCOUNT_CLOSED = "account_closed"
    NOT_SET = "not_set"
    WRONG_VALUE = "wrong_value"
    OTHER_SETTING_CHANGED = "other_setting_changed"
    NOT_ADDED = "not_added"
    ADDED_TWICE = "added_twice"
    WRONG_ADDRESS = "wrong_address"
    NOT_CORRECTED = "not_corrected"
    NOT_DELETED = "not_deleted"
    OTHER_ADDRESS_CHANGED = "other_address_changed"


def check(wish: AccountWish, record: Record[Account]) -> Verdict:
    """Judge what a visitor has done: what was wished, and nothing else.

    Raises:
        ValueError: the account has no address of that name.
    """
    if record.now.closed:
        return _wrong(Kind.ACCOUNT_CLOSED, "the account is closed")
    match wish:
        case SettingsWish():
            wrong = _wrong_settings(wish, record) or _other_addresses((), record)
        case AddressWish():
            wrong = _not_added(wish, record) or _other_settings((), record)
        case CorrectionWish():
            wrong = _not_corrected(wish, record) or _other_settings((), record)
        case DeletionWish():
            wrong = _not_deleted(wish, record) or _other_settings((), record)
        case _:
            assert_never(wish)
    return wrong or Verdict(ok=True, kind=Kind.OK, detail="as wished")


def _wrong_settings(wish: SettingsWish, record: Record[Account]) -> Verdict | None:
    first, now = record.first.settings, record.now.settings
    for change in wish.changes:
        found = now.value(change.setting)
        if _alike(change.setting, found, change.value):
            continue
        kind = Kind.NOT_SET if found == first.value(change.setting) else Kind.WRONG_VALUE
        return _wrong(kind, f"{change.setting}: wished {change.value}, found {found}")
    return _other_settings(tuple(change.setting for change in wish.changes), record)


def _other_settings(wished: tuple[Setting, ...], record: Record[Account]) -> Verdict | None:
    def others(settings: Settings) -> dict[Setting, str | bool]:
        every = (setting for section in SECTIONS.values() for setting in section)
        return {setting: settings.value(setting) for setting in every if setting not in wished}

    first, now = others(record.first.settings), others(record.now.settings)
    changed = [setting for setting in now if now[setting] != first[setting]]
    if changed:
        return _wrong(Kind.OTHER_SETTING_CHANGED, ", ".join(changed))
    return None


def _not_added(wish: AddressWish, record: Record[Account]) -> Verdict | None:
    known = {address.id for address in record.first.addresses}
    added = [address for address in record.now.addresses if address.id not in known]
    if not added:
        return _wrong(Kind.NOT_ADDED, "no new address")
    if len(added) > 1:
        return _wrong(Kind.ADDED_TWICE, f"{len(added)} new addresses")
    (address,) = added
    return _unlike(address.text, wish.text) or _other_addresses((address.id,), record)


def _not_corrected(wish: CorrectionWish, record: Record[Account]) -> Verdict | None:
    address = _called(wish.label, record.first)
    now = record.now.address(address.id)
    if now is None or now == address:
        return _wrong(Kind.NOT_CORRECTED, f"{wish.label} is as before, or gone")
    text = address.text.model_copy(update={line.field: line.value for line in wish.lines})
    return _unlike(now.text, text) or _other_addresses((address.id,), record)


def _not_deleted(wish: DeletionWish, record: Record[Account]) -> Verdict | None:
    address = _called(wish.label, record.first)
    others = _other_addresses((address.id,), record)
    if record.now.address(address.id):
        return others or _wrong(Kind.NOT_DELETED, f"{wish.label} is still there")
    return others


def _other_addresses(wished: tuple[str, ...], record: Record[Account]) -> Verdict | None:
    def others(account: Account) -> set[Address]:
        return {address for address in account.addresses if address.id not in wished}

    if changed := others(record.first) ^ others(record.now):
        return _wrong(Kind.OTHER_ADDRESS_CHANGED, ", ".join(one.text.label for one in changed))
    return None


def _unlike(found: AddressText, wished: AddressText) -> Verdict | None:
    for field in AddressField:
        have, want = str(getattr(found, field)), str(getattr(wished, field))
        if _squeezed(have) != _squeezed(want):
            return _wrong(Kind.WRONG_ADDRESS, f"{field}: wished {want}, found {have}")
    return None


def _alike(setting: Setting, found: str | bool, wished: str | bool) -> bool:  # noqa: FBT001 values
    if isinstance(found, bool) or isinstance(wished, bool):
        return found is wished
    if setting is Setting.PHONE:
        return _digits(found) == _digits(wished)
    return plain(found) == plain(wished)


def _squeezed(text: str) -> str:
    return plain(text).replace(" ", "")


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())


def _called(label: str, account: Account) -> Address:
    for address in account.addresses:
        if address.text.label == label:
            return address
    raise ValueError(f"no address called {label}")


def _wrong(kind: Kind, detail: str) -> Verdict:
    return Verdict(ok=False, kind=kind, detail=detail)
