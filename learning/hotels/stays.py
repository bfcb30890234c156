"""How people write the dates of a stay."""

from datetime import date, timedelta
from random import Random

from learning.spoken_day import ORDINALS, day_text

_WORDS = (
    *("zero", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)


def arrival_text(rng: Random, day: date) -> str:
    """When somebody comes, and nothing of when they leave."""
    forms = ("from {0}", "arriving {0}", "check-in {0}", "starting {0}", "as of {0}", "on {0}")
    return rng.choice(forms).format(day_text(rng, day))


def nights_text(rng: Random, nights: int) -> str:
    if nights == 7 and rng.random() < 0.5:  # noqa: PLR2004
        return rng.choice(("a week", "one week"))
    count = _WORDS[nights] if nights < len(_WORDS) and rng.random() < 0.4 else str(nights)  # noqa: PLR2004
    return f"{count} night{'' if nights == 1 else 's'}"


def stay_text(rng: Random, check_in: date, check_out: date) -> str:
    """Both dates of a stay, as a range, as two dates, or as a date and a length."""
    nights = (check_out - check_in).days
    first, last = day_text(rng, check_in), day_text(rng, check_out)
    forms = [
        f"from {first} to {last}",
        f"from {first} until {last}",
        f"{first} to {last}",
        f"{first} - {last}",
        f"between {first} and {last}",
        f"arriving {first}, leaving {last}",
        f"check-in {first} and check-out {last}",
        f"{first} till {last}",
        f"{first} for {nights_text(rng, nights)}",
        f"{nights_text(rng, nights)} from {first}",
        f"for {nights_text(rng, nights)} starting {first}",
        f"leaving {last}, arriving {first}",
        f"{nights_text(rng, nights)} beginning on {first}",
        f"until {last}, coming on {first}",
    ]
    if check_in.month == check_out.month:
        month = check_in.strftime(rng.choice(("%B", "%b")))
        a, b = str(check_in.day), str(check_out.day)
        forms += [
            f"{a} to {b} {month}",
            f"from {a} to {b} {month}",
            f"{a}-{b} {month}",
            f"{month} {a} to {b}",
            f"{month} {a}-{b}",
            f"from the {a}th to the {b}th of {month}"
            if check_in.day > 3 and check_in.day not in ORDINALS and check_out.day not in ORDINALS  # noqa: PLR2004
            else f"from {month} {a} to {b}",
        ]
    return rng.choice(forms)


def random_stay(rng: Random, today: date) -> tuple[date, date]:
    check_in = today + timedelta(days=rng.randint(5, 320))
    return check_in, check_in + timedelta(days=rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 7, 10)))
