"""Skills' adapters: immutable versions, and which of them is live."""

import re
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.functional_validators import AfterValidator

from errands.contracts.ids import SkillName

SKILL_PATTERN: Final = re.compile(r"[a-z][a-z0-9-]{0,40}")


class UnknownVersionError(LookupError):
    """The manifest holds no such version."""


def check_skill_name(name: str) -> str:
    """Hold a skill's name to what is safe in a path and in a model name."""
    if SKILL_PATTERN.fullmatch(name) is None:
        message = f"a skill's name must match {SKILL_PATTERN.pattern}, not {name!r}"
        raise ValueError(message)
    return name


def check_relative_path(path: str) -> str:
    """Hold a path to places below the manifest's folder."""
    pure = PurePosixPath(path)
    if not path or "\\" in path or pure.is_absolute() or ".." in pure.parts:
        message = f"an adapter's path must stay below the manifest's folder, not {path!r}"
        raise ValueError(message)
    return path


CheckedSkillName = Annotated[SkillName, AfterValidator(check_skill_name)]
RelativePath = Annotated[str, AfterValidator(check_relative_path)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Version = Annotated[int, Field(ge=1)]


class AdapterVersion(BaseModel):
    """One trained adapter. Its files never change once it is listed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    skill: CheckedSkillName
    version: Version
    path: RelativePath
    """The adapter's folder, relative to the manifest's."""
    sha256: Sha256
    """Of `adapter_model.safetensors`."""
    rank: Annotated[int, Field(ge=1)]
    base_model: Annotated[str, Field(min_length=1)]
    created: date | None = None
    card: str | None = None

    @property
    def name(self) -> str:
        """The name it is served under."""
        return f"{self.skill}@{self.version}"


class AdapterManifest(BaseModel):
    """Every adapter there is, and the live version of each skill."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    base_model: Annotated[str, Field(min_length=1)]
    adapters: tuple[AdapterVersion, ...] = ()
    live: dict[CheckedSkillName, Version] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        names = [adapter.name for adapter in self.adapters]
        if repeated := {name for name in names if names.count(name) > 1}:
            message = f"listed more than once: {', '.join(sorted(repeated))}"
            raise ValueError(message)
        live = {f"{skill}@{version}" for skill, version in self.live.items()}
        if missing := live - set(names):
            message = f"live but not listed: {', '.join(sorted(missing))}"
            raise ValueError(message)
        if strangers := [a.name for a in self.adapters if a.base_model != self.base_model]:
            message = f"not made for {self.base_model}: {', '.join(strangers)}"
            raise ValueError(message)
        return self

    def live_version(self, skill: SkillName) -> AdapterVersion | None:
        """Find the version that answers for `skill`, if any does."""
        version = self.live.get(skill)
        return None if version is None else self._find(skill, version)

    def live_adapters(self) -> tuple[AdapterVersion, ...]:
        """List the live versions, by skill."""
        return tuple(self._find(skill, version) for skill, version in sorted(self.live.items()))

    def with_version(self, adapter: AdapterVersion, *, live: bool = False) -> "AdapterManifest":
        """Add a version, and let it go live if asked; listed versions can't be replaced."""
        alias = {adapter.skill: adapter.version} if live else {}
        return AdapterManifest(
            base_model=self.base_model,
            adapters=(*self.adapters, adapter),
            live={**self.live, **alias},
        )

    def with_live(self, skill: SkillName, version: int) -> "AdapterManifest":
        """Move a skill's alias to a version that is listed already."""
        return AdapterManifest(
            base_model=self.base_model,
            adapters=self.adapters,
            live={**self.live, self._find(skill, version).skill: version},
        )

    def _find(self, skill: SkillName, version: int) -> AdapterVersion:
        for adapter in self.adapters:
            if (adapter.skill, adapter.version) == (skill, version):
                return adapter
        message = f"{skill}@{version} is not in the manifest"
        raise UnknownVersionError(message)
