"""One suite for a tokenizer and its twin, the estimate."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from errands.agent.view.tokens import ESTIMATE
from errands.backends.model_tokens import ModelTokens, tokens_of
from errands.contracts.ports import Tokens

TEXT = 'text "City" [1] ="Rome" required\nbutton "Search hotels" [2]\n# your-details\n' * 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model's folder with a tokenizer of the served one's kind."""
    made = tmp_path_factory.mktemp("model")
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=400, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator([TEXT], trainer)
    tokenizer.save(str(made / "tokenizer.json"))
    return made


@pytest.fixture(params=["tokenizer", "estimate"])
def tokens(request: pytest.FixtureRequest, folder: Path) -> Tokens:
    return tokens_of(folder) if request.param == "tokenizer" else ESTIMATE


lines = st.lists(st.from_regex(r"[!-~][ -~]{0,30}[!-~]", fullmatch=True), min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines)
def test_lines_cost_at_least_what_their_text_costs(tokens: Tokens, parts: list[str]) -> None:
    text = "".join(f"{part}\n" for part in parts)
    assert tokens.count(text) <= sum(tokens.count(f"{part}\n") for part in parts)


def test_nothing_costs_nothing_and_more_costs_more(tokens: Tokens) -> None:
    assert tokens.count("") == 0
    assert 0 < tokens.count("Search hotels\n") < tokens.count("Search hotels\n" * 3)


def test_a_folder_without_a_tokenizer_gives_the_estimate(tmp_path: Path, folder: Path) -> None:
    assert tokens_of(tmp_path) is ESTIMATE
    assert isinstance(tokens_of(folder), ModelTokens)
