"""The bodies of skills on the wire."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterVersion, Score, ServedSkills
from services.wire.bodies import Answer


class ScoreBody(Answer):
    """Of a suite's `conversations` so many came to what the person wanted.

    Measured when the version was promoted, with the other skills as they were live then.
    """

    suite: str = Field(examples=["hotels-dev"])
    conversations: int = Field(examples=[48])
    successes: int = Field(examples=[43])

    @staticmethod
    def of(score: Score) -> "ScoreBody":
        return ScoreBody(**score.model_dump())


class SkillVersionBody(Answer):
    """`scores` is empty where none were kept. `name` is what a step's `model` says."""

    version: int
    name: str = Field(examples=["fill-form@2"])
    rank: int = Field(examples=[8])
    base_model: str = Field(examples=["smollm2-135m-instruct"])
    created: date | None
    scores: list[ScoreBody]

    @staticmethod
    def of(adapter: AdapterVersion) -> "SkillVersionBody":
        return SkillVersionBody(
            version=adapter.version,
            name=adapter.name,
            rank=adapter.rank,
            base_model=adapter.base_model,
            created=adapter.created,
            scores=[ScoreBody.of(one) for one in adapter.scores],
        )


class CanaryBody(Answer):
    """A version that answers for a share of the sessions, to be tried."""

    version: int
    share: float = Field(examples=[0.1])


class SkillBody(Answer):
    """`live` is the version that is meant to answer, `answering` the name of the one that does.

    They differ while a version is loaded. Without a name the base model answers.
    """

    name: SkillName = Field(examples=["fill-form"])
    live: int | None
    answering: str | None = Field(examples=["fill-form@2"])
    canary: CanaryBody | None
    versions: list[SkillVersionBody]

    @staticmethod
    def of(name: SkillName, served: ServedSkills) -> "SkillBody":
        manifest = served.manifest
        trial = manifest.canary.get(name)
        return SkillBody(
            name=name,
            live=manifest.live.get(name),
            answering=served.answering.get(name),
            canary=None if trial is None else CanaryBody(**trial.model_dump()),
            versions=[SkillVersionBody.of(one) for one in _newest_first(name, manifest.adapters)],
        )


class SkillList(Answer):
    """`base_model` answers for what has no adapter."""

    base_model: str
    skills: list[SkillBody]

    @staticmethod
    def of(served: ServedSkills) -> "SkillList":
        names = sorted({adapter.skill for adapter in served.manifest.adapters})
        return SkillList(
            base_model=served.manifest.base_model,
            skills=[SkillBody.of(name, served) for name in names],
        )


def _newest_first(name: SkillName, adapters: Iterable[AdapterVersion]) -> list[AdapterVersion]:
    own = (adapter for adapter in adapters if adapter.skill == name)
    return sorted(own, key=lambda adapter: adapter.version, reverse=True)
