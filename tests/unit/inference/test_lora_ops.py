import importlib.util
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

pytest.importorskip("torch")

import torch

from services.inference.lora_plugin.kernel import Kernel, kernel
from services.inference.lora_plugin.ops import (
    BASE,
    LONG_RUN,
    MOST_RUNS,
    MixedRows,
    PackedAdapters,
    Run,
    add_rows,
    plan_rows,
)

INPUTS = 64
BATCHES = {
    "one adapter": [2] * 9,
    "no adapter": [-1] * 5,
    "two long runs": [0] * 6 + [1] * 7,
    "base between": [1, 1, 1, -1, -1, 0, 0],
    "alternating": [0, 1, 0, 1, 2, 0, 3, 1],
    "alternating with base": [-1, 3, -1, 0, -1, 3, 2, -1, 1],
    "one row": [3],
    "a prompt behind single rows": [0, 1, 2, 0, 1, 3] + [2] * 40,
    "prompts between single rows": [0, 1, 0, 1, 0] + [3] * 20 + [1] * 30 + [-1] * 20 + [2, 0] * 3,
    "a base prompt between single rows": [0, 1, 0, 1, 0] + [-1] * 40 + [1, 0, 1, 0, 1],
    "one adapter in many runs": [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1],
}


class Layer:
    """The buffers of one adapted layer, shaped as vLLM shapes them."""

    def __init__(
        self,
        slots: int,
        rank: int,
        slices: tuple[int, ...],
        numbers: torch.dtype = torch.bfloat16,
    ) -> None:
        self.slices = slices
        self.down = tuple(torch.zeros(slots, 1, rank, INPUTS, dtype=numbers) for _ in slices)
        self.up = tuple(torch.zeros(slots, 1, size, rank, dtype=numbers) for size in slices)

    def fill(self) -> None:
        for tensor in (*self.down, *self.up):
            tensor.copy_(torch.randn(tensor.shape) * 0.2)

    def reference(
        self, output: torch.Tensor, inputs: torch.Tensor, slots: list[int]
    ) -> torch.Tensor:
        expected = output.float()
        for row, slot in enumerate(slots):
            if slot < 0:
                continue
            column = 0
            for down, up, size in zip(self.down, self.up, self.slices, strict=True):
                hidden = inputs[row].float() @ down[slot, 0].float().t()
                expected[row, column : column + size] += hidden @ up[slot, 0].float().t()
                column += size
        return expected


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(7)


@pytest.fixture(params=["kernel", "products"])
def served_by(request: pytest.FixtureRequest) -> Kernel | None:
    """With the kernel and without, as where there is no compiler."""
    if request.param == "products":
        return None
    built = kernel()
    if built is None:
        pytest.skip("no compiler here")
    return built


@pytest.fixture(params=[torch.bfloat16, torch.float32], ids=["bfloat16", "float"])
def numbers(request: pytest.FixtureRequest) -> torch.dtype:
    """What is served where the processor multiplies bfloat16, and where it doesn't."""
    dtype: torch.dtype = request.param
    return dtype


def batch(
    rows: int, outputs: int, numbers: torch.dtype = torch.bfloat16
) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.randn(rows, outputs).to(numbers), torch.randn(rows, INPUTS).to(numbers)


def assert_close(found: torch.Tensor, expected: torch.Tensor) -> None:
    near = {"rtol": 2e-2, "atol": 3e-2} if found.dtype == torch.bfloat16 else {}
    torch.testing.assert_close(found.float(), expected, **near)


@pytest.mark.parametrize("slots", BATCHES.values(), ids=BATCHES.keys())
@pytest.mark.parametrize("slices", [(48,), (48, 13, 16), (96, 96)], ids=["o", "qkv", "gate_up"])
@pytest.mark.parametrize("rank", [1, 8, 16])
@pytest.mark.parametrize("long_run", [LONG_RUN, 8], ids=["mixed", "runs"])
def test_each_row_gets_its_own_adapter(
    long_run: int,
    rank: int,
    slices: tuple[int, ...],
    slots: list[int],
    served_by: Kernel | None,
    numbers: torch.dtype,
) -> None:
    layer = Layer(4, rank, slices, numbers)
    layer.fill()
    packed = PackedAdapters(layer.down, layer.up, slices, served_by)
    output, inputs = batch(len(slots), sum(slices), numbers)
    expected = layer.reference(output, inputs, slots)
    untouched = output.clone()
    packed.add_to(output, inputs, plan_rows(slots, long_run))
    assert_close(output, expected)
    base_rows = [row for row, slot in enumerate(slots) if slot < 0]
    assert torch.equal(output[base_rows], untouched[base_rows])


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_a_server_may_have_any_number_of_slots(
    count: int, served_by: Kernel | None, numbers: torch.dtype
) -> None:
    slots = [n % (count + 1) - 1 for n in range(23)] + [count - 1] * 20
    layer = Layer(count, 8, (48, 16), numbers)
    layer.fill()
    output, inputs = batch(len(slots), 64, numbers)
    expected = layer.reference(output, inputs, slots)
    packed = PackedAdapters(layer.down, layer.up, layer.slices, served_by)
    packed.add_to(output, inputs, plan_rows(slots, 8))
    assert_close(output, expected)


def test_an_adapter_loaded_later_is_used_without_packing_again(served_by: Kernel | None) -> None:
    layer = Layer(slots=4, rank=8, slices=(48, 16))
    packed = PackedAdapters(layer.down, layer.up, layer.slices, served_by)
    layer.fill()
    slots = BATCHES["alternating with base"]
    output, inputs = batch(len(slots), 64)
    expected = layer.reference(output, inputs, slots)
    packed.add_to(output, inputs, plan_rows(slots))
    assert_close(output, expected)


def test_an_adapter_can_be_loaded_into_what_was_packed_in_inference_mode(
    served_by: Kernel | None,
) -> None:
    layer = Layer(slots=4, rank=8, slices=(48,))
    output, inputs = batch(3, 48)
    with torch.inference_mode():
        packed = PackedAdapters(layer.down, layer.up, layer.slices, served_by)
    layer.fill()
    expected = layer.reference(output, inputs, [1, 1, 1])
    with torch.inference_mode():
        packed.add_to(output, inputs, plan_rows([1, 1, 1]))
    assert_close(output, expected)


@pytest.mark.parametrize("slots", BATCHES.values(), ids=BATCHES.keys())
def test_unpacked_pairs_agree(slots: list[int]) -> None:
    layer = Layer(slots=4, rank=8, slices=(48,))
    layer.fill()
    output, inputs = batch(len(slots), 48)
    expected = layer.reference(output, inputs, slots)
    add_rows(output, inputs, layer.down[0], layer.up[0], plan_rows(slots))
    assert_close(output, expected)


def test_rows_beyond_the_plan_are_left_alone(served_by: Kernel | None) -> None:
    layer = Layer(slots=4, rank=8, slices=(48,))
    layer.fill()
    packed = PackedAdapters(layer.down, layer.up, layer.slices, served_by)
    for slots in (BATCHES["one adapter"], BATCHES["alternating"]):
        output, inputs = batch(len(slots) + 3, 48)
        padding = output[-3:].clone()
        packed.add_to(output, inputs, plan_rows(slots))
        assert torch.equal(output[-3:], padding)


def test_single_rows_are_computed_together() -> None:
    assert plan_rows([-1, -1]) == ()
    (mixed,) = plan_rows([-1, 2, 2, -1, 0, -1])
    assert isinstance(mixed, MixedRows)
    assert (mixed.start, mixed.stop, mixed.used) == (1, 5, range(3))
    assert mixed.slots.tolist() == [2, 2, -1, 0]
    assert mixed.foreign[:, :, 0].tolist() == [
        [True, True, False],
        [True, True, False],
        [True, True, True],
        [False, True, True],
    ]


def test_prompts_are_computed_alone_however_many_there_are() -> None:
    prompts = [slot for slot in (0, 1) * MOST_RUNS for _ in range(LONG_RUN)]
    assert [type(part) for part in plan_rows(prompts)] == [Run] * 2 * MOST_RUNS
    single = [0, 1] * MOST_RUNS
    plan = plan_rows([*single, *[-1] * LONG_RUN, *single, *prompts[:LONG_RUN]])
    assert [type(part) for part in plan] == [MixedRows, MixedRows, Run]


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(1, 2 * LONG_RUN)), max_size=12))
def test_a_plan_covers_every_adapted_row_once(runs: list[tuple[int, int]]) -> None:
    slots = [slot for slot, rows in runs for _ in range(rows)]
    covered = [BASE] * len(slots)
    for part in plan_rows(slots):
        for run in part.runs if isinstance(part, MixedRows) else (part,):
            assert covered[run.start : run.stop] == [BASE] * run.rows
            covered[run.start : run.stop] = [run.slot] * run.rows
    assert covered == slots


@given(st.lists(st.integers(-1, 3), min_size=1, max_size=40))
def test_the_kernel_is_given_every_adapted_row_once_with_its_slot(slots: list[int]) -> None:
    given_rows = [
        (part.start + row, slot)
        for part in plan_rows(slots)
        if isinstance(part, MixedRows)
        for slot, *rows in part.groups.tolist()
        for row in rows
        if row >= 0
    ]
    assert sorted(given_rows) == [(row, slot) for row, slot in enumerate(slots) if slot != BASE]


def test_rows_of_one_slot_share_a_group_wherever_they_stand() -> None:
    (mixed,) = plan_rows([0, 1, -1, 0, 1, 0, 0, 0])
    assert isinstance(mixed, MixedRows)
    assert mixed.groups.tolist() == [[0, 0, 3, 5, 6], [0, 7, -1, -1, -1], [1, 1, 4, -1, -1]]


@given(
    st.lists(st.floats(-300, 300, width=32), min_size=1, max_size=63),
    st.floats(-4, 4, width=16),
)
def test_sums_are_rounded_once_as_torch_rounds(numbers: list[float], added: float) -> None:
    built = kernel()
    assume(built is not None)
    layer = Layer(slots=1, rank=1, slices=(48,))
    layer.down[0][..., 0] = 1
    layer.up[0].fill_(added)
    packed = PackedAdapters(layer.down, layer.up, layer.slices, built)
    output = torch.tensor(numbers).to(torch.bfloat16).unsqueeze(1).repeat(1, 48)
    exact = output.float() + layer.up[0][0, 0, 0].float()
    inputs = torch.ones(len(output), INPUTS, dtype=torch.bfloat16)
    packed.add_to(output, inputs, plan_rows([0] * len(output)))
    assert torch.equal(output, exact.to(torch.bfloat16))


def test_infinities_and_no_numbers_stay(served_by: Kernel | None, numbers: torch.dtype) -> None:
    layer = Layer(1, 8, (48,), numbers)
    layer.down[0].fill_(1)
    layer.up[0].fill_(0.5)
    packed = PackedAdapters(layer.down, layer.up, layer.slices, served_by)
    output = torch.zeros(2, 48, dtype=numbers)
    output[:, :3] = torch.tensor([float("inf"), float("-inf"), float("nan")])
    packed.add_to(output, torch.ones(2, INPUTS, dtype=numbers), plan_rows([0, 0]))
    assert output[:, 0].isposinf().all()
    assert output[:, 1].isneginf().all()
    assert output[:, 2].isnan().all()


def test_rows_of_a_larger_tensor_are_added_in_place(served_by: Kernel | None) -> None:
    layer = Layer(slots=4, rank=8, slices=(48,))
    layer.fill()
    packed = PackedAdapters(layer.down, layer.up, layer.slices, served_by)
    slots = BATCHES["alternating with base"]
    wide_output, wide_inputs = batch(len(slots), 60)[0], torch.randn(len(slots), INPUTS + 9)
    inputs = wide_inputs.to(torch.bfloat16)[:, :INPUTS]
    output = wide_output[:, :48]
    beside = wide_output[:, 48:].clone()
    expected = layer.reference(output, inputs, slots)
    packed.add_to(output, inputs, plan_rows(slots))
    assert_close(output, expected)
    assert torch.equal(wide_output[:, 48:], beside)


@pytest.fixture(scope="module")
def shipped() -> ModuleType:
    """vLLM's own operators, loaded without the rest of vLLM."""
    found = importlib.util.find_spec("vllm")
    if found is None or not found.submodule_search_locations:
        pytest.skip("vLLM is not installed")
    path = f"{found.submodule_search_locations[0]}/lora/ops/torch_ops/lora_ops.py"
    spec = importlib.util.spec_from_file_location("shipped_lora_ops", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_operator_gives_base_rows_the_last_adapter(
    shipped: ModuleType, served_by: Kernel | None
) -> None:
    layer = Layer(slots=2, rank=8, slices=(48,))
    layer.fill()
    slots = [0, -1, 1]
    output, inputs = batch(3, 48)
    ours, base_row = output.clone(), output[1].clone()
    hidden = torch.zeros(3, 8)
    shipped.bgmv_shrink(inputs, layer.down[0], hidden, torch.tensor(slots))
    shipped.bgmv_expand(hidden, layer.up[0], output, torch.tensor(slots))
    PackedAdapters(layer.down, layer.up, layer.slices, served_by).add_to(
        ours, inputs, plan_rows(slots)
    )
    assert_close(ours[[0, 2]], output[[0, 2]].float())
    assert torch.equal(ours[1], base_row)
    assert not torch.allclose(output[1], base_row, atol=0.1)
