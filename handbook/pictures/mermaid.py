"""Every diagram as an SVG, by Mermaid itself in a real browser."""

from pathlib import Path
from typing import Final

from playwright.async_api import Browser

from handbook.diagrams import FOLDER, Diagram, Scheme, every_diagram
from handbook.pages import DOCS

_THEMES: Final[dict[Scheme, str]] = {"light": "neutral", "dark": "dark"}
_DRAW: Final = """async ([source, theme]) => {
  mermaid.initialize({
    startOnLoad: false, theme, fontFamily: "DejaVu Sans, sans-serif", deterministicIds: true,
    flowchart: { htmlLabels: false }, securityLevel: "strict",
  });
  return (await mermaid.render("diagram", source)).svg;
}"""


async def draw_all(browser: Browser, script: Path) -> None:
    """Draws what has no picture yet, and removes pictures of what is no more."""
    wanted = {one.picture(scheme): (one, scheme) for one in every_diagram() for scheme in _THEMES}
    folder = DOCS / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.svg"):
        if str(path.relative_to(DOCS)) not in wanted:
            path.unlink()
    for place, (diagram, scheme) in wanted.items():
        if not (DOCS / place).exists():
            (DOCS / place).write_text(await _drawn(browser, script, diagram, scheme))


async def _drawn(browser: Browser, script: Path, diagram: Diagram, scheme: Scheme) -> str:
    page = await browser.new_page()
    await page.add_script_tag(path=script)
    svg = await page.evaluate(_DRAW, [diagram.source, _THEMES[scheme]])
    await page.close()
    return f"{svg}\n"
