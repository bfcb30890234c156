import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sites.shop.app import create_app
from sites.shop.catalogue import Catalogue
from sites.shop.wording import Label, Wording
from sites.variant import HELD_OUT, TRAINING, Variant

SIZED = next(one for one in Catalogue(7).products if one.option)
PATHS = ("/", "/products", f"/products/{SIZED.id}", "/cart", "/checkout/1", "/orders")
TEXTS = re.compile(r">([^<>]+)<|placeholder=\"([^\"]+)\"")


def said(numbers: range) -> set[str]:
    return {Wording(Variant.of(number))[label] for number in numbers for label in Label}


@pytest.mark.parametrize("number", TRAINING)
def test_held_out_words_stand_on_no_page_of_a_training_variant(tmp_path: Path, number: int) -> None:
    held_out = said(HELD_OUT)
    with TestClient(create_app(tmp_path / "shop.db", variant=Variant.of(number))) as shop:
        shop.get("/?visit=kept-1")
        found = [text for path in PATHS for text in TEXTS.findall(shop.get(path).text)]
    texts = {re.sub(r" \(.*\)", "", text or placeholder).strip() for text, placeholder in found}
    assert Wording(Variant.of(number))[Label.CART] in texts
    assert not texts & held_out


def test_no_held_out_words_are_said_for_something_else_in_training() -> None:
    assert not said(TRAINING) & said(HELD_OUT)


@pytest.mark.parametrize("number", [*TRAINING, *HELD_OUT])
def test_labels_of_one_page_differ(number: int) -> None:
    words = Wording(Variant.of(number))
    form = [
        words.of(name) for name in ("size", "colour", "quantity", "add", "search", "search_box")
    ]
    names = (
        "first_name",
        "last_name",
        "street",
        "postal_code",
        "city",
        "country",
        "email",
        "phone",
    )
    checkout = [
        words.of(name) for name in (*names, "delivery", "payment", "newsletter", "continue")
    ]
    assert len(set(form)) == len(form)
    assert len(set(checkout)) == len(checkout)
