"""Every way to say what stands on the pages; the last third of each is for held-out variants."""

from typing import Final

from sites.variant import Variant

WAYS: Final[dict[str, tuple[str, ...]]] = {
    # What leads from page to page.
    "settings": ("Settings", "Account settings", "My account", "Preferences"),
    "profile": ("Profile", "Personal details", "About you", "Your details", "Personal info"),
    "notifications": ("Notifications", "Messages", "Alerts", "Communication", "What we send"),
    "privacy": ("Privacy", "Privacy and data", "Your data", "Data and visibility"),
    "addresses": ("Addresses", "Address book", "My addresses", "Saved addresses", "Places"),
    "closing": ("Close account", "Close my account", "Leave Quillbox", "End membership"),
    # The profile.
    "display_name": (
        *("Display name", "Name", "Your name", "Name shown to others"),
        *("Public name", "What others see"),
    ),
    "email": ("Email", "Email address", "E-mail", "Your email", "Contact email", "Mail address"),
    "phone": ("Phone", "Phone number", "Mobile", "Telephone", "Contact number", "Your number"),
    "language": ("Language", "Site language", "Display language", "Menus in", "Interface language"),
    "time_zone": ("Time zone", "Your time zone", "Local time", "Clock", "Region for times"),
    # The notifications.
    "news": (
        *("Product news", "News and updates", "Newsletter", "What's new"),
        *("Announcements", "Our bulletin"),
    ),
    "reminders": (
        *("Reminders", "Remind me of deadlines", "Task reminders", "Due date reminders"),
        *("Nudges before a deadline", "Deadline warnings"),
    ),
    "mentions": (
        *("Mentions", "When someone mentions me", "Comments and mentions", "Replies to me"),
        *("When my name comes up", "Others writing to me"),
    ),
    "offers": (
        *("Special offers", "Offers and discounts", "Promotions", "Deals"),
        *("Savings and vouchers", "Price cuts"),
    ),
    "frequency": (
        *("How often", "Frequency", "Email frequency", "Send messages"),
        *("Rhythm", "Delivery"),
    ),
    "at_once": ("Immediately", "Right away", "As it happens", "Instantly", "Without delay"),
    "daily": ("Daily", "Once a day", "Every day", "Daily summary", "Each evening"),
    "weekly": ("Weekly", "Once a week", "Every week", "Weekly summary", "Each Monday"),
    "monthly": ("Monthly", "Once a month", "Every month", "Monthly summary", "On the first"),
    # The privacy.
    "visibility": (
        *("Who can see my profile", "Profile visibility", "My profile is visible to"),
        *("Show my profile to", "Audience", "Seen by"),
    ),
    "everyone": ("Everyone", "Anyone", "Public", "All people", "The whole world"),
    "contacts": ("My contacts", "Contacts only", "People I know", "Friends", "Those I follow"),
    "nobody": ("Only me", "Nobody", "No one else", "Private", "Hidden from all"),
    "usage_data": (
        *("Share usage data", "Usage statistics", "Help improve Quillbox", "Analytics"),
        *("Send diagnostics", "Measure how I use it"),
    ),
    "partners": (
        *("Share data with partners", "Partner data sharing", "Data for partners"),
        *("Third-party sharing", "Let other companies use my data", "Pass my data on"),
    ),
    "search_engines": (
        *("Show my profile in search engines", "Search engine listing"),
        *("Let search engines find me", "Appear in web search", "Be found on the web"),
    ),
    # How it is saved.
    "save": ("Save changes", "Save", "Update", "Save settings", "Apply", "Store changes"),
    "saved": ("Your changes are saved.", "Saved.", "Settings updated.", "All is stored."),
    "change": ("Change", "Edit", "Alter", "Modify", "Adjust"),
    "back": ("Cancel", "Go back", "Back", "Never mind", "Without saving"),
    "is_on": ("On", "Yes", "Enabled", "Active"),
    "is_off": ("Off", "No", "Disabled", "Inactive"),
    # The addresses.
    "add": (
        *("Add an address", "Add address", "New address", "Add a new address"),
        *("Enter another address", "One more address"),
    ),
    "edit": ("Edit", "Change", "Correct", "Edit address", "Rewrite", "Amend"),
    "label": ("Label", "Name of this address", "Address name", "Call it", "Nickname", "Title"),
    "name": (
        *("Full name", "Recipient", "First and last name", "Name on the doorbell"),
        *("Addressee", "Deliver to"),
    ),
    "street": (
        *("Street and number", "Street address", "Street", "Address line", "Street and house"),
        "Road and number",
    ),
    "city": ("City", "Town or city", "Town", "City or town", "Locality", "Place"),
    "postcode": (
        "Postcode",
        "Postal code",
        "ZIP code",
        "ZIP or postcode",
        "Post code",
        "ZIP / postal code",
    ),
    "country": ("Country", "Country or region", "Country of residence", "Nation", "Land"),
    "save_address": ("Save address", "Save", "Save this address", "Keep address", "Done"),
    "address_saved": ("The address is saved.", "Address saved.", "Address book updated."),
    "delete": ("Delete", "Remove", "Delete address", "Remove address", "Erase", "Discard"),
    "delete_heading": ("Delete this address?", "Remove this address?", "Are you sure?"),
    "delete_really": (
        *("Delete address", "Yes, delete", "Remove address", "Yes, remove it"),
        *("Delete for good", "Erase this address"),
    ),
    "understood": ("Yes, this address can go", "I am sure", "I no longer need it"),
    "keep": ("Keep it", "Cancel", "No, go back", "Don't delete"),
    "deleted": ("The address is deleted.", "Address removed.", "The address is gone."),
    # The end.
    "close_really": ("Close account", "Yes, close my account", "Close it for good", "End it now"),
}


def words(variant: Variant) -> dict[str, str]:
    """Choose one way to say each thing."""
    return {name: variant.choose(name, ways) for name, ways in WAYS.items()}
