"""Who might say all this: names, addresses and numbers of nobody."""

import re
import unicodedata
from random import Random
from typing import Final

FIRST_NAMES: Final = (
    "Maya", "Jonas", "Aiko", "Pedro", "Fatima", "Liam", "Chiara", "Ivan", "Noor", "Hannah",
    "Tomasz", "Grace", "Yusuf", "Elena", "Oscar", "Priya", "Sven", "Amara", "Luca", "Mei",
    "Daniel", "Zofia", "Kwame", "Ingrid", "Rafael", "Leila", "Hugo", "Nadia", "Felix", "Sara",
    "Anders", "Bianca", "Cyrus", "Dora", "Emre", "Freya", "Goran", "Hilde", "Isaac", "Jana",
)
LAST_NAMES: Final = (
    "Okafor", "Lindqvist", "Tanaka", "Silva", "Haddad", "Murphy", "Rossi", "Petrov", "Khan",
    "Weber", "Nowak", "Mensah", "Demir", "Popescu", "Larsen", "Sharma", "Berg", "Diallo",
    "Moretti", "Chen", "Cohen", "Kowalska", "Asante", "Hansen", "Costa", "Farahani", "Dubois",
    "Ibrahim", "Keller", "Lopez", "Novak", "Quinn", "Schmidt", "Thorne", "Ueda", "Vargas",
)
_MAIL_HOSTS: Final = ("example.org", "example.com", "example.net", "mail.example.org")


def email(rng: Random, first: str, last: str) -> str:
    names = [_ascii(first), _ascii(last)]
    form = rng.choice(("{0}.{1}", "{0}", "{0}{1}", "{1}.{0}", "{0}_{1}", "{0}{n}"))
    return f"{form.format(*names, n=rng.randint(1, 99))}@{rng.choice(_MAIL_HOSTS)}"


def _ascii(name: str) -> str:
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", name).lower())


def phone(rng: Random) -> str:
    digits = "".join(rng.choice("0123456789") for _ in range(9))
    forms = ("+44 20 {0} {1}", "0{2} {3}", "+49 {2} {3}", "+1 {2} {0} {1}", "0{2}{3}")
    return rng.choice(forms).format(digits[:4], digits[4:8], digits[:3], digits[3:])
