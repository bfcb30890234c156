"""Other cities for recorded conversations: a model is to copy the name that it reads, whichever.

The demo site has few cities; what is learned on forty names isn't learned about names.
"""

from random import Random

from sites.hotels.cities import HELD_OUT_CITIES

_NAMES = (
    *("Aarhus", "Aberdeen", "Accra", "Adelaide", "Agadir", "Albuquerque", "Algiers", "Almaty"),
    *("Amman", "Anchorage", "Ankara", "Antalya", "Antwerp", "Arequipa", "Asunción", "Atlanta"),
    *("Austin", "Avignon", "Baku", "Baltimore", "Bari", "Basel", "Beijing", "Beirut", "Belfast"),
    *("Belgrade", "Bergen", "Bern", "Bilbao", "Birmingham", "Bologna", "Bordeaux", "Boston"),
    *("Bratislava", "Bremen", "Brighton", "Brisbane", "Bristol", "Bruges", "Bucharest", "Busan"),
    *("Cagliari", "Calgary", "Cambridge", "Canberra", "Cardiff", "Cartagena", "Casablanca"),
    *("Chengdu", "Chennai", "Chiang Mai", "Christchurch", "Cincinnati", "Cologne", "Colombo"),
    *("Córdoba", "Cork", "Cusco", "Dakar", "Dallas", "Damascus", "Da Nang", "Delhi", "Denver"),
    *("Detroit", "Dijon", "Doha", "Dresden", "Dubrovnik", "Durban", "Düsseldorf", "Eindhoven"),
    *("Entebbe", "Faro", "Frankfurt", "Freiburg", "Fukuoka", "Galway", "Gdańsk", "Geneva"),
    *("Genoa", "Ghent", "Glasgow", "Gothenburg", "Granada", "Graz", "Grenoble", "Guadalajara"),
    *("Guatemala City", "Haifa", "Halifax", "Hamburg", "Hannover", "Harare", "Helsingborg"),
    *("Heraklion", "Hiroshima", "Ho Chi Minh City", "Hobart", "Honolulu", "Houston", "Innsbruck"),
    *("Izmir", "Jakarta", "Jaipur", "Johannesburg", "Kampala", "Kansas City", "Karachi"),
    *("Kathmandu", "Kigali", "Kobe", "Kuala Lumpur", "La Paz", "Lagos", "Las Vegas", "Leeds"),
    *("Leipzig", "León", "Lille", "Limerick", "Linz", "Liverpool", "Ljubljana", "London"),
    *("Los Angeles", "Luxembourg", "Luzern", "Lviv", "Lyon", "Malmö", "Manchester", "Manila"),
    *("Maputo", "Marseille", "Medellín", "Memphis", "Mendoza", "Miami", "Milan", "Minneapolis"),
    *("Monterrey", "Montevideo", "Montpellier", "Munich", "Nagoya", "Nantes", "Naples"),
    *("Nashville", "Newcastle", "Nottingham", "Nuremberg", "Oaxaca", "Odense", "Osaka"),
    *("Ottawa", "Oxford", "Palermo", "Panama City", "Perth", "Philadelphia", "Phoenix", "Pisa"),
    *("Plovdiv", "Portland", "Porto", "Poznań", "Pune", "Québec", "Quito", "Ravenna", "Recife"),
    *("Riga", "Rotterdam", "Saint Louis", "Salamanca", "Salt Lake City", "Salzburg", "San Diego"),
    *("San José", "San Juan", "San Sebastián", "Sapporo", "Sarajevo", "Seattle", "Seville"),
    *("Shanghai", "Sibiu", "Siena", "Skopje", "Sofia", "Strasbourg", "Stuttgart"),
    *("Tampere", "Tbilisi", "Thessaloniki", "Tirana", "Toulouse", "Trieste"),
    *("Trondheim", "Tunis", "Turin", "Turku", "Utrecht", "Valencia", "Valletta", "Valparaíso"),
    *("Venice", "Verona", "Vilnius", "Washington", "Wellington", "Winnipeg", "Wrocław"),
    *("Xi'an", "Yerevan", "Yokohama", "York", "Zagreb", "Zanzibar City", "Zaragoza"),
)
OTHER_CITIES = tuple(name for name in _NAMES if name not in HELD_OUT_CITIES)


def renaming(rng: Random, cities: list[str]) -> dict[str, str]:
    """For each city another one."""
    return dict(zip(cities, rng.sample(OTHER_CITIES, len(cities)), strict=True))
