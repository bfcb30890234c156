"""Skills as the process tells of them that keeps the model server's adapters."""

from typing import Final

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from errands.contracts.errors import SkillsUnknownError
from errands.contracts.ids import SkillName
from errands.contracts.skill import AdapterManifest, ServedSkills

_SECONDS: Final = 2.0


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    manifest: AdapterManifest | None = None
    live: dict[SkillName, str] = {}


class ToldSkills:
    """`SkillSource`; `url` is that of the adapters' table."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self._url = url
        self._client = client

    async def read(self) -> ServedSkills:
        try:
            response = await self._client.get(self._url, timeout=_SECONDS)
            response.raise_for_status()
            table = _Table.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise SkillsUnknownError(repr(error)) from error
        if table.manifest is None:
            raise SkillsUnknownError("no manifest was ever read")
        return ServedSkills(manifest=table.manifest, answering=table.live)


class FixedSkills:
    """`SkillSource` of what is known at the start: where a model has no adapters, and in tests."""

    def __init__(self, skills: ServedSkills | None) -> None:
        self.skills = skills

    async def read(self) -> ServedSkills:
        if self.skills is None:
            raise SkillsUnknownError
        return self.skills
