"""All that can be practised, and who plays a script."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from learning.account.practice import AccountPractice
from learning.bills.practice import BillPractice
from learning.hotels.practice import HotelPractice
from learning.mail.practice import MailPractice
from learning.part import Part
from learning.person import Person
from learning.practice import Adviser, Practice, topics_of
from learning.restaurants.practice import RestaurantPractice
from learning.script import Errand, Script
from learning.shop.practice import ShopPractice
from learning.spliced_expert import SplicedExpert
from learning.wishes.site import SiteName

PRACTICES: Final[Mapping[SiteName, Practice]] = {
    SiteName.HOTELS: HotelPractice(),
    SiteName.RESTAURANTS: RestaurantPractice(),
    SiteName.MAIL: MailPractice(),
    SiteName.BILLS: BillPractice(),
    SiteName.ACCOUNT: AccountPractice(),
    SiteName.SHOP: ShopPractice(),
}


def practice_of(errand: Errand) -> Practice:
    return PRACTICES[errand.site]


def person_of(script: Script) -> Person:
    """Somebody who plays the script from its beginning."""
    errands = (script,) if script.splice is None else (script, script.splice.errand)
    return Person(script, tuple(map(part_of, errands)))


def part_of(errand: Errand) -> Part:
    """The errand from its beginning."""
    return Part(errand, topics_of(errand, practice_of(errand)))


def expert_of(person: Person, today: date) -> Adviser:
    """The scripted solution of all that this person wants."""
    variant = person.script.variant
    experts = [practice_of(part.errand).expert(part, today, variant) for part in person.parts]
    return experts[0] if len(experts) == 1 else SplicedExpert(person, experts)
