"""Short pages of one errand each: a search, its results, a form, a summary.

What was said is the errand as a whole. It names things of every page, the header's too, and what
is needed is the page's next step.
"""

from learning.focus.pages.block import FORM, LIST, NEXT, REGION, Block, Kind


def _flow(site: str, mine: str, item: str, fact: str, form: str, act: str) -> tuple[Kind, ...]:
    head = Block(
        kind=REGION,
        titles="header",
        pick=0.8,
        table=f"""
link | {site}; {site} {{city}}; Home
link | My {mine}; Your {mine}; {mine.capitalize()} | what have I got so far; show my earlier {mine}
link | Help; Contact | I need a person on the phone
link | Sign in; Account | log me in
""",
    )
    foot = Block(
        kind=REGION,
        titles="footer",
        often=0.8,
        table=f"""
p | {site} is part of {{firm}}. All {mine} are final.
link | Privacy; Terms; About {site} | the small print
""",
    )
    parts = {
        "search": Block(kind=FORM, titles=f"Find a {item}; Search", table=form, pick=0.8),
        "results": Block(
            kind=LIST,
            titles=f"{item.capitalize()}s in {{city}}; Results",
            items=(3, 9),
            table=f"""
link | {{firm}}; {item.capitalize()} {{firm}}; The {{product}} | {{firm}}; the {{product}}
p | {fact}
""",
        ),
        "order": Block(
            kind=FORM,
            titles="Sort and filter; Form",
            often=0.7,
            table="""
select | Sort by | the cheapest; the best rated | Recommended; Price; Rating
checkbox | Free cancellation; Only available | so that I can still change my mind
""",
        ),
        "details": Block(
            kind=FORM,
            titles="Your details; Who is it for?; Contact",
            pick=0.9,
            table=f"""
p | {{firm}}, {{city}}, {{date}}, {{money}}
text* | First name | {{first}}
text* | Last name | {{last}}
email* | Email | {{email}}
tel | Phone | {{phone}}
button | Continue; Next; To the {mine} | {NEXT}
""",
        ),
        "facts": Block(
            kind=REGION,
            titles=f"Check your {mine}; Summary; Is this right?",
            table="""
p | Where: {firm}, {city}
p | When: {date}, {time}
p | Name: {person}; Email: {email}
p | Total {money}
""",
        ),
        "confirm": Block(
            kind=FORM,
            titles="Form; Confirm",
            table=f"""
button | {act}; Confirm; Confirm {mine} | {NEXT}
link | Edit details; Change | the name is wrong
link | Change search; Start again | no, another {item}
""",
        ),
    }
    pages = ("search",), ("order", "results"), ("details",), ("facts", "confirm")
    return tuple(
        Kind(
            name=f"{site.lower()} {names[-1]}",
            titles=f"{site}; {{firm}}",
            blocks=(head, *(parts[name] for name in names), foot),
            errand=f"{act.lower()} {item} {mine} in {{city}} at {{firm}}, the {{product}}, on"
            f" {{date}} {{time}} for {{n}}; {act.lower()}, {{city}}, {{date}}; I need a {item} in"
            f" {{city}} for {{n}} people, cheap; {site.lower()}: {item} for {{date}}, {{person}},"
            f" {{email}}; hello, we're looking for a {item} from {{date}}, best rated please",
        )
        for names in pages
    )


KINDS = (
    *_flow(
        "Tables",
        "reservations",
        "restaurant",
        "Italian, {money} a head, terrace; Vegan, rated {n}.{n}",
        f"""
text* | City; Town | {{city}}
date* | Day; Date | {{date}}
text | Time | {{time}}
select* | People; Guests | {{n}} of us | 1; 2; 3; 4; 5; 6; 7; 8; 9
button | Find a table; Search | {NEXT}
""",
        "Reserve",
    ),
    *_flow(
        "Wheels",
        "rentals",
        "car",
        "Small, {n} seats, {money} a day; Van, automatic, {money}",
        f"""
text* | Pick-up place; Where | {{city}}
date* | Pick-up date; From | {{date}}
date* | Return date; Until | {{date}}
number | Age of the driver | {{n}}4
button | Show cars; Search | {NEXT}
""",
        "Rent",
    ),
    *_flow(
        "Stages",
        "tickets",
        "concert",
        "{day}, {time}, {money}, standing; Hall {n}, seats left",
        f"""
text | Artist or place; What | {{firm}}
text* | City | {{city}}
date | Day | {{date}}
button | Search | {NEXT}
""",
        "Buy",
    ),
    *_flow(
        "Movers",
        "orders",
        "van",
        "{n} helpers, {money} an hour; {many} km included",
        f"""
text* | From; Old address | {{street}}
text* | To; New address | {{city}}
date* | Moving day | {{date}}
select | Rooms | {{n}} rooms | 1; 2; 3; 4; 5
button | Get offers; Continue | {NEXT}
""",
        "Order",
    ),
    *_flow(
        "Clinics",
        "appointments",
        "doctor",
        "Next free: {date}, {time}; {person}, {city}, speaks {n} languages",
        f"""
text* | Town or postcode | {{city}}
select* | Field | my teeth hurt | Dentist; Skin; Eyes; Children
date | Earliest day | {{date}}
button | Find doctors; Search | {NEXT}
""",
        "Book",
    ),
)
