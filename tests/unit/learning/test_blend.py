"""An adapter between two others."""

from pathlib import Path

import pytest
import typer


def adapter(folder: Path, value: float, rank: int = 2) -> Path:
    import torch
    from safetensors.torch import save_file

    folder.mkdir()
    weight = torch.full((rank, 4), value, dtype=torch.bfloat16)
    save_file({"layers.0.lora_A.weight": weight}, folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(f'{{"r": {rank}}}')
    return folder


def test_it_lies_on_the_way(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    from learning import blend

    before, after, output = adapter(tmp_path / "a", 1), adapter(tmp_path / "b", 3), tmp_path / "c"
    blend.main(before=before, after=after, output=output, share=0.25)
    (weight,) = load_file(output / "adapter_model.safetensors").values()
    assert weight.dtype == torch.bfloat16
    assert set(weight.flatten().tolist()) == {1.5}
    assert (output / "adapter_config.json").read_text() == '{"r": 2}'


def test_adapters_of_another_rank_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    from learning import blend

    before, after = adapter(tmp_path / "a", 1), adapter(tmp_path / "b", 3, rank=4)
    with pytest.raises(typer.BadParameter, match="rank"):
        blend.main(before=before, after=after, output=tmp_path / "c", share=0.5)
    assert not (tmp_path / "c").exists()
