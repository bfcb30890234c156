"""What stands in braces in a table: one set of people, products, dates for each item of a page."""

from random import Random

from learning.focus.pages.block import split

_FIRST = split(
    """
Ana; Ben; Carla; Dmitri; Elif; Farid; Greta; Hiro; Ines; Jonas; Kavya; Liam; Mona; Nils; Oksana;
Pablo; Quinn; Rosa; Sven; Tara; Umar; Vera; Wim; Xenia; Yusuf; Zoe; Amara; Bruno; Chiara; Dario
"""
)
_LAST = split(
    """
Abel; Brandt; Costa; Dahl; Eriksen; Fontaine; Garcia; Haas; Ito; Jansen; Kaya; Lund; Moreau;
Novak; Okafor; Petrov; Quist; Rossi; Sato; Tanaka; Ueda; Vogel; Weber; Young; Zhang; Amadi;
Bauer; Cohen; Diaz
"""
)
_MADE = split(
    """
oak; steel; linen; wool; clay; glass; cork; leather; bamboo; copper; cotton; walnut; brass; felt
"""
)
_LOOKS = split(
    """
small; large; striped; plain; folding; round; heavy; light; vintage; compact; double; tall
"""
)
_THINGS = split(
    """
chair; lamp; kettle; mug; blanket; shelf; basket; clock; mirror; stool; vase; rug; tray; jacket;
scarf; boots; backpack; desk; pillow; teapot; candle; notebook; umbrella; bottle; guitar; tent;
bicycle; printer; monitor; keyboard; headphones; toaster; ladder; drill
"""
)
_COLOURS = split(
    """
red; green; blue; black; white; grey; yellow; navy; beige; olive; orange; purple
"""
)
_CITIES = split(
    """
Aarhus; Bergen; Cork; Delft; Essen; Faro; Ghent; Haifa; Izmir; Jaipur; Krakow; Leeds; Malaga;
Nantes; Osaka; Porto; Quito; Riga; Seville; Turin; Utrecht; Varna; Wroclaw; York; Zagreb
"""
)
_TOPICS = split(
    """
quarterly budget; office move; broken heating; summer party; travel plans; server outage; new
logo; garden compost; slow router; bread without yeast; bike repair; piano lessons; tax return;
school trip; water leak; language exchange; marathon training; house plants; job interview;
holiday photos; parking permits; recycling rules; battery life; road works; night trains; bird
migration; city elections; coffee prices; solar panels; old maps
"""
)
_FIRMS = split(
    """
Alder; Bright; Cobalt; Dune; Ember; Fjord; Grove; Harbor; Iris; Juniper; Kestrel; Lumen; Maple;
Nimbus; Orchid; Pine; Quartz; River; Summit; Thistle
"""
)
_ENDS = split(
    """
Ltd; Group; Partners; Labs; Studio; Works; & Sons; Foods; Energy; Press
"""
)
_MONTHS = split(
    """
January; February; March; April; May; June; July; August; September; October; November; December
"""
)
_DAYS = split(
    """
Monday; Tuesday; Wednesday; Thursday; Friday; Saturday; Sunday
"""
)
_STREETS = split(
    """
Mill Lane; High Street; Station Road; Elm Avenue; Dock Street; Church Hill
"""
)


def binding(rng: Random) -> dict[str, str]:
    """Values that belong together: the address of this person, the colour of this product."""
    first, last = rng.choice(_FIRST), rng.choice(_LAST)
    thing = rng.choice(_THINGS)
    product = f"{rng.choice(_LOOKS)} {rng.choice(_MADE)} {thing}"
    day, month, year = rng.randint(1, 28), rng.choice(_MONTHS), rng.randint(2025, 2028)
    dates = (f"{day} {month}", f"{month} {day}", f"{day}.{_MONTHS.index(month) + 1}.{year}")
    return {
        "first": first,
        "last": last,
        "person": f"{first} {last}",
        "email": f"{first.lower()}@{rng.choice(_FIRMS).lower()}.test",
        "phone": f"+{rng.randint(1, 99)} {rng.randint(100, 999)} {rng.randint(100000, 999999)}",
        "thing": thing,
        "product": product.capitalize() if rng.random() < 0.5 else product.title(),
        "colour": rng.choice(_COLOURS),
        "city": rng.choice(_CITIES),
        "other": rng.choice(_CITIES),
        "street": f"{rng.randint(1, 180)} {rng.choice(_STREETS)}",
        "code": str(rng.randint(10000, 99999)),
        "topic": rng.choice(_TOPICS),
        "theme": rng.choice(_TOPICS),
        "firm": f"{rng.choice(_FIRMS)} {rng.choice(_ENDS)}",
        "date": rng.choice(dates),
        "day": rng.choice(_DAYS),
        "month": month,
        "year": str(year),
        "n": str(rng.randint(2, 9)),
        "many": str(rng.randint(10, 990)),
        "money": f"{rng.choice('€$£')}{rng.randint(3, 900)}.{rng.choice(('00', '50', '95'))}",
        "file": f"{thing}-{rng.randint(1, 40)}.{rng.choice(('pdf', 'png', 'docx', 'csv'))}",
        "time": f"{rng.randint(7, 21)}:{rng.choice(('00', '15', '30', '45'))}",
        "ref": f"{rng.choice('ABCDEFGH')}{rng.randint(1000, 9999)}",
    }
