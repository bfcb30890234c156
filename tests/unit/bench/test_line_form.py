import pytest

from bench.interval import rate
from bench.line_form.form import Form
from bench.line_form.samples import Kind, samples
from errands.agent.view.series import FEWEST


@pytest.mark.parametrize("form", Form)
def test_the_line_that_is_right_is_all_that_is_learned(form: Form) -> None:
    for sample in samples(form, 50, "seed"):
        ((start, end),) = sample.targets
        assert end == len(sample.text)
        assert sample.text[start:].split(" ")[0] == sample.id.split("-")[0]


def test_every_form_has_the_same_pages() -> None:
    ids = {tuple(s.id for s in samples(form, 50, "seed")) for form in Form}
    assert len(ids) == 1


@pytest.mark.parametrize("form", [Form.ID_BEHIND, Form.SERIES])
def test_what_is_pointed_at_stands_on_the_page(form: Form) -> None:
    for sample in samples(form, 50, "seed"):
        page, _, line = sample.text.rpartition("</page>\n")
        if not line.startswith(Kind.ASK):
            assert f"[{line.split(' ')[1]}]" in page


def test_like_controls_share_a_line_in_series_alone() -> None:
    shared = [
        [" ".join(line.split()).count('] "') for line in sample.text.splitlines()]
        for form in (Form.ID_BEHIND, Form.SERIES)
        for sample in samples(form, 50, form)
    ]
    assert not any(any(counts) for counts in shared[:50])
    assert any(max(counts) >= FEWEST - 1 for counts in shared[50:])


def test_a_rate_of_nothing_is_no_rate() -> None:
    assert rate(0, 0) == "-"
    assert rate(9, 10).startswith("9/10 = 90% [")
