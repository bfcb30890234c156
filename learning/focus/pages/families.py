"""The families of pages: what one has learned from some of them is judged by another."""

from dataclasses import dataclass

from learning.focus.pages import authority, edges, errand, office, planning, press, tongues, trade
from learning.focus.pages.block import Block, Kind


@dataclass(frozen=True, slots=True)
class Family:
    """Kinds of pages that share their edges; wordings are shared with no other family."""

    name: str
    kinds: tuple[Kind, ...]
    head: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()


FAMILIES = (
    Family("trade", trade.KINDS, edges.SHOP_HEAD, edges.SHOP_FOOT),
    Family("office", office.KINDS + planning.KINDS, edges.APP_HEAD, edges.APP_FOOT),
    Family("press", press.KINDS, edges.PRESS_HEAD, edges.PRESS_FOOT),
    Family("authority", authority.KINDS, edges.FORM_HEAD, edges.FORM_FOOT),
    Family("errand", errand.KINDS),
    Family("tongues", tongues.KINDS),
)
