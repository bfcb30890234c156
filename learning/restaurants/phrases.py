"""Training phrasings of the restaurant errands: fragments that are combined at random."""

TABLE_OPENERS = (
    "Book a table {rest}", "I'd like to reserve a table {rest}", "Can you get us a table {rest}?",
    "table {rest}", "Please reserve a table {rest}", "We want to eat out {rest}",
    "Could you book a restaurant {rest}?", "need a table {rest}", "Hi, a table {rest} please",
    "dinner plans: table {rest}", "Would you get me a table {rest}?", "{rest}, table please",
    "Hello! Please make a reservation {rest}", "we'd love to eat {rest}", "reservation {rest}",
    "My parents are visiting, so I need a table {rest}", "get me a table {rest} pls",
    "I want to take my team out, a table {rest}", "Kindly arrange a table {rest}.", "{rest}",
    "We need a place to eat {rest}", "Good morning, I would like a table {rest}",
    "Let's eat out! Table {rest}", "hey can you sort out a table {rest}", "reserve {rest}",
)
BARE_TABLE = (
    "I need a table", "Book a table please", "restaurant reservation please",
    "hi, can you reserve a table for me?", "We want to go out for dinner", "table",
    "Could you make a restaurant reservation?", "I'd like to eat out, please reserve something",
    "Hello, I want to book a restaurant", "please get us a table somewhere",
)
HOURS_OPENERS = {
    "opens": (
        "When does {restaurant} open {rest}?", "What time does {restaurant} open {rest}?",
        "opening time of {restaurant} {rest}", "from when is {restaurant} open {rest}?",
        "Can you look up when {restaurant} opens {rest}",
        "how early can we go to {restaurant} {rest}",
        "I want to know when {restaurant} opens {rest}.", "{restaurant} {rest}, when do they open?",
        "Please find out at what time {restaurant} opens {rest}",
        "Hi! Do you know from what time {restaurant} is open {rest}?",
    ),
    "closes": (
        "When does {restaurant} close {rest}?", "What time does {restaurant} close {rest}?",
        "closing time of {restaurant} {rest}", "until when is {restaurant} open {rest}?",
        "Can you look up when {restaurant} closes {rest}", "how late is {restaurant} open {rest}",
        "I want to know when {restaurant} closes {rest}.",
        "{restaurant} {rest}, when do they close?",
        "Please find out at what time {restaurant} closes {rest}",
        "Hi! Do you know how long {restaurant} stays open {rest}?",
    ),
}
NO_NAME = (
    "a restaurant", "the restaurant I have in mind", "my favourite restaurant", "a place I like",
)
"""What is asked about where its name isn't told."""
WEEKDAYS = (
    "on {weekday}", "on a {weekday}", "on {weekday}s", "{weekday}s", "{weekday}",
)
CITY = (
    "in {city}", "in {city}", "in {city}", "somewhere in {city}", "in the middle of {city}",
    "while we're in {city}", "in lovely {city}",
)
RESTAURANT = (
    "at {restaurant}", "at {restaurant}", "at {restaurant}", "in the restaurant {restaurant}",
    "at the restaurant called {restaurant}", "{restaurant}", "with {restaurant}",
)
CUISINE = (
    "at the {preference} {cuisine} restaurant", "in the {preference} {cuisine} place",
    "at the {preference} {cuisine} one", "{preference} {cuisine}", "{preference} {cuisine} food",
)
"""Where both are told; the preference is said in the middle."""
CUISINE_ONLY = (
    "at a {cuisine} restaurant", "in a {cuisine} place", "with {cuisine} food", "{cuisine}",
    "somewhere {cuisine}", "for {cuisine} food", "{cuisine} cuisine",
)
BEST = {
    "best_rated": (
        "best rated", "top rated", "highest rated", "best reviewed", "best",
    ),
    "cheapest": (
        "cheapest", "most affordable", "least expensive", "cheapest", "lowest priced",
    ),
}
PREFERENCE_ONLY = {
    "best_rated": (
        "the best rated one", "whichever has the best rating", "the top rated one",
    ),
    "cheapest": (
        "the cheapest one", "whichever costs least", "the least expensive one",
    ),
}
NEEDS = {
    (True, False): (
        "we want to sit outside", "with outdoor tables", "it must have a terrace",
    ),
    (False, True): (
        "with vegetarian dishes", "it needs vegetarian food", "my sister is vegetarian",
    ),
    (True, True): (
        "outside tables and vegetarian dishes are a must", "with a terrace and vegetarian food",
        "we sit outside and my sister eats vegetarian",
    ),
}
DAY = (
    "on {day}", "on {day}", "for {day}", "{day}",
)
TIME = (
    "at {time}", "at {time}", "at {time}", "around {time}", "from {time}", "{time}",
)
PEOPLE = {
    1: (
        "for one", "for one person", "just for me", "for 1 person", "only me", "for 1 guest",
    ),
    2: (
        "for two", "for 2 people", "for two people", "for my wife and me", "for 2 guests",
        "2 of us", "for the two of us", "2 people", "my partner and I",
    ),
    3: (
        "for three people", "for 3 people", "three of us", "3 people", "for 3 guests",
    ),
    4: (
        "for four people", "for 4 people", "four of us", "4 people", "for 4 guests", "a party of 4",
    ),
    5: (
        "for five people", "for 5 people", "5 of us", "5 people", "a party of five",
    ),
    6: (
        "for six people", "for 6 people", "six of us", "6 people", "for 6 guests",
    ),
    7: (
        "for seven people", "for 7 people", "7 of us", "7 people", "a group of seven",
    ),
    8: (
        "for eight people", "for 8 people", "eight of us", "8 people", "for 8 guests",
    ),
}
SENTENCES = {
    "city": (
        "I mean {0}", "We are {0}", "It should be {0}", "We'll eat {0}",
    ),
    "restaurant": (
        "We want to eat {0}", "It should be {0}", "A table {0}, please", "Reserve {0}",
    ),
    "cuisine": (
        "We'd like to eat {0}", "It should be {0}", "Find us a table {0}",
    ),
    "day": (
        "We come {0}", "It's {0}", "We're free {0}", "That would be {0}",
    ),
    "time": (
        "We come {0}", "{0} please", "We'd be there {0}",
    ),
    "people": (
        "The table is {0}", "{0}", "It's {0}",
    ),
    "preference": (
        "I want {0}", "{0}", "Please take {0}",
    ),
    "needs": (
        "{0}", "Oh, and {0}", "Also, {0}",
    ),
}
NOTES = (
    "A high chair please", "We come with a dog", "A quiet corner would be lovely",
    "Window seat please", "It is a birthday", "No nuts please", "A pram comes along",
    "Wheelchair access needed",
)
NOTE = (
    "Please note for them: {note}", "Tell the restaurant: {note}", "Add this note: {note}",
    "note: {note}", "Leave them a message: {note}",
)
REMARKS = (
    "Thanks in advance!", "We're looking forward to it.", "It's our anniversary.", "I'm so hungry.",
    "Hope you can help.", "Sorry to bother you.", "cheers", "It's for work.",
    "We have never been there.",
)
YES = (
    "yes", "Yes please", "yes, book it", "go ahead", "ok", "Sure", "sounds good", "yep",
    "Yes, go ahead", "that's right, yes", "confirm", "perfect, do it", "yes please, thanks",
)
NO = (
    "no", "No, don't book it", "no thanks", "stop, I don't want it", "no, leave it", "nope",
    "better not", "wait, no", "no, forget it", "please don't", "not now", "I'd rather not",
    "No. I've changed my mind.", "hold on, I don't want to eat out", "sorry, no", "nah",
)
CHANGE = {
    "day": (
        "actually, {day} instead", "sorry, make it {day}", "can we move it to {day}?",
        "hm, better {day}", "no wait, {day} suits us better", "not that day, {day} please",
    ),
    "time": (
        "actually, at {time} instead", "sorry, make it at {time}", "hm, at {time} is better",
        "could we come at {time}?", "wait, at {time} please", "a different time: at {time}",
    ),
    "people": (
        "actually {people}", "sorry, it should be {people}", "wait, it's now {people}",
        "make it {people}, please", "no, {people} instead", "plans changed: {people}",
    ),
    "restaurant": (
        "actually, I'd rather go to {restaurant}", "no, {restaurant} instead",
        "hm, let's take {restaurant}", "wait, {restaurant} please",
    ),
}
CORRECTIONS = {
    "day": (
        "sorry, wrong day, I meant {day}", "oh, my mistake: {day}", "I mixed that up, {day}",
    ),
    "time": (
        "sorry, wrong time, I meant at {time}", "oh, my mistake: at {time}",
        "I told you wrong, it's at {time}",
    ),
    "people": (
        "sorry, I miscounted, {people}", "oh, my mistake: {people}", "wrong, {people}",
    ),
}
"""What somebody says who gave a wrong answer before."""
ASKED = {
    "city": (
        "{city}", "in {city}", "{city} please", "it's in {city}", "{city}, of course",
    ),
    "restaurant": (
        "{restaurant}", "{restaurant} please", "it's called {restaurant}", "I mean {restaurant}",
    ),
    "cuisine": (
        "{cuisine}", "{cuisine} please", "{cuisine} food", "we fancy {cuisine}",
    ),
    "preference": (
        "{only}", "{only} please", "hm, {only}", "{only}, thanks",
    ),
    "day": (
        "{day}", "on {day}", "{day} please", "{day} would be good", "let's say {day}",
    ),
    "weekday": (
        "{weekday}", "on {weekday}", "{weekday} please", "I mean {weekday}",
    ),
    "time": (
        "at {time}", "at {time} please", "at {time}, thanks", "we come at {time}",
    ),
    "people": (
        "{people}", "{people} please", "{people}, thanks",
    ),
    "first_name": (
        "{first_name}", "my first name is {first_name}", "I'm {first_name}",
    ),
    "last_name": (
        "{last_name}", "my last name is {last_name}", "it's {last_name}",
    ),
    "phone": (
        "{phone}", "my phone is {phone}", "my number is {phone}", "it's {phone}",
    ),
}
