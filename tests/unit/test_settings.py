import pytest
from pydantic import ValidationError

from errands.settings import Settings


def test_the_broker_is_beside_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().broker_url == "redis://127.0.0.1:6379/1"
    monkeypatch.setenv("ERRANDS_REDIS_URL", "redis://:pw@store:6380/0?a=1")
    assert Settings().broker_url == "redis://:pw@store:6380/1?a=1"
    monkeypatch.setenv("ERRANDS_BROKER_URL", "redis://broker/0")
    assert Settings().broker_url == "redis://broker/0"
    monkeypatch.setenv("ERRANDS_BROKER_URL", "redis://:pw@store:6380/0?a=1")
    with pytest.raises(ValidationError):
        Settings()


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_settings_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ERRANDS_MODEL_KEY", "s3cret")
    settings = Settings()
    assert "s3cret" not in repr(settings)
    with pytest.raises(ValidationError):
        settings.trial = True  # type: ignore[misc] # frozen
