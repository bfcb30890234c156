"""Skills' adapters: immutable versions, which of them is live, and which is being tried."""

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


class Score(BaseModel):
    """What a version did in a suite when it was promoted, beside the others that were live then."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    suite: Annotated[str, Field(min_length=1)]
    conversations: Annotated[int, Field(ge=1)]
    successes: Annotated[int, Field(ge=0)]


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
    scores: tuple[Score, ...] = ()

    @property
    def name(self) -> str:
        """The name it is served under."""
        return f"{self.skill}@{self.version}"


class Canary(BaseModel):
    """A version that answers for some sessions, before it answers for all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Version
    share: Annotated[float, Field(gt=0, lt=1)]
    """Of the sessions. A session stays with one version."""


class AdapterManifest(BaseModel):
    """Every adapter there is, the live version of each skill, and the one it would go back to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    base_model: Annotated[str, Field(min_length=1)]
    adapters: tuple[AdapterVersion, ...] = ()
    live: dict[CheckedSkillName, Version] = Field(default_factory=dict)
    before: dict[CheckedSkillName, Version] = Field(default_factory=dict)
    """What was live before; a rollback goes there."""
    canary: dict[CheckedSkillName, Canary] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        names = [adapter.name for adapter in self.adapters]
        if repeated := {name for name in names if names.count(name) > 1}:
            message = f"listed more than once: {', '.join(sorted(repeated))}"
            raise ValueError(message)
        for word, wanted in self._named():
            if missing := wanted - set(names):
                message = f"{word} but not listed: {', '.join(sorted(missing))}"
                raise ValueError(message)
        for skill, canary in self.canary.items():
            if self.live.get(skill) in {None, canary.version}:
                message = f"{skill}@{canary.version} can't be tried beside the live version"
                raise ValueError(message)
        if strangers := [a.name for a in self.adapters if a.base_model != self.base_model]:
            message = f"not made for {self.base_model}: {', '.join(strangers)}"
            raise ValueError(message)
        return self

    def _named(self) -> tuple[tuple[str, set[str]], ...]:
        canaries = {skill: canary.version for skill, canary in self.canary.items()}
        places = (("live", self.live), ("live before", self.before), ("a canary", canaries))
        return tuple((word, {f"{s}@{v}" for s, v in where.items()}) for word, where in places)

    def live_version(self, skill: SkillName) -> AdapterVersion | None:
        """Find the version that answers for `skill`, if any does."""
        version = self.live.get(skill)
        return None if version is None else self.find(skill, version)

    def live_adapters(self) -> tuple[AdapterVersion, ...]:
        """List the live versions, by skill."""
        return tuple(self.find(skill, version) for skill, version in sorted(self.live.items()))

    def canary_adapters(self) -> tuple[AdapterVersion, ...]:
        """List the versions that are being tried, by skill."""
        return tuple(self.find(skill, one.version) for skill, one in sorted(self.canary.items()))

    def with_version(self, adapter: AdapterVersion, *, live: bool = False) -> Self:
        """Add a version, and let it go live if asked; listed versions can't be replaced."""
        added = self._with(adapters=(*self.adapters, adapter))
        return added.with_live(adapter.skill, adapter.version) if live else added

    def with_scores(self, skill: SkillName, version: int, scores: tuple[Score, ...]) -> Self:
        """What a listed version did since it was listed; nothing takes back what it did before."""
        found = self.find(skill, version)
        told = found.model_copy(update={"scores": scores or found.scores})
        return self._with(adapters=tuple(told if a is found else a for a in self.adapters))

    def with_live(self, skill: SkillName, version: int) -> Self:
        """Move a skill's alias to a version that is listed already; its canary ends."""
        found = self.find(skill, version)
        last = self.live.get(skill)
        before = self.before if last in {None, version} else {**self.before, found.skill: last}
        return self._with(
            live={**self.live, found.skill: version}, before=before, canary=self._others(skill)
        )

    def with_canary(self, skill: SkillName, version: int, share: float) -> Self:
        """Let a listed version answer for a share of the sessions, more than 0 and less than 1."""
        found = self.find(skill, version)
        return self._with(canary={**self.canary, found.skill: Canary(version=version, share=share)})

    def without_canary(self, skill: SkillName) -> Self:
        """Let the live version answer for all sessions again."""
        return self._with(canary=self._others(skill))

    def rolled_back(self, skill: SkillName) -> Self:
        """Move a skill's alias to what was live before.

        Raises:
            UnknownVersionError: nothing was.
        """
        if skill not in self.before:
            message = f"nothing was live before for {skill}"
            raise UnknownVersionError(message)
        return self.with_live(skill, self.before[skill])

    def _others(self, skill: SkillName) -> dict[SkillName, Canary]:
        return {name: canary for name, canary in self.canary.items() if name != skill}

    def _with(self, **changes: object) -> Self:
        # Not `model_copy`, which checks nothing.
        return self.model_validate(dict(self) | changes)

    def find(self, skill: SkillName, version: int) -> AdapterVersion:
        """Find a listed version.

        Raises:
            UnknownVersionError: it isn't listed.
        """
        for adapter in self.adapters:
            if (adapter.skill, adapter.version) == (skill, version):
                return adapter
        message = f"{skill}@{version} is not in the manifest"
        raise UnknownVersionError(message)


class ServedSkills(BaseModel):
    """What is listed, and what is served of it: `answering` names the version a skill is asked by.

    A skill without one is answered by the base model.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    manifest: AdapterManifest
    answering: dict[SkillName, str] = Field(default_factory=dict)
