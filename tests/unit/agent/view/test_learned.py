from hypothesis import given
from hypothesis import strategies as st

from errands.agent.view.chunks import chunks_of
from errands.agent.view.features import features_of
from errands.agent.view.focus import look
from errands.agent.view.learned import Learned
from errands.agent.view.lens import Budget, Lens
from errands.agent.view.line_terms import read_line
from errands.agent.view.terms import meanings_of, terms_of
from errands.agent.view.tokens import ESTIMATE, cost_of
from errands.agent.view.value_kinds import kinds_of
from errands.agent.view.wish import Wish
from errands.contracts.observation import Observation, Role, SectionKind
from tests.unit.agent.pages import control, long_pages, observations, section, seen, words


def features(page: Observation, last: str, words: str = "") -> dict[str, dict[str, float]]:
    chunks = chunks_of(page)
    told = features_of(chunks, Wish(words=words or last, last=last))
    return {chunk.name: each for chunk, each in zip(chunks, told, strict=True)}


def shop() -> Observation:
    return seen(
        section(control(1, Role.LINK, "My orders"), kind=SectionKind.REGION, name="header"),
        section(
            control(2, Role.EMAIL_FIELD, "Email", required=True),
            control(3, Role.BUTTON, "Continue"),
            name="Contact",
        ),
        section(control(4, Role.TEXT_FIELD, "Voucher code"), name="Discount"),
    )


def test_a_control_that_was_named_in_another_form_is_told_of() -> None:
    told = features(shop(), "I have two vouchers")
    assert told["discount"]["name"] > 0
    assert told["contact"]["name"] == 0
    assert told["discount"]["best line"] == 1


def test_a_control_that_was_meant_in_other_words_is_told_of() -> None:
    told = features(shop(), "there is a coupon")
    assert told["discount"]["line"] == 0
    assert told["discount"]["means title"] > told["contact"]["means title"]


def test_a_value_points_at_the_field_that_takes_it() -> None:
    told = features(shop(), "ada@example.org")
    assert (told["contact"]["takes"], told["discount"]["takes"]) == (1, 0)


def test_an_id_of_the_outline_is_no_number_that_was_said() -> None:
    told = features(shop(), "for 4 of us")
    assert all(each["said"] == 0 for each in told.values())


def test_what_was_said_last_is_told_apart_from_what_was_said_before() -> None:
    told = features(shop(), "go on", words="I have a voucher go on")
    assert told["discount"]["line"] == 0
    assert told["discount"]["whole line"] > 0
    assert told["contact"]["goes on, said"] == 1


def test_a_line_is_read_for_what_may_be_done_with_it() -> None:
    (line,) = read_line('email "Work email" [12] required')
    assert (line.role, line.field, line.owed, line.filled) == ("email", True, True, False)
    assert "work" in line.name
    assert not read_line('email "Email" [3] ="a@b.de" required')[0].owed
    assert read_line('! "Enter a date."')[0].wrong


def test_controls_that_share_a_line_are_read_one_by_one() -> None:
    first, second = read_line('text "First name" [1] "Last name" [2] required')
    assert (first.role, second.role) == ("text", "text")
    assert first.name == terms_of("first name")
    assert (first.owed, second.owed) == (False, True)


def test_words_of_a_script_without_blanks_are_compared_by_pairs_of_letters() -> None:
    assert terms_of("配送方法") & terms_of("なるべく早く配送してください")
    assert terms_of("العنوان") == terms_of("عنوان")


def test_other_forms_of_a_word_are_one_term() -> None:
    assert terms_of("Replies hats") == terms_of("reply hat")
    assert meanings_of(terms_of("promo")) & meanings_of(terms_of("coupon"))


def test_kinds_of_values_are_told_apart() -> None:
    assert "tel" in kinds_of("call +49 170 1234567")
    assert "date" in kinds_of("on 3 May")
    assert "text" in kinds_of("write: see you there")
    assert kinds_of("the second answer") == frozenset()


def test_a_score_is_the_sum_of_what_each_feature_weighs() -> None:
    picker = Learned({"name": 2.0, "takes": 0.5, "of no chunk": 9.0})
    chunks = chunks_of(shop())
    wish = Wish(words="voucher")
    told = features_of(chunks, wish)
    assert picker.scores(chunks, wish) == tuple(2 * f["name"] + f["takes"] / 2 for f in told)


@given(
    st.one_of(observations(), long_pages()), st.integers(0, 900), st.text(max_size=40), st.data()
)
def test_whatever_a_picker_says_the_view_keeps_its_budget(
    page: Observation, room: int, said: str, data: st.DataObject
) -> None:
    names = ("said", "name", "cost", "header", "no controls", "place")
    picker = Learned({name: data.draw(st.floats(-9, 9)) for name in names})
    chunks = chunks_of(page, most=Lens(budget=Budget(page=room)).chunk_tokens)
    view = look(chunks, Wish(words=said), picker, room, ESTIMATE)
    lines = [text for c in view.shown for text in (f"# {c.name}", *(x.text for x in c.lines))]
    assert cost_of([*lines, *([view.summary] if view.summary else [])], ESTIMATE) <= room


def test_chunks_are_small_enough_for_two_where_there_is_little_room() -> None:
    lines = [words(f"line {n} of a long text about nothing") for n in range(60)]
    (size,) = {Lens(budget=Budget(page=300)).chunk_tokens}
    assert max(c.cost for c in chunks_of(seen(section(*lines)), most=size)) < 300 * 9 // 10


def test_an_edge_that_is_asked_for_is_opened_on_a_page_that_fits() -> None:
    picker = Learned({"name": 3.0})
    chunks = chunks_of(shop())
    for said, header in (("show my orders", True), ("a voucher", False)):
        view = look(chunks, Wish(words=said), picker, 700, ESTIMATE)
        assert ("header" in {c.name for c in view.shown}) is header


def test_edges_compete_for_room_where_a_page_does_not_fit() -> None:
    long = [
        section(*(words(f"{part} line {n} of many") for n in range(20)), name=part)
        for part in ("one", "two", "three")
    ]
    page = seen(*shop().sections, *long)
    view = look(chunks_of(page), Wish(words="orders"), Learned({"name": 3.0}), 200, ESTIMATE)
    assert "header" in {c.name for c in view.shown}
