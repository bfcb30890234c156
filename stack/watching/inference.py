"""How the model answers, by skill, and how its server stands."""

from typing import Final

from stack.watching.jobs import Job, of
from stack.watching.panel import Board, Row, Unit, curves, grown, number, quantile, rate, share

_ADAPTERS: Final = of(Job.ADAPTERS)
_SERVERS: Final = of(Job.INFERENCE)

INFERENCE: Final = Board(
    "inference",
    "Errands: inference and skills",
    (
        Row(
            "Now",
            (
                number(
                    "Model servers that answer",
                    Unit.COUNT,
                    f"sum(errands_engine_up{_ADAPTERS})",
                    "As the process beside each sees it.",
                ),
                number(
                    "Worst circuit",
                    Unit.COUNT,
                    "max(errands_model_circuit_state)",
                    "0: asked. 1: one request tries. 2: a worker has given the server up.",
                ),
                number(
                    "Live versions that don't answer",
                    Unit.COUNT,
                    f"max(errands_adapters_missing{_ADAPTERS})",
                    "Their steps are taken by an older version or the base model.",
                ),
                number(
                    "Adapters loaded",
                    Unit.COUNT,
                    f"max(errands_adapters_loaded{_ADAPTERS})",
                    "Live ones, canaries, and old ones on their way out.",
                ),
            ),
        ),
        Row(
            "Skills, as workers see them",
            (
                curves(
                    "Until the model answers",
                    Unit.SECONDS,
                    "19 of 20 are faster; retries count.",
                    (
                        quantile(0.95, "errands_model_request_seconds", "skill"),
                        "{{skill}}",
                    ),
                ),
                curves(
                    "Questions",
                    Unit.PER_SECOND,
                    "By what came of them.",
                    (
                        rate("errands_model_request_seconds_count", "skill, outcome"),
                        "{{skill}} {{outcome}}",
                    ),
                ),
                curves(
                    "Answers that were asked for again",
                    Unit.COUNT,
                    "Of chat endpoints alone: they were no action of the page. `in vain` often: "
                    "another mode, or room for longer answers.",
                    (grown("errands_model_repairs_total", "outcome"), "{{outcome}}"),
                ),
                curves(
                    "Tokens",
                    Unit.PER_SECOND,
                    "`cached` are those of `prompt` that the server had seen: the more the better.",
                    (rate("errands_model_tokens_total", "kind"), "{{kind}}"),
                ),
                curves(
                    "Prompt tokens of a step",
                    Unit.COUNT,
                    "By skill. A jump: pages are read otherwise than before.",
                    (
                        share(
                            rate('errands_model_tokens_total{kind="prompt"}', "skill"),
                            rate("errands_steps_taken_total", "skill"),
                        ),
                        "{{skill}}",
                    ),
                ),
            ),
        ),
        Row(
            "Adapters",
            (
                curves(
                    "Who answers for how many sessions",
                    Unit.SHARE,
                    "Two of one skill: a canary is tried.",
                    (
                        f"max by (skill, adapter) (errands_adapter_share{_ADAPTERS})",
                        "{{adapter}}",
                    ),
                ),
                curves(
                    "How versions stand",
                    Unit.COUNT,
                    "One that waits or failed for long: its files, or the manifest.",
                    (
                        f"sum by (adapter, role, state) (errands_adapter_state{_ADAPTERS})",
                        "{{adapter}} {{role}} {{state}}",
                    ),
                ),
                curves(
                    "Adapters that came, went and failed",
                    Unit.COUNT,
                    "Failures repeat each round until somebody mends the cause: an adapter, or the "
                    "manifest.",
                    (grown("errands_adapter_changes_total", "change"), "{{change}}"),
                    (grown("errands_adapter_failures_total"), "failed"),
                ),
            ),
        ),
        Row(
            "The model server",
            (
                curves(
                    "Requests in it",
                    Unit.COUNT,
                    "Computed near the batch's size (`--max-num-seqs`) for long: add a server.",
                    ("sum by (priority) (errands_inference_in_flight_requests)", "{{priority}}"),
                    (f"sum(vllm:num_requests_running{_SERVERS})", "computed"),
                    (f"sum(vllm:num_requests_waiting{_SERVERS})", "waiting"),
                ),
                curves(
                    "Requests turned away",
                    Unit.PER_SECOND,
                    "Interactive ones: people wait longer than they must.",
                    (rate("errands_inference_refused_requests_total", "priority"), "{{priority}}"),
                ),
                curves(
                    "Why requests wait",
                    Unit.COUNT,
                    "`deferred`: adapters in a batch are used up; raise --max-loras.",
                    (
                        f"sum by (reason) (vllm:num_requests_waiting_by_reason{_SERVERS})",
                        "{{reason}}",
                    ),
                ),
                curves(
                    "Memory for prompts",
                    Unit.SHARE,
                    "Near 1 requests are put back and computed anew.",
                    (f"max by (instance) (vllm:kv_cache_usage_perc{_SERVERS})", "{{instance}}"),
                ),
                curves(
                    "Until the first token",
                    Unit.SECONDS,
                    "19 of 20 are faster.",
                    (
                        quantile(0.95, "vllm:time_to_first_token_seconds", where=_SERVERS),
                        "first token",
                    ),
                ),
                curves(
                    "Tokens of the server",
                    Unit.PER_SECOND,
                    "What it does in all, for whomever.",
                    (rate(f"vllm:prompt_tokens_total{_SERVERS}"), "prompt"),
                    (rate(f"vllm:generation_tokens_total{_SERVERS}"), "answer"),
                ),
            ),
        ),
    ),
)
