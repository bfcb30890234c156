"""What the site says, in every way in which it may be said."""

from enum import Enum, unique


@unique
class Word(Enum):
    """A label, heading, button or option. The last third of its ways is for held-out variants."""

    FIND = ("Find a restaurant", "Where to eat", "Eat out tonight", "Look for a restaurant")
    CITY = ("City", "Town", "Where", "Place", "Location", "Which city")
    CUISINE = ("Cuisine", "Kind of food", "Kitchen", "Food", "Type of cuisine")
    ANY_CUISINE = ("Any cuisine", "All cuisines", "Anything", "Every cuisine")
    SEARCH = (
        *("Find restaurants", "Search", "Show restaurants", "Find a table"),
        *("Look for restaurants", "See restaurants"),
    )
    SORT = ("Sort by", "Order by", "Sort", "Arrange by")
    HOUSE = ("Recommended", "Our choice", "Featured", "Editors' picks")
    RATING_FIRST = ("Best rated first", "Rating (high to low)", "Top rated", "By rating")
    PRICE_FIRST = ("Cheapest first", "Price (low to high)", "Lowest price", "By price")
    PRICE = ("Price range", "Price", "Price level", "Budget")
    ANY_PRICE = ("Any price", "All prices", "Every price", "No limit")
    OUTDOOR = ("Outdoor tables", "Terrace", "Tables outside", "Outdoor seating", "Garden tables")
    VEGETARIAN = (
        *("Vegetarian dishes", "Vegetarian options", "Meat-free dishes"),
        *("Vegetarian friendly", "Dishes without meat"),
    )
    FILTERS = ("Filters", "Filter results", "Narrow down", "More filters")
    APPLY = ("Apply filters", "Apply", "Show", "Update results")
    RATING = ("Rating", "Guest rating", "Rated", "Score")
    HOURS = ("Opening hours", "Hours", "Opening times", "When we are open")
    CLOSED = ("Closed", "Day off", "Not open")
    ASK = (
        *("Reserve a table", "Make a reservation", "Get a table", "Table reservation"),
        *("Ask for a table", "Reserve here"),
    )
    DATE = ("Date", "Day of visit", "Date of visit", "Your date", "Which day")
    TIME = ("Time", "Time of arrival", "Table time", "Arrival", "At what time")
    PEOPLE = ("People", "Guests", "Number of people", "Party size", "How many")
    NAME = ("Name", "Your name", "Full name", "Name for the table", "Under which name")
    PHONE = ("Phone", "Phone number", "Telephone", "Mobile number", "Contact number")
    NOTE = ("Note", "Special requests", "Message to the restaurant", "Comments", "Your wishes")
    NEXT = ("Continue", "Next", "Check details", "Go on", "See summary")
    CHECK = ("Check your reservation", "Your reservation", "Is everything right?", "Please check")
    RESERVE = (
        *("Reserve table", "Confirm reservation", "Book table", "Complete reservation"),
        *("Book this table", "Place reservation"),
    )
    EDIT = ("Edit details", "Change details", "Change", "Correct this")
    RESERVED = ("Table reserved", "Reservation confirmed", "Your table is reserved", "All set")
    REFERENCE = ("Reference", "Reservation number", "Your number", "Reservation code")
    MINE = ("My reservations", "Your tables", "Reservations", "My tables")
