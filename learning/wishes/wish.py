"""Any site's wish; which one it is, its `site` tells. Older files have none: they are of hotels."""

from typing import TypeAlias

from learning.wishes.account import AccountWish
from learning.wishes.bills import BillsWish
from learning.wishes.hotels import HotelsWish
from learning.wishes.mail import MailWish
from learning.wishes.restaurants import RestaurantsWish
from learning.wishes.shop import ShopWish

Wish: TypeAlias = HotelsWish | RestaurantsWish | BillsWish | MailWish | AccountWish | ShopWish
