import pytest

from errands.agent.values.joins import joined_writings
from errands.contracts.ids import SlotName
from errands.contracts.profile import Profile

PROFILE = Profile(slots={SlotName("first_name"): "Maya", SlotName("last_name"): "Lindt"})


@pytest.mark.parametrize(
    "field",
    [
        *("Name", "Your name:", "Full name *", "First and last name", "Name on the card"),
        *("Cardholder", "Card holder's name", "Name for the table", "Under which name"),
        *("Name (as in your passport)", "Recipient's name", "In whose name?", "Guest name"),
    ],
)
def test_who_is_served_is_offered_by_the_whole_name(field: str) -> None:
    assert joined_writings(field, PROFILE) == ("Maya Lindt",)


@pytest.mark.parametrize(
    "field",
    [
        *("First name", "Last name", "Surname", "Username", "User name", "Company name", "Note"),
        *("Name of your bank", "Name this list", "Project name", "Middle name", "Maiden name"),
        *("Rename", "Tell us the name of what you would like to see in our shop next time"),
    ],
)
def test_another_name_gets_none(field: str) -> None:
    assert joined_writings(field, PROFILE) == ()


def test_half_a_name_is_none() -> None:
    half = Profile(slots={SlotName("first_name"): "Maya", SlotName("last_name"): None})
    assert joined_writings("Name", half) == ()
