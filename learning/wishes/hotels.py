"""What a person wants of the hotel site."""

from datetime import date
from typing import Literal

from learning.wishes.site import SiteName, SiteWish
from sites.hotels.tasks import HotelWish, Preference


class HotelsWish(SiteWish):
    """A `HotelWish` as it stands in a file."""

    site: Literal[SiteName.HOTELS] = SiteName.HOTELS
    city: str
    check_in: date
    check_out: date
    guests: int
    preference: Preference
    first_name: str
    last_name: str
    email: str
    phone: str

    def on_site(self) -> HotelWish:
        return HotelWish(
            city=self.city,
            check_in=self.check_in,
            check_out=self.check_out,
            guests=self.guests,
            preference=self.preference,
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            phone=self.phone,
        )
