"""Training phrasings of the hotel errand: fragments that are combined at random.

Independent of `suites/`, which were written without sight of this file and are for
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
    "I am searching hotel {rest}", "a bed {rest} would be great", "sort me out a stay {rest}",
    "We'd love a nice hotel {rest}", "Kindly reserve accommodation {rest}.", "{rest}", "{rest}",
    "{rest}, hotel please", "Hi there, {rest}", "trip {rest}, can you book something?",
    "I would be grateful for a hotel {rest}", "hello i want book hotel {rest}",
)
BARE_OPENERS = (
    "I need a hotel", "Book me a hotel please", "hi, would you book me some hotel?",
    "I want to book a room", "Please help me find a place to stay", "hotel booking please",
    "We need a room", "Can you find us somewhere to stay?", "I'd like to travel, get me a hotel",
    "Hello, I need accommodation", "hotel", "can you help me with a hotel?", "I have to book a stay",
    "Hey! time for a holiday, find me a hotel", "Good evening, I require a hotel room.",
)
CITY = (
    "in {city}", "in {city}", "in {city}", "in the centre of {city}", "at {city}", "{city}",
    "somewhere in {city}", "for our trip to {city}", "in beautiful {city}", "for a visit to {city}",
    "to {city}", "downtown {city}", "near the old town of {city}", "{city} city break",
)
CITY_SENTENCES = (
    "I'm going to {city}", "We're off to {city}", "We are visiting {city}", "{city} it is",
    "We fly to {city}", "I have a conference in {city}", "My sister gets married in {city}",
    "The destination is {city}", "Next stop {city}", "I've always wanted to see {city}",
    "We're doing {city} this year", "Our next holiday is {city}", "City: {city}", "{city}!",
)
DATE_SENTENCES = (
    "{dates}", "Dates: {dates}", "We'd stay {dates}", "The dates are {dates}", "I'm there {dates}",
    "That would be {dates}", "Our trip is {dates}", "It has to be {dates}",
)
GUEST_SENTENCES = (
    "{guests}", "It's {guests}", "The room is {guests}", "Travelling: {guests}", "That's {guests}",
    "Guests: {guests}",
)
GUESTS = {
    1: ("for one", "for one person", "just me", "for 1 guest", "I travel alone", "for myself",
        "only me", "1 adult", "solo", "for one guest", "for 1", "1 person", "1 guest", "on my own",
        "I'm travelling alone", "one adult"),
    2: ("for two", "for 2", "for 2 people", "for two guests", "my wife and I", "for a couple",
        "the two of us", "me and my friend", "2 adults", "my husband and me", "two persons",
        "for me and my sister", "we are two", "2 guests", "two people", "2 ppl", "2 of us",
        "my partner and I", "me and my mum", "two travellers"),
    3: ("for three", "for 3", "for 3 people", "for three guests", "we're three", "3 of us",
        "me and two friends", "two adults and a child, so 3 guests", "3 persons", "3 guests",
        "three people", "3 ppl", "a party of three", "three of us"),
    4: ("for four", "for 4", "for 4 people", "four guests", "a family of four", "4 of us",
        "we are 4", "four persons", "me and three colleagues", "4 guests", "four people", "4 ppl",
        "a group of 4", "four adults"),
    5: ("for five", "for 5 people", "five guests", "5 of us", "a family of five", "we are 5",
        "5 guests", "five people", "5 persons", "five of us"),
    6: ("for six", "for 6", "six guests", "6 people", "a group of six", "the six of us",
        "6 guests", "six persons", "we are six", "6 of us"),
}
PREFERENCES = {
    "cheapest": (
        "the cheapest one", "as cheap as possible", "cheapest please", "lowest price", "cheapest",
        "whatever costs least", "I want the cheapest", "the cheapest you can find", "cheap",
        "on a small budget, so the cheapest", "price matters most", "cheap is best",
        "the most affordable one", "least expensive hotel", "take the lowest price", "low price",
        "the cheaper the better", "money is tight, so cheap", "keep the price down",
        "I don't want to spend much", "as little money as possible", "the best price",
        "the lowest rate you see", "spend as little as you can", "budget option please",
        "the one with the smallest price", "nothing fancy, only cheap", "minimum price",
        "the price should be as low as possible", "we're saving money", "I'm a student, so cheap",
        "the bargain of the list", "inexpensive", "pick whichever costs the least", "lowest cost",
        "cost is what counts", "go by price", "the one that is easiest on my wallet",
    ),
    "breakfast": (
        "with breakfast", "breakfast included", "it must have breakfast", "breakfast",
        "one with breakfast please", "including breakfast", "I want breakfast there",
        "breakfast should be included", "a hotel that serves breakfast", "breakfast is a must",
        "I need breakfast in the morning", "with breakfast in the price", "bed and breakfast",
        "we can't do without breakfast", "only if there is breakfast", "breakfast incl.",
        "it has to come with breakfast", "breakfast needs to be part of it",
        "I always eat breakfast at the hotel", "any hotel as long as it has breakfast",
        "where breakfast is included", "we want to have our breakfast there", "B&B, so breakfast",
        "room plus breakfast", "breakfast is important to me", "no hotel without breakfast please",
        "a place which gives us breakfast", "the rate must include breakfast",
        "it'd better have breakfast", "I love hotel breakfasts, so with one",
    ),
    "best_rated": (
        "the best rated one", "best rated please", "with the highest rating", "best rated",
        "top rated", "the one guests like most", "best guest rating", "highest rating",
        "highest rated hotel", "I want the best reviews", "the best rated hotel", "top ratings",
        "with the top guest rating", "quality first, so the best rating", "the best reviewed",
        "whatever other travellers rated highest", "the one people praise most",
        "the hotel with the most points from guests", "only the best by rating", "best score",
        "guests should have loved it", "the favourite of the guests", "excellent reviews please",
        "go by the guest rating", "rating is what counts", "the top of the ratings",
        "the one with the strongest reviews", "it should be rated better than all others",
        "highest score from visitors", "reviews matter most to us", "the most recommended by guests",
        "I trust the ratings, take the first by rating", "what people like best",
    ),
}
REMARKS = (
    "It's our anniversary.", "Thanks in advance!", "I'm so excited :)", "It's for work.",
    "We've been there before and loved it.", "My back hurts, so a good bed would be nice.",
    "Sorry for the short notice.", "Hope you can help.", "The flight is booked already.",
    "We will arrive late.", "I was told you are good at this.", "No smoking please.",
    "We're celebrating a birthday.", "My company pays.", "Parking isn't needed.", "cheers",
    "I've been looking for hours.", "Not too noisy if possible.", "Hello from the train!",
)
YES = ("yes", "Yes please", "yes, book it", "go ahead", "ok", "Sure", "sounds good", "yep",
       "Yes, go ahead", "that's right, yes", "confirm", "perfect, do it", "yes please, thanks")
NO = ("no", "No, don't book it", "no thanks", "stop, I don't want it", "no, leave it",
      "better not", "No, cancel that please", "wait, no", "no, forget it", "nope", "don't",
      "No. I've changed my mind.", "please don't book this", "not now", "no, too expensive",
      "I'd rather not", "hold on, I don't want to book anything", "No, let's drop it.", "no way",
      "hmm no, I'll think about it", "sorry, no", "never mind, no booking please", "nah")
CHANGE = {
    "dates": ("actually, make it {dates}", "sorry, {dates} instead", "can we change it to {dates}?",
              "hm, better {dates}", "No wait, I meant {dates}", "change the dates to {dates} please",
              "we have to move it: {dates}", "not yet, the dates are now {dates}",
              "no, wrong dates, it's {dates}", "one thing: we go {dates} now", "{dates} please",
              "hold on, my boss moved it, {dates}", "Almost! But {dates}, please.",
              "we need other days: {dates}"),
    "guests": ("actually {guests}", "sorry, it should be {guests}", "change that to {guests}",
               "wait, it's now {guests}", "Make it {guests}, please", "no, {guests} instead",
               "we changed plans: {guests}", "hold on, {guests}", "Almost, but {guests}.",
               "someone else decided, so {guests} now", "please correct: {guests}"),
    "city": ("actually {city} instead", "sorry, make that {city}", "hm, I'd rather go to {city}",
             "change the city to {city} please", "No, wait: {city}", "let's do {city} instead",
             "my friend says {city} is nicer, so {city}", "not there, {city} please",
             "we decided for {city}", "different city: {city}", "oh no, I meant {city}"),
    "preference": ("I'd rather have {preference}", "actually, {preference}", "no, {preference}",
                   "hm, {preference} instead", "change of plan: {preference}",
                   "another hotel please: {preference}", "wait, {preference}",
                   "not this one, {preference}", "I thought again: {preference}"),
}
CORRECTIONS = {
    "dates": ("sorry, I gave you the wrong dates, it's {dates}", "oh, my mistake: {dates}",
              "I mixed up the dates, it has to be {dates}", "Wait, I misread my calendar: {dates}",
              "hm, I told you wrong. {dates}", "that's my fault, the right dates are {dates}"),
    "guests": ("sorry, I miscounted, {guests}", "oh, my mistake: {guests}", "wrong, {guests}",
               "I told you wrong, it's {guests}", "Wait, I counted wrong: {guests}"),
    "city": ("sorry, wrong city, I meant {city}", "oh, my mistake: {city}", "I meant {city}",
             "I told you the wrong city, it's {city}", "Wait, it has to be {city}"),
    "preference": ("sorry, I said that wrong: {preference}", "oh, my mistake: {preference}",
                   "I got that mixed up, {preference}", "Wait, what I meant is {preference}"),
}
"""What somebody says who gave a wrong answer before."""
ASKED = {
    "city": ("{city}", "{city} please", "in {city}", "I want to go to {city}", "to {city}",
             "{city}, please", "it's {city}", "we're headed to {city}", "{city} of course",
             "Let's say {city}.", "the city is {city}"),
    "dates": ("{dates}", "{dates} please", "we come {dates}", "I'd say {dates}", "{dates}, thanks",
              "it's {dates}", "the dates are {dates}", "We'd like {dates}."),
    "check_in": ("{day}", "on {day}", "we arrive on {day}", "{day} please", "from {day}",
                 "arrival is {day}", "{day}.", "I get there on {day}"),
    "check_out": ("{day}", "on {day}", "until {day}", "we leave on {day}", "{nights}",
                  "{nights} please", "after {nights}", "we stay {nights}", "{day} in the morning",
                  "checkout {day}", "for {nights}"),
    "guests": ("{guests}", "{guests} please", "{guests}, thanks", "we'll be {guests}", "{guests}."),
    "preference": ("{preference}", "{preference} please", "hm, {preference}", "{preference}, thanks",
                   "I think {preference}", "{preference}!"),
    "email": ("{email}", "my email is {email}", "it's {email}", "{email} please", "use {email}"),
    "phone": ("{phone}", "my phone is {phone}", "my number is {phone}", "it's {phone}"),
    "first_name": ("{first_name}", "my first name is {first_name}", "I'm {first_name}"),
    "last_name": ("{last_name}", "my last name is {last_name}", "it's {last_name}"),
}
