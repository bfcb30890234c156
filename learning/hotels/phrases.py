"""Training phrasings of the hotel errand: fragments that are combined at random.

Independent of `suites/hotels.jsonl`, which was written without sight of this file and is for
evaluation only.
"""

OPENERS = (
    "Book me a hotel {rest}", "I need a hotel {rest}", "Please find me a room {rest}",
    "I'd like to book a hotel {rest}", "Can you get us a hotel {rest}?", "hotel {rest}",
    "Looking for a place to stay {rest}", "Could you reserve a hotel {rest}?",
    "I want to stay {rest}", "We're travelling and need a hotel {rest}", "find a hotel {rest} pls",
    "Hi! I need somewhere to sleep {rest}", "Hello, please book accommodation {rest}",
    "We need a room {rest}", "get me a room {rest}", "Hey, can you sort out a hotel {rest}?",
    "Booking request: hotel {rest}", "I'm planning a trip and want a hotel {rest}",
    "Need lodging {rest}", "Arrange a hotel {rest}, please", "Would you book a hotel {rest}?",
    "My boss sends me away, I need a hotel {rest}", "Good morning. A hotel {rest}, please",
)
BARE_OPENERS = (
    "I need a hotel", "Book me a hotel please", "hi, can you book a hotel for me?",
    "I want to book a room", "Please help me find a place to stay", "hotel booking please",
    "We need a room", "Can you find us somewhere to stay?", "I'd like to travel, get me a hotel",
    "Hello, I need accommodation",
)
CITY = ("in {city}", "in {city}", "in the centre of {city}", "at {city}", "somewhere in {city}",
        "for our trip to {city}", "in beautiful {city}", "for a visit to {city}")
GUESTS = {
    1: ("for one", "for one person", "just me", "for 1 guest", "I travel alone", "for myself",
        "only me", "1 adult", "solo", "for one guest", "for 1"),
    2: ("for two", "for 2", "for 2 people", "for two guests", "my wife and I", "for a couple",
        "the two of us", "me and my friend", "2 adults", "my husband and me", "two persons",
        "for me and my sister", "we are two"),
    3: ("for three", "for 3", "for 3 people", "for three guests", "we're three", "3 of us",
        "me and two friends", "two adults and a child, so 3 guests", "3 persons"),
    4: ("for four", "for 4", "for 4 people", "four guests", "a family of four", "4 of us",
        "we are 4", "four persons", "me and three colleagues"),
    5: ("for five", "for 5 people", "five guests", "5 of us", "a family of five", "we are 5"),
    6: ("for six", "for 6", "six guests", "6 people", "a group of six", "the six of us"),
}
PREFERENCES = {
    "cheapest": ("the cheapest one", "as cheap as possible", "cheapest please", "lowest price",
                 "whatever costs least", "I want the cheapest", "the cheapest you can find",
                 "on a small budget, so the cheapest", "price matters most", "cheap is best",
                 "the most affordable one", "least expensive hotel", "take the lowest price"),
    "breakfast": ("with breakfast", "breakfast included", "it must have breakfast",
                  "one with breakfast please", "including breakfast", "I want breakfast there",
                  "breakfast should be included", "a hotel that serves breakfast",
                  "I need breakfast in the morning", "with breakfast in the price"),
    "best_rated": ("the best rated one", "best rated please", "with the highest rating",
                   "top rated", "the one guests like most", "best guest rating",
                   "highest rated hotel", "I want the best reviews", "the best rated hotel",
                   "with the top guest rating", "quality first, so the best rating"),
}
YES = ("yes", "Yes please", "yes, book it", "go ahead", "ok", "Sure", "sounds good", "yep",
       "Yes, go ahead", "that's right, yes", "confirm", "perfect, do it", "yes please, thanks")
NO = ("no", "No, don't book it", "no thanks", "stop, I don't want it", "no, leave it",
      "better not", "No, cancel that please", "wait, no", "no, forget it")
CHANGE = {
    "dates": ("actually, make it {dates}", "sorry, {dates} instead", "can we change it to {dates}?",
              "hm, better {dates}", "No wait, I meant {dates}", "change the dates to {dates} please",
              "we have to move it: {dates}", "not yet, the dates are now {dates}"),
    "guests": ("actually {guests}", "sorry, it should be {guests}", "change that to {guests}",
               "wait, it's now {guests}", "Make it {guests}, please", "no, {guests} instead"),
    "city": ("actually {city} instead", "sorry, make that {city}", "hm, I'd rather go to {city}",
             "change the city to {city} please", "No, wait: {city}", "let's do {city} instead"),
    "preference": ("I'd rather have {preference}", "actually, {preference}", "no, {preference}",
                   "hm, {preference} instead", "change of plan: {preference}"),
}
ASKED = {
    "city": ("{city}", "{city} please", "in {city}", "I want to go to {city}", "to {city}",
             "{city}, please", "it's {city}"),
    "dates": ("{dates}", "{dates} please", "we come {dates}", "I'd say {dates}", "{dates}, thanks"),
    "check_in": ("{day}", "on {day}", "we arrive on {day}", "{day} please", "from {day}"),
    "check_out": ("{day}", "on {day}", "until {day}", "we leave on {day}", "{nights}",
                  "{nights} please", "after {nights}"),
    "guests": ("{guests}", "{guests} please", "{guests}, thanks"),
    "preference": ("{preference}", "{preference} please", "hm, {preference}"),
    "email": ("{email}", "my email is {email}", "it's {email}", "{email} please", "use {email}"),
    "phone": ("{phone}", "my phone is {phone}", "my number is {phone}", "it's {phone}"),
    "first_name": ("{first_name}", "my first name is {first_name}", "I'm {first_name}"),
    "last_name": ("{last_name}", "my last name is {last_name}", "it's {last_name}"),
}
FIRST_NAMES = (
    "Maya", "Jonas", "Aiko", "Pedro", "Fatima", "Liam", "Chiara", "Ivan", "Noor", "Hannah",
    "Tomasz", "Grace", "Yusuf", "Elena", "Oscar", "Priya", "Sven", "Amara", "Luca", "Mei",
    "Daniel", "Zofia", "Kwame", "Ingrid", "Rafael", "Leila", "Hugo", "Nadia", "Felix", "Sara",
    "Anders", "Bianca", "Cyrus", "Dora", "Emre", "Freya", "Goran", "Hilde", "Isaac", "Jana",
)
LAST_NAMES = (
    "Okafor", "Lindqvist", "Tanaka", "Silva", "Haddad", "Murphy", "Rossi", "Petrov", "Khan",
    "Weber", "Nowak", "Mensah", "Demir", "Popescu", "Larsen", "Sharma", "Berg", "Diallo",
    "Moretti", "Chen", "Cohen", "Kowalska", "Asante", "Hansen", "Costa", "Farahani", "Dubois",
    "Ibrahim", "Keller", "Lopez", "Novak", "Quinn", "Schmidt", "Thorne", "Ueda", "Vargas",
)
MAIL_HOSTS = ("example.org", "example.com", "example.net", "mail.example.org")
