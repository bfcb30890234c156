"""What an adapter has still to learn is kept, and a share of what it knows."""

from pathlib import Path

import pytest

from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from learning.sample import Sample, read_samples, write_samples

BASE = Path(__file__).resolve().parents[3] / "var/models/smollm2-135m-instruct"


def sample(number: int) -> Sample:
    before, line = f'link "Go" [{number}]\n', f"click {number}{ARROW}"
    spans = ((len(before), len(before) + len(line)),)
    return Sample(id=str(number), skill=SkillName("n"), text=before + line, targets=spans)


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """Twenty samples, of which every other one was found known in a run that was cut off."""
    import json

    write_samples(tmp_path / "all.jsonl", [sample(n) for n in range(20)])
    judged = ({"text": sample(n).text, "known": n % 2 == 0} for n in range(20))
    verdicts = "".join(json.dumps(verdict) + "\n" for verdict in judged)
    (tmp_path / "hard.known").write_text(verdicts + '{"text": "cut o')
    return tmp_path


def kept(folder: Path, others: float) -> list[int]:
    from learning import hard_samples

    nothing = folder / "no model is asked again"
    hard_samples.main(
        samples=[folder / "all.jsonl"],
        base=nothing,
        adapter=nothing,
        output=folder / "hard.jsonl",
        others=others,
    )
    return [int(one.id) for one in read_samples(folder / "hard.jsonl")]


def test_what_is_hard_stays_and_a_share_of_the_others(judged: Path) -> None:
    hard = list(range(1, 20, 2))
    assert kept(judged, others=0) == hard
    assert kept(judged, others=1) == list(range(20))
    some = kept(judged, others=0.5)
    assert set(hard) < set(some)
    assert len(some) < 20
    assert kept(judged, others=0.5) == some


def test_a_line_that_the_model_would_not_write_is_hard(tmp_path: Path) -> None:
    import torch

    from learning import hard_samples
    from learning.lora import save_adapter, with_lora

    torch.set_num_threads(1)
    save_adapter(with_lora(BASE, 1, None), tmp_path / "fresh")
    sure = 3 * "one, two, three, four, five, six, seven, eight, nine, ten. "
    spans = ((sure.rindex("four"), sure.rindex(", nine")),)
    easy = Sample(id="easy", skill=SkillName("n"), text=sure, targets=spans)
    write_samples(tmp_path / "all.jsonl", [easy, sample(7)])
    hard_samples.main(
        samples=[tmp_path / "all.jsonl"],
        base=BASE,
        adapter=tmp_path / "fresh",
        output=tmp_path / "hard.jsonl",
        others=0,
    )
    assert [one.id for one in read_samples(tmp_path / "hard.jsonl")] == ["7"]
