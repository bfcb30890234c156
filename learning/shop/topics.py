"""What is asked for when something is to be bought."""

from typing import Final

from learning.topic import Topic, Topics

TOPICS: Final[Topics] = (
    Topic(name="product", words=r"(?:which|what) product|what .*(?:\bbuy\b|\border\b|looking for)"),
    Topic(name="category", words=r"department|category|(?:kind|sort|type) of (?:product|thing)"),
    Topic(name="preference", words=r"cheapest|best rated|prefer"),
    Topic(name="remove", words=r"take out|\bremove|leave out|don't you want"),
    Topic(name="option", words=r"\bcolou?r|\bsize"),
    Topic(
        name="delivery",
        words=r"(?:delivery|shipping)(?! address)|how .*(?:delivered|shipped|sent)|express",
    ),
    Topic(name="payment", words=r"\bpay|\binvoice|\bcard\b"),
    Topic(name="first_name", words=r"first name|full name|your name", personal=True),
    Topic(name="last_name", words=r"last name|surname|full name|your name", personal=True),
    Topic(
        name="address",
        words=r"(?<!mail )\baddress|where .*(?:deliver|ship|sen[dt]|go)",
        pieces=("street", "postal_code", "city", "country"),
        personal=True,
    ),
    Topic(name="street", words=r"\bstreet\b|house number", personal=True),
    Topic(name="postal_code", words=r"postal ?code|post ?code|\bzip\b", personal=True),
    Topic(name="city", words=r"\bcity\b|\btown\b", personal=True),
    Topic(name="country", words=r"\bcountry\b", personal=True),
    Topic(name="email", words=r"e-?mail", personal=True),
    Topic(name="phone", words=r"phone|number to reach", personal=True),
)
