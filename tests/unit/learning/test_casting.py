"""Which scripts a run plays: the same ones for the same seed, as old files have them."""

import pytest
import typer

from learning.casting import Casting, casting_asked_for, of_sites, sites_to_learn_on
from learning.days import TODAY
from learning.hotels.synthesis import make_script
from learning.script import Persona, Script
from learning.wishes.shop import BuyRest
from learning.wishes.site import KEPT_OUT, SiteName


def test_unless_told_otherwise_it_is_the_plain_scripts_of_the_hotel_site() -> None:
    cast = Casting.of("hotels", "0", "plain")
    assert cast == Casting()
    assert cast.scripts(20, 3, TODAY) == [make_script(number, 3, TODAY) for number in range(20)]


@pytest.mark.parametrize("seed", range(9))
def test_the_first_scripts_are_the_same_however_many_are_asked_for(seed: int) -> None:
    cast = Casting.of("all", "0-7", "all")
    assert cast.scripts(9, seed, TODAY)[:4] == cast.scripts(4, seed, TODAY)


def test_every_site_and_persona_has_its_turn() -> None:
    scripts = Casting.of("all", "0", "all").scripts(200, 1, TODAY)
    assert {script.site for script in scripts} == set(SiteName) - KEPT_OUT
    assert {script.persona for script in scripts} == set(Persona)
    assert len({script.id for script in scripts}) == len(scripts)


def test_a_person_who_can_be_wrong_about_nothing_is_a_plain_one() -> None:
    """The one bill that they could name in place of theirs is paid already."""
    script = Casting.of("all", "0-7", "all", spliced=1).script(917_028, 8, TODAY)
    assert script.slip is None
    assert script.persona is Persona.PLAIN


def test_variants_are_named_one_by_one_or_as_a_range() -> None:
    assert Casting.of("hotels", "0-2,7", "plain,terse").variants == (0, 1, 2, 7)


@pytest.mark.parametrize(
    "named",
    [("castle", "0", "plain"), ("hotels", "x", "plain"), ("", "0", ""), ("mail", "30-32", "all")],
)
def test_what_there_is_not_is_refused(named: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match=r"castle|x|''|no variant 32"):
        Casting.of(*named)
    with pytest.raises(typer.BadParameter):
        casting_asked_for(*named)


def test_a_site_that_is_kept_out_of_training_is_played_where_it_is_named_and_never_learned_on() -> (
    None
):
    assert {
        script.site for script in Casting.of("shop", "0", "plain").scripts(3, 1, TODAY)
    } == KEPT_OUT
    assert KEPT_OUT.isdisjoint(sites_to_learn_on("all"))
    with pytest.raises(ValueError, match="shop: kept out of training"):
        sites_to_learn_on("hotels,shop")


def test_who_has_left_something_in_a_cart_comes_under_a_name_of_their_own() -> None:
    scripts = Casting.of("mail,shop", "0", "plain", spliced=1).scripts(40, 1, TODAY)
    alone = [script for script in scripts if script.splice is None]
    assert 0 < len(alone) < len(scripts)
    for script in scripts:
        wishes = [errand.wish for errand in script.errands if isinstance(errand.wish, BuyRest)]
        assert not wishes or script.known_as.endswith("-kept")


def test_a_suite_is_narrowed_to_sites() -> None:
    scripts = Casting.of("all", "0", "plain").scripts(8, 1, TODAY)
    assert {script.site for script in of_sites(scripts, "hotels")} == {SiteName.HOTELS}
    assert of_sites(scripts, "all") == scripts


def test_a_script_of_an_older_file_is_one_of_the_hotel_site() -> None:
    script = make_script(7, 1, TODAY)
    older = script.model_dump(
        mode="json", exclude={"visitor", "variant", "persona", "vague", "slip"}
    )
    for wish in filter(None, (older["wish"], older["first"])):
        del wish["site"]
    assert Script.model_validate(older) == script
