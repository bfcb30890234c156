"""A page that people open: files beside the code, served as they are, and a strict policy."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi.responses import FileResponse
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self' blob:; base-uri 'none'; form-action 'none';"
    " require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What pages of other sites said is shown on ours: nothing of it may run or load."""


@dataclass(frozen=True, slots=True)
class PageFiles:
    """A folder with a page's HTML, and the scripts and styles that it asks for."""

    folder: Path
    html: str

    def page(self, ancestors: tuple[str, ...] = ()) -> FileResponse:
        """The HTML; pages of these origins may frame it, none of others."""
        answer = FileResponse(self.folder / self.html, media_type="text/html")
        _guard(answer, ancestors)
        return answer

    def rest(self) -> StaticFiles:
        """What the HTML asks for, to be mounted."""
        return _Guarded(directory=self.folder)


class _Guarded(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        _guard(answer, ())
        return answer


def _guard(answer: Response, ancestors: tuple[str, ...]) -> None:
    framed = " ".join(ancestors) or "'none'"
    headers = MutableHeaders(raw=answer.raw_headers)
    headers["Content-Security-Policy"] = f"{_POLICY}; frame-ancestors {framed}"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Cache-Control"] = "no-cache"  # asked about each time, sent when it is another one
