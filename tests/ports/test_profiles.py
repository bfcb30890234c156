"""One suite for every `SessionStore`: a profile that is changed while the session is open."""

import asyncio

import pytest
from pydantic import SecretStr

from errands.contracts.errors import (
    NotFoundError,
    ProfileRefusedError,
    SessionBusyError,
    SessionClosedError,
)
from errands.contracts.event import ProfileChanged, TurnQueued
from errands.contracts.ids import SlotName, ViewerId
from errands.contracts.profile import MOST_NAMES, ProfileChange
from tests.ports.stores import ONE, PASSWORD, TWO, Stores, a_session, a_turn

PHONE = SlotName("phone")
PIN = SlotName("pin")
HOSTS = ("pay.test",)
KNOWN = ProfileChange(slots={PHONE: "+31 20 555 0100"})


def of(change: ProfileChange) -> ProfileChanged:
    return ProfileChanged(session=ONE, at=1, names=change.names)


async def test_what_is_named_changes_and_the_rest_stays(empty: Stores) -> None:
    await empty.sessions.create(a_session(), {PASSWORD: SecretStr("first")})
    change = ProfileChange(
        slots={PHONE: "+31 20 555 0100", SlotName("city"): None},
        secrets={PIN: SecretStr("0420")},
        secret_hosts={PIN: HOSTS},
    )
    changed = await empty.sessions.change_profile(ONE, change)
    assert changed == await empty.sessions.load(ONE)
    before = a_session().profile
    assert changed.profile.slots == {**before.slots, PHONE: "+31 20 555 0100", "city": None}
    assert changed.profile.secrets == (*before.secrets, PIN)
    assert changed.secret_hosts == {PIN: HOSTS}
    assert changed.profile_changed
    assert await empty.sessions.secrets(ONE) == {
        PASSWORD: SecretStr("first"),
        PIN: SecretStr("0420"),
    }


async def test_a_change_is_told_once_with_what_it_makes_true(stores: Stores) -> None:
    given = ProfileChange(slots={PHONE: "1"}, secrets={PIN: SecretStr("0420")})
    anew = ProfileChange(secrets={PIN: SecretStr("1111")})
    gone = ProfileChange(secrets={PIN: None})
    await stores.outbox.rest(ONE, None)
    for change in (given, given, anew, anew, gone, gone):
        await stores.sessions.change_profile(ONE, change, of(change))
    assert await stores.told() == [of(given), of(anew), of(gone)]
    assert of(given).names == (PHONE, PIN)
    assert ONE in await stores.outbox.sessions()


async def test_a_change_that_is_refused_is_not_told(stores: Stores) -> None:
    await stores.sessions.change_profile(ONE, ProfileChange(secrets={PIN: SecretStr("0420")}))
    clash = ProfileChange(slots={PIN: "0420"})
    with pytest.raises(ProfileRefusedError):
        await stores.sessions.change_profile(ONE, clash, of(clash))
    await stores.turns.add(a_turn(), None)
    with pytest.raises(SessionBusyError):
        await stores.sessions.change_profile(ONE, KNOWN, of(KNOWN))
    assert [type(event) for event in await stores.told()] == [TurnQueued]


async def test_a_removed_secret_leaves_nothing_behind(stores: Stores) -> None:
    given = ProfileChange(secrets={PIN: SecretStr("0420")}, secret_hosts={PIN: HOSTS})
    await stores.sessions.change_profile(ONE, given)
    changed = await stores.sessions.change_profile(ONE, ProfileChange(secrets={PIN: None}))
    assert PIN not in changed.profile.secrets
    assert changed.secret_hosts == {}
    assert PIN not in await stores.sessions.secrets(ONE)
    again = await stores.sessions.change_profile(ONE, ProfileChange(secrets={PIN: None}))
    assert again == changed


async def test_a_secret_that_is_given_anew_has_its_new_hosts_only(stores: Stores) -> None:
    given = ProfileChange(secrets={PIN: SecretStr("0420")}, secret_hosts={PIN: HOSTS})
    await stores.sessions.change_profile(ONE, given)
    anew = ProfileChange(secrets={PIN: SecretStr("1111")})
    assert (await stores.sessions.change_profile(ONE, anew)).secret_hosts == {}
    assert (await stores.sessions.secrets(ONE))[PIN] == SecretStr("1111")


async def test_a_secret_that_was_is_still_hidden_until_the_session_is_closed(
    stores: Stores,
) -> None:
    for value in ("0420", "1111", "1111", None, "0420"):
        secret = None if value is None else SecretStr(value)
        await stores.sessions.change_profile(ONE, ProfileChange(secrets={PIN: secret}))
    hidden = [one.get_secret_value() for one in await stores.sessions.hidden(ONE)]
    assert {*hidden} == {"0420", "1111"}
    assert await stores.sessions.secrets(ONE) == {PIN: SecretStr("0420")}
    await stores.sessions.close(ONE)
    assert await stores.sessions.hidden(ONE) == ()


async def test_a_secret_takes_the_place_of_a_slot_that_is_not_known(stores: Stores) -> None:
    await stores.sessions.change_profile(ONE, ProfileChange(slots={PIN: "0420"}))
    with pytest.raises(ProfileRefusedError):
        await stores.sessions.change_profile(ONE, ProfileChange(secrets={PIN: SecretStr("0420")}))
    assert PIN not in await stores.sessions.secrets(ONE)
    moved = ProfileChange(slots={PIN: None}, secrets={PIN: SecretStr("0420")})
    changed = await stores.sessions.change_profile(ONE, moved)
    assert PIN not in changed.profile.slots
    assert PIN in changed.profile.secrets
    with pytest.raises(ProfileRefusedError):
        await stores.sessions.change_profile(ONE, ProfileChange(slots={PIN: "0420"}))


async def test_there_is_a_bound(stores: Stores) -> None:
    many = {SlotName(f"slot_{number}"): None for number in range(MOST_NAMES + 1)}
    with pytest.raises(ProfileRefusedError):
        await stores.sessions.change_profile(ONE, ProfileChange(slots=many))
    assert await stores.sessions.load(ONE) == a_session()


async def test_not_while_a_turn_waits(stores: Stores) -> None:
    await stores.turns.add(a_turn(), None)
    with pytest.raises(SessionBusyError):
        await stores.sessions.change_profile(ONE, KNOWN)
    assert not (await stores.sessions.load(ONE)).profile_changed


async def test_not_while_a_person_has_the_page(stores: Stores) -> None:
    await stores.takeovers.ask(ONE, ViewerId("maya"))
    with pytest.raises(SessionBusyError):
        await stores.sessions.change_profile(ONE, KNOWN)
    lease = await stores.lease()
    await stores.takeovers.begin(lease)
    with pytest.raises(SessionBusyError):
        await stores.sessions.change_profile(ONE, KNOWN)
    await stores.takeovers.end(lease)
    # Its worker may still hold the lease: it reads the session again before it saves it.
    assert (await stores.sessions.change_profile(ONE, KNOWN)).profile.value(PHONE)


async def test_not_once_it_is_closed_nor_where_there_is_none(stores: Stores) -> None:
    await stores.sessions.close(ONE)
    with pytest.raises(SessionClosedError):
        await stores.sessions.change_profile(ONE, ProfileChange(secrets={PIN: SecretStr("0420")}))
    assert await stores.sessions.secrets(ONE) == {}
    with pytest.raises(NotFoundError):
        await stores.sessions.change_profile(TWO, KNOWN)


async def test_changes_at_the_same_time_are_all_there(stores: Stores) -> None:
    changes = [ProfileChange(slots={SlotName(f"slot_{n}"): str(n)}) for n in range(8)]
    await asyncio.gather(*(stores.sessions.change_profile(ONE, change) for change in changes))
    slots = (await stores.sessions.load(ONE)).profile.slots
    assert [slots.get(SlotName(f"slot_{n}")) for n in range(8)] == [str(n) for n in range(8)]
