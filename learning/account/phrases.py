"""Training phrasings of changes to one's account: fragments that are combined at random."""

from collections.abc import Mapping
from typing import Final

from sites.account.account import Setting

S = Setting
TITLES: Final[Mapping[Setting, tuple[str, ...]]] = {
    S.DISPLAY_NAME: ("my display name", "the name that others see", "the display name", "my shown name"),
    S.EMAIL: ("my email", "my email address", "the email of my account", "my e-mail", "the contact email"),
    S.PHONE: ("my phone number", "my phone", "the phone number in my account", "my mobile number"),
    S.LANGUAGE: ("the language", "my language", "the site's language", "the language of the menus"),
    S.TIME_ZONE: ("my time zone", "the time zone", "the time zone of my account", "my timezone"),
    S.NEWS: ("product news", "the newsletter", "news about the product", "the product newsletter"),
    S.REMINDERS: ("reminders", "the reminders", "reminders of deadlines", "deadline reminders"),
    S.MENTIONS: ("mentions", "messages about mentions", "notices when someone mentions me"),
    S.OFFERS: ("special offers", "offers and discounts", "promotional offers", "the offers"),
    S.FREQUENCY: ("how often you write to me", "the email frequency", "how often I get messages"),
    S.VISIBILITY: ("who can see my profile", "my profile's visibility", "the visibility of my profile"),
    S.USAGE_DATA: ("usage data", "sharing of usage data", "the usage statistics", "usage data sharing"),
    S.PARTNERS: ("sharing data with partners", "partner data sharing", "data for partners"),
    S.SEARCH_ENGINES: ("my profile in search engines", "the search engine listing",
                       "my listing in search engines"),
}
"""How people call what can be set."""
HEARD: Final[Mapping[Setting, str]] = {
    S.DISPLAY_NAME: r"display name|name that others|shown name",
    S.EMAIL: r"my e-?mail|contact e-?mail|e-?mail (?:address|of)",
    S.PHONE: r"\bphone|\bmobile",
    S.LANGUAGE: r"language",
    S.TIME_ZONE: r"time ?zone",
    S.NEWS: r"\bnews",
    S.REMINDERS: r"remind",
    S.MENTIONS: r"mention",
    S.OFFERS: r"offers",
    S.FREQUENCY: r"how often|frequency",
    S.VISIBILITY: r"see my profile|visibility",
    S.USAGE_DATA: r"usage",
    S.PARTNERS: r"partner",
    S.SEARCH_ENGINES: r"search engine",
}
"""What a person has said of whom it is known which setting they mean."""
SET: Final = (
    "Change {title} to {value}", "Please set {title} to {value}", "set {title} to {value}",
    "I want {title} to be {value}", "Can you change {title} to {value}?", "{title}: {value}",
    "Hi, please change {title} to {value}", "Could you put {title} on {value}?", "{title} -> {value}",
    "I'd like to have {title} changed to {value}", "update {title}, it's {value} now",
    "In my account, {title} should be {value}", "make {title} {value} pls", "Update {title} to {value}",
    "Would you set {title} to {value}, please?", "Hello. I need {title} changed to {value}",
    "{title} is wrong, it should be {value}", "i want change {title} to {value}",
    "Switch {title} to {value}", "{title} should say {value} from now on",
)
TURN_ON: Final = (
    "Turn on {title}", "Please switch on {title}", "I'd like to have {title} on", "{title} on please",
    "Can you turn {title} on?", "enable {title}", "I want {title} from now on", "activate {title}",
    "Could you enable {title} in my account?", "{title} should be on", "put {title} on, please",
    "I miss something, please turn {title} on", "Hello, switch {title} on please",
)
TURN_OFF: Final = (
    "Turn off {title}", "Please switch off {title}", "I don't want {title} any more", "no more {title}",
    "Can you turn {title} off?", "disable {title}", "{title} off please", "stop {title}",
    "Could you disable {title} in my account?", "{title} should be off", "get rid of {title}",
    "I'm annoyed, please turn {title} off", "Hello, switch {title} off please", "deactivate {title}",
)
TITLE_ONLY: Final = (
    "I want to change {title}", "Please change {title}", "change {title}", "{title} has to be changed",
    "Can you change {title}?", "Could you update {title} for me?", "{title} isn't right any more",
    "I need another setting for {title}", "update {title} please", "Hi, it's about {title}",
)
NEITHER: Final = (
    "I want to change a setting", "Please change something in my account", "account settings",
    "Can you change a setting for me?", "something in my account has to be changed", "hi, my account",
    "Could you help me with my account settings?", "I'd like one of my settings changed",
)
REMARKS: Final = (
    "Thanks in advance!", "I can't find it myself.", "Sorry to bother you.", "cheers", "It's about time.",
    "I've been meaning to do that for ages.", "Hope you can help.", "No hurry.", "I'm bad at such things.",
)
ASKED_TITLE: Final = ("{title}", "{title} please", "it's {title}", "I mean {title}", "{title}.")
ASKED_VALUE: Final = ("{value}", "{value} please", "{value}, thanks", "it should be {value}", "to {value}")
ASKED_ON: Final = ("on", "on please", "turn it on", "it should be on", "switch it on")
ASKED_OFF: Final = ("off", "off please", "turn it off", "it should be off", "switch it off")
YES: Final = ("yes", "Yes please", "go ahead", "ok", "sure", "do it")
