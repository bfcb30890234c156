"""The page that people judge steps on. What it shows comes by REST, with a labeler's key."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse

router = APIRouter(prefix="/label", include_in_schema=False)

_FILES: Final = Path(__file__).resolve().parents[1] / "label_page"
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src blob:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What pages of other sites said is shown here: nothing of it may run or load."""


@router.get("")
async def page() -> FileResponse:
    return _file("label.html", "text/html")


@router.get("/label.css")
async def style() -> FileResponse:
    return _file("label.css", "text/css")


@router.get("/label.js")
async def script() -> FileResponse:
    return _file("label.js", "text/javascript")


def _file(name: str, kind: str) -> FileResponse:
    headers = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}
    return FileResponse(_FILES / name, media_type=kind, headers=headers)
