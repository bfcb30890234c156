"""The client of a product that uses Errands: `Errands`, and `AsyncErrands` for asyncio.

Its packages are those of the extra `client`. docs/integrate.md shows it at work.
"""

from errands.client.answers import (
    Approval,
    Delivery,
    File,
    FileList,
    LiveTicket,
    NewWebhook,
    Session,
    Step,
    StepPage,
    Turn,
    Webhook,
)
from errands.client.asynchronous import AsyncErrands
from errands.client.errors import (
    ClientError,
    ConflictError,
    ErrandsApiError,
    InvalidError,
    LimitedError,
    NotEndedError,
    NotFoundError,
    NotSignedError,
    RefusedKeyError,
    UnavailableError,
    UnreachableError,
    UnreadableError,
)
from errands.client.events import (
    BrowserHandedBack,
    BrowserTaken,
    Event,
    SessionChanged,
    SessionCreated,
    StepTaken,
    Told,
    TurnEnded,
    TurnQueued,
    TurnStarted,
)
from errands.client.retries import Retries
from errands.client.sync import Errands
from errands.client.webhook import Message, verify_webhook

__all__ = [
    "Approval",
    "AsyncErrands",
    "BrowserHandedBack",
    "BrowserTaken",
    "ClientError",
    "ConflictError",
    "Delivery",
    "Errands",
    "ErrandsApiError",
    "Event",
    "File",
    "FileList",
    "InvalidError",
    "LimitedError",
    "LiveTicket",
    "Message",
    "NewWebhook",
    "NotEndedError",
    "NotFoundError",
    "NotSignedError",
    "RefusedKeyError",
    "Retries",
    "Session",
    "SessionChanged",
    "SessionCreated",
    "Step",
    "StepPage",
    "StepTaken",
    "Told",
    "Turn",
    "TurnEnded",
    "TurnQueued",
    "TurnStarted",
    "UnavailableError",
    "UnreachableError",
    "UnreadableError",
    "Webhook",
    "verify_webhook",
]
