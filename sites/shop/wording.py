"""How the shop says things: several ways for each, of which a variant takes one.

The last third of each is said by held-out variants alone. `{cart}` is the variant's word for it.
"""

from enum import Enum, unique
from types import SimpleNamespace
from typing import Final

from sites.variant import Variant

CARTS: Final = ("cart", "basket", "shopping cart", "shopping basket", "bag", "trolley")


@unique
class Label(Enum):
    """Everything whose words differ between shops."""

    _value_: tuple[str, ...]

    CART = ("{Cart}", "Your {cart}", "View {cart}", "My {cart}")
    ORDERS = ("My orders", "Order history", "Your orders", "Past orders")
    ALL = ("All products", "Everything we sell", "The whole range", "Full assortment")
    SEARCH_BOX = (
        "Search products", "Search the shop", "What are you looking for?", "Look for a product",
    )  # fmt: skip
    SEARCH = (
        "Search", "Find", "Go", "Search shop",
        "Look it up", "Look for it",
    )  # fmt: skip
    CATEGORIES = ("Categories", "Departments", "Shop by category", "What we sell")
    LAMPS = ("Lamps", "Lighting", "Lamps and lights")
    CLOTHES = ("Clothes", "Clothing", "Clothes and accessories")
    KITCHEN = ("Kitchen", "Cooking", "Kitchenware")
    BAGS = ("Bags", "Bags and travel", "Bags and luggage")
    GARDEN = ("Garden", "Gardening", "Garden and balcony")
    BEDROOM = ("Bedroom", "Sleeping", "Bed and bedroom")
    SORT = (
        "Sort by", "Order by", "Sort results by", "Sort",
        "Arrange by", "Show first",
    )  # fmt: skip
    FEATURED = ("Featured", "Recommended", "Our picks", "Popular")
    CHEAPEST = (
        "Price (low to high)", "Cheapest first", "Price: ascending", "Lowest price first",
    )  # fmt: skip
    DEAREST = (
        "Price (high to low)", "Most expensive first", "Price: descending", "Highest price first",
    )  # fmt: skip
    BEST_RATED = ("Rating (high to low)", "Best rated first", "Customer rating", "Top rated")
    MOST = (
        "Maximum price (€)", "Price up to (€)", "Most you want to pay (€)", "Costs at most (€)",
    )  # fmt: skip
    LEAST = ("Minimum rating", "Rated at least", "Rating", "Stars from")
    FILTER = ("Filter", "Apply filters", "Show results", "Narrow down")
    NEXT_PAGE = ("Next page", "Next", "More products", "Further products")
    PREVIOUS_PAGE = ("Previous page", "Previous", "Earlier products", "Page before")
    QUANTITY = (
        "Quantity", "Qty", "Amount", "Number",
        "How many", "Pieces",
    )  # fmt: skip
    SIZE = ("Size", "Choose a size", "Your size", "Which size")
    COLOUR = ("Colour", "Choose a colour", "Your colour", "Which colour")
    ADD = (
        "Add to {cart}", "Put in {cart}", "Add this to your {cart}", "Add item",
        "Into the {cart}", "I'll take it",
    )  # fmt: skip
    UPDATE = ("Update", "Change quantity", "Update quantity", "Save amount")
    REMOVE = ("Remove", "Delete", "Remove from {cart}", "Take out")
    CHECKOUT = (
        "Go to checkout", "Checkout", "Proceed to checkout", "Continue to checkout",
        "To the till", "Secure checkout",
    )  # fmt: skip
    ADDRESS = ("Delivery address", "Shipping address", "Where should it go?", "Send it to")
    CONTACT = ("Contact", "Contact details", "How can we reach you?", "Staying in touch")
    FIRST_NAME = ("First name", "Given name", "Your first name", "Forename")
    LAST_NAME = ("Last name", "Family name", "Your last name", "Surname")
    STREET = (
        "Street and number", "Street address", "Street and house number", "Address line",
    )  # fmt: skip
    POSTAL_CODE = ("Postal code", "Postcode", "ZIP or postal code", "Post code")
    CITY = ("City", "Town or city", "Town", "Locality")
    COUNTRY = ("Country", "Country or region", "Deliver to country", "Destination country")
    EMAIL = ("Email", "Email address", "E-mail", "Your mail address")
    PHONE = ("Phone", "Phone number", "Telephone", "Mobile or landline")
    NEWSLETTER = (
        "Send me offers by email", "Subscribe to the newsletter", "Email me news and discounts",
        "Keep me posted",
    )  # fmt: skip
    DELIVERY = ("Delivery", "Delivery method", "Shipping method", "How it travels")
    STANDARD = ("Standard delivery", "Regular delivery", "Standard shipping", "Normal post")
    EXPRESS = ("Express delivery", "Fast delivery", "Express shipping", "Courier")
    PICKUP = ("Pick-up point", "Collect from a pick-up point", "Parcel shop", "Collection point")
    PAYMENT = ("Payment", "Payment method", "How would you like to pay?", "Paying")
    CARD = ("Card", "Saved card", "Pay by card", "Debit or credit card")
    INVOICE = ("Invoice", "Pay by invoice", "Invoice after delivery", "On account")
    CONTINUE = (
        "Continue", "Next step", "Save and continue", "Continue to the next step",
        "Onwards", "Proceed",
    )  # fmt: skip
    SUMMARY = (
        "Check your order", "Review your order", "Order summary", "Your order at a glance",
        "Is everything right?", "One last look",
    )  # fmt: skip
    CHANGE = ("Edit details", "Change details", "Back to your details", "Correct something")
    TOTAL = ("Total", "Order total", "Total to pay", "Sum")
    PLACE = (
        "Place order", "Order now", "Place your order", "Complete order",
        "Buy now", "Confirm order",
    )  # fmt: skip
    DONE = ("Thank you for your order", "Order placed", "We have your order", "It is on its way")


class Wording:
    """What one variant says."""

    def __init__(self, variant: Variant) -> None:
        """Choose the words."""
        cart = variant.choose("cart", CARTS)
        self._said: dict[Label, str] = {
            label: variant.choose(label.name, label.value).format(cart=cart, Cart=cart.capitalize())
            for label in Label
        }

    def __getitem__(self, label: Label) -> str:
        return self._said[label]

    def of(self, name: str) -> str:
        """Return the words for a label, or for what bears its name in lower case."""
        return self._said[Label[name.upper()]]

    @property
    def names(self) -> SimpleNamespace:
        """Return the words for templates, by names in lower case."""
        return SimpleNamespace(**{label.name.lower(): said for label, said in self._said.items()})
