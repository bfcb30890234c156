import pytest

from sites.account.account import (
    CHOICES,
    SECTIONS,
    Account,
    AddressField,
    AddressText,
    Section,
    Setting,
    Settings,
)
from sites.account.draw import draw_account
from sites.account.tasks import (
    AccountWish,
    AddressWish,
    Change,
    CorrectionWish,
    DeletionWish,
    Kind,
    Line,
    SettingsWish,
    check,
)
from sites.record import Record

FIRST = draw_account("ana", 7)
HERE, THERE, _ = FIRST.addresses
NEW = AddressText(
    label="Mill",
    name="Ana Lima",
    street="4 Rua Nova",
    city="Évora",
    postcode="7000-123",
    country="Portugal",
)
OLD = FIRST.settings
OTHER_LANGUAGE, THIRD_LANGUAGE, *_ = (
    one for one in CHOICES[Setting.LANGUAGE] if one != OLD.language
)


def setting(**values: str | bool) -> Account:
    return FIRST.with_settings({Setting(name): value for name, value in values.items()})


def corrected(**lines: str) -> Account:
    return FIRST.with_correction(HERE, HERE.text.model_copy(update=lines))


EMAIL = SettingsWish((Change(Setting.EMAIL, "lima@example.org"),))
TWO = SettingsWish(
    (Change(Setting.LANGUAGE, OTHER_LANGUAGE), Change(Setting.NEWS, value=not OLD.news))
)
PHONE = SettingsWish((Change(Setting.PHONE, "+351 21 555 0101"),))
ADD = AddressWish(NEW)
MOVE = CorrectionWish(
    HERE.text.label,
    (Line(AddressField.STREET, "9 New Way"), Line(AddressField.POSTCODE, "AB1 2CD")),
)
DELETE = DeletionWish(HERE.text.label)


@pytest.mark.parametrize(
    ("wish", "now"),
    [
        (EMAIL, setting(email="Lima@Example.org")),
        (TWO, setting(language=OTHER_LANGUAGE, news=not OLD.news)),
        (PHONE, setting(phone="+351-215550101")),
        (ADD, FIRST.with_address(NEW)),
        (
            ADD,
            FIRST.with_address(NEW.model_copy(update={"city": "evora", "postcode": "7000 -123"})),
        ),
        (MOVE, corrected(street="9 new way", postcode="AB12CD")),
        (DELETE, FIRST.without_address(HERE)),
    ],
)
def test_what_was_wished_is_ok(wish: AccountWish, now: Account) -> None:
    assert check(wish, Record(FIRST, now)).kind is Kind.OK


@pytest.mark.parametrize(
    ("wish", "now", "kind"),
    [
        (EMAIL, FIRST, Kind.NOT_SET),
        (EMAIL, setting(email="limo@example.org"), Kind.WRONG_VALUE),
        (EMAIL, setting(email="lima@example.org", news=not OLD.news), Kind.OTHER_SETTING_CHANGED),
        (EMAIL, setting(email="lima@example.org").with_address(NEW), Kind.OTHER_ADDRESS_CHANGED),
        (TWO, setting(language=OTHER_LANGUAGE), Kind.NOT_SET),
        (TWO, setting(language=THIRD_LANGUAGE, news=not OLD.news), Kind.WRONG_VALUE),
        (PHONE, setting(phone="+351 21 555 0102"), Kind.WRONG_VALUE),
        (ADD, FIRST, Kind.NOT_ADDED),
        (ADD, FIRST.with_correction(HERE, NEW), Kind.NOT_ADDED),
        (
            ADD,
            FIRST.with_address(NEW).with_address(NEW.model_copy(update={"label": "Mill 2"})),
            Kind.ADDED_TWICE,
        ),
        (
            ADD,
            FIRST.with_address(NEW.model_copy(update={"street": "5 Rua Nova"})),
            Kind.WRONG_ADDRESS,
        ),
        (ADD, FIRST.with_address(NEW).without_address(HERE), Kind.OTHER_ADDRESS_CHANGED),
        (ADD, setting(news=not OLD.news).with_address(NEW), Kind.OTHER_SETTING_CHANGED),
        (MOVE, FIRST, Kind.NOT_CORRECTED),
        (MOVE, FIRST.without_address(HERE), Kind.NOT_CORRECTED),
        (MOVE, corrected(street="9 New Way"), Kind.WRONG_ADDRESS),
        (MOVE, corrected(street="9 New Way", postcode="AB1 2CD", name="X"), Kind.WRONG_ADDRESS),
        (
            MOVE,
            corrected(street="9 New Way", postcode="AB1 2CD").without_address(THERE),
            Kind.OTHER_ADDRESS_CHANGED,
        ),
        (DELETE, FIRST, Kind.NOT_DELETED),
        (DELETE, FIRST.without_address(THERE), Kind.OTHER_ADDRESS_CHANGED),
        (DELETE, FIRST.without_address(HERE).without_address(THERE), Kind.OTHER_ADDRESS_CHANGED),
        (
            DELETE,
            setting(news=not OLD.news).without_address(HERE),
            Kind.OTHER_SETTING_CHANGED,
        ),
        (
            DELETE,
            FIRST.without_address(HERE).model_copy(update={"closed": True}),
            Kind.ACCOUNT_CLOSED,
        ),
    ],
)
def test_each_failure_has_its_kind(wish: AccountWish, now: Account, kind: Kind) -> None:
    verdict = check(wish, Record(FIRST, now))
    assert (verdict.ok, verdict.kind) == (False, kind)
    assert verdict.detail


def test_a_wish_for_an_address_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no address called Moon"):
        check(DeletionWish("Moon"), Record(FIRST, FIRST))


def test_an_address_that_was_deleted_lends_its_id_to_no_other() -> None:
    *_, last = FIRST.addresses
    assert last.id not in {
        address.id for address in FIRST.without_address(last).with_address(NEW).addresses
    }


def test_every_setting_is_on_one_page() -> None:
    asked = [setting for section in Section for setting in SECTIONS[section]]
    assert sorted(asked) == sorted(Setting)
    assert set(Settings.model_fields) == set(Setting)


def test_accounts_differ_by_visitor_and_by_seed_alone() -> None:
    assert draw_account("ana", 7) == FIRST
    assert draw_account("ana", 8) != FIRST
    drawn = [draw_account(f"visitor-{at}", 7) for at in range(30)]
    assert len({account.settings for account in drawn}) == 30
    for account in drawn:
        assert len({address.text.label for address in account.addresses}) == 3
