"""The page that people judge steps on. What it shows comes by REST, with a labeler's key."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import FileResponse

from services.api.page_files import PageFiles

router = APIRouter(prefix="/label", include_in_schema=False)

FILES: Final = PageFiles(Path(__file__).resolve().parents[1] / "label_page", "label.html")


@router.get("")
async def page() -> FileResponse:
    return FILES.page()
