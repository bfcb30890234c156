"""Pages on which things are bought: lists of goods, a product, a basket, a checkout, trips."""

from learning.focus.pages.block import FORM, LIST, REGION, Block, Kind

_ALSO = Block(
    kind=LIST,
    titles="You may also like; Others bought; Goes well with",
    items=(3, 10),
    often=0.7,
    table="""
link | {product} | the {product}; what about the {thing} in {colour}
p | {money}; from {money}
button | Add to basket; Quick add | put the {product} in the basket too
""",
)
_REVIEWS = Block(
    kind=LIST,
    titles="Customer reviews; What buyers say; Reviews",
    items=(4, 18),
    often=0.6,
    table="""
h | {topic}; Great {thing}; Not what I hoped
p | {person}, {date}: the colour is right, delivery took a week, the size is small.; Bought it as a gift for {first}. Price was fine.; Returned it. The discount code didn't work and help never answered.
button | Helpful; Was this helpful? | {first}'s review was useful
link | Report | {person}'s review is a lie, tell somebody
""",
)
LISTING = Kind(
    name="goods",
    titles="{product}; All {thing}s; Search results",
    mixed=False,
    blocks=(
        Block(
            kind=REGION,
            titles="{thing}s; Results for {thing}; {colour} {thing}s",
            table="""
p | {many} articles
! | {many} articles found; Sorted by relevance
select | Sort by; Order by; Sort | cheap ones first; the newest on top; what people rate best | Most relevant; Price rising; Price falling; Newest; Top rated
button | Grid view
button | List view | one below the other
""",
        ),
        Block(
            kind=FORM,
            titles="Filter; Refine; Narrow down",
            pick=0.85,
            table="""
number | Price from; Minimum price | not under {many}
number | Price to; Maximum price | no more than {many}; I can spend {many}; under {many} please
checkbox | In stock; Available now | only what you have right now
checkbox | Free delivery; Free shipping | I don't want to pay for sending
checkbox | On sale; Reduced | only bargains
checkbox | Red
checkbox | Blue
checkbox | Green
checkbox | Black | in black
checkbox | Wood; Solid wood | made of oak or so
checkbox | Metal
checkbox | 4 stars and up; Rated 4 or more | only those people liked
select | Brand; Maker | by {firm} | All; Alder; Cobalt; Fjord; Lumen; Maple
button | Apply; Show results | ok use these filters
button | Clear all; Reset | start the filters over
""",
        ),
        Block(
            kind=LIST,
            titles="Results; Products; All articles",
            items=(8, 48),
            table="""
link | {product}; {product} by {firm}; {product}, {colour} | the {product}; I like the {product} by {firm}; open the one called {product}; tell me more about the {thing}, the {product}
p | {money}
p | {n} days delivery; Sold by {firm}; In {colour} and {n} other colours
button | Add to basket; Add to cart; Buy | I'll take the {product}; put a {product} in my basket
button | Save; Add to wish list | remember the {product} for later
""",
        ),
        Block(
            kind=REGION,
            titles="Pages; More results",
            table="""
link | 1
link | 2 | page two
link | 3
link | Next page; Next; More | show more of them; that's not it yet, further
""",
        ),
        _ALSO,
    ),
)
PRODUCT = Kind(
    name="article of a shop",
    titles="{product}; {product} by {firm}",
    blocks=(
        Block(
            kind=REGION,
            titles="{product}",
            table="""
p | {money}; {money}, was {money}
link | {many} reviews; 4.{n} stars | what do others say about it
button | Picture 1; Photo 1
button | Picture 2; Photo 2 | see it from behind
button | Enlarge | bigger picture
""",
        ),
        Block(
            kind=FORM,
            titles="Choose; Options; Order this",
            pick=0.9,
            table="""
radio | {colour}; Colour: {colour} | in {colour}; the {colour} one
radio | natural; untreated | plain, no paint
select* | Size; Format | I need a large one; it has to be small | S; M; L; XL
number | Quantity; Pieces; How many | {n} of them; we need {n}
checkbox | Gift wrapping; Pack it as a gift | it's for my mother's birthday
text | Engraving; Personal text | write on it: for {first}
button | Add to basket; Add to cart; Put in bag | I'll have it; that's the one, take it
button | Buy now | I want it at once
button | Save for later; Wish list | maybe next month
""",
        ),
        Block(
            kind=REGION,
            titles="Delivery; Shipping; Get it",
            often=0.8,
            table="""
text | Postcode; ZIP code | does it come to {code}; {code}
button | Check; Check delivery
link | Pick up in store; Collect it | I could fetch it myself in {city}
link | Return policy | if it doesn't fit
""",
        ),
        Block(
            kind=REGION,
            titles="Details; Description; About this article",
            pick=0.9,
            table="""
p | Made of solid material by {firm}. Wipe with a damp cloth. Fits through doors of {many} cm.
p | This {thing} was drawn in {city} in {year} and is still built by hand.
button | Material and care; How to clean it | can I wash it
button | Measurements; Dimensions | how wide is it
button | Safety information; Manufacturer | who made it
link | Assembly instructions; Manual | how do I put it together
""",
        ),
        _ALSO,
        Block(
            kind=FORM,
            titles="Ask a question; Questions",
            often=0.5,
            table="""
text | Your question | ask them: does it fold?; is it heavy?
button | Ask; Send question
""",
        ),
        _REVIEWS,
        Block(
            kind=FORM,
            titles="Write a review; Your review",
            often=0.5,
            table="""
select* | Stars; Your rating | give it {n} stars; five out of five | 1; 2; 3; 4; 5
text | Title | {topic}
text* | Your text; Review | say: it broke after two days; write that I love it
button | Post review; Submit review
""",
        ),
    ),
)
BASKET = Kind(
    name="basket",
    titles="Your basket; Cart; Shopping bag",
    blocks=(
        Block(
            kind=LIST,
            titles="Your basket; Articles",
            items=(2, 14),
            table="""
link | {product} | what was the {product} again
p | {colour}, {money}
number | Quantity; Pieces | {n} of the {product}; one more {product}
button | Remove; Delete | I don't want the {product} any more; without the {product}
button | Save for later; Move to wish list | the {product} can wait
""",
        ),
        Block(
            kind=FORM,
            titles="Discount; Have a code?; Promotions",
            table="""
text | Voucher code; Promo code; Discount code | I got a coupon: {ref}; {ref} takes ten percent off
button | Apply; Redeem
""",
        ),
        Block(
            kind=REGION,
            titles="Summary; Order summary; Total",
            table="""
! | Basket saved; Prices updated {date}
p | Subtotal {money}
p | Delivery {money}
p | Total {money}
select | Delivery country; Ship to | it goes to France | Germany; France; Spain; Austria
button | To checkout; Proceed to checkout; Continue | I'm ready to pay; that's everything, let's order
button | PayPal
link | Continue shopping; Back to the shop | I need something else as well
""",
        ),
        _ALSO,
        Block(
            kind=LIST,
            titles="Saved for later; Recently viewed",
            items=(2, 8),
            often=0.6,
            table="""
link | {product} | that {product} I looked at
button | Move to basket | now I do want the {product}
""",
        ),
    ),
)
CHECKOUT = Kind(
    name="checkout",
    titles="Checkout; Your order",
    blocks=(
        Block(
            kind=FORM,
            titles="Contact; How can we reach you?",
            table="""
email* | Email; E-mail address | {email}; my mail is {email}
tel | Phone; Mobile number | {phone}; call me on {phone}
checkbox | Send me offers; Newsletter | no advertising please
link | Log in | I've ordered here before
""",
        ),
        Block(
            kind=FORM,
            titles="Delivery address; Ship to; Where to?",
            table="""
text* | First name; Given name | {first}; I'm {first}
text* | Last name; Surname | {last}
text | Company | it's for {firm}
text* | Street and number; Address; Street | {street}; we live at {street}
text | Apartment, floor; Additional line | third floor, left
text* | Postcode; ZIP | {code}
text* | City; Town | {city}
select* | Country | Austria | Germany; Austria; France; Italy; Spain; Poland
text | Note for the driver; Delivery instructions | they should leave it with the neighbour; ring twice
""",
        ),
        Block(
            kind=FORM,
            titles="Delivery; How fast?; Shipping method",
            table="""
radio | Standard, {n} days, free; Economy | no hurry; the cheapest way
radio | Express, next day, {money}; Next day | I need it by tomorrow; as quickly as possible
radio | Pick-up point; Parcel locker | I'll collect it at a station
date | Delivery day; Preferred date | on {date}
""",
        ),
        Block(
            kind=FORM,
            titles="Payment; Pay with",
            table="""
radio | Card; Credit or debit card | I have a Visa
radio | PayPal
radio | Invoice; Pay later | I'd rather pay when it's here
radio | Bank transfer | straight from my account
text | Card number | the one that ends in {code}
text | Expiry date; Valid until | it runs out in {month} {year}
text | Security code; CVC | the three digits on the back
text | Name on card | {person}
""",
        ),
        Block(
            kind=FORM,
            titles="Billing address; Bill to",
            often=0.6,
            table="""
checkbox | Same as delivery address; Bill to the same address | the bill goes to my office; it's not the same address for the bill
text | VAT number; Tax ID | we are a company, {ref}
""",
        ),
        Block(
            kind=REGION,
            titles="Your order; Order summary",
            table="""
p | {product} {money}
p | {product} {money}
text | Gift card or code; Discount code | I have a coupon; {ref} is my code
button | Apply
link | Edit basket; Change | one of these I don't want
p | Total {money}
""",
        ),
        Block(
            kind=FORM,
            titles="Last step; Check and order",
            table="""
checkbox | I accept the terms; I agree to the terms and conditions | yes I agree to your rules
button | Place order; Order now; Pay {money} | everything is right, buy it; send the order
link | Back to basket
""",
        ),
    ),
)
TRIPS = Kind(
    name="trips",
    titles="Flights to {city}; Trains; Find a trip; Rooms in {city}",
    blocks=(
        Block(
            kind=FORM,
            titles="Search; Where to?; Plan your trip",
            pick=0.9,
            table="""
radio | One way; Single | we don't come back
radio | Return; Round trip | there and back
combobox* | From; Departure; Leaving from | {city}; I start in {city}
combobox* | To; Destination; Going to | {other}; we want to see {other}
date* | Departure date; Outbound; Check-in | {date}; we leave on {date}
date | Return date; Inbound; Check-out | back on {day}; home again by {date}
select | Travellers; Guests; Passengers | {n} of us; my wife, me and a baby | 1; 2; 3; 4; 5; 6; 7; 8; 9
select | Class; Cabin | comfortable seats | Economy; Business; First
checkbox | Direct only; Non-stop | I hate changing
checkbox | Bicycle; With a bike | I bring my bike
button | Search; Find trips; Show connections | let's see what there is
""",
        ),
        Block(
            kind=REGION,
            titles="Filters; Your filters",
            pick=0.8,
            table="""
select | Sort by; Order | cheapest first; the shortest trip first | Recommended; Price; Duration; Departure
checkbox | Breakfast included; Breakfast | with something to eat in the morning
checkbox | Free cancellation; Refundable | in case I get ill
checkbox | Pets allowed; Dogs welcome | my dog comes along
checkbox | Pool; Swimming pool | so that the kids can swim
checkbox | Morning; Before noon | I want to be there for lunch
checkbox | Evening; After 18:00 | only after work
number | Highest price; Budget | {many} at the very most
checkbox | Wheelchair access; Step-free | without stairs
""",
        ),
        Block(
            kind=LIST,
            titles="Results; Connections; Places to stay; Departures",
            items=(6, 36),
            table="""
link | {firm} {time}; Hotel {firm}; {city} {time} to {other}; The {firm} Inn, {city} | the one at {time}; I take {firm}; the {firm} place
p | {n} changes, {n} h {many} min; Rated {n}.{n}, breakfast; {many} m to the centre
p | {money}
button | Select; Choose; See rooms; Details | {firm} at {time} is fine; book {firm}
""",
        ),
        Block(
            kind=REGION,
            titles="Good to know; Before you go",
            table="""
p | Luggage up to {many} kg is included. Bicycles need a ticket of their own.
link | Luggage rules; Baggage | can I bring two suitcases
link | Change or cancel a booking; Manage booking | something came up, we can't go
link | Delays; Live departures | is the {time} late
link | Group travel; Groups | there are twenty of us
button | Load more; Show more results | are there others
""",
        ),
    ),
)
KINDS = (LISTING, PRODUCT, BASKET, CHECKOUT, TRIPS)
