"""What wakes a person, and what may wait until morning."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    PAGE = "page"
    """Turns wait, fail or get lost now."""
    TICKET = "ticket"
    """Something to look at today."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` is a query that always has an answer while the processes run."""

    value: str
    bound: str
    """A comparison, e.g. `> 30`."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Fires once all conditions have held for `lasting`; docs/runbook.md says what to do."""

    name: str
    severity: Severity
    lasting: str
    summary: str
    conditions: tuple[Condition, ...]

    @property
    def expr(self) -> str:
        return " and ".join(f"({c.value}) {c.bound}" for c in self.conditions)

    @property
    def runbook(self) -> str:
        """Prometheus's template: on the site that its external label `handbook` names."""
        site = "{{ with $externalLabels.handbook }}{{ . }}/runbook/{{ else }}docs/runbook.md"
        return f"{site}{{{{ end }}}}#{self.name.lower()}"


def more_than(count: int) -> str:
    """Of what `increase` says, which looks beyond its samples to its window's ends: 3 are 3.05."""
    return f"> {count}.5"


def page(name: str, lasting: str, summary: str, *conditions: tuple[str, str]) -> Alert:
    return _alert(Severity.PAGE, name, lasting, summary, conditions)


def ticket(name: str, lasting: str, summary: str, *conditions: tuple[str, str]) -> Alert:
    return _alert(Severity.TICKET, name, lasting, summary, conditions)


def _alert(
    severity: Severity,
    name: str,
    lasting: str,
    summary: str,
    conditions: tuple[tuple[str, str], ...],
) -> Alert:
    held = tuple(Condition(*condition) for condition in conditions)
    return Alert(f"Errands{name}", severity, lasting, summary, held)
