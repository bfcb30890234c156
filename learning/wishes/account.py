"""What a person wants of the account site."""

from typing import Literal

from learning.wishes.site import SiteName, SiteWish
from sites.account.account import Setting
from sites.account.tasks import Change, SettingsWish


class AccountWish(SiteWish):
    """One setting as it shall be: a text, a value of its closed set, or on and off."""

    site: Literal[SiteName.ACCOUNT] = SiteName.ACCOUNT
    setting: Setting
    setting_value: str | bool

    def on_site(self) -> SettingsWish:
        return SettingsWish((Change(self.setting, self.setting_value),))
