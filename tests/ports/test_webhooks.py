"""One suite for every `WebhookStore`."""

from dataclasses import replace

import pytest

from errands.contracts.errors import NotFoundError
from errands.contracts.ids import TenantId, WebhookId
from errands.contracts.webhook import Asked, EventName, RetiringSecret
from tests.ports.stores import Stores
from tests.ports.told import HOOK, a_webhook

FULL = replace(
    a_webhook(WebhookId("full")),
    events=(EventName.TURN_ENDED,),
    retiring=(RetiringSecret("whsec_b2xk", 7.5),),
    disabled_at=3.25,
    made_of="digest",
    asked=(Asked("d", "answer"),),
)


@pytest.mark.parametrize("webhook", [a_webhook(), FULL])
async def test_what_is_kept_is_what_was_given(empty: Stores, webhook: object) -> None:
    for one in (a_webhook(), FULL):
        assert await empty.webhooks.add(one)
    assert webhook in await empty.webhooks.everyone()
    assert await empty.webhooks.get(FULL.id) == FULL


async def test_an_id_is_taken_once(empty: Stores) -> None:
    await empty.webhooks.add(a_webhook())
    assert not await empty.webhooks.add(a_webhook(url="https://b.test/"))
    assert await empty.webhooks.get(HOOK) == a_webhook()


async def test_a_tenants_webhooks_are_its_own(empty: Stores) -> None:
    theirs = replace(a_webhook(WebhookId("theirs")), tenant=TenantId("another"))
    for one in (a_webhook(), theirs, FULL):
        await empty.webhooks.add(one)
    assert await empty.webhooks.all(theirs.tenant) == (theirs,)
    assert await empty.webhooks.all(FULL.tenant) == (FULL, a_webhook())
    assert await empty.webhooks.everyone() == (FULL, a_webhook(), theirs)


async def test_of_two_changes_of_the_same_the_second_is_refused(empty: Stores) -> None:
    await empty.webhooks.add(a_webhook())
    first, second = a_webhook(url="https://1.test/"), a_webhook(url="https://2.test/")
    assert await empty.webhooks.replace(a_webhook(), first)
    assert not await empty.webhooks.replace(a_webhook(), second)
    kept = await empty.webhooks.get(HOOK)
    assert kept == replace(first, version=1)
    assert await empty.webhooks.replace(kept, a_webhook())
    assert not await empty.webhooks.replace(kept, second), "it isn't the same for looking alike"


async def test_what_was_removed_is_gone_and_no_change_brings_it_back(empty: Stores) -> None:
    await empty.webhooks.add(a_webhook())
    for _ in range(2):
        await empty.webhooks.remove(HOOK)
    assert not await empty.webhooks.replace(a_webhook(), a_webhook())
    assert await empty.webhooks.everyone() == ()
    with pytest.raises(NotFoundError):
        await empty.webhooks.get(HOOK)
