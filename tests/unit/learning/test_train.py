"""Training on a tiny model: the loss falls, a cut-off run goes on, padding changes nothing."""

import json
from pathlib import Path

import pytest

from errands.contracts.action import ARROW
from errands.contracts.ids import SkillName
from learning.pair import Pair, write_pairs
from learning.sample import Sample, write_samples

# A processor without bfloat16 takes its time with a whole training, however small.
pytestmark = pytest.mark.timeout(600)

ROOT = Path(__file__).resolve().parents[3]
BASE = ROOT / "var/models/smollm2-135m-instruct"
"""`make setup` prepares it; its tokenizer is what is served."""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

    # Two threads wait for each other at every product wherever anything else runs.
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    torch.manual_seed(0)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=2,
            num_key_value_heads=1,
        )
    ).to(torch.bfloat16)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def samples() -> list[Sample]:
    made = []
    for number in range(8):
        before, line = f'link "Go" [{number}]\n', f"click {number}{ARROW}"
        spans = ((len(before), len(before) + len(line)),)
        text = before + line
        made.append(Sample(id=str(number), skill=SkillName("n"), text=text, targets=spans))
    return made


def run(tiny: Path, folder: Path, epochs: int) -> dict[str, object]:
    from learning import train

    data = folder / "data.jsonl"
    write_samples(data, samples())
    train.main(train=[data], valid=data, base=tiny, output=folder / "out", epochs=epochs, rate=0.05)
    return dict(json.loads((folder / "out/training.json").read_text()))


def test_the_loss_falls_and_the_adapter_is_small_and_in_bfloat16(
    tiny: Path, tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file

    report = run(tiny, tmp_path, epochs=60)
    first, last = report["first_loss"], report["last_loss"]
    assert isinstance(first, float)
    assert isinstance(last, float)
    assert last < first - 0.2  # most of it is frozen and random
    weights = load_file(tmp_path / "out/adapter_model.safetensors")
    assert {weight.dtype for weight in weights.values()} == {torch.bfloat16}
    config = json.loads((tmp_path / "out/adapter_config.json").read_text())
    assert config["base_model_name_or_path"] == "smollm2-135m-instruct"


def test_only_the_last_layers_learn_where_it_is_asked(tiny: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    from learning import train

    run(tiny, tmp_path, epochs=2)
    before = load_file(tmp_path / "out/adapter_model.safetensors")
    data, on = tmp_path / "data.jsonl", tmp_path / "on"
    train.main(
        train=[data], valid=data, base=tiny, output=on, rate=0.05, layers=1, start=tmp_path / "out"
    )
    after = load_file(on / "adapter_model.safetensors")
    assert after.keys() == before.keys()
    changed = {name for name in after if not after[name].equal(before[name])}
    assert changed == {name for name in after if ".layers.1." in name}


def test_a_run_that_was_cut_off_goes_on_where_it_was(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from learning import train

    whole = run(tiny, tmp_path / "whole", epochs=30)

    real_loss, steps = train._loss, iter(range(55))

    def cut_off(*args: object) -> object:
        if next(steps, None) is None:
            raise KeyboardInterrupt
        return real_loss(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(train, "_loss", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run(tiny, tmp_path / "cut", epochs=30)
    monkeypatch.setattr(train, "_loss", real_loss)
    again = run(tiny, tmp_path / "cut", epochs=30)
    assert again["losses"] == pytest.approx(whole["losses"], abs=1e-4)


def test_updates_too_small_for_16_bits_add_up() -> None:
    import torch

    from learning.learner import Learner

    model = torch.nn.Linear(1, 1, bias=False, dtype=torch.bfloat16)
    torch.nn.init.ones_(model.weight)
    learner = Learner(model, rate=1e-3, steps=20)
    for _ in range(20):
        learner.learn(model.weight.sum())
    assert model.weight.item() < 1
    assert model.weight.dtype == torch.bfloat16


def test_what_stands_beside_a_sample_in_a_batch_changes_nothing(tiny: Path) -> None:
    import torch
    from transformers import AutoTokenizer

    from learning.encoded import encode, targets_of
    from learning.lora import with_lora

    tokenizer = AutoTokenizer.from_pretrained(tiny)
    model = with_lora(tiny, 4, None)
    short, long = (encode(s, tokenizer) for s in (samples()[0], _long()))
    alone = targets_of(model, [short])
    beside = targets_of(model, [short, long])
    logits = beside.logits[: len(alone.logits)]
    torch.testing.assert_close(logits, alone.logits, atol=0.05, rtol=0.05)
    both = beside.log_likelihoods(2)
    torch.testing.assert_close(both[:1], alone.log_likelihoods(1), atol=0.05, rtol=0.05)


def test_the_better_lines_gain_on_the_worse_ones(tiny: Path, tmp_path: Path) -> None:
    from learning import train

    data, pairs = tmp_path / "data.jsonl", tmp_path / "pairs.jsonl"
    write_samples(data, samples())
    made = [
        Pair(source="t", skill=SkillName("n"), prompt=f'"Go" [{n}]\n', better=b, worse=w)
        for n, (b, w) in enumerate([("back", "goto x"), ("back", "say no"), ("back", "tab 9")])
    ]
    write_pairs(pairs, made)
    out = tmp_path / "out"
    train.main(train=[data], valid=data, base=tiny, output=out, epochs=30, rate=0.05, pairs=[pairs])
    report = json.loads((out / "training.json").read_text())
    assert report["pairs"] == len(made)
    assert report["pairs_preferred"] == len(made)
    assert "<svg" in (out / "loss.svg").read_text()
    # Started from it, what it has learned is where it stands before.
    train.main(
        train=[data],
        valid=data,
        base=tiny,
        output=tmp_path / "on",
        epochs=1,
        pairs=[pairs],
        start=out,
    )
    again = json.loads((tmp_path / "on/training.json").read_text())
    assert again["pairs_preferred_before"] == len(made)


def test_the_loss_counts_the_models_own_lines_only() -> None:
    from transformers import AutoTokenizer

    from learning.encoded import encode

    tokenizer = AutoTokenizer.from_pretrained(BASE)
    encoded = encode(samples()[3], tokenizer)
    wanted = [t for t, w in zip(encoded.ids, encoded.wanted, strict=True) if w]
    assert tokenizer.decode(wanted) == "click 3 ->"


def _long() -> Sample:
    line = f"click 7{ARROW}"
    before = 'text "City" [7]\n' * 20
    spans = ((len(before), len(before) + len(line)),)
    return Sample(id="long", skill=SkillName("n"), text=before + line, targets=spans)
