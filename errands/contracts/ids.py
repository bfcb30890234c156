"""Identifiers. A distinct type for each, so that one can't be passed for another."""

from typing import NewType

SessionId = NewType("SessionId", str)
TurnId = NewType("TurnId", str)
TenantId = NewType("TenantId", str)
KeyId = NewType("KeyId", str)
WebhookId = NewType("WebhookId", str)
DeliveryId = NewType("DeliveryId", str)
"""Of an event that a webhook is told of: the same however often it is tried."""

WorkerId = NewType("WorkerId", str)
ViewerId = NewType("ViewerId", str)
"""One connection that watches a session's page."""

LabelerName = NewType("LabelerName", str)
"""Who judges steps; the name stands in each of their labels."""

SkillName = NewType("SkillName", str)
SlotName = NewType("SlotName", str)
"""A named value of the profile, e.g. `first_name`; a word of `[a-z][a-z0-9_]*`."""

ElementId = NewType("ElementId", int)
"""A control's number in one revision of the page, from 1."""

Fence = NewType("Fence", int)
"""A lease's fencing token; grows with every lease of a session."""
