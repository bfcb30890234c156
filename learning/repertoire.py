"""All that can be practised, and who plays a script."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from errands.contracts.ports import Model
from learning.hotels.practice import HotelPractice
from learning.part import Part
from learning.person import Person
from learning.practice import Practice
from learning.script import Errand, Script
from learning.wishes.site import SiteName

PRACTICES: Final[Mapping[SiteName, Practice]] = {SiteName.HOTELS: HotelPractice()}


def practice_of(errand: Errand) -> Practice:
    return PRACTICES[errand.site]


def person_of(script: Script) -> Person:
    """Somebody who plays the script from its beginning."""
    return Person(script, Part(script, practice_of(script).topics))


def expert_of(person: Person, today: date) -> Model:
    """The scripted solution of what this person wants."""
    return practice_of(person.script).expert(person.part, today)
