"""Phrasings of the shop's errands. They are for evaluation: no training sees them."""

BUY = (
    "Get me {goods}", "Could you order {goods}?", "{goods}, please", "I'd love to have {goods}",
    "Shopping time! I need {goods}", "My old one broke, order {goods}", "order {goods}",
    "Do me a favour and buy {goods}", "I saw {goods} at Tidewell and want it", "to buy: {goods}",
    "It's my niece's birthday, get her {goods}", "Would you pick up {goods} for me online?",
)
GOODS = ("the {product}", "the {product}", "a {product}")
GOODS_COUNTED = ("{quantity} of the {product}", "{quantity} pieces of the {product}")
BUY_NOTHING = (
    "I'd like to do some shopping", "order something for me", "Can you buy me something at Tidewell?",
    "there's a thing I want from the shop", "Hi there, I need to order a present",
)
COUNT = ("I need {quantity} of it", "{quantity} pieces, please", "Take {quantity} of them")
PICK = (
    "Of all the {category} up to {euros} euros I want the {preference}",
    "Find the {preference} of the {category} and order it, my limit is {euros} euros",
    "get me the {preference} in {category}, no more than {euros} euros each",
    "I have {euros} euros for something out of {category}: the {preference}, please",
)
PICK_NO_PREFERENCE = (
    "I need something out of {category} for no more than {euros} euros",
    "order me something from {category}, {euros} euros at most",
)
PICK_NO_CATEGORY = (
    "Whatever is the {preference} up to {euros} euros, I'll take that",
    "I want the {preference} thing I can have for {euros} euros",
)
PICK_NOTHING = (
    "I have {euros} euros to spend on a present", "buy me something nice, {euros} euros at most",
)
CATEGORIES = {
    "lamps": ("lamps", "the lamps", "your lamps"),
    "clothes": ("clothes", "the clothes", "the clothing department"),
    "kitchen": ("things for the kitchen", "kitchen things", "the kitchen department"),
    "bags": ("bags", "the bags", "your bags"),
    "garden": ("things for the garden", "garden things", "the garden department"),
    "bedroom": ("things for the bedroom", "bedroom things", "the bedroom department"),
}
PREFERENCES = {
    "cheapest": ("cheapest", "lowest priced", "cheapest one", "one with the lowest price"),
    "best_rated": ("best rated", "highest rated", "one with the best rating", "top rated one"),
}
REST = (
    "Buy everything in my cart but the {remove}", "Order what I left in the cart, minus the {remove}",
    "my cart is still full: take out the {remove}, order what's left",
    "There are things in my cart. I don't want the {remove} any more, please order all else",
)
REST_NOTHING = (
    "Order what's in my cart, but something has to go first", "I left things in my cart. Order all but a single one",
    "please clear up my cart a bit and then order it",
)
OPTION = ("in {option}", "{option}", "make it {option}", "I'd like it in {option}")
DELIVERY = ("Delivery: {delivery}", "Send it by {delivery}", "I want {delivery}", "ship it with {delivery}")
PAYMENT = ("Payment: {payment}", "I'll pay like this: {payment}", "To pay, use {payment}", "paying: {payment}")
ADDRESS = (
    "Send it to {street}, {postal_code}, {city}, {country}",
    "It goes to {street}, {postal_code}, {city}, {country}",
    "My address: {street}, {postal_code}, {city}, {country}",
)
REMARKS = (
    "It's a present.", "Thank you kindly!", "I'm in no rush.", "Finally payday.", "Hope they still have it.",
    "I can't get out of the house today.", "You know how I hate shopping.", "ta!",
)
YES = (
    "yes, order it", "Yes, that's right", "go for it", "Yes please, do it", "sure, go on", "yep, order it",
    "looks good, yes", "that's it, yes", "yes, thank you", "Okay, do that", "alright, yes",
)
NO = (
    "no, don't order it", "Nope, leave it", "no, that's too much", "No, thank you", "no, I don't want it after all",
    "stop, don't buy it", "better not, no", "no, not today",
)
CHANGE = {
    "delivery": ("hang on, rather {delivery}", "I'd rather have {delivery}", "wait, {delivery} instead"),
    "payment": ("hang on, {payment} instead", "let me pay another way: {payment}", "wait, better {payment}"),
    "option": ("wait, in {option} instead", "I'd rather have it in {option}", "hm, {option} would be nicer"),
    "quantity": ("wait, make that {quantity} pieces", "hm, {quantity} of them instead", "let's take {quantity} instead"),
}
CORRECTIONS = {
    "delivery": ("sorry, I got that wrong, {delivery}", "my mistake, I meant {delivery}"),
    "payment": ("sorry, I got that wrong, {payment}", "my mistake, I meant {payment}"),
    "option": ("sorry, I got that wrong, in {option}", "my mistake, I meant {option}"),
}
"""What somebody says who gave a wrong answer before."""
ASKED = {
    "product": ("the {product}", "{product}", "I'm after the {product}", "{product} please"),
    "category": ("{category}", "something out of {category}", "{category} please"),
    "preference": ("the {preference}", "{preference}", "the {preference}, please"),
    "option": ("{option}", "in {option}", "{option} would be nice", "{option} please"),
    "remove": ("the {remove}", "{remove}", "I don't need the {remove}"),
    "delivery": ("{delivery}", "{delivery} please", "by {delivery}", "let's take {delivery}"),
    "payment": ("{payment}", "{payment} please", "I choose {payment}", "let's take {payment}"),
    "first_name": ("{first_name}", "my first name is {first_name}", "it's {first_name}"),
    "last_name": ("{last_name}", "my last name is {last_name}", "it's {last_name}"),
    "email": ("{email}", "my email is {email}", "write to {email}"),
    "phone": ("{phone}", "you can call {phone}", "my number is {phone}"),
    "address": ("{street}, {postal_code}, {city}, {country}", "it's {street}, {postal_code}, {city}, {country}"),
    "street": ("{street}",),
    "postal_code": ("{postal_code}",),
    "city": ("{city}",),
    "country": ("{country}",),
}
STREETS = (
    "12 Long Lane", "Lindenweg 8", "Rua da Praia 31", "4 Mill Road", "Kirkegata 17", "Calle Mayor 9", "Bergstraat 22",
    "Via Verdi 5", "Rue des Lilas 14", "Polna 3", "27 Harbour Street", "Nytorv 6",
)
PLACES = (
    ("D02 X285", "Dublin", "Ireland"), ("50667", "Cologne", "Germany"), ("1010", "Vienna", "Austria"),
    ("4000", "Porto", "Portugal"), ("0154", "Oslo", "Norway"), ("28013", "Madrid", "Spain"),
    ("1012 AB", "Amsterdam", "Netherlands"), ("20121", "Milan", "Italy"), ("69002", "Lyon", "France"),
    ("1050", "Copenhagen", "Denmark"), ("LS1 4DY", "Leeds", "United Kingdom"), ("9000", "Ghent", "Belgium"),
)
"""Postal code, city and country."""
