"""Start vLLM's OpenAI server with runtime adapters and grammar-bound answers."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final, get_args

import structlog

from errands.contracts.served import SERVED_MODEL_NAME
from services.inference import accelerator, base_model
from services.inference.accelerator import Accelerator, AcceleratorKind
from services.inference.adapter_check import LARGEST_RANK, TARGET_MODULES
from services.inference.admission import Admission, Limits

log = structlog.get_logger(__name__)

PLUGIN: Final = "errands_cpu_lora"
PLUGIN_GROUP: Final = "vllm.general_plugins"
LEAST_ADAPTER_SLOTS: Final = 5
WAITING_BATCHES: Final = 4
BACKGROUND_SHARE: Final = 0.75


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What a person may choose about the served model."""

    model: Path
    served_model_name: str
    host: str
    port: int
    max_loras: int
    max_lora_rank: int
    max_model_len: int
    max_num_seqs: int
    max_num_batched_tokens: int
    limits: Limits
    kv_cache_gib: int
    device: AcceleratorKind
    stock_lora_ops: bool
    threads: int | None
    spin: bool
    traces_url: str
    vllm_arguments: tuple[str, ...]


def parse(argv: Sequence[str] | None = None) -> ServerOptions:
    """Read the command line; what follows `--` goes to vLLM as it is."""
    given = _parser().parse_args(argv)
    return ServerOptions(
        model=given.model,
        served_model_name=given.served_model_name,
        host=given.host,
        port=given.port,
        max_loras=max(given.max_loras, LEAST_ADAPTER_SLOTS),
        max_lora_rank=given.max_lora_rank,
        max_model_len=given.max_model_len,
        max_num_seqs=given.max_num_seqs,
        max_num_batched_tokens=given.max_num_batched_tokens,
        limits=_limits(given.max_num_seqs, given.max_waiting, given.max_background),
        kv_cache_gib=given.kv_cache_gib,
        device=given.device or accelerator.detect(),
        stock_lora_ops=given.stock_lora_ops,
        threads=given.threads,
        spin=given.spin,
        traces_url=given.traces_url,
        vllm_arguments=tuple(given.vllm_arguments),
    )


def _limits(batch: int, waiting: int | None, background: int | None) -> Limits:
    """What isn't given depends on how many requests are computed at once."""
    if waiting is None:
        waiting = WAITING_BATCHES * batch
    if background is None:
        background = max(1, int(BACKGROUND_SHARE * batch))
    return Limits(interactive=batch + waiting, background=background)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m services.inference",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--model", type=Path, default=base_model.DEFAULT_OUTPUT, help="model folder")
    add(
        "--served-model-name",
        default=SERVED_MODEL_NAME,
        help="the base model's name; its folder's answers too",
    )
    add("--host", default="127.0.0.1", help="address to listen on")
    add("--port", type=int, default=8200, help="port to listen on")
    add(
        "--max-loras",
        type=int,
        default=LEAST_ADAPTER_SLOTS,
        help=f"adapters in one batch: live skills + 2, at least {LEAST_ADAPTER_SLOTS}",
    )
    add(
        "--max-lora-rank",
        type=int,
        default=LARGEST_RANK,
        help="largest adapter rank; buffers have this size",
    )
    add("--max-model-len", type=int, default=2048, help="longest prompt and answer, in tokens")
    add("--max-num-seqs", type=int, default=16, help="requests computed at once")
    add("--max-num-batched-tokens", type=int, default=2048, help="tokens computed in one step")
    add(
        "--max-waiting",
        type=int,
        help=f"requests that may wait for one that is computed to end; {WAITING_BATCHES} times"
        " --max-num-seqs where not given",
    )
    add(
        "--max-background",
        type=int,
        help="background requests are taken while fewer than so many of all kinds are in flight;"
        f" {BACKGROUND_SHARE:g} of --max-num-seqs where not given",
    )
    add("--kv-cache-gib", type=int, default=2, help="memory for cached prompts, in GiB")
    add("--device", choices=get_args(AcceleratorKind), help="not given: by the installed build")
    add("--stock-lora-ops", action="store_true", help="keep vLLM's own CPU LoRA operators")
    add(
        "--threads",
        type=int,
        help="cores to compute on, of a CPU; not given: those that a container's limit, or the"
        " machine, allows",
    )
    add("--spin", action="store_true", help="let threads spin: for cores that nothing else uses")
    add("--traces-url", default="", help="where spans go, by OTLP over HTTP; none where not given")
    add("vllm_arguments", nargs="*", help="after `--`: more flags for vLLM itself")
    return parser


def vllm_flags(options: ServerOptions, machine: Accelerator) -> list[str]:
    """Spell the options out for vLLM's own parser."""
    return [
        *("--model", str(options.model.resolve())),
        *("--served-model-name", options.served_model_name, options.model.name),
        *("--host", options.host, "--port", str(options.port)),
        *("--max-model-len", str(options.max_model_len)),
        *("--max-num-seqs", str(options.max_num_seqs)),
        *("--max-num-batched-tokens", str(options.max_num_batched_tokens)),
        *("--enable-lora", "--max-loras", str(options.max_loras)),
        *("--max-cpu-loras", str(2 * options.max_loras)),
        *("--max-lora-rank", str(options.max_lora_rank)),
        # Without this the vocabulary's layers are wrapped too, and pay for nothing.
        *("--lora-target-modules", *sorted(TARGET_MODULES)),
        *("--structured-outputs-config", '{"backend":"guidance"}'),
        *("--enable-prefix-caching", "--enable-prompt-tokens-details"),
        # Interactive requests overtake the waiting background ones, and are evicted last.
        *("--scheduling-policy", "priority"),
        *("--middleware", f"{Admission.__module__}.{Admission.__qualname__}"),
        *("--no-enable-log-requests", "--disable-uvicorn-access-log"),
        *(("--otlp-traces-endpoint", options.traces_url) if options.traces_url else ()),
        *machine.flags,
        *options.vllm_arguments,
    ]


def vllm_environment(options: ServerOptions, machine: Accelerator) -> dict[str, str]:
    """Collect the variables vLLM reads; it has no flags for these."""
    plugins = "" if options.stock_lora_ops else PLUGIN
    return {
        "VLLM_ALLOW_RUNTIME_LORA_UPDATING": "True",
        "VLLM_PLUGINS": plugins,
        "VLLM_NO_USAGE_STATS": "1",
        "DO_NOT_TRACK": "1",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "VLLM_WORKER_MULTIPROC_METHOD": "spawn",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf",
        "OTEL_SERVICE_NAME": "errands-inference",
        **machine.environment,
    }


def serve(options: ServerOptions) -> None:
    """Run the server until it is told to stop."""
    machine = accelerator.accelerator(
        options.device, options.kv_cache_gib, threads=options.threads, spins=options.spin
    )
    if machine.kind == "cpu" and not options.stock_lora_ops and not _plugin_is_installed():
        log.warning("lora_plugin_not_installed", hint="uv pip install --no-deps -e .")
    # vLLM's own knobs, written before it is imported; nothing is read.
    os.environ.update(vllm_environment(options, machine))  # noqa: TID251
    Admission.limits = options.limits
    # Imported here: vLLM reads its variables while it is imported.
    import uvloop  # noqa: PLC0415
    from vllm.entrypoints.launchers.api_server.entry import run_server  # noqa: PLC0415

    arguments = read_by_vllm(options, machine)
    log.info("starting_vllm", device=machine.kind, model=str(options.model), port=options.port)
    uvloop.run(run_server(arguments))


def read_by_vllm(options: ServerOptions, machine: Accelerator) -> argparse.Namespace:
    """Give the flags to vLLM's own parser; it ends the process where it doesn't take one."""
    from vllm.entrypoints.launchers.cli_args import (  # noqa: PLC0415
        make_arg_parser,
        validate_parsed_serve_args,
    )
    from vllm.utils.argparse_utils import FlexibleArgumentParser  # noqa: PLC0415

    parser = make_arg_parser(FlexibleArgumentParser())  # type: ignore[no-untyped-call]
    arguments: argparse.Namespace = parser.parse_args(vllm_flags(options, machine))
    validate_parsed_serve_args(arguments)
    return arguments


def _plugin_is_installed() -> bool:
    return any(point.name == PLUGIN for point in entry_points(group=PLUGIN_GROUP))


def main(argv: Sequence[str] | None = None) -> None:
    """Prepare the default model if need be, then serve."""
    options = parse(argv)
    if options.model == base_model.DEFAULT_OUTPUT:
        base_model.prepare(options.model)
    serve(options)
