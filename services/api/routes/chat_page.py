"""The page that people talk on, and watch. What it shows comes by REST, with a tenant's key."""

from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse

from services.api.page_files import PageFiles
from services.api.ports import Given

router = APIRouter(include_in_schema=False)

FILES: Final = PageFiles(Path(__file__).resolve().parents[1] / "chat_page", "chat.html")


@router.get("/")
async def page(ports: Given, embed: Annotated[str, Query(max_length=20)] = "") -> FileResponse:
    """Framed by nobody; its conversation alone (`?embed=1`) by the origins that are named."""
    return FILES.page(ports.rules.embed_origins if embed == "1" else ())
