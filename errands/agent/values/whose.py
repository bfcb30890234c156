"""Whose document a control stands in, and whether it may be given what a person said."""

from errands.contracts.address import parse_address
from errands.contracts.ids import SlotName
from errands.contracts.observation import Element, Observation
from errands.contracts.session import Session


def may_be_given(
    element: Element, page: Observation, session: Session, secret: SlotName | None = None
) -> bool:
    """Whether what is typed or chosen may be given to whoever's document the control is in.

    Secrets have hosts of their own. All else isn't given to frames of hosts that aren't listed.
    """
    if secret is not None:
        return session.admits_secret(secret, page.url, element.frame_host)
    if not element.frame_host:
        return True
    frame = parse_address(f"https://{element.frame_host}/")
    allowed = session.hosts.allowed
    return element.frame_host in allowed or (frame is not None and frame.is_listed(allowed))
