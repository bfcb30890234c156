"""Tables of controls → what a written page is put together of."""

from dataclasses import dataclass, field

from errands.contracts.observation import Role, SectionKind

FORM = SectionKind.FORM
LIST = SectionKind.LIST
REGION = SectionKind.REGION
TABLE = SectionKind.TABLE
DIALOG = SectionKind.DIALOG
TEXTS = {"p": Role.PARAGRAPH, "h": Role.HEADING, "!": Role.ALERT}
ANY = (0, 0)
NEXT = "@"
"""In place of an ask: what comes next here, whatever was said."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A control or a text: what it may be called, and how a person may ask for it."""

    role: Role
    names: tuple[str, ...]
    asks: tuple[str, ...]
    options: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A section. A row of `table` is `role | names | asks | options`, each split at `;`.

    A role with a star is a required field. `items` is how many times the table is repeated, from
    least to most, each time with other products, people, and so on; `often` and `pick` are the
    chances of the block and of each row.
    """

    kind: SectionKind
    titles: str
    table: str
    items: tuple[int, int] = ANY
    often: float = 1.0
    pick: float = 1.0
    spots: tuple[Spot, ...] = field(init=False)

    def __post_init__(self) -> None:
        rows = [line for line in self.table.strip().splitlines() if line.strip()]
        object.__setattr__(self, "spots", tuple(map(_spot, rows)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of page. Its blocks stand in this order; `mixed` ones in any, after the first.

    `errand` is how a chat begins that leads to such a page.
    """

    name: str
    titles: str
    blocks: tuple[Block, ...]
    mixed: bool = False
    errand: str = ""


def split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _spot(row: str) -> Spot:
    role, names, *rest = (cell.strip() for cell in row.split("|"))
    asks, options = (*map(split, rest), (), ())[:2]
    known = TEXTS.get(role) or Role(role.removesuffix("*"))
    return Spot(known, split(names), asks, options, role.endswith("*"))
